"""After reading: what cannot be kept is taken out of texts, and nothing else is lost."""

from loaders.files.bounds import clean
from loaders.files.workbook import Grid, Marks

MARKS = Marks(is_hidden=True, hidden_rows={1}, merged=[(0, 0, 0, 1)], percents={(1, 1)})


def test_a_cleaned_sheet_keeps_its_marks_and_its_other_values() -> None:
    (grid,) = clean([Grid("Лист\x0b", [["а\x0bб", 1.5], ["\ud800", None]], MARKS)])
    assert (grid.name, grid.rows) == ("Лист", [["аб", 1.5], [None, None]])
    assert grid.marks == MARKS


def test_a_sheet_without_such_signs_is_left_as_it_is() -> None:
    grid = Grid("Лист", [["а", 1.5]], MARKS)
    assert clean([grid])[0] is grid
