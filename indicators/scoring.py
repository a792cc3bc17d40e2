"""Summary scores («сводные оценки»): official ways of one number beside the verdicts.

Each has its name and its printed formula and is off until the office switches it on; none makes or
changes a verdict. All arithmetic is of fractions. First the degree of one row, then the ways, then
the verbal scale of the office's act, then what the office has chosen, as a setting.
"""

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from data_model.compliance import Status
from data_model.errors import WrongDefinition
from data_model.roadmap import Operator, Roadmap
from indicators import wording
from indicators.headlines import JUDGED
from indicators.plan_fact_row import PlanFactRow, RowMeasure
from indicators.region import DistrictRow
from indicators.wording.numbers import INDICATORS

HUNDRED = Fraction(100)


class ScoringMethod(StrEnum):
    """Ways of scoring («способы оценки»)."""

    REACHED = "reached"
    MEAN = "mean"
    WEIGHTED = "weighted"
    BEST = "best"


TITLES = {
    ScoringMethod.REACHED: "Доля достигнутых показателей",
    ScoringMethod.MEAN: "Средняя степень выполнения",
    ScoringMethod.WEIGHTED: "Средняя степень выполнения с весами",
    ScoringMethod.BEST: "Среднее относительно лучшей школы",
}
FORMULAS = {
    ScoringMethod.REACHED: "100 × выполненные показатели ÷ показатели, по которым наступил срок",
    ScoringMethod.MEAN: (
        "сумма степеней ÷ число показателей; степень — факт ÷ план × 100, не больше 100 "
        "(где меньше — лучше: план ÷ факт × 100)"
    ),
    ScoringMethod.WEIGHTED: "сумма (вес × степень) ÷ сумма весов; степень — как в средней",
    ScoringMethod.BEST: (
        "по каждому показателю: значение школы ÷ лучшее значение среди школ × 100 (где меньше — "
        "лучше: лучшее ÷ значение); затем среднее по показателям"
    ),
}
"""As they are printed wherever a score stands."""


def degree_of(
    actual: Fraction, target: Fraction, operator: Operator, upper: Fraction | None = None
) -> Fraction:
    """How far a target is reached, 0 to 100; 100 only where it is reached."""
    low, high = _limits(target, operator, upper)
    if (low is None or actual >= low) and (high is None or actual <= high):
        return HUNDRED
    if low is not None and actual < low:
        part, whole = actual, low
    else:
        assert high is not None  # noqa: S101
        part, whole = high, actual
    return max(Fraction(0), HUNDRED * part / whole) if whole > 0 and part > 0 else Fraction(0)


def _limits(
    target: Fraction, operator: Operator, upper: Fraction | None
) -> tuple[Fraction | None, Fraction | None]:
    match operator:
        case Operator.AT_MOST:
            return None, target
        case Operator.RANGE:
            return target, upper
        case Operator.EQUAL:
            return target, target
    return target, None


@dataclass(frozen=True, slots=True)
class ScoredRow:
    """A judged row as a score takes it.

    ``degree`` is None where there are no data, which count as 0; ``weight`` None where the roadmap
    gives none.
    """

    degree: Fraction | None
    is_met: bool
    weight: Fraction | None = None


def reached(rows: Sequence[ScoredRow]) -> Fraction | None:
    return HUNDRED * sum(row.is_met for row in rows) / len(rows) if rows else None


def mean_of_degrees(rows: Sequence[ScoredRow]) -> Fraction | None:
    return (
        sum((row.degree or Fraction(0) for row in rows), Fraction(0)) / len(rows) if rows else None
    )


def weighted(rows: Sequence[ScoredRow]) -> Fraction | None:
    """Over the rows that have a weight; None where none has."""
    known = [(row.weight, row.degree or Fraction(0)) for row in rows if row.weight]
    whole = sum((weight for weight, _ in known), Fraction(0))
    return (
        sum((weight * degree for weight, degree in known), Fraction(0)) / whole if whole else None
    )


