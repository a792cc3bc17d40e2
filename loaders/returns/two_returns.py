"""Two returns of one school in one lot («два отчёта в одной отправке»): a person says which counts.

Where the names say the order («580405_2020» and «580405_2020_2»), the later one corrects the other.
"""

import re
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath

from data_model.returns import ParsedReturn, Revision
from loaders.files.archive import Incoming
from loaders.returns.checks import FileVerdict
from loaders.returns.checks.rule import RuleBreach
from loaders.returns.checks.table import BY_CODE
from loaders.returns.context import IntakeContext

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
            facts = context.facts.get((known.org, known.year), {}).values()
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
