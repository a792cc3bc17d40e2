"""Note of a region («справка по региону») and its workbook: districts side by side.

Each district is judged by its own order, so its target stands beside its figure; the sums over
districts have no target of their own. Where the region has a roadmap, its targets stand beside the
sums of the districts that answer its rows. Made from the verdicts that are kept of districts: it
names no school.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from data_model.compliance import Status
from indicators import wording
from indicators.plan_fact_row import PlanFactRow
from indicators.region import (
    JUDGED,
    DistrictReturns,
    DistrictRow,
    ParentRow,
    RegionRow,
    movements,
    not_added,
)
from reports import figures
from reports.compose.frame import BLANK_DATE, BLANK_NUMBER, with_references
from reports.figures import say
from reports.summary import (
    POST,
    Block,
    Figure,
    ParagraphRole,
    Section,
    SignatureBlock,
    Stamp,
    Summary,
    Table,
    TableCell,
    TableColumn,
    refer,
)

NOT_ADDED = "не складывается"
METHOD = (
    "Суммы по региону складывают числа районов, проценты не усредняются. "
    "Планового значения у суммы нет: каждый район оценён по своему приказу ({table})."
)


@dataclass(frozen=True, slots=True)
class RegionMaterial:
    """What a document of a region is made from («материал региона»).

    ``region`` is empty where districts name none; ``parents`` are the rows of its own roadmap;
    ``mark`` is what they say of all their data;
    ``version`` is that of the whole database.
    """

    region: str
    year: int
    day: date
    rows: tuple[DistrictRow, ...]
    sums: tuple[RegionRow, ...]
    returns: tuple[DistrictReturns, ...]
    parents: tuple[ParentRow, ...] = ()
    mark: str = ""
    version: int = 0

    @property
    def districts(self) -> int:
        return len(self.returns)

    def of_code(self, code: str) -> tuple[DistrictRow, ...]:
        return tuple(one for one in self.rows if one.row.code == code)


def compose(material: RegionMaterial) -> Summary:
    """The note: what is fulfilled, where it is not, who collects how well, what has moved."""
    outside = [block for one in _outside(material) for block in one.blocks]
    sections = (
        Section("главное", "Главное", _essentials(material)),
        *_plan(material, outside),
        Section("показатели", "Показатели по региону", (_sums_table(material),)),
        Section("районы", "Районы", tuple(_districts_tables(material))),
        Section("сбор", "Сбор отчётов", (_returns_table(material),)),
        Section("движение", "К прошлому году", _moved(material)),
    )
    return _document(material, sections)


def compose_workbook(material: RegionMaterial) -> Summary:
    """The workbook: sums, all rows of districts, returns, movements, a sheet each."""
    sections = (
        *_plan(material),
        *_outside(material),
        Section("показатели", "Показатели", (_sums_table(material),)),
        Section("районы", "Районы и показатели", (_all_rows(material),)),
        Section("сбор", "Сбор отчётов", (_returns_table(material),)),
        Section("движение", "К прошлому году", _moved(material)),
    )
    note = _document(material, sections)
    return replace(note, title=wording.capital(note.title))


def _document(material: RegionMaterial, sections: tuple[Section, ...]) -> Summary:
    waiting = any(one.reported < one.expected for one in material.returns)
    place = f": {material.region}" if material.region else ""
    return Summary(
        kind="region",
        form="Справка",
        title=f"о выполнении дорожных карт за {material.year} год{place}",
        header=(material.region,) if material.region else (),
        place="",
        year=material.year,
        stamp=Stamp(
            as_of=material.day,
            version=material.version,
            edition="",
            coverage=_coverage(material.returns),
            provisional="отчёты представлены не всеми организациями" if waiting else "",
            masked=False,
            mark=material.mark,
        ),
        sections=with_references(sections),
        left_out=() if material.parents else (PLAN,),
        fields={"дата": BLANK_DATE, "номер": BLANK_NUMBER},
        signature=SignatureBlock(POST),
    )


def _coverage(returns: Sequence[DistrictReturns]) -> str:
    reported, expected = sum(one.reported for one in returns), sum(one.expected for one in returns)
    of = wording.counted(expected, wording.OF_ORGANISATIONS)
    what = "Отчёт" if reported == 1 else "Отчёты"
    return f"{what} {wording.did('представил', reported)} из{wording.NBSP}{of}."


# what stands first


def _essentials(material: RegionMaterial) -> tuple[Block, ...]:
    judged, met = (sum(getattr(one, name) for one in material.sums) for name in ("judged", "met"))
    blocks: list[Block] = [
        say(
            "Сведения представлены по {districts}; дано {judged}, из них «выполнено» — {met}.",
            ParagraphRole.LEAD,
            districts=Figure(
                wording.counted(material.districts, wording.TO_DISTRICTS),
                material.districts,
                "districts",
            ),
            judged=Figure(wording.counted(judged, VERDICTS), judged, "judged"),
            met=Figure(wording.number(met), met, "met"),
        )
    ]
    rare = sorted(
        (one for one in material.sums if one.met < one.judged),
        key=lambda one: one.met / one.judged,
    )
    blocks += [_rarely(one) for one in rare[:MOST_RARE]]
    silent = [one for one in material.returns if one.reported < one.expected]
    if silent:
        least = silent[0]
        blocks.append(
            say(
                "Не все отчёты поступили по {many}; меньше всего — {name}: {of}.",
                many=Figure(
                    wording.counted(len(silent), wording.TO_DISTRICTS), len(silent), "behind"
                ),
                name=least.name,
                of=Figure(wording.of(least.reported, least.expected), least.reported, "reported"),
            )
        )
    blocks += _of_the_plan(material)
    blocks.append(say(METHOD, table=refer("sums")))
    return tuple(blocks)


def _of_the_plan(material: RegionMaterial) -> list[Block]:
    """How the region stands against its own roadmap, where it has one."""
    judged = [one.row for one in material.parents if one.row.status in JUDGED]
    if not material.parents:
        return []
    met = sum(row.status is Status.MET for row in judged)
    return [
        say(
            "По карте региона дано {judged}, из них «выполнено» — {met} ({table}).",
            judged=Figure(wording.counted(len(judged), VERDICTS), len(judged), "judged"),
            met=Figure(wording.number(met), met, "met"),
            table=refer("plan"),
        )
    ]


MOST_RARE = 3
VERDICTS = wording.PluralForms("оценка", "оценки", "оценок", "оценки")


def _rarely(one: RegionRow) -> Block:
    districts = wording.counted(one.judged, wording.OF_DISTRICTS)
    did = wording.plural(one.met, "достиг", *["достигли"] * 3)
    told = f"{did} {wording.number(one.met)}" if one.met else "не достиг ни один"
    met = Figure(f"{told} из{wording.NBSP}{districts}", one.met, "met", one.year)
    return say(
        "{name}: плановое значение {met}.",
        ParagraphRole.ITEM,
        (Figure(wording.number(one.judged), one.judged, "judged", one.year),),
        name=one.quoted,
        met=met,
    )


# the region's own roadmap

ADDED = (
    "Факт — сумма по районам, строки которых отвечают строке карты региона; район, который в сумму "
    "не вошёл, нулём не считается. «Предварительно» — пока поступили не все сведения."
)


PLAN = "план"


def _plan(material: RegionMaterial, beside: Sequence[Block] = ()) -> tuple[Section, ...]:
    """The targets of the region, and what the districts that answer them add up to."""
    if not material.parents:
        return ()
    columns = (
        TableColumn("№", 0.6),
        TableColumn("Показатель", 3.2),
        TableColumn("План", 1.9, "center"),
        TableColumn("Факт", 1.1, "right"),
        TableColumn("Из общего числа", 1.6, "right"),
        TableColumn("Оценка", 2.1),
        TableColumn("Районов в сумме", 1.1, "right"),
    )
    rows = tuple(
        (
            TableCell(one.row.indicator),
            TableCell(one.row.name),
            *_district_row("", one.row)[1:-1],
            _verdict(one.row),
            TableCell(wording.of(len(one.added), len(one.answers))),
        )
        for one in material.parents
    )
    caption = f"План региона за {material.year} год"
    whole = Table(caption, columns, rows, ADDED, key="plan")
    return (Section(PLAN, "План региона", (whole, *beside)),)


def _verdict(row: PlanFactRow) -> TableCell:
    cell = figures.verdict_cell(row)
    return (
        replace(cell, text=f"{cell.text}, предварительно")
        if row.provisional and row.status in JUDGED
        else cell
    )


def _outside(material: RegionMaterial) -> tuple[Section, ...]:
    """The districts that are not in the sums of the region's rows, and why."""
    columns = (
        TableColumn("Район", 2.6),
        TableColumn("Строки карты региона", 2.2),
        TableColumn("Причина", 4.6),
    )
    rows = tuple(
        (TableCell(one.name), TableCell(", ".join(one.numbers)), TableCell(one.why))
        for one in not_added(material.parents)
    )
    listed = Table("Районы, не вошедшие в сумму", columns, rows)
    return (Section("вне суммы", "Не вошли в сумму", (listed,)),) if rows else ()


