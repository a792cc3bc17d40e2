"""An order as a file → a proposal of its roadmap."""

from collections.abc import Iterable
from dataclasses import replace

from data_model.errors import WrongDefinition
from data_model.roadmap import Act
from loaders.orders.act import read_act, read_title
from loaders.orders.formats import read_document
from loaders.orders.interpret import CONVENTIONS, interpret
from loaders.orders.proposal import RoadmapProposal, RowProposal
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
            "мероприятия и ещё две графы из четырёх (№, сроки, показатель, исполнители) или "
            "показатели и их значения по годам."
        )
    act, title = read_act(table.lines), read_title(table.lines_above)
    named = years_in(title) or years_in(act.title)
    years, doubts = _years(table, named, act.date.year if act.date else None)
    frame = Frame(years.years, years.is_school, act.date)
    rows, said = _said_once(tuple(interpret(table.rows, frame)))
    return RoadmapProposal(
        title=title or act.title,
        act=act,
        years=years.years,
        rows=rows,
        unsure=doubts + _missing(act) + said + _unread(table),
    )


MOST_TIMES = 5
"""In more rows than this one sentence is noise."""


def _said_once(rows: tuple[RowProposal, ...]) -> tuple[tuple[RowProposal, ...], tuple[str, ...]]:
    """Conventions, and what would stand in many rows, are said once with the rows they hold for."""
    where: dict[str, list[str]] = {}
    for row in rows:
        for sentence in row.unsure if row.kind else ():
            where.setdefault(sentence, []).append(row.number)
    once = {
        sentence: numbers
        for sentence, numbers in where.items()
        if sentence in CONVENTIONS or len(numbers) > MOST_TIMES
    }
    left = tuple(
        replace(row, unsure=tuple(one for one in row.unsure if one not in once or not row.kind))
        for row in rows
    )
    return left, tuple(f"{text} Строки: {', '.join(rows)}." for text, rows in once.items())


def _unread(table: OrderTable) -> tuple[str, ...]:
    return tuple(
        f"Таблица «{head}» не прочитана: в её шапке нет мероприятий или показателей с планом."
        for head in table.unread
    )


def _missing(act: Act) -> tuple[str, ...]:
    parts = {"орган": act.body, "дата": act.date, "номер": act.number}
    missing = ", ".join(name for name, value in parts.items() if not value)
    return (f"Реквизиты приказа не найдены: {missing}. Укажите их.",) if missing else ()


def _years(
    table: OrderTable, named: Years | None, approved: int | None
) -> tuple[Years, tuple[str, ...]]:
    """The years of the title; failing that of the columns, the terms, or the year of the act."""
    planned = {year for row in table.rows for year in row.by_year}
    found = sorted(_years_of_rows(table))
    if planned and (named is None or not set(named.years) & planned):
        return _in_school(table, sorted({*planned, *found})), ()
    if planned and named and named.span is Span.UNTIL:
        return _in_school(table, sorted(planned)), ()
    if named and named.span is Span.UNTIL and approved:
        return Years(tuple(range(approved, named.years[0] + 1)), Span.RANGE), ()
    around = {year - 1 for year in named.years} if named and named.is_school else set()
    if named and found and not set(found) & (set(named.years) | around):
        both = range(min(found[0], named.years[0]), max(found[-1], named.years[-1]) + 1)
        return Years(tuple(both), is_school=named.is_school), (_APART,)
    if named:
        return named, ()
    if found:
        return Years(tuple(range(found[0], found[-1] + 1))), (_TERMS,)
    return (Years((approved,)), (_APPROVED,)) if approved else (Years(()), (_NOWHERE,))


def _in_school(table: OrderTable, years: Iterable[int]) -> Years:
    return Years(tuple(years), is_school=any(row.in_school_years for row in table.rows))


_TERMS = "Годы дорожной карты в заголовке не названы. Взяты годы из сроков и показателей."
_APART = "Годы в заголовке и в сроках разные. Взяты и те и другие."
_APPROVED = "Годы дорожной карты не названы. Взят год приказа."
_NOWHERE = "Годы дорожной карты не найдены. Укажите их."


def _years_of_rows(table: OrderTable) -> Iterable[int]:
    for row in table.rows:
        for text in (row.term, row.wording):
            found = years_in(text)
            yield from found.years if found else ()
