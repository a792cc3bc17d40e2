"""What `--json` prints. Kept stable: programs of others read it.

Numbers are JSON numbers, unrounded; unknown is null; percents are 0–100.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from data_model.returns import Outcome, Receipt
from data_model.roadmap import Activity, Indicator, Roadmap
from indicators.coverage import Board
from indicators.plan_fact_row import OfSchools, PlanFactRow
from indicators.region import ParentRow, RegionFigures
from indicators.trace import Input, Trace
from indicators.what_if import Difference
from loaders.orders.proposal import DIRECTIONS, RowProposal, act_to_json, targets_to_json
from loaders.registers.file import RegisterReading
from loaders.registers.roll import RollReading, by_place
from loaders.registers.school_names import How
from loaders.registers.school_targets import TargetsReading
from loaders.returns.checks.catalogue import RULES
from loaders.returns.checks.rule import Rule
from loaders.roadmaps.editions import Ground, ParentMatch, RegionalRow
from loaders.school_tables.table import Passed

if TYPE_CHECKING:
    from loaders.mailbox import DealtLetter

INDICATOR_FIELDS = (
    "indicator",
    "code",
    "kind",
    "level",
    "org",
    "period",
    "numerator",
    "denominator",
    "actual",
    "unit",
    "target",
    "operator",
    "status",
    "growth",
    "reported",
    "expected",
    "lower",
    "upper",
    "provisional",
    "reason",
    "base_date",
    "small_base",
    "total",
    "schools",
    "roadmap",
)
FIGURE_FIELDS = ("numerator", "denominator", "actual", "target", "status", "reason")
"""A figure and its verdict, on each side of a change."""
STATUS_FIELDS = (
    "org",
    "name",
    "state",
    "late",
    "received_at",
    "revision",
    "errors",
    "questions",
)
INPUT_FIELDS = (
    "org",
    "question",
    "grade",
    "value",
    "revision",
    "file",
    "sha256",
    "sheet",
    "cell",
    "received_at",
)


def plain(value: Any) -> Any:
    """A value as JSON knows it: unknown stays null, whole numbers stay whole."""
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, OfSchools):
        return {name: getattr(value, name) for name in OF_SCHOOLS}
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value


OF_SCHOOLS = ("met", "reported", "expected", "lower", "upper")
"""«k из n» of the schools beside the district's own answer."""


def fields(noun: object, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: plain(getattr(noun, name)) for name in names}


def of_row(row: PlanFactRow, names: tuple[str, ...]) -> dict[str, Any]:
    """Fields of a row of plan/fact: its number as the order has it, both ends of a range in a list.

    The roadmap it stands in is a field of its own.
    """
    result = fields(row, names)
    if "indicator" in names:
        result |= {"indicator": row.in_order}
    if row.target_upper is not None:
        result |= {"target": [plain(row.target), plain(row.target_upper)]}
    return result


def indicators(
    rows: Iterable[PlanFactRow], year: int, municipality: str, as_of: date
) -> dict[str, Any]:
    """The object of `indicators --json` from the plan/fact rows of one year."""
    return {
        "year": year,
        "municipality": municipality,
        "as_of": as_of.isoformat(),
        "rows": [of_row(row, INDICATOR_FIELDS) for row in rows],
    }


def indicators_of_all(
    regions: Mapping[str, RegionFigures],
    year: int,
    as_of: date,
) -> dict[str, Any]:
    """The object of `indicators --all --json`: rows of districts, then the sums of their region.

    ``parent_rows`` are those of the region's own roadmap, where it has one.

    ``regions``: its name, empty where districts name none → rows and sums. A sum is left out where
    districts do not count the same. ``met`` of ``judged`` districts reached their own targets.
    """
    rows: list[dict[str, Any]] = []
    above: list[dict[str, Any]] = []
    for region, (districts, sums, parents) in regions.items():
        place = {"region": region or None}
        above += [parent_row(region, one) for one in parents]
        rows += [
            {"municipality": one.district, **place, **of_row(one.row, INDICATOR_FIELDS)}
            for one in districts
        ]
        rows += [
            {"municipality": None, **place, **of_row(one.row, INDICATOR_FIELDS)}
            | {"districts": {"met": one.met, "judged": one.judged, "all": one.districts}}
            for one in sums
            if one.row is not None
        ]
    head = {"year": year, "municipality": None, "as_of": as_of.isoformat()}
    return head | {"rows": rows, "parent_rows": above}


