"""The note of a region and its workbook: of kept verdicts, in every format, without schools."""

import re
from dataclasses import replace
from datetime import date
from functools import cache
from io import BytesIO

import docx
import openpyxl
import pytest
from pypdf import PdfReader

from bench.growth import load, places_of, report
from data_model.errors import NothingThere, Refused
from data_model.places import region_code
from data_model.store import Store
from loaders.roadmaps.editions import with_parents
from reports.compose.region import RegionMaterial, compose, compose_workbook
from reports.handover import REGION, region_material, write_region
from reports.summary import POST, Paragraph, Table

NAME = "Примерная область"


def region() -> Store:
    """Three districts of a region; two of them have reported."""
    store = Store.create("sqlite://")
    for number in (10, 2, 1):
        load(store, number)
        store.save_region(str(1000 + number), NAME)
    report(store, 2)
    report(store, 10)
    return store


@cache
def material() -> RegionMaterial:
    store = region()
    made = region_material(store, NAME, 2021, date(2022, 2, 1))
    store.close()
    return made


@cache
def written(file_format: str) -> bytes:
    return write_region(file_format, material())


def words(file_format: str) -> str:
    return words_of(file_format, written(file_format))


def words_of(file_format: str, content: bytes) -> str:
    if file_format == "html":
        return content.decode()
    if file_format == "pdf":
        return "\n".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)
    if file_format == "docx":
        paper = docx.Document(BytesIO(content))
        cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
        return "\n".join([*(one.text for one in paper.paragraphs), *cells])
    book = openpyxl.load_workbook(BytesIO(content))
    return "\n".join(
        str(cell)
        for sheet in book
        for row in sheet.iter_rows(values_only=True)
        for cell in row
        if cell
    )


@pytest.mark.parametrize("file_format", REGION.formats)
def test_every_format_names_the_region_and_its_districts_and_no_school(file_format: str) -> None:
    text = " ".join(words(file_format).split())
    assert NAME in text
    assert {"Район 1", "Район 2", "Район 10"} <= set(re.findall(r"Район \d+", text))
    assert not any(place.name.full in text for place in places_of(2))
    assert "{{" not in text
    assert "⟦" not in text


def test_the_note_has_a_line_for_its_day_and_number_in_every_format() -> None:
    for file_format in ("docx", "pdf", "html"):
        assert "№" in words(file_format).partition("Главное")[0]


def test_a_sheet_of_words_alone_has_room_for_its_title_and_stamp() -> None:
    """Лист без таблицы: название с заглавной буквы, отметка о данных не обрезана."""
    book = openpyxl.load_workbook(BytesIO(written("xlsx")))
    sheet = book["К прошлому году"]
    assert sheet["A1"].value.startswith("О выполнении")
    assert sheet.column_dimensions["A"].width > 90


def test_the_sums_are_those_of_the_districts() -> None:
    """Строка региона: люди районов сложены, проценты не усреднены."""
    (sums,) = [one for one in compose(material()).blocks() if isinstance(one, Table) and one.key]
    line = next(row for row in sums.rows if row[0].text == "Билет в будущее")
    parts = [one.row for one in material().rows if one.row.name == "Билет в будущее"]
    top = sum(one.numerator or 0 for one in parts)
    bottom = sum(one.denominator or 0 for one in parts)
    assert line[1].value == pytest.approx(100 * top / bottom)


def test_who_collects_least_is_named_first() -> None:
    told = [one.text for one in compose(material()).blocks() if isinstance(one, Paragraph)]
    assert any("меньше всего — Район 1: 0\u00a0из\u00a014" in one for one in told)


def test_shares_are_rounded_and_documents_are_counted_alone() -> None:
    """«85,7 %», а не «85,71428571428571 %»; документы районов — «0 из 1», без «есть» рядом."""
    rated = replace(material().returns[0], reported=12, expected=14)
    made = compose(replace(material(), returns=(rated,), region=""))
    tables = [one for one in made.blocks() if isinstance(one, Table)]
    collected = next(one for one in tables if one.caption.startswith("Сбор"))
    assert collected.rows[0][3].text == "85,7\u00a0%"
    assert made.title == "о выполнении дорожных карт за 2021 год"
    sums = next(one for one in tables if one.key == "sums")
    for line, one in zip(sums.rows, material().sums, strict=True):
        counted = one.row is not None and one.row.is_presence and one.row.denominator is not None
        assert not counted or (line[1].text, line[2].text[:1].isdigit()) == ("", True)


