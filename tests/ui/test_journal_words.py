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
    assert in_words('[{"id": 5, "name": "СОШ", "code": "bessonovka-2020-2022"}]') == "СОШ"