def parent_row(region: str, one: ParentRow) -> dict[str, Any]:
    """A row of the region's own roadmap: its verdict, who is in the sum, who is not and why."""
    return {
        "municipality": None,
        "region": region,
        **of_row(one.row, INDICATOR_FIELDS),
        "added": [answer.district for answer in one.added],
        "not_added": [
            {"municipality": answer.district, "why": answer.why} for answer in one.not_added
        ],
    }


def parent_rows(
    code: str,
    matches: Iterable[ParentMatch],
    silent: Iterable[RegionalRow],
    unlike: Mapping[str, str],
    *,
    stored: bool,
) -> dict[str, Any]:
    """The object of `parent-rows --json`: each row with its row of the region, confirmed or not."""
    return {
        "roadmap": code,
        "rows": [
            {
                "indicator": one.row.number,
                "title": one.row.title,
                "parent": one.parent.reference if one.parent else one.row.parent_row or None,
                "parent_row": one.parent.row.number if one.parent else None,
                "confirmed": one.ground is Ground.CONFIRMED,
                "ground": one.ground.name.lower(),
                "unlike": unlike.get(one.row.indicator.code, ""),
            }
            for one in matches
        ],
        "unanswered": [one.reference for one in silent],
        "stored": stored,
    }


def changes(found: Iterable[Difference]) -> list[dict[str, Any]]:
    """Figures and verdicts that `load-schools`, `load-roll`, `load-roadmap` would change."""
    return [
        {
            "roadmap": one.row.roadmap,
            "year": one.row.year,
            "indicator": one.row.in_order,
            "org": one.row.org,
            "before": of_row(one.before, FIGURE_FIELDS) if one.before else None,
            "after": of_row(one.after, FIGURE_FIELDS) if one.after else None,
        }
        for one in found
    ]


def register(read: RegisterReading) -> dict[str, Any]:
    """The register of `load-schools --json` as it was understood."""
    return {
        "municipality": read.municipality.code,
        "rows": [
            {
                "code": place.code,
                "name": place.name.full,
                "short": place.name.short,
                "type": place.kind.value,
                "valid_from": plain(place.valid_from),
                "valid_to": plain(place.valid_to),
                "head": place.head,
                "inferred": [*read.inferred.get(place.code, ())],
            }
            for place in read.organisations
        ],
        "skipped": skipped(read.passed),
    }


def school_targets(read: TargetsReading) -> dict[str, Any]:
    """The plans of `load-targets --json`, one row for each school, indicator and year."""
    return {
        "rows": [
            fields(one, ("org", "roadmap", "indicator", "year"))
            | {"value": decimal(one.value), "matched_by": MATCHED_BY[read.matched_by[one.org]]}
            for one in read.targets
        ],
        "unmatched": [{"row": one.row, "name": one.name} for one in read.unmatched],
    }


def roll(read: RollReading) -> dict[str, Any]:
    """The roll of `load-roll --json`, one row for each organisation and year."""
    return {
        "rows": [
            {
                "org": org,
                "year": year,
                "date": plain(rows[0].counted_on),
                "grades": {str(row.grade): row.pupils for row in rows},
                "matched_by": MATCHED_BY[read.matched_by[org]],
            }
            for (org, year), rows in by_place(read.rows).items()
        ],
        "unmatched": [
            {
                "row": one.row,
                "name": one.name,
                "suggestions": [
                    {"code": place.code, "name": place.name.short} for place in one.suggestions
                ],
            }
            for one in read.unmatched
        ],
        "skipped": skipped(read.passed),
    }


MATCHED_BY = {How.CODE: "code", How.NAME: "name", How.ALIAS: "alias", How.SIMILAR: "similar"}


def skipped(passed: Iterable[Passed]) -> list[dict[str, Any]]:
    """Rows and columns that were passed over, and why."""
    return [{"row": one.row, "why": one.why} for one in passed]


