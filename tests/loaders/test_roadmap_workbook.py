"""A roadmap as a workbook: nothing is lost on the way there and back."""

import io
from contextlib import closing
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from data_model.errors import UnreadableFile, WrongDefinition
from data_model.roadmap import Change, Kind, Operator, Roadmap, Scope, Target
from data_model.store import Store
from loaders.orders import confirm
from loaders.roadmaps.columns import BEHIND, MEASURES, ROWS, YEARLY
from loaders.roadmaps.editions import diff_roadmaps
from loaders.roadmaps.file import read_roadmap, read_roadmap_bytes, write_roadmap
from loaders.roadmaps.workbook import (
    is_roadmap_workbook,
    read_roadmap_workbook,
    write_roadmap_workbook,
)
from sample_data import FOLDER
from tests.builders import (
    a_district_office,
    a_municipality,
    a_question,
    a_roadmap,
    an_activity,
    an_indicator,
    periods,
    targets,
)
from tests.loaders.orders.files import as_workbook, read_as, text_of

ORDERS = ("bessonovka", "less_is_better", "percents_by_school_year", "columns_in_other_order")


@pytest.mark.parametrize("name", ORDERS)
def test_a_roadmap_read_from_an_order_comes_back_whole(name: str) -> None:
    roadmap = confirm(read_as(name))
    assert read_roadmap_workbook(write_roadmap_workbook(roadmap)) == roadmap


@pytest.mark.parametrize("path", sorted(FOLDER.glob("roadmap_*.toml")), ids=lambda path: path.stem)
def test_a_shipped_roadmap_comes_back_whole(path) -> None:
    roadmap = read_roadmap(path)
    assert read_roadmap_workbook(write_roadmap_workbook(roadmap)) == roadmap


def test_fractions_ranges_and_odd_texts_come_back_whole() -> None:
    indicator = an_indicator(
        targets={2020: Target(Decimal("20.35")), 2022: Target(Decimal("50"))},
        partly_from=Decimal("0.75"),
        comparison_bases=((8, 9), (10, 11)),
    )
    row = an_activity(indicator=indicator, title="=1+1", note="«кавычки», \n две строки")
    roadmap = replace(a_roadmap(), activities=(a_roadmap().activities[0], row), edition=3)
    assert read_roadmap_workbook(write_roadmap_workbook(roadmap)) == roadmap


def edited(roadmap: Roadmap, sheet: str, cell: str, value: object) -> bytes:
    """The workbook of a roadmap after a person has written into one cell."""
    book = openpyxl.load_workbook(io.BytesIO(write_roadmap_workbook(roadmap)))
    book[sheet][cell] = value
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def test_a_person_may_write_dates_grades_and_fractions_in_the_usual_way() -> None:
    roadmap = a_roadmap()
    changed = read_roadmap_workbook(edited(roadmap, "Сроки и план", "D2", "31.08.2020"))
    assert changed.activities[0].indicator.periods[2020].due.isoformat() == "2020-08-31"
    changed = read_roadmap_workbook(edited(roadmap, "Сроки и план", "E5", "20,5"))
    assert changed.activities[1].indicator.targets == targets(y2020="20.5", y2021=35, y2022=50)
    changed = read_roadmap_workbook(edited(roadmap, "Вопросы", "E3", "6–11"))
    assert changed.questions[1].grades == (6, 7, 8, 9, 10, 11)


@pytest.mark.parametrize(
    ("sheet", "cell", "value", "words"),
    [
        ("Строки", "L2", "наличе", "Строки, L2: «наличе» не подходит. Можно: наличие"),
        ("Сроки и план", "D2", "в августе", "нужна дата вида 31.08.2021"),
        ("Сроки и план", "E2", "двадцать", "нужно число"),
        ("Сроки и план", "C2", None, "период и срок пишутся вместе"),
        ("Строки", "A1", "Номер", "нет графы «№»"),
        ("Строки", "M2", "no_such_question", "no_such_question"),
    ],
)
def test_what_does_not_fit_is_named_with_its_cell(sheet, cell, value, words) -> None:
    with pytest.raises(WrongDefinition, match=words.replace("(", r"\(")):
        read_roadmap_workbook(edited(a_roadmap(), sheet, cell, value))


