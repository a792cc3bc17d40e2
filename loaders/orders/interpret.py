"""A row of the order → a proposal: everything that was read of it, put together."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from data_model.roadmap import ALL_GRADES, Kind, PartOfYear, Period, PeriodKind, Target
from loaders.orders.columns import OrderColumn
from loaders.orders.document import tidy
from loaders.orders.doubts import NO_KINDERGARTENS, PLURAL, RowReading, doubts_of
from loaders.orders.levels import executors_of, standing_of, whole_of
from loaders.orders.measures import (
    SIGN,
    ReadMeasure,
    adds_up,
    parts_of_year,
    read_document_column,
    read_measure,
    whole_target,
)
from loaders.orders.numbers import (
    YEAR,
    bare,
    comparison_bases,
    grades_in,
    graduates_in,
    project_grades,
    quantities_in,
    scale_of,
)
from loaders.orders.plans import Plan, PlanKey, read_plan
from loaders.orders.proposal import RowProposal
from loaders.orders.rows import TOTAL, OrderRow, lettered
from loaders.orders.terms import Frame, TermReading, days_of_parts, read_term
from loaders.orders.wording_signs import names_document
from loaders.values.days import MONTH, days_in

BREAK = re.compile(
    r";|\n(?-i:(?=\s*(?:[-–—•]|\d+[.)]|[А-ЯЁ]|(?:не\s+\w+\s+)?\d+\s+[а-яё]{4})))|(?<=[\s;])(?=\d[.)]\s)|(?<=[а-яё%»)]{2})\.\s+(?-i:(?=[А-ЯЁ]))"
    r"|,\s+(?=(?:охват|количеств|числ|дол[яи])\w*\s|(?:не менее\s+|более\s+)?\d+\s+[а-яё]{4})",
    re.IGNORECASE,
)
"""Ends of an indicator; «… 3 проекта, охват 150 человек» are two as well."""
MARK = re.compile(r"^\s*(?:[-–—•]|\d+[.)])\s+")
CLAUSE = re.compile(
    r"[,;]\s*(?=(?:в\s+)?20\d\d\b|[^,;]*\d\s*(?:%|процент))|\s+и\s+(?=охват|дол[яи])", re.IGNORECASE
)
"""Before a year of a path, or a percent."""
YEAR_LAST = re.compile(
    r"^(?P<what>.*?)\s*(?:\((?:в\s+)?|\bв\s+)(?P<year>20\d\d)(?:\s*г\w*\.?)?\)?$", re.IGNORECASE
)
"""«Наличие плана (2020)», «Наличие плана в 2020 году»."""
GOES_ON = re.compile(r"^(?:в\s+|к\s+)?20\d\d")


def parts_of(wording: str, title: str) -> tuple[str, ...]:
    """The indicators of a wording, in order; the wording itself where it holds one.

    Pieces that begin with a year belong to the path before them. Where a piece alone means
    nothing, the wording is one whole.
    """
    pieces: list[str] = []
    for piece in filter(None, (tidy(MARK.sub("", part)) for part in BREAK.split(wording))):
        if pieces and GOES_ON.match(piece):
            pieces[-1] = f"{pieces[-1]}; {piece}"
        else:
            pieces.append(piece)
    pieces = [part for piece in pieces for part in _document_and_path(piece, title)]
    if len(pieces) > 1 and all(read_measure(piece, title).kind for piece in pieces):
        return tuple(map(_year_first, pieces))
    return (tidy(wording),)


def _document_and_path(piece: str, title: str) -> tuple[str, ...]:
    """«Наличие плана, 2021 – 35 %, 2022 – 50 %», «2020 – наличие плана, 2021 – 35 %»: two."""
    clauses = [tidy(clause).strip(" ,;") for clause in CLAUSE.split(piece)]
    documents = [clause for clause in clauses if names_document(clause)]
    rest = "; ".join(clause for clause in clauses if clause not in documents)
    if not documents or not read_measure(rest, title).targets:
        return (piece,)
    return (", ".join(map(_year_first, documents)), rest)


def _year_first(piece: str) -> str:
    """«Наличие плана в 2020 году» → «2020 – Наличие плана», as ``read_measure`` knows it."""
    return YEAR_LAST.sub(r"\g<year> – \g<what>", piece) if names_document(piece) else piece


MANY_DOCUMENTS = 5
SEVERAL = "В ячейке несколько показателей; каждый предложен своей строкой."
IN_TERM = re.compile(
    r"20\d\d\s*(?:г\w*\.?)?\s*[-–—:]\s*(?:не\s+\w+\s+)?\d[\d.,]*\s*(?:%|процент|чел|ед|шт)", re.I
)
"""«2022 год – 10 %, 2023 год – 20 %» in the column of terms."""
CONVENTIONS = frozenset({SEVERAL, SIGN, NO_KINDERGARTENS})
"""What is taken everywhere alike: said once for the whole order, with its rows."""


def interpret(rows: tuple[OrderRow, ...], frame: Frame) -> Iterator[RowProposal]:
    """One proposal per indicator: a cell that holds several becomes several rows."""
    single = [part for row in rows for part in _split(row)]
    yield from (_proposal(row, frame) for row in lettered(single))


def _split(row: OrderRow) -> list[OrderRow]:
    if row.by_grade:
        return list(_by_grades(row))
    if row.has_values:
        return _apart(row)
    parts = parts_of(row.wording, tidy(row.title))
    return [replace(row, wording=part, is_part=len(parts) > 1) for part in parts]


def _by_grades(row: OrderRow) -> Iterator[OrderRow]:
    """«100 | 85» under «1–4 классы», «5–9 классы»: an indicator of each, beside that of all."""
    whole = replace(row, by_grade={})
    if row.value:
        yield whole
    for head, text in row.by_grade.items():
        one = replace(whole, value=text)
        if row.wording:
            yield replace(one, wording=f"{row.wording} ({head})")
        else:
            yield replace(one, title=f"{row.title} ({head})")


def _apart(row: OrderRow) -> list[OrderRow]:
    """«наличие плана | 35 % | 50 %» by year: a document and a number are two indicators."""
    documents = {year: text for year, text in row.by_year.items() if names_document(text)}
    rest = {year: text for year, text in row.by_year.items() if year not in documents}
    if not documents or not any(re.search(r"\d", text) for text in rest.values()):
        return [row]
    return [replace(row, by_year=cells, is_part=True) for cells in (documents, rest)]


def _proposal(row: OrderRow, frame: Frame) -> RowProposal:
    reading = _read(row, frame)
    measure, standing = reading.measure, reading.standing
    return RowProposal(
        number=row.number,
        title=reading.title,
        term=reading.term_text,
        wording=reading.wording,
        executors=reading.executors,
        kind=measure.kind,
        operator=measure.operator,
        unit=measure.unit,
        targets=_targets(measure, reading.term),
        level=standing.level if measure.kind else None,
        scope=standing.scope if measure.kind else None,
        periods=reading.term.periods,
        unsure=(*_of_the_table(row), *doubts_of(reading), *_lost_links(row)),
        base=reading.base,
        comparison_bases=comparison_bases(row.title) if measure.is_share else (),
        whole=whole_of(measure, reading.wording),
        documents=_documents(reading),
        control=standing.control,
        section=row.section,
        change=measure.change,
        cumulative=measure.cumulative,
        per=measure.per,
        links=row.links,
        options=measure.options,
        from_level=measure.from_level,
        **_passport(row, measure),
    )


OF_SEVERAL = (
    "Ячейка показателя общая с мероприятием выше. Если это один показатель на все, исключите "
    "лишние строки."
)
DAY_IN_A_CELL = re.compile(
    rf"{MONTH}|(?<!\w)(?:iv|i{{1,3}}|[1-4])\s*кв|(?:до|к)\s+\d\d\.\d\d", re.IGNORECASE
)
TERM_IN_A_CELL = "В графе года назван срок («{cell}»): он не прочитан. Проверьте сроки строки."
A_TOTAL = "Строка итогов («{title}»): исключите её, если она только складывает строки выше."


def _of_the_table(row: OrderRow) -> Iterator[str]:
    """What the place of the row in its table leaves open."""
    if row.is_part:
        yield SEVERAL
    if row.shares_wording and not row.of_indicators:
        yield OF_SEVERAL
    if dated := next(filter(DAY_IN_A_CELL.search, row.by_year.values()), None):
        yield TERM_IN_A_CELL.format(cell=tidy(dated))
    if TOTAL.match(row.title):
        yield A_TOTAL.format(title=tidy(row.title))


def _lost_links(row: OrderRow) -> tuple[str, ...]:
    return tuple(
        f"Названо мероприятие {number}, но такой строки в другом приложении нет или их несколько. "
        "Выберите связанное мероприятие."
        for number in row.lost_links
    )


def _passport(row: OrderRow, measure: ReadMeasure) -> dict[str, Any]:
    """Fields of a proposal that other columns of the table fill; a baseline in people, as a plan.

    What it says of a year alone is of its last day.
    """
    said = {role: tidy(text) for role, text in row.passport.items()}
    unit = row.unit or (row.title if row.of_indicators else row.wording)
    scale = 1 if measure.unit == "%" else scale_of(unit)
    cell, *heads = row.passport.get(OrderColumn.BASELINE, "").split("\n")
    before = next(iter(quantities_in(bare(cell))), None)
    days = [*days_in("\n".join([cell, *heads])), *_last_days([cell, *heads])]
    weight = next(iter(quantities_in(said.get(OrderColumn.WEIGHT, ""))), None)
    return {
        "scale": scale,
        "baseline": before.target.value * scale if before else measure.baseline,
        "baseline_on": days[0] if before and days else None,
        "weight": weight.target.value if weight else None,
        "source": said.get(OrderColumn.SOURCE, ""),
        "frequency": said.get(OrderColumn.FREQUENCY, ""),
        "methodology": said.get(OrderColumn.METHODOLOGY, ""),
        "parent": said.get(OrderColumn.PARENT, ""),
    }


def _last_days(texts: list[str]) -> list[date]:
    found = [year for text in texts for year in re.findall(rf"(?<!\d){YEAR}(?!\d)", text)]
    return [date(int(year), 12, 31) for year in found]


def _documents(reading: RowReading) -> int:
    """Lines for documents under the question: several where the order speaks of several."""
    if reading.measure.kind not in {Kind.PRESENCE, Kind.SHARE_OF_ORGS}:
        return 0
    return MANY_DOCUMENTS if PLURAL.search(reading.wording) else 1


def _read(row: OrderRow, frame: Frame) -> RowReading:
    title, wording, executors = tidy(row.title), _wording(row), executors_of(row.executors)
    measure = _measure(row, title, wording)
    term = _term(row, measure, frame)
    return RowReading(
        title=title,
        term_text=tidy(row.term),
        wording=wording,
        executors=executors,
        term=term,
        measure=measure,
        standing=standing_of(measure, wording, title, executors),
        base=_base(measure, title, wording),
        frame=frame,
        of_indicators=row.of_indicators,
        is_planned=bool(row.by_year or row.by_part),
    )


def _measure(row: OrderRow, title: str, wording: str) -> ReadMeasure:
    """Of the columns of targets; else of the wording, and of a path that stands in the term."""
    name = tidy(row.wording) or title
    if row.has_values:
        years = row.by_year or ({0: row.value} if row.value else {})
        parts = {(part.year, part.number): text for part, text in row.by_part.items()}
        cells: dict[PlanKey, str] = {key: text for of in (years, parts) for key, text in of.items()}
        texts = {key: tidy(text) for key, text in cells.items()}
        from_start = any(part.from_start for part in row.by_part)
        plan = Plan(name, tidy(row.unit), texts, row.bound, tidy(row.direction), from_start)
        return read_plan(plan, title) or _told(row, read_measure(wording, title))
    if row.of_indicators:
        return ReadMeasure(doubts=("Плановые значения не указаны.",))
    measure = read_measure(wording, title)
    if measure.kind is None and wording and IN_TERM.search(row.term):
        in_term = read_measure(f"{wording}: {tidy(row.term)}", title)
        measure = in_term if in_term.targets and not measure.doubts else measure
    if measure.kind is None and (joined := _continued(wording, title)):
        return joined
    if measure.kind is None and not measure.doubts and wording and row.in_documents:
        return read_document_column(wording)
    return measure


FROM_TITLE = "Что считать, взято из названия мероприятия. Проверьте вид показателя."


def _continued(wording: str, title: str) -> ReadMeasure | None:
    """«Доля школ … | 100», «Повышение доли … | на 5 %»: the title begins what the cell ends."""
    if re.fullmatch(r"(?:не\s+\w+\s+)?\d[\d.,]*\s*(?:%|процент\w*)?", wording):
        measure = read_plan(Plan(title, "", {0: wording}), title)
        return measure and replace(measure, doubts=(*measure.doubts, FROM_TITLE))
    if re.match(r"(?:на|до|с)\s+(?:не\s+\w+\s+(?:чем\s+)?(?:на\s+)?)?\d", wording):
        measure = read_measure(f"{title} {wording}", title)
        return measure if measure.kind else None
    return None


def _told(row: OrderRow, measure: ReadMeasure) -> ReadMeasure:
    """What the cells say in words of their own; a year that was not understood is named."""
    lost = set(row.by_year) - set(measure.targets) if measure.targets else set()
    said = tuple(
        f"Плановое значение {year} года («{tidy(row.by_year[year])}») не понято."
        for year in sorted(lost)
    )
    return replace(measure, doubts=measure.doubts + said)


def _wording(row: OrderRow) -> str:
    """The cell; targets in columns of their own are put behind it, by year or once."""
    text = tidy(row.title if row.of_indicators else row.wording)
    sign = " %" if row.unit.strip() == "%" else ""
    unit = f", {row.unit}" if row.unit and not sign else ""
    if row.by_year or row.by_part:
        cells = {**{str(year): value for year, value in row.by_year.items()}, **_of_parts(row)}
        values = "; ".join(f"{name} – {_signed(value, sign)}" for name, value in cells.items())
    else:
        values = _signed(tidy(row.value), sign) if row.value else ""
    return ": ".join(filter(None, (f"{text}{unit}".strip(" ,"), values)))


ENDS = {1: "I квартал", 2: "I полугодие", 3: "9 месяцев", 4: "год"}
"""Quarters by whose ends a year is counted from its beginning."""


def _of_parts(row: OrderRow) -> dict[str, str]:
    """«I квартал», «2026, март»: what the cells of parts say, by the words for each."""
    named = {} if row.by_year or not row.value else {"год": tidy(row.value)}
    for part, text in row.by_part.items():
        if part.from_start:
            named[" ".join(filter(None, (ENDS[part.number], str(part.year or ""))))] = tidy(text)
            continue
        kind = PeriodKind.SCHOOL_YEAR if row.in_school_years else PeriodKind.CALENDAR
        period = Period(part.year, kind, date.min, part=part.number, of_parts=part.of_parts)
        named[period.label if part.year else period.part_words] = tidy(text)
    return named


def _signed(value: str, sign: str) -> str:
    return value if "%" in value else f"{value}{sign}"


def _term(row: OrderRow, measure: ReadMeasure, frame: Frame) -> TermReading:
    """The term; a path brings its own years, and a path over school years makes it one."""
    if row.by_part:
        return _divided(row, measure, frame)
    if not row.is_dated and (row.by_year or frame.years):
        return _planned(row, measure, frame)
    term = read_term(tidy(row.term), frame)
    if measure.in_school_years and not term.is_school:
        frame = replace(frame, is_school=True, years=tuple(sorted(measure.targets)))
        term = read_term(tidy(row.term), frame)
    if measure.parts:
        within = replace(frame, years=tuple(term.periods))
        return replace(_divided(row, measure, within), doubts=term.doubts)
    periods = dict(term.periods)
    for year in set(row.by_year) | set(measure.targets):
        periods.setdefault(year, _like(periods, year))
    if row.by_year:
        periods = {year: periods[year] for year in row.by_year}
    return replace(term, periods=dict(sorted(periods.items())))


def _divided(row: OrderRow, measure: ReadMeasure, frame: Frame) -> TermReading:
    """The years of the columns, each in its parts, by the last day of each.

    A part without a plan beside a plan of the year: 0 where the others make the year, else the
    year stays whole, because its plan would be that of the part too.
    """
    is_school = row.in_school_years or (frame.is_school and not _has_quarters(row, measure))
    whole = _planned(row, measure, replace(frame, is_school=is_school))
    named = {year for year, _ in measure.parts} or {one.year for one in row.by_part}
    years = set(frame.years) if 0 in named else set()
    periods = {**whole.periods} if row.by_year else {}
    kind = PeriodKind.SCHOOL_YEAR if is_school else PeriodKind.CALENDAR
    size = measure.of_parts or next(iter(row.by_part)).of_parts
    for year in sorted(years | named - {0}):
        days = days_of_parts(year, size, is_school)
        targets = parts_of_year(measure, year)
        given = [targets.get(number) for number in range(1, size + 1)]
        if whole_target(measure, year) and None in given:
            given = [one or Target(Decimal(0)) for one in given] if adds_up(measure, year) else []
        parts = tuple(map(PartOfYear, days, given)) if any(given) else ()
        periods[year] = Period(year, kind, days[-1], parts)
    return TermReading(dict(sorted(periods.items())), None, is_school)


def _has_quarters(row: OrderRow, measure: ReadMeasure) -> bool:
    """Of the calendar year: those of a school year are named otherwise."""
    return bool(re.search("квартал", row.wording, re.I) and measure.of_parts) or any(
        part.of_parts == 4 and not part.of_school for part in row.by_part
    )


def _planned(row: OrderRow, measure: ReadMeasure, frame: Frame) -> TermReading:
    """A table without terms: each year of its columns, or of the roadmap, by its end."""
    is_school = frame.is_school or row.in_school_years or measure.in_school_years
    kind = PeriodKind.SCHOOL_YEAR if is_school else PeriodKind.CALENDAR
    end = (8, 31) if is_school else (12, 31)
    named = set(measure.targets) or set(row.by_year) or set(frame.years)
    return TermReading(
        {year: Period(year, kind, date(year, *end)) for year in sorted(named)}, None, is_school
    )


def _like(periods: dict[int, Period], year: int) -> Period:
    """A period of the same sort in another year."""
    if not periods:
        return Period(year, PeriodKind.CALENDAR, date(year, 12, 31))
    known = periods[max(periods)]
    kind = PeriodKind.CALENDAR if known.kind is PeriodKind.ONCE else known.kind
    day = min(known.due.day, 28) if known.due.month == 2 else known.due.day
    return Period(year, kind, known.due.replace(year=known.due.year + year - known.year, day=day))


def _targets(measure: ReadMeasure, term: TermReading) -> dict[int, Target]:
    if measure.targets:
        return dict(sorted(measure.targets.items()))
    if measure.cumulative and measure.parts:
        return {}
    if measure.at_end and measure.each_year and term.periods:
        return {max(term.periods): measure.each_year}
    return dict.fromkeys(term.periods, measure.each_year) if measure.each_year else {}


def _base(measure: ReadMeasure, title: str, wording: str) -> tuple[int, ...]:
    """The grades of a share of pupils: of the wording, the project, the title; else all."""
    if not measure.is_share or whole_of(measure, wording):
        return ()
    named = grades_in(wording) or project_grades(title) or grades_in(title)
    return named or graduates_in(f"{wording} {title}") or ALL_GRADES
