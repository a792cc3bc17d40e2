"""Makes the fixtures anew: good returns filled in or saved by programs other than LibreOffice.

python -m tests.loaders.elsewhere.make MODULES

MODULES is a node_modules folder with exceljs and xlsx (SheetJS); ssconvert is gnumeric's.
"""

import json
import os
import subprocess
import sys
from datetime import date
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from openpyxl import load_workbook

from tests.loaders.filling import a_form, a_good_return, good_answers, place_of

HERE = Path(__file__).parent
FOLDER = HERE / "fixtures"
SCRIPTS = {
    "exceljs.xlsx": "fill_exceljs.cjs",
    "sheetjs.xlsx": "fill_sheetjs.cjs",
    "sheetjs.xls": "fill_sheetjs.cjs",
    "sheetjs.ods": "fill_sheetjs.cjs",
}
"""Fixture and the script that fills the blank form."""

GNUMERIC = {
    "gnumeric.xlsx": "Gnumeric_Excel:xlsx2",
    "gnumeric.ods": "Gnumeric_OpenCalc:odf",
    "gnumeric.xls": "Gnumeric_Excel:excel_biff8",
}
"""Fixture and the exporter that saves the filled form."""


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


def make(modules: Path) -> None:
    FOLDER.mkdir(exist_ok=True)
    with TemporaryDirectory() as scratch:
        folder = Path(scratch)
        (folder / "form.xlsx").write_bytes(a_form())
        (folder / "good.xlsx").write_bytes(a_good_return())
        (folder / "answers.json").write_text(json.dumps(answers()), encoding="utf-8")
        given = [str(folder / "form.xlsx"), str(folder / "answers.json")]
        for name, script in SCRIPTS.items():
            command = ["node", str(HERE / script), *given, str(FOLDER / name)]
            environment = {**os.environ, "NODE_PATH": str(modules)}
            subprocess.run(command, check=True, env=environment)
        for name, exporter in GNUMERIC.items():
            command = ["ssconvert", "-T", exporter, str(folder / "good.xlsx"), str(FOLDER / name)]
            subprocess.run(command, check=True)


if __name__ == "__main__":
    make(Path(sys.argv[1]))
