"""Changes («динамика»): this year beside the last, over the organisations that answered in both.
Breaks («разрывы ряда»): years in which an indicator began to be measured differently.

A change of the sums over all who answered mixes two populations; where it differs from the
matched one, both are named (DESIGN.md 2, «Growth»).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from data_model.compliance import Status
from data_model.roadmap import Indicator, Operator
from data_model.snapshot import Snapshot
from indicators import wording
from indicators.plan_fact_row import LikeForLike, PlanFact, PlanFactRow, RowMeasure
from indicators.reasons import UNKNOWN


@dataclass(frozen=True, slots=True)
class YearChange:
    """The change of one row to the year before.

    ``before`` and ``now`` are in the unit of the row (percents, units, organisations) over the
    ``matched`` organisations; ``whole_before`` and ``whole_now`` over all that answered.
    """

    row: PlanFactRow
    matched: LikeForLike
    before: float
    now: float
    whole_before: float | None
    whole_now: float | None

    @property
    def amount(self) -> float:
        return self.now - self.before

    @property
    def whole_amount(self) -> float | None:
        if self.whole_before is None or self.whole_now is None:
            return None
        return self.whole_now - self.whole_before

    @property
    def is_partial(self) -> bool:
        """Whether the change over all who answered is another one."""
        return (self.whole_before, self.whole_now) not in {
            (None, self.now),
            (self.before, self.now),
        }

    @property
    def gain(self) -> float:
        """By how much it came nearer to what is wanted; negative where it went away from it.

        Less is better where the target is the most that is allowed; between two ends, or where
        one number is promised, what counts is the distance to them.
        """
        operator = self.row.operator
        if operator is Operator.AT_MOST:
            return -self.amount
        if operator is Operator.AT_LEAST or self.row.target is None:
            return self.amount
        return self._outside(self.before) - self._outside(self.now)

    def _outside(self, value: float) -> float:
        low = self.row.target or 0.0
        high = low if self.row.target_upper is None else self.row.target_upper
        return max(low - value, value - high, 0.0)

    @property
    def is_better(self) -> bool:
        return self.gain > 0

    @property
    def is_worse(self) -> bool:
        return self.gain < 0


def change_of(plan_fact: PlanFact, row: PlanFactRow) -> YearChange | None:
    """The change of a row; None where no organisation has both years, or it has no number."""
    return change_from(row, plan_fact.before(row))


def change_from(row: PlanFactRow, before: PlanFactRow | None) -> YearChange | None:
    """The same with last year's row at hand."""
    both = _both(row)
    if both is None or row.matched is None or row.masked or (before and before.masked):
        return None
    if row.reason in UNKNOWN:
        return None
    each = row.measure is RowMeasure.EACH_SCHOOL
    if each and (row.target is None or (before and before.target is None)):
        return None  # nobody was asked to reach anything, so it is not known who did
    whole_before = before.actual if before and before.unit == row.unit else None
    return YearChange(row, row.matched, *both, whole_before, row.actual)


def _both(row: PlanFactRow) -> tuple[float, float] | None:
    """Last year and this over the matched organisations."""
    matched = row.matched
    if matched is None or row.measure in {RowMeasure.PRESENCE, RowMeasure.GROWTH}:
        return None
    if row.is_share:
        return matched.shares
    return float(matched.before), float(matched.now)


# in words


def change_cell(change: YearChange | None) -> str:
    """«+2,3 п. п.», «−3 чел.», in the unit of the row; a dash where there is no change to tell."""
    if change is None:
        return wording.DASH
    return wording.difference(change.row, change.amount)


def people_cell(change: YearChange | None) -> str:
    """«+90 чел.», «+3 программы» of a share; a dash of anything else."""
    if change is None or change.row.measure is not RowMeasure.SHARE:
        return wording.DASH
    return wording.signed_ones(change.row, change.matched.people)


