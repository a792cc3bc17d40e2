"""A reader's trip through the house stays short: places to visit, names with one meaning."""

import ast
import re
import shutil
import subprocess
import sys
import threading
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

import openpyxl
import pytest

import cli
from tests.test_architecture import modules_of, tree_of

ROOT = Path(__file__).parents[1]
ROOMS = ("data_model", "loaders", "indicators", "charts", "reports", "ui", "pages", "terminal")
FILES = [
    path
    for room in ROOMS
    for path in sorted((ROOT / room).rglob("*.py"))
    if "versions" not in path.parts
]
MOST_NAMES_TWICE = 5
MOST_ON_AN_UPLOADS_WAY = 34
MOST_OF_LOADERS_ON_IT = 20
MOST_IN_THE_READING_CHILD = 10
MOST_FROM_FIGURE_TO_CELL = 26
"""What was reached; only ever made smaller."""
INSIDES = re.compile(
    r"\bctypes\b|mallopt|gc\.freeze|^\s*(?:streamlit|plotly|st|pio)\.[\w.]+ = |\.to_dict = ", re.M
)
"""What would change a library or the interpreter at run time."""


def classes_by_name() -> Counter[str]:
    return Counter(
        node.name
        for tree in map(tree_of, FILES)
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_")
    )


def importers() -> dict[str, set[Path]]:
    """Full name of a module → the files that import it."""
    known = {
        ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        for path in FILES
    }
    found = defaultdict[str, set[Path]](set)
    for path in FILES:
        names = {*modules_of(path)}
        for name in known & (names | {one.rpartition(".")[0] for one in names}):
            found[name].add(path)
    return found


def test_few_files_are_small_rooms_with_one_door() -> None:
    """A file of under 40 lines that one other imports is read together with it."""
    doors = importers()
    tiny = [
        path
        for path in FILES
        if path.name != "__init__.py"
        and len(path.read_text(encoding="utf-8").splitlines()) < 40
        and len(doors[".".join(path.relative_to(ROOT).with_suffix("").parts)]) == 1
    ]
    assert len(tiny) <= 30


def test_few_files_lie_loose_beside_the_rooms_of_the_loaders() -> None:
    loose = [path for path in (ROOT / "loaders").glob("*.py") if path.name != "__init__.py"]
    assert len(loose) <= 6


def test_few_names_of_classes_mean_two_things() -> None:
    twice = [name for name, count in classes_by_name().items() if count > 1]
    assert len(twice) <= MOST_NAMES_TWICE, sorted(twice)


def test_nothing_replaces_the_insides_of_a_library() -> None:
    assert [path.name for path in FILES if INSIDES.search(path.read_text("utf-8"))] == []


@contextmanager
def visited() -> Iterator[set[str]]:
    """Files of the product whose functions are called meanwhile, the terminal apart."""
    seen: set[str] = set()

    def watch(frame: FrameType, event: str, argument: object) -> None:
        name = frame.f_code.co_filename
        if event == "call" and name.startswith(f"{ROOT}/") and frame.f_code.co_flags & 1:
            inside = name.removeprefix(f"{ROOT}/")
            if inside.startswith(tuple(f"{room}/" for room in ROOMS if room != "terminal")):
                seen.add(inside)

    threading.setprofile(watch)
    sys.setprofile(watch)
    try:
        yield seen
    finally:
        sys.setprofile(None)
        threading.setprofile(None)


def run(database: Path, *words: str) -> None:
    assert cli.outcome(["--db", f"sqlite:///{database.as_posix()}", *words]) == 0


@pytest.fixture
def database(sample_database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ROADMAP_MUNICIPALITY", raising=False)
    copy = Path(shutil.copy(sample_database, tmp_path / "roadmap.db"))
    copy.chmod(0o600)
    return copy


def filled(form: Path) -> Path:
    """The form of a school with zeros and one «нет»: a return without a remark that refuses it."""
    book = openpyxl.load_workbook(form)
    for name, area in book.defined_names.items():
        answer: int | str | None = None
        if name.startswith("q_") and "_g" in name:
            answer = 0
        elif name in ("q_diagnostics_report", "q_events_schedule"):
            answer = "нет"
        if answer is not None:
            for sheet, cell in area.destinations:
                book[sheet][cell.replace("$", "")] = answer
    book.save(form)
    return form


def test_an_ordinary_upload_passes_few_files(database: Path, tmp_path: Path) -> None:
    returns = []
    for org in ("580408", "580411"):
        run(database, "forms", "--year", "2022", "--org", org, "--out", str(tmp_path / org))
        returns.append(filled(next((tmp_path / org).rglob("*.xlsx"))))
    run(database, "ingest", str(returns[0]), "--json")
    with visited() as seen:
        run(database, "ingest", str(returns[1]), "--json")
    assert len(seen) <= MOST_ON_AN_UPLOADS_WAY, sorted(seen)
    of_loaders = sorted(one for one in seen if one.startswith("loaders/"))
    assert len(of_loaders) <= MOST_OF_LOADERS_ON_IT, of_loaders


CHILD = """
import sys
from pathlib import Path
from loaders.files import worker
seen = set()
def watch(frame, event, argument):
    if event == "call" and frame.f_code.co_flags & 1:
        seen.add(frame.f_code.co_filename)
content = Path(sys.argv[1]).read_bytes()
sys.setprofile(watch)
answer = worker.answer(("read", content, "отчёт.xlsx"))
worker.packed(answer)
sys.setprofile(None)
ours = tuple(f"{sys.argv[2]}/{room}/" for room in ("loaders", "data_model"))
print(answer.ended, *sorted(one for one in seen if one.startswith(ours)), sep="\\n")
print("modules", *{name.partition(".")[0] for name in sys.modules}, sep="\\n")
"""
"""A child at work on one file: how it ended, the files it entered, and all that it imported."""


def test_the_reading_child_enters_few_files_and_imports_nothing_heavy() -> None:
    form = next((ROOT / "sample_data" / "returns").rglob("*.xlsx"))
    done = subprocess.run(
        [sys.executable, "-c", CHILD, str(form), str(ROOT)],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )
    entered, _, modules = done.stdout.partition("modules\n")
    ended, *files = entered.split()
    assert ended == "done"
    assert 0 < len(files) <= MOST_IN_THE_READING_CHILD, files
    heavy = {"pandas", "numpy", "sqlalchemy", "streamlit", "openpyxl", "indicators", "plotly"}
    assert set(modules.split()) & heavy == set()


def test_from_a_figure_to_its_cell_there_are_few_files(database: Path) -> None:
    asked = ("trace", "--year", "2022", "--indicator", "9", "--org", "580401", "--json")
    run(database, *asked)
    with visited() as seen:
        run(database, *asked)
    assert len(seen) <= MOST_FROM_FIGURE_TO_CELL, sorted(seen)


NO_NAMES = {"asked", "found", "given", "known", "left", "made", "named", "one", "read", "said"} | {
    "seen", "settled", "shown", "told", "written",
}  # fmt: skip
"""Words that say that something was done, and not what: no function is called so."""


def test_functions_are_called_by_a_verb_or_by_what_they_return() -> None:
    called = [
        f"{path.relative_to(ROOT)}: {node.name}"
        for path in FILES
        for node in tree_of(path).body
        if isinstance(node, ast.FunctionDef) and node.name in NO_NAMES
    ]
    assert called == []
