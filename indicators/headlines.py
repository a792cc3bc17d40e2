"""Findings in sentences: the year in three of them, and one over each picture.

    conclusions  the year in three sentences, each with its figures («главные выводы»)
    yearly …     headlines of pictures («заголовки графиков»), one sentence that says the finding

Only words and counts of rows; every verdict is taken from plan/fact as it stands there. A share
of fewer than ten pupils is neither praised nor blamed, so headlines leave it out of the counts of
those that reached or missed something.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median

from data_model.compliance import Status
from data_model.roadmap import Operator
from indicators import wording
from indicators.by_grade import GradeFigure
from indicators.contribution import Contribution, contributions
from indicators.coverage import Board, missing_words, of_schools, own_words, reported_words
from indicators.plan_fact_row import SMALL_BASE, PlanFact, PlanFactRow
from indicators.reasons import SHORT, Reason
from indicators.wording import NBSP

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
        return Sentence(f"В {year} году {unjudged(rows)}.")
    whole = sum(judged.values())
    parts = ", ".join(
        f"{wording.status_word(verdict)} — {count}" for verdict, count in judged.items()
    )
    text = f"В {year} году срок наступил по {_dative(whole)}: {parts}."
    figures = [SourcedNumber("status", whole)]
    figures += [SourcedNumber(f"status {verdict}", count) for verdict, count in judged.items()]
    return Sentence(text, tuple(figures))


def unjudged(rows: Iterable[PlanFactRow]) -> str:
    """Why nothing of a year is judged yet: its terms are still open, or nothing was promised."""
    if any(row.status is Status.NOT_DUE for row in rows):
        return "ни по одному показателю срок ещё не наступил"
    return "плановых значений у показателей нет"


def met_of_judged(rows: Sequence[PlanFactRow]) -> str:
    """«выполнено 7 из 11 показателей»; where nothing is judged or known yet, that."""
    found = standing(rows)
    whole = sum(map(len, found.values()))
    if not whole:
        return "судить о выполнении ещё не по чему"
    if len(found[Status.NO_DATA]) == whole:
        return f"нет данных по {_dative(whole)}"
    noun = wording.plural(whole, *wording.OF_INDICATORS)
    return f"выполнено {wording.of(len(found[Status.MET]), whole)}{wording.NBSP}{noun}"


def worst_first(rows: Sequence[PlanFactRow]) -> list[PlanFactRow]:
    """What asks for attention: missed, partly, without data; the furthest from its plan first."""
    found = standing(rows)
    return [
        row
        for verdict in (Status.MISSED, Status.PARTLY, Status.NO_DATA)
        for row in sorted(found[verdict], key=_nearness)
    ]


def _nearness(row: PlanFactRow) -> float:
    return -abs((row.deviation or 0) / (row.target or 1))


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
        yield (
            f", больше всего — {worst.row.org_name} ({wording.counted_ones(worst.row, most)})",
            figure,
        )


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
    """Whether all have reported, and what the missing answers could still change.

    Where nothing is known there is no conclusion that could be provisional.
    """
    figures = [SourcedNumber("reported", board.reported), SourcedNumber("expected", board.expected)]
    text = reported_words(board)
    own = "" if board.own.is_in else f" {own_words(board)}"
    if not any(row.actual is not None for row in rows):
        return Sentence(f"{text}.{own}", tuple(figures))
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
    """The share that the missing answers could move most; an unknown one, nobody has told yet."""
    wide = [
        (row.upper - row.lower, row)
        for row in rows
        if row.unit == "%" and row.actual is not None
        if row.lower is not None and row.upper is not None
    ]
    return max((one for one in wide if one[0] > 0), key=lambda one: one[0], default=(0, None))[1]


WITHOUT_FIGURE = frozenset({Status.NO_TARGET, Status.NOT_APPLICABLE})
NAMED = 2
"""Schools that a sentence names."""


def yearly(rows: Iterable[PlanFactRow]) -> str:
    """«2022 год: 51,4 % при плане не менее 50 % — выполнено». ``rows``: one per year."""
    known = [row for row in rows if row.actual is not None]
    if not known:
        return "Данных ещё нет ни за один год"
    last = known[-1]
    if last.small_base:
        return f"{last.period}: {wording.of_words(last)}, малая база"
    if last.target is None:
        told = "вклад школы" if wording.is_contribution(last) else "план не предусмотрен"
        return f"{last.period}: {wording.fact(last)}, {told}"
    guide = "ориентире" if last.is_guided else "плане"
    verdict = wording.final_verdict(last)
    return f"{last.period}: {wording.fact(last)} при {guide} {wording.target(last)} — {verdict}"


def by_school(rows: Iterable[PlanFactRow]) -> str:
    """How many schools reached the guide, have the document, or took part."""
    all_known = [row for row in rows if row.actual is not None]
    if not all_known:
        return "Ни одна школа ещё не дала этих данных"
    if all(row.is_in_words for row in all_known):
        met = sum(row.reason is Reason.REACHED for row in all_known)
        if not all_known[0].is_presence:
            return f"Нужного уровня достигли {of_schools(met, len(all_known))}, которые ответили"
        return f"Документ подтвердили {of_schools(met, len(all_known))}, которые ответили"
    known = [row for row in all_known if row.target is not None and not row.small_base]
    if not known:
        some = sum((row.actual or 0) > 0 for row in all_known)
        return f"Участники есть в {of_schools(some, len(all_known))}, которые ответили"
    reached = sum(is_reached(row) for row in known)
    first = known[0]
    guide = wording.target(first)
    small = len(all_known) - len(known)
    aside = f"; без малых баз: {small}" if small else ""
    if first.is_guided:
        text = f"Ориентира «{guide}» достигли {of_schools(reached, len(known))} с данными"
    else:
        text = f"План «{guide}» выполнили {of_schools(reached, len(known))} с данными"
    return text + aside


def is_reached(row: PlanFactRow) -> bool:
    """Whether the figure itself keeps to the target; growth is another question."""
    return row.reason in {Reason.REACHED, Reason.GROWTH_FAILED, Reason.GROWTH_UNKNOWN}


def of_district(rows: Sequence[PlanFactRow], year: int) -> str:
    """«2022: выполнено» for a row that the district alone answers."""
    row = next(row for row in rows if row.year == year)
    return f"{row.period}: {wording.word(row)}"


def contribution(schools: Sequence[Contribution], district: PlanFactRow) -> str:
    """Whom the district misses most, or who carried it; the least misses stand first."""
    behind = [one for one in schools if one.balance < 0 and not one.row.small_base]
    gap = wording.gap(district)
    if gap and behind:
        named = wording.listed([f"{one.row.org_name} ({-one.balance})" for one in behind[:NAMED]])
        if district.is_over:
            return f"У района {gap}; больше всех — {named}"
        return f"Району {gap}; больше всех недобрали {named}"
    if gap:
        return f"Району {gap}"
    head = "План района достигнут" if is_reached(district) else f"Район: {wording.word(district)}"
    ahead = [one for one in schools if one.balance > 0 and not one.row.small_base]
    if not ahead:
        return head
    best = max(ahead, key=lambda one: one.balance)
    added = wording.signed_ones(best.row, best.balance)
    return f"{head}; больше всех сверх плана — {best.row.org_name} ({added})"


def by_grade(grades: Sequence[GradeFigure]) -> str:
    """The grades that take part most and least; small ones are not compared."""
    known = sorted(
        (
            one
            for one in grades
            if one.actual is not None and (one.denominator is None or one.denominator >= SMALL_BASE)
        ),
        key=lambda one: one.actual or 0,
    )
    if len(known) < 2 or known[0].actual == known[-1].actual:
        return "Участие по классам"
    low, high = known[0], known[-1]
    return (
        f"Больше всего участвуют в {high.grade} классе "
        f"({wording.value(high.actual, high.unit)}), меньше всего — в {low.grade} "
        f"({wording.value(low.actual, low.unit)})"
    )


def distribution(rows: Iterable[PlanFactRow]) -> str:
    """The middle and both ends of the schools' shares; small bases are left out."""
    known = [row.actual for row in rows if row.actual is not None and not row.small_base]
    if not known:
        return "Данных по школам ещё нет"
    return (
        f"В половине школ доля не ниже {wording.share(median(known))}; "
        f"разброс — от {wording.share(min(known))} до {wording.share(max(known))}"
    )


