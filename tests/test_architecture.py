"""The house keeps its shape: which room may import what, and where pages lie."""

import ast
from collections import Counter
from collections.abc import Iterator
from dataclasses import fields
from functools import cache
from pathlib import Path

import pytest

from indicators.plan_fact_row import PlanFactRow

ROOT = Path(__file__).parents[1]

ROOMS = {"data_model", "indicators", "loaders", "charts", "reports", "ui", "pages"}

MAY_IMPORT = {
    "data_model": {"sqlalchemy", "alembic", "procrastinate"},
    "indicators": {"data_model", "pandas", "numpy"},
    "loaders": {"data_model", "indicators", "python_calamine", "openpyxl", "xlrd"}
    | {"pydantic", "rapidfuzz", "defusedxml", "pdfplumber", "pdfminer", "docx", "lxml"}
    | {"sample_data"},
    "access": {"data_model", "starlette", "streamlit", "argon2"},
    "charts": {"indicators", "data_model", "pandas", "numpy", "plotly"},
    "reports": {"charts", "indicators", "data_model", "pandas", "numpy", "pyarrow", "lxml", "PIL"}
    | {"docx", "docxtpl", "pptx", "typst", "xlsxwriter", "openpyxl", "jinja2", "pydantic"},
    "ui": ROOMS - {"pages"}
    | {"access", "streamlit", "starlette", "jinja2", "pandas", "plotly", "sample_data"},
    "pages": ROOMS | {"access", "streamlit", "sample_data"},
    "terminal": ROOMS - {"ui", "pages"} | {"access", "pandas", "rich", "typer"},
}
"""What a room may import of ours and of the libraries that have a room of their own."""

OURS_AND_ROOMED = ROOMS | set().union(*MAY_IMPORT.values()) | {"access", "typer", "rich", "psycopg"}


@cache
def tree_of(path: Path) -> ast.Module:
    """A file of the product as Python reads it."""
    return ast.parse(path.read_text(encoding="utf-8"))


def imported(path: Path) -> Iterator[str]:
    """Top-level names of everything a file imports."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            yield from (name.name.partition(".")[0] for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module.partition(".")[0]


def modules_of(path: Path) -> Iterator[str]:
    """Full names of the modules that a file imports from."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{name.name}" for name in node.names)


def strangers(room: str) -> set[str]:
    """Imports of a room that its line of the table does not allow."""
    return {
        f"{path.relative_to(ROOT)}: {name}"
        for path in (ROOT / room).rglob("*.py")
        for name in set(imported(path)) & OURS_AND_ROOMED
        if name not in MAY_IMPORT[room] | {room}
    }


@pytest.mark.parametrize("room", sorted(MAY_IMPORT))
def test_a_room_imports_only_what_its_line_allows(room: str) -> None:
    assert strangers(room) == set()


ROOMS_OF_LOADERS = {
    "files": set[str](),
    "values": {"files"},
    "forms": {"files", "values"},
    "registers": {"files", "values", "school_tables"},
    "roadmaps": {"files", "values"},
    "orders": {"files", "values", "roadmaps"},
    "meetings": {"files", "values", "orders"},
    "returns": {"files", "values", "forms", "registers"},
    "school_tables": {"files", "values"},
    "tables": {"files", "values", "school_tables", "forms", "registers", "returns"},
}
"""What a room of the loaders may take from another; the files beside the rooms take from all."""


@pytest.mark.parametrize("room", sorted(ROOMS_OF_LOADERS))
def test_a_room_of_the_loaders_takes_only_from_those_below(room: str) -> None:
    found = {
        f"{path.relative_to(ROOT)}: {module}"
        for path in (ROOT / "loaders" / room).rglob("*.py")
        for module in modules_of(path)
        if module.startswith("loaders.")
        and module.split(".")[1] not in ROOMS_OF_LOADERS[room] | {room}
    }
    assert found == set()


def test_every_room_of_the_loaders_has_its_line() -> None:
    rooms = {path.parent.name for path in (ROOT / "loaders").glob("*/__init__.py")}
    assert rooms == ROOMS_OF_LOADERS.keys()


def test_no_page_lies_directly_in_pages() -> None:
    """A file directly in pages/ can be opened past app.py after a restart."""
    assert [path.name for path in (ROOT / "pages").glob("*.py")] == []


BUILDERS_OF_FRAMES = {
    "indicators/answers.py",
    "indicators/measures.py",
    "indicators/plan_fact.py",
    "indicators/trace.py",
}
"""Where pandas joins answers, roll and targets; everybody else holds a judged row."""


def column_subscripts(path: Path, columns: set[str]) -> Iterator[str]:
    """«file:line: column» of every subscript by the name of a column."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Subscript):
            for part in ast.walk(node.slice):
                if isinstance(part, ast.Constant) and part.value in columns:
                    yield f"{path.relative_to(ROOT)}:{node.lineno}: {part.value}"


def test_a_judged_row_is_read_by_its_fields_not_by_names_of_columns() -> None:
    """A frame of the file's own columns has Russian names, which are no fields of the row."""
    columns = {field.name for field in fields(PlanFactRow)} - {"due"}  # of a rule's TOML
    found = [
        one
        for room in ["indicators", "reports", "charts", "ui", "pages", "terminal"]
        for path in (ROOT / room).rglob("*.py")
        if str(path.relative_to(ROOT)) not in BUILDERS_OF_FRAMES
        for one in column_subscripts(path, columns)
    ]
    assert found == []


def test_no_frame_writes_itself_into_the_database() -> None:
    """DataFrame.to_sql(engine) keeps the rows written before an error."""
    writers = [
        str(path.relative_to(ROOT))
        for room in [*ROOMS, "bench"]
        for path in (ROOT / room).rglob("*.py")
        if ".to_sql(" in path.read_text(encoding="utf-8") and "naive" not in path.name
    ]
    assert writers == []


@pytest.mark.parametrize(
    "forbidden", ["unsafe_allow_html", "unsafe_allow_javascript", ".download_button"]
)
def test_no_page_writes_raw_html_or_hands_files_over_by_a_shared_address(forbidden: str) -> None:
    using = [
        str(path.relative_to(ROOT))
        for room in ["ui", "pages"]
        for path in (ROOT / room).rglob("*.py")
        if forbidden in path.read_text(encoding="utf-8")
    ]
    assert using == []


def names_given(path: Path) -> Iterator[str]:
    """What the statements of a module name, functions and classes too."""
    for node in tree_of(path).body:
        if isinstance(node, ast.Assign):
            yield from (one.id for one in node.targets if isinstance(one, ast.Name))
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            yield node.target.id
        elif isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield node.name


def test_no_name_of_a_module_is_given_twice() -> None:
    """Two limits under one name: an order as a workbook was once cut at its 60th row."""
    paths = [path for room in MAY_IMPORT for path in sorted((ROOT / room).rglob("*.py"))]
    twice = {
        f"{path.relative_to(ROOT)}: {name}"
        for path in paths
        for name, times in Counter(names_given(path)).items()
        if times > 1
    }
    assert len(paths) > 300
    assert twice == set()
