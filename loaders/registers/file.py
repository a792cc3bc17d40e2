"""The register of places («реестр организаций»): a municipality, its schools, and back.

Any ordinary list of schools is read: what it does not say (code, type, head of a branch) is
inferred where it can be, and told to whoever loads it before it is stored.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from data_model.errors import WrongDefinition
from data_model.places import Municipality, Organisation, OrganisationKind
from loaders.registers.codes import KnownDistricts, district_code, school_codes
from loaders.registers.district_names import district_in, short_of_district
from loaders.registers.heads import head_of
from loaders.registers.kinds import is_kindergarten, is_legal_word, is_some_school, kind_in
from loaders.registers.legal import shortened
from loaders.registers.names_in_register import (
    FORMER,
    SPELLINGS,
    aliases_of,
    names_of,
    written_aliases,
    written_former,
)
from loaders.registers.school_names import find_place
from loaders.registers.table import (
    TableRow,
    columns_of,
    refuse_pupils,
    settings_in,
    tables_in,
    workbook_of,
)
from loaders.registers.writing import Value, WrittenSheet, write_tables
from loaders.school_tables.headers import FULL_NAME, ColumnKind
from loaders.school_tables.passed import (
    Passed,
    cells_of,
    not_of_schools,
    titles,
    unread_column,
)
from loaders.school_tables.table import ColumnHeading, SchoolTable
from loaders.school_tables.words import header_key
from loaders.values.reading import one_line

CODE, FULL, SHORT, KIND = "код", "наименование", "краткое", "тип"
SETTLEMENT, HEAD = "населённый пункт", "головная"
SINCE, UNTIL = "действует с", "действует по"
COLUMNS = (CODE, FULL, SHORT, KIND, SETTLEMENT, HEAD, SINCE, UNTIL, FORMER, SPELLINGS)
SETTING, VALUE = "настройка", "значение"

NAMES = {
    ColumnKind.CODE: CODE,
    ColumnKind.SCHOOL: FULL,
    ColumnKind.SHORT: SHORT,
    ColumnKind.KIND: KIND,
    ColumnKind.SETTLEMENT: SETTLEMENT,
    ColumnKind.HEAD: HEAD,
    ColumnKind.SINCE: SINCE,
    ColumnKind.UNTIL: UNTIL,
    ColumnKind.FORMER: FORMER,
    ColumnKind.SPELLINGS: SPELLINGS,
}
"""The columns that are read, as the register itself calls them."""

INFERRED_WORDS = {
    "code": "код предложен",
    "type": "тип взят из названия",
    "short": "краткое название составлено",
    "head": "головная школа взята из названия",
    "valid_from": "«действует с» взято из другого столбца",
}
"""What a person reads of each inferred field."""

NO_NAMES = (
    "{filename}: не найден столбец с названиями школ. Нужна шапка со словами «Наименование», "
    "«Школа» или «Образовательная организация»."
)
NO_DISTRICT = (
    "{filename}, столбец «тип»: нужна ровно одна строка «муниципалитет», найдено {count}.{cure}"
)
NAME_IT = (
    " Назовите район: на странице впишите его название, в терминале — --municipality «{name}»."
)


class NoDistrict(WrongDefinition):
    """Nobody's list of schools has its municipality in it; ``guess`` is what its title says."""

    def __init__(self, message: str, guess: str) -> None:
        super().__init__(message)
        self.guess = guess


class NoHead(WrongDefinition):
    """A branch whose head school nobody can tell from the table: who it may be."""

    def __init__(self, message: str, branch: Organisation, schools: Sequence[Organisation]) -> None:
        super().__init__(message)
        self.branch, self.schools = branch, tuple(schools)


@dataclass(frozen=True, slots=True)
class RegisterReading:
    """A register as it was understood («прочтение реестра»).

    ``inferred`` are, by code, the fields that the file does not say: `code`, `type`, `head`, …
    """

    municipality: Municipality
    organisations: tuple[Organisation, ...]
    inferred: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    passed: tuple[Passed, ...] = ()

    @property
    def says_everything(self) -> bool:
        """Whether nothing was inferred, so that there is nothing to confirm."""
        return not any(self.inferred.values()) and not any(one.is_doubtful for one in self.passed)


@dataclass(frozen=True, slots=True)
class _Line:
    """A row of a school before it has a code."""

    row: TableRow
    code: str
    full: str
    short: str
    kind: OrganisationKind
    inferred: tuple[str, ...]


def read_register(content: bytes, filename: str) -> tuple[Municipality, tuple[Organisation, ...]]:
    """The one municipality of the file and its organisations, in the order of the rows.

    Raises WrongDefinition that names row and column.
    """
    read = register_of(content, filename)
    return read.municipality, read.organisations