def growth(rows: Iterable[PlanFactRow]) -> str:
    """How many schools have more participants than a year ago."""
    changes = [row.matched.people for row in rows if row.matched is not None]
    if not changes:
        return "Сравнить с прошлым годом ещё нельзя"
    more = sum(change > 0 for change in changes)
    return f"Участников стало больше в {of_schools(more, len(changes))}, где известны оба года"


def matrix(rows: Sequence[PlanFactRow]) -> str:
    """The row of the roadmap that most schools miss. ``rows``: school rows of one year."""
    missed = [row for row in rows if wording.shown_status(row) is Status.MISSED]
    if not missed:
        known = [row for row in rows if row.actual is not None and not wording.is_silent(row)]
        if not known:
            return "Данных по школам ещё нет"
        return "По известным данным ни одна школа не отстаёт"
    counts = Counter(row.code for row in missed)
    most = max(counts, key=lambda code: counts[code])
    first = next(row for row in missed if row.code == most)
    schools = len({row.org for row in rows if row.code == most})
    said = "ниже ориентира" if first.is_guided else "не выполнено"
    return f"Чаще всего {said}: {wording.numbered(first)} — {of_schools(counts[most], schools)}"


def terms(rows: Sequence[PlanFactRow], today: date) -> str:
    """What comes next, or what was not done when all terms have passed."""
    due = [(row.due, row) for row in rows if row.due is not None]
    ahead = [(day, row) for day, row in due if day >= today]
    if ahead:
        nearest = min(day for day, _ in ahead)
        numbers = [f"№ {row.indicator}" for day, row in ahead if day == nearest]
        return f"Ближайший срок — {wording.date_words(nearest)}: {wording.listed(numbers)}"
    open_rows = [row for _, row in due if row.status not in {Status.MET, *WITHOUT_FIGURE}]
    if not open_rows:
        return "Все сроки года прошли, всё выполнено"
    unknown = [row for row in open_rows if row.status is Status.NO_DATA]
    late = len(open_rows) - len(unknown)
    parts = []
    if late:
        parts.append(f"не выполнено полностью: {wording.counted(late, wording.INDICATORS)}")
    if unknown:
        parts.append(f"нет данных: {wording.counted(len(unknown), wording.INDICATORS)}")
    return f"Все сроки года прошли; {', '.join(parts)}"


