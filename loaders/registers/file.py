"""The register of places («реестр организаций»): xlsx → a municipality, its schools, and back."""

from collections.abc import Sequence

from data_model.errors import WrongDefinition
from data_model.places import Municipality, Organisation, OrganisationKind
from loaders.files.workbook import written
from loaders.registers.names_in_register import (
    FORMER,
    SPELLINGS,
    aliases_of,
    names_of,
    written_aliases,
    written_former,
)
from loaders.registers.table import TableRow, optional_table, read_table
from loaders.registers.writing import Sheet, Value, write_tables

CODE, FULL, SHORT, KIND = "код", "наименование", "краткое", "тип"
SETTLEMENT, HEAD = "населённый пункт", "головная"
SINCE, UNTIL = "действует с", "действует по"
COLUMNS = (CODE, FULL, SHORT, KIND, SETTLEMENT, HEAD, SINCE, UNTIL, FORMER, SPELLINGS)
NEEDED = (CODE, FULL, KIND)
SETTING, VALUE = "настройка", "значение"

KINDS = {kind.value.casefold(): kind for kind in OrganisationKind}


def read_register(content: bytes, filename: str) -> tuple[Municipality, tuple[Organisation, ...]]:
    """The one municipality of the file and its organisations, in the order of the rows.

    «Прежние названия» and «другие написания» are read as ``register_names`` says. A second sheet
    with the columns «настройка» and «значение», where there is one, gives the settings of the
    office.
    Raises WrongDefinition that names row and column.
    """
    rows = read_table(content, filename, COLUMNS, NEEDED)
    places = tuple(_organisation(row) for row in rows)
    _check(rows, places)
    settings = optional_table(content, filename, (SETTING, VALUE))
    return _municipality(rows, places, filename, settings), tuple(
        place for place in places if place.kind is not OrganisationKind.MUNICIPALITY
    )


def write_register(municipality: Municipality, organisations: Sequence[Organisation]) -> bytes:
    """The register as the workbook that ``read_register`` takes; without schools, a template."""
    owner = (municipality.code, municipality.name, municipality.short, "муниципалитет")
    schools = [place for place in organisations if place.code != municipality.code]
    rows = [owner + ("",) * (len(COLUMNS) - 4), *(_line(place) for place in schools)]
    settings = list(municipality.settings.items())
    return write_tables(
        Sheet("Реестр", COLUMNS, rows, texts=(CODE, HEAD)),
        Sheet("Настройки", (SETTING, VALUE), settings, texts=(SETTING, VALUE)),
    )


def _organisation(row: TableRow) -> Organisation:
    first, last = row.date(SINCE), row.date(UNTIL)
    return Organisation(
        code=row.needed(CODE),
        kind=_kind(row),
        settlement=row.text(SETTLEMENT),
        names=names_of(row, row.needed(FULL), row.text(SHORT), first, last),
        head=row.text(HEAD) or None,
        valid_from=first,
        valid_to=last,
        aliases=aliases_of(row),
    )


def _kind(row: TableRow) -> OrganisationKind:
    written = row.needed(KIND)
    if written.casefold() not in KINDS:
        allowed = ", ".join(kind.value for kind in OrganisationKind)
        raise row.wrong(KIND, f"«{written}» не подходит. Можно: {allowed}.")
    return KINDS[written.casefold()]


def _municipality(
    rows: tuple[TableRow, ...],
    places: tuple[Organisation, ...],
    filename: str,
    settings: tuple[TableRow, ...],
) -> Municipality:
    owners = [place for place in places if place.kind is OrganisationKind.MUNICIPALITY]
    if len(owners) != 1:
        raise WrongDefinition(
            f"{filename}, столбец «{KIND}»: нужна ровно одна строка «муниципалитет», "
            f"найдено {len(owners)}."
        )
    name = owners[0].name
    values = {row.needed(SETTING): written(row.cells.get(VALUE)) for row in settings}
    return Municipality(owners[0].code, name.full, name.short, values)


def _check(rows: tuple[TableRow, ...], places: tuple[Organisation, ...]) -> None:
    """What only the whole register can tell: codes once, heads that exist, days in order."""
    known: dict[str, Organisation] = {}
    for row, place in zip(rows, places, strict=True):
        if place.code in known:
            raise row.wrong(CODE, f"код {place.code} уже есть выше. Один код — одна строка.")
        known[place.code] = place
    for row, place in zip(rows, places, strict=True):
        _check_head(row, place, known)
        _check_days(row, place)


def _check_head(row: TableRow, place: Organisation, known: dict[str, Organisation]) -> None:
    if place.kind is not OrganisationKind.BRANCH:
        if place.head:
            raise row.wrong(HEAD, "головную школу указывают только у филиала.")
        return
    head = known.get(row.needed(HEAD))
    if head is None:
        raise row.wrong(HEAD, f"школы с кодом {place.head} нет в этом файле.")
    if head.kind in {OrganisationKind.BRANCH, OrganisationKind.MUNICIPALITY}:
        raise row.wrong(HEAD, f"{head.name.short} не может быть головной школой.")


def _check_days(row: TableRow, place: Organisation) -> None:
    if place.valid_from and place.valid_to and place.valid_from > place.valid_to:
        raise row.wrong(UNTIL, "день раньше, чем «действует с».")
    for name in place.names:
        if name.valid_from and name.valid_to and name.valid_from > name.valid_to:
            raise row.wrong(FORMER, f"дни названия «{name.short}» не сходятся с остальными.")


def _line(place: Organisation) -> tuple[Value, ...]:
    """One organisation as a row of the sheet."""
    return (
        place.code,
        place.name.full,
        place.name.short,
        place.kind.value,
        place.settlement,
        place.head or "",
        place.valid_from,
        place.valid_to,
        written_former(place),
        written_aliases(place),
    )
