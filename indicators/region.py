"""The region («регион»): verdicts of districts side by side, and the sums over them.

A district's verdict is the row of plan/fact as it is; it is kept as a text (``JUDGE``) and comes
back as the same row, so that a region is read without reading the answers of its districts. A sum
over districts is made of the sums that their rows were made of, by the rules of the indicator.

    JUDGE         who makes the verdicts of a district, for ``Store.district_verdicts``
    district_rows what the store gives, as rows
    region_rows   the sums over districts, one for each indicator and year
    parent_rows   the rows of the region's own roadmap, each with the districts that answer it
    district_map  districts × indicators of a year, or × years of an indicator, as cells
    collections   who collects how well

Two indicators are the same where their codes are equal: a code stands for what is counted,
whatever number its row has in each order.
"""

import hashlib
import json
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from enum import StrEnum
from functools import cache
from operator import attrgetter
from pathlib import Path
from typing import Any, NamedTuple

from data_model.compliance import Growth, Status
from data_model.places import Municipality, region_code
from data_model.returns import Collected, DistrictVerdict, JudgedDistrict
from data_model.roadmap import (
    MONTHS,
    Change,
    Kind,
    Level,
    Operator,
    ParentLink,
    Roadmap,
    Scope,
    in_quotes,
    part_code,
    row_reference,
    spread,
)
from data_model.snapshot import DistrictJudge, Snapshot
from data_model.store.snapshot import without_collecting
from indicators import wording
from indicators.changes import YearChange, change_from
from indicators.coverage import returns_board
from indicators.definitions import SHARES, Definition, definitions
from indicators.matrix import MatrixCell, by_number, cell_of
from indicators.measures import Sums, rules_by
from indicators.plan_fact import district_plan_fact, plan_fact
from indicators.plan_fact_row import (
    Comparison,
    LikeForLike,
    OfSchools,
    PlanFact,
    PlanFactRow,
    RowMeasure,
    Summed,
)
from indicators.reasons import Case, Reached, Reason, judge, judge_each


@dataclass(frozen=True, slots=True)
class DistrictRow:
    """The district's own row beside those of other districts."""

    district: str
    name: str
    row: PlanFactRow


# verdicts as they are kept


def _judged(lots: Iterable[Snapshot], day: date) -> JudgedDistrict:
    """The district's rows of all years, and how long they stay as they are."""
    boards: dict[int, Collected] = {}
    codes: set[str] = set()

    def counted() -> Iterator[Snapshot]:
        for lot in lots:
            codes.add(lot.municipality.code)
            for year in lot.years:
                board, former = returns_board(lot, year), boards.get(year, Collected(year, 0, 0))
                reported = former.reported + board.reported
                boards[year] = Collected(year, reported, former.expected + board.expected)
            yield lot

    rows = district_plan_fact(counted(), day).rows
    terms = [row.due for row in rows if row.due is not None and row.due >= day]
    collected = tuple(boards.values())
    (whose,) = codes
    verdicts = verdicts_of(whose, rows)
    return JudgedDistrict(rules_mark(), day, min(terms, default=None), verdicts, collected)


def verdicts_of(municipality: str, rows: Iterable[PlanFactRow]) -> tuple[DistrictVerdict, ...]:
    """Rows of a district as they are kept."""
    return tuple(DistrictVerdict(municipality, one.year, one.code, _written(one)) for one in rows)


@cache
def rules_mark() -> str:
    """What the verdicts are made by: the program texts of this room and of the nouns."""
    room = Path(__file__).parent
    texts = sorted([*room.rglob("*.py"), *(room.parent / "data_model").glob("*.py")])
    return hashlib.sha256(b"".join(one.read_bytes() for one in texts)).hexdigest()[:16]


def _written(row: PlanFactRow) -> str:
    values = [getattr(row, name) for name in FIELDS]
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"), default=_plain)


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return [getattr(value, one.name) for one in fields(value)]


FIELDS = tuple(one.name for one in fields(PlanFactRow))


def _comparisons(values: Sequence[Sequence[Any]]) -> tuple[Comparison, ...]:
    return tuple(Comparison(*one) for one in values)


