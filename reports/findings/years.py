"""Years («динамика»): who rose and fell, who lags for years, what came of last year's advice."""

from collections.abc import Iterator

from data_model.decisions import AssignmentState
from data_model.roadmap import Operator
from indicators import wording
from indicators.changes import YearChange, rounded_sides, sides
from indicators.cycle import FULFILLED, fulfilment
from indicators.plan_fact_row import SMALL_BASE, PlanFactRow
from indicators.reasons import SHORT, Reason
from reports.figures import say
from reports.findings.finding import (
    NAMED,
    Finding,
    Theme,
    in_organisations,
    named_few,
    number,
    open_shares,
    spoken_of,
)
from reports.material import Material
from reports.summary import Figure

SHARP = 20.0
"""Percentage points in a year that are asked about."""
ENOUGH = 30
"""Pupils of a base whose sharp change is no accident of a few."""
REACHED = frozenset({Reason.REACHED, Reason.GROWTH_FAILED, Reason.GROWTH_UNKNOWN})


def _changes(material: Material, row: PlanFactRow) -> list[YearChange]:
    """Changes of the schools that may be spoken of, the sharpest fall first."""
    found = (material.change(one) for one in spoken_of(material.of_schools(row)))
    known = (one for one in found if one and (one.matched.whole_before or 0) >= SMALL_BASE)
    return sorted(known, key=lambda one: (one.amount, one.row.org_name))


def rose_and_fell(material: Material) -> Iterator[Finding]:
    for row in open_shares(material):
        changes = _changes(material, row)
        fell = [one for one in changes if one.amount < 0]
        rose = [one for one in changes if one.amount > 0]
        if len(changes) < 2:
            continue
        is_most = row.operator is Operator.AT_MOST
        worse = rose[::-1] if is_most else fell
        text = (
            "По показателю {name} за год значение повысилось {rose} из {all}" if rose else ALL_SAME
        )
        text += ", снизилось — {fell}" if fell else ""
        which = "повышение" if is_most else "снижение"
        text += f"; наибольшее {which}: {_told(worse[0])}" if worse else ""
        told = say(
            f"{text}.",
            name=row.quoted,
            rose=in_organisations(len(rose), "rose", row),
            fell=in_organisations(len(fell), "fell", row),
            all=number(len(changes), "compared", row),
            evidence=(_amount(worse[0]),) if worse else (),
        )
        part = len(worse) or 0.3 * (len(rose) + len(fell))
        yield Finding(Theme.CHANGES, part / len(changes), told)


ALL_SAME = "По показателю {name} за год значение не повысилось ни в одной организации из {all}"


def _told(change: YearChange) -> str:
    """«МБОУ СОШ с. Студеноручье — на 8,6 п. п. (с 43,8 до 35,2 %)»"""
    row = change.row
    amount = wording.difference(row, change.amount).lstrip(f"+{wording.MINUS}")
    told = sides(row, change.before, change.now)
    return f"{row.org_name} — на{wording.NBSP}{amount} ({told})"


def _amount(change: YearChange) -> Figure:
    row = change.row
    return Figure(_told(change), change.amount, "change", row.year, row.indicator, row.org)


def outliers(material: Material) -> Iterator[Finding]:
    """A change so sharp that the school is asked about it before anything is concluded."""
    for row in open_shares(material):
        sharp = [
            one
            for one in _changes(material, row)
            if abs(one.amount) >= SHARP and (one.matched.whole_now or 0) >= ENOUGH
        ]
        if not sharp:
            continue
        sharp.sort(key=lambda one: -abs(one.amount))
        named = sharp[:NAMED]
        told_of = [f"{one.row.org_name} ({rounded_sides(one.before, one.now)})" for one in named]
        listed = named_few(told_of, rest=len(sharp) - len(named))
        told = say(
            "Резкое изменение за год по показателю {name} подлежит уточнению в организациях: "
            "{listed}.",
            name=row.quoted,
            listed=listed,
            evidence=tuple(map(_amount, named)),
        )
        yield Finding(Theme.OUTLIERS, 0.2, told)


