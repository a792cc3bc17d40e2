"""Telling the sample from a district of one's own: what is not the sample is never made anew."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from data_model.decisions import AssignmentState, EvidenceEntry, Execution, ImprovementChain
from data_model.letters import Letter
from data_model.places import RollRow
from data_model.store import Store
from loaders.sample import (
    is_only_sample,
    load_definitions,
    load_sample,
    read_sample,
    read_second_sample,
)
from tests.builders import a_municipality, a_return, a_roadmap, a_school, a_submission

SAMPLE = read_sample()
CODE = SAMPLE.municipality.code
SECOND = read_second_sample().municipality.code


@pytest.fixture(scope="module")
def definitions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with what is loaded before the first return."""
    file = tmp_path_factory.mktemp("definitions") / "demo.db"
    with closing(Store.create(f"sqlite:///{file}")) as made:
        load_definitions(made)
    return file


@pytest.fixture
def defined(definitions: Path, tmp_path: Path) -> Iterator[Store]:
    with closing(copied(definitions, tmp_path)) as opened:
        yield opened


@pytest.fixture
def loaded(sample_database: Path, tmp_path: Path) -> Iterator[Store]:
    with closing(copied(sample_database, tmp_path)) as opened:
        yield opened


def copied(file: Path, folder: Path) -> Store:
    return Store.open(f"sqlite:///{shutil.copy(file, folder / 'demo.db')}")


def test_an_empty_database_holds_nothing_beyond_the_sample() -> None:
    with closing(Store.create("sqlite://")) as empty:
        assert is_only_sample(empty)


def test_the_sample_itself_is_only_the_sample(loaded: Store) -> None:
    assert is_only_sample(loaded)


def test_loading_the_sample_again_changes_no_return(loaded: Store) -> None:
    before = loaded.snapshot(CODE)
    load_sample(loaded)
    after = loaded.snapshot(CODE)
    assert after.facts == before.facts
    assert (after.assignments, after.chains) == (before.assignments, before.chains)


def answer_a_question(store: Store) -> None:
    problem = store.snapshot(CODE).problems[0]
    store.answer_problem(problem.id, "Проверено по телефону")


def execute_an_assignment(store: Store) -> None:
    (given, *_) = store.snapshot(SECOND).assignments
    school = given.executions[0].addressee
    done = Execution(school, AssignmentState.DONE, date(2020, 11, 2), "Проведено")
    store.save_execution(given.id, done)


def undo_a_return(store: Store) -> None:
    store.undo_return(store.snapshot(CODE).revisions[0].id, "не та школа")


def test_the_first_district_stays_the_first_registered(loaded: Store) -> None:
    assert [one.code for one in loaded.municipalities()] == [CODE, SECOND]
    assert loaded.municipality().code == CODE


FIRST = SAMPLE.roll[0]
CHANGES: dict[str, Callable[[Store], object]] = {
    "another municipality": lambda store: store.save_register(a_municipality(code="58030"), ()),
    "another school": lambda store: store.save_register(
        SAMPLE.municipality, (a_school(code="580499"),)
    ),
    "a renamed school": lambda store: store.save_register(
        SAMPLE.municipality, (replace(SAMPLE.organisations[0], settlement="с. Другое"),)
    ),
    "a mended roll": lambda store: store.save_roll(
        [RollRow(FIRST.org, FIRST.year, FIRST.counted_on, FIRST.grade, FIRST.pupils + 1)]
    ),
    "a post in the settings": lambda store: store.save_settings(
        CODE, {"office.head_name": "П. П. Примеров"}
    ),
    "a deadline": lambda store: store.save_deadline(
        CODE, SAMPLE.roadmap.years[0], date(2021, 1, 9)
    ),
    "an edition of the roadmap": lambda store: store.save_roadmap(CODE, a_roadmap()),
    "a return": lambda store: store.save_return(a_submission(a_return())),
    "a protocol": lambda store: store.save_protocol(CODE, replace(SAMPLE.protocol, number="77")),
    "a document": lambda store: store.save_evidence(
        EvidenceEntry(CODE, 2021, "work_plan", "Другой план")
    ),
    "a chain": lambda store: store.save_chain(CODE, ImprovementChain("open_lessons", 2021)),
    "a letter": lambda store: store.draft_letters(CODE, [(Letter("", "Тема", "Текст"), None)]),
    "a withdrawn protocol": lambda store: store.remove_protocol(
        store.save_protocol(CODE, SAMPLE.protocol)
    ),
    "a closed year": lambda store: store.close_year(CODE, 2020, date(2021, 2, 1)),
}


CHANGES_OF_RETURNS = (answer_a_question, execute_an_assignment, undo_a_return)


@pytest.mark.parametrize("change", CHANGES)
def test_anything_of_ones_own_is_noticed(defined: Store, change: str) -> None:
    CHANGES[change](defined)
    assert not is_only_sample(defined)


@pytest.mark.parametrize("change", CHANGES_OF_RETURNS)
def test_what_was_done_about_its_returns_is_noticed(
    loaded: Store, change: Callable[[Store], object]
) -> None:
    change(loaded)
    assert not is_only_sample(loaded)