def relative_to_best(
    values: Mapping[str, Fraction], *, less_is_better: bool = False
) -> dict[str, Fraction]:
    """Each value by place against the best of them, 0 to 100; the best ones have 100."""
    if not values:
        return {}
    best = min(values.values()) if less_is_better else max(values.values())
    if less_is_better:
        return {place: _part(best, value) for place, value in values.items()}
    return {place: _part(value, best) for place, value in values.items()}


def _part(part: Fraction, whole: Fraction) -> Fraction:
    if part == whole:
        return HUNDRED
    return max(Fraction(0), HUNDRED * part / whole) if whole > 0 else Fraction(0)


WAYS: dict[ScoringMethod, Callable[[Sequence[ScoredRow]], Fraction | None]] = {
    ScoringMethod.REACHED: reached,
    ScoringMethod.MEAN: mean_of_degrees,
    ScoringMethod.WEIGHTED: weighted,
}
"""The ways that need the rows of one place only."""


# from plan/fact


def weights_of(roadmap: Roadmap) -> dict[str, Decimal]:
    """Weight by the number of the row; rows without one are left out."""
    given = ((row.number, row.indicator.weight) for row in roadmap.activities)
    return {number: weight for number, weight in given if weight is not None}


def scored(rows: Iterable[PlanFactRow], weights: Mapping[str, Decimal]) -> tuple[ScoredRow, ...]:
    """The rows of one place whose term has come: no small bases, nothing hidden."""
    return tuple(
        ScoredRow(
            degree(row),
            row.status is Status.MET,
            Fraction(weights[row.indicator]) if row.indicator in weights else None,
        )
        for row in rows
        if wording.shown_status(row) in JUDGED and not row.masked
    )


def degree(row: PlanFactRow) -> Fraction | None:
    """None without data. A document is there with its requisites, or it is not."""
    if row.status is Status.NO_DATA or row.actual is None or row.target is None:
        return None
    if row.status is Status.MET:
        return HUNDRED
    if row.is_in_words:
        return Fraction(0)
    if row.measure is RowMeasure.EACH_SCHOOL:
        return degree_of(Fraction(row.numerator or 0), Fraction(row.denominator or 0), AT_LEAST)
    upper = None if row.target_upper is None else _exact(row.target_upper)
    return degree_of(figure_of(row), _exact(row.target), row.operator, upper)


AT_LEAST = Operator.AT_LEAST


def figure_of(row: PlanFactRow) -> Fraction:
    """The actual value as a fraction: of a share the counts that it is made of."""
    if row.is_share and row.numerator is not None and row.denominator:
        return Fraction(100 * row.numerator, row.denominator)
    return _exact(row.actual or 0)


def _exact(value: float) -> Fraction:
    """A number as it was written: 33.3, not the nearest binary one."""
    return Fraction(str(value))


def against_the_best(rows: Iterable[PlanFactRow], org: str) -> Fraction | None:
    """The mean of a school's values against the best, over the shares that may be compared.

    Small bases, hidden rows and what has no data stand in no comparison.
    """
    by_indicator: dict[str, dict[str, PlanFactRow]] = {}
    for row in rows:
        is_open = row.org and row.is_share and not row.small_base and not row.masked
        if is_open and row.actual is not None and row.org:
            by_indicator.setdefault(row.code, {})[row.org] = row
    parts = [
        relative_to_best(
            {place: figure_of(row) for place, row in places.items()},
            less_is_better=places[org].operator is Operator.AT_MOST,
        )[org]
        for places in by_indicator.values()
        if org in places and len(places) > 1
    ]
    return sum(parts, Fraction(0)) / len(parts) if parts else None


