"""The rows of a register («строки реестра»): its columns, its schools and their names.

First names («названия в реестре»): the present, the former, other spellings. Lists stand in one
cell, separated by «;». A former name says until when it was in force: «Старая школа (до
31.08.2021)». Another spelling may say on which days it counts: «БСШ 2 (с 01.09.2015 по
31.08.2021)», «БСШ 2 (с 01.09.2015)», «БСШ 2 (по 31.08.2021)».
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from data_model.places import Alias, Organisation, OrganisationKind, OrganisationName
from loaders.registers.kinds import (
    is_kindergarten,
    is_legal_word,
    is_some_school,
    kind_in,
    other_than_school,
    proposed_short,
)
from loaders.registers.table import (
    TableRow,
    columns_of,
)
from loaders.school_tables.headers import FULL_NAME, MUNICIPALITY, ColumnKind, header_key
from loaders.school_tables.table import (
    ColumnHeading,
    Passed,
    SchoolTable,
    cells_of,
    not_of_schools,
    unread_column,
)
from loaders.values.days import day_of_text
from loaders.values.personal import is_a_name
from loaders.values.reading import caseless

FORMER, SPELLINGS = "прежние названия", "другие написания"
DAY = r"([\d.]+)\s*(?:г\.?|года)?"
FORMER_UNTIL = re.compile(rf"(?P<name>.+?)\s*\(\s*до\s+{DAY}\s*\)", re.I)
ON_DAYS = re.compile(
    rf"(?P<name>.+?)\s*\(\s*(?=с\s|по\s)(?:с\s+{DAY})?\s*(?:по\s+{DAY})?\s*\)", re.I
)


def names_of(
    row: TableRow, full: str, short: str, first: date | None, last: date | None
) -> tuple[OrganisationName, ...]:
    """Names from the oldest to the present one; a former one was in force until its day."""
    names, since = [], first
    for until, name in sorted(_former(row)):
        names.append(OrganisationName(name, name, since, until))
        since = until + timedelta(days=1)
    return (*names, OrganisationName(full, short or full, since, last))


def aliases_of(row: TableRow) -> tuple[Alias, ...]:
    """Other spellings, and former names of which the register says no last day.

    Raises WrongDefinition where a day is none, and where one spelling has days twice.
    """
    aliases: dict[str, Alias] = {}
    for column, alias in _aliases(row):
        if aliases.setdefault(alias.spelling, alias) != alias:
            raise row.wrong(column, f"«{alias.spelling}» названо дважды с разными днями.")
        if alias.valid_from and alias.valid_to and alias.valid_from > alias.valid_to:
            raise row.wrong(column, f"у «{alias.spelling}» день «по» раньше, чем день «с».")
    return tuple(aliases.values())


def written_former(place: Organisation) -> str:
    return "; ".join(f"{one.full} (до {one.valid_to:%d.%m.%Y})" for one in place.names[:-1])


def written_aliases(place: Organisation) -> str:
    return "; ".join(map(_written, place.aliases))


def _written(alias: Alias) -> str:
    days = (("с", alias.valid_from), ("по", alias.valid_to))
    told = " ".join(f"{word} {day:%d.%m.%Y}" for word, day in days if day)
    return f"{alias.spelling} ({told})" if told else alias.spelling


def _parts(row: TableRow, column: str) -> list[str]:
    return [part.strip() for part in row.text(column).split(";") if part.strip()]


def _former(row: TableRow) -> Iterator[tuple[date, str]]:
    """Former names with the last day of each."""
    for found in filter(None, map(FORMER_UNTIL.fullmatch, _parts(row, FORMER))):
        yield _day(row, FORMER, found[2], "до"), found["name"]


def _aliases(row: TableRow) -> Iterator[tuple[str, Alias]]:
    for column in (FORMER, SPELLINGS):
        for part in _parts(row, column):
            if column == SPELLINGS or not FORMER_UNTIL.fullmatch(part):
                yield column, _alias(row, column, part)


def _alias(row: TableRow, column: str, part: str) -> Alias:
    found = ON_DAYS.fullmatch(part)
    if found is None:
        return Alias(part)
    first, last = found[2], found[3]
    return Alias(
        found["name"],
        _day(row, column, first, "с") if first else None,
        _day(row, column, last, "по") if last else None,
    )


def _day(row: TableRow, column: str, text: str, word: str) -> date:
    day = day_of_text(text)
    if day is None:
        raise row.wrong(column, f"«{text}» не дата. Напишите так: ({word} 31.08.2021).")
    return day


# columns and rows

CODE, FULL, SHORT, KIND = "код", "наименование", "краткое", "тип"
SETTLEMENT, HEAD, REGION = "населённый пункт", "головная", "регион"
SINCE, UNTIL = "действует с", "действует по"
COLUMNS = (CODE, FULL, SHORT, KIND, SETTLEMENT, HEAD, SINCE, UNTIL, FORMER, SPELLINGS)
NAMES = {
    ColumnKind.CODE: CODE,
    ColumnKind.SCHOOL: FULL,
    ColumnKind.SHORT: SHORT,
    ColumnKind.KIND: KIND,
    ColumnKind.SETTLEMENT: SETTLEMENT,
    ColumnKind.HEAD: HEAD,
    ColumnKind.REGION: REGION,
    ColumnKind.SINCE: SINCE,
    ColumnKind.UNTIL: UNTIL,
    ColumnKind.FORMER: FORMER,
    ColumnKind.SPELLINGS: SPELLINGS,
}
"""The columns that are read, as the register itself calls them."""


@dataclass(frozen=True, slots=True)
class RegisterLine:
    """A row of a school before it has a code; ``is_below``: «– филиал …», of the school above."""

    row: TableRow
    code: str
    full: str
    short: str
    kind: OrganisationKind
    inferred: tuple[str, ...]
    is_below: bool = False


def used_columns(table: SchoolTable) -> dict[str, ColumnHeading]:
    """The headings that are read, by the names of the register."""
    found = columns_of(table)
    used = {NAMES[column]: headings[0] for column, headings in found.items() if column in NAMES}
    if kinds := found.get(ColumnKind.KIND, []):
        used[KIND] = max(kinds, key=lambda one: _kinds_told(table, one))
    names = found.get(ColumnKind.SCHOOL, [])
    full = next((one for one in names if FULL_NAME.search(one.key)), names[0] if names else None)
    if full is None:
        used[FULL] = used[SHORT]
        return used
    used[FULL] = full
    others = [one for one in names if one is not full]
    return {SHORT: others[0], **used} if others else used


def _kinds_told(table: SchoolTable, heading: ColumnHeading) -> int:
    """In how many rows a column tells the kind: of «Тип» and «Вид» mostly one does."""
    cells = (table.grid.cell(row, heading.column) for row in table.rows())
    return sum(kind_in(cell.written) is not None for cell in cells)


def unread_columns(table: SchoolTable, used: Mapping[str, ColumnHeading]) -> Iterator[Passed]:
    """The columns that tell nothing of a register."""
    ordinal = {one.column for one in columns_of(table).get(ColumnKind.ORDINAL, [])}
    read = {one.column for one in used.values()} | ordinal
    for heading in table.headings:
        if heading.column not in read:
            yield unread_column(table, heading.text)


def register_lines(
    table: SchoolTable, used: Mapping[str, ColumnHeading], filename: str, passed: list[Passed]
) -> Iterator[RegisterLine]:
    """The rows of schools; what is none goes to ``passed`` with its reason."""
    districts: dict[str, str] = {}
    for number in range(table.first, len(table.grid.rows)):
        filled = cells_of(table, number)
        if not filled:
            continue
        found = not_of_schools(table, number) or _group_title(table, used, number)
        if found:
            passed.append(found)
            if len(filled) == 1 and kind_in(filled[0].written) is OrganisationKind.MUNICIPALITY:
                districts.setdefault(header_key(filled[0].written), filled[0].written)
                if len(districts) == SEVERAL:
                    passed.append(_of_several(number, districts.values()))
            continue
        cells = {name: table.grid.cell(number, one.column) for name, one in used.items()}
        row = TableRow(number + 1, filename, cells, {n: one.text for n, one in used.items()})
        if all(cell.is_empty for cell in cells.values()):
            passed.append(Passed(number + 1, "название школы не заполнено", is_doubtful=True))
            continue
        line = _line(row, table)
        if isinstance(line, Passed):
            passed.append(line)
            continue
        passed.extend(_closed(table, used, number))
        if bare_name(row.text(FULL)) != row.text(FULL):
            told = f"адрес и фамилии в название не взяты, осталось «{line.full}»"
            passed.append(Passed(row.number, told, is_doubtful=True))
        yield line


def several_districts(table: SchoolTable) -> Iterator[Passed]:
    """A column that names two districts and more: a register is of one, and a person looks."""
    for heading in table.headings:
        if MUNICIPALITY.fullmatch(heading.key):
            rows = (row for row in table.rows() if not not_of_schools(table, row))
            cells = (table.grid.cell(row, heading.column) for row in rows)
            named = {header_key(cell.written): cell.written for cell in cells if not cell.is_empty}
            if len(named) >= SEVERAL:
                yield _of_several(table.first - 1, named.values())


def _of_several(row: int, names: Iterable[str]) -> Passed:
    listed = ", ".join(f"«{one}»" for one in [*names][:MOST_NAMED])
    told = f"в списке разные районы: {listed}; реестр — одного района, уберите чужие школы"
    return Passed(row + 1, told, is_doubtful=True)


SEVERAL, MOST_NAMED = 2, 5
CLOSED = re.compile(
    r"\b(?:ликвидир|закрыт(?:[аоы]|ые|ых)?\b|закрыл|реорганиз|не функционир|не действу|присоедин|"
    r"приостан|недейств|законсервир)"
)
GROUP = re.compile(
    r"(?:[ivx\d]+ )?(?:[а-я-]+(?:ые|ие) )*(?:(?:школы|лицеи|гимназии|филиалы|учреждения|"
    r"организации|(?:школы ?- ?)?интернаты)(?: .*)?|сош|оош|нош)"
)
"""«Средние школы», «Лицеи и гимназии», «Филиалы МБОУ СОШ № 1»: several schools, not one."""
ADDRESS = re.compile(
    r"[\s,;(]+(?:\d{6}\b|(?:ул|пер|просп|пр-т|пл)\. |улица |переулок |проспект ).*"
)
"""What goes on behind a name in one cell."""


def bare_name(text: str) -> str:
    """A name without the address and the head of the school that were written behind it."""
    name = ADDRESS.sub("", text)
    before, _, last = name.rpartition(",")
    name = before if is_a_name(DIRECTOR.sub("", last.strip())) else name
    return name.strip(" ,") or text


DIRECTOR = re.compile(r"^(?:директор|руководитель|заведующ\w+)[\s:–-]*", re.IGNORECASE)
BELOW = re.compile(r"^(?:[-–—•]\s*|(?:в том числе|в т\. ?ч\.):?\s+)(?=\S)")
"""«– филиал в с. Гора» under its school."""


def _closed(table: SchoolTable, used: Mapping[str, ColumnHeading], row: int) -> Iterator[Passed]:
    """A word of a school's end beside its name or in a column that is not read."""
    names = {used[column].column for column in (FULL, SHORT) if column in used}
    read = {one.column for one in used.values()} - names
    for cell in cells_of(table, row):
        is_word = cell.column not in read and isinstance(cell.value, str)
        if is_word and CLOSED.search(caseless(cell.written)):
            told = f"«{cell.written}»: проверьте, работает ли школа; день закрытия — «{UNTIL}»"
            yield Passed(row + 1, told, is_doubtful=True)