def _summed(values: Sequence[Any]) -> Summed:
    sums, per, change, *rest = values
    return Summed(Sums(*sums), per, None if change is None else Change(change), *rest)


def _word(words: type[StrEnum]) -> Callable[[str], StrEnum]:
    """By a table: asking the enumeration itself takes several times as long."""
    return {one.value: one for one in words}.__getitem__


_day = cache(date.fromisoformat)

READ: Mapping[str, Callable[[Any], Any]] = {
    "due": _day,
    "kind": _word(Kind),
    "level": _word(Level),
    "scope": _word(Scope),
    "measure": _word(RowMeasure),
    "operator": _word(Operator),
    "status": _word(Status),
    "reason": _word(Reason),
    "growth": _word(Growth),
    "matched": lambda values: LikeForLike(*values),
    "base_date": _day,
    "schools": lambda values: OfSchools(*values),
    "comparison": _comparisons,
    "summed": _summed,
}
"""How a field comes back that is no plain number or text."""
PLACES = tuple((FIELDS.index(name), read) for name, read in READ.items())


PLAIN = json.JSONDecoder().raw_decode
"""As ``json.loads``, without looking for blanks on either side: there are tens of thousands."""


def _row(line: str) -> PlanFactRow:
    values, _ = PLAIN(line)
    for place, read in PLACES:
        if values[place] is not None:
            values[place] = read(values[place])
    return PlanFactRow(*values)


JUDGE = DistrictJudge(rules_mark(), _judged)


def district_rows(
    verdicts: Iterable[DistrictVerdict], districts: Iterable[Municipality]
) -> tuple[DistrictRow, ...]:
    """The rows of districts, each district's together, by their names as people sort them."""
    names = {one.code: one.short or one.name for one in districts}
    ranked = sorted(names, key=lambda code: (by_number(names[code]), code))
    rank = {code: place for place, code in enumerate(ranked)}
    ordered = sorted(verdicts, key=lambda one: rank[one.municipality])
    with without_collecting():
        return tuple(
            DistrictRow(one.municipality, names[one.municipality], _row(one.line))
            for one in ordered
        )


def by_region(
    rows: Iterable[DistrictRow], districts: Iterable[Municipality]
) -> dict[str, tuple[DistrictRow, ...]]:
    """Name of a region → the rows of its districts; those that name none come last, under «»."""
    region = {one.code: one.region for one in districts}
    found: dict[str, list[DistrictRow]] = defaultdict(list)
    for one in rows:
        found[region[one.district]].append(one)
    names = sorted(found, key=lambda name: (not name, by_number(name)))
    return {name: tuple(found[name]) for name in names}


# which can be compared


def have_shared(in_force: Iterable[Mapping[int, Roadmap]]) -> bool:
    """Whether two districts have one indicator in one year; a mapping of years per district."""
    owners = Counter(key for roadmaps in in_force for key in _measured(roadmaps))
    return any(districts > 1 for districts in owners.values())


def _measured(roadmaps: Mapping[int, Roadmap]) -> set[tuple[int, str]]:
    return {
        (year, row.indicator.code)
        for year, roadmap in roadmaps.items()
        for row in roadmap.activities
    }


def shared(rows: Sequence[DistrictRow]) -> tuple[DistrictRow, ...]:
    """Those of an indicator and year that at least two districts have."""
    owners: dict[tuple[str, int], set[str]] = defaultdict(set)
    for one in rows:
        owners[one.row.code, one.row.year].add(one.district)
    return tuple(one for one in rows if len(owners[one.row.code, one.row.year]) > 1)


# sums over districts


@dataclass(frozen=True, slots=True)
class RegionRow:
    """One indicator of a year over districts («строка региона»).

    ``row`` is the sum, judged as a district's is, without a target; None where the districts do
    not count the same: in other units, kinds or grades. ``met`` of ``judged`` districts have
    reached their own targets, ``districts`` have the indicator at all.
    """

    code: str
    year: int
    short: str
    row: PlanFactRow | None
    met: int
    judged: int
    districts: int

    @property
    def quoted(self) -> str:
        return in_quotes(self.short)


