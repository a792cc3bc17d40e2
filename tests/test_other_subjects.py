"""Карта другого предмета: ни экран, ни документ, ни бланк, ни письмо не говорят о профориентации.

Words of the office come from its own roadmap; the program itself names no subject. The first part
looks at every text that the program holds, the second at a district of gifted children alone.
"""

import ast
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook

from data_model.errors import NothingThere
from data_model.roadmap import Kind, Operator, Target
from data_model.snapshot import Snapshot
from indicators.plan_fact import plan_fact
from loaders.forms.book import forms_of
from loaders.orders.gallery import gallery_entry, proposal_from_gallery
from loaders.orders.review import Review
from reports import KINDS, collect, composed
from reports.material import Material
from tests.reports.district import a_district

ROOT = Path(__file__).parents[1]
GUIDANCE = re.compile(
    r"профориент|профессиональн\w+ ориентац|самоопредел|билет\w* в будущее|проектори|арт-?профи"
    r"|профессионалитет|россия\W+мои горизонты|профминимум",
    re.IGNORECASE,
)
ROOMS = (
    "access",
    "charts",
    "data_model",
    "indicators",
    "loaders",
    "pages",
    "reports",
    "terminal",
    "ui",
)
READS = {
    "loaders/orders/numbers.py", "loaders/orders/confirm.py", "loaders/orders/pdf_file.py",
    "loaders/tables/proposal.py",
}  # fmt: skip
"""They know these words where an order or a table says them, and say them to nobody."""


def spoken(path: Path) -> Iterator[str]:
    """The texts of a module without its docstrings."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    silent = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and id(node) not in silent
        ):
            yield node.value


@pytest.mark.parametrize("room", ROOMS)
def test_no_text_of_the_program_names_a_subject(room: str) -> None:
    """Слова о профориентации бывают только в данных карты, не в программе."""
    found = [
        f"{name}: {text[:60]}"
        for path in sorted((ROOT / room).rglob("*.py"))
        if (name := path.relative_to(ROOT).as_posix()) not in READS
        for text in spoken(path)
        if GUIDANCE.search(text)
    ]
    assert found == []


def test_no_template_and_no_rule_names_a_subject() -> None:
    """Шаблоны Word, правила рекомендаций, страницы входа и сценарии браузера."""
    found = []
    for room in ROOMS:
        for path in (ROOT / room).rglob("*"):
            if path.suffix in {".toml", ".html", ".js", ".typ", ".txt", ".css"}:
                said = path.read_text(encoding="utf-8")
            elif path.suffix == ".docx":
                archive = zipfile.ZipFile(path)
                said = re.sub(r"<[^>]+>", "", archive.read("word/document.xml").decode())
            else:
                continue
            found += [path.relative_to(ROOT).as_posix()] if GUIDANCE.search(said) else []
    assert found == []


def of_gallery(code: str) -> Review:
    """A roadmap of the gallery with thresholds as an office would give them."""
    review = Review(proposal_from_gallery(gallery_entry(code), 2020))
    for row in review.proposal.rows:
        if row.kind is not Kind.PRESENCE:
            targets = dict.fromkeys(review.proposal.years, Target(Decimal(40)))
            row = replace(row, targets=targets, operator=Operator.AT_LEAST)
        review = review.with_row(row)
    return review


@pytest.fixture(scope="module")
def district() -> Snapshot:
    return a_district(of=of_gallery("gifted-children").roadmap("gifted"))


@pytest.fixture(scope="module")
def material(district: Snapshot) -> Material:
    return collect(district, 2022, plan_fact=plan_fact(district), day=date(2023, 1, 20))


@pytest.mark.parametrize("kind", KINDS)
def test_no_document_speaks_of_guidance(material: Material, kind: str) -> None:
    """Отчёт, справка, рекомендации школе, приказ, протокол и книга карты об одарённых детях."""
    org = next(iter(material.by_school)) if KINDS[kind].per_school else None
    try:
        said = repr(composed(kind, material, org))
    except NothingThere as nothing:
        said = str(nothing)
    assert kind in {"diagnostics", "minutes"} or "олимпиады" in said
    assert GUIDANCE.findall(said) == []


@pytest.mark.parametrize("org", ["581000", "58040"])
def test_no_form_speaks_of_guidance(district: Snapshot, org: str) -> None:
    """Бланк школы и бланк муниципалитета."""
    ((_, content),) = forms_of(district, 2022, org)
    book = load_workbook(io.BytesIO(content))
    cells = (value for sheet in book for row in sheet.iter_rows(values_only=True) for value in row)
    said = " ".join(str(value) for value in cells if value is not None)
    assert "олимпиады" in said
    assert GUIDANCE.findall(said) == []
