"""Conclusions («главные выводы»): the year in three sentences, each with its figures."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from data_model.compliance import Status
from indicators import wording
from indicators.contribution import contributions
from indicators.coverage import Board, own_words, reported_words
from indicators.plan_fact_row import PlanFact, PlanFactRow
from indicators.reasons import SHORT, Reason

JUDGED = (Status.MET, Status.PARTLY, Status.MISSED, Status.NO_DATA)
"""Verdicts of rows whose term has come and whose target is set."""


def standing(rows: Iterable[PlanFactRow]) -> dict[Status, tuple[PlanFactRow, ...]]:
    """The rows under each verdict, as it is shown: the one count of what is fulfilled.

    Rows without a target, without a term that has come, and small bases are in none of them.
    """
    found: dict[Status, list[PlanFactRow]] = {verdict: [] for verdict in JUDGED}
    for row in rows:
        found.get(wording.shown_status(row), []).append(row)
    return {verdict: tuple(some) for verdict, some in found.items()}


@dataclass(frozen=True, slots=True)
class SourcedNumber:
    """A number that a sentence was made from, and the row of plan/fact that holds it."""

    name: str
    value: float
    indicator: str = ""
    org: str | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence («вывод») together with the figures in it, in the order of the text."""

    text: str
    figures: tuple[SourcedNumber, ...] = ()


def conclusions(plan_fact: PlanFact, board: Board, year: int) -> list[Sentence]:
    """What is fulfilled, what falls short most, and how sure this is; at most three."""
    rows = plan_fact.district(year)
    if not rows:
        return []
    return [fulfilled(rows, year), furthest(plan_fact, rows, year), how_sure(rows, board)]


def fulfilled(rows: Sequence[PlanFactRow], year: int) -> Sentence:
    """How many rows of the roadmap are met, of those whose term has come."""
    judged = {verdict: len(found) for verdict, found in standing(rows).items() if found}
    if not judged:
        told = "ни по одному показателю срок ещё не наступил"
        if all(row.status is not Status.NOT_DUE for row in rows):
            told = "плановых значений у показателей нет"
        return Sentence(f"В {year} году {told}.")
    whole = sum(judged.values())
    parts = ", ".join(
        f"{wording.status_word(verdict)} — {count}" for verdict, count in judged.items()
    )
    text = f"В {year} году срок наступил по {_dative(whole)}: {parts}."
    figures = [SourcedNumber("status", whole)]
    figures += [SourcedNumber(f"status {verdict}", count) for verdict, count in judged.items()]
    return Sentence(text, tuple(figures))


def _dative(count: int) -> str:
    words = wording.plural(count, "показателю", "показателям", "показателям", "показателя")
    return f"{wording.number(count)} {words}"


def furthest(plan_fact: PlanFact, rows: Sequence[PlanFactRow], year: int) -> Sentence:
    """The number that falls short of its target most, relative to the target."""
    behind = [row for row in rows if wording.shown_status(row) in {Status.PARTLY, Status.MISSED}]
    numbers = [row for row in behind if row.reason in SHORT and row.deviation and row.target]
    if not numbers:
        return _nothing_short(rows, behind)
    row = max(numbers, key=lambda row: abs((row.deviation or 0) / (row.target or 1)))
    figures = [
        SourcedNumber("actual", row.actual or 0, row.indicator),
        SourcedNumber("target", row.target or 0, row.indicator),
    ]
    text = (
        f"Дальше всего от планового значения показатель {row.indicator} {row.quoted}: "
        f"{wording.fact(row)} при плане {wording.target(row)}"
    )
    more, further = zip(*_shortfall(plan_fact, row, year), strict=True)
    return Sentence((text + "".join(more)).rstrip(".") + ".", (*figures, *further))