JUDGED = frozenset({Status.MET, Status.PARTLY, Status.MISSED})


def region_rows(rows: Iterable[DistrictRow], name: str = "") -> tuple[RegionRow, ...]:
    """Sums of districts for each indicator and year, in the order of the first one's roadmap."""
    groups: dict[tuple[int, str, str], list[PlanFactRow]] = defaultdict(list)
    for one in rows:
        groups[one.row.year, one.row.code, one.row.period].append(one.row)
    return tuple(
        RegionRow(
            code=code,
            year=year,
            short=found[0].name,
            row=_sum(found, name),
            met=sum(row.status is Status.MET for row in found),
            judged=sum(row.status in JUDGED for row in found),
            districts=len(found),
        )
        for (year, code, _), found in sorted(groups.items(), key=lambda item: item[0][0])
    )


COUNTED_ALIKE = attrgetter("kind", "measure", "unit", "level", "scope", "by_schools")


@dataclass(frozen=True, slots=True)
class RegionPromise:
    """What the region's own roadmap promises in a year: its row, and by what it is judged."""

    row: PlanFactRow
    definition: Definition


def _sum(
    rows: Sequence[PlanFactRow], name: str, promise: RegionPromise | None = None
) -> PlanFactRow | None:
    """The row of all districts together; None where they do not count the same.

    With a promise it is a row of the region's roadmap, judged against its target as a row of a
    district is; the districts are alike by it already.
    """
    first = promise.row if promise else rows[0]
    parts = [row.summed for row in rows]
    alike = {None if promise else (COUNTED_ALIKE(row), row.base) for row in rows}
    ways = {one.way for one in parts if one is not None}
    if len(alike) != 1 or len(ways) != 1 or None in parts:
        return None
    if first.measure is RowMeasure.LEVEL:  # levels of districts make no level together
        return None
    summed = Summed(_added([one.sums for one in parts if one is not None]), *ways.pop())
    sums = summed.sums
    each = first.measure is RowMeasure.EACH_SCHOOL
    rules = rules_by(first.kind, summed.per, summed.change, summed.of_one)
    defined = promise.definition if promise else None
    grows = defined.grows if defined else any(row.growth is not None for row in rows)
    case = Case(
        kind=first.kind,
        rules=rules,
        sums=sums,
        limits=defined.limits if defined else None,
        operator=defined.operator if defined else first.operator,
        grows=grows,
        pending=defined is not None and defined.pending,
        is_single=False,
    )
    reached = Reached(sum(row.numerator or 0 for row in rows), sums.reported, sums.expected)
    verdict = judge_each(case, reached) if each else judge(case)
    applies = verdict.reason is not Reason.NO_BASE
    known = applies and sums.reported > 0 and (sums.pairs > 0 or first.kind is not Kind.GROWTH)
    bounded = applies and (sums.reported > 0 or any(row.due for row in rows))
    top, bottom = (reached.met, reached.answered) if each else rules.parts(sums)
    has_whole = bottom is not None and (first.kind is not Kind.COUNT or summed.per is not None)
    lower, upper = (
        (float(reached.met), float(reached.met + reached.expected - reached.answered))
        if each
        else rules.bounds(sums)
    )
    rolled = all(row.roll_expected is not None for row in rows)
    return replace(
        first,
        due=first.due if promise else None,
        roadmap=first.roadmap if promise or len({row.roadmap for row in rows}) == 1 else "",
        org=None,
        org_name=name,
        numerator=top if known and (each or summed.of_one == 1) else None,
        denominator=bottom if known and (each or has_whole) else None,
        actual=float(reached.met) if each and known else verdict.actual,
        target=None if case.limits is None else float(sums.expected) if each else first.target,
        target_upper=first.target_upper if promise else None,
        status=verdict.status,
        reason=verdict.reason,
        growth=verdict.growth,
        deviation=verdict.deviation,
        deficit=verdict.deficit,
        matched=_matched(rows),
        reported=sums.reported,
        expected=sums.expected,
        roll_reported=sums.roll_reported if rolled else None,
        roll_expected=sums.roll_all if rolled else None,
        lower=lower if bounded else None,
        upper=upper if bounded else None,
        provisional=any(row.provisional for row in rows),
        total=_whole([row.total for row in rows]),
        schools=_schools([row.schools for row in rows]),
        control=_whole([row.control for row in rows]),
        mean_of_shares=None,
        comparison=(),
        stated=None,
        stated_of=None,
        summed=summed,
        parent_row="",
    )


