"""From bytes to a verdict and a receipt («суждение о файле»): read by a child, judged here.

In order: the screening of a workbook («проверка отчёта»), stage by stage, until an error ends it;
files read ahead and judged where all is known; two returns of one school in one lot («два отчёта
в одной отправке»), of which a person says which counts, unless the names say the order; receipts
(«квитанции»), what a verdict comes to, and one for a file of many schools.
"""

import logging
import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import PurePosixPath

from data_model.errors import UnreadableFile
from data_model.returns import (
    Fact,
    Outcome,
    ParsedReturn,
    Problem,
    Receipt,
    Revision,
    ValueState,
    outcome_of,
    superseded,
)
from loaders.files.archive import Incoming, read_trouble
from loaders.files.limits import LIMITS
from loaders.files.workbook import Workbook
from loaders.files.worker_pool import Work, pool, read_workbook
from loaders.forms.layout import FORM_VERSION, Identity, Owner, Slot
from loaders.returns.checks.catalogue import BY_CODE, CHECKS
from loaders.returns.checks.identity import is_named, named_by_file, seen_on_title
from loaders.returns.checks.rule import RuleBreach, Screening, Stage
from loaders.returns.context import IntakeContext
from loaders.returns.parse import Located, locate, parse_return
from loaders.values.reading import read_period

NAMELESS, PERSONAL = "no_identity", "personal_data"
"""Codes of what is said of a file that may still be a table of schools."""

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

    @property
    def may_be_of_many(self) -> bool:
        """Without an identity, or with columns of persons, it may yet be a table of schools."""
        return any(one.code in (NAMELESS, PERSONAL) for one in self.problems)

    @property
    def is_personal(self) -> bool:
        """Refused for columns of persons."""
        return any(one.code == PERSONAL for one in self.problems)


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
    if problems := _problems_at(screening, Stage.BOOK):
        return FileVerdict(problems)
    located = locate(workbook)
    agreed = _as_seen(workbook, _agreed(located), owner, context)
    identity = agreed or _as_said(located, owner, context)
    screening = replace(screening, located=located, identity=identity)
    problems = _problems_at(screening, Stage.IDENTITY)
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
    if problems := _problems_at(screening, Stage.IDENTITY):
        return FileVerdict(problems, None, *_place(identity, context))
    return _screen_answers(screening, identity, is_whole=False)


def _screen_answers(
    screening: Screening, identity: Identity, *, is_whole: bool = True
) -> FileVerdict:
    asked = identity.form if is_whole else ""  # a table of others' making asks what it likes
    known = screening.context.form(identity.org, identity.year, asked)
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
    if problems := _problems_at(screening, Stage.SHAPE):
        return FileVerdict(problems, None, *place)
    findings = _breaches(screening, Stage.ANSWERS)
    if not is_whole:
        findings = [one for one in findings if one[0] not in OF_OUR_FORM]
    problems = tuple(BY_CODE[code].problem(finding) for code, finding in findings)
    unknown = {finding.unknown for _, finding in findings if finding.unknown}
    parsed = _with_unknown(read.parsed, unknown) if unknown else read.parsed
    return FileVerdict(problems, parsed, *place)


def _problems_at(screening: Screening, stage: Stage) -> tuple[Problem, ...]:
    return tuple(BY_CODE[code].problem(finding) for code, finding in _breaches(screening, stage))


FINDERS = {
    stage: tuple((one.code, one.find) for one in CHECKS if one.stage is stage and one.find)
    for stage in Stage
}
"""What looks for broken rules, stage by stage, in the order of the table."""


def _breaches(screening: Screening, stage: Stage) -> list[tuple[str, RuleBreach]]:
    return [(code, finding) for code, find in FINDERS[stage] for finding in find(screening)]


def _agreed(located: Located) -> Identity | None:
    """The first sound claim; that all say the same is a rule of its own."""
    return next((claim.identity for claim in located.claims if claim.is_sound), None)


