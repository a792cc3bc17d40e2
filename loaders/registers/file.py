"""The register of places («реестр организаций»): a municipality, its schools, and back.

Any ordinary list of schools is read: what it does not say (code, type, head of a branch) is
inferred where it can be, and told to whoever loads it before it is stored. First codes for a
register that has none («коды предложены»): found again by the name, else new ones. They are unique
over all districts of a database, because a return names its school by code.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import count

from data_model.errors import WrongDefinition
from data_model.places import Municipality, Organisation, OrganisationKind
from data_model.store import Store
from loaders.registers.kinds import (
    LONGEST_SHORT,
    district_in,
    short_of_district,
    shortened,
)
from loaders.registers.register_lines import (
    CODE,
    COLUMNS,
    FORMER,
    HEAD,
    REGION,
    UNTIL,
    RegisterLine,
    organisation_of,
    register_lines,
    several_districts,
    unread_columns,
    used_columns,
    written_aliases,
    written_former,
)
from loaders.registers.school_names import (
    NameParts,
    code_with_zeros,
    find_place,
    head_of,
    parts_of,
)
from loaders.registers.table import (
    TableRow,
    Value,
    WrittenSheet,
    columns_of,
    hidden_rows,
    lists_in,
    other_sheets,
    refuse_pupils,
    settings_in,
    tables_in,
    without_header,
    workbook_of,
    write_tables,
)
from loaders.school_tables.headers import ColumnKind
from loaders.school_tables.table import ColumnHeading, Passed, SchoolTable, titles
from loaders.values.reading import one_line

FIRST_DISTRICT = 90001
"""The first code that is proposed for a district without one."""


@dataclass(frozen=True, slots=True)
class KnownDistricts:
    """What the store knows: every district with its register."""

    districts: tuple[tuple[Municipality, tuple[Organisation, ...]], ...] = ()

    @property
    def codes(self) -> set[str]:
        """Every code that is taken."""
        return {place.code for _, register in self.districts for place in register} | {
            one.code for one, _ in self.districts
        }

    @property
    def places(self) -> tuple[Organisation, ...]:
        return tuple(place for _, register in self.districts for place in register)

    def district(self, named: str) -> tuple[Municipality, tuple[Organisation, ...]] | None:
        """The district of a code or a name."""
        said = named.strip().casefold()
        return next((one for one in self.districts if said in _names(one[0])), None)


def _names(place: Municipality) -> set[str]:
    return {place.code.casefold(), place.name.casefold(), place.short.casefold()}


def known_in(store: Store) -> KnownDistricts:
    """The districts of a store with their registers."""
    return KnownDistricts(
        tuple((one, tuple(store.organisations(one.code))) for one in store.municipalities())
    )


def district_code(taken: Collection[str]) -> str:
    return next(code for number in count(FIRST_DISTRICT) if (code := str(number)) not in taken)


def school_codes(district: str, taken: Collection[str]) -> Iterator[str]:
    """Free codes of the schools of a district, one after the other."""
    codes = (f"{district}{number:02d}" for number in count(1))
    return (code for code in codes if code not in taken)


SETTING, VALUE = "настройка", "значение"


INFERRED_WORDS = {
    "code": "код предложен",
    "type": "тип взят из названия",
    "short": "краткое название составлено",
    "head": "головная школа взята из названия или строки выше",
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
    def wordy(self) -> tuple[Organisation, ...]:
        """Schools of a long name without a short one: what is proposed leaves out much of it."""
        return tuple(
            place
            for place in self.organisations
            if "short" in self.inferred.get(place.code, ())
            and len(shortened(place.name.full)) > LONGEST_SHORT
        )

    @property
    def says_everything(self) -> bool:
        """Whether nothing was inferred, so that there is nothing to confirm."""
        return not any(self.inferred.values()) and not any(one.is_doubtful for one in self.passed)


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
    shorts: Mapping[str, str] | None = None,
) -> RegisterReading:
    """A register as understood.

    «Прежние названия» and «другие написания» are read as ``register_lines`` says. A second sheet
    with the columns «настройка» and «значение», where there is one, gives the settings of the
    office. ``known`` are the districts of the store: a school without a code gets the one it has
    there. ``named`` is the municipality of a list without its row. ``heads``: the codes of head
    schools by those of their branches, as a person said; ``shorts``: short names by code or by
    full name. A short name that the store has for the same full one stays.
    Raises WrongDefinition; NoDistrict and NoHead where a person must say something.
    """
    known = known or KnownDistricts()
    workbook = workbook_of(content, filename)
    headed = [
        one
        for one in tables_in(workbook)
        if {ColumnKind.SCHOOL, ColumnKind.SHORT} & {*columns_of(one)}
    ]
    tables = headed or list(lists_in(workbook.sheets))
    if not tables:
        raise WrongDefinition(NO_NAMES.format(filename=filename))
    table = tables[0]
    refuse_pupils(table, filename)
    used = used_columns(table)
    passed = [
        *titles(table),
        *unread_columns(table, used),
        *other_sheets(tables, (table,)),
        *hidden_rows(table),
        *several_districts(table),
    ]
    if not headed:
        passed += without_header(table)
    said = {place.name.full: place.name.short for place in known.places} | {**(shorts or {})}
    lines = [_with_short(one, said) for one in register_lines(table, used, filename, passed)]
    owner, own = _district(lines, table, filename, known, named)
    settings = settings_in(workbook, (SETTING, VALUE))
    region = _region(lines) or owner.region
    municipality = replace(owner, settings={**settings}, region=region)
    inferred = {line.row.number: line.inferred for line in lines}
    schools = _once([one for one in lines if one.row is not own], passed)
    coded = _coded(schools, municipality, known, inferred, passed)
    placed = _placed(coded, known, filename, used, inferred, heads or {})
    _check([(line.row, place) for line, place in placed], municipality, own)
    by_code = {place.code: inferred[line.row.number] for line, place in placed}
    return RegisterReading(
        municipality, tuple(place for _, place in placed), by_code, tuple(passed)
    )


def _with_short(line: RegisterLine, said: Mapping[str, str]) -> RegisterLine:
    """A line whose short name was only proposed, with the one that somebody has said."""
    short = said.get(line.code, "") or said.get(line.full, "")
    if "short" not in line.inferred or not short:
        return line
    return replace(
        line, short=short, inferred=tuple(one for one in line.inferred if one != "short")
    )


# the district


def _district(
    lines: Sequence[RegisterLine],
    table: SchoolTable,
    filename: str,
    known: KnownDistricts,
    named: str,
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


def _district_of(line: RegisterLine, known: KnownDistricts) -> Municipality:
    found = known.district(line.full)
    code = line.code or (found[0].code if found else district_code(known.codes))
    return Municipality(code, line.full, line.short or short_of_district(line.full))


def _region(lines: Sequence[RegisterLine]) -> str:
    """What the column «регион» says, in one line or in all of them; empty where it says nothing."""
    said = {one_line(line.row.text(REGION)): line.row for line in lines}
    names = [name for name in said if name]
    if len(names) > 1:
        told = f"район относится к одному региону, здесь их два: «{names[0]}» и «{names[1]}»."
        raise said[names[1]].wrong(REGION, told)
    return names[0] if names else ""


# codes and heads


def _once(lines: Sequence[RegisterLine], passed: list[Passed]) -> list[RegisterLine]:
    """The lines without those that name a school a second time; with two codes both stay."""
    seen: dict[NameParts, RegisterLine] = {}
    kept = list[RegisterLine]()
    for line in lines:
        first = seen.setdefault(parts_of(line.full), line)
        if first is line or line.kind is not first.kind:
            kept.append(line)
            continue
        told = f"«{line.full}» — то же название, что в строке {first.row.number}"
        if line.code and line.code != first.code:
            kept.append(line)
        elif not line.code:
            told += "; строка не взята"
        else:
            kept.append(line)  # one code twice is refused where codes are judged
            continue
        passed.append(Passed(line.row.number, told, is_doubtful=True))
    return kept


def _coded(
    lines: Sequence[RegisterLine],
    municipality: Municipality,
    known: KnownDistricts,
    inferred: dict[int, tuple[str, ...]],
    passed: list[Passed],
) -> list[RegisterLine]:
    """Every line with a code: its own, the one that the store knows it by, or a free one."""
    register = known.district(municipality.code)
    places = register[1] if register else ()
    lines = [_with_zeros(one, [place.code for place in places], lines, passed) for one in lines]
    said = {one.code for one in lines if one.code}
    free = school_codes(municipality.code, known.codes | said | {municipality.code})
    coded, taken = list[RegisterLine](), set(said)
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
    lines: Sequence[RegisterLine],
    known: KnownDistricts,
    filename: str,
    used: Mapping[str, ColumnHeading],
    inferred: dict[int, tuple[str, ...]],
    heads: Mapping[str, str],
) -> list[tuple[RegisterLine, Organisation]]:
    stored = {place.code: place for place in known.places}
    found = [(line, organisation_of(line, stored.get(line.code), used)) for line in lines]
    schools = [place for _, place in found if place.kind is not OrganisationKind.BRANCH]
    placed = list[tuple[RegisterLine, Organisation]]()
    above: Organisation | None = None
    for line, place in found:
        if place.kind is not OrganisationKind.BRANCH:
            above = place
            placed.append((line, place))
            continue
        head, is_inferred = _head(line, place, schools, heads, above)
        if is_inferred:
            inferred[line.row.number] = (*inferred[line.row.number], "head")
        placed.append((line, replace(place, head=head)))
    return placed


def _head(
    line: RegisterLine,
    place: Organisation,
    schools: Sequence[Organisation],
    heads: Mapping[str, str],
    above: Organisation | None,
) -> tuple[str, bool]:
    """The code of the head school of a branch, and whether its name or its place told it."""
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
    if line.is_below and above:
        return above.code, True
    listed = ", ".join(f"{one.name.short} ({one.code})" for one in schools[:MOST_LISTED])
    told = (
        "ячейка пуста, и по названию не видно, филиал какой это школы. Впишите её код или "
        f"название, в терминале — --head «{place.code}=КОД». Школы: {listed}."
    )
    raise NoHead(str(line.row.wrong(HEAD, told)), place, schools)


MOST_LISTED = 12


def _with_zeros(
    line: RegisterLine,
    stored: Sequence[str],
    lines: Sequence[RegisterLine],
    passed: list[Passed],
) -> RegisterLine:
    """A code as the store has it, where a program has dropped the zeros before it.

    Of a code that is shorter than its neighbours with a zero a person is told.
    """
    if code := code_with_zeros(line.code, stored):
        told = f"код {line.code} — это {code}: нули впереди потеряны"
        passed.append(Passed(line.row.number, told, is_doubtful=True))
        return replace(line, code=code)
    whole = next((one.code for one in lines if one.code.startswith("0")), "")
    if line.code.isdecimal() and 0 < len(line.code) < len(whole) and line.code not in stored:
        told = f"код {line.code} короче, чем {whole}: не потеряны ли нули впереди?"
        passed.append(Passed(line.row.number, told, is_doubtful=True))
    return line


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
    columns: tuple[str, ...] = COLUMNS
    if municipality.region:
        columns += (REGION,)
        rows = [(*row, municipality.region) for row in rows]
    settings = list(municipality.settings.items())
    return write_tables(
        WrittenSheet("Реестр", columns, rows, texts=(CODE, HEAD)),
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
