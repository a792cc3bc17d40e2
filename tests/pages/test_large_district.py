"""The views with 300 schools: in pages, nobody lost, nothing cut."""

import json
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from streamlit.testing.v1 import AppTest

from bench.district import filled_store
from indicators.coverage import of_schools
from indicators.wording import ENTRIES, NBSP, counted
from tests.pages.conftest import Open, opener, plain, shown_tables, words
from ui import downloads

FOLDER = "pages/monitoring"
YEAR = "2021"
ON_A_PAGE = 30
TALLEST = 2600
"""Pixels of a chart that one can still scroll through."""


@pytest.fixture(scope="module", params=[300])
def district(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[int, str]:
    """How many schools, and the address of their database."""
    path = tmp_path_factory.mktemp("large") / "roadmap.db"
    url = f"sqlite:///{path.as_posix()}"
    filled_store(url, request.param, (int(YEAR),)).close()
    return request.param, url


@pytest.fixture
def large(
    district: tuple[int, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Open]:
    monkeypatch.setenv("ROADMAP_DATABASE_URL", district[1])
    monkeypatch.chdir(tmp_path)
    yield opener()


def figures(app: AppTest) -> list[dict[str, Any]]:
    assert [error.message for error in app.exception] == []
    return [json.loads(chart.proto.spec) for chart in app.get("plotly_chart")]


def schools_of(app: AppTest) -> list[str]:
    return list(shown_tables(app)[0]["Школа"])


def test_the_matrix_shows_every_school_once_over_its_pages(
    large: Open, district: tuple[int, str]
) -> None:
    app = large(f"{FOLDER}/matrix.py", year=YEAR)
    shown = schools_of(app)
    assert len(shown) == ON_A_PAGE
    for page in range(2, district[0] // ON_A_PAGE + 2):
        app.query_params["page"] = str(page)
        shown += schools_of(app.run()) if page <= -(-district[0] // ON_A_PAGE) else []
    assert len(shown) == len(set(shown)) == district[0]


def test_the_picture_of_a_page_of_the_matrix_names_district_group_and_each_school(
    large: Open,
) -> None:
    (picture,) = figures(large(f"{FOLDER}/matrix.py", year=YEAR))
    names = picture["layout"]["yaxis"]["ticktext"]
    assert len(names) == len(set(names)) == ON_A_PAGE + 2
    assert picture["layout"]["height"] < TALLEST


def test_the_table_of_a_page_stands_in_the_order_of_its_picture(large: Open) -> None:
    app = large(f"{FOLDER}/matrix.py", year=YEAR)
    (picture,) = figures(app)
    names = [name for name in picture["layout"]["yaxis"]["ticktext"] if "№" in name]
    assert sorted(names) == sorted(schools_of(app))
    assert schools_of(app) in (names, names[::-1])


def test_the_file_of_the_matrix_holds_the_schools_of_all_pages(
    large: Open, district: tuple[int, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    built: dict[str, Callable[[], bytes]] = {}
    monkeypatch.setattr(
        downloads, "download", lambda label, build, name: built.update({name: build})
    )
    large(f"{FOLDER}/matrix.py", year=YEAR)
    sheet = openpyxl.load_workbook(BytesIO(built[f"Школы и показатели {YEAR}.xlsx"]())).active
    assert sheet.max_row == district[0] + 1


def test_the_contribution_of_many_schools_shows_both_ends_and_says_so(large: Open) -> None:
    app = large(f"{FOLDER}/indicator.py", year=YEAR, indicator="9")
    picture = next(
        chart for chart in figures(app) if chart["data"][0].get("name") == "человек до плана"
    )
    balance = picture["data"][0]["x"]
    assert len(balance) == ON_A_PAGE
    assert min(balance) < 0 < max(balance)
    assert "Показаны 30 из 300 школ: с обоих краёв." in plain(app)


def test_the_base_told_with_the_years_is_that_of_the_chosen_year(large: Open) -> None:
    app = large(f"{FOLDER}/indicator.py", year=YEAR, indicator="9")
    assert "6–11 классы, на 20.09.2021" in plain(app)
    assert "20.09.2022" not in plain(app)


def test_the_roll_behind_a_figure_is_in_the_order_of_the_numbers(large: Open) -> None:
    app = large(f"{FOLDER}/provenance.py", year=YEAR, indicator="9")
    assert len(shown_tables(app)) == 1, "клетки и контингент трёхсот школ ещё не отправлены"
    app.session_state["origin-cells-open"] = app.session_state["origin-roll-open"] = True
    _, of_cells, roll = shown_tables(app.run())
    assert "Учтено" in of_cells
    assert list(roll["Организация"])[:3] == ["СОШ № 1", "СОШ № 2", "СОШ № 3"]


def test_one_school_is_found_among_all(large: Open, district: tuple[int, str]) -> None:
    app = large(f"{FOLDER}/matrix.py", year=YEAR)
    app.text_input(key="matrix-find").set_value(f"№ {district[0]}").run()
    assert schools_of(app) == [f"СОШ № {district[0]}"]


def test_the_bars_of_an_indicator_come_in_pages_the_highest_first(large: Open) -> None:
    app = large(f"{FOLDER}/indicator.py", year=YEAR, indicator="9")
    assert all(chart["layout"]["height"] < TALLEST for chart in figures(app))
    first = bars(app)
    app.query_params["page"] = "2"
    second = bars(app.run())
    assert len(first) == len(second) == ON_A_PAGE
    assert min(first) >= max(second)


def test_the_table_of_many_schools_is_sent_when_it_is_opened(
    large: Open, district: tuple[int, str]
) -> None:
    app = large(f"{FOLDER}/indicator.py", year=YEAR, indicator="9")
    assert not [table for table in shown_tables(app) if "Школа" in table]
    app.session_state["schools-open"] = True
    schools = next(table for table in shown_tables(app.run()) if "Школа" in table)
    assert len(schools) == district[0]


def test_the_journal_comes_in_pages_and_its_file_holds_every_line(
    large: Open, district: tuple[int, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Страница журнала — 100 записей, новые сверху; в файле — все; отбор начинает с первой."""
    files: dict[str, Callable[[], bytes]] = {}
    monkeypatch.setattr(
        downloads, "address_of", lambda build, name, *more: files.setdefault(name, build) and "."
    )
    app = large("pages/access/journal.py", year=YEAR)
    first = shown_tables(app)[0]
    assert len(first) == 100
    app.query_params["page"] = "2"
    second = shown_tables(app.run())[0]
    assert len(second) == 100 and not first.equals(second)
    book = openpyxl.load_workbook(BytesIO(files["Журнал.xlsx"]()))
    assert book.active.max_row > district[0]
    told = counted(book.active.max_row - 1, ENTRIES).replace(NBSP, " ")
    assert f"{told}, по 100 на странице" in plain(app)
    app.selectbox(key="what").select(app.selectbox(key="what").options[1]).run()
    assert "page" not in app.query_params


def bars(app: AppTest) -> list[float]:
    """The shares of the schools on this page of the chart."""
    parts = [part for chart in figures(app) for part in chart["data"]]
    found = next(one for one in parts if one["type"] == "bar" and one["name"] == "факт")
    return list(found["x"])


def test_every_school_can_be_chosen_and_is_compared_with_a_few(
    large: Open, district: tuple[int, str]
) -> None:
    last = f"90{district[0]:05d}"
    app = large(f"{FOLDER}/school.py", year=YEAR, school=last)
    assert len(app.selectbox(key="school").options) == district[0]
    assert app.selectbox(key="school").value == last
    assert all(chart["layout"]["height"] < TALLEST for chart in figures(app))


def test_the_board_has_a_line_for_everybody(large: Open, district: tuple[int, str]) -> None:
    app = large("pages/returns/board.py", year=YEAR)
    waiting = shown_tables(app)[0]
    assert not [table for table in shown_tables(app)[1:] if "Состояние" in table]
    app.session_state["done-open"] = True
    done = shown_tables(app.run())[1]
    assert len(waiting) + len(done) == district[0] + 1
    assert f"Отчёты сдали {district[0]} из {district[0]} школ" in plain(app)
    assert of_schools(1000, 1000).replace(NBSP, " ") == "1 000 из 1 000 школ"


def test_the_overview_leads_to_the_matrix_instead_of_drawing_it(large: Open) -> None:
    app = large(f"{FOLDER}/overview.py", year=YEAR)
    assert all(chart["layout"]["height"] < 600 for chart in figures(app))
    assert "Внести ответы района" in words(app)


def test_a_plan_that_is_reached_without_growth_says_so_and_blames_no_school(large: Open) -> None:
    """Карточка № 9 на Главной: план достигнут, не установлен рост; «недобрали» — только у № 8."""
    said = plain(large(f"{FOLDER}/overview.py", year=YEAR))
    (reached,) = [line for line in said.splitlines() if "план не менее 35 %" in line]
    assert "рост не установить: нет данных за 2020 год" in reached
    assert "недобрали" not in reached
    assert said.count("больше всех недобрали") == 1
