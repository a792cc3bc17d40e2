"""A table never wipes what a school answered in its own form."""

from pathlib import Path

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from data_model.store import Store
from loaders.intake import context_of, receive
from sample_data import FOLDER
from tests.loaders.filling import filled
from tests.loaders.tables.tables import consolidated, count, table
from tests.loaders.tables.test_consolidated import confirmed, sent, value

ORG = "580401"
OWN = {"q_open_lesson_pupils_g6": "10-12", "q_ticket_pupils_g6": "12 из 45"}


@pytest.fixture
def answered(store: Store) -> Store:
    """The school has sent its own form, with two open questions."""
    source = FOLDER / "returns" / "2021" / f"{ORG}_2021.xlsx"
    content = filled(source.read_bytes(), OWN)
    assert receive(content, source.name, context_of(store), store).revision == 1
    return store


def test_answers_that_the_table_does_not_ask_are_kept(answered: Store, tmp_path: Path) -> None:
    before = value(answered, ORG, "open_lesson_pupils", 9)
    documents = len(answered.snapshot("58040").documents)
    confirmed(answered, table())
    sent(answered, table(), tmp_path)
    assert before is not None
    assert value(answered, ORG, "open_lesson_pupils", 9) == before
    assert value(answered, ORG, "ticket_pupils", 9) == count(ORG, 9)
    assert len(answered.snapshot("58040").documents) == documents


def test_kept_answers_say_in_which_file_they_stand(answered: Store, tmp_path: Path) -> None:
    confirmed(answered, table())
    first = sent(answered, table(), tmp_path)[0]
    facts = {one.fact.question: one.fact for one in answered.snapshot("58040").facts}
    assert facts["open_lesson_pupils"].sheet == "Показатели · редакция 1"
    assert facts["ticket_pupils"].sheet == "Свод"
    (note,) = [one for one in first.problems if one.code == "answers_kept"]
    assert "из версии 1" in note.message


def test_open_questions_about_kept_answers_stay_open(answered: Store, tmp_path: Path) -> None:
    confirmed(answered, table())
    sent(answered, table(), tmp_path)
    asked = [one.problem.code for one in answered.snapshot("58040").problems if one.org == ORG]
    assert "not_exact" in asked
    assert "two_numbers" not in asked


def test_an_empty_cell_of_a_table_withdraws_nothing(answered: Store, tmp_path: Path) -> None:
    def empty(sheet: Worksheet) -> None:
        sheet["F7"] = None

    before = value(answered, ORG, "ticket_pupils", 9)
    confirmed(answered, table())
    sent(answered, consolidated(empty), tmp_path)
    assert before is not None
    assert value(answered, ORG, "ticket_pupils", 9) == before
    assert value(answered, ORG, "ticket_pupils", 10) == count(ORG, 10)