AMONG_DISTRICTS = (
    "Относительно лучшего района: значение района ÷ лучшее значение среди районов за тот же год × "
    "100 (где меньше — лучше: лучшее ÷ значение); среднее — по показателям, где район есть с кем "
    "сравнить. Сравниваются доли с одной базой; количества у районов разного размера не "
    "сравниваются. Выводов эта оценка не меняет"
)
"""As it is printed wherever districts are set against the best of them."""


def districts_against_the_best(
    rows: Iterable[DistrictRow],
) -> dict[tuple[str, int, str], Fraction]:
    """District, year and code of an indicator → its share against the best of the year.

    Only shares of one base are compared, and only where two districts have a figure.
    """
    compared: dict[tuple[object, ...], dict[str, PlanFactRow]] = {}
    for one in rows:
        row = one.row
        if row.is_share and not row.masked and row.actual is not None:
            key = (row.code, row.year, row.unit, row.base, row.operator)
            compared.setdefault(key, {})[one.district] = row
    return {
        (place, of[place].year, of[place].code): part
        for of in compared.values()
        if len(of) > 1
        for place, part in relative_to_best(
            {place: figure_of(row) for place, row in of.items()},
            less_is_better=next(iter(of.values())).operator is Operator.AT_MOST,
        ).items()
    }


def mean_against_the_best(
    parts: Mapping[tuple[str, int, str], Fraction],
) -> dict[tuple[str, int], tuple[Fraction, int]]:
    """District and year → the mean over its indicators that are compared, and how many they are."""
    found: dict[tuple[str, int], list[Fraction]] = {}
    for (district, year, _), part in parts.items():
        found.setdefault((district, year), []).append(part)
    return {key: (sum(of, Fraction(0)) / len(of), len(of)) for key, of in found.items()}


# the verbal scale


@dataclass(frozen=True, slots=True)
class VerbalScale:
    """Words by the score from which each holds («шкала словесных оценок»), and whose act it is.

    Bounds are half-open: a word holds from its own bound to the next one, which it does not reach.
    """

    steps: tuple[tuple[Fraction, str], ...] = ()
    act: str = ""

    def said(self, score: Fraction | None) -> str:
        """«удовлетворительно»; empty where there is no scale, or no score."""
        if score is None:
            return ""
        return next((word for bound, word in reversed(self.steps) if score >= bound), "")

    @property
    def lines(self) -> str:
        """As a person writes it: «0 — неудовлетворительно», a line each."""
        return "\n".join(f"{_shown(bound)} — {word}" for bound, word in self.steps)


def read_scale(text: str, act: str) -> VerbalScale:
    """A scale of lines «от скольких — слово». Raises WrongDefinition where it has holes."""
    steps = []
    for line in filter(None, map(str.strip, text.splitlines())):
        found = re.fullmatch(r"(?:от\s+)?(\d+(?:[.,]\d+)?)\s*%?\s*[—–:-]\s*(\S.*)", line)
        if not found:
            raise WrongDefinition(f"«{line}»: пишите, от скольких процентов, тире и слово.")
        steps.append((Fraction(found[1].replace(",", ".")), found[2].strip()))
    bounds = [bound for bound, _ in steps]
    if steps and bounds[0] != 0:
        raise WrongDefinition("Шкала начинается с 0: иначе низким оценкам нет слова.")
    if bounds != sorted(set(bounds)) or (bounds and bounds[-1] > 100):
        raise WrongDefinition("Границы шкалы возрастают, не повторяются и не больше 100.")
    if steps and not act.strip():
        raise WrongDefinition("Назовите акт, которым утверждена шкала.")
    return VerbalScale(tuple(steps), act.strip())


def _shown(value: Fraction) -> str:
    return f"{float(value):g}".replace(".", ",")


# what the office has chosen

SCORING_SETTING = "scoring"
"""Key of the choice among the settings of a municipality."""


@dataclass(frozen=True, slots=True)
class ScoringChoice:
    """The ways that are switched on, the scale, and why it was last changed. Nothing is on."""

    methods: tuple[ScoringMethod, ...] = ()
    scale: VerbalScale = VerbalScale()
    reason: str = ""