def _group_title(table: SchoolTable, used: Mapping[str, ColumnHeading], row: int) -> Passed | None:
    """«Городские школы» alone in its row, over the schools of a group."""
    ordinals = {one.column for one in columns_of(table).get(ColumnKind.ORDINAL, [])}
    everything = cells_of(table, row)
    filled = [one for one in everything if one.column not in ordinals] or everything
    is_title = GROUP.fullmatch(header_key(filled[0].written)) is not None
    is_alone = len(everything) == 1 and len(table.headings) > 2
    if not is_alone and not (is_title and len(filled) == 1):
        return None
    if filled[0].written.isdecimal():
        return Passed(row + 1, "пустая строка")
    joined = table.grid.marks.joined(row, filled[0].column)
    is_wide = joined is not None and joined[3] > joined[1]
    text = filled[0].written
    if not (is_wide or is_title) and filled[0].column == used[FULL].column and kind_in(text):
        return None
    told = f"заголовок группы: «{text}»"
    if CLOSED.search(caseless(text)):
        told += f"; школы под ним прочитаны как действующие, день закрытия — «{UNTIL}»"
        return Passed(row + 1, told, is_doubtful=True)
    return Passed(row + 1, told)


def _line(row: TableRow, table: SchoolTable) -> RegisterLine | Passed:
    inferred: list[str] = []
    full, short = row.text(FULL), row.text(SHORT)
    if not full and not short:
        row.needed(FULL)
    is_below = BELOW.match(full) is not None
    full = bare_name(BELOW.sub("", full, count=1))
    if not short and full and (made := proposed_short(full)) != full:
        short = made
        inferred.append("short")
    told = row.text(KIND)
    kind = kind_in(told) if told else None
    likely = kind or kind_in(full, short)
    other = other_than_school(told, full, short)
    named = kind if is_kindergarten(full) else likely
    if other and named in (None, OrganisationKind.BRANCH):
        return Passed(row.number, f"не школа, а {other}: «{full or short}»", is_doubtful=True)
    if kind is None and told and not (is_legal_word(told) or is_some_school(told)):
        raise row.wrong(KIND, f"«{told}» не подходит. Можно: {_allowed()}.")
    if kind is None:
        kind = likely
        inferred.append("type")
    if kind is None and not is_some_school(told, full, short):
        unclear = f"по названию не видно, какая это школа: «{full or short}». Впишите тип"
        return Passed(row.number, unclear, is_doubtful=True)
    if SINCE in row.headers and header_key(row.headers[SINCE]) != SINCE and row.text(SINCE):
        inferred.append("valid_from")
    return RegisterLine(
        row,
        row.text(CODE),
        full or short,
        short,
        kind or OrganisationKind.SECONDARY,
        tuple(inferred),
        is_below,
    )


def _allowed() -> str:
    return ", ".join(kind.value for kind in OrganisationKind)


def organisation_of(
    line: RegisterLine, stored: Organisation | None, used: Mapping[str, ColumnHeading]
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