def _digits(before: float, now: float) -> int:
    """Decimals of the two sides: one, or as many as let a clerk come to the printed difference."""
    told = wording.decimals(now - before, 0)
    printed, half = wording.rounded(now - before, told), Decimal(5).scaleb(-told - 1)
    for digits in range(1, wording.FINEST + 1):
        shown = wording.rounded(now, digits) - wording.rounded(before, digits)
        is_true = bool(shown) == (now != before)
        if is_true and abs(shown - printed) <= half:
            return digits
    return wording.FINEST


def sides(row: PlanFactRow, before: float, now: float) -> str:
    """«с 57,2 до 59,5 %», with «точнее» where the rounded numbers do not subtract."""
    if row.unit != "%":
        return f"с{wording.NBSP}{wording.number(before)} до{wording.NBSP}{_value(row, now)}"
    plain, exact = rounded_sides(before, now), rounded_sides(before, now, _digits(before, now))
    return plain if plain == exact else f"{plain}, точнее {exact}"


def rounded_sides(before: float, now: float, digits: int = 1) -> str:
    """«с 57,2 до 59,5 %», where no difference stands beside them."""
    first, second = wording.number(before, digits), wording.share(now, digits)
    return f"с{wording.NBSP}{first} до{wording.NBSP}{second}"


def _value(row: PlanFactRow, amount: float) -> str:
    """An amount with its unit; organisations are named by the word before it."""
    unit = "" if row.unit == wording.ORGANISATION_UNIT else wording.agreed(amount, row.unit)
    return wording.with_unit(wording.number(amount), unit)


def change_words(change: YearChange) -> str:
    """«+2,3 п. п. (с 57,2 до 59,5 %) по 11 организациям, ответившим в оба года; …».

    Both sums of a share stand beside it; where the change over all who answered is another one,
    it is named too.
    """
    row, matched = change.row, change.matched
    text = f"{change_cell(change)} ({sides(row, change.before, change.now)})"
    if row.measure is RowMeasure.SHARE:
        both = f"{wording.number(matched.before)} → {wording.counted_ones(row, matched.now)}"
        text += f", {wording.ones(row)} {wording.signed_ones(row, matched.people)} ({both})"
    if row.is_district and row.by_schools:
        text += f" по{wording.NBSP}{wording.counted(matched.organisations, BOTH_YEARS)}"
    if change.is_partial and change.whole_before is not None and change.whole_now is not None:
        whole = wording.difference(row, change.whole_now - change.whole_before)
        told = sides(row, change.whole_before, change.whole_now)
        text += f"; по всем ответившим — {whole} ({told})"
    return text


def official_change(change: YearChange) -> str:
    """«значение увеличилось на 2,3 п. п. (с 57,2 до 59,5 %), число участников — на 90 человек…».

    The same in the language of documents: who has both years, and what all who answered show.
    """
    return "".join(part.text for part in official_parts(change))


class ChangePart(NamedTuple):
    """A part of the sentence about a change, and the number that it tells."""

    text: str
    value: float


def official_parts(change: YearChange) -> Iterator[ChangePart]:
    """The parts of ``official_change``, in their order."""
    row, matched = change.row, change.matched
    moved = _moved(row, change.before, change.now)
    yield ChangePart(f"{_subject(row)} {moved}", change.amount)
    if row.measure is RowMeasure.SHARE:
        yield ChangePart(f", число {wording.ones(row)} {_ones_moved(row, matched)}", matched.people)
    if row.is_district and row.by_schools:
        many = wording.counted(matched.organisations, OF_BOTH_YEARS)
        yield ChangePart(f" по{wording.NBSP}{many}", matched.organisations)
    if change.is_partial and change.whole_before is not None and change.whole_now is not None:
        whole = _moved(row, change.whole_before, change.whole_now)
        amount = change.whole_now - change.whole_before
        yield ChangePart(f"; по всем представившим данные — {whole}", amount)


def _subject(row: PlanFactRow) -> str:
    is_of_people = row.measure is RowMeasure.GROWTH and row.unit == "чел."
    return "число участников" if is_of_people else "значение показателя"


IN_WORDS = {
    "чел.": wording.BY_PEOPLE,
    wording.ORGANISATION_UNIT: wording.PluralForms(
        "организацию", "организации", "организаций", "организации"
    ),
}
"""Units that a sentence writes out, in the accusative after «на»."""


