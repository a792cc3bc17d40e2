"""From bytes to cells («чтение книги»): the type is told by the content, never by the name."""

from data_model.errors import UnreadableFile
from loaders.cells import Cell, Grid, Hollow, Workbook
from loaders.file_kinds import SENTENCES, kind_of
from loaders.grids import READERS
from loaders.limits import LIMITS, look_before_reading

__all__ = ["Cell", "Grid", "Hollow", "Workbook", "read_workbook"]


def read_workbook(content: bytes, filename: str = "") -> Workbook:
    """The cells of a file. Raises UnreadableFile: a Russian sentence with a cure."""
    if len(content) > LIMITS.file_bytes:
        raise UnreadableFile(LIMITS.too_big(len(content)))
    kind = kind_of(content)
    if kind not in READERS:
        raise UnreadableFile(SENTENCES[kind])
    look_before_reading(content, kind)
    sheets = tuple(READERS[kind](content))
    if not any(grid.rows for grid in sheets):
        raise UnreadableFile(
            "В книге нет ни одной заполненной ячейки. Отправьте заполненный бланк."
        )
    return Workbook(filename, sheets)
