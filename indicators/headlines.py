"""Headlines («заголовки графиков»): one sentence per picture that says the finding.

Only words and counts of rows; every verdict is taken from plan/fact as it stands there. A share
of fewer than ten pupils is neither praised nor blamed, so it is left out of the counts of those
that reached or missed something.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from statistics import median

from data_model.compliance import Status
from data_model.roadmap import Operator
from indicators import wording
from indicators.by_grade import GradeFigure
from indicators.conclusions import standing
from indicators.contribution import Contribution
from indicators.coverage import Board, missing_words, of_schools, reported_words
from indicators.plan_fact_row import SMALL_BASE, PlanFactRow
from indicators.reasons import Reason

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
    if all(row.is_presence for row in all_known):
        met = sum(row.reason is Reason.REACHED for row in all_known)
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
    added = wording.signed_people(best.balance)
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
    text = f"{year}: выполнено {now}" if now else f"{year}: показателей с планом нет"
    return f"{text}; годом раньше — {before}" if before else text


def _met(rows: Iterable[PlanFactRow], year: int) -> str:
    """«8 из 11 показателей, нет данных по 1» of the rows that are judged in the year."""
    found = standing(row for row in rows if row.year == year)
    whole, unknown = sum(map(len, found.values())), len(found[Status.NO_DATA])
    if not whole:
        return ""
    aside = f", нет данных по {unknown}" if unknown else ""
    if unknown == whole:
        return f"— судить не по чему{aside}"
    of_whole = wording.plural(whole, "показателя", "показателей", "показателей", "показателя")
    return f"{wording.of(len(found[Status.MET]), whole)} {of_whole}{aside}"


def limit_words(row: PlanFactRow) -> str:
    """What a bar is set against: «план», «ориентир», «предел»."""
    if row.operator is Operator.AT_MOST:
        return "предел"
    return "ориентир" if row.is_guided else "план"