def lagging(material: Material) -> Iterator[Finding]:
    """Below the guide for two years and more, those of three years by name first."""
    for row in open_shares(material):
        now = [one for one in spoken_of(material.of_schools(row)) if one.reason in SHORT]
        runs = {one.org_name: material.years_behind(one) for one in now}
        long = sorted(
            (name for name, years in runs.items() if years > 1), key=lambda n: (-runs[n], n)
        )
        if not long:
            continue
        three = [name for name in long if runs[name] > 2]
        where = (
            "Выше предельного значения" if row.operator is Operator.AT_MOST else "Ниже ориентира"
        )
        text = f"{where} по показателю {{name}} второй год подряд и более — {{many}}: {{listed}}"
        if three and len(three) < len(long):
            text += f"; из них третий год подряд — {named_few(three)}"
        elif three:
            text = text.replace("второй год подряд и более", "третий год подряд и более")
        told = say(
            f"{text}.",
            name=row.quoted,
            many=wording.counted(len(long), wording.ORGANISATIONS),
            listed=named_few(long),
            evidence=(number(len(long), "lagging", row),),
        )
        yield Finding(Theme.LAG, len(long) / max(1, len(material.expected)), told)


def advice_followed(material: Material) -> Iterator[Finding]:
    """What became of the schools that were below the guide a year ago, and of assignments."""
    for row in open_shares(material):
        pairs = [
            (before, one)
            for one in material.of_schools(row)
            if (before := material.before(one)) is not None
            and before.reason in SHORT
            and one.target is not None
            and not wording.is_silent(before)
        ]
        now = [one for _, one in pairs if one.actual is not None and not wording.is_silent(one)]
        if not now:
            continue
        better = [one for one in now if (change := material.change(one)) and change.is_better]
        reached = [one for one in now if one.reason in REACHED]
        is_most = row.operator is Operator.AT_MOST
        bettered = {one.org for one in better}
        worse = [one.org_name for one in now if one.org not in bettered]
        text = (
            "Из {all}, {those} по показателю {name} в {before} году и {came} данные за "
            "{year} год, значение {better}, "
        )
        text += "ориентира {reached}"
        text += f"; не улучшили значение: {named_few(worse)}" if worse and better else ""
        told = say(
            f"{text}.",
            all=wording.counted(len(now), wording.OF_ORGANISATIONS),
            those=wording.plural(len(now), *(MISSED_MOST if is_most else MISSED_LEAST)),
            came=wording.plural(len(now), "представившей", *["представивших"] * 3),
            name=row.quoted,
            before=str(row.year - 1),
            year=str(row.year),
            better=_did("улучшил", len(better), row),
            reached=_did("достигл", len(reached), row),
            evidence=(number(len(now), "advised", row),),
        )
        yield Finding(Theme.FOLLOWED, 0.5 * len(now) / max(1, len(material.expected)), told)
    yield from _assignments(material)


MISSED_LEAST = ("не достигшей ориентира", *["не достигших ориентира"] * 3)
MISSED_MOST = ("превысившей ориентир", *["превысивших ориентир"] * 3)


def _did(stem: str, many: int, row: PlanFactRow) -> Figure:
    """«повысила 1», «достигли 2», «не достигла ни одна»."""
    return Figure(wording.did(stem, many), many, stem, row.year, row.indicator)


def _assignments(material: Material) -> Iterator[Finding]:
    """How many addressees have fulfilled what meetings of the year assigned."""
    for given in material.snapshot.assignments:
        if given.given_on.year != material.year or not given.executions:
            continue
        states = [given.state_of(one) for one in given.executions]
        done, begun = sum(one in FULFILLED for one in states), states.count(AssignmentState.IN_WORK)
        numbers = tuple(
            Figure(wording.number(value), value, column)
            for column, value in (("done", done), ("begun", begun), ("assigned", len(states)))
        )
        told = say("{told}.", evidence=numbers, told=fulfilment(given))
        yield Finding(Theme.FOLLOWED, 0.1, told)
