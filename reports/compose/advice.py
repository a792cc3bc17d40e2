"""Advice («рекомендации из данных»): which rows a rule may speak of, to whom, and how it is said.

What is asked of many is said once, in a group, then each with its figure.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from data_model.roadmap import Operator, is_executor, names_schools
from indicators import wording
from indicators.contribution import contributions
from indicators.plan_fact_row import SMALL_BASE, PlanFact, PlanFactRow, RowMeasure
from indicators.reasons import SHORT, UNKNOWN, Reason
from indicators.wording import uncapped
from indicators.wording.cases import in_dative
from reports import figures
from reports.figures import say
from reports.material import Material, with_reason
from reports.recommendations import FAILED, AdviceCase, recommend
from reports.summary import (
    MOST_LISTED,
    AdviceGroup,
    Block,
    Figure,
    Paragraph,
    ParagraphRole,
    Recommendation,
    Recommendations,
    advice_groups,
    counted_by_letters,
    refer,
)

COMMON_NAME = re.compile(r"(?:\w+(?:ные|кие|тели)|Школы|Организации)\b")
"""«Общеобразовательные организации», «Руководители…»: many bodies, not the name of one."""
ASKED = frozenset({*FAILED, *UNKNOWN, Reason.UNCONFIRMED, Reason.GROWTH_UNKNOWN})
"""Reasons that ask for something to be done."""


def for_schools(material: Material) -> Recommendations:
    """Recommendations to schools by name, in the order of the register."""
    rows = (row for rows in material.by_school.values() for row in rows)
    return material.once("advice", lambda: Recommendations(tuple(_advice(material, rows))))


def for_school(material: Material, org: str) -> Recommendations:
    """Recommendations to one school; it is addressed by the document itself."""
    found = tuple(_advice(material, material.by_school[org]))
    return Recommendations(found, "Что сделать", addressed=False)


def for_district(material: Material) -> Recommendations:
    """What the district's own bodies are asked to do: the decisions to be taken."""
    given = material.once("decisions", lambda: tuple(_advice(material, material.district)))
    return Recommendations(given, "Предложения для решений", key="decisions")


def _advice(material: Material, rows: Iterable[PlanFactRow]) -> list[Recommendation]:
    """Of rows whose term has passed on the day of the document."""
    due = (row for row in rows if row.due is None or row.due < material.day)
    due = (row for row in due if row.org is None or not done_by(material, row))
    asked = (_of_silent(material, row) for row in with_reason(due, ASKED))
    return recommend((_case(material, row) for row in asked), material.rules, material.day)


def done_by(material: Material, row: PlanFactRow) -> tuple[str, ...]:
    """Who is to act on a school's figure that falls short, where the order does not name schools.

    Its data are asked of the school all the same.
    """
    named = material.activity(row).executors
    if row.reason not in FAILED or any(is_executor(one, row.org_name) for one in named):
        return ()
    return executors(named)


def _of_silent(material: Material, row: PlanFactRow) -> PlanFactRow:
    """A school that has sent nothing is asked for its return, and for nothing else of it."""
    if row.org is None or row.reason not in UNKNOWN or not material.is_silent(row.org):
        return row
    return replace(row, reason=Reason.NO_RETURN)


def _case(material: Material, row: PlanFactRow) -> AdviceCase:
    activity = material.activity(row)
    return AdviceCase(
        row,
        activity.indicator.counted,
        addressees(activity.executors, material.office.body),
        material.office.body,
        examples_of(material).get((row.code, row.org or "")),
        material.change(row) if row.org else None,
        material.weakest_grades.get((row.code, row.org or "")) if row.reason in SHORT else None,
        material.years_behind(row),
        has_models=row.is_district and any(map(_has_reached, material.of_schools(row))),
    )


def _has_reached(row: PlanFactRow) -> bool:
    return row.reason is Reason.REACHED and not wording.is_silent(row)


def addressees(names: tuple[str, ...], body: str) -> tuple[str, ...]:
    """The executors but for the schools; the education office where nobody else is named."""
    return executors(tuple(name for name in names if not names_schools(name))) or (body,)


def charged(names: Iterable[str], what: str) -> str:
    """«МКУ Центр, Управлению образования провести…»; round the nominative where it must be."""
    whom = [in_dative(name) for name in names]
    if not all(whom):
        return f"{wording.listed(list(names))}: {what}"
    return f"{wording.listed(whom)} {what}"


def executors(names: tuple[str, ...]) -> tuple[str, ...]:
    """Executors as they stand in a list: one of a common name has no capital inside it."""
    return (*names[:1], *(_inside(name) for name in names[1:]))


def _inside(name: str) -> str:
    return uncapped(name) if COMMON_NAME.match(name) else name


def grouped(material: Material, items: Iterable[Recommendation]) -> list[Recommendation]:
    """In the order of the roadmap's rows, what speaks of no row before them."""
    names = ["", *(row.quoted for row in material.district)]
    return sorted(items, key=lambda item: names.index(item.subject))


def blocks(
    material: Material, items: Iterable[Recommendation], in_table: bool = False
) -> list[Block]:
    """Each group as an instruction and a list of its addressees.

    A table of them, where that is wanted or many have figures of their own.
    """
    groups = advice_groups(grouped(material, items))
    if in_table or any(len(group.alike) > MOST_IN_LINES for group in groups):
        sorted_items = tuple(item for group in groups for item in group.items)
        told = say("Рекомендации организациям приведены ниже ({table}).", table=refer("advice"))
        return [told, Recommendations(sorted_items, TO_SCHOOLS, key="advice", grouped=True)]
    return [block for group in groups for block in _paragraphs(group)]


