"""What every file of ours reads as («эталон чтения»): values, marks, names of cells, verdicts.

``python -m tests.loaders.golden`` writes ``golden.txt`` anew; ``--full FOLDER`` writes all values
to compare two readers cell by cell. A change of the reader must give the same lines, or say why.
"""

import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path

from data_model.errors import MonitorError
from data_model.places import Alias, Organisation
from data_model.snapshot import Snapshot
from loaders.files.workbook import Grid, Workbook
from loaders.files.worker_pool import read_workbook
from loaders.registers.file import read_register
from loaders.registers.roll import read_roll
from loaders.returns.context import IntakeContext
from loaders.returns.judging import FileVerdict, screen
from loaders.roadmaps.file import read_roadmap
from sample_data import FOLDER
from tests.loaders.defects import DEFECTS
from tests.loaders.files.hostile import READ, REFUSED
from tests.loaders.tables import tables

HERE = Path(__file__).parent
GOLDEN = HERE / "golden.txt"
DAY = date(2023, 1, 15)


def files() -> Iterator[tuple[str, bytes]]:
    """Every file by a name of its own: of the sample, of other programs, hostile, foreign."""
    for folder in (FOLDER / "returns", HERE / "fixtures", HERE / "elsewhere" / "fixtures"):
        for path in sorted(folder.rglob("*.*")):
            yield path.relative_to(folder.parents[1]).as_posix(), path.read_bytes()
    for name, (make, _) in {**REFUSED, **READ}.items():
        yield f"опасный: {name}", make()
    yield "чужая таблица", tables.table()
    yield "выгрузка", tables.export()


def _as_in_fixtures(place: Organisation) -> Organisation:
    """The forms of other programs were made for a school of another name with this code."""
    if place.code != "580401":
        return place
    return replace(place, aliases=(*place.aliases, Alias("МБОУ СОШ № 1")))


def context() -> IntakeContext:
    """The sample district with nothing reported yet."""
    municipality, organisations = read_register(
        (FOLDER / "register.xlsx").read_bytes(), "register.xlsx"
    )
    roadmap = read_roadmap(FOLDER / "roadmap_2020_2022.toml")
    known = IntakeContext()
    known.add(
        Snapshot(
            version=1,
            municipality=municipality,
            roadmaps=dict.fromkeys(roadmap.years, roadmap),
            organisations=tuple(map(_as_in_fixtures, organisations)),
            roll=tuple(read_roll((FOLDER / "roll.xlsx").read_bytes(), "roll.xlsx")),
        )
    )
    return known


def lines() -> Iterator[str]:
    known = context()
    for name, content in files():
        try:
            book = read_workbook(content, name)
        except MonitorError as refusal:
            yield f"{name} | отказ: {refusal}"
            continue
        yield f"{name} | {hashed(values(book))} | {names(book)}"
        yield from (f"    {line}" for line in marks(book))
        yield f"    {judged(screen(book, known, DAY))}"
    for code, make in DEFECTS.items():
        yield f"дефект {code} | {judged(make())}"


def values(book: Workbook) -> str:
    """Every filled cell with its value and type, sheet by sheet."""
    return "\n".join(
        f"{sheet.name}!{cell.address}={cell.value!r}"
        for sheet in book.sheets
        for cell in sheet.filled()
    )


def hashed(text: str) -> str:
    digest = sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12]
    return f"ячеек {text.count(chr(10)) + bool(text)}, {digest}"


def names(book: Workbook) -> str:
    found = sorted(book.names.items())
    return f"имён {len(found)}, {hashed(str([(name, *place) for name, place in found]))}"


def marks(book: Workbook) -> Iterator[str]:
    """The marks of each sheet that has any."""
    for sheet in book.sheets:
        told = of_sheet(sheet)
        if told:
            yield f"{sheet.name}: {told}"


def of_sheet(sheet: Grid) -> str:
    found = sheet.marks
    looks = found.looks.items()
    parts = {
        "скрыт": found.is_hidden,
        "отбор": found.is_filtered,
        "строки": sorted(found.hidden_rows)[:30],
        "столбцы": sorted(found.hidden_columns)[:30],
        "объединены": sorted(found.merged)[:30],
        "формулы": len(found.formulas),
        "проценты": sorted(found.percents)[:30],
        "примечания": sorted(found.remarks)[:30],
        "зачёркнуты": sorted(at for at, one in looks if one.is_struck)[:30],
        "зачёркнуты частью": sorted(at for at, one in looks if one.is_partly_struck)[:30],
        "надстрочные": sorted(at for at, one in looks if one.footnote)[:30],
    }
    return "; ".join(f"{name} {value}" for name, value in parts.items() if value)


def judged(verdict: FileVerdict) -> str:
    problems = sorted(f"{one.code}@{one.sheet}!{one.cell}" for one in verdict.problems)
    facts = verdict.parsed.facts if verdict.parsed else ()
    known = [(one.question, one.grade, one.value, str(one.state)) for one in facts]
    return f"{verdict.org} {verdict.year} фактов {len(known)}, {hashed(str(known))}: {problems}"


if __name__ == "__main__":
    if "--full" in sys.argv:
        folder = Path(sys.argv[-1])
        for number, (name, content) in enumerate(files()):
            try:
                text = values(read_workbook(content, name))
            except MonitorError as refusal:
                text = str(refusal)
            shown = "".join(sign if sign.isalnum() else "_" for sign in name)
            (folder / f"{number:03d}_{shown}.txt").write_text(text, errors="surrogatepass")
    else:
        GOLDEN.write_text("\n".join(lines()) + "\n", encoding="utf-8")
