"""Places («организации»): a municipality, its schools and their branches, with their life."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from data_model.roadmap import roll_date

MAIL_OF = "mail."
"""Before the code of a school: the setting with its addresses of mail."""
MOST_ADDRESSES = 5
STAMP = "stamp"
"""The setting that is printed on every paper of a district, such as «СИНТЕТИЧЕСКИЕ ДАННЫЕ»."""
REVIEW, ON = "review", "on"
"""The setting of a district whose schools' returns wait until somebody has looked at them."""


OF_REGION = "region:"
"""Before the name of a region: the code under which its own roadmaps lie."""


def region_code(region: str) -> str:
    """The code under which the roadmaps of a region lie, beside those of districts."""
    return f"{OF_REGION}{' '.join(region.split())}"


def region_of(code: str) -> str:
    """The name of the region whose code this is; empty of a district."""
    return code.removeprefix(OF_REGION) if code.startswith(OF_REGION) else ""


class OrganisationKind(StrEnum):
    """Types of the register, worded as in its column «тип»."""

    MUNICIPALITY = "муниципалитет"
    SECONDARY = "СОШ"
    BASIC = "ООШ"
    PRIMARY = "НОШ"
    LYCEUM = "лицей"
    GYMNASIUM = "гимназия"
    BOARDING = "интернат"
    EVENING = "вечерняя"
    CADET = "кадетская"
    BRANCH = "филиал"


@dataclass(frozen=True, slots=True)
class OrganisationName:
    """A name and the days on which it was in force (None: open end)."""

    full: str
    short: str
    valid_from: date | None = None
    valid_to: date | None = None

    def covers(self, day: date) -> bool:
        return _within(self.valid_from, day, self.valid_to)


@dataclass(frozen=True, slots=True)
class Alias:
    """Another spelling of a name («иное написание») and the days on which it counts.

    None is an open end. Two schools may have borne the same name one after the other.
    """

    spelling: str
    valid_from: date | None = None
    valid_to: date | None = None

    def covers(self, day: date) -> bool:
        return _within(self.valid_from, day, self.valid_to)


def _within(first: date | None, day: date, last: date | None) -> bool:
    """Whether a day lies between two others, both included; None is an open end."""
    return (first is None or first <= day) and (last is None or day <= last)


@dataclass(frozen=True, slots=True)
class Organisation:
    """Whoever sends a return: a school, a branch, or the municipality itself.

    ``names`` run from the oldest to the present one. ``head`` is the code of the head
    school of a branch.
    """

    code: str
    kind: OrganisationKind
    settlement: str
    names: tuple[OrganisationName, ...]
    head: str | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    aliases: tuple[Alias, ...] = ()

    @property
    def name(self) -> OrganisationName:
        """The present name."""
        return self.names[-1]

    def name_on(self, day: date) -> OrganisationName:
        """The name that was in force on a day; the nearest one where none was."""
        return next((name for name in reversed(self.names) if name.covers(day)), self.names[0])

    def exists_on(self, day: date) -> bool:
        return _within(self.valid_from, day, self.valid_to)

    def is_expected(self, year: int, with_own_roll: Collection[str]) -> bool:
        """Whether rows that take the roll of ``year`` are asked of it.

        Valid on 20 September of that year; a branch reports itself only where it has a roll
        of its own, else inside its head school (DESIGN.md 6.3). The municipality has a
        return of its own and is not counted among the schools.
        """
        if self.kind is OrganisationKind.MUNICIPALITY or not self.exists_on(roll_date(year)):
            return False
        return self.kind is not OrganisationKind.BRANCH or self.code in with_own_roll


@dataclass(frozen=True, slots=True)
class Municipality:
    """A district («муниципалитет, район») with the bodies that answer for it.

    ``settings`` hold what differs from office to office: names of bodies, posts, headers.
    ``region`` is the name of the region it belongs to; empty where nobody has said it.
    """

    code: str
    name: str
    short: str
    settings: dict[str, str] = field(default_factory=dict)
    region: str = ""

    @property
    def reviews(self) -> bool:
        """Whether a return that a school sends waits until a methodist has looked at it."""
        return self.settings.get(REVIEW) == ON

    def addresses(self, org: str) -> tuple[str, ...]:
        """The addresses of mail that a school is known to write from, the latest first."""
        return tuple(self.settings.get(f"{MAIL_OF}{org}", "").split())

    def known_addresses(self) -> tuple[str, ...]:
        """The schools with an address."""
        return tuple(
            name.removeprefix(MAIL_OF) for name in self.settings if name.startswith(MAIL_OF)
        )

    def with_addresses(self, org: str, addresses: Sequence[str]) -> dict[str, str]:
        """The setting that keeps just these addresses of a school, the one to write to first."""
        return {f"{MAIL_OF}{org}": " ".join(dict.fromkeys(addresses))}

    def with_address(self, org: str, address: str) -> dict[str, str]:
        """The setting that keeps one more address of a school; the oldest give way."""
        kept = dict.fromkeys((address, *self.addresses(org)))
        return self.with_addresses(org, list(kept)[:MOST_ADDRESSES])

    @property
    def stamp(self) -> str:
        """What is printed on every form and document, such as «СИНТЕТИЧЕСКИЕ ДАННЫЕ»."""
        return self.settings.get(STAMP, "")


class RollRow(NamedTuple):
    """Pupils of one grade of one organisation on the counting day («контингент», ОО-1)."""

    org: str
    year: int
    counted_on: date
    grade: int
    pupils: int