def _shortfall(
    plan_fact: PlanFact, row: PlanFactRow, year: int
) -> Iterator[tuple[str, SourcedNumber]]:
    """How many are missing, and who misses most."""
    yield f", {wording.gap(row)}", SourcedNumber("deficit", row.deficit or 0, row.indicator)
    schools = [one for one in contributions(plan_fact, year, row.code) if not one.row.small_base]
    if len(schools) > 1 and schools[0].balance < 0:
        worst = schools[0]
        most = -worst.balance
        figure = SourcedNumber("deficit", most, row.indicator, worst.row.org)
        yield f", больше всего — {worst.row.org_name} ({wording.people(most)})", figure


def _nothing_short(rows: Sequence[PlanFactRow], behind: Sequence[PlanFactRow]) -> Sentence:
    """No number falls short: documents, growth or returns may, or nothing may be known yet."""
    unknown = [row for row in rows if wording.shown_status(row) is Status.NO_DATA]
    if behind:
        return _about("Не выполнены полностью показатели", behind)
    if unknown:
        return _about("Среди известных отстающих нет; нет данных по показателям", unknown)
    if any(wording.shown_status(row) is Status.MET for row in rows):
        return Sentence("Ни один показатель с наступившим сроком не отстаёт от планового значения.")
    return Sentence("Судить о выполнении ещё не по чему.")


def _about(said: str, rows: Sequence[PlanFactRow]) -> Sentence:
    named = wording.listed([f"{row.indicator} {row.quoted} ({_why(row)})" for row in rows])
    figures = (SourcedNumber("status", 1, row.indicator) for row in rows)
    return Sentence(f"{said}: {named}.", tuple(figures))


def _why(row: PlanFactRow) -> str:
    return SHORT_WORDS.get(row.reason) or wording.word(row)


SHORT_WORDS = {
    Reason.UNCONFIRMED: "не подтверждён документом",
    Reason.GROWTH_FAILED: "нет роста числа участников",
    Reason.GROWTH_UNKNOWN: "рост не установить",
    Reason.NO_RETURN: "отчёт не сдан",
    Reason.UNANSWERED: "нет ответа",
    Reason.SET_ASIDE: "значение под вопросом",
    Reason.N_ABOVE_D: "указано больше, чем есть",
    Reason.BASE_UNKNOWN: "база неизвестна",
    Reason.DECLARED_NO_DATA: "данных нет, причина названа",
}
"""What a list of rows says of each in two or three words."""


def how_sure(rows: Sequence[PlanFactRow], board: Board) -> Sentence:
    """Whether all have reported, and what the missing answers could still change."""
    figures = [SourcedNumber("reported", board.reported), SourcedNumber("expected", board.expected)]
    text = reported_words(board) if board.expected else "Школ, от которых ждут отчёт, нет"
    own = "" if board.own.is_in else f" {own_words(board)}"
    unsure = [row for row in rows if row.provisional]
    if not unsure and board.is_complete:
        asked = " Есть вопросы к отчётам." if board.questions else ""
        final = "выводы окончательные" if not asked else "ответы полны"
        return Sentence(f"{text}: {final}.{asked}", tuple(figures))
    row = _widest(unsure)
    if row is None or row.lower is None or row.upper is None:
        return Sentence(f"{text}, выводы предварительные.{own}", tuple(figures))
    figures += [
        SourcedNumber("lower", row.lower, row.indicator),
        SourcedNumber("upper", row.upper, row.indicator),
    ]
    known_part = "" if board.missing else ", но ответы не полны"
    return Sentence(
        f"{text}{known_part}, выводы предварительные: "
        f"по показателю {row.indicator} доля может оказаться {wording.bounds(row)}.{own}",
        tuple(figures),
    )


def _widest(rows: Sequence[PlanFactRow]) -> PlanFactRow | None:
    """The share that the missing answers could move most."""
    wide = [
        (row.upper - row.lower, row)
        for row in rows
        if row.unit == "%" and row.lower is not None and row.upper is not None
    ]
    return max((one for one in wide if one[0] > 0), key=lambda one: one[0], default=(0, None))[1]
