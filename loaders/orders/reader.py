"""An order as a file → a proposal of its roadmap."""

from collections.abc import Iterable

from data_model.errors import WrongDefinition
from data_model.roadmap import Act
from loaders.orders.act import read_act, read_title
from loaders.orders.formats import read_document
from loaders.orders.interpret import interpret
from loaders.orders.proposal import RoadmapProposal
from loaders.orders.rows import OrderTable, find_rows
from loaders.orders.terms import Frame
from loaders.orders.years import Span, Years, years_in


def read_order(content: bytes, filename: str) -> RoadmapProposal:
    """What an order promises, row by row, and what the reading was unsure of.

    Raises UnreadableFile for a file that cannot be opened, and WrongDefinition where no table
    of a roadmap is found in it.
    """
    table = find_rows(read_document(content, filename))
    if not table.rows:
        raise WrongDefinition(
            f"{filename}: таблица дорожной карты не найдена. Нужна таблица, в шапке которой есть "
            "мероприятия и ещё две графы из четырёх: №, сроки, показатель, исполнители."
        )
    act, title = read_act(table.lines), read_title(table.lines_above)
    years, doubts = _years(table, title or act.title, act.date.year if act.date else None)
    frame = Frame(years.years, years.is_school, act.date)
    return RoadmapProposal(
        title=title or act.title,
        act=act,
        years=years.years,
        rows=tuple(interpret(table.rows, frame)),
        unsure=doubts + _missing(act),
    )


def _missing(act: Act) -> tuple[str, ...]:
    parts = {"орган": act.body, "дата": act.date, "номер": act.number}
    missing = ", ".join(name for name, value in parts.items() if not value)
    return (f"Реквизиты приказа не найдены: {missing}. Укажите их.",) if missing else ()


def _years(table: OrderTable, title: str, approved: int | None) -> tuple[Years, tuple[str, ...]]:
    """The years of the title; failing that those of the terms, or the year of the act."""
    named = years_in(title)
    if named and named.span is Span.UNTIL and approved:
        return Years(tuple(range(approved, named.years[0] + 1)), Span.RANGE), ()
    if named:
        return named, ()
    found = sorted(_years_of_rows(table))
    if found:
        return Years(tuple(range(found[0], found[-1] + 1))), (_TERMS,)
    return (Years((approved,)), (_APPROVED,)) if approved else (Years(()), (_NOWHERE,))


_TERMS = "Годы дорожной карты в заголовке не названы. Взяты годы из сроков и показателей."
_APPROVED = "Годы дорожной карты не названы. Взят год приказа."
_NOWHERE = "Годы дорожной карты не найдены. Укажите их."


def _years_of_rows(table: OrderTable) -> Iterable[int]:
    for row in table.rows:
        for text in (row.term, row.wording):
            found = years_in(text)
            yield from found.years if found else ()
        yield from row.by_year