def _added(parts: Sequence[Sums]) -> Sums:
    return Sums(*(sum(column) for column in zip(*parts, strict=True)))


def _whole(values: Sequence[int | float | None]) -> int | float | None:
    known = [one for one in values if one is not None]
    return sum(known) if known else None


def _schools(values: Sequence[OfSchools | None]) -> OfSchools | None:
    known = [(one.met, one.reported, one.expected) for one in values if one is not None]
    return OfSchools(*map(sum, zip(*known, strict=True))) if known else None


def _matched(rows: Sequence[PlanFactRow]) -> LikeForLike | None:
    """This year beside the last over the same organisations of all districts."""
    known = [row.matched for row in rows if row.matched is not None]
    if not known:
        return None
    whole = all(one.whole_now is not None and one.whole_before is not None for one in known)
    return LikeForLike(
        sum(one.organisations for one in known),
        sum(one.now for one in known),
        sum(one.before for one in known),
        sum(one.whole_now or 0 for one in known) if whole else None,
        sum(one.whole_before or 0 for one in known) if whole else None,
    )


# the region's own roadmap


@dataclass(frozen=True, slots=True)
class DistrictAnswer:
    """What a district answers to a row of the region («ответ района»).

    ``why`` it is not in the sum; empty where it is. ``row`` is None where the district has none:
    no row of it is linked to that of the region, or the linked one has no term in the year.
    """

    district: str
    name: str
    row: PlanFactRow | None
    why: str = ""


@dataclass(frozen=True, slots=True)
class ParentRow:
    """A row of the region's roadmap in a year («строка карты региона»).

    ``row`` is judged by the sum over the districts that answer it and count as it does; it is
    provisional while any district of the region is not in the sum.
    """

    row: PlanFactRow
    answers: tuple[DistrictAnswer, ...]

    @property
    def added(self) -> tuple[DistrictAnswer, ...]:
        """The districts whose figures are in the sum, known or not yet."""
        return tuple(one for one in self.answers if not one.why)

    @property
    def not_added(self) -> tuple[DistrictAnswer, ...]:
        return tuple(one for one in self.answers if one.why)


class RegionFigures(NamedTuple):
    """All that is known of a region in a year: districts, their sums, its own roadmap's rows."""

    districts: tuple[DistrictRow, ...]
    sums: tuple[RegionRow, ...]
    parents: tuple[ParentRow, ...]


@dataclass(frozen=True, slots=True)
class OutsideTheSum:
    """A district that is not in the sum of these rows of the region, and why."""

    name: str
    numbers: tuple[str, ...]
    why: str

    @property
    def words(self) -> str:
        """«Башмаковский район, строки 8, 9: не отвечает — строка карты района не связана»."""
        rows = wording.plural(len(self.numbers), "строка", "строки", "строки", "строки")
        return f"{self.name}, {rows} {', '.join(self.numbers)}: {self.why}"


def not_added(found: Iterable[ParentRow]) -> Iterator[OutsideTheSum]:
    """Of each district and reason, the rows of the region whose sum it is not in."""
    whose: dict[tuple[str, str], list[str]] = defaultdict(list)
    for one in found:
        for answer in one.not_added:
            whose[answer.name, answer.why].append(one.row.indicator)
    for (name, why), numbers in whose.items():
        yield OutsideTheSum(name, tuple(numbers), why)


UNLINKED = "не отвечает — строка карты района не связана"
NO_TERM = "связанная строка в этом году не действует"
TWICE = "отвечают несколько строк района: число вошло бы дважды"
LEVELS_APART = "уровни не складываются"
NO_COMMON_TERM = "общих сроков нет"
PARTS_OF_YEAR = range(1, len(MONTHS) + 1)
"""Numbers that a part of the year may have: months are the most."""


