"""People («сотрудники»): who may enter, what each may do, who is acting now, what was done."""

from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from data_model.places import region_code


class Role(StrEnum):
    """What a person is in a municipality (DESIGN.md 6.5)."""

    SCHOOL = "school"
    METHODIST = "methodist"
    CONTROLLER = "controller"
    HEAD = "head"
    ADMINISTRATOR = "administrator"
    REGION = "region"


ROLE_WORDS = {
    Role.SCHOOL: "школа",
    Role.METHODIST: "методист",
    Role.CONTROLLER: "главный специалист",
    Role.HEAD: "руководитель",
    Role.ADMINISTRATOR: "администратор",
    Role.REGION: "регион",
}


@dataclass(frozen=True, slots=True)
class Grant:
    """A role given («роль»): in a municipality, for a school in one organisation.

    An administrator belongs to none: both are None. ``region``: of whose districts a person of the
    region sees the verdicts, and nothing else of them; its own roadmaps are kept by that person.
    """

    role: Role
    municipality: str | None = None
    org: str | None = None
    region: str = ""

    @property
    def place(self) -> str | None:
        """The code of what the role is in: a municipality, or the region with its roadmaps."""
        return region_code(self.region) if self.region else self.municipality


@dataclass(frozen=True, slots=True)
class Quotas:
    """How much of an office server one person may take («доля одного человека»).

    ``uploads`` wait for a decision at once, ``megabytes`` of files in them; ``exports`` files are
    handed over in a minute. On one PC nobody is limited.
    """

    uploads: int = 5
    megabytes: int = 300
    exports: int = 30


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who may enter («сотрудник»), by login."""

    login: str
    name: str
    grants: tuple[Grant, ...] = ()
    is_blocked: bool = False
    has_password: bool = False


@dataclass(frozen=True, slots=True)
class SignIn:
    """One open session («вход»): whose, from where, since when, last seen when."""

    id: int
    login: str
    address: str
    began_at: datetime
    seen_at: datetime
    browser: str = ""


@dataclass(frozen=True, slots=True)
class Author:
    """Who acts now («автор»). ``grants`` is None where everything is allowed: one PC, terminal."""

    name: str
    grants: tuple[Grant, ...] | None = None
    login: str | None = None
    session: int | None = None
    address: str = ""

    def has(self, role: Role) -> bool:
        return any(grant.role is role for grant in self.grants or ())

    @property
    def only_school(self) -> bool:
        """Nothing but schools: sees their own rows alone; a person of a region has none."""
        own = {Role.SCHOOL, Role.REGION}
        return bool(self.grants) and all(one.role in own for one in self.grants or ())

    def municipalities(self) -> frozenset[str]:
        """Where the person has a role."""
        return frozenset(one.municipality for one in self.grants or () if one.municipality)

    def whole(self) -> frozenset[str]:
        """Of these municipalities the person sees every school: a role there is more than one's."""
        return frozenset(
            one.municipality
            for one in self.grants or ()
            if one.municipality and one.role is not Role.SCHOOL
        )

    def regions(self) -> frozenset[str]:
        """Of whose districts the person sees the verdicts."""
        return frozenset(one.region for one in self.grants or () if one.region)

    def organisations(self) -> frozenset[str]:
        """The schools whose returns the person sends."""
        return frozenset(one.org for one in self.grants or () if one.org)


PROGRAM = Author("программа")
AUTHOR: ContextVar[Author] = ContextVar("author", default=PROGRAM)
"""Who acts at this moment in this thread of work; the program itself where nobody was named."""


@dataclass(frozen=True, slots=True)
class IssuedBy:
    """Who has issued a document, and the line of the journal that proves it («кто выпустил»)."""

    person: str
    number: int
    sha256: str


@dataclass(frozen=True, slots=True)
class SavedView:
    """A view of a page that a person has named («сохранённый вид»): its address in the program.

    ``page`` is the name of the page, ``query`` what stands after «?» in its address.
    """

    name: str
    page: str
    query: str
    id: int = 0


@dataclass(frozen=True, slots=True)
class SeenFigures:
    """What a person saw of a district's year when she last came («прошлый вход»).

    ``lines``: code of the indicator, status, reason and actual of each district row; the actual
    as its shortest text, empty where it was unknown.
    """

    seen_at: datetime
    lines: tuple[tuple[str, str, str, str], ...]


@dataclass(frozen=True, slots=True)
class JournalHead:
    """The last line of the journal of a municipality («конец журнала»): number and SHA-256."""

    number: int
    sha256: str

    def __str__(self) -> str:
        """«№ 120 (ab12cd34ef56)»: as it is printed on a paper."""
        return f"№\u00a0{self.number} ({self.sha256[:12]})"


@dataclass(frozen=True, slots=True)
class JournalAct:
    """One line of the journal («запись журнала»): who did what, when, from where.

    ``before`` and ``after`` are JSON of the rows that changed; empty where nothing stood.
    ``municipality`` is None in the chain of people.
    """

    number: int
    at: datetime
    person: str
    login: str | None
    address: str
    act: str
    municipality: str | None
    org: str | None
    object: str
    before: str
    after: str
    sha256: str
