"""Note on effect («аналитическая справка об эффективности принятых мер», row 12).

Each indicator before and after, the change in points and in people, and a verdict by a rule
that the document states. Causes are the methodist's words, measures come from outside.
"""

from dataclasses import dataclass

from data_model.compliance import Status
from data_model.roadmap import Operator
from indicators import wording
from reports import figures
from reports.compose.charts import plan_fact_chart
from reports.compose.frame import document
from reports.lines import Line
from reports.material import Material
from reports.sentences import say
from reports.summary import (
    Block,
    Cell,
    Column,
    Figure,
    Heading,
    Paragraph,
    Role,
    Section,
    Summary,
    Table,
)


@dataclass(frozen=True, slots=True)
class Effect:
    """What the comparison of two years says of the measures, and what follows."""

    word: str
    decision: str


EFFECTIVE = Effect("эффективны", "продолжить")
PARTLY = Effect("эффективны частично", "скорректировать")
NOT_EFFECTIVE = Effect("не эффективны", "прекратить или заменить")
UNKNOWN = Effect("оценить нельзя", "собрать данные")
STARTING = Effect("исходное значение", "сравнить через год значения")
"""Of the first year there is nothing to compare with, and nobody to blame for it."""
RULE = (
    "Меры признаются эффективными, если показатель улучшился и план года выполнен; эффективными "
    "частично, если показатель улучшился, а план не выполнен, или план выполнен без улучшения; "
    "не эффективными, если нет ни улучшения, ни выполнения. Без данных за один из двух лет "
    "эффективность не оценивается."
)


NO_MEASURES = "Мер, принятых по показателю, в программу не внесено."


def effect_of(line: Line) -> Effect:
    """The verdict by the stated rule; met although not grown is kept as it is."""
    if line.change is None or line.actual is None:
        return UNKNOWN
    if not _is_better(line, line.change):
        return PARTLY if line.status is Status.MET else NOT_EFFECTIVE
    return EFFECTIVE if line.status is Status.MET else PARTLY


def _is_better(line: Line, change: float) -> bool:
    """Less is better where the target is the most that is allowed."""
    return change < 0 if line.operator == Operator.AT_MOST else change > 0


def is_first(material: Material) -> bool:
    """Whether there is no year before to compare with."""
    return material.year == min(material.snapshot.years)


def _found(material: Material, line: Line) -> Effect:
    known = line.actual is not None or line.masked
    return STARTING if is_first(material) and known else effect_of(line)


def compose(material: Material) -> Summary:
    """The note of one year against the year before."""
    lines = tuple(line for line in material.district if line.kind != "presence" and _asked(line))
    sections = (
        Section("главное", "Главное", _essentials(material, lines)),
        Section("методика", "Методика", _method(material)),
        Section("показатели", "Показатели до и после", _before_and_after(material, lines)),
        Section("меры", "Меры и их оценка", _measures(material, lines)),
        Section("выводы", "Выводы", _conclusions(material, lines)),
    )
    title = f"об эффективности принятых мер за {material.year} год"
    return document(material, "effect", "Аналитическая справка", title, sections)


def _asked(line: Line) -> bool:
    return line.target is not None


def _essentials(material: Material, lines: tuple[Line, ...]) -> tuple[Block, ...]:
    if not lines:
        return (Paragraph("Показателей с плановым значением в этом году нет.", role=Role.LEAD),)
    first = say(
        "{year} год — первый в данных: сравнивать не с чем, его значения — исходные.",
        Role.LEAD,
        year=str(material.year),
    )
    told = tuple(_verdict(material, line, Role.LEAD) for line in lines)
    return (first, *told) if is_first(material) else told


def _verdict(material: Material, line: Line, role: Role) -> Paragraph:
    found = _found(material, line)
    if found is STARTING:
        return say(
            "{name}: {actual}, план — {target}, {verdict}.",
            role,
            name=line.quoted,
            actual=figures.actual(line),
            target=figures.target(line),
            verdict=figures.verdict(line),
        )
    if found is UNKNOWN:
        return say(
            "{name}: {effect}, {why}.", role, name=line.quoted, effect=found.word, why=_why(line)
        )
    entered = material.measures.get(line.code)
    return say(
        "{name}: {actual} против {before} годом ранее ({change}), план — {target}; меры "
        + ("{effect}." if entered else "в программу не внесены."),
        role,
        name=line.quoted,
        actual=figures.actual(line),
        before=before(line),
        change=figures.change(line),
        target=figures.target(line),
        effect=found.word,
    )


def _why(line: Line) -> str:
    if line.masked:
        return "числа скрыты"
    return "нет данных за прошлый год" if line.actual is not None else "нет данных за этот год"