def parent_rows(
    roadmaps: Mapping[int, Roadmap],
    rows: Iterable[DistrictRow],
    links: Iterable[ParentLink],
    districts: Sequence[Municipality],
    year: int,
    day: date,
) -> tuple[ParentRow, ...]:
    """Each row of the region's roadmaps of a year, judged over the districts that answer it."""
    roadmap = roadmaps.get(year)
    if roadmap is None:
        return ()
    region = districts[0].region if districts else ""
    promised = _promises(roadmaps, region)
    judged = plan_fact(promised, day)
    linked = _linked(links)
    of_district: dict[str, list[PlanFactRow]] = defaultdict(list)
    for of_place in rows:
        if of_place.row.year == year:
            of_district[of_place.district].append(of_place.row)
    found = []
    for one in definitions(promised, day):
        row = judged.row(one.year, one.indicator.code)
        if one.year != year or row is None:
            continue
        reference = row_reference(one.roadmap.code, one.indicator.code)
        promise = RegionPromise(row, one)
        answers = tuple(
            _answer(
                promise, place, of_district[place.code], linked.get((place.code, reference), set())
            )
            for place in districts
        )
        found.append(_parent_row(promise, answers, region))
    return tuple(found)


def _promises(roadmaps: Mapping[int, Roadmap], region: str) -> Snapshot:
    """What is promised, before anybody has answered."""
    place = Municipality(region_code(region), region, region, region=region)
    return Snapshot(0, place, roadmaps=dict(roadmaps))


def _promised(roadmap: Roadmap) -> PlanFact:
    """The rows of a roadmap as they are promised in each of its years."""
    by_year = dict.fromkeys(roadmap.years, spread(roadmap))
    return plan_fact(_promises(by_year, ""), date(max(roadmap.years), 12, 31))


def _linked(links: Iterable[ParentLink]) -> dict[tuple[str, str], set[tuple[str, str]]]:
    """District and row of the region → roadmap and code of the rows that answer it.

    Where years are divided, each part answers the same part.
    """
    found: dict[tuple[str, str], set[tuple[str, str]]] = defaultdict(set)
    for one in links:
        found[one.municipality, one.parent].add((one.roadmap, one.indicator))
        for part in PARTS_OF_YEAR:
            parent = part_code(one.parent, part)
            found[one.municipality, parent].add((one.roadmap, part_code(one.indicator, part)))
    return found


def _answer(
    promise: RegionPromise,
    district: Municipality,
    rows: Sequence[PlanFactRow],
    linked: Collection[tuple[str, str]],
) -> DistrictAnswer:
    name = district.short or district.name
    own = [row for row in rows if (row.roadmap, row.code) in linked]
    if not own:
        return DistrictAnswer(district.code, name, None, NO_TERM if linked else UNLINKED)
    why = TWICE if len(own) > 1 else counted_otherwise(promise.row, own[0])
    return DistrictAnswer(district.code, name, own[0], why)


def links_otherwise(
    own: Roadmap, regional: Iterable[Roadmap], links: Mapping[str, str]
) -> dict[str, str]:
    """Of links, those whose rows cannot be added to the region's, and why.

    ``links``: code of a row of a district → reference of the region's row. They are asked the
    question that sums ask, of the rows as they are promised, the newest common term first.
    """
    mine, theirs = _promised(own), {one.code: _promised(one) for one in regional}
    found = {}
    for code, reference in links.items():
        roadmap, _, parent = reference.partition(":")
        if why := _linked_otherwise(theirs[roadmap], parent, mine, code):
            found[code] = why
    return found


def _linked_otherwise(above: PlanFact, parent: str, own: PlanFact, code: str) -> str:
    answers = {part_code(parent, one): part_code(code, one) for one in PARTS_OF_YEAR}
    answers[parent] = code
    pairs = [
        (row, other)
        for row in above
        if row.code in answers and (other := own.row(row.year, answers[row.code])) is not None
    ]
    pairs = [pair for pair in pairs if all(one.due for one in pair)] or pairs
    pairs.sort(key=lambda pair: -pair[0].year)
    reasons = (counted_otherwise(*pair) for pair in pairs)
    return next(filter(None, reasons), "") if pairs else NO_COMMON_TERM