# tables


def _sums_table(material: RegionMaterial) -> Table:
    """Each indicator: the sum over districts, and how many of them reached their own targets."""
    columns = (
        TableColumn("Показатель", 4.2),
        TableColumn("По региону", 1.5, "right"),
        TableColumn("Из общего числа", 1.9, "right"),
        TableColumn("Районов", 1.0, "right"),
        TableColumn("Оценены", 1.0, "right"),
        TableColumn("Выполнили", 1.1, "right"),
    )
    rows = tuple(
        (
            TableCell(one.short),
            _sum_cell(one.row),
            TableCell("") if one.row is None else figures.of_cell(one.row),
            figures.count_cell(one.districts),
            figures.count_cell(one.judged),
            figures.count_cell(one.met),
        )
        for one in material.sums
    )
    caption = f"Показатели по региону за {material.year} год"
    return Table(caption, columns, rows, key="sums")


def _sum_cell(row: PlanFactRow | None) -> TableCell:
    """The sum; documents are «k из n» districts, which stands beside it."""
    if row is None:
        return TableCell(NOT_ADDED)
    is_told = row.is_presence and row.denominator is not None
    return TableCell("") if is_told else figures.fact_cell(row)


def _districts_tables(material: RegionMaterial) -> list[Block]:
    """An indicator after the other, each district with its own target."""
    known = [
        one
        for one in material.sums
        if any(found.row.actual is not None for found in material.of_code(one.code))
    ]
    silent = [one.quoted for one in material.sums if one not in known]
    told: list[Block] = []
    if silent:
        told = [
            say(
                "Ни один район не представил данных по показателям: {names}.",
                names=", ".join(silent),
            )
        ]
    return told + [
        Table(
            f"{one.short}, {material.year} год",
            (
                TableColumn("Район", 3.2),
                TableColumn("План", 2.2, "center"),
                TableColumn("Факт", 1.2, "right"),
                TableColumn("Из общего числа", 1.8, "right"),
                TableColumn("Оценка", 2.2),
            ),
            tuple(_district_row(found.name, found.row) for found in material.of_code(one.code)),
        )
        for one in known
    ]