@pytest.mark.parametrize(
    ("met", "judged", "told"),
    [
        (0, 3, "не достиг ни один из 3 районов"),
        (1, 3, "достиг 1 из 3 районов"),
        (2, 21, "достигли 2 из 21 района"),
    ],
)
def test_districts_reach_a_target_in_their_number(met: int, judged: int, told: str) -> None:
    one = replace(material().sums[0], met=met, judged=judged)
    said = compose(replace(material(), sums=(one,))).blocks()
    texts = [block.text.replace("\u00a0", " ") for block in said if isinstance(block, Paragraph)]
    assert any(text.endswith(f"плановое значение {told}.") for text in texts)


def test_a_number_of_the_first_section_is_bound_to_its_value() -> None:
    first = compose(material()).sections[0].blocks[0]
    assert isinstance(first, Paragraph)
    assert {one.column: one.value for one in first.evidence} == {
        "districts": 3,
        "judged": sum(one.judged for one in material().sums),
        "met": sum(one.met for one in material().sums),
    }


def test_the_workbook_has_a_line_for_each_district_and_indicator() -> None:
    rows = next(
        one for one in compose_workbook(material()).blocks() if isinstance(one, Table) and one.wide
    )
    assert len(rows.rows) == len(material().rows)


def test_what_is_not_there_is_told() -> None:
    store = Store.create("sqlite://")
    load(store, 1)
    with pytest.raises(NothingThere, match="«Чужая область» нет показателей"):
        region_material(store, "Чужая область", 2021, date(2022, 2, 1))
    with pytest.raises(Refused, match="docx, pdf, html, xlsx"):
        write_region("odt", material())
    store.close()


# the region's own roadmap


@cache
def with_plan() -> RegionMaterial:
    """Two of three districts answer row 9 of the region's roadmap."""
    store = region()
    above = replace(store.roadmaps("1002")[2021], code="region", title="Карта области")
    store.save_roadmap(region_code(NAME), above)
    for district in ("1002", "1010"):
        own = store.roadmaps(district)[2021].as_written
        store.save_roadmap(district, with_parents(own, {"9": "9"}, [above]))
    made = region_material(store, NAME, 2021, date(2022, 2, 1))
    store.close()
    return made


@pytest.mark.parametrize("file_format", REGION.formats)
def test_the_plan_of_the_region_and_who_is_not_in_its_sums_stand_in_every_format(
    file_format: str,
) -> None:
    """План региона — в Word, PDF, на веб-странице и в книге, с теми, кто в сумму не вошёл."""
    text = " ".join(words_of(file_format, write_region(file_format, with_plan())).split())
    plain = text.replace("\u00a0", " ").replace("- ", "")
    assert "Районов в сумме" in plain
    assert "2 из 3" in plain
    assert "строка карты района не связана" in plain
    assert "редварительно" in plain


def test_the_sum_of_the_plan_is_that_of_the_districts_that_answer() -> None:
    (row,) = [one.row for one in with_plan().parents if one.row.in_order == "9"]
    parts = [
        one.row
        for one in with_plan().rows
        if one.row.in_order == "9" and one.district in {"1002", "1010"}
    ]
    assert row.numerator == sum(one.numerator or 0 for one in parts)
    assert row.denominator == sum(one.denominator or 0 for one in parts)
    assert (row.target, row.provisional) == (35, True)


def test_a_region_without_a_roadmap_has_no_such_section() -> None:
    titles = [one.title for one in compose(material()).sections]
    assert "План региона" not in titles
    assert "План региона" in [one.title for one in compose(with_plan()).sections]


def test_the_note_is_signed_on_a_line_for_the_post() -> None:
    """Кто подпишет справку по региону, программа не знает: для должности оставлена линия."""
    text = words("docx")
    assert "Должность" not in text
    assert POST in text
