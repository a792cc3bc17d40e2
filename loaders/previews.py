"""What a change of register, roll or roadmap would do («что изменится»), before it is stored.

The change is rehearsed in the store, so what is shown is what would be; figures and verdicts
before and after are those of plan/fact. Then it is stored together with what became of the
answers that are in. Years that are closed keep their verdicts here, too.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from data_model.compliance import Status
from data_model.errors import ClosedYear, Refused
from data_model.places import Municipality, Organisation, RollRow
from data_model.returns import ClosedVerdict, Explanation, Rechecked, closed_words, is_admitted
from data_model.roadmap import Question, Roadmap, SchoolTarget, written_of
from data_model.side_by_side import beside, shared_questions
from data_model.snapshot import Snapshot
from data_model.store import Store
from indicators.plan_fact import plan_fact
from indicators.plan_fact_row import PlanFact, PlanFactRow
from indicators.what_if import Difference, EffectLevel, correction_of, effect_words
from indicators.wording import listed, number, of, status_word, why
from loaders.rechecking import recheck

T = TypeVar("T")
Recheck = Callable[[Snapshot, Snapshot], list[Rechecked]]

REGISTER, ROLL, ROADMAP = "register", "roll", "roadmap"
"""The doors of a change beside returns, as explanations name them."""

NO_YEAR_LEFT = (
    "Новая редакция изменила бы правила лет, которые уже завершились ({years}): ничего не "
    "сохранено. "
    "Если так и нужно, укажите причину (в терминале: --reason «…»)."
)


@dataclass(frozen=True, slots=True)
class Preview:
    """What would be another («предпросмотр»): rows of plan/fact, and questions to answers.

    ``rechecked`` are answers that no longer fit, or fit again. ``over`` are the years among them
    that have ended. ``roadmap`` is an edition as it would be stored, ``is_stored``: it is already;
    ``before`` is the newest edition of the same roadmap, None where it comes beside the others;
    ``spared`` are years that are over and keep the edition they have, though it says otherwise;
    ``shared`` are questions that other roadmaps ask as well: one answer serves all.
    """

    door: str
    effect: EffectLevel = EffectLevel.NOTHING
    differences: tuple[Difference, ...] = ()
    rechecked: tuple[Rechecked, ...] = ()
    over: tuple[int, ...] = ()
    roadmap: Roadmap | None = None
    is_stored: bool = False
    before: Roadmap | None = None
    shared: tuple[Question, ...] = ()
    spared: tuple[int, ...] = ()

    @property
    def words(self) -> str:
        """The gravest effect in words: «меняется вывод по району»."""
        return effect_words(self.effect, self.differences)

    @property
    def existing(self) -> tuple[Difference, ...]:
        """Those that change a figure, a verdict or a target which is there already."""
        return tuple(one for one in self.differences if _is_of_something(one))

    @property
    def questions(self) -> tuple[Rechecked, ...]:
        """The questions that would be asked about answers that are in."""
        return tuple(one for one in self.rechecked if one.opens)

    @property
    def closed_questions(self) -> tuple[Rechecked, ...]:
        """The questions that would be closed, each with its answer."""
        return tuple(one for one in self.rechecked if one.closes is not None)

    def explanation(self, reason: str) -> Explanation | None:
        """Why years that are over change, where they do and somebody says so."""
        is_told = bool(self.over and reason.strip())
        return Explanation(self.over, self.door, reason.strip()) if is_told else None


def _is_of_something(one: Difference) -> bool:
    before, after = one.before, one.after
    if before is None:
        return False
    was = (before.target, before.target_upper)
    return (
        before.actual is not None
        or before.denominator is not None
        or after is None
        or was != (after.target, after.target_upper)
    )


# register and roll


def preview_register(
    store: Store,
    municipality: Municipality,
    organisations: Sequence[Organisation],
    today: date | None = None,
) -> Preview:
    """What a register would change. Raises WrongDefinition, ClosedYear."""

    def change(trial: Store, looked: Recheck) -> None:
        trial.save_register(municipality, organisations, recheck=looked)

    return _preview(store, REGISTER, [municipality.code], change, today)


def save_register(
    store: Store,
    municipality: Municipality,
    organisations: Sequence[Organisation],
    seen: Preview,
    reason: str = "",
) -> None:
    """Store a register that was seen before, with what becomes of the answers that are in."""
    why_past = seen.explanation(reason)
    store.save_register(municipality, organisations, recheck=recheck, explanation=why_past)
    judge_closed(store)


def preview_roll(store: Store, rows: Sequence[RollRow], today: date | None = None) -> Preview:
    """What a roll would change. Raises UnknownPlace, ClosedYear."""
    holders = {org: store.holder_of(org) for org in sorted({row.org for row in rows})}

    def change(trial: Store, looked: Recheck) -> None:
        trial.save_roll(rows, recheck=looked)

    return _preview(store, ROLL, {*holders.values()}, change, today)


def save_roll(store: Store, rows: Sequence[RollRow], seen: Preview, reason: str = "") -> None:
    """Store a roll that was seen before, with what becomes of the answers that are in."""
    store.save_roll(rows, recheck=recheck, explanation=seen.explanation(reason))
    judge_closed(store)


# the roadmap


def preview_roadmap(
    store: Store,
    municipality: str,
    roadmap: Roadmap,
    reason: str = "",
    today: date | None = None,
) -> Preview:
    """What an edition would change, in force from the first year that it may judge.

    A year that is over keeps its edition unless there is a ``reason``; a closed one unless it is
    open again for all. Raises Refused where no year is left, ClosedYear, WrongDefinition.
    """
    day = today or date.today()
    editions = store.roadmap_editions(municipality)
    stored_before = [one.roadmap for one in reversed(editions)]
    roadmap = beside(roadmap, stored_before)
    if stored := _stored_already(store, municipality, roadmap, reason):
        return Preview(ROADMAP, roadmap=stored, is_stored=True)
    edition, spared = _edition(store, municipality, roadmap, reason, day)

    def change(trial: Store, looked: Recheck) -> None:
        trial.save_roadmap(municipality, edition, recheck=looked)

    seen = _preview(store, ROADMAP, [municipality], change, day)
    counted = [one.roadmap for one in editions if one.withdrawn is None]
    shared = shared_questions(edition, counted)
    before = next((one for one in reversed(stored_before) if one.code == edition.code), None)
    return replace(seen, roadmap=edition, before=before, spared=spared, shared=shared)


def save_roadmap(store: Store, municipality: str, seen: Preview, reason: str = "") -> int:
    """Store an edition that was seen before; gives its number."""
    assert seen.roadmap is not None, "the preview is that of a roadmap"
    number = store.save_roadmap(
        municipality, seen.roadmap, recheck=recheck, explanation=seen.explanation(reason)
    )
    judge_closed(store)
    return number


def preview_withdrawal(
    store: Store, municipality: str, code: str, today: date | None = None
) -> Preview:
    """What would vanish with a roadmap. Raises NothingThere, Refused where no year is left."""

    def change(trial: Store, looked: Recheck) -> None:
        trial.withdraw_roadmap(municipality, code, "проба", recheck=looked)

    return _preview(store, ROADMAP, [municipality], change, today)


def withdraw_roadmap(
    store: Store, municipality: str, code: str, seen: Preview, reason: str
) -> tuple[int, ...]:
    """Take a roadmap out of force after what vanishes with it was seen; gives the years."""
    years = store.withdraw_roadmap(
        municipality, code, reason, recheck=recheck, explanation=seen.explanation(reason)
    )
    judge_closed(store)
    return years


def preview_school_targets(
    store: Store,
    municipality: str,
    given: Sequence[SchoolTarget],
    without: Sequence[SchoolTarget] = (),
    today: date | None = None,
) -> Preview:
    """What targets of schools would change. Raises UnknownPlace, Refused, ClosedYear."""

    def change(trial: Store, looked: Recheck) -> None:
        trial.save_school_targets(municipality, given, without)

    return _preview(store, ROADMAP, [municipality], change, today)


def save_school_targets(
    store: Store,
    municipality: str,
    given: Sequence[SchoolTarget],
    without: Sequence[SchoolTarget],
    seen: Preview,
    reason: str = "",
) -> None:
    """Store targets of schools that were seen before."""
    why_past = seen.explanation(reason)
    store.save_school_targets(municipality, given, without, explanation=why_past)
    judge_closed(store)


def _edition(
    store: Store, municipality: str, roadmap: Roadmap, reason: str, today: date
) -> tuple[Roadmap, tuple[int, ...]]:
    """The roadmap from the year on from which it judges nothing anew that is over; what it spares.

    With a reason it counts as it says of itself, but for closed years. The first edition of a
    roadmap comes beside the others and judges nothing anew: it spares closed years alone.
    """
    in_force = written_of(store.roadmaps(municipality), roadmap.code)
    covered = [year for year in roadmap.years if roadmap.covers(year)]
    anew = [
        year
        for year in covered
        if year in in_force
        and definitions_of(in_force[year], year) != definitions_of(roadmap, year)
    ]
    over = () if reason.strip() else tuple(year for year in anew if is_over(year, today))
    opened = store.reopenings(municipality)
    closed = [
        past.year
        for past in store.closures(municipality)
        if not is_admitted(opened, past.year, "", today)
    ]
    if not in_force:  # beside the others, whose closed years have no room for another
        over = tuple(year for year in covered if year in closed)
    start = next((year for year in covered if year > max(over, default=0)), None)
    edition = replace(roadmap, in_force_from=start) if over and start else roadmap
    held = [year for year in closed if edition.covers(year) and (year in anew or not in_force)]
    if held:
        raise ClosedYear(closed_words([(year, "") for year in held]))
    if over and start is None:
        raise Refused(NO_YEAR_LEFT.format(years=listed([*map(str, over)])))
    return edition, over


def _stored_already(
    store: Store, municipality: str, roadmap: Roadmap, reason: str
) -> Roadmap | None:
    """The newest edition of this code, where it says the same; from when it counts may be ours.

    With a reason the same text may judge years that it spared the first time.
    """
    for one in store.roadmap_editions(municipality):
        if one.roadmap.code == roadmap.code:
            ours = None if reason.strip() else one.roadmap.in_force_from
            start = roadmap.in_force_from or ours
            same = replace(roadmap, edition=one.roadmap.edition, in_force_from=start)
            return one.roadmap if same == one.roadmap and one.withdrawn is None else None
    return None


def definitions_of(roadmap: Roadmap, year: int) -> tuple[object, ...]:
    """What a year is judged by: its rows and questions, with the targets and terms of that year."""
    rows = [
        (
            row.number,
            row.title,
            replace(
                row.indicator,
                targets=_of_years(row.indicator.targets, {year}),
                periods=_of_years(row.indicator.periods, {year - 1, year}),
            ),
        )
        for row in roadmap.activities
    ]
    asked = {question for row in roadmap.activities for question in row.indicator.questions}
    questions = {one.code: one for one in roadmap.questions if one.code in asked}
    return rows, questions, year - 1 in roadmap.years


def _of_years(by_year: Mapping[int, T], years: set[int]) -> dict[int, T]:
    return {year: value for year, value in by_year.items() if year in years}


def is_over(year: int, today: date | None = None) -> bool:
    """Whether a year has ended."""
    return year < (today or date.today()).year


# rehearsal


def _preview(
    store: Store,
    door: str,
    codes: Collection[str],
    change: Callable[[Store, Recheck], None],
    today: date | None,
) -> Preview:
    """Before and after of the districts that a change touches."""
    day, found = today or date.today(), list[Rechecked]()

    def looked(before: Snapshot, after: Snapshot) -> list[Rechecked]:
        of_district = [*recheck(before, after)]
        found.extend(of_district)
        return of_district

    def tried(trial: Store) -> list[tuple[Snapshot, Snapshot]]:
        known = [one.code for one in trial.municipalities() if one.code in codes]
        before = [trial.snapshot(code) for code in known]
        change(trial, looked)
        return [(was, trial.snapshot(was.municipality.code)) for was in before]

    corrections = [
        correction_of(plan_fact(was, day), plan_fact(is_now, day))
        for was, is_now in store.rehearse(tried)
    ]
    order = [*EffectLevel]
    seen = Preview(
        door,
        max((one.effect for one in corrections), key=order.index, default=EffectLevel.NOTHING),
        tuple(one for correction in corrections for one in correction.differences),
        tuple(found),
    )
    over = sorted({one.row.year for one in seen.existing if is_over(one.row.year, day)})
    return replace(seen, over=tuple(over))


# closed years keep what was said of them


def close_year(store: Store, municipality: str, year: int, day: date, reason: str = "") -> None:
    """Close a year, and keep the verdicts that it is closed with."""
    store.close_year(municipality, year, day, reason, judge=_judge(day))


def judge_closed(store: Store, today: date | None = None) -> tuple[int, ...]:
    """Keep the verdicts of closed years that have none, or were changed while open; the years.

    Most acts leave none of them: the database is asked once for all municipalities.
    """
    judge = _judge(today or date.today())
    return tuple(year for code in store.unjudged() for year in store.save_verdicts(code, judge))


def _judge(day: date) -> Callable[[Snapshot], Iterator[ClosedVerdict]]:
    def judged(snapshot: Snapshot) -> Iterator[ClosedVerdict]:
        return (
            _verdict(row, day)
            for row in plan_fact(snapshot, day)
            if row.year in snapshot.closed_years
        )

    return judged


def _verdict(row: PlanFactRow, day: date) -> ClosedVerdict:
    return ClosedVerdict(
        roadmap=row.roadmap,
        year=row.year,
        indicator=row.code,
        org=row.org,
        numerator=row.numerator,
        denominator=row.denominator,
        actual=row.actual,
        status=row.status.value,
        reason=row.reason.value,
        judged_on=day,
    )


@dataclass(frozen=True, slots=True)
class Turned:
    """A closed year's figure or verdict that the rules of today make another; None: no row."""

    before: ClosedVerdict
    after: PlanFactRow | None

    @property
    def words(self) -> str:
        """«2021 год, показатель 9, район: было «выполнено», по нынешним правилам «нет данных»»."""
        was, row = self.before, self.after
        if row is None:
            head = f"{was.year} год, показатель {was.indicator}, {was.org or 'район'}"
            return f"{head}: было {_said(was)}, по нынешним правилам строки нет"
        whose = "район" if row.org is None else f"{row.org_name} ({row.org})"
        head = f"{row.year} год, показатель {row.indicator}, {whose}"
        is_now = _verdict(row, was.judged_on)
        if replace(was, reason=is_now.reason) == is_now:
            return f"{head}: вывод «{_word(was)}» прежний, причина по нынешним правилам: {why(row)}"
        return f"{head}: было {_said(was)}, по нынешним правилам {_said(is_now)}"


def _word(verdict: ClosedVerdict) -> str:
    return status_word(Status(verdict.status))


def _said(verdict: ClosedVerdict) -> str:
    """«выполнено» (532 из 1 669)"""
    word = f"«{_word(verdict)}»"
    if verdict.numerator is not None and verdict.denominator is not None:
        return f"{word} ({of(verdict.numerator, verdict.denominator)})"
    return word if verdict.actual is None else f"{word} ({number(verdict.actual)})"


def turned_verdicts(store: Store, municipality: str) -> tuple[Turned, ...]:
    """Kept verdicts of closed years that the rules of today make others; nothing is changed."""
    kept = store.closed_verdicts(municipality)
    if not kept:
        return ()
    snapshot = store.snapshot(municipality)
    by_day: dict[date, PlanFact] = {
        day: plan_fact(snapshot, day) for day in sorted({one.judged_on for one in kept})
    }
    pairs = ((one, by_day[one.judged_on].row(one.year, one.indicator, one.org)) for one in kept)
    return tuple(
        Turned(one, row) for one, row in pairs if row is None or _verdict(row, one.judged_on) != one
    )
