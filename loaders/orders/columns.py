"""Which column of the table says what («шапка таблицы»), whatever it is called and wherever."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from loaders.orders.document import Row


class Role(StrEnum):
    """What a column of a roadmap holds."""

    NUMBER = "number"
    TITLE = "title"
    TERM = "term"
    WORDING = "wording"
    VALUE = "value"
    UNIT = "unit"
    EXECUTORS = "executors"


HEADERS: tuple[tuple[Role | None, str], ...] = (
    (Role.NUMBER, r"^(№|n\b)|^п/п|^номер"),
    (None, r"базов|факт|примечан|финанс|категори|отметка"),
    (Role.UNIT, r"ед.{0,8}изм|единица"),
    (Role.EXECUTORS, r"исполнител|ответственн|ктоисполн|ктопровод"),
    (Role.TERM, r"^план\w*(срок|дат)|срок|^дата|^период|^когда"),
    (Role.VALUE, r"значени|^план$"),
    (Role.WORDING, r"показател|индикатор|результат|критери|ожидаем|формаотч|продукт"),
    (Role.TITLE, r"мероприяти|содержани|действи|наименован|направлени|вид.?(работ|деятел)|меры$"),
)
"""Role → how offices head its column, spaces left out; the first match counts. None: not ours."""

PROPER = {
    Role.TITLE: r"мероприяти",
    Role.WORDING: r"показател|индикатор|критери",
}
"""Of several columns that could have a role, the one so headed has it, else the first."""

YEAR = re.compile(r"(?:на|в)?\s*(20\d\d)\s*(?:г\.?|год|году)?(?:\s*\(?план\)?)?")


@dataclass(frozen=True, slots=True)
class Columns:
    """Where each role stands, where targets by year stand, and how many rows head the table."""

    roles: Mapping[Role, tuple[int, ...]]
    years: Mapping[int, int]
    depth: int = 1
    width: int = 0

    def text(self, row: Row, role: Role) -> str:
        """What the columns of a role say in a row; one line per column."""
        cells = [row[place] for place in self.roles.get(role, ()) if place < len(row)]
        return "\n".join(cell.text for cell in cells if cell.text)

    def is_shared(self, row: Row, role: Role) -> bool:
        """Merged with the row above."""
        places = self.roles.get(role, ())
        return any(place < len(row) and row[place].down for place in places)

    def by_year(self, row: Row) -> dict[int, str]:
        found = {year: row[place].text for year, place in self.years.items() if place < len(row)}
        return {year: text for year, text in found.items() if text.strip(" -–—")}


def find_columns(rows: Sequence[Row], start: int = 0) -> tuple[int, Columns] | None:
    """The first header of a roadmap at or below ``start``: its row and its columns."""
    for place in range(start, len(rows)):
        columns = _read_header(rows, place)
        if columns:
            return place, columns
    return None


def _read_header(rows: Sequence[Row], place: int) -> Columns | None:
    """A header names activities and at least two more roles; its years may stand a row below."""
    roles = _roles(rows[place])
    if Role.TITLE not in roles or len(roles) < 3:
        return None
    below = rows[place + 1] if place + 1 < len(rows) else ()
    years, second = _years(rows[place]), _years(below)
    depth = 2 if second or _is_lower_half(below) else 1
    return Columns(roles, years or second, depth, len(rows[place]))


def _roles(row: Row) -> dict[Role, tuple[int, ...]]:
    found: dict[Role, tuple[int, ...]] = {}
    for place, cell in enumerate(row):
        role = role_of(cell.text)
        if role:
            found[role] = (*found.get(role, ()), place)
    return {role: _chosen(role, places, row) for role, places in found.items()}


def _chosen(role: Role, places: tuple[int, ...], row: Row) -> tuple[int, ...]:
    """All columns of executors; of every other role the one that is headed most properly."""
    if role is Role.EXECUTORS:
        return places
    proper = (
        place
        for place in places
        if role in PROPER and re.search(PROPER[role], row[place].text, re.IGNORECASE)
    )
    return (next(proper, places[0]),)


def role_of(header: str) -> Role | None:
    squeezed = "".join(header.split()).lower()
    if not squeezed or len(squeezed) > 80:
        return None
    return next((role for role, words in HEADERS if re.search(words, squeezed)), None)


def _years(row: Row) -> dict[int, int]:
    """Columns that hold the target of one year. In rows of other meaning there are none."""
    own = [cell.own for cell in row if cell.own]
    found = {place: YEAR.fullmatch(cell.own.strip()) for place, cell in enumerate(row) if cell.own}
    if not own or sum(bool(year) for year in found.values()) < 2:
        return {}
    return {int(year[1]): place for place, year in found.items() if year}


def _is_lower_half(row: Row) -> bool:
    """The second row of a header whose upper cells reach down."""
    return sum(cell.down for cell in row) > 1 and any(role_of(cell.text) for cell in row)
