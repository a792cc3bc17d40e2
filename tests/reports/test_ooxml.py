"""Written packages of Word and Excel hold to the schemas: no office suite asks to repair them."""

from collections.abc import Iterator
from functools import cache
from io import BytesIO
from zipfile import ZipFile

import pandas as pd
import pytest
from lxml import etree

from data_model.snapshot import Snapshot
from indicators.plan_fact import plan_fact
from indicators.plan_fact_row import PlanFact
from reports import KINDS, export, table_workbook, write
from reports.word import build_templates
from tests.builders import YEARS
from tests.reports.district import a_district
from tests.reports.ooxml import INLINE, SEQUENCES, WORD, broken_links, out_of_order

WRITTEN = [
    (kind, suffix)
    for kind, row in KINDS.items()
    for suffix in row.formats
    if suffix in ("docx", "xlsx")
]


@cache
def district() -> Snapshot:
    return a_district()


@cache
def rows() -> PlanFact:
    return plan_fact(district())


def packages(kind: str, suffix: str, year: int) -> Iterator[bytes]:
    content = write(kind, suffix, district(), year, plan_fact=rows())
    if not KINDS[kind].per_school:
        yield content
        return
    with ZipFile(BytesIO(content)) as pack:
        yield from (pack.read(name) for name in pack.namelist())


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize(("kind", "suffix"), WRITTEN)
def test_children_stand_in_the_order_of_the_schema(kind: str, suffix: str, year: int) -> None:
    for content in packages(kind, suffix, year):
        assert out_of_order(content) == []


@pytest.mark.parametrize(("kind", "suffix"), WRITTEN)
def test_every_relation_leads_to_a_part_of_a_known_type(kind: str, suffix: str) -> None:
    for content in packages(kind, suffix, 2022):
        assert broken_links(content) == []


def test_tables_and_exported_data_hold_to_the_schema_as_well():
    table = pd.DataFrame({"Школа": ["СОШ"], "Чел.": [3]})
    for content in (table_workbook(table, "Школы"), export(district(), rows())):
        assert out_of_order(content) == []
        assert broken_links(content) == []


def test_drawings_have_ids_of_their_own_and_cells_end_with_a_paragraph():
    (content,) = packages("monitoring", "docx", 2022)
    with ZipFile(BytesIO(content)) as package:
        body = etree.fromstring(package.read("word/document.xml"))
    ids = [shape.get("id") for shape in body.iter(f"{{{INLINE}}}docPr")]
    assert len(ids) == len(set(ids)) > 1
    cells = list(body.iter(f"{{{WORD}}}tc"))
    assert {cell[-1].tag for cell in cells} == {f"{{{WORD}}}p"}


@pytest.mark.parametrize("kind", build_templates.BODIES)
def test_the_shipped_templates_hold_to_the_schema(kind: str) -> None:
    content = (build_templates.TEMPLATES / f"{kind}.docx").read_bytes()
    assert (out_of_order(content), broken_links(content)) == ([], [])


def spoilt(old: bytes, new: bytes) -> bytes:
    (content,) = packages("order", "docx", 2022)
    target = BytesIO()
    with ZipFile(BytesIO(content)) as source, ZipFile(target, "w") as package:
        for name in source.namelist():
            part = source.read(name)
            swapped = part.replace(old, new) if name == "word/document.xml" else part
            package.writestr(name, swapped)
    return target.getvalue()


def test_the_check_sees_what_stands_in_a_wrong_place():
    found = out_of_order(spoilt(b"<w:pPr>", b"<w:pPr><w:jc w:val='left'/>"))
    assert found
    assert all("pPr: " in trouble for trouble in found)
    assert any("не бывает" in trouble for trouble in out_of_order(spoilt(b"w:keepNext", b"w:keep")))
    assert broken_links(spoilt(b'r:id="', b'r:id="no'))


def test_every_element_is_in_the_table_once():
    for rows in SEQUENCES.values():
        for sequence in rows.values():
            names = sequence.replace("|", " ").split()
            assert len(names) == len(set(names))