def test_an_order_in_excel_is_no_exported_roadmap() -> None:
    order = as_workbook(text_of("bessonovka"))
    assert not is_roadmap_workbook(order)
    assert is_roadmap_workbook(write_roadmap_workbook(a_roadmap()))
    with pytest.raises(WrongDefinition, match="нет листов"):
        read_roadmap_workbook(order)


def test_a_file_that_is_no_workbook_is_refused_with_its_cure() -> None:
    with pytest.raises(UnreadableFile, match="сохраните заново"):
        read_roadmap_workbook(b"not a workbook")


def test_terms_without_targets_and_targets_by_year_stand_in_lines_of_their_own() -> None:
    indicator = an_indicator(targets=targets(y2021=35), periods=periods((2020, 2021)))
    roadmap = replace(a_roadmap(), activities=(an_activity(indicator=indicator),))
    assert read_roadmap_workbook(write_roadmap_workbook(roadmap)) == roadmap


def a_rich_roadmap() -> Roadmap:
    """Все поля, какие есть: рост в пунктах, на педагога, итогом, вес, паспорт, сравнение года."""
    points = an_indicator(
        "points",
        kind=Kind.GROWTH,
        change=Change.POINTS,
        requires_growth=False,
        unit="п. п.",
        weight=Decimal("0.4"),
        baseline=Decimal("0"),
        baseline_on=date(2020, 12, 31),
        formula="Д – Д₁",
        source="ОО-1",
        frequency="раз в год",
        methodology="Методика от 2021 года",
        targets={2021: Target(Decimal(3)), 2022: Target(Decimal(1), operator=Operator.AT_MOST)},
    )
    lessons = an_indicator(
        "lessons",
        kind=Kind.COUNT,
        scope=Scope.DISTRICT_SHARE,
        counted="lessons",
        out_of="teachers",
        base=(),
        per=10,
        requires_growth=False,
        unit="ур.",
    )
    seminars = replace(
        lessons, code="seminars", out_of=None, per=None, cumulative=True, scope=Scope.DISTRICT_TOTAL
    )
    rows = (("1", points), ("2", lessons), ("3", seminars))
    return a_roadmap(
        questions=(
            a_question(),
            a_question("lessons", grades=()),
            a_question("teachers", text="Педагоги", grades=()),
        ),
        activities=tuple(
            an_activity(
                number,
                indicator=one,
                short=one.code,
                section="Раздел I",
                parent="приказ края № 5",
                parent_row="karta-kraya:uchastniki" if number == "3" else "",
                links=("1", "2") if number == "3" else (),
            )  # fmt: skip
            for number, one in rows
        ),
    )


def test_every_field_goes_out_and_comes_back(tmp_path: Path) -> None:
    """В книгу, в файл и в базу — и обратно: отличий нет."""
    rich = a_rich_roadmap()
    assert read_roadmap_workbook(write_roadmap_workbook(rich)) == rich
    assert read_roadmap_bytes(write_roadmap(rich).encode(), "карта.toml") == rich
    with closing(Store.create(f"sqlite:///{tmp_path}/a.db")) as store:
        store.save_register(a_municipality(), (a_district_office(),))
        store.save_roadmap("58040", rich)
        assert store.roadmaps("58040")[2021] == rich
    assert diff_roadmaps(rich, a_roadmap()) != ()
    assert diff_roadmaps(rich, rich) == ()


def test_a_workbook_of_before_has_no_later_columns() -> None:
    book = openpyxl.load_workbook(io.BytesIO(write_roadmap_workbook(a_roadmap())))
    later = {one.header for one in (*ROWS, *MEASURES, *BEHIND, *YEARLY) if one.later}
    for sheet in (book["Строки"], book["Сроки и план"]):
        for cell in sheet[1]:
            if cell.value in later:
                cell.value = None
    kept = io.BytesIO()
    book.save(kept)
    assert read_roadmap_workbook(kept.getvalue()) == a_roadmap()
