"""Returns as schools send them, after public fault reports, each with the right answer."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from data_model.returns import Outcome, Receipt, Severity
from data_model.store import Store
from loaders.intake import check, context_of, receive_all
from loaders.returns.judging import is_later

CASES = Path(__file__).parent / "fixtures" / "returns"
SCHOOL, YEAR = "580408", 2022


@pytest.fixture(scope="module")
def sample(sample_database: Path) -> Iterator[Store]:
    opened = Store.open(f"sqlite:///{sample_database}")
    yield opened
    opened.close()


def checked(store: Store, name: str) -> Receipt:
    content = (CASES / name).read_bytes()
    return check(content, name, context_of(store), store)


@dataclass(frozen=True)
class Want:
    """What is said of a case: the code of a rule, its place, how grave, and some of its words."""

    code: str
    place: str
    severity: Severity
    words: tuple[str, ...] = ()


QUESTION, NOTE, ERROR = Severity.QUESTION, Severity.NOTE, Severity.ERROR
WANTED = {
    "answers_in_last_years_row": Want(
        "answers_a_year_ago", "Показатели!H16", QUESTION, ("год назад", "перенесите", "H16:M16")
    ),
    "dash_for_presence": Want("dash_for_answer", "Документы!C7", QUESTION),
    "document_of_2026_in_report_2022": Want("date_far_off", "Документы!H7", NOTE, ("2022",)),
    "error_in_presence": Want("error_value", "Документы!C7", QUESTION, ("есть", "нет")),
    "last_years_form_new_year_on_title": Want(
        "identity_disagrees",
        "Титул!C7",
        ERROR,
        ("2022 на титуле", "2021 в коде формы", "взять бланк 2022 года"),
    ),
    "number_of_order_became_date": Want(
        "number_became_date", "Документы!G7", QUESTION, ("номер", "дата", "12-10")
    ),
    "third_document_row": Want("row_without_code", "Документы!F9", QUESTION, ("нет кода",)),
}


@pytest.mark.parametrize("case", WANTED)
def test_a_case_is_told_as_it_should_be(case: str, sample: Store) -> None:
    want, receipt = WANTED[case], checked(sample, f"{case}.xlsx")
    found = {one.code: one for one in receipt.problems}
    assert want.code in found, list(found)
    told = found[want.code]
    assert f"{told.sheet}!{told.cell}" == want.place
    assert told.severity is want.severity
    assert all(word in told.message for word in want.words)


def test_an_error_in_a_choice_asks_for_no_number(sample: Store) -> None:
    receipt = checked(sample, "error_in_presence.xlsx")
    told = next(one for one in receipt.problems if one.code == "error_value")
    assert "число" not in told.message


@pytest.mark.parametrize("case", ["float_noise", "left_to_right_embedding"])
def test_what_is_shown_is_what_is_read(case: str, sample: Store) -> None:
    receipt = checked(sample, f"{case}.xlsx")
    assert not [one for one in receipt.problems if one.cell == "J15"]
    assert receipt.outcome in (Outcome.ACCEPTED, Outcome.ACCEPTED_WITH_WARNINGS)


def test_a_person_may_say_that_the_title_is_right(sample: Store) -> None:
    content = (CASES / "last_years_form_new_year_on_title.xlsx").read_bytes()
    context = context_of(sample)
    receipt = check(content, "а.xlsx", context, sample, org=SCHOOL, year=YEAR)
    assert (receipt.org, receipt.year) == (SCHOOL, YEAR)
    assert receipt.outcome is not Outcome.REFUSED


def test_two_returns_of_one_school_in_one_lot_are_asked_about(sample: Store) -> None:
    lot = CASES / "two_files_of_one_school.zip"
    first, second = receive_all([lot], sample, dry_run=True)
    assert first.outcome is not Outcome.REFUSED
    (told,) = second.problems
    assert (second.outcome, told.code, told.severity) == (Outcome.REFUSED, "two_returns", QUESTION)
    assert "в одной отправке два разных отчёта этой школы" in told.message
    assert "какой считать" in told.message


@pytest.mark.parametrize(
    ("first", "second", "is_said"),
    [
        ("580405_2020.xlsx", "580405_2020_2.xlsx", True),
        ("580405_2020_2.xlsx", "580405_2020_3.xlsx", True),
        ("отчёт.xlsx", "отчёт испр 2.xlsx", True),
        ("580405_2020 (1).xlsx", "580405_2020.xlsx", False),
        ("580405_2020.xlsx", "580405_2021.xlsx", False),
        ("а.xlsx", "б.xlsx", False),
    ],
)
def test_names_may_say_which_return_corrects_the_other(
    first: str, second: str, is_said: bool
) -> None:
    assert is_later(first, second) is is_said
