"""Registers on the page: a table is mended here, and goes in through the door of a file.

Nothing that the browser sends is trusted: an edited table is written as the workbook that the
loader reads, so it meets the same checks and the same words as an uploaded file.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO

import pandas as pd
import streamlit as st

from data_model.errors import Refused
from data_model.places import Alias, Municipality, Organisation, OrganisationKind, RollRow
from data_model.roadmap import roll_date
from data_model.snapshot import Snapshot
from indicators.wording import capital, date_short, listed
from loaders.previews import (
    Preview,
    preview_register,
    preview_roll,
    save_register,
    save_roll,
)
from loaders.registers import register_lines
from loaders.registers import roll as roll_file
from loaders.registers.file import (
    INFERRED_WORDS,
    NoDistrict,
    NoHead,
    RegisterReading,
    known_in,
    register_of,
    write_register,
)
from loaders.registers.roll import NoYear, RollReading, Unmatched, by_place, roll_of, write_roll
from loaders.registers.roll_lines import year_in
from loaders.registers.school_names import How
from loaders.school_tables.table import Passed
from ui import data, session, tables
from ui.proposals import FileQuestion, Proposal
from ui.words import safe_markdown

NAME = "школа"
"""A column for the eye only: it is dropped before anything is stored."""
ON_PAGE = "Таблица на странице"
REGISTER_SHEET, SETTINGS_SHEET, ROLL_SHEET = "Реестр", "Настройки", "Контингент"
CODES = {register_lines.CODE: str, register_lines.HEAD: str}
KINDS = [kind.value for kind in OrganisationKind]
TEXT_STAYS_TEXT = {"options": {"strings_to_formulas": False, "strings_to_urls": False}}
DAYS = (register_lines.SINCE, register_lines.UNTIL, roll_file.DAY)


@dataclass(frozen=True, slots=True)
class Register:
    """A municipality with its schools, as a file or a table gives them."""

    municipality: Municipality
    organisations: tuple[Organisation, ...]


def schools_only(places: Sequence[Organisation]) -> tuple[Organisation, ...]:
    return tuple(place for place in places if place.kind is not OrganisationKind.MUNICIPALITY)


def register_workbook(snapshot: Snapshot) -> bytes:
    """The register of a municipality as the file that can be loaded again."""
    return write_register(snapshot.municipality, schools_only(snapshot.organisations))


def register_template() -> bytes:
    """An empty register: one row for the municipality, to be written over."""
    return write_register(Municipality("00000", "Муниципальный район …", "… район"), ())


def roll_template(register: Sequence[Organisation], year: int) -> bytes:
    """The schools by code and name with the year, numbers to be filled in."""
    day, schools = date(year, 9, 20), schools_only(register)
    names = {one.code: one.name.short for one in schools}
    return write_roll([RollRow(one.code, year, day, 1, 0) for one in schools], names)


def table_of(content: bytes, sheet: str) -> pd.DataFrame:
    """A sheet of our own workbook as a table to be shown and mended."""
    book = BytesIO(content)
    frame = pd.read_excel(book, sheet_name=sheet, dtype=CODES, engine="calamine")
    frame = frame.dropna(how="all")
    for column in frame.columns.intersection(list(DAYS)):
        frame[column] = pd.to_datetime(frame[column], format="%d.%m.%Y").dt.date
    return frame


def workbook_of(tables: Mapping[str, pd.DataFrame]) -> bytes:
    """Tables of the page as a workbook for the loader."""
    target = BytesIO()
    with pd.ExcelWriter(target, "xlsxwriter", engine_kwargs=TEXT_STAYS_TEXT) as book:
        for sheet, frame in tables.items():
            frame.to_excel(book, sheet_name=sheet, index=False)
    return target.getvalue()


def register_table(snapshot: Snapshot) -> pd.DataFrame:
    """The register as a table to be mended."""
    return _register_table(
        data.database_url(), snapshot.municipality.code, snapshot.version, snapshot
    )


@st.cache_data(max_entries=4, show_spinner=False)
def _register_table(url: str, municipality: str, version: int, _snapshot: Snapshot) -> pd.DataFrame:
    return table_of(register_workbook(_snapshot), REGISTER_SHEET)


def roll_table(snapshot: Snapshot, year: int) -> pd.DataFrame:
    """The roll of a year as a table to be mended; names stand beside the codes."""
    key = (data.database_url(), snapshot.municipality.code, snapshot.version)
    return _roll_table(*key, year, snapshot)


@st.cache_data(max_entries=8, show_spinner=False)
def _roll_table(
    url: str, municipality: str, version: int, year: int, _snapshot: Snapshot
) -> pd.DataFrame:
    rows = [row for row in _snapshot.roll if row.year == year]
    frame = table_of(write_roll(rows), ROLL_SHEET)
    names = {place.code: place.name.short for place in _snapshot.organisations}
    frame.insert(1, NAME, frame[roll_file.CODE].map(names))
    return frame


def as_read(table: pd.DataFrame) -> pd.DataFrame:
    """The same for whoever only reads it: without empty columns, and the year and day of all."""
    shown = table.dropna(axis=1, how="all").drop(
        columns=[roll_file.YEAR, roll_file.DAY], errors="ignore"
    )
    return shown.rename(columns=lambda name: capital(str(name))).reset_index(drop=True)


def register_table_proposal(snapshot: Snapshot, edited: pd.DataFrame) -> Proposal:
    """The edited register, checked like a file."""
    settings = table_of(register_workbook(snapshot), SETTINGS_SHEET)
    content = workbook_of({REGISTER_SHEET: edited, SETTINGS_SHEET: settings})
    return register_proposal(content, ON_PAGE, snapshot.municipality.code)


def register_proposal(
    content: bytes,
    filename: str,
    only: str = "",
    named: str = "",
    heads: Mapping[str, str] | None = None,
    shorts: Mapping[str, str] | None = None,
) -> Proposal:
    """The register of a file, of one district or of any. Raises WrongDefinition with the cell.

    What the file does not say is asked: the name of its district, the head of a branch, short
    names of schools whose full ones are long.
    """
    said, begun_in = dict(heads or {}), data.store if only else data.store_of_own
    try:
        read = register_of(content, filename, known_in(begun_in()), named or only, said, shorts)
    except NoDistrict as lack:
        asked = FileQuestion("named", "Название района", lack.guess)
        return _asking(
            [asked], lambda told: register_proposal(content, filename, only, told["named"], said)
        )
    except NoHead as lack:
        branch = lack.branch.code
        options = {one.code: f"{one.name.short} ({one.code})" for one in lack.schools}
        asked = FileQuestion(
            branch, f"Головная школа филиала «{lack.branch.name.short}»", "", options
        )
        return _asking(
            [asked],
            lambda told: register_proposal(
                content, filename, only, named, {**said, branch: told[branch]}
            ),
        )
    if shorts is None and read.wordy:
        return _asking(
            [_short(one) for one in read.wordy],
            lambda told: register_proposal(content, filename, only, named, said, told),
        )
    municipality, places = read.municipality, read.organisations
    if only and municipality.code != only:
        raise Refused(
            f"В таблице код муниципалитета {municipality.code}, а выбран район {only}. "
            "Новый район заводят на странице «Добавить район»."
        )

    def store(seen: Preview, reason: str) -> str:
        if not only and data.is_on_sample():
            data.go_over(to_own=True)
        save_register(data.store(), municipality, places, seen, reason)
        if not only:
            session.remember("own", municipality.code)
            session.remember("district", municipality.code)
        return f"Сохранили: {municipality.short}, организаций — {len(places)}."

    return Proposal(
        lambda: preview_register(begun_in(), municipality, places),
        store,
        lambda: register(read),
        waits=not read.says_everything,
        act="save_register",
        municipality=municipality.code,
    )


def _short(place: Organisation) -> FileQuestion:
    label = f"Краткое название: «{place.name.full}»"
    return FileQuestion(place.code, label, place.name.short)


def _asking(
    asked: Sequence[FileQuestion], answered: Callable[[dict[str, str]], Proposal]
) -> Proposal:
    """A proposal that waits for answers."""

    def nothing(*_: object) -> str:
        raise Refused("Сначала ответьте на вопрос о файле.")

    return Proposal(lambda: Preview("register"), nothing, asked=tuple(asked), answered=answered)


def year_to_fill(snapshot: Snapshot) -> int:
    """The year of a roll template: the first one of the roadmap, else the present one."""
    return snapshot.years[0] if snapshot.years else date.today().year


def roll_proposal(
    content: bytes,
    filename: str,
    places: Sequence[Organisation] = (),
    schools: Mapping[str, str] | None = None,
    year: int | None = None,
) -> Proposal:
    """The roll of a file. Raises WrongDefinition; UnknownPlace when it is foreseen.

    ``schools``: codes by the names that a person placed; whose name nobody placed is not taken.
    ``year``: as a person said, where the file says none.
    """
    try:
        read = roll_of(content, filename, year, places, schools)
    except NoYear:
        asked = FileQuestion(ASKED_YEAR, "За какой год контингент (на 20 сентября)", _last_roll())
        return _asking(
            [asked],
            lambda told: roll_proposal(content, filename, places, schools, _year(told[ASKED_YEAR])),
        )
    if read.unmatched and schools is None:
        return _asking_whose(read, content, filename, places, year)
    said = {name: code for name, code in (schools or {}).items() if code}

    def store(seen: Preview, reason: str) -> str:
        save_roll(data.store(), read.rows, seen, reason)
        for name, code in said.items():
            data.store().save_alias(code, Alias(name))
        taken, years = {row.org for row in read.rows}, sorted({row.year for row in read.rows})
        named = listed([*map(str, years)])
        return f"Сохранили контингент: организаций — {len(taken)}, годы: {named}."

    return Proposal(
        lambda: preview_roll(data.store(), read.rows),
        store,
        lambda: roll(read, places),
        waits=not read.says_everything,
        act="save_roll",
        municipality=data.store().holder_of(read.rows[0].org) if read.rows else "",
    )


ASKED_YEAR = "roll_year"


def _last_roll() -> str:
    """The year of the last 20 September."""
    today = date.today()
    return str(today.year if today >= roll_date(today.year) else today.year - 1)


def _year(text: str) -> int:
    if (year := year_in(text)) is None:
        raise Refused(f"«{text}» не год. Напишите четыре цифры.")
    return year


def _asking_whose(
    read: RollReading,
    content: bytes,
    filename: str,
    places: Sequence[Organisation],
    year: int | None,
) -> Proposal:
    """Whose the unknown names of a roll are: the likely schools stand first in each list."""

    def answered(told: dict[str, str]) -> Proposal:
        said = {name: code for name, code in told.items() if code}
        return roll_proposal(content, filename, places, said, year)

    def nothing(*_: object) -> str:
        raise Refused("Сначала скажите, чьи это строки.")

    asked = tuple(_whose(one, places) for one in read.unmatched)
    return Proposal(lambda: Preview("roll"), nothing, asked=asked, answered=answered)


def _whose(one: Unmatched, places: Sequence[Organisation]) -> FileQuestion:
    ordered = dict.fromkeys((*one.suggestions, *schools_only(places)))
    options = {place.code: f"{place.name.short} ({place.code})" for place in ordered}
    label = f"Строка {one.row}: какая это школа — «{one.name}»? Пусто — не брать"
    return FileQuestion(one.name, label, "", options, is_needed=False)


def roll_table_proposal(edited: pd.DataFrame) -> Proposal:
    numbers = edited.drop(columns=NAME, errors="ignore")
    return roll_proposal(workbook_of({ROLL_SHEET: numbers}), ON_PAGE)


def register(read: RegisterReading) -> None:
    """What the file does not say and was taken from what it does, and what was passed over."""
    told = [place for place in read.organisations if read.inferred.get(place.code)]
    if told:
        st.markdown(
            f"{safe_markdown(f'{read.municipality.name}, код {read.municipality.code}')}. Часть "
            "сведений в файле не названа и взята по смыслу, проверьте её:"
        )
        _table(
            [
                {
                    "Код": place.code,
                    "Школа": place.name.short,
                    "Тип": place.kind.value,
                    "Головная": place.head or "",
                    "Действует с": date_short(place.valid_from) if place.valid_from else "",
                    "Взято по смыслу": ", ".join(
                        INFERRED_WORDS[one] for one in read.inferred[place.code]
                    ),
                }
                for place in told
            ],
            "Взято по смыслу",
        )
    _passed(read.passed)


def roll(read: RollReading, places: Sequence[Organisation]) -> None:
    """How schools, year and day of a roll were recognised, and what was passed over."""
    known = {one.code: one.name.short for one in places}
    for one in read.told:
        st.markdown(f"{safe_markdown(capital(one))}.")
    if any(how is not How.CODE for how in read.matched_by.values()):
        st.markdown("Школы узнаны по названиям, проверьте:")
        _table(
            [
                {
                    "В файле": read.written[org],
                    "Школа": known.get(org, org),
                    "Код": org,
                    "Год": str(year),
                    "На день": date_short(rows[0].counted_on),
                    "Обучающихся": sum(row.pupils for row in rows),
                    "Узнана по": read.matched_by[org].value,
                }
                for (org, year), rows in by_place(read.rows).items()
            ],
            "Школы, узнанные по названиям",
        )
    if read.unmatched:
        names = ", ".join(f"«{safe_markdown(one.name)}»" for one in read.unmatched)
        st.warning(f"Не взято, школа не названа: {names}.", icon=":material/warning:")
    _passed(read.passed)


def _passed(passed: Sequence[Passed]) -> None:
    if passed:
        st.markdown("Не читается:")
        _table([{"Строка": one.row, "Что и почему": one.why} for one in passed], "Не читается")


def _table(rows: list[dict[str, object]], alt: str) -> None:
    frame = pd.DataFrame(rows)
    tables.table(frame, key=alt, alt=alt)
