"""A confirmed proposal → the roadmap, with the questions that its reports will ask.

A person has looked at every row: corrections are applied first, what they leave open is filled
by the rules of the kind, and a row whose kind is still open stops the whole.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from decimal import Decimal
from typing import Any

from data_model.errors import WrongDefinition
from data_model.roadmap import (
    ROLL,
    Act,
    Activity,
    Indicator,
    Kind,
    Level,
    Operator,
    Roadmap,
    Scope,
    Target,
)
from loaders.orders.names import code_of, known_row, short_of
from loaders.orders.proposal import RoadmapProposal, RowProposal
from loaders.orders.questions import questions_of
from loaders.roadmaps.rules import contradictions

CORRECTABLE = {field.name for field in fields(RowProposal)} - {"number", "unsure", "section"}


@dataclass(frozen=True, slots=True)
class FieldCorrection:
    """What a person changed in a proposed row: a field of RowProposal and its new value."""

    row: str
    field: str
    value: Any


def confirm(
    proposal: RoadmapProposal, changes: Iterable[FieldCorrection] = (), code: str = ""
) -> Roadmap:
    """The roadmap of a proposal, ready to be stored.

    Raises WrongDefinition where a change names what is not there, a row's kind is open, or the
    roadmap contradicts itself; the text names the rows and says what to do.
    """
    _ensure_years(proposal)
    rows = [_completed(row) for row in _corrected(proposal.rows, tuple(changes)) if row.included]
    _ensure_kinds(rows)
    codes = _codes(rows)
    questions = {
        question.code: question for row in rows for question in questions_of(row, codes[row.number])
    }
    roadmap = Roadmap(
        code=code or _roadmap_code(proposal),
        title=proposal.title,
        act=proposal.act,
        years=proposal.years,
        questions=tuple(questions.values()),
        activities=tuple(_activities(rows, codes, proposal.years)),
    )
    return _ensured(roadmap)


def _corrected(
    rows: tuple[RowProposal, ...], changes: tuple[FieldCorrection, ...]
) -> list[RowProposal]:
    by_number = {row.number: row for row in rows}
    for change in changes:
        if change.row not in by_number or change.field not in CORRECTABLE:
            raise WrongDefinition(
                f"Правка не подходит: строка {change.row}, поле {change.field}. "
                f"Строки: {', '.join(by_number)}; поля: {', '.join(sorted(CORRECTABLE))}."
            )
        by_number[change.row] = replace(by_number[change.row], **{change.field: change.value})
    return list(by_number.values())


DEFAULTS: Mapping[Kind, tuple[Level, Scope | None]] = {
    Kind.PRESENCE: (Level.MUNICIPALITY, None),
    Kind.COUNT: (Level.MUNICIPALITY, Scope.DISTRICT_TOTAL),
    Kind.GROWTH: (Level.MUNICIPALITY, Scope.DISTRICT_TOTAL),
    Kind.SHARE: (Level.SCHOOL, Scope.DISTRICT_SHARE),
    Kind.GROWING_SHARE: (Level.SCHOOL, Scope.DISTRICT_SHARE),
    Kind.SHARE_OF_ORGS: (Level.SCHOOL, Scope.DISTRICT_SHARE),
}
"""Level and scope of a kind that a person has chosen without saying them."""


def _completed(row: RowProposal) -> RowProposal:
    """A row whose kind is known has an operator, a level, a scope and a unit that fit it."""
    if row.kind is None:
        return row
    level, scope = DEFAULTS[row.kind]
    filled = replace(row, level=row.level or level, scope=row.scope or scope)
    if row.kind is Kind.PRESENCE:
        one = dict.fromkeys(row.periods, Target(Decimal(1)))
        each = Scope.EACH_SCHOOL if row.scope is Scope.EACH_SCHOOL else None
        documents = row.documents or 1
        return replace(
            filled, operator=Operator.EXISTS, targets=one, scope=each, unit="", documents=documents
        )
    operator = row.operator if row.operator not in {None, Operator.EXISTS} else Operator.AT_LEAST
    unit = row.unit or ("чел." if row.kind is Kind.COUNT else "%")
    return replace(filled, operator=operator, unit=unit)


def _ensure_years(proposal: RoadmapProposal) -> None:
    if not proposal.years:
        raise WrongDefinition(
            "Годы дорожной карты не найдены ни в заголовке, ни в сроках. Допишите их в заголовок "
            "(«… на 2021–2023 годы») и прочитайте файл ещё раз."
        )


def _ensure_kinds(rows: list[RowProposal]) -> None:
    is_open = [row.number for row in rows if row.kind is None]
    if is_open:
        raise WrongDefinition(
            f"Вид показателя не определён в строках: {', '.join(is_open)}. Укажите его для каждой "
            "из них на странице «Дорожная карта» или снимите строку."
        )
    if not rows:
        raise WrongDefinition("В дорожной карте не осталось ни одной строки.")


def _codes(rows: list[RowProposal]) -> dict[str, str]:
    """Question code by row number: the known name where it is still free."""
    codes: dict[str, str] = {}
    for row in rows:
        known = known_row(row.title, row.wording, row.kind)
        is_free = known is not None and not {known.code, *known.beside} & set(codes.values())
        codes[row.number] = known.code if known and is_free else code_of(row.number)
    return codes


def _activities(
    rows: list[RowProposal], codes: dict[str, str], years: tuple[int, ...]
) -> Iterable[Activity]:
    shorts: set[str] = set()
    for row in rows:
        known = known_row(row.title, row.wording, row.kind)
        short = known.short if known and known.code == codes[row.number] else short_of(row.title)
        short = f"{row.number}. {short}" if short in shorts else short
        shorts.add(short)
        yield Activity(
            number=row.number,
            title=row.title,
            term=row.term,
            wording=row.wording,
            executors=row.executors,
            indicator=_indicator(row, codes[row.number], years),
            short=short,
            unsure=row.unsure,
        )


def _indicator(row: RowProposal, code: str, years: tuple[int, ...]) -> Indicator:
    """Only years of the roadmap are followed; the row says so where it names others."""
    known = known_row(row.title, row.wording, row.kind)
    shares = row.kind in {Kind.SHARE, Kind.GROWING_SHARE}
    assert row.kind and row.level and row.operator  # noqa: S101
    return Indicator(
        code=code,
        kind=row.kind,
        level=row.level,
        counted=code,
        scope=row.scope,
        out_of=(f"{code}_all" if row.whole else ROLL) if shares else None,
        base=row.base if shares else (),
        comparison_bases=row.comparison_bases if shares else (),
        operator=row.operator,
        unit=row.unit,
        targets={year: target for year, target in row.targets.items() if year in years},
        periods={year: period for year, period in row.periods.items() if year in years},
        requires_growth=row.kind is Kind.GROWING_SHARE,
        control=row.control,
        also_counted=known.beside if known and known.code == code else (),
    )


def _roadmap_code(proposal: RoadmapProposal) -> str:
    """Unlike any other roadmap's: the years, the date and the number of the act."""
    act = proposal.act
    number = re.sub(r"[^0-9a-z]+", "-", act.number.lower()).strip("-")
    years = dict.fromkeys((proposal.years[0], proposal.years[-1]))
    parts = [*map(str, years), "order", _day(act), number]
    return "-".join(filter(None, parts))[:60].strip("-")


def _day(act: Act) -> str:
    return f"{act.date:%Y%m%d}" if act.date else ""


def _ensured(roadmap: Roadmap) -> Roadmap:
    findings = [f"{place} {text}".strip(", ") for place, text in contradictions(roadmap)]
    if findings:
        raise WrongDefinition("Дорожная карта противоречит себе:\n" + "\n".join(findings[:20]))
    return roadmap
