"""What ``sample_data/`` ships: the order letter for letter, and a district that can be rebuilt."""

import csv
import shutil
import tomllib
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import pytest

from data_model.returns import Outcome, Severity
from data_model.roadmap import Level
from data_model.snapshot import Snapshot
from data_model.store import Store
from indicators.plan_fact import plan_fact
from loaders.files.worker_pool import read_workbook
from loaders.intake import IntakeContext, check, context_of
from loaders.registers.file import read_register
from loaders.registers.roll import read_roll
from loaders.roadmaps.file import read_roadmap
from loaders.sample import is_only_sample, load_definitions
from sample_data import FOLDER
from sample_data.build import MARK, build
from tests.builders import a_municipality
from tests.sample_order import ROWS

ORDER = read_roadmap(FOLDER / "roadmap_2020_2022.toml")
SHIPPED = sorted(FOLDER.glob("roadmap_*.toml"))
WORKBOOKS = sorted(path.relative_to(FOLDER) for path in FOLDER.rglob("*.xlsx"))
with (FOLDER / "tables" / "returns.csv").open(encoding="utf-8", newline="") as source:
    RETURNS = list(csv.DictReader(source))


# the order


@pytest.mark.parametrize("number", ROWS)
def test_a_row_says_what_the_order_says_letter_for_letter(number: str) -> None:
    row = ORDER.activity(number)
    assert (row.title, row.term, row.wording, row.executors) == ROWS[number]


def test_the_order_has_its_twelve_rows_and_its_act() -> None:
    assert [row.number for row in ORDER.activities] == list(ROWS)
    assert (ORDER.act.number, f"{ORDER.act.date:%d.%m.%Y}") == ("94/01-09", "14.07.2020")


def test_the_rows_that_were_not_read_literally_say_so() -> None:
    unsure = [row.number for row in ORDER.activities if row.unsure]
    assert unsure == ["1", "4", "5", "8", "9", "10", "11", "12"]


def test_the_levels_are_those_of_the_contract() -> None:
    levels = {row.number: row.indicator.level for row in ORDER.activities}
    assert [number for number, level in levels.items() if level is Level.BOTH] == ["5", "7"]
    assert [number for number, level in levels.items() if level is Level.SCHOOL] == ["8", "9"]


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_every_shipped_roadmap_can_be_computed(path: Path) -> None:
    roadmap = read_roadmap(path)
    years = dict.fromkeys(roadmap.years, roadmap)
    rows = plan_fact(Snapshot(1, a_municipality(), roadmaps=years))
    district = [row for row in rows if row.is_district]
    assert {row.indicator for row in district} == {row.number for row in roadmap.activities}


# the district


@pytest.fixture(scope="module")
def store(sample_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    path = shutil.copy(sample_database, tmp_path_factory.mktemp("sample") / "demo.db")
    opened = Store.open(f"sqlite:///{path}")
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def loaded(store: Store) -> Snapshot:
    return store.snapshot(store.municipality().code)


def test_fifteen_fifteen_and_fourteen_returns_are_expected(loaded: Snapshot) -> None:
    assert [len(loaded.expected(year)) for year in loaded.years] == [15, 15, 14]


def test_the_school_year_of_the_second_district_takes_the_roll_it_begins_with(
    store: Store, loaded: Snapshot
) -> None:
    """Строки 2020/21 учебного года считаются от контингента на 20.09.2020, не на 20.09.2021."""
    second = store.snapshot("58030")
    row = plan_fact(second).row(2021, "diagnosed_share")
    assert row is not None
    assert row.base_date == date(2020, 9, 20)
    pupils = {
        year: sum(one.pupils for one in second.roll if one.year == year and one.grade >= 8)
        for year in (2020, 2021)
    }
    assert row.roll_expected == pupils[2020] != pupils[2021]
    assert len(second.expected(2021)) == 4


def test_two_schools_never_report_in_the_last_year(loaded: Snapshot) -> None:
    sent = {(one.org, one.year) for one in loaded.revisions}
    silent = [
        (place.code, year)
        for year in loaded.years
        for place in loaded.expected(year)
        if (place.code, year) not in sent
    ]
    assert silent == [("580408", 2022), ("580411", 2022)]


def test_one_school_corrects_its_return(loaded: Snapshot) -> None:
    corrected = [(one.org, one.year, one.reason) for one in loaded.revisions if one.number > 1]
    assert corrected == [("580409", 2021, "Исправлено число участников в 9 классе")]


def test_one_school_is_renamed_and_a_branch_closes(loaded: Snapshot) -> None:
    renamed = [place.code for place in loaded.organisations if len(place.names) > 1]
    closed = [place.code for place in loaded.organisations if place.valid_to]
    assert (renamed, closed) == (["580406"], ["580415"])


def test_the_municipality_reports_each_year(loaded: Snapshot) -> None:
    own = [one.year for one in loaded.revisions if one.org == loaded.municipality.code]
    assert sorted(own) == list(loaded.years)


def test_a_loaded_sample_is_only_the_sample(store: Store, loaded: Snapshot) -> None:
    assert is_only_sample(store)
    assert loaded.deadlines


@pytest.mark.parametrize("folder", [FOLDER, FOLDER / "bashmakovo"], ids=["own", "bashmakovo"])
def test_every_place_of_a_register_has_a_roll(folder: Path) -> None:
    _, places = read_register((folder / "register.xlsx").read_bytes(), "register.xlsx")
    roll = read_roll((folder / "roll.xlsx").read_bytes(), "roll.xlsx")
    assert {row.org for row in roll} == {place.code for place in places}


# defects


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, IntakeContext]]:
    """A store that knows the district and has no returns yet."""
    opened = Store.create(f"sqlite:///{tmp_path_factory.mktemp('bare') / 'bare.db'}")
    load_definitions(opened)
    yield opened, context_of(opened)
    opened.close()


