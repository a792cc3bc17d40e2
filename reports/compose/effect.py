"""Note on effect («аналитическая справка об эффективности принятых мер», row 12).

Each indicator before and after over the organisations that answered in both years, and a
verdict by a rule that the document states. Without a measure on record nothing is said of the
effect of measures. Causes are the methodist's words.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from data_model.compliance import Status
from indicators import wording
from indicators.changes import YearChange, change_cell, official_change, people_cell
from indicators.plan_fact_row import PlanFactRow, RowMeasure
from indicators.reasons import UNKNOWN as NOT_KNOWN
from indicators.reasons import Reason
from indicators.wording import capital
from reports import figures
from reports.compose.frame import (
    act_beside,
    approved_by_head,
    before_returns,
    by_count,
    document,
    nothing_there,
    of_roadmap,
)
from reports.compose.tables import number_column, plan_fact_chart
from reports.figures import say
from reports.material import Material
from reports.summary import (
    Block,
    Figure,
    Heading,
    Paragraph,
    ParagraphRole,
    Section,
    Summary,
    Table,
    TableCell,
    TableColumn,
    refer,
    without_empty,
)


@dataclass(frozen=True, slots=True)
class EffectOfDecisions:
    """What the comparison of two years says, and what follows.

    ``is_judged``: measures are on record, and their effect is judged by the rule.
    """

    word: str
    decision: str
    is_judged: bool = False

    @property
    def sentence(self) -> str:
        """«Меры признаны эффективными, предлагается продолжить их»."""
        if self.is_judged:
            return f"{capital(self.word)}, предлагается {self.decision} их."
        return f"{capital(self.word)}; {NO_LINK}."


EFFECTIVE = EffectOfDecisions("меры признаны эффективными", "продолжить", is_judged=True)
PARTLY = EffectOfDecisions("меры признаны эффективными частично", "скорректировать", is_judged=True)
NOT_EFFECTIVE = EffectOfDecisions(
    "меры признаны неэффективными", "прекратить или заменить", is_judged=True
)
NOT_JUDGED = "эффективность мер не оценивалась"
NO_LINK = "сведения о принятых мерах отсутствуют, связь изменения с ними не установлена"
RECORD = "представить сведения о принятых мерах"
BETTER = EffectOfDecisions("значение показателя улучшилось", RECORD)
WORSE = EffectOfDecisions("значение показателя ухудшилось", RECORD)
SAME = EffectOfDecisions("значение показателя не изменилось", RECORD)
WITHIN = EffectOfDecisions("значение показателя осталось в плановых пределах", RECORD)
UNKNOWN = EffectOfDecisions("эффективность мер не оценена", "обеспечить сбор данных")
STARTING = EffectOfDecisions("исходное значение", "сравнить через год значения")
"""Of the first year there is nothing to compare with, and nobody to blame for it."""
RULE = (
    "Меры признаются эффективными, если показатель улучшился и плановое значение года достигнуто; "
    "эффективными частично, если показатель улучшился, а плановое значение не достигнуто, или "
    "плановое значение достигнуто без улучшения; неэффективными, если нет ни улучшения, ни "
    "достижения планового значения. При отсутствии данных за один из двух лет или сведений о "
    "принятых мерах эффективность не оценивается."
)


def effect_of(
    change: YearChange | None, row: PlanFactRow, measures: Sequence[str]
) -> EffectOfDecisions:
    """The verdict by the stated rule; met although not grown is kept as it is.

    ``measures`` are those on record (``indicators.cycle.measures_on_record``).
    """
    if change is None or row.status is Status.NOT_DUE:
        return UNKNOWN
    if not measures:
        if change.is_better:
            return BETTER
        return WORSE if change.is_worse else WITHIN if change.amount else SAME
    is_met = row.reason is Reason.REACHED
    if not change.is_better:
        return PARTLY if is_met else NOT_EFFECTIVE
    return EFFECTIVE if is_met else PARTLY


def is_first(material: Material) -> bool:
    """Whether there is no year before to compare with."""
    return material.year == min(material.snapshot.years)


def _found(material: Material, row: PlanFactRow) -> EffectOfDecisions:
    known = row.actual is not None or row.masked
    if is_first(material) and known:
        return STARTING
    return effect_of(material.change(row), row, material.measures.get(row.code, ()))


def _goes_on(material: Material, row: PlanFactRow) -> bool:
    """Whether the roadmap asks for the indicator in the year after, too."""
    return material.plan_fact.row(material.year + 1, row.code) is not None


def _has_effect(row: PlanFactRow) -> bool:
    """A number that was promised and can be compared."""
    return not row.is_in_words and row.target is not None and row.reason is not Reason.NO_BASE


def compose(material: Material) -> Summary:
    """The note of one year against the year before."""
    which = of_roadmap(material.roadmap)
    title = f"об эффективности мер, принятых при реализации {which}, за {material.period}"
    if sentence := before_returns(material, "effect", "Аналитическая справка", title):
        return sentence
    rows = tuple(row for row in material.district if _has_effect(row))
    if not rows:
        told = (
            f"Числовые плановые значения на {material.period} не предусмотрены, эффективность мер "
            "по ним не оценивается."
        )
        return nothing_there(material, "effect", "Аналитическая справка", title, told)
    sections = (
        Section("главное", "Главное", _essentials(material, rows)),
        Section("методика", "Методика", _method(material)),
        Section("показатели", "Показатели до и после", _before_and_after(material, rows)),
        Section("меры", "Меры и их оценка", _measures(material, rows)),
        Section("выводы", "Выводы", _conclusions(material, rows)),
    )
    return document(
        material,
        "effect",
        "Аналитическая справка",
        title,
        sections,
        approval=approved_by_head(material),
    )


def _essentials(material: Material, rows: tuple[PlanFactRow, ...]) -> tuple[Block, ...]:
    first = say(
        "Данные за предшествующие годы отсутствуют; значения {year} приняты за исходные.",
        ParagraphRole.LEAD,
        year=_of_year(material, material.year),
    )
    judged = [row for row in rows if not _is_unknown(material, row)]
    told = (
        *(_verdict(material, row, ParagraphRole.LEAD) for row in judged),
        *_open(material, rows),
    )
    return (first, *told) if is_first(material) else told


def _of_year(material: Material, year: int) -> str:
    """«2021 года», «2020/21 учебного года»."""
    return f"{material.label_of(year)} {'учебного ' if '/' in material.period else ''}года"


def _is_unknown(material: Material, row: PlanFactRow) -> bool:
    """Whether nothing can be said of the effect on a row."""
    found = _found(material, row)
    return found is UNKNOWN or (found is not STARTING and material.change(row) is None)


def _open(material: Material, rows: tuple[PlanFactRow, ...]) -> list[Paragraph]:
    """Rows of which nothing can be said, those of the same reason together."""
    by_reason: dict[str, list[str]] = {}
    for row in rows:
        if _is_unknown(material, row):
            by_reason.setdefault(_why(material, row), []).append(row.quoted)
    return [
        Paragraph(
            f"Эффективность мер по {_of_indicators(len(names))} {wording.listed(names)} "
            f"не оценена: {why}.",
            role=ParagraphRole.LEAD,
        )
        for why, names in by_reason.items()
    ]


def _of_indicators(many: int) -> str:
    return "показателю" if many == 1 else "показателям"


def _verdict(material: Material, row: PlanFactRow, role: ParagraphRole) -> Paragraph:
    found, change = _found(material, row), material.change(row)
    if found is STARTING:
        return say(
            "{name}: фактическое значение — {actual}{of} при плановом значении {target}, "
            "{verdict}.",
            role,
            name=row.quoted,
            actual=figures.actual(row),
            of=_of(row),
            target=figures.target(row),
            verdict=figures.verdict(row),
        )
    return say(
        "{name}: фактическое значение — {actual}{of} при плановом значении {target}; "
        "за год {words}; {effect}.",
        role,
        figures.of_change(change) if change else (),
        name=row.quoted,
        actual=figures.actual(row),
        of=_of(row),
        target=figures.target(row),
        words=official_change(change) if change else "изменение не установлено",
        effect=found.word if found.is_judged or found is STARTING else NOT_JUDGED,
    )


def _of(row: PlanFactRow) -> Figure | str:
    """« (367 из 530 чел.)» beside a percent."""
    of = figures.of(row)
    return replace(of, text=f" ({of.text})") if row.unit == "%" and of.text else ""


def _why(material: Material, row: PlanFactRow) -> str:
    """Why the two years cannot be compared."""
    before = material.before(row)
    if row.masked or (before is not None and before.masked):
        return "числа скрыты"
    if row.reason in NOT_KNOWN:
        return wording.why(row, official=True)
    if row.status is Status.NOT_DUE:
        return "срок не наступил"
    if row.measure is RowMeasure.GROWTH:
        return "показатель сам выражает изменение к прошлому году"
    if material.public and before is not None and before.actual is not None:
        return "сравнение скрыто: оно раскрыло бы малые группы"
    return f"нет сопоставимых данных за {row.year - 1} год"


def _method(material: Material) -> tuple[Block, ...]:
    short = say(
        "Показатели названы сокращённо; полные наименования приведены в {maps}{act}.",
        maps=by_count(material, "дорожной карте", "дорожных картах"),
        act=act_beside(material),
    )
    if is_first(material):
        return (Paragraph(RULE), short)
    return (
        Paragraph(RULE),
        short,
        say(
            "Сравниваются {before} и {year} {years}. Изменение определяется по организациям, "
            "представившим данные за оба года; если по всем представившим данные оно иное, "
            "приводятся оба значения.",
            before=material.label_of(material.year - 1),
            year=material.label_of(material.year),
            years="учебные годы" if "/" in material.period else "годы",
        ),
    )


def _before_and_after(material: Material, rows: tuple[PlanFactRow, ...]) -> tuple[Block, ...]:
    columns = (
        number_column(material),
        TableColumn("Показатель", 2.8),
        TableColumn(material.label_of(material.year - 1), 1.1, "right"),
        TableColumn(material.label_of(material.year), 1.1, "right"),
        TableColumn("Плановое значение", 2.0, "center"),
        TableColumn("Изменение", 1.5, "right"),
        TableColumn(OF_ONES, 1.2, "right"),
        TableColumn("Вывод", 3.2),
    )
    made = tuple(_row(material, row) for row in rows)
    if is_first(material):
        lead = say("Исходные значения приведены ниже ({table}).", table=refer("starting"))
        return (lead, _starting(columns, made))
    charts = (plan_fact_chart(material, row) for row in rows if row.is_share)
    drawn = [chart for chart in charts if chart]
    has_changes = any(material.change(row) for row in rows)
    note = (
        "Значения за год приведены по всем представившим данные, изменение — по организациям, "
        "представившим данные за оба года, поэтому оно может отличаться от разности столбцов."
    )
    where = say(
        "Значения показателей до и после принятых мер приведены ниже ({shown}).",
        shown=refer("before and after", *(chart.key for chart in drawn)),
    )
    caption = "Показатели до и после принятых мер"
    table = Table(caption, columns, made, note if has_changes else "", key="before and after")
    return (where, without_empty(table, "Изменение", OF_ONES), *drawn)


def _starting(columns: tuple[TableColumn, ...], rows: tuple[tuple[TableCell, ...], ...]) -> Table:
    """The table of the first year: without the year before and the change."""
    shown = (0, 1, 3, 4, 7)
    return Table(
        "Исходные значения показателей",
        tuple(columns[number] for number in shown),
        tuple(tuple(row[number] for number in shown) for row in rows),
        key="starting",
    )


def _row(material: Material, row: PlanFactRow) -> tuple[TableCell, ...]:
    found, change, before = _found(material, row), material.change(row), material.before(row)
    return (
        TableCell(row.indicator),
        TableCell(row.name),
        figures.fact_cell(before) if before else TableCell(""),
        figures.fact_cell(row),
        TableCell(wording.target(row)),
        TableCell(change_cell(change), change.amount) if change else TableCell(""),
        _people(change),
        TableCell(found.word),
    )


OF_ONES = "Изменение числа"


def _people(change: YearChange | None) -> TableCell:
    """The change of the numerator; empty of what is no share."""
    if change is None or change.row.measure is not RowMeasure.SHARE:
        return TableCell("")
    return TableCell(people_cell(change), change.matched.people)


def _measures(material: Material, rows: tuple[PlanFactRow, ...]) -> tuple[Block, ...]:
    """The place of each measure: those known, then the methodist's own words."""
    blocks: list[Block] = []
    for row in rows:
        known = material.measures.get(row.code, ())
        wanted = "что ещё сделано" if known else "какие меры приняты"
        blocks += [
            Heading(f"Показатель {row.indicator}. {row.name}"),
            *(Paragraph(text, role=ParagraphRole.ITEM) for text in known),
            _assessed(material, row),
            material.place(f"effect.{row.code}", f"{wanted} по показателю {row.quoted}"),
        ]
    return tuple(blocks)