def before(line: Line) -> Figure:
    """The actual value of the year before."""
    text = wording.value(line.actual_before, line.unit)
    return figures.figure(line, "actual_before", text, line.actual_before)


def _method(material: Material) -> tuple[Block, ...]:
    if is_first(material):
        return (Paragraph(RULE),)
    return (
        Paragraph(RULE),
        say(
            "Сравниваются {before} и {year} годы. Изменение в людях считается по организациям, "
            "отчитавшимся в оба года.",
            before=str(material.year - 1),
            year=str(material.year),
        ),
    )


def _before_and_after(material: Material, lines: tuple[Line, ...]) -> tuple[Block, ...]:
    columns = (
        Column("№", 0.6, "center"),
        Column("Показатель", 3.0),
        Column(f"{material.year - 1}", 1.2, "right"),
        Column(f"{material.year}", 1.2, "right"),
        Column("План", 1.8, "center"),
        Column("Изменение", 1.4, "right"),
        Column("То же, в людях", 1.2, "right"),
        Column("Меры и решение", 2.8),
    )
    rows = tuple(_row(material, line) for line in lines)
    if is_first(material):
        return (_starting(columns, rows),)
    charts = (plan_fact_chart(material, line) for line in lines if line.is_share)
    drawn = (chart for chart in charts if chart)
    return (Table("Показатели до и после принятых мер", columns, rows), *drawn)


def _starting(columns: tuple[Column, ...], rows: tuple[tuple[Cell, ...], ...]) -> Table:
    """The table of the first year: without the year before and the change."""
    shown = (0, 1, 3, 4, 7)
    return Table(
        "Исходные значения показателей",
        tuple(columns[number] for number in shown),
        tuple(tuple(row[number] for number in shown) for row in rows),
    )


def _row(material: Material, line: Line) -> tuple[Cell, ...]:
    found = _found(material, line)
    return (
        Cell(line.indicator),
        Cell(line.name),
        Cell(before(line).text, line.actual_before),
        figures.actual_cell(line),
        Cell(figures.target(line).text),
        Cell(figures.change(line).text, line.change),
        Cell(figures.change_people(line).text, line.change_people),
        Cell(found.word if found is STARTING else f"{found.word}: {found.decision}"),
    )


def _measures(material: Material, lines: tuple[Line, ...]) -> tuple[Block, ...]:
    """The place of each measure: those known, then the methodist's own words."""
    blocks: list[Block] = []
    for line in lines:
        known = material.measures.get(line.code, ())
        wanted = "что ещё сделано" if known else "какие меры приняты"
        blocks += [
            Heading(f"Строка {line.indicator}. {line.name}"),
            *([Paragraph(text, role=Role.ITEM) for text in known] or [Paragraph(NO_MEASURES)]),
            _assessed(material, line, bool(known)),
            material.place(f"effect.{line.code}", f"{wanted} по показателю {line.quoted}"),
        ]
    return tuple(blocks)


def _assessed(material: Material, line: Line, measured: bool) -> Paragraph:
    """What follows for the measures of one indicator; nothing is said of measures unknown."""
    found = _found(material, line)
    if found is STARTING:
        return say("Оценить меры можно будет по итогам {year} года.", year=str(material.year + 1))
    if found is UNKNOWN:
        return say("Оценить меры нельзя: {why}.", why=_why(line))
    met = "план выполнен" if line.status is Status.MET else "план не выполнен"
    moved = "изменился на {change}," if line.change else "не изменился,"
    assessed = ": меры {effect}, решение — {decision}." if measured else "."
    return say(
        f"Показатель {moved} {met}{assessed}",
        change=figures.change(line),
        effect=found.word,
        decision=found.decision,
    )


def _about(decision: str, indicators: int) -> str:
    """«Продолжить меры по показателям»; where nothing is known, data are what is wanted."""
    known = decision not in (UNKNOWN.decision, STARTING.decision)
    what = f"{decision} меры" if known else decision
    whose = "показателю" if indicators == 1 else "показателям"
    return f"{what[:1].upper()}{what[1:]} по {whose}"


def _conclusions(material: Material, lines: tuple[Line, ...]) -> tuple[Block, ...]:
    by_decision: dict[str, list[str]] = {}
    for line in lines:
        by_decision.setdefault(_found(material, line).decision, []).append(line.quoted)
    said = [
        Paragraph(f"{_about(decision, len(names))}: {wording.listed(names)}.", role=Role.ITEM)
        for decision, names in by_decision.items()
    ]
    return (*said, material.place("effect.conclusions", "выводы о причинах и следующие меры"))
