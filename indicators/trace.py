"""Trace («откуда цифра»): from a figure to the files, sheets and cells that it was made from."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from data_model.errors import NothingThere
from data_model.places import RollRow
from data_model.returns import Origin, Revision, StoredDocument, StoredFact
from data_model.roadmap import ALL_GRADES, ROLL, Activity, Indicator, Kind, Question, Roadmap
from data_model.snapshot import Snapshot
from indicators.answers import answers_of
from indicators.definitions import SHARES, base_of, definitions
from indicators.evidence import registered_documents
from indicators.measures import measured
from indicators.plan_fact import plan_fact
from indicators.plan_fact_row import PlanFactRow


@dataclass(frozen=True, slots=True)
class Input:
    """One answer with the cell of the file that it stands in; ``written`` is its text there.

    ``value`` is in the unit of the question: hours; of a list the place of the answer, from 1.
    ``is_typed``: it was typed into the form on a screen, and the file was written from that.
    """

    org: str
    year: int
    question: str
    grade: int
    value: int | float | None
    written: str
    state: str
    reason: str
    sheet: str
    cell: str
    revision: int | None
    file: str
    sha256: str
    received_at: datetime | None
    is_typed: bool = False


@dataclass(frozen=True, slots=True)
class Trace:
    """Where one figure comes from.

    ``row`` is the judged row; ``inputs`` are the answers that count, no others; ``roll`` the
    pupils of the base of the same organisations, where the roll is the denominator;
    ``documents`` prove a presence; ``set_aside`` are answers of awaited organisations that do
    not count, because a part of them is missing or asked about.
    """

    row: PlanFactRow
    inputs: tuple[Input, ...]
    roll: tuple[RollRow, ...] = ()
    documents: tuple[StoredDocument, ...] = ()
    set_aside: tuple[Input, ...] = ()


def trace(snapshot: Snapshot, year: int, indicator: str, org: str | None = None) -> Trace:
    """Where the figure of a row of the roadmap comes from; NothingThere where it has no row."""
    near = _narrowed(snapshot, year, indicator)
    row = plan_fact(near, date(year, 12, 31)).numbered(year, indicator, org)
    if row is None:
        raise NothingThere(
            f"У организации {org} за {year} год нет показателя {indicator}. "
            "Выберите другой показатель или район целиком."
        )
    roadmap = near.roadmaps[year]
    counting, awaited = _places(near, year, org)
    found = list(_inputs(near, roadmap, set(awaited)))
    known = {key: counts for key, counts in counting.items() if counts}
    return Trace(
        row=row,
        inputs=tuple(one for one in found if (one.year, one.org) in known and _is_known(one)),
        roll=_roll(near, roadmap, set(known)),
        documents=tuple(
            one
            for one in (*near.documents, *registered_documents(near))
            if (one.year, one.org) in known and one.document.question == _measured(roadmap).counted
        ),
        set_aside=tuple(one for one in found if (one.year, one.org) not in known),
    )


def _is_known(one: Input) -> bool:
    return one.value is not None


def _narrowed(snapshot: Snapshot, year: int, number: str) -> Snapshot:
    """The same data with nothing but one row of the roadmap, in that year and the one before."""
    if year not in snapshot.roadmaps:
        raise NothingThere(f"На {year} год дорожной карты нет. Выберите другой год.")
    roadmap, activity = _line(snapshot.roadmaps[year], number)
    years = {year: replace(roadmap, activities=(activity, *_parts_before(roadmap, activity)))}
    earlier = [year - 1]
    if activity.indicator.cumulative and not activity.order_number:
        earlier = [past for past in snapshot.roadmaps if past < year]
    for past in filter(snapshot.roadmaps.__contains__, earlier):
        before = snapshot.roadmaps[past]
        same = [
            replace(part, activities=(one,))
            for part, one, _ in before.lines
            if one.indicator.code == activity.indicator.code
        ]
        years[past] = same[0] if same else replace(before.each[0], activities=())
    return replace(
        snapshot,
        roadmaps=dict(sorted(years.items())),
        facts=tuple(fact for fact in snapshot.facts if fact.year in years),
        documents=tuple(one for one in snapshot.documents if one.year in years),
    )


def _parts_before(roadmap: Roadmap, activity: Activity) -> list[Activity]:
    """The parts of the year that are added up to this one, where it counts from its beginning."""
    if not (activity.order_number and activity.indicator.cumulative):
        return []
    parts = [row for row in roadmap.activities if row.order_number == activity.order_number]
    codes = [row.indicator.code for row in parts]
    return parts[: codes.index(activity.indicator.code)]


def _line(roadmap: Roadmap, number: str) -> tuple[Roadmap, Activity]:
    """A row, and the roadmap that it stands in."""
    for part, activity, _ in roadmap.lines:
        if activity.number == number:
            return part, activity
    parts = [one.number for _, one, in_order in roadmap.lines if in_order == number]
    if parts:
        raise NothingThere(
            f"Показатель {number} считается по частям года. Назовите одну: {', '.join(parts)}."
        )
    raise NothingThere(f"В дорожной карте нет показателя {number}.")


def _measured(roadmap: Roadmap) -> Indicator:
    return roadmap.activities[0].indicator


Places = dict[tuple[int, str], bool]


def _places(snapshot: Snapshot, year: int, org: str | None) -> tuple[Places, list[tuple[int, str]]]:
    """Year and organisation -> whether its answer counts; and all that should have answered."""
    defined = definitions(snapshot, date(year, 12, 31))
    one = next(one for one in defined if one.year == year)
    answers = answers_of(snapshot)
    singles, _ = measured(answers, defined)
    orgs = answers.places["org"].tolist()
    places = {
        (year, str(orgs[place.place])): bool(
            place.sums.pairs if one.indicator.kind is Kind.GROWTH else place.sums.reported
        )
        for place in singles[year, one.position]
        if place.sums.expected
        and (place.is_own != one.by_schools if org is None else orgs[place.place] == org)
    }
    earlier = [year - 1] if one.indicator.kind is Kind.GROWTH else []
    if one.indicator.cumulative and not one.part:
        earlier = [past for past in snapshot.roadmaps if past < year]
    for past in earlier:
        places |= {(past, code): places[year, code] for at, code in [*places] if at == year}
    return places, list(places)


def _inputs(snapshot: Snapshot, roadmap: Roadmap, places: set[tuple[int, str]]) -> Iterator[Input]:
    """The answers of the places to the questions of the indicator, within its base."""
    indicator = _measured(roadmap)
    rows = [row.indicator for row in roadmap.activities]
    questions = {code for one in rows for code in (one.counted, one.out_of)} - {None, ROLL}
    base = {0, *base_of(roadmap, indicator)}
    sent = {(one.year, one.org): one for one in snapshot.revisions if one.is_current}
    facts = (
        stored
        for stored in snapshot.facts
        if (stored.year, stored.org) in places
        and stored.fact.question in questions
        and stored.fact.grade in base
    )
    for stored in sorted(facts, key=_order):
        asked = roadmap.question(stored.fact.question)
        yield _input(stored, asked, sent.get((stored.year, stored.org)))


def _order(stored: StoredFact) -> tuple[str, int, str, int]:
    return stored.org, stored.year, stored.fact.question, stored.fact.grade


def _input(stored: StoredFact, asked: Question, revision: Revision | None) -> Input:
    fact = stored.fact
    return Input(
        org=stored.org,
        year=stored.year,
        question=fact.question,
        grade=fact.grade,
        value=None if fact.value is None else asked.amount(fact.value),
        written=fact.written,
        state=str(fact.state),
        reason=fact.reason,
        sheet=fact.sheet,
        cell=fact.cell,
        revision=revision.number if revision else None,
        file=revision.filename if revision else "",
        sha256=revision.sha256 if revision else "",
        received_at=revision.received_at if revision else None,
        is_typed=revision is not None and revision.origin is Origin.PAGE,
    )


def _roll(
    snapshot: Snapshot, roadmap: Roadmap, places: set[tuple[int, str]]
) -> tuple[RollRow, ...]:
    """The denominators, where the roll is the denominator."""
    indicator = _measured(roadmap)
    is_share = indicator.kind in SHARES or indicator.in_points
    if not (is_share or indicator.is_ratio) or indicator.out_of not in {None, ROLL}:
        return ()
    base = base_of(roadmap, indicator) or ALL_GRADES
    counted = {(indicator.roll_year(year), org) for year, org in places}
    return tuple(
        row for row in snapshot.roll if (row.year, row.org) in counted and row.grade in base
    )