def _assessed(material: Material, row: PlanFactRow) -> Paragraph:
    """What follows for the measures of one indicator; nothing is said of measures unknown."""
    found, change = _found(material, row), material.change(row)
    if found is STARTING and not _goes_on(material, row):
        told = "Эффективность мер не оценивается: показатель предусмотрен только на {year}."
        return say(told, year=material.period)
    if found is STARTING:
        told = "Эффективность мер будет оценена по итогам {year}."
        return say(told, year=_of_year(material, material.year + 1))
    if change is None or found is UNKNOWN:
        none = "" if row.code in material.measures else ", сведения о принятых мерах отсутствуют"
        why = _why(material, row)
        return say("Эффективность мер не оценивается: {why}{none}.", why=why, none=none)
    if not found.is_judged:
        return Paragraph(found.sentence)
    moved = "улучшилось" if change.is_better else "не улучшилось"
    return say(
        "Значение показателя за год {moved}, оценка – {verdict}. {effect}",
        moved=moved,
        verdict=figures.verdict(row),
        effect=found.sentence,
    )


def _about(found: EffectOfDecisions, indicators: int) -> str:
    """«Продолжить меры по показателям»."""
    what = f"{found.decision} меры" if found.is_judged else found.decision
    return f"{capital(what)} по {_of_indicators(indicators)}"


def _conclusions(material: Material, rows: tuple[PlanFactRow, ...]) -> tuple[Block, ...]:
    by_decision: dict[str, tuple[EffectOfDecisions, list[str]]] = {}
    for row in rows:
        found = _found(material, row)
        if found is UNKNOWN and row.actual is not None and row.measure is RowMeasure.GROWTH:
            continue
        if found is STARTING and not _goes_on(material, row):
            continue
        by_decision.setdefault(found.decision, (found, []))[1].append(row.quoted)
    said = [
        Paragraph(f"{_about(found, len(names))} {wording.listed(names)}.", role=ParagraphRole.ITEM)
        for found, names in by_decision.values()
    ]
    return (*said, material.place("effect.conclusions", "выводы о причинах и следующие меры"))
