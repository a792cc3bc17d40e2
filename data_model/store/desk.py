"""The desk («рабочее место»): notes of the office, and what each person keeps for herself.

    notes         beside an indicator, a school or a figure; withdrawn, never deleted
    saved views   addresses that a person has named; nobody else sees them
    seen figures  what she saw of a year when she last came, to tell what has changed since

Views and seen figures are no data: they raise no version and have no line in the journal.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, insert, select, update

from data_model.decisions import Note
from data_model.errors import NothingThere, Refused
from data_model.people import AUTHOR, SavedView, SeenFigures
from data_model.store.access import Access
from data_model.store.places import one_municipality
from data_model.store.rows import inserted_id, now, raise_version, seal, withdraw
from data_model.tables import NoteRow, SavedViewRow, SeenFiguresRow

Lines = Sequence[tuple[str, str, str, str]]
LONGEST_NAME = 80
"""Letters of the name of a view."""


class Desk(Access):
    """Notes of all districts; views and seen figures of whoever asks."""

    def save_note(self, municipality: str, note: Note) -> int:
        """A new note; its number. Refused without words, or about nothing."""
        return self._write(save_note, municipality, note, now())

    def offer_note(self, note_id: int, *, for_documents: bool) -> None:
        """Put a note into the documents of its year, or take it out of them."""
        self._write(offer_note, note_id, for_documents)

    def remove_note(self, note_id: int) -> None:
        """Take a note out; it stays among the former rows."""
        self._write(remove_note, note_id)

    def notes(self, municipality: str) -> tuple[Note, ...]:
        """All of a district, the latest first."""
        return self._read(notes, municipality)

    def save_view(self, view: SavedView) -> None:
        """Keep a view of one's own; one of the same name is replaced. Refused without a name."""
        self._write(save_view, view)

    def remove_view(self, view_id: int) -> None:
        """Take a view of one's own away."""
        self._write(remove_view, view_id)

    def saved_views(self) -> tuple[SavedView, ...]:
        """One's own, by name."""
        return self._read(saved_views)

    def note_seen(self, municipality: str, year: int, lines: Lines) -> None:
        """The district rows of a year as they are shown now: the beginning of what comes next."""
        self._write(note_seen, municipality, year, lines, now())

    def seen_figures(self, municipality: str, year: int) -> SeenFigures | None:
        """What the person saw when she last came; None at the first time."""
        return self._read(seen_figures, municipality, year)


# notes


def save_note(connection: Connection, municipality: str, note: Note, moment: datetime) -> int:
    one_municipality(connection, municipality)
    if not note.text.strip():
        raise Refused("Напишите примечание.")
    if not (note.code or note.org):
        raise Refused("Скажите, к чему примечание: к показателю, школе или цифре.")
    line = {
        "municipality": municipality,
        "year": note.year,
        "indicator": note.code,
        "organisation": note.org,
        "text": note.text.strip(),
        "for_documents": note.for_documents,
        "person": AUTHOR.get().name,
        "written_at": moment,
    }
    number = inserted_id(connection.execute(insert(NoteRow), line))
    _changed(connection)
    return number


def _changed(connection: Connection) -> None:
    seal(connection, [NoteRow])
    raise_version(connection)


def offer_note(connection: Connection, note_id: int, for_documents: bool) -> None:
    of_it = update(NoteRow).where(NoteRow.id == note_id)
    if not connection.execute(of_it.values(for_documents=for_documents)).rowcount:
        raise NothingThere(GONE)
    _changed(connection)


def remove_note(connection: Connection, note_id: int) -> None:
    if not withdraw(connection, NoteRow, NoteRow.id == note_id):
        raise NothingThere(GONE)
    _changed(connection)


GONE = "Этого примечания больше нет: обновите страницу."


def notes(connection: Connection, municipality: str) -> tuple[Note, ...]:
    row = NoteRow
    found = connection.execute(
        select(
            row.year, row.text, row.indicator, row.organisation, row.for_documents, row.id,
            row.person, row.written_at,
        )
        .where(row.municipality == municipality)
        .order_by(row.id.desc())
    )  # fmt: skip
    return tuple(Note(*line) for line in found)


# what a person keeps for herself


def _login() -> str:
    """Whose it is; nobody's in particular where nobody signs in."""
    return AUTHOR.get().login or ""


def save_view(connection: Connection, view: SavedView) -> None:
    name = " ".join(view.name.split())[:LONGEST_NAME]
    if not name:
        raise Refused("Назовите вид: под этим названием он встанет в список.")
    row = SavedViewRow
    known = update(row).where(row.login == _login(), row.name == name)
    if not connection.execute(known.values(page=view.page, query=view.query)).rowcount:
        line = {"login": _login(), "name": name, "page": view.page, "query": view.query}
        connection.execute(insert(row), line)


def remove_view(connection: Connection, view_id: int) -> None:
    row = SavedViewRow
    if not withdraw(connection, row, row.id == view_id, row.login == _login()):
        raise NothingThere("Этого вида уже нет в вашем списке.")


def saved_views(connection: Connection) -> tuple[SavedView, ...]:
    row = SavedViewRow
    found = connection.execute(
        select(row.name, row.page, row.query, row.id)
        .where(row.login == _login())
        .order_by(row.name)
    )
    return tuple(SavedView(*line) for line in found)


def note_seen(
    connection: Connection, municipality: str, year: int, lines: Lines, moment: datetime
) -> None:
    row, values = SeenFiguresRow, {"seen_at": moment, "lines": tuple(lines)}
    of_it = (row.login == _login(), row.municipality == municipality, row.year == year)
    if not connection.execute(update(row).where(*of_it).values(**values)).rowcount:
        key = {"login": _login(), "municipality": municipality, "year": year}
        connection.execute(insert(row), key | values)


def seen_figures(connection: Connection, municipality: str, year: int) -> SeenFigures | None:
    row = SeenFiguresRow
    found = connection.execute(
        select(row.seen_at, row.lines).where(
            row.login == _login(), row.municipality == municipality, row.year == year
        )
    ).first()
    return None if found is None else SeenFigures(found.seen_at, found.lines)
