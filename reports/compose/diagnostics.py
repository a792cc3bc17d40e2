"""Diagnostics report («аналитический отчёт по итогам диагностики», row 5 of the roadmap).

Speaks of the indicator whose report collects numbers by grade: who has a report of their
own, how many pupils were diagnosed and advised, grade by grade. Grades and organisations add up
to the total; those that answered a part only are in no sum, and are named.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from data_model.compliance import Status
from data_model.errors import NothingThere
from data_model.roadmap import roll_date
from indicators import wording
from indicators.by_grade import (
    Collected,
    CollectedSum,
    by_org,
    collected,
    collected_by_grade,
    set_aside,
    total,
)
from indicators.plan_fact_row import SMALL_BASE, PlanFactRow
from indicators.reasons import UNKNOWN, Reason
from reports import figures
from reports.compose import advice
from reports.compose.analysis import confirmed, of_confirmed, period_of, row_name
from reports.compose.frame import act, annex_mark, approved_by_head, document, nothing_there
from reports.figures import say
from reports.findings.finding import named_few
from reports.findings.groups import apart
from reports.masking import Hidden, SumPart, hidden_parts
from reports.material import Material, with_reason
from reports.recommendations import FAILED
from reports.summary import (
    Block,
    Figure,
    Paragraph,
    ParagraphRole,
    Section,
    Summary,
    Table,
    TableCell,
    TableColumn,
    refer,
)

WITHOUT_REPORT = frozenset({*FAILED, *UNKNOWN, Reason.UNCONFIRMED})
Name = TypeVar("Name", int, str)


@dataclass(frozen=True)
class CollectedQuestion:
    """One question that the report collects, with its sums as they may be shown.

    A sum that is hidden for publication is None in ``grades`` and ``orgs``; ``whole`` is None
    where nobody has answered wholly, and hidden by ``is_hidden``.
    """

    material: Material
    code: str
    text: str
    answers: tuple[Collected, ...]

    @cached_property
    def whole(self) -> CollectedSum | None:
        return total(self.answers, self.code)

    @cached_property
    def is_hidden(self) -> bool:
        """Whether the total would give away a small group, or one of its hidden parts."""
        if not self.material.public or self.whole is None:
            return False
        parts = (collected_by_grade(self.answers, self.code), self._complete())
        return _part(self.whole).is_small or any(_hidden(one).total for one in parts)

    @cached_property
    def grades(self) -> dict[int, CollectedSum | None]:
        return self._shown(collected_by_grade(self.answers, self.code))

    @cached_property
    def orgs(self) -> dict[str, CollectedSum | None]:
        """Organisations whose answer is whole: the parts of the total."""
        return self._shown(self._complete())

    def _complete(self) -> dict[str, CollectedSum]:
        sums = by_org(self.answers, self.code)
        return {org: one for org, one in sums.items() if one.numerator is not None}

    def _shown(self, sums: Mapping[Name, CollectedSum]) -> dict[Name, CollectedSum | None]:
        known = {name: one for name, one in sums.items() if one.numerator is not None}
        hidden = _hidden(known).parts if self.material.public else frozenset()
        return {name: None if name in hidden else one for name, one in known.items()}

    @property
    def aside(self) -> tuple[str, ...]:
        return set_aside(self.answers, self.code)


def _part(one: CollectedSum) -> SumPart:
    return SumPart(one.numerator or 0, one.denominator)


def _hidden(sums: Mapping[int, CollectedSum] | Mapping[str, CollectedSum]) -> Hidden:
    return hidden_parts({name: _part(one) for name, one in sums.items()})


def compose(material: Material) -> Summary:
    """The report of one year. Raises NothingThere where the roadmap asks for no diagnostics."""
    row = _row(material)
    asked = _asked(material, row)
    title = f"по итогам психолого-педагогической диагностики за {period_of(row)}"
    if row.status is Status.NO_TARGET and not any(one.whole for one in asked):
        told = (
            f"{row.quoted}: на {material.year} год дорожной картой "
            f"{wording.status_word(row.status)}, поэтому числа не собирались."
        )
        return nothing_there(material, "diagnostics", "Аналитический отчёт", title, told)
    sections = _sections(material, row, asked)
    return document(
        material,
        "diagnostics",
        "Аналитический отчёт",
        title,
        sections,
        approval=approved_by_head(material),
    )


def _row(material: Material) -> PlanFactRow:
    """The district's row of the indicator that collects numbers for its report."""
    for row in material.district:
        if material.activity(row).indicator.also_counted:
            return row
    raise NothingThere(
        f"В дорожной карте на {material.year} год нет показателя, который собирает числа для "
        "отчёта по диагностике."
    )