def register_of(
    content: bytes,
    filename: str,
    known: KnownDistricts | None = None,
    named: str = "",
    heads: Mapping[str, str] | None = None,
) -> RegisterReading:
    """A register as understood.

    «Прежние названия» and «другие написания» are read as ``register_names`` says. A second sheet
    with the columns «настройка» and «значение», where there is one, gives the settings of the
    office. ``known`` are the districts of the store: a school without a code gets the one it has
    there. ``named`` is the municipality of a list without its row. ``heads``: the codes of head
    schools by those of their branches, as a person said.
    Raises WrongDefinition; NoDistrict and NoHead where a person must say something.
    """
    known = known or KnownDistricts()
    workbook = workbook_of(content, filename)
    table = next(
        (
            one
            for one in tables_in(workbook)
            if {ColumnKind.SCHOOL, ColumnKind.SHORT} & {*columns_of(one)}
        ),
        None,
    )
    if table is None:
        raise WrongDefinition(NO_NAMES.format(filename=filename))
    refuse_pupils(table, filename)
    used = _used(table)
    passed = [*titles(table), *_unread(table, used)]
    lines = list(_lines(table, used, filename, passed))
    owner, own = _district(lines, table, filename, known, named)
    settings = settings_in(workbook, (SETTING, VALUE))
    municipality = replace(owner, settings={**settings})
    inferred = {line.row.number: line.inferred for line in lines}
    coded = _coded([one for one in lines if one.row is not own], municipality, known, inferred)
    placed = _placed(coded, known, filename, used, inferred, heads or {})
    _check([(line.row, place) for line, place in placed], municipality, own)
    by_code = {place.code: inferred[line.row.number] for line, place in placed}
    return RegisterReading(
        municipality, tuple(place for _, place in placed), by_code, tuple(passed)
    )


# columns and rows


def _used(table: SchoolTable) -> dict[str, ColumnHeading]:
    """The headings that are read, by the names of the register."""
    found = columns_of(table)
    used = {NAMES[column]: headings[0] for column, headings in found.items() if column in NAMES}
    names = found.get(ColumnKind.SCHOOL, [])
    full = next((one for one in names if FULL_NAME.search(one.key)), names[0] if names else None)
    if full is None:
        used[FULL] = used[SHORT]
        return used
    used[FULL] = full
    others = [one for one in names if one is not full]
    return {SHORT: others[0], **used} if others else used


def _unread(table: SchoolTable, used: Mapping[str, ColumnHeading]) -> Iterator[Passed]:
    ordinal = {one.column for one in columns_of(table).get(ColumnKind.ORDINAL, [])}
    read = {one.column for one in used.values()} | ordinal
    for heading in table.headings:
        if heading.column not in read:
            yield unread_column(table, heading.text)


def _lines(
    table: SchoolTable, used: Mapping[str, ColumnHeading], filename: str, passed: list[Passed]
) -> Iterator[_Line]:
    for number in range(table.first, len(table.grid.rows)):
        filled = cells_of(table, number)
        if not filled:
            continue
        found = not_of_schools(table, number) or _group_title(table, used, number)
        if found:
            passed.append(found)
            continue
        cells = {name: table.grid.cell(number, one.column) for name, one in used.items()}
        row = TableRow(number + 1, filename, cells, {n: one.text for n, one in used.items()})
        if all(cell.is_empty for cell in cells.values()):
            passed.append(Passed(number + 1, "название школы не заполнено", is_doubtful=True))
            continue
        line = _line(row, table)
        if isinstance(line, Passed):
            passed.append(line)
        else:
            yield line


def _group_title(table: SchoolTable, used: Mapping[str, ColumnHeading], row: int) -> Passed | None:
    """«Городские школы» alone in its row, over the schools of a group."""
    filled = cells_of(table, row)
    is_alone = len(filled) == 1 and len(table.headings) > 2
    if not is_alone:
        return None
    joined = table.grid.marks.joined(row, filled[0].column)
    is_wide = joined is not None and joined[3] > joined[1]
    text = filled[0].written
    if not is_wide and filled[0].column == used[FULL].column and kind_in(text):
        return None
    return Passed(row + 1, f"заголовок группы: «{text}»")


