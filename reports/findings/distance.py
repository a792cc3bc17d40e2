"""Distance («расстояние до плана»): where it comes from, how sure it is, what the next takes."""

from collections.abc import Iterator, Sequence
from typing import Any

from data_model.roadmap import Operator
from indicators import wording
from indicators.contribution import contributions, next_target
from indicators.plan_fact_row import PERSONS, PlanFactRow
from indicators.reasons import SHORT, Reason
from reports.figures import say
from reports.findings.finding import Finding, Theme, ended, named_few, number, open_shares
from reports.material import Material, with_reason
from reports.recommendations import FAILED
from reports.summary import Figure, Paragraph

HALF = 0.5
WEAK = frozenset({*FAILED, Reason.UNCONFIRMED})


def concentration(material: Material) -> Iterator[Finding]:
    """The fewest schools that make half of what all miss, of a row that falls short."""
    for row in with_reason(open_shares(material), SHORT):
        short = [
            one
            for one in contributions(material.plan_fact, row.year, row.code)
            if one.balance < 0 and not wording.is_silent(one.row) and not one.row.is_over
        ]
        total = -sum(one.balance for one in short)
        few, made = 0, 0
        while few < len(short) and made < HALF * total:
            made -= short[few].balance
            few += 1
        if len(short) < 3 or few > len(short) / 2:
            continue
        names = [one.row.org_name for one in short[:few]]
        verb = wording.plural(few, "приходится", "приходятся", "приходятся", "приходится")
        told = say(
            "По показателю {name} на {few} из {all}, не достигших ориентира, {verb} {made} из "
            "{total}, недостающих до ориентира ({part}): {listed}.",
            name=row.quoted,
            few=number(few, "few", row),
            all=wording.counted(len(short), wording.OF_ORGANISATIONS),
            verb=verb,
            made=number(made, "missing of few", row),
            total=Figure(wording.of_whom(row, total), total, "missing", row.year, row.indicator),
            part=Figure(wording.share(100 * made / total), 100 * made / total, "part of missing"),
            listed=named_few(names),
            evidence=(number(len(short), "short", row),),
        )
        yield Finding(Theme.CONCENTRATION, made / total, told)


def several_weak(material: Material) -> Iterator[Finding]:
    """Schools that fall short in more than one row."""
    found = {
        material.name(org): weak
        for org, rows in material.by_school.items()
        if len(weak := with_reason(rows, WEAK)) > 1
    }
    if not found:
        return
    most = sorted(found, key=lambda name: (-len(found[name]), name))
    named = [f"{name} ({_which(found[name])})" for name in most[:4]]
    listed = named_few(named, rest=len(most) - len(named))
    told = say(
        "Помощь одновременно по нескольким показателям требуется {many}: {listed}.",
        many=f"{'всем ' if len(found) == len(material.expected) > 1 else ''}"
        f"{wording.counted(len(found), wording.TO_ORGANISATIONS)}",
        listed=listed,
        evidence=tuple(
            Figure(wording.number(many), many, "several weak", material.year)
            for many in (len(found), len(found) - len(named))
        ),
    )
    yield Finding(Theme.WEAK, 0.3 + len(found) / max(1, len(material.expected)) / 2, told)


def _which(rows: Sequence[PlanFactRow]) -> str:
    """A few rows by their names, more by their numbers."""
    if len(rows) <= FEW_NAMES:
        return ", ".join(row.quoted for row in rows)
    return f"показатели {wording.listed([row.indicator for row in rows])}"


FEW_NAMES = 3


def bounds_read_out(material: Material) -> Iterator[Finding]:
    """Whether the silent can still change the verdict on a share."""
    for row in ended(material.shares):
        is_open = row.provisional and row.actual is not None and not row.masked
        if not is_open or None in (row.lower, row.upper, row.target):
            continue
        if row.operator is not Operator.AT_LEAST:
            continue
        told = _read_out(row)
        yield Finding(Theme.SURE, 0.9, told)


def _read_out(row: PlanFactRow) -> Paragraph:
    low, high = row.lower or 0.0, row.upper or 0.0
    words: dict[str, Any] = {
        "name": row.quoted,
        "target": Figure(wording.target(row), row.target, "target", row.year, row.indicator),
        "low": Figure(wording.bound(row, low), low, "lower", row.year, row.indicator),
        "high": Figure(wording.bound(row, high), high, "upper", row.year, row.indicator),
    }
    if high < (row.target or 0):
        text = (
            "Значение показателя {name} предварительное, однако оно не может превысить {high} "
            "при плановом значении {target}: какими бы ни были недостающие данные, показатель "
            "выполнен не будет."
        )
    elif low >= (row.target or 0):
        text = (
            "Значение показателя {name} предварительное, однако оно не может оказаться ниже "
            "{low}: плановое значение ({target}) достигнуто независимо от недостающих данных."
        )
    else:
        text = (
            "С учётом недостающих данных значение показателя {name} составит от {low} до {high} "
            "при плановом значении {target}."
        )
    return say(text, **words)


def path(material: Material) -> Iterator[Finding]:
    """What next year's target takes in people, beside the pace of this year.

    Only where all have answered: else the people of a part would be set against the whole.
    """
    for row in ended(material.shares):
        is_part = row.masked or row.reported < row.expected
        coming = None if is_part else next_target(material.plan_fact, row)
        if coming is None or coming.more <= 0:
            continue
        text = (
            "Для достижения планового значения {year} года ({target}) по показателю {name} "
            "необходимо {needed} из {base}, то есть на {more} больше, чем в {now} году"
        )
        matched = row.matched
        if matched is not None and matched.people > 0:
            text += "; прирост за последний год составил {pace}"
            if matched.people < coming.more:
                text += ", такого темпа недостаточно"
        told = say(
            f"{text}.",
            year=str(coming.year),
            target=Figure(wording.promised(coming.target, "%"), coming.target, "next target"),
            name=row.quoted,
            needed=_ones(row, coming.needed, wording.PARTICIPANTS),
            base=Figure(wording.of_whom(row, coming.base), coming.base, "people"),
            more=_ones(row, coming.more, wording.BY_PEOPLE),
            now=str(row.year),
            pace=_ones(row, matched.people if matched else 0, wording.PEOPLE),
        )
        yield Finding(Theme.PATH, 0.7, told)


def _ones(row: PlanFactRow, value: int | float, forms: wording.PluralForms) -> Figure:
    """So many people in the form that the sentence needs; anything else in its own unit."""
    if row.counted_in != PERSONS:
        forms = wording.unit_forms(row.counted_in)
    elif forms is wording.PARTICIPANTS and wording.ones(row) != "участников":
        forms = wording.PEOPLE
    return Figure(wording.counted(value, forms), value, "people")