def _asked(material: Material, row: PlanFactRow) -> tuple[CollectedQuestion, ...]:
    indicator = material.activity(row).indicator
    answers = collected(material.snapshot, material.year, indicator)
    return tuple(
        CollectedQuestion(material, code, material.roadmap.question(code).text, answers)
        for code in indicator.also_counted
    )


def _sections(
    material: Material, row: PlanFactRow, asked: tuple[CollectedQuestion, ...]
) -> tuple[Section, ...]:
    table, title = _documents(material, row, asked), "Отчёты организаций"
    is_long = len(table.rows) > MOST_IN_BODY
    where = "в приложении" if is_long else "ниже"
    lead = say(f"Сведения организаций приведены {where} ({{table}}).", table=refer(table.key))
    annex = Section("организации", title, (table,), annex_mark(1, "к аналитическому отчёту"))
    return (
        Section("главное", "Главное", _essentials(row, asked)),
        Section("основание", "Основание и порядок", _ground(material, row)),
        Section("результаты", "Результаты по классам", _results(material, asked)),
        Section("документы", title, (lead,) if is_long else (lead, table)),
        Section("анализ", "Анализ", _analysis(material, row)),
        Section("рекомендации", "Адресные рекомендации", _advised(material, row)),
        *((annex,) if is_long else ()),
    )


MOST_IN_BODY, MOST_NAMES = 30, 20
"""Longer tables are annexed, of longer lists the first are named."""


def _essentials(row: PlanFactRow, asked: tuple[CollectedQuestion, ...]) -> tuple[Block, ...]:
    whole = [_sentence(one, one.whole) for one in asked if one.whole is not None]
    empty = Paragraph(
        "Сведения по классам за этот год организациями не представлены.", role=ParagraphRole.LEAD
    )
    return (_have(row), *(whole or [empty]))


def _have(row: PlanFactRow) -> Paragraph:
    verdict = figures.verdict(row)
    if row.schools is None:
        return say("{name}: {verdict}.", ParagraphRole.LEAD, name=row_name(row), verdict=verdict)
    return say(
        "{name}: отчёт о диагностике {of}; {verdict}.",
        ParagraphRole.LEAD,
        name=row_name(row),
        of=confirmed(row),
        verdict=_of_district(row),
        evidence=of_confirmed(row),
    )


def _of_district(row: PlanFactRow) -> Figure:
    """«сводный отчёт подготовлен, показатель выполнен», or why nothing is known of it."""
    told = {
        Reason.REACHED: "сводный отчёт подготовлен, показатель выполнен",
        Reason.ANSWERED_NO: "сводный отчёт не подготовлен, показатель не выполнен",
        Reason.UNCONFIRMED: "реквизиты сводного отчёта не указаны, показатель выполнен частично",
    }
    plain = f"показатель района — {wording.final_verdict(row)}"
    if row.reason in UNKNOWN:
        plain = "сводный отчёт района не представлен"
    text = plain if row.status is Status.NOT_DUE else told.get(row.reason, plain)
    return figures.figure(row, "status", text)


def _sentence(asked: CollectedQuestion, whole: CollectedSum) -> Paragraph:
    if asked.is_hidden:
        told = f"{asked.text}: число скрыто, группа менее {wording.SMALL_GROUP} человек."
        return Paragraph(told, role=ParagraphRole.LEAD)
    of = f"{wording.of(whole.numerator, whole.denominator)}{wording.NBSP}чел."
    return say(
        "{text}: {of} ({share}) по данным {reported} с полными сведениями по классам.",
        ParagraphRole.LEAD,
        text=asked.text,
        of=Figure(of, whole.numerator, asked.code),
        share=Figure(wording.share(whole.actual), whole.actual, asked.code),
        reported=figures.count(whole.organisations, "organisations", wording.OF_ORGANISATIONS),
    )