def _line(row: TableRow, table: SchoolTable) -> _Line | Passed:
    inferred: list[str] = []
    full, short = row.text(FULL), row.text(SHORT)
    if not full and not short:
        row.needed(FULL)
    if not short and full and (made := shortened(full)) != full:
        short = made
        inferred.append("short")
    kind = kind_in(row.text(KIND)) if row.text(KIND) else None
    if kind is None and row.text(KIND) and not is_legal_word(row.text(KIND)):
        raise row.wrong(KIND, f"«{row.text(KIND)}» не подходит. Можно: {_allowed()}.")
    if kind is None:
        kind = kind_in(full, short)
        inferred.append("type")
    if kind is None and is_kindergarten(full, short):
        return Passed(row.number, f"детский сад, не школа: «{full or short}»", is_doubtful=True)
    if kind is None and not is_some_school(full, short):
        told = f"по названию не видно, какая это школа: «{full or short}». Впишите тип"
        return Passed(row.number, told, is_doubtful=True)
    if SINCE in row.headers and header_key(row.headers[SINCE]) != SINCE and row.text(SINCE):
        inferred.append("valid_from")
    return _Line(
        row,
        row.text(CODE),
        full or short,
        short,
        kind or OrganisationKind.SECONDARY,
        tuple(inferred),
    )


def _allowed() -> str:
    return ", ".join(kind.value for kind in OrganisationKind)


# the district


def _district(
    lines: Sequence[_Line], table: SchoolTable, filename: str, known: KnownDistricts, named: str
) -> tuple[Municipality, TableRow | None]:
    """The municipality of the file, and its row where it has one."""
    owners = [one for one in lines if one.kind is OrganisationKind.MUNICIPALITY]
    if len(owners) > 1:
        told = NO_DISTRICT.format(filename=filename, count=len(owners), cure="")
        raise WrongDefinition(told)
    if owners:
        return _district_of(owners[0], known), owners[0].row
    guess = district_in(" ".join(table.above))
    if not named.strip():
        example = guess or "Бессоновский муниципальный район"
        cure = NAME_IT.format(name=example)
        raise NoDistrict(NO_DISTRICT.format(filename=filename, count=0, cure=cure), guess)
    if found := known.district(named):
        return found[0], None
    name = one_line(named)
    taken = known.codes | {one.code for one in lines}
    return Municipality(district_code(taken), name, short_of_district(name)), None


def _district_of(line: _Line, known: KnownDistricts) -> Municipality:
    found = known.district(line.full)
    code = line.code or (found[0].code if found else district_code(known.codes))
    return Municipality(code, line.full, line.short or short_of_district(line.full))


# codes and heads


def _coded(
    lines: Sequence[_Line],
    municipality: Municipality,
    known: KnownDistricts,
    inferred: dict[int, tuple[str, ...]],
) -> list[_Line]:
    """Every line with a code: its own, the one that the store knows it by, or a free one."""
    register = known.district(municipality.code)
    places = register[1] if register else ()
    said = {one.code for one in lines if one.code}
    free = school_codes(municipality.code, known.codes | said | {municipality.code})
    coded, taken = list[_Line](), set(said)
    for line in lines:
        code = line.code
        if not code:
            found = find_place(line.full, places, date.today()) or find_place(
                line.short, places, date.today()
            )
            is_new = found is None or found.organisation.code in taken
            code = next(free) if found is None or is_new else found.organisation.code
            inferred[line.row.number] = ("code", *line.inferred)
        taken.add(code)
        coded.append(replace(line, code=code))
    return coded


def _placed(
    lines: Sequence[_Line],
    known: KnownDistricts,
    filename: str,
    used: Mapping[str, ColumnHeading],
    inferred: dict[int, tuple[str, ...]],
    heads: Mapping[str, str],
) -> list[tuple[_Line, Organisation]]:
    stored = {place.code: place for place in known.places}
    found = [(line, _organisation(line, stored.get(line.code), used)) for line in lines]
    schools = [place for _, place in found if place.kind is not OrganisationKind.BRANCH]
    placed = list[tuple[_Line, Organisation]]()
    for line, place in found:
        if place.kind is not OrganisationKind.BRANCH:
            placed.append((line, place))
            continue
        head, is_inferred = _head(line, place, schools, heads)
        if is_inferred:
            inferred[line.row.number] = (*inferred[line.row.number], "head")
        placed.append((line, replace(place, head=head)))
    return placed


