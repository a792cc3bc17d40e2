"""What crosses processes is what was read."""

from datetime import date

from loaders.files.messages import packed, unpacked
from loaders.files.workbook import Grid, Hollow, Marks, Value, Workbook


def test_a_workbook_crosses_and_is_the_same() -> None:
    marks = Marks(is_hidden=True, hidden_rows={3}, merged=[(0, 0, 1, 1)], formulas={(1, 0)})
    rows: list[list[Value]] = [["Да", 1.0, None], [Hollow("#Н/Д"), True, date(2021, 9, 20)]]
    names = {"q_a": ("Титул", 0, 1)}
    book = Workbook("отчёт.xlsx", (Grid("Титул", rows, marks),), names)
    crossed: Workbook = unpacked(packed(book))
    assert crossed == book
    assert crossed.sheets[0].marks == marks
