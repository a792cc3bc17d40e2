"""The screening of a file («проверка отчёта»): stage by stage, until an error ends it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from data_model.returns import Fact, ParsedReturn, Problem, ValueState
from loaders.files.workbook import Workbook
from loaders.forms.identity import Identity, Owner
from loaders.forms.layout import FORM_VERSION, Slot
from loaders.returns.checks.identity_rules import seen_on_title
from loaders.returns.checks.rule import RuleBreach, Screening, Stage
from loaders.returns.checks.table import BY_CODE, CHECKS
from loaders.returns.context import IntakeContext
from loaders.returns.locate import Located, locate
from loaders.returns.parse import parse_return
from loaders.values import read_period

OF_OUR_FORM = frozenset(("strange_sheet",))
"""Rules of answers that make sense for a form of ours only."""


@dataclass(frozen=True, slots=True)
class FileVerdict:
    """What was made of a file: the return where it can be taken, and the remarks."""

    problems: tuple[Problem, ...]
    parsed: ParsedReturn | None = None
    org: str | None = None
    year: int | None = None

    @property
    def is_refused(self) -> bool:
        return self.parsed is None


def refusal(code: str, **words: object) -> FileVerdict:
    """A verdict without a return, by a rule that the intake itself reports."""
    return FileVerdict((BY_CODE[code].problem(RuleBreach(words=words)),))


def screen(
    workbook: Workbook, context: IntakeContext, today: date, owner: Owner | None = None
) -> FileVerdict:
    """Everything that is wrong with a file, and the return where no error stands in the way.

    ``owner``: whose return it is, where a person says so of a file that does not.
    """
    screening = Screening(workbook, context, today, owner)
    if problems := _problems(screening, Stage.BOOK):
        return FileVerdict(problems)
    located = locate(workbook)
    agreed = _as_seen(workbook, _agreed(located), owner)
    identity = agreed or _as_said(located, owner, context)
    screening = replace(screening, located=located, identity=identity)
    problems = _problems(screening, Stage.IDENTITY)
    if problems or identity is None:
        return FileVerdict(problems, None, *_place(identity, context))
    return _screen_answers(screening, identity)


def screen_share(
    workbook: Workbook,
    context: IntakeContext,
    today: date,
    located: Located,
    identity: Identity,
) -> FileVerdict:
    """The same for the answers of one organisation in a table of others' making.

    Questions that the table does not ask are nobody's fault; whose they are is known.
    """
    screening = Screening(workbook, context, today, located=located, identity=identity)
    if problems := _problems(screening, Stage.IDENTITY):
        return FileVerdict(problems, None, *_place(identity, context))
    return _screen_answers(screening, identity, is_whole=False)


def _screen_answers(
    screening: Screening, identity: Identity, *, is_whole: bool = True
) -> FileVerdict:
    known = screening.context.form(identity.org, identity.year)
    read = parse_return(
        screening.workbook,
        known.roadmap,
        known.respondent,
        identity,
        known.roll,
        screening.located,
    )
    read = read if is_whole else replace(read, missing=())
    screening = replace(screening, known=known, read=read)
    place = (identity.org, identity.year)
    if problems := _problems(screening, Stage.SHAPE):
        return FileVerdict(problems, None, *place)
    findings = _findings(screening, Stage.ANSWERS)
    if not is_whole:
        findings = [one for one in findings if one[0] not in OF_OUR_FORM]
    problems = tuple(BY_CODE[code].problem(finding) for code, finding in findings)
    unknown = {finding.unknown for _, finding in findings if finding.unknown}
    parsed = _with_unknown(read.parsed, unknown) if unknown else read.parsed
    return FileVerdict(problems, parsed, *place)


def _problems(screening: Screening, stage: Stage) -> tuple[Problem, ...]:
    return tuple(BY_CODE[code].problem(finding) for code, finding in _findings(screening, stage))


FINDERS = {
    stage: tuple((one.code, one.find) for one in CHECKS if one.stage is stage and one.find)
    for stage in Stage
}
"""What looks for broken rules, stage by stage, in the order of the table."""


def _findings(screening: Screening, stage: Stage) -> list[tuple[str, RuleBreach]]:
    return [(code, finding) for code, find in FINDERS[stage] for finding in find(screening)]


def _agreed(located: Located) -> Identity | None:
    """The first sound claim; that all say the same is a rule of its own."""
    return next((claim.identity for claim in located.claims if claim.is_sound), None)


def _as_seen(workbook: Workbook, stated: Identity | None, owner: Owner | None) -> Identity | None:
    """The identity that the title shows, where a person says that it is right."""
    if stated is None or owner is None:
        return stated
    org, year = seen_on_title(workbook)
    seen_org = org.written if org and not org.is_empty else stated.org
    seen_year = (read_period(year.written).year if year else None) or stated.year
    is_seen = (owner.org, owner.year) == (seen_org, seen_year)
    return replace(stated, org=owner.org, year=owner.year) if is_seen else stated


def _as_said(located: Located, owner: Owner | None, context: IntakeContext) -> Identity | None:
    """The identity of a file that states none, as a person gave it."""
    if owner is None or located.claims:
        return None
    roadmap = context.roadmap_of(owner.org, owner.year)
    form = roadmap.code if roadmap else next(iter(sorted(context.form_codes())), "")
    return Identity(form, FORM_VERSION, owner.org, owner.year)


def _place(identity: Identity | None, context: IntakeContext) -> tuple[str | None, int | None]:
    """Organisation and year of a refused file; null where the register knows them not."""
    if identity is None or identity.org not in context.places:
        return None, None
    return identity.org, identity.year


def _with_unknown(parsed: ParsedReturn, unknown: set[Slot]) -> ParsedReturn:
    """Values that are asked about do not count until the question is closed."""
    return replace(parsed, facts=tuple(_facts(parsed.facts, unknown)))


def _facts(facts: Iterable[Fact], unknown: set[Slot]) -> Iterable[Fact]:
    for fact in facts:
        if Slot(fact.question, grade=fact.grade) in unknown:
            yield fact._replace(value=None, state=ValueState.NO_DATA)
        else:
            yield fact
