"""Rebuilds the workbooks of the sample from its tables: ``python -m sample_data.build``.

The tables in ``tables/`` are the source and are edited by hand; everything that this module
writes comes out the same, byte for byte, each time.
"""

import csv
import io
import sys
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from itertools import groupby
from pathlib import Path

from data_model.places import Municipality, Organisation
from loaders.forms.book import write_form
from loaders.forms.layout import DOCUMENT_PARTS, InputPart, Slot
from loaders.forms.request import FormRequest
from loaders.registers.file import read_register
from loaders.registers.register_lines import COLUMNS as REGISTER_COLUMNS
from loaders.registers.roll import COLUMNS as ROLL_COLUMNS
from loaders.registers.roll import GRADES, read_roll
from loaders.registers.table import WrittenSheet, write_tables
from loaders.roadmaps.file import read_roadmap
from loaders.values.days import day_of_text
from sample_data import FOLDER
from sample_data.breakage import BREAKAGES, with_formulas

TABLES = FOLDER / "tables"
MARK = "СИНТЕТИЧЕСКИЕ ДАННЫЕ"
ABOUT = WrittenSheet("О файле", (MARK,), [["Школы, филиал и все числа вымышлены."]])
Line = dict[str, str]


def build(target: Path = FOLDER) -> Iterator[Path]:
    """Write every workbook of the sample under a folder; gives their paths."""
    for prefix, folder in (("", target), ("bashmakovo_", target / "bashmakovo")):
        yield _write(folder / "register.xlsx", register_book(prefix))
        yield _write(folder / "roll.xlsx", roll_book(prefix))
    yield from _returns(target)
    yield _write(target / "received.csv", _received())


def register_book(prefix: str) -> bytes:
    """The register and the settings of the office, as a person would keep them."""
    rows = [
        [_entry(line[name]) for name in REGISTER_COLUMNS] for line in _table(f"{prefix}register")
    ]
    settings = [list(line.values()) for line in _table(f"{prefix}settings")]
    return write_tables(
        WrittenSheet("Реестр", REGISTER_COLUMNS, rows, texts=("код", "головная")),
        WrittenSheet("Настройки", ("настройка", "значение"), settings, texts=("значение",)),
        ABOUT,
    )


def roll_book(prefix: str) -> bytes:
    numbers = {"год", *GRADES}
    rows = [
        [_entry(line[name], number=name in numbers) for name in ROLL_COLUMNS]
        for line in _table(f"{prefix}roll")
    ]
    return write_tables(WrittenSheet("Контингент", ROLL_COLUMNS, rows, texts=("код",)), ABOUT)


def _returns(target: Path) -> Iterator[Path]:
    """Every return of ``returns.csv``, filled in with its rows of ``answers.csv``."""
    roadmap = read_roadmap(FOLDER / "roadmap_2020_2022.toml")
    roll = read_roll(roll_book(""), "roll.xlsx")
    places = _places()
    answers = {
        file: list(lines) for file, lines in groupby(_table("answers"), lambda line: line["file"])
    }
    for line in _table("returns"):
        entries, formulas = _entries(answers[line["file"]])
        place, year = places[line["org"]], int(line["year"])
        form = write_form(FormRequest(roadmap, place, year, roll, stamp=MARK, entries=entries))
        content = with_formulas(form, formulas) if formulas else form
        for name in filter(None, [line["extra"]]):
            content = BREAKAGES[name](content)
        yield _write(target / "returns" / line["file"], content)


def _places() -> dict[str, Municipality | Organisation]:
    municipality, organisations = read_register(register_book(""), "register.xlsx")
    return {municipality.code: municipality, **{place.code: place for place in organisations}}


def _entries(lines: Iterable[Line]) -> tuple[dict[Slot, int | str | date], dict[str, str]]:
    """What is typed into the cells, and formulas by the defined name of their cell."""
    typed = {slot: text for slot, text in _slots(lines) if text}
    formulas = {slot.name: text for slot, text in typed.items() if text.startswith("=")}
    plain = {
        slot: _entry(text, number=slot.part is InputPart.ANSWER)
        for slot, text in typed.items()
        if slot.name not in formulas
    }
    return plain, formulas


def _slots(lines: Iterable[Line]) -> Iterator[tuple[Slot, str]]:
    """Cells of a return; a question that comes again holds its next document."""
    for question, group in groupby(lines, lambda line: line["question"]):
        for ordinal, line in enumerate(group, start=1):
            yield from ((Slot(question, grade=int(grade)), line[grade]) for grade in GRADES)
            for part in DOCUMENT_PARTS:
                yield Slot(question, part, ordinal=ordinal), line[part]
            if ordinal == 1:
                yield Slot(question), line["answer"]
                yield Slot(question, InputPart.REASON), line["reason"]


def _entry(text: str, *, number: bool = False) -> int | str | date:
    """A cell of a table as it is typed into a workbook: a number, a date, or text."""
    if number and text.isdigit():
        return int(text)
    return day_of_text(text) or text


def _received() -> bytes:
    """When each file came in, and why it was sent again."""
    text = io.StringIO()
    columns = ("file", "received_at", "reason")
    writer = csv.DictWriter(text, columns, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(_table("returns"))
    return text.getvalue().encode()


def _table(name: str) -> list[Line]:
    with (TABLES / f"{name}.csv").open(encoding="utf-8", newline="") as source:
        return list(csv.DictReader(source))


def _write(path: Path, content: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


if __name__ == "__main__":
    written = list(build(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER))
    print(f"{len(written)} файлов собрано {datetime.now():%d.%m.%Y %H:%M}")