def counted_otherwise(parent: PlanFactRow, row: PlanFactRow) -> str:
    """Why a district's row cannot be added to that of the region; empty where it can.

    One answer for the sums, the page and the command: nothing else compares two rows.
    """
    if _kind(row) != _kind(parent):
        return f"другой вид: {_kind(row)}, у региона {_kind(parent)}"
    if row.measure is RowMeasure.LEVEL:
        return LEVELS_APART
    if row.period != parent.period and not _are_documents_of_years(row, parent):
        return f"другой срок: {row.period}, у региона {parent.period}"
    if _stems(row.unit) != _stems(parent.unit):
        return f"другая единица: {row.unit or '—'}, у региона {parent.unit or '—'}"
    if _stems(row.base) != _stems(parent.base):
        own, above = row.base, parent.base
        if row.base_date is not None and row.base_date == parent.base_date:
            own, above = (base.partition(", на")[0] for base in (own, above))  # days are equal
        return f"другая база: {own or '—'}; у региона: {above or '—'}"
    if row.summed is None or parent.summed is None:
        return "" if row.summed is parent.summed else OTHERWISE
    if row.summed.cumulative != parent.summed.cumulative:
        return f"считается {_since(row.summed)}, у региона {_since(parent.summed)}"
    if row.summed.way != parent.summed.way:
        return OTHERWISE
    each, of_region = row.summed.of_each, parent.summed.of_each
    return f"от организации ждут: {each}; у региона: {of_region}" if each != of_region else ""


OTHERWISE = "считается иначе: другой знаменатель или рост"


def _stems(text: str) -> tuple[str, ...]:
    """Words by which a base or a unit is the same, whatever case and synonym they are told in."""
    found = text.casefold().replace("ё", "е").replace("-", "–")
    for one, same in SYNONYMS:
        found = one.sub(same, found)
    return tuple(sorted(ENDING.sub("", word) for word in WORD.findall(found) if word != "всего"))


WORD = re.compile(r"\d+(?:–\d+)?|%|[^\W\d]+")
ENDING = re.compile(r"(?<=...)[аеиоуыэюяйь]{1,2}(?:[мхв]и?)?$|(?<=....)[оеа][вмх]$")
SYNONYMS = tuple(
    (re.compile(rf"\b(?:{words})(?!\w)\.?"), same)
    for words, same in (
        (r"обучающ\w+|учащ\w+|школьник\w*|учени[кц]\w*", "обучающ"),
        (r"педагогическ\w+ работник\w*|педагог\w*|учител\w+", "педагог"),
        (r"(?:обще)?образовательн\w+ (?:организаци|учрежден)\w+|организаци\w+|орг", "организац"),
        (r"(?:общ\w+ )?(?:числ|количеств|численност)[оаьи]?(?: всех)?", "всего"),
        (r"человека?|чел", "чел"),
        (r"единиц\w*|ед|штук\w*|шт", "ед"),
        (r"процент\w*", "%"),
    )
)
"""Words that name the same people or things («учащиеся», «школьники» are «обучающиеся»)."""


def _since(summed: Summed) -> str:
    return "нарастающим итогом" if summed.cumulative else "за год"


def _are_documents_of_years(row: PlanFactRow, parent: PlanFactRow) -> bool:
    """A document of the school year answers one of the calendar year; numbers would be others."""
    return row.is_presence and "," not in f"{row.period}{parent.period}"


def _kind(row: PlanFactRow) -> str:
    """«количество», «доля»; a growing share is a share, and adds up with one."""
    if row.measure is RowMeasure.EACH_SCHOOL:
        return "в каждой школе"
    return wording.kind_word(Kind.SHARE if row.kind in SHARES else row.kind)