def _district_row(name: str, row: PlanFactRow) -> tuple[TableCell, ...]:
    return (
        TableCell(name),
        TableCell(wording.target(row), None if row.is_presence else row.target),
        figures.fact_cell(row),
        figures.of_cell(row),
        figures.verdict_cell(row),
    )


def _all_rows(material: RegionMaterial) -> Table:
    columns = (
        TableColumn("Район", 2.6),
        TableColumn("Показатель", 3.6),
        TableColumn("План", 1.8, "right"),
        TableColumn("Факт", 1.1, "right"),
        TableColumn("Из общего числа", 1.6, "right"),
        TableColumn("Оценка", 2.0),
        TableColumn("Отчитались", 1.1, "right"),
        TableColumn("Ожидались", 1.1, "right"),
        TableColumn("База", 2.0),
    )
    rows = tuple(
        (
            TableCell(one.name),
            TableCell(one.row.name),
            *_district_row(one.name, one.row)[1:],
            figures.count_cell(one.row.reported),
            figures.count_cell(one.row.expected),
            TableCell(one.row.base),
        )
        for one in material.rows
    )
    return Table(f"Районы и показатели за {material.year} год", columns, rows, wide=True)


def _returns_table(material: RegionMaterial) -> Table:
    columns = (
        TableColumn("Район", 4.0),
        TableColumn("Представили", 1.4, "right"),
        TableColumn("Ожидались", 1.4, "right"),
        TableColumn("Доля, %", 1.2, "right"),
    )
    rows = tuple(
        (
            TableCell(one.name),
            figures.count_cell(one.reported),
            figures.count_cell(one.expected),
            TableCell("" if one.rate is None else wording.share(one.rate), one.rate),
        )
        for one in material.returns
    )
    return Table(f"Сбор отчётов за {material.year} год", columns, rows)


def _moved(material: RegionMaterial) -> tuple[Block, ...]:
    found = movements(material.rows)
    if not found:
        return (
            say(
                "Сравнить {year} год с предыдущим нельзя: нет организаций, отчитавшихся за оба.",
                year=str(material.year),
            ),
        )
    columns = (
        TableColumn("Показатель", 4.4),
        TableColumn("Лучше", 1.0, "right"),
        TableColumn("Хуже", 1.0, "right"),
        TableColumn("Без изменений", 1.3, "right"),
    )
    rows = tuple(
        (
            TableCell(one.short),
            figures.count_cell(one.better),
            figures.count_cell(one.worse),
            figures.count_cell(one.same),
        )
        for one in found
    )
    return (
        Table(
            f"Районы к {material.year - 1} году",
            columns,
            rows,
            "Сравниваются организации, отчитавшиеся за оба года.",
        ),
    )