@pytest.mark.parametrize("line", RETURNS, ids=lambda line: line["file"])
def test_a_return_is_caught_by_what_it_was_broken_for_and_by_nothing_else(
    line: dict[str, str], bare: tuple[Store, IntakeContext]
) -> None:
    store, context = bare
    path = FOLDER / "returns" / line["file"]
    receipt = check(path.read_bytes(), path.name, context, store)
    grave = {one.code for one in receipt.problems if one.severity is not Severity.NOTE}
    assert grave - {"unanswered"} == set(filter(None, [line["broken_for"]])) - {"unanswered"}
    assert ("unanswered" in grave) == (line["file"] in UNANSWERED)
    assert (receipt.outcome is Outcome.REFUSED) == (line["broken_for"] == "personal_data")


UNANSWERED = {"2022/580410_2022.xlsx", "2022/58040_2022.xlsx"}


def test_the_defects_are_of_many_kinds() -> None:
    kinds = Counter(line["broken_for"] for line in RETURNS if line["broken_for"])
    assert len(kinds) >= 8


# the files


def test_every_workbook_says_that_it_is_synthetic() -> None:
    silent = [path for path in WORKBOOKS if not any(MARK in text for text in texts(FOLDER / path))]
    assert silent == []


def texts(path: Path) -> Iterator[str]:
    for sheet in read_workbook(path.read_bytes()).sheets:
        yield from (cell.written for cell in sheet.texts)


def test_a_rebuild_gives_the_files_that_are_shipped(tmp_path: Path) -> None:
    """Two rebuilds are equal then too: each is equal to what is shipped, member by member."""
    assert list(build(tmp_path))
    built = sorted(path.relative_to(tmp_path) for path in tmp_path.rglob("*.xlsx"))
    assert built == WORKBOOKS
    assert [path for path in built if parts(tmp_path / path) != parts(FOLDER / path)] == []
    assert (tmp_path / "received.csv").read_bytes() == (FOLDER / "received.csv").read_bytes()


def parts(path: Path) -> list[tuple[object, ...]]:
    """The members of an archive in their order; how hard each is pressed differs between zlibs."""
    with ZipFile(path) as archive:
        return [
            (one.filename, archive.read(one), one.date_time, one.external_attr, one.extra)
            for one in archive.infolist()
        ]


def test_the_protocol_is_whole_and_names_posts_only() -> None:
    protocol = tomllib.loads((FOLDER / "protocol_4.toml").read_text(encoding="utf-8"))
    decisions = [one for item in protocol["item"] for one in item["decision"]]
    assert [one["kind"] for one in decisions] == ["note", "assess", "assign", "assign", "approve"]
    assert not any("due" in one for one in decisions)
    roadmap = read_roadmap(FOLDER / "roadmap_bashmakovo_2020_2021.toml")
    linked = {one["indicator"] for one in decisions if "indicator" in one}
    assert linked <= {row.indicator.code for row in roadmap.activities}
    assert roadmap.code == protocol["roadmap"]