def _parent_row(
    promise: RegionPromise, answers: tuple[DistrictAnswer, ...], region: str
) -> ParentRow:
    added = [one.row for one in answers if one.row is not None and not one.why]
    row = _sum(added, region, promise) if added else None
    if row is None:
        return ParentRow(replace(promise.row, org_name=region, provisional=False), answers)
    if len(added) < len(answers):  # of who is not in the sum nobody knows how much it would add
        grows_only = row.measure is not RowMeasure.SHARE and row.summed and row.summed.per is None
        only_more = grows_only and row.kind in {Kind.COUNT, Kind.PRESENCE}
        row = replace(
            row,
            lower=row.lower if only_more else None,
            upper=None,
            provisional=row.provisional or row.due is not None,
        )
    return ParentRow(row, answers)


# as pictures and tables


def district_map(
    rows: Iterable[DistrictRow], sums: Iterable[RegionRow], name: str
) -> tuple[MatrixCell, ...]:
    """Districts × indicators of one year, the sums of the region on top.

    A column is an indicator, under the name that it bears in the first of the districts.
    """
    names: dict[str, str] = {}
    rows, sums = tuple(rows), tuple(sums)
    for whole in sums:
        names.setdefault(whole.code, whole.short)
    return (
        *(_of_sum(one, name, (one.code, names[one.code])) for one in sums if one.row),
        *(
            cell_of(
                one.row, (one.district, one.name), DISTRICTS, (one.row.code, names[one.row.code])
            )
            for one in rows
        ),
    )


def years_map(
    rows: Iterable[DistrictRow], sums: Iterable[RegionRow], name: str
) -> tuple[MatrixCell, ...]:
    """Districts × years of one indicator, the sums of the region on top."""
    rows, sums = tuple(rows), tuple(sums)
    years = sorted({one.row.year for one in rows})
    return (
        *(_of_sum(one, name, (str(one.year), str(one.year))) for one in sums if one.row),
        *(
            cell_of(
                one.row, (one.district, one.name), DISTRICTS, (str(one.row.year), str(one.row.year))
            )
            for year in years
            for one in rows
            if one.row.year == year
        ),
    )


DISTRICTS = "Районы"


def _of_sum(whole: RegionRow, name: str, column: tuple[str, str]) -> MatrixCell:
    """The sum, and under it how many districts have reached their own targets."""
    assert whole.row is not None
    reached = f"{whole.met} из {whole.judged}"
    cell = cell_of(whole.row, ("", name), "", column)
    told = f"{name}: {wording.signed_fact(whole.row)}\nСвой план выполнили районов: {reached}"
    return replace(cell, word=reached if whole.judged else "", hover=told)


@dataclass(frozen=True, slots=True)
class DistrictReturns:
    """How many of a district's organisations have reported for a year («сбор района»)."""

    district: str
    name: str
    reported: int
    expected: int

    @property
    def rate(self) -> float | None:
        """Percent of those awaited; None where nobody is."""
        return 100 * self.reported / self.expected if self.expected else None


def collections(
    collected: Mapping[str, Iterable[Collected]], districts: Iterable[Municipality], year: int
) -> tuple[DistrictReturns, ...]:
    """Who collects how well: those that lack most of their returns first."""
    found = [
        DistrictReturns(place.code, place.short or place.name, one.reported, one.expected)
        for place in districts
        for one in collected.get(place.code, ())
        if one.year == year
    ]
    return tuple(
        sorted(found, key=lambda one: (one.rate is None, one.rate or 0.0, by_number(one.name)))
    )


@dataclass(frozen=True, slots=True)
class Movement:
    """How districts moved in one indicator from a year to the next («движение»)."""

    code: str
    short: str
    better: int
    worse: int
    same: int

    @property
    def compared(self) -> int:
        return self.better + self.worse + self.same


def movements(rows: Iterable[DistrictRow]) -> tuple[Movement, ...]:
    """Of each indicator of a year, over districts whose organisations answered in both years."""
    found: dict[str, list[YearChange]] = defaultdict(list)
    names: dict[str, str] = {}
    for one in rows:
        if change := change_from(one.row, None):
            names.setdefault(one.row.code, one.row.name)
            found[one.row.code].append(change)
    return tuple(
        Movement(
            code,
            names[code],
            better=sum(one.is_better for one in changes),
            worse=sum(one.is_worse for one in changes),
            same=sum(not one.gain for one in changes),
        )
        for code, changes in found.items()
    )
