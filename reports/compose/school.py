"""Recommendations to one school («адресные рекомендации»): one page, only its own rows."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import timedelta

from indicators import wording
from indicators.changes import change_cell
from indicators.plan_fact_row import PlanFactRow, RowMeasure
from indicators.reasons import SHORT, UNKNOWN, Reason
from reports import figures
from reports.compose import advice
from reports.compose.frame import (
    act_beside,
    by_count,
    document,
    methodist,
    noted,
    nothing_there,
)
from reports.compose.order import is_exemplary
from reports.figures import say, unstopped
from reports.material import Material, with_reason
from reports.recommendations import FAILED
from reports.summary import (
    TERM,
    Block,
    Figure,
    Paragraph,
    ParagraphRole,
    Recommendation,
    Recommendations,
    Section,
    Summary,
    Table,
    TableCell,
    TableColumn,
    duty,
    refer,
    without_empty,
)

GUIDE = "План по долевым показателям утверждён для района и служит организации ориентиром."
FORM = "Адресные рекомендации"
SAID = frozenset({*SHORT, Reason.CONTRIBUTION, Reason.NOT_ASKED})
"""Reasons that the verdict and the sentence above the table have said already."""
AT_GUIDE = frozenset({Reason.REACHED, Reason.GROWTH_FAILED, Reason.GROWTH_UNKNOWN})
"""Reasons of a share that has reached the guide, whatever is said of its growth."""


def compose(material: Material, org: str) -> Summary:
    """The page of one school; a sentence where the roadmap asks nothing of it."""
    title = f"Об итогах мониторинга за {material.period} и адресных рекомендациях"
    if not material.by_school[org]:
        told = "Показателей, по которым отчитывается организация, дорожная карта не содержит."
        return nothing_there(material, "school", FORM, title, told)
    given = advice.for_school(material, org)
    sections = (
        Section("обращение", "", (_ground(material, given), _opening(material, org))),
        Section("показатели", "", (rows(material, org),)),
        Section("рекомендации", "", tuple(_advised(material, given, org))),
        *noted(material, org),
        Section("слова", "", (material.place(f"school.{org}", "слова методиста школе"),)),
    )
    return document(
        material,
        "school",
        FORM,
        title,
        sections,
        signature=methodist(material),
        addressee=("Руководителю", material.name(org)),
        org=org,
    )


def _ground(material: Material, given: Recommendations) -> Paragraph:
    return say(
        "В соответствии с {maps}{act} направляем результаты мониторинга за {period} "
        "({table}){and_advice}.",
        maps=by_count(material, "дорожной картой", "дорожными картами"),
        act=act_beside(material),
        and_advice=" и рекомендации" if given.items else "",
        period=material.period,
        table=refer("school"),
    )


def _advised(material: Material, given: Recommendations, org: str) -> Iterator[Block]:
    """What is asked and by when an answer is wanted; thanks where nothing is."""
    elsewhere = tuple(_of_others(material, org))
    if not given.items and elsewhere:
        yield from elsewhere
        return
    if not given.items:
        is_thanked = is_exemplary(material.by_school[org])
        thanks = (
            "Ориентиры по всем долевым показателям достигнуты. Благодарим коллектив организации "
            "за работу и просим представить описание опыта для распространения в районе."
        )
        plain = "По результатам года рекомендации организации не требуются."
        yield Paragraph(thanks if is_thanked else plain)
        return
    yield Paragraph("По результатам мониторинга рекомендуем:")
    yield from (_clause(number, item) for number, item in enumerate(given.items, 1))
    yield from elsewhere
    term = _answer(given)
    yield say("Сведения об исполнении рекомендаций просим представить {term}.", term=term)


def _of_others(material: Material, org: str) -> Iterator[Paragraph]:
    """Rows that fall short and whose activity the order gives to others than schools."""
    found: dict[tuple[str, ...], list[PlanFactRow]] = {}
    for row in with_reason(material.by_school[org], FAILED):
        if whose := advice.done_by(material, row):
            found.setdefault(whose, []).append(row)
    for whose, short in found.items():
        yield say(
            "{what} {names} рекомендации организации не адресуются: по {maps} {done} {whose}.",
            what="По показателю" if len(short) == 1 else "По показателям",
            names=wording.listed([row.quoted for row in short]),
            maps=by_count(material, "дорожной карте", "дорожным картам"),
            done="исполнитель —" if len(whose) == 1 else "исполнители —",
            whose="; ".join(whose),
        )


def _clause(number: int, item: Recommendation) -> Paragraph:
    """What is asked, on what ground, by when, of whom, and what is expected of it."""
    parts = [
        item.action,
        f"Основание – {item.finding}",
        duty(item.term, item.responsible),
    ]
    parts += [f"Ожидаемый результат – {item.result}"] if item.result else []
    parts += [f"Подтверждение – {item.proof}"] if item.proof else []
    text = wording.single_stops(f"{'. '.join(unstopped(part) for part in parts)}.")
    return Paragraph(text, (*item.evidence, item.term), ParagraphRole.CLAUSE, str(number))


def _answer(given: Recommendations) -> Figure:
    """When a school tells what it has done: two weeks after the last of its terms."""
    days = [item.due for item in given.items if item.due]
    if not days:
        return Figure("в течение 15 рабочих дней со дня получения письма", None, TERM)
    last = max(days) + AFTER
    return Figure(f"до {wording.date_words(last)}", last.year, TERM)


AFTER = timedelta(days=14)


def _opening(material: Material, org: str) -> Paragraph:
    """How far the school is from the guides, or that its return is missing."""
    if material.is_silent(org):
        return Paragraph(f"Отчёт за {material.period} не представлен.", role=ParagraphRole.LEAD)
    shares = [row for row in material.by_school[org] if row.measure is RowMeasure.SHARE]
    if not shares:
        return Paragraph("Показатели организации приведены в таблице.", role=ParagraphRole.LEAD)
    short = with_reason(shares, SHORT)
    if short:
        told = "{name}: {gap}" if len(short) == 1 else "{name} ({gap})"
        parts = [say(told, name=row.quoted, gap=figures.gap(row)) for row in short]
        what = "показателю" if len(parts) == 1 else "показателям"
        listed = wording.listed([part.text for part in parts])
        text = wording.single_stops(f"Ориентир не достигнут по {what} {listed}.")
        return Paragraph(
            text, tuple(one for part in parts for one in part.evidence), ParagraphRole.LEAD
        )
    unknown = with_reason(shares, UNKNOWN)
    if unknown:
        listed = wording.listed([row.quoted for row in unknown])
        return Paragraph(
            f"Отсутствуют данные по долевым показателям {listed}.", role=ParagraphRole.LEAD
        )
    reached = with_reason(shares, AT_GUIDE)
    if not reached:
        told = "Выводы по долевым показателям не делаются: основания приведены в таблице."
        return Paragraph(told, role=ParagraphRole.LEAD)
    listed = wording.listed([row.quoted for row in reached])
    what = "показателю" if len(reached) == 1 else "показателям"
    return Paragraph(
        f"Ориентир достигнут по {what} {listed}.", figures.evidence(reached[0]), ParagraphRole.LEAD
    )


def rows(material: Material, org: str) -> Table:
    """The school's own rows; a target of the district is named as a guide."""
    mine = material.by_school[org]
    is_guided = all(row.is_guided for row in mine if row.target is not None)
    columns = (
        TableColumn("№", 0.5, "center"),
        TableColumn("Мероприятие дорожной карты", 6.4),
        TableColumn("Факт", 2.0, "right"),
        TableColumn("Ориентир" if is_guided else "План (ориентир)", 1.5, "center"),
        TableColumn("За год", 1.3, "right"),
        TableColumn("Оценка", 2.6),
    )
    bases = "; ".join(of_bases(mine))
    guide = GUIDE if any(row.is_guided and row.target is not None for row in mine) else ""
    note = f"{guide} База: {bases}." if bases else guide
    made = tuple(_row(material, row) for row in mine)
    table = Table("Показатели организации", columns, made, note, key="school")
    return without_empty(table, "За год")


def of_bases(rows: Iterable[PlanFactRow]) -> list[str]:
    return [f"{row.quoted} — {wording.uncapped(row.base)}" for row in rows if row.base]


def _row(material: Material, row: PlanFactRow) -> tuple[TableCell, ...]:
    change = None if row.small_base else material.change(row)
    target = "" if wording.is_contribution(row) or row.target is None else wording.target(row)
    return (
        TableCell(row.indicator),
        TableCell(row.title),
        _fact(row),
        TableCell(target),
        TableCell(change_cell(change) if change else ""),
        _verdict(row),
    )


def _fact(row: PlanFactRow) -> TableCell:
    """«58,0 % (766 из 1 320)»."""
    cell, of = figures.fact_cell(row), figures.of_cell(row).text
    return replace(cell, text=f"{cell.text} ({of})") if of not in {"", cell.text} else cell


def _verdict(row: PlanFactRow) -> TableCell:
    """The verdict, and why, where neither it nor the sentence above the table has said so."""
    cell = figures.verdict_cell(row)
    if wording.is_contribution(row):
        return replace(cell, text="учитывается в показателе района")
    why = "" if row.reason in SAID else wording.explanation(row, official=True)
    return replace(cell, text=f"{cell.text}: {why}") if why else cell