def _moved(row: PlanFactRow, before: float, now: float) -> str:
    """«увеличилось на 2,3 п. п. (с 57,2 до 59,5 %)», «не изменилось (59,5 %)»."""
    if before == now:
        return f"не изменилось ({_unchanged(row, now)})"
    told = wording.difference(row, now - before).lstrip(f"+{wording.MINUS}")
    if forms := IN_WORDS.get(row.unit):
        told = wording.counted(int(abs(now - before)), forms)
    verb = "увеличилось" if now > before else "снизилось"
    return f"{verb} на{wording.NBSP}{told} ({sides(row, before, now)})"


def _unchanged(row: PlanFactRow, now: float) -> str:
    if row.unit == wording.ORGANISATION_UNIT:
        return wording.counted(int(now), wording.ORGANISATIONS)
    return wording.share(now) if row.unit == "%" else _value(row, now)


def _ones_moved(row: PlanFactRow, matched: LikeForLike) -> str:
    if not matched.people:
        return f"не изменилось ({wording.counted_ones(row, matched.now)})"
    verb = "увеличилось" if matched.people > 0 else "снизилось"
    told = wording.by_ones(row, matched.people)
    sides_told = (
        f"с{wording.NBSP}{wording.number(matched.before)} "
        f"до{wording.NBSP}{wording.number(matched.now)}"
    )
    return f"{verb} на{wording.NBSP}{told} ({sides_told})"


OF_BOTH_YEARS = wording.PluralForms(
    "организации, представившей данные за оба года",
    "организациям, представившим данные за оба года",
    "организациям, представившим данные за оба года",
    "организации, представившей данные за оба года",
)
BOTH_YEARS = wording.PluralForms(
    "организации, ответившей в оба года",
    "организациям, ответившим в оба года",
    "организациям, ответившим в оба года",
    "организации, ответившей в оба года",
)


def changed_years(snapshot: Snapshot, code: str) -> tuple[int, ...]:
    """Years whose definition differs from that of the year before: kind, questions or base.

    Targets are meant to change and break nothing. The first year of an indicator is no break.
    """
    defined = {year: _measure(snapshot, year, code) for year in snapshot.years}
    return tuple(
        year
        for year in snapshot.years
        if defined.get(year - 1) and defined[year] and defined[year] != defined[year - 1]
    )


def _measure(snapshot: Snapshot, year: int, code: str) -> tuple[object, ...]:
    """What must stay the same for two years to be compared; empty without the indicator."""
    for activity in snapshot.roadmaps[year].activities:
        if activity.indicator.code == code:
            return _rule(activity.indicator)
    return ()


def _rule(indicator: Indicator) -> tuple[object, ...]:
    return (
        indicator.kind,
        indicator.level,
        indicator.counted,
        indicator.out_of,
        frozenset(indicator.base),
        indicator.unit,
    )


SeenLine = tuple[str, str, str, str]
"""Code of an indicator, status, reason, actual as its shortest text; empty of an unknown one."""


def seen_lines(rows: Iterable[PlanFactRow]) -> tuple[SeenLine, ...]:
    """The district rows as they are shown now, to be compared when somebody comes again."""
    return tuple(
        (
            row.code,
            row.status.value,
            row.reason.value,
            "" if row.actual is None else f"{row.actual}",
        )
        for row in rows
    )


def changed_since(
    lines: Iterable[SeenLine], rows: Sequence[PlanFactRow]
) -> tuple[tuple[PlanFactRow, str], ...]:
    """The rows whose figure or verdict is another one now, each with the former one in words."""
    before = {line[0]: line for line in lines}
    return tuple(
        (row, _former(before[row.code], row.unit))
        for row, now in zip(rows, seen_lines(rows), strict=True)
        if row.code in before and before[row.code] != now
    )


def _former(line: SeenLine, unit: str) -> str:
    """«½ выполнено частично, 35,2 %»"""
    _, status, _, actual = line
    figure = wording.exactly(float(actual), unit) if actual else ""
    return ", ".join(filter(None, (wording.status_text(Status(status)), figure)))