SOON = timedelta(days=31)


def coming_terms(rows: Sequence[PlanFactRow], today: date, returns: date | None) -> str:
    """«Ближайшие 31 день: 20.12 — сдача отчётов; 31.12 — № 3 и № 7»; empty where nothing is due.

    Nor is one day of rows told: ``terms`` has named it.
    ``returns``: the day by which the returns of the year must be in.
    """
    due: dict[date, list[str]] = {}
    if returns is not None:
        due[returns] = ["сдача отчётов"]
    for row in rows:
        if row.due is not None:
            due.setdefault(row.due, []).append(f"№{NBSP}{row.indicator}")
    soon = {day: what for day, what in sorted(due.items()) if today <= day <= today + SOON}
    if len(soon) == 1 and returns not in soon:
        return ""
    told = [f"{day:%d.%m} — {wording.listed(what)}" for day, what in soon.items()]
    return f"Ближайшие {SOON.days}{NBSP}день: {'; '.join(told)}" if told else ""


def coverage(board: Board) -> str:
    """«Отчёты сдали 13 из 15 школ; ждём: …»."""
    waiting = missing_words(board.missing)
    head = reported_words(board)
    return f"{head}; {waiting}" if waiting else head


def better_or_worse(rows: Iterable[PlanFactRow], year: int) -> str:
    """«2022: выполнено 8 из 11 показателей, нет данных по 1; годом раньше — 9 из 12».

    Rows without data are named: what is not known is no failure.
    """
    rows = tuple(rows)
    now, before = _met(rows, year), _met(rows, year - 1)
    text = f"{year}: {now or unjudged(row for row in rows if row.year == year)}"
    return f"{text}; годом раньше — {before.removeprefix(f'{MET} ')}" if before else text


MET = "выполнено"


def _met(rows: Iterable[PlanFactRow], year: int) -> str:
    """«выполнено 8 из 11 показателей, нет данных по 1» of the rows that are judged in the year."""
    found = standing(row for row in rows if row.year == year)
    whole, unknown = sum(map(len, found.values())), len(found[Status.NO_DATA])
    if not whole:
        return ""
    if unknown == whole:
        return f"нет данных по {_dative(whole)}"
    aside = f", нет данных по {wording.number(unknown)}" if unknown else ""
    of_whole = wording.plural(whole, *wording.OF_INDICATORS)
    return f"{MET} {wording.of(len(found[Status.MET]), whole)} {of_whole}{aside}"


def limit_words(row: PlanFactRow) -> str:
    """What a bar is set against: «план», «ориентир», «предел»."""
    if row.operator is Operator.AT_MOST:
        return "предел"
    return "ориентир" if row.is_guided else "план"