MOST_IN_TABLE = 60
"""Recommendations to more schools than that would be a book: each has its letter."""


def by_letters(items: Iterable[Recommendation]) -> bool:
    return len({item.org for item in items}) > MOST_IN_TABLE


def by_subject(items: Iterable[Recommendation]) -> Iterator[Paragraph]:
    """«по показателю «…» – для 19 организаций», what speaks of no indicator last."""
    found: dict[str, set[str]] = {}
    for item in items:
        found.setdefault(item.subject, set()).add(item.addressee)
    for subject in sorted(found, key=lambda one: not one):
        about = f"по показателю {subject}" if subject else "о представлении отчёта"
        many = figures.count(len(found[subject]), "org", wording.OF_ORGANISATIONS)
        yield say("{about} – для {many}.", ParagraphRole.ITEM, about=about, many=many)


TO_SCHOOLS = "Рекомендации организациям"
MOST_IN_LINES = 3
"""So many addressees of one instruction are a list under it; more are lines of a table."""


def _paragraphs(group: AdviceGroup) -> Iterator[Paragraph]:
    """«По показателю «…»: …. Срок – …. Организации:», then «Школа — 40,0 % …» for each.

    Addressees of whom the same is found stand in one line: «Школа; школа — нет данных».
    """
    whose = "Организация:" if len(group.items) == 1 else "Организации:"
    yield Paragraph(f"{group.instruction}.{group.expected} {whose}", _evidence_of(group))
    if len(group.items) > MOST_LISTED:
        count = Figure(str(len(group.items)), len(group.items), "org")
        yield Paragraph(counted_by_letters(len(group.items)), (count,), ParagraphRole.ITEM)
        return
    for told, items in group.alike.items():
        names = "; ".join(item.addressee for item in items)
        evidence = tuple(figure for item in items for figure in item.evidence)
        yield Paragraph(f"{names} — {told}", evidence, ParagraphRole.ITEM)


def _evidence_of(group: AdviceGroup) -> tuple[Figure, ...]:
    """The term, and the figures of a result that all have in common."""
    mentioned = (one for item in group.items for one in item.evidence)
    told = (one for one in mentioned if group.expected and one.text in group.expected)
    return (group.term, *dict.fromkeys(told))


# models: not the highest percent, which a few pupils make, but ten people or more who have
# reached the guide; the higher, the more are above it, then the more have come in a year

LIKE = 2.0
"""Schools are alike in size when the bases differ at most so many times."""
OFTEN = 2
"""So many times one school may be named as a model: more is no model, but a burden."""
LEADERS = 3
Key = tuple[str, str]
"""Code of the indicator and of the organisation that is shown the model."""


def ranked(plan_fact: PlanFact, row: PlanFactRow) -> list[PlanFactRow]:
    """Schools that may be a model for a share of the district, the strongest first."""
    above = {one.row.org: one.balance for one in contributions(plan_fact, row.year, row.code)}
    fit = [other for other in plan_fact.schools(row.year, row.code) if _is_fit(other)]
    return sorted(fit, key=lambda other: (-above.get(other.org, 0), -_more(other), other.org_name))


def _is_fit(row: PlanFactRow) -> bool:
    return (
        row.measure is RowMeasure.SHARE
        and row.reason is Reason.REACHED
        and row.operator is not Operator.AT_MOST
        and not wording.is_silent(row)
        and (row.numerator or 0) >= SMALL_BASE
    )


def _more(row: PlanFactRow) -> int | float:
    """How many people more than a year ago."""
    return row.matched.people if row.matched else 0


def leaders(
    plan_fact: PlanFact, shares: Iterable[PlanFactRow]
) -> dict[str, tuple[PlanFactRow, ...]]:
    """Code of a share → its strongest schools; no school leads in more than ``OFTEN`` rows."""
    named: Counter[str | None] = Counter()
    found: dict[str, tuple[PlanFactRow, ...]] = {}
    for share in shares:
        free = [row for row in ranked(plan_fact, share) if named[row.org] < OFTEN]
        found[share.code] = tuple(free[:LEADERS])
        named.update(row.org for row in free[:LEADERS])
    return found


def examples_of(material: Material) -> dict[Key, PlanFactRow]:
    """By indicator and school: a school like it that has reached the guide."""
    return material.once("examples", lambda: _examples(material))


def _examples(material: Material) -> dict[Key, PlanFactRow]:
    kinds = {place.code: str(place.kind) for place in material.expected}
    return examples(material.plan_fact, material.shares, kinds)


def examples(
    plan_fact: PlanFact, shares: Iterable[PlanFactRow], kinds: Mapping[str, str]
) -> dict[Key, PlanFactRow]:
    """What a school like it did better: same type, similar base, guide reached.

    ``kinds``: code of an organisation → its type.
    """
    named: Counter[str | None] = Counter()
    found: dict[Key, PlanFactRow] = {}
    for share in shares:
        fit = ranked(plan_fact, share)
        for row in plan_fact.schools(share.year, share.code):
            if row.reason not in SHORT or wording.is_silent(row):
                continue
            model = next(
                (
                    other
                    for other in fit
                    if named[other.org] < OFTEN
                    and kinds.get(other.org or "") == kinds.get(row.org or "")
                    and _is_like(other.denominator or 0, row.denominator or 0)
                ),
                None,
            )
            if model is not None:
                named[model.org] += 1
                found[row.code, row.org or ""] = model
    return found


def _is_like(one: int, other: int) -> bool:
    return max(one, other) <= LIKE * min(one, other)