def _as_seen(
    workbook: Workbook, stated: Identity | None, owner: Owner | None, context: IntakeContext
) -> Identity | None:
    """The identity that the title or the file's name shows, where a person says it is right."""
    if stated is None or owner is None:
        return stated
    org, year, name = seen_on_title(workbook)
    seen_org = org.written if org and not org.is_empty else stated.org
    said = context.place(owner.org)
    if seen_org == stated.org and name and said and is_named(name.written, said[1]):
        seen_org = owner.org
    seen_year = (read_period(year.written).year if year else None) or stated.year
    named = named_by_file(workbook.filename, context)
    is_seen = owner in (Owner(seen_org, seen_year), named)
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
    if identity is None or context.place(identity.org) is None:
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


# files in their order

log = logging.getLogger(__name__)

ContextNow = Callable[[], IntakeContext]
"""The context, read when the first file needs it: a batch that is all known needs none."""


Known = Mapping[str, Revision]
"""What is stored already, by the checksum of its bytes."""


def judge(
    one: Incoming,
    context: IntakeContext,
    today: date,
    reading: Work | None = None,
    owner: Owner | None = None,
) -> FileVerdict:
    """The verdict on one file. A fault of ours is the refusal of this file and of no other."""
    try:
        read_trouble(one)
        workbook = reading.result() if reading else read_workbook(one.content, one.filename)
        return screen(workbook, context, today, owner)
    except UnreadableFile as fault:
        return refusal("unreadable", sentence=str(fault))
    except Exception:  # noqa: BLE001  one odd file must not end the intake of three hundred
        log.exception("could not judge a file of %d bytes", len(one.content))
        return refusal("reading_failed")


def judge_all(
    files: Iterable[Incoming], context_now: ContextNow, today: date, jobs: int, known: Known
) -> Iterator[tuple[Incoming, FileVerdict | Revision]]:
    """Verdicts in the order of the files; a known file is not read again, only named.

    With several jobs as many children read ahead. Each file is judged when it is asked for, so
    that what was stored just before is known to the checks, whatever the number of jobs.
    """
    for one, reading in _read_ahead(files, known, jobs if jobs > 1 else 0):
        revision = known.get(one.sha256)
        yield one, revision or judge(one, context_now(), today, reading)


def _read_ahead(
    files: Iterable[Incoming], known: Known, most: int
) -> Iterator[tuple[Incoming, Work | None]]:
    """The files in their order, so many of them being read while one is handed out."""
    waiting: deque[tuple[Incoming, Work | None]] = deque()
    try:
        for one in files:
            waiting.append((one, None if one.sha256 in known else _begun(one) if most else None))
            if len(waiting) > most:
                yield waiting.popleft()
        while waiting:
            yield waiting.popleft()
    finally:
        for _, reading in waiting:
            if reading:
                reading.drop()


def _begun(one: Incoming) -> Work | None:
    """The reading of a file, begun; judging tells why a file cannot be read."""
    is_readable = not one.trouble and len(one.content) <= LIMITS.file_bytes
    return pool().begin("read", one.content, one.filename) if is_readable else None


# two returns in one lot

OF_TABLES = "table_taken"
"""Returns out of a table are told apart by their rows."""

NUMBERED = re.compile(r"(.*?)(?:[_ -]+(?:испр\w*|ред\w*|v|вер\w*)?[._ ]*([2-9]))?")
Said = tuple[object, ...]


@dataclass
class Lot:
    """What has come in one lot so far: the name and the answers of each school and year.

    What came in an archive came together; files beside it are a lot of their own.
    """

    taken: dict[tuple[str, str, int], tuple[str, Said]] = field(default_factory=dict)

    def know(self, filename: str, known: Revision, context: IntakeContext) -> None:
        """A file of the lot that is stored already, and counts."""
        if known.is_current:
            facts = context.facts_of(known.org, known.year).values()
            said = tuple(sorted((one.question, one.grade, one.value) for one in facts))
            self.taken.setdefault((_bag(filename), known.org, known.year), (filename, said))

    def settled(self, one: Incoming, verdict: FileVerdict) -> FileVerdict:
        """The verdict, or a refusal where the lot holds another return of the same slot."""
        parsed = verdict.parsed
        if parsed is None or any(told.code == OF_TABLES for told in verdict.problems):
            return verdict
        slot, said = (_bag(one.filename), parsed.org, parsed.year), _said(parsed)
        before = self.taken.get(slot)
        if before is None or before[1] == said or is_later(before[0], one.filename):
            self.taken[slot] = (one.filename, said)
            return verdict
        words = {"first": _name(before[0]), "second": _name(one.filename), "year": parsed.year}
        problem = BY_CODE["two_returns"].problem(RuleBreach(words=words))
        return replace(verdict, problems=(problem,), parsed=None)


