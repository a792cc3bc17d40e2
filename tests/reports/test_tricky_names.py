"""A school whose name is made of signs stands literally in every kind and every format."""

from dataclasses import replace
from datetime import date
from functools import cache
from io import BytesIO
from zipfile import ZipFile

import openpyxl
import pytest

from data_model.decisions import AgendaItem, Decision, DecisionKind, MeetingProtocol
from data_model.snapshot import Snapshot
from indicators.plan_fact import plan_fact
from indicators.plan_fact_row import PlanFact
from reports import KINDS, write
from tests.reports.district import TRICKY, a_district
from tests.reports.reading import text_of

YEAR = 2022
ORG = "581001"
DECISION = Decision(
    "1.1", DecisionKind.ASSIGN, "проводить уроки", addressees=(ORG,), addressees_text=TRICKY
)
PROTOCOL = MeetingProtocol(
    "4",
    date(YEAR, 2, 16),
    "Рабочая группа",
    "Заседания рабочей группы",
    (AgendaItem("1", "об итогах", decisions=(DECISION,)),),
)
MEASURES = {"ticket_to_future": (f"Мера: проведено совещание ({TRICKY}).",)}
NAMELESS: frozenset[str] = frozenset()
"""Kinds of documents in which no school is named."""
WRITTEN = [
    (kind, suffix) for kind, row in KINDS.items() if kind not in NAMELESS for suffix in row.formats
]


@cache
def district() -> Snapshot:
    return replace(a_district(), protocols=(PROTOCOL,))


@cache
def rows() -> PlanFact:
    return plan_fact(district())


def made(kind: str, suffix: str, org: str | None = None) -> bytes:
    content = write(kind, suffix, district(), YEAR, org=org, plan_fact=rows(), measures=MEASURES)
    if not KINDS[kind].per_school or org is not None:
        return content
    with ZipFile(BytesIO(content)) as pack:
        return pack.read(next(name for name in pack.namelist() if name.startswith(ORG)))


def plain(content: bytes, suffix: str) -> str:
    """The text without spaces: a PDF breaks a name between lines wherever it likes."""
    return "".join(text_of(content, suffix).replace("\u00ad", "").split())


@pytest.mark.parametrize(("kind", "suffix"), WRITTEN)
def test_the_name_stands_literally(kind: str, suffix: str) -> None:
    assert "".join(TRICKY.split()) in plain(made(kind, suffix), suffix)


@pytest.mark.parametrize("suffix", KINDS["minutes"].formats)
def test_the_name_stands_literally_in_an_extract(suffix: str) -> None:
    assert "".join(TRICKY.split()) in plain(made("minutes", suffix, ORG), suffix)


@pytest.mark.parametrize("suffix", ["docx", "html"])
@pytest.mark.parametrize("kind", ["monitoring", "diagnostics", "order", "school"])
def test_the_name_keeps_its_spaces_where_lines_are_not_broken(kind: str, suffix: str) -> None:
    assert TRICKY in text_of(made(kind, suffix), suffix)


def test_the_name_is_no_formula_in_a_workbook():
    book = openpyxl.load_workbook(BytesIO(made("workbook", "xlsx")))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    named = [cell for cell in cells if cell.value == TRICKY]
    assert named
    assert {cell.data_type for cell in named} == {"s"}


def test_a_name_of_three_hundred_letters_stops_no_document_and_no_file() -> None:
    """Официальное название школы длиннее, чем позволяют свойства Word и имена файлов."""
    long = "Муниципальное бюджетное общеобразовательное учреждение " * 6
    seen = district()
    first, *rest = seen.organisations
    name = replace(first.names[-1], full=long[:300], short=long[:300])
    changed = replace(seen, organisations=(replace(first, names=(name,)), *rest))
    for suffix in ("docx", "pdf", "html"):
        pack = ZipFile(BytesIO(write("school", suffix, changed, YEAR)))
        assert len(pack.namelist()) > 1
        assert all(len(one.encode()) <= 255 for one in pack.namelist())
        assert pack.testzip() is None