def scoring_choice(settings: Mapping[str, str]) -> ScoringChoice:
    """What the settings of a municipality say; nothing is on where they say nothing."""
    if not settings.get(SCORING_SETTING):
        return ScoringChoice()
    said = json.loads(settings[SCORING_SETTING])
    scale = read_scale(said["scale"], said["act"])
    return ScoringChoice(tuple(map(ScoringMethod, said["methods"])), scale, said["because"])


def as_setting(choice: ScoringChoice) -> dict[str, str]:
    """The choice as a setting; an empty one takes the setting away."""
    if not choice.methods and not choice.scale.steps:
        return {SCORING_SETTING: ""}
    said = {
        "methods": [method.value for method in ScoringMethod if method in choice.methods],
        "scale": choice.scale.lines,
        "act": choice.scale.act,
        "because": choice.reason,
    }
    return {SCORING_SETTING: json.dumps(said, ensure_ascii=False)}


@dataclass(frozen=True, slots=True)
class Score:
    """One summary score of a place: its way, its value, over how many rows, how many silent.

    ``value`` is None where the way cannot be counted; ``word`` is that of the scale, or empty;
    ``limits`` are the bounds that it is told apart from.
    """

    method: ScoringMethod
    value: Fraction | None
    rows: int
    without_data: int = 0
    word: str = ""
    limits: tuple[float, ...] = (100.0,)

    @property
    def text(self) -> str:
        """«Доля достигнутых показателей: 63,6 % (удовлетворительно)»."""
        if self.value is None:
            return f"{TITLES[self.method]}: {WHY_NOT[self.method]}"
        word = f" ({self.word})" if self.word else ""
        return f"{TITLES[self.method]}: {self.shown}{word}"

    @property
    def shown(self) -> str:
        """One decimal, or as many as tell it from the bounds of the scale; empty where unknown."""
        return "" if self.value is None else wording.value(float(self.value), "%", *self.limits)

    @property
    def printed(self) -> str:
        """The formula, over how many rows, and what is without data."""
        over = wording.counted(self.rows, INDICATORS)
        silent = f"; без данных {self.without_data}, считаются за 0" if self.without_data else ""
        return f"{FORMULAS[self.method]}; {over}{silent}" if self.rows else FORMULAS[self.method]


WHY_NOT = {
    ScoringMethod.REACHED: "срок ещё не наступил ни по одному показателю",
    ScoringMethod.MEAN: "срок ещё не наступил ни по одному показателю",
    ScoringMethod.WEIGHTED: "веса в дорожной карте не названы",
    ScoringMethod.BEST: "сравнивать не с кем",
}


def scores(
    choice: ScoringChoice,
    rows: Sequence[PlanFactRow],
    weights: Mapping[str, Decimal],
    among: Sequence[PlanFactRow] = (),
) -> tuple[Score, ...]:
    """The scores that are switched on, of one place; ``among``: the rows of all schools."""
    judged = scored(rows, weights)
    limits = (*(float(bound) for bound, _ in choice.scale.steps), 100.0)
    found = []
    for method in (one for one in ScoringMethod if one in choice.methods):
        if method is ScoringMethod.BEST:
            org = next((row.org for row in rows if row.org), None)
            if org is None:
                continue
            value = against_the_best(among, org)
            found.append(Score(method, value, 0, 0, choice.scale.said(value), limits))
            continue
        over, value = _over(method, judged), WAYS[method](judged)
        silent = sum(row.degree is None for row in over)
        found.append(Score(method, value, len(over), silent, choice.scale.said(value), limits))
    return tuple(found)


def _over(method: ScoringMethod, rows: tuple[ScoredRow, ...]) -> tuple[ScoredRow, ...]:
    if method is ScoringMethod.WEIGHTED:
        return tuple(row for row in rows if row.weight)
    return rows