def _ground(material: Material, row: PlanFactRow) -> tuple[Block, ...]:
    activity = material.activity(row)
    executors = wording.listed(advice.executors(activity.executors))
    day = roll_date(activity.indicator.roll_year(material.year))
    return (
        say(
            "Основание: {act}, показатель {row} «{wording}». Исполнители: {executors}.",
            act=act(material),
            row=row.indicator,
            wording=activity.wording,
            executors=executors,
        ),
        say(
            "Каждый обучающийся учтён один раз ({base}). Итог определён по организациям, "
            "представившим сведения по всем классам; доли организаций не усредняются.",
            base=wording.base_words(activity.indicator.base, day),
        ),
        material.place("diagnostics.methods", "методики диагностики и кто её проводил"),
    )


def _results(material: Material, asked: tuple[CollectedQuestion, ...]) -> tuple[Block, ...]:
    tables = tuple(_grades_table(material, one, one.whole) for one in asked if one.whole)
    if not tables:
        return (Paragraph("Сведения по классам не представлены."),)
    shown = refer(*(table.key for table in tables))
    lead = say("Результаты по классам приведены ниже ({shown}).", shown=shown)
    return (lead, *_by_grades(asked), *_by_groups(material, asked), *tables)


def _by_grades(asked: tuple[CollectedQuestion, ...]) -> list[Block]:
    """The grades in which most and fewest were counted, where they are large enough."""
    told: list[Block] = []
    for one in asked:
        known = sorted(
            (
                (found.actual or 0, grade, found)
                for grade, found in one.grades.items()
                if found is not None and found.denominator >= SMALL_BASE
            ),
            key=lambda item: item[:2],
        )
        if len(known) < 2 or known[0][0] == known[-1][0]:
            continue
        (_, low, least), (_, high, most) = known[0], known[-1]
        told.append(
            say(
                "{text}: наибольшая доля — среди обучающихся {high}-х\u00a0классов ({most}), "
                "наименьшая — среди обучающихся {low}-х\u00a0классов ({least}).",
                text=one.text,
                high=str(high),
                low=str(low),
                most=_of_grade(one, most),
                least=_of_grade(one, least),
            )
        )
    return told


def _by_groups(material: Material, asked: tuple[CollectedQuestion, ...]) -> Iterator[Block]:
    """Types, places and sizes of organisations beside one another; never for publication."""
    for one in () if material.public else asked:
        sums = {
            org: (whole.numerator or 0, whole.denominator)
            for org, whole in one.orgs.items()
            if whole is not None and whole.denominator >= SMALL_BASE
        }
        for how, found in apart(sums, material.expected):
            figures_of = [
                Figure(group.told, group.actual, one.code, material.year) for group in found
            ]
            yield say(
                "{text}, {how}: {listed}.",
                evidence=figures_of,
                text=one.text,
                how=how,
                listed="; ".join(group.told for group in found),
            )


def _of_grade(asked: CollectedQuestion, one: CollectedSum) -> Figure:
    return Figure(_sum_cell(one).text, one.actual, asked.code)


def _grades_table(material: Material, asked: CollectedQuestion, whole: CollectedSum) -> Table:
    columns = (
        TableColumn("Класс", 1.0, "center"),
        TableColumn("Обучающиеся, чел.", 1.6, "right"),
        TableColumn("Из них, чел.", 1.4, "right"),
        TableColumn("Доля", 1.2, "right"),
        TableColumn("Учтено организаций", 1.6, "right"),
    )
    last = _grade_row("Итого", None if asked.is_hidden else whole)
    made = (*(_grade_row(str(grade), one) for grade, one in asked.grades.items()), last)
    return Table(
        asked.text,
        columns,
        made,
        _aside(material, asked),
        frozenset({len(made) - 1}),
        key=asked.code,
    )