def _said(parsed: ParsedReturn) -> Said:
    return tuple(sorted((one.question, one.grade, one.value) for one in parsed.facts))


def _bag(filename: str) -> str:
    """The archive that a file came in; nothing where it came by itself."""
    return str(PurePosixPath(filename).parent)


def _name(filename: str) -> str:
    return PurePosixPath(filename).name


def is_later(first: str, second: str) -> bool:
    """Whether the names say that the second corrects the first."""
    one, other = (NUMBERED.fullmatch(PurePosixPath(name).stem) for name in (first, second))
    if one is None or other is None or one[1] != other[1]:
        return False
    return int(other[2] or 1) > int(one[2] or 1)


# receipts


@dataclass(frozen=True, slots=True)
class Handled:
    """A file that was dealt with («разобранный файл»), while its bytes are still at hand.

    ``parsed`` is None for what was refused and for what is stored already.
    """

    incoming: Incoming
    receipt: Receipt
    parsed: ParsedReturn | None = None


def foreseen(one: Incoming, verdict: FileVerdict) -> Receipt:
    """The receipt of a verdict that nothing has been stored of."""
    return Receipt(
        filename=one.filename,
        outcome=Outcome.REFUSED if verdict.is_refused else outcome_of(verdict.problems),
        problems=verdict.problems,
        org=verdict.org,
        year=verdict.year,
        sha256=one.sha256,
    )


def duplicate(filename: str, known: Revision, present: int | None = None) -> Receipt:
    """These bytes are stored already; nothing changes.

    ``present`` is the revision that counts, where these bytes are those of a former one.
    """
    told = superseded(known.org, known.year, known.number, present)
    is_old = present is not None and present != known.number and known.has_counted
    return Receipt(
        filename=filename,
        outcome=Outcome.DUPLICATE,
        problems=(told,) if is_old else (),
        org=known.org,
        year=known.year,
        revision=known.number,
        sha256=known.sha256,
    )


def unchanged(one: Incoming, verdict: FileVerdict, context: IntakeContext) -> Receipt | None:
    """The receipt of a row of a table that says what the school has answered already.

    Else each new copy of a table would be a correction of all its schools. Documents stay as they
    are: a table has none.
    """
    parsed = verdict.parsed
    if parsed is None or not any(told.code == OF_TABLES for told in verdict.problems):
        return None
    before = context.facts_of(parsed.org, parsed.year)
    if not before or {_told(fact) for fact in parsed.facts} != {
        _told(one) for one in before.values()
    }:
        return None
    told = BY_CODE["same_answers"].problem(RuleBreach(words={"year": parsed.year}))
    slot = (verdict.org, verdict.year, None, one.sha256)
    return Receipt(one.filename, Outcome.DUPLICATE, (told,), *slot)


def _told(fact: Fact) -> Said:
    return (fact.question, fact.grade, fact.value, fact.state, fact.reason)


def together(receipts: Sequence[Receipt]) -> Receipt:
    """One receipt for a file. That of a table of many schools names no school and no revision.

    It is refused where nothing of the table was taken, a duplicate where all is in already;
    what is wrong with single rows stands among its problems, each with its cell.
    """
    if len(receipts) == 1:
        return receipts[0]
    outcomes = {one.outcome for one in receipts}
    mixed = outcomes - {Outcome.REFUSED, Outcome.DUPLICATE}
    return Receipt(
        filename=receipts[0].filename,
        outcome=outcomes.pop() if len(outcomes) == 1 else _of_parts(taken=bool(mixed)),
        problems=tuple(problem for one in receipts for problem in one.problems),
        year=next((one.year for one in receipts if one.year), None),
        sha256=receipts[0].sha256,
    )


def _of_parts(*, taken: bool) -> Outcome:
    """Rows of different outcomes: anything newly taken counts, else some row is refused."""
    return Outcome.ACCEPTED_WITH_WARNINGS if taken else Outcome.REFUSED
