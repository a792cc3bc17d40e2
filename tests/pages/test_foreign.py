"""«Сводная таблица»: confirmed once on the page, later ones go by themselves."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.loaders.tables.tables import NAMES, consolidated
from tests.loaders.tables.test_several_sheets import twice
from tests.pages.conftest import Open, shown_tables, words
from tests.pages.test_upload import UPLOAD, check, finished, press, store, waiting_files

STRANGE = "Школа имени первого космонавта"
ALL = {**NAMES, "580404": STRANGE}


def told(app: AppTest) -> str:
    return words(app).replace("\u00a0", " ")


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "свод.xlsx"
    path.write_bytes(consolidated(names=ALL))
    return path


def test_what_the_columns_are_is_proposed(sample: Open, table: Path) -> None:
    app = check(sample(UPLOAD), table)
    assert "что в её столбцах" in words(app)
    (proposed,) = [frame.value for frame in app.dataframe if "Что это" in frame.value]
    assert list(proposed["Что это"])[:2] == ["не читать", "название школы"]
    assert list(proposed["Что это"])[2].endswith("«Билет в будущее»: 6 класс")
    assert any(STRANGE in box.label for box in app.selectbox)


def test_a_confirmed_table_is_taken_school_by_school(sample: Open, table: Path) -> None:
    app = check(sample(UPLOAD), table)
    next(box for box in app.selectbox if STRANGE in box.label).set_value("580404")
    app = finished(press(app, "Подтвердить"))
    assert "Можно принять 4 отчёта" in told(app)
    before = {org: len(store().revisions(org, 2021)) for org in ALL}
    app = finished(press(app, "Принять"))
    assert "Приняли 4 отчёта" in told(app)
    assert {org: len(store().revisions(org, 2021)) - 1 for org in ALL} == before
    assert waiting_files() == []


def test_of_two_tables_a_person_chooses_the_sheet(sample: Open, tmp_path: Path) -> None:
    path = tmp_path / "два листа.xlsx"
    path.write_bytes(twice())
    app = check(sample(UPLOAD), path)
    assert "с какого листа брать ответы" in words(app)
    assert "что в её столбцах" not in words(app)
    app.radio[0].set_value("Свод (2)").run()
    assert "что в её столбцах" in words(app)
    app = finished(press(app, "Подтвердить"))
    assert "Можно принять 3 отчёта" in told(app)
    remarks = [frame for frame in shown_tables(app) if "Замечание" in frame]
    assert any("Прочитан лист «Свод (2)»" in one for one in remarks[0]["Замечание"])


def test_the_next_such_table_goes_by_itself(sample: Open, table: Path, tmp_path: Path) -> None:
    app = check(sample(UPLOAD), table)
    finished(press(app, "Подтвердить"))
    other = tmp_path / "другой.xlsx"
    other.write_bytes(consolidated(title="Сводная информация за 2022 год"))
    app = check(sample(UPLOAD), other)
    assert "что в её столбцах" not in words(app)
    assert "Можно принять 3 отчёта" in told(app)