def _grade_row(name: str, one: CollectedSum | None) -> tuple[TableCell, ...]:
    if one is None:
        return (TableCell(name), *[TableCell(wording.HIDDEN)] * 3, TableCell(""))
    return (
        TableCell(name),
        figures.count_cell(one.denominator),
        figures.count_cell(one.numerator),
        TableCell("" if one.actual is None else wording.share(one.actual), one.actual),
        figures.count_cell(one.organisations),
    )


def _aside(material: Material, asked: CollectedQuestion) -> str:
    """Who is in no sum, so that a clerk's sum comes out."""
    if not asked.aside:
        return ""
    listed = ", ".join(material.name(org) for org in asked.aside)
    return f"В итог не вошли организации, представившие сведения не по всем классам: {listed}."


def _documents(material: Material, row: PlanFactRow, asked: tuple[CollectedQuestion, ...]) -> Table:
    columns = (
        TableColumn("Организация", 2.8),
        TableColumn("Отчёт", 2.0),
        *(TableColumn(one.text, 2.4, "right") for one in asked),
    )
    schools = material.of_schools(row)
    made = [
        (
            TableCell(school.org_name),
            figures.verdict_cell(school),
            *(_school_cell(one, school.org or "") for one in asked),
        )
        for school in schools
    ]
    confirmed = "" if row.schools is None else wording.of(row.schools.met, row.schools.expected)
    made.append((TableCell("Итого"), TableCell(confirmed), *(_total_cell(one) for one in asked)))
    note = " ".join(f"{one.text}. {aside}" for one in asked if (aside := _aside(material, one)))
    strong = frozenset({len(made) - 1})
    return Table("Отчёты и числа организаций", columns, tuple(made), note, strong, key="reports")


def _school_cell(asked: CollectedQuestion, org: str) -> TableCell:
    if org in asked.orgs:
        one = asked.orgs[org]
        return TableCell(wording.HIDDEN) if one is None else _sum_cell(one)
    is_asked = any((one.question, one.org) == (asked.code, org) for one in asked.answers)
    return TableCell(wording.NO_VALUE if is_asked else wording.status_sign(Status.NOT_APPLICABLE))


def _total_cell(asked: CollectedQuestion) -> TableCell:
    if asked.whole is None:
        return TableCell(wording.NO_VALUE)
    return TableCell(wording.HIDDEN) if asked.is_hidden else _sum_cell(asked.whole)


def _sum_cell(one: CollectedSum) -> TableCell:
    """«315 из 695, 45,3 %»; of a small base without the percent."""
    of = wording.of(one.numerator, one.denominator)
    return TableCell(of if one.denominator < SMALL_BASE else f"{of}, {wording.share(one.actual)}")


def _analysis(material: Material, row: PlanFactRow) -> tuple[Block, ...]:
    return (
        Paragraph(_without_report(material.of_schools(row))),
        material.place(
            "diagnostics.findings", "что показала диагностика: склонности, запросы, риски"
        ),
    )


def _without_report(schools: Iterable[PlanFactRow]) -> str:
    asked = [school for school in schools if school.reason is not Reason.NO_BASE]
    behind = with_reason(asked, WITHOUT_REPORT)
    if behind:
        same: dict[str, list[str]] = {}
        for school in behind:
            same.setdefault(wording.why(school, official=True), []).append(school.org_name)
        listed = "; ".join(f"{named_few(names, MOST_NAMES)} ({why})" for why, names in same.items())
        return f"Отчёт о диагностике не подтверждён документом: {listed}."
    if all(school.reason is Reason.REACHED for school in asked):
        return "Отчёты о диагностике подтверждены документами во всех организациях."
    return "Срок отчётов организаций не наступил."


def _advised(material: Material, row: PlanFactRow) -> tuple[Block, ...]:
    mine = tuple(item for item in advice.for_schools(material).items if row.indicator in item.rows)
    empty = Paragraph("По этому показателю рекомендации не требуются.")
    return tuple(advice.blocks(material, mine)) or (empty,)
