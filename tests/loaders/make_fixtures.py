"""Makes the fixtures anew: good returns saved by LibreOffice in each format it offers.

python -m tests.loaders.make_fixtures
"""

from pathlib import Path
from tempfile import TemporaryDirectory

from openpyxl import Workbook

from tests.loaders.filling import a_good_return, office_copy

FOLDER = Path(__file__).parent / "fixtures"
WAYS = {
    "libreoffice.xlsx": ("xlsx",),
    "libreoffice.ods": ("ods",),
    "libreoffice.xls": ("xls",),
    "libreoffice_xlsm.xlsm": ("xlsm:Calc MS Excel 2007 VBA XML",),
    "libreoffice_through_ods.xlsx": ("ods", "xlsx"),
    "libreoffice_through_xls.xlsx": ("xls", "xlsx"),
}
"""File of the fixture and the formats it was saved in, one after another."""


def made(ways: tuple[str, ...], folder: Path) -> bytes:
    """A good return after LibreOffice has saved it in these formats."""
    path = folder / "return.xlsx"
    path.write_bytes(a_good_return())
    for number, way in enumerate(ways):
        step = folder / str(number)
        step.mkdir()
        path = office_copy(path, way, step)
    return path.read_bytes()


def an_error(folder: Path) -> Path:
    """A workbook with an error in A1 and a number in A2."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet["A1"], sheet["A2"] = "=1/0", 12.5
    sheet["A2"].number_format = "0.0"
    book.save(folder / "error.xlsx")
    return folder / "error.xlsx"


def make() -> None:
    FOLDER.mkdir(exist_ok=True)
    for extension in ("xlsx", "ods", "xls"):
        with TemporaryDirectory() as folder:
            copy = Path(folder) / "copy"
            copy.mkdir()
            made_copy = office_copy(an_error(Path(folder)), extension, copy)
            (FOLDER / made_copy.name).write_bytes(made_copy.read_bytes())
    for name, ways in WAYS.items():
        with TemporaryDirectory() as folder:
            (FOLDER / name).write_bytes(made(ways, Path(folder)))


if __name__ == "__main__":
    make()