def _head(
    line: _Line, place: Organisation, schools: Sequence[Organisation], heads: Mapping[str, str]
) -> tuple[str, bool]:
    """The code of the head school of a branch, and whether its name told it."""
    said = line.row.text(HEAD) or heads.get(place.code, "") or heads.get(line.full, "")
    if any(one.code == said for one in schools):
        return said, False
    if said:
        named = find_place(said, schools, date.today())
        if named is None and (said.isdecimal() or " " not in said):
            return said, False  # a code: whether it exists is judged with the whole register
        if named:
            return named.organisation.code, True
    if place.head:
        return place.head, False
    if head := head_of(line.full, schools) or head_of(line.short, schools):
        return head.code, True
    listed = ", ".join(f"{one.name.short} ({one.code})" for one in schools[:MOST_LISTED])
    told = (
        "ячейка пуста, и по названию не видно, филиал какой это школы. Впишите её код или "
        f"название, в терминале — --head «{place.code}=КОД». Школы: {listed}."
    )
    raise NoHead(str(line.row.wrong(HEAD, told)), place, schools)


MOST_LISTED = 12


def _organisation(
    line: _Line, stored: Organisation | None, used: Mapping[str, ColumnHeading]
) -> Organisation:
    """A school as the file says it; where it has no such column, as the store knows it."""
    row = line.row
    first, last = row.date(SINCE), row.date(UNTIL, is_last=True)
    place = Organisation(
        code=line.code,
        kind=line.kind,
        settlement=row.text(SETTLEMENT),
        names=names_of(row, line.full, line.short, first, last),
        head=row.text(HEAD) or None,
        valid_from=first,
        valid_to=last,
        aliases=aliases_of(row),
    )
    return _with_stored(place, stored, used) if stored else place


def _with_stored(
    place: Organisation, stored: Organisation, used: Mapping[str, ColumnHeading]
) -> Organisation:
    """What the table has no column for stays as it is stored."""
    kept = place
    if SETTLEMENT not in used:
        kept = replace(kept, settlement=stored.settlement)
    if SINCE not in used:
        kept = replace(kept, valid_from=stored.valid_from)
    if UNTIL not in used:
        kept = replace(kept, valid_to=stored.valid_to)
    if FORMER not in used:
        former = stored.names[:-1]
        last = replace(place.names[-1], valid_from=stored.names[-1].valid_from)
        kept = replace(kept, names=(*former, last))
    if FORMER not in used and SPELLINGS not in used:
        kept = replace(kept, aliases=stored.aliases)
    if HEAD not in used:
        kept = replace(kept, head=stored.head)
    return kept


# what only the whole register can tell


def _check(
    pairs: Sequence[tuple[TableRow, Organisation]],
    municipality: Municipality,
    own: TableRow | None,
) -> None:
    """Codes once, heads that exist, days in order."""
    known: dict[str, Organisation] = {}
    for row, place in pairs:
        if place.code in known or place.code == municipality.code:
            raise row.wrong(CODE, f"код {place.code} уже есть выше. Один код — одна строка.")
        known[place.code] = place
    for row, place in pairs:
        _check_head(row, place, known, municipality)
        _check_days(row, place)


def _check_head(
    row: TableRow,
    place: Organisation,
    known: Mapping[str, Organisation],
    municipality: Municipality,
) -> None:
    if place.kind is not OrganisationKind.BRANCH:
        if place.head:
            raise row.wrong(HEAD, "головную школу указывают только у филиала.")
        return
    if place.head == municipality.code:
        raise row.wrong(HEAD, f"{municipality.short} не может быть головной школой.")
    head = known.get(place.head or "")
    if head is None:
        raise row.wrong(HEAD, f"школы с кодом {place.head} нет в этом файле.")
    if head.kind is OrganisationKind.BRANCH:
        raise row.wrong(HEAD, f"{head.name.short} не может быть головной школой.")


def _check_days(row: TableRow, place: Organisation) -> None:
    if place.valid_from and place.valid_to and place.valid_from > place.valid_to:
        raise row.wrong(UNTIL, "день раньше, чем «действует с».")
    for name in place.names:
        if name.valid_from and name.valid_to and name.valid_from > name.valid_to:
            raise row.wrong(FORMER, f"дни названия «{name.short}» не сходятся с остальными.")


# back into a file


def write_register(municipality: Municipality, organisations: Sequence[Organisation]) -> bytes:
    """The register as the workbook that ``read_register`` takes; without schools, a template."""
    owner = (municipality.code, municipality.name, municipality.short, "муниципалитет")
    schools = [place for place in organisations if place.code != municipality.code]
    rows = [owner + ("",) * (len(COLUMNS) - 4), *(_written(place) for place in schools)]
    settings = list(municipality.settings.items())
    return write_tables(
        WrittenSheet("Реестр", COLUMNS, rows, texts=(CODE, HEAD)),
        WrittenSheet("Настройки", (SETTING, VALUE), settings, texts=(SETTING, VALUE)),
    )


def _written(place: Organisation) -> tuple[Value, ...]:
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