def status(board: Board) -> dict[str, Any]:
    """The object of `status --json` from the board of returns."""
    rows = [fields(line, STATUS_FIELDS) for line in board.lines]
    return {"year": board.year, "rows": rows}


def receipt(given: Receipt) -> dict[str, Any]:
    """One file of `check` and `ingest`."""
    return {
        "file": given.filename,
        "outcome": given.outcome.value,
        "org": given.org,
        "year": given.year,
        "revision": given.revision,
        "problems": [
            {
                "code": problem.code,
                "severity": problem.severity.value,
                "sheet": problem.sheet,
                "cell": problem.cell,
                "message": problem.message,
            }
            for problem in given.problems
        ],
    }


def receipts(given: list[Receipt]) -> dict[str, Any]:
    """The object of `check --json` and `ingest --json`."""
    outcomes = [one.outcome for one in given]
    return {
        "files": [receipt(one) for one in given],
        "accepted": sum(
            outcome in (Outcome.ACCEPTED, Outcome.ACCEPTED_WITH_WARNINGS) for outcome in outcomes
        ),
        "refused": outcomes.count(Outcome.REFUSED),
        "duplicates": outcomes.count(Outcome.DUPLICATE),
    }


def letters(given: "list[DealtLetter]") -> dict[str, Any]:
    """The object of `mail --json`: each letter with its files and the number of its draft."""
    whole = receipts([one for letter in given for one in letter.receipts])
    told = [
        {
            "letter": one.name,
            "sender": one.sender or None,
            "subject": one.subject,
            "files": [receipt(file) for file in one.receipts],
            "answer": one.answer or None,
            "trouble": one.trouble or None,
            "asked": list(one.asked),
        }
        for one in given
    ]
    return {
        "letters": told,
        **{name: whole[name] for name in ("accepted", "refused", "duplicates")},
    }


def trace(found: Trace) -> dict[str, Any]:
    """The object of `trace --json`: the inputs that count, no others."""
    return {
        "indicator": found.row.in_order,
        "org": found.row.org,
        "actual": plain(found.row.actual),
        "inputs": [_input(given) for given in found.inputs],
    }


def _input(given: Input) -> dict[str, Any]:
    return fields(given, INPUT_FIELDS) | {"grade": given.grade or None}


def roadmap(read: Roadmap) -> dict[str, Any]:
    """The object of `load-roadmap --json` for definitions."""
    return {
        "act": act_to_json(read.act),
        "years": list(read.years),
        "rows": [activity_row(activity) for activity in read.activities],
    }


def activity_row(activity: Activity) -> dict[str, Any]:
    indicator = activity.indicator
    periods = sorted(indicator.periods.items())
    return {
        "indicator": activity.number,
        "title": activity.title,
        "kind": indicator.kind.value,
        "operator": indicator.operator.value,
        "unit": indicator.unit,
        "targets": targets_to_json(indicator.targets),
        "level": indicator.level.value,
        "scope": indicator.scope.value if indicator.scope else None,
        "periods": [period.label for _, period in periods],
        "due": {str(year): period.due.isoformat() for year, period in periods},
        "executors": list(activity.executors),
        "unsure": list(activity.unsure),
        **passport_fields(indicator),
    }


def passport_fields(indicator: Indicator) -> dict[str, Any]:
    """What a row has beside its target: the same names as in a proposal."""
    row = RowProposal("", "", "", "", (), kind=indicator.kind, change=indicator.change)
    return {
        "baseline": decimal(indicator.baseline),
        "scale": 1,
        "direction": DIRECTIONS.get(indicator.operator),
        "weight": decimal(indicator.weight),
        "source": indicator.source,
        "target_rule": replace(row, cumulative=indicator.cumulative).target_rule,
    }


def decimal(value: Decimal | None) -> int | float | None:
    return None if value is None else plain(float(value))


def rules() -> dict[str, Any]:
    """The object of `rules --json`: every line of the catalogue, in the order of looking."""
    return {"rules": [_rule(rule) for rule in RULES]}


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "code": rule.code,
        "title": rule.title,
        "message": rule.message,
        "severity": rule.severity.value if rule.severity else None,
        "treatment": rule.treatment.value,
        "since": rule.since,
        "example": rule.example,
    }
