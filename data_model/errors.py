"""What stops us, as a tree. Texts are Russian and are shown to the person as they are.

    MonitorError
    ├── UnreadableFile        a file cannot be opened, or is not of the kind it says
    ├── WrongDefinition       a roadmap, register or roll that cannot be used: file, row, field
    ├── UnknownPlace          a municipality or an organisation that is not in the register
    ├── NothingThere          no database, no roadmap, no return where one is needed
    ├── Refused               a rule forbids it: a needed reason, a second time
    │   └── ClosedYear        a figure of a closed year would change; it says who opens it
    └── DatabaseTrouble       damaged, of an unknown version, busy, or the disk is full

Wrong data of a school are not here: they are problems («замечания»), values with a cell.
"""


class MonitorError(Exception):
    """Base of everything that is shown to a person without a traceback."""


class UnreadableFile(MonitorError):
    """The file cannot be read; the text says which and how to save it again."""


class WrongDefinition(MonitorError):
    """A roadmap, register or roll that contradicts itself; names file, row and field."""


class UnknownPlace(MonitorError):
    """A municipality or organisation that the register does not hold."""


class NothingThere(MonitorError):
    """What was asked for does not exist yet; the text says how to get it."""


class Refused(MonitorError):
    """A rule forbids the act; the text says which and what to do instead."""


class ClosedYear(Refused):
    """A figure of a closed year would change; the text names the year and how to open it."""


class DatabaseTrouble(MonitorError):
    """The database is damaged, too new, too old, busy, or the disk is full."""
