"""Makes the fixtures anew: good returns filled in or saved by programs other than LibreOffice.

python -m tests.loaders.elsewhere.make MODULES

MODULES is a node_modules folder with exceljs and xlsx (SheetJS); ssconvert is gnumeric's;
Rscript needs the package openxlsx (r-cran-openxlsx of Debian).
"""

import csv
import json
import os
import subprocess
import sys
from collections.abc import Mapping
from datetime import date
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from openpyxl import load_workbook
from openpyxl.utils.cell import coordinate_to_tuple

from tests.loaders.filling import a_form, a_good_return, filled, good_answers, place_of

HERE = Path(__file__).parent
FOLDER = HERE / "fixtures"
SCRIPTS = {
    "exceljs.xlsx": "fill_exceljs.cjs",
    "sheetjs.xlsx": "fill_sheetjs.cjs",
    "sheetjs.xls": "fill_sheetjs.cjs",
    "sheetjs.ods": "fill_sheetjs.cjs",
}
"""Fixture and the script that fills the blank form."""

R = {"openxlsx.xlsx": "fill_openxlsx.R"}
"""Fixture and the script of R that fills the blank form."""

GNUMERIC = {
    "gnumeric.xlsx": "Gnumeric_Excel:xlsx2",
    "gnumeric.ods": "Gnumeric_OpenCalc:odf",
    "gnumeric.xls": "Gnumeric_Excel:excel_biff8",
}
"""Fixture and the exporter that saves the filled form."""

GNUMERIC_ERRORS = {f"error_{name}": exporter for name, exporter in GNUMERIC.items()}
"""The same of a return in which one answer is an error."""

BROKEN = "q_ticket_pupils_g9"


def answers() -> list[dict[str, object]]:
    """The good answers by sheet and cell, ready for a program that knows no Python."""
    book = load_workbook(BytesIO(a_form()))
    lines: list[dict[str, object]] = []
    for name, value in good_answers().items():
        sheet, cell = place_of(book, name)
        is_day = isinstance(value, date)
        written = value.isoformat() if isinstance(value, date) else value
        lines.append({"sheet": sheet, "cell": cell, "value": written, "isDay": is_day})
    return lines


def make_with_r(folder: Path, form: Path) -> None:
    """The same answers as a plain table, because R reads no JSON by itself."""
    lines = folder / "answers.csv"
    with lines.open("w", encoding="utf-8", newline="") as target:
        writer = csv.writer(target)
        writer.writerow(("sheet", "row", "column", "kind", "value"))
        for one in answers():
            kind = "day" if one["isDay"] else "number" if isinstance(one["value"], int) else "text"
            place = coordinate_to_tuple(str(one["cell"]))
            writer.writerow((one["sheet"], *place, kind, one["value"]))
    for name, script in R.items():
        command = ["Rscript", str(HERE / script), str(form), str(lines), str(FOLDER / name)]
        subprocess.run(command, check=True, env={**os.environ, "LC_ALL": "C.UTF-8"})


def save_by_gnumeric(book: Path, fixtures: Mapping[str, str]) -> None:
    for name, exporter in fixtures.items():
        command = ["ssconvert", "-T", exporter, str(book), str(FOLDER / name)]
        subprocess.run(command, check=True)


def make(modules: Path) -> None:
    FOLDER.mkdir(exist_ok=True)
    with TemporaryDirectory() as scratch:
        folder = Path(scratch)
        (folder / "form.xlsx").write_bytes(a_form())
        (folder / "good.xlsx").write_bytes(a_good_return())
        (folder / "error.xlsx").write_bytes(filled(a_good_return(), {BROKEN: "=1/0"}))
        (folder / "answers.json").write_text(json.dumps(answers()), encoding="utf-8")
        given = [str(folder / "form.xlsx"), str(folder / "answers.json")]
        for name, script in SCRIPTS.items():
            command = ["node", str(HERE / script), *given, str(FOLDER / name)]
            environment = {**os.environ, "NODE_PATH": str(modules)}
            subprocess.run(command, check=True, env=environment)
        make_with_r(folder, folder / "form.xlsx")
        save_by_gnumeric(folder / "good.xlsx", GNUMERIC)
        save_by_gnumeric(folder / "error.xlsx", GNUMERIC_ERRORS)


if __name__ == "__main__":
    make(Path(sys.argv[1]))
