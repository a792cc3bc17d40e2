"""The values of the journal are told in words: no code and no moment of the program."""

import pytest

from ui.access.journal import in_words, value_in_words


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("bessonovka-2020-2022", ""),
        ("open_lesson", ""),
        ("methodist", "методист"),
        ("94/01-09", "94/01-09"),
        ("2022-12-09", "09.12.2022"),
        ("2022-12-09T07:33:10.123+00:00", "09.12.2022"),
        ("МБОУ СОШ с. Светлополье", "МБОУ СОШ с. Светлополье"),
        (None, ""),
        (False, "нет"),
    ],
)
def test_a_stored_value_is_told_in_words(value: object, told: str) -> None:
    assert value_in_words(value) == told


def test_rows_are_told_without_the_names_of_columns() -> None:
    rows = '[{"id": 5, "name": "СОШ", "code": "bessonovka-2020-2022", "years": [2020, 2021]}]'
    assert in_words(rows, {}, None) == "СОШ, 2020, 2021"


def test_the_full_stop_of_a_sentence_does_not_stand_before_a_comma() -> None:
    rows = '[{"note": "Приказ представлен.", "state": "исполнено"}]'
    assert in_words(rows, {}, None) == "Приказ представлен, исполнено"


def test_an_organisation_is_named_and_a_bare_number_says_what_it_counts() -> None:
    """Код школы — её название, «113» — «113 чел.»; школа самого действия второй раз не названа."""
    row = '[{"decision_id": 4, "grade": 1, "organisation": "580401", "pupils": 113, "year": 2020}]'
    names = {"580401": "СОШ с. Светлополье"}
    assert in_words(row, names, None) == "1 класс, СОШ с. Светлополье, 113 чел., 2020 год"
    assert in_words(row, names, "580401") == "1 класс, 113 чел., 2020 год"
