"""Filters of a page: in the address, in the link, in the print view; the usual ones nowhere."""

from urllib.parse import parse_qs, urlsplit

import pytest
from streamlit.testing.v1 import AppTest

from indicators.matrix import by_number
from tests.pages.conftest import Open, opened, plain, shown_tables

MATRIX = "pages/monitoring/matrix.py"
BOARD = "pages/returns/board.py"


def link(app: AppTest) -> dict[str, str]:
    """What the link to the view asks for."""
    if not any("year=" in one.value for one in app.code):
        opened(app, "Ссылка на этот вид")
    shared = next(one.value for one in app.code if "year=" in one.value)
    return {name: values[0] for name, values in parse_qs(urlsplit(shared).query).items()}


def said(app: AppTest, name: str) -> str | None:
    """What the address says under a name."""
    return "".join(app.query_params.get(name, [])) or None


def test_the_address_chooses_the_schools_of_the_matrix(sample: Open) -> None:
    asked = {"type": "ООШ", "show": "Где не выполнено", "find": "Стан"}
    app = sample(MATRIX, year="2022", **asked)
    assert not app.exception
    assert list(shown_tables(app)[0]["Школа"]) == ["МБОУ ООШ с. Вербный Стан"]
    assert app.selectbox(key="matrix-type").value == "ООШ"
    assert app.text_input(key="matrix-find").value == "Стан"
    assert asked.items() <= link(app).items()


def test_a_click_on_a_filter_is_written_into_the_address_and_the_link(sample: Open) -> None:
    app = sample(MATRIX, year="2022")
    assert "type" not in link(app)
    app.selectbox(key="matrix-type").select("НОШ").run()
    assert said(app, "type") == "НОШ"
    assert link(app)["type"] == "НОШ"
    app.selectbox(key="matrix-type").select("Все").run()
    assert "type" not in link(app)
    assert len(shown_tables(app)[0]) == 14


def test_the_order_of_the_matrix_is_in_the_link_and_in_the_table(sample: Open) -> None:
    app = sample(MATRIX, year="2022", order="По названию", type="СОШ")
    names = list(shown_tables(app)[0]["Школа"])
    assert names == sorted(names, key=by_number)
    app.selectbox(key="matrix-order").select("Сначала отстающие").run()
    assert "order" not in link(app)
    assert list(shown_tables(app)[0]["Школа"]) != names


def test_a_choice_that_does_not_exist_is_named_and_the_usual_one_is_shown(sample: Open) -> None:
    app = sample(
        MATRIX, year="2022", type="гимназия", show="никогда", order="как-нибудь", page="мало"
    )
    assert not app.exception
    assert len(shown_tables(app)[0]) == 14
    said = plain(app)
    assert "Тип: «гимназия» здесь нет, выбрано «Все»." in said
    assert "Показать: «никогда» здесь нет, выбрано «Все»." in said


def test_a_filter_is_remembered_when_one_comes_back_by_the_menu(sample: Open) -> None:
    app = sample(MATRIX, year="2022")
    app.selectbox(key="matrix-type").select("НОШ").run()
    app.switch_page(BOARD).run()
    del app.query_params["type"]
    app.switch_page(MATRIX).run()
    assert app.selectbox(key="matrix-type").value == "НОШ"


def test_back_on_the_same_page_leads_to_what_was_shown_there(sample: Open) -> None:
    app = sample(MATRIX, year="2022")
    app.selectbox(key="matrix-type").select("НОШ").run()
    del app.query_params["type"]
    app.run()
    assert app.selectbox(key="matrix-type").value == "Все"


def test_a_search_that_comes_before_the_browser_knows_the_last_choice_keeps_it(
    sample: Open,
) -> None:
    """Выбрали тип и сразу искали: адрес браузера ещё прежний, тип не теряется."""
    app = sample(MATRIX, year="2022")
    app.selectbox(key="matrix-type").select("ООШ").run()
    del app.query_params["type"]
    app.text_input(key="matrix-find").input("Стан").run()
    assert (said(app, "type"), said(app, "find")) == ("ООШ", "Стан")
    assert list(shown_tables(app)[0]["Школа"]) == ["МБОУ ООШ с. Вербный Стан"]
    del app.query_params["type"], app.query_params["find"]
    app.run()
    assert app.selectbox(key="matrix-type").value == "Все"
    assert app.text_input(key="matrix-find").value == ""


def test_a_choice_of_a_whole_page_outlives_a_click_with_an_old_address(sample: Open) -> None:
    app = sample("pages/decisions/assignments.py", year="2022")
    app.radio(key="assignments-show").set_value("Просрочено").run()
    del app.query_params["show"]
    executor = app.selectbox(key="assignments-executor")
    executor.select(executor.options[-1]).run()
    assert app.radio(key="assignments-show").value == "Просрочено"
    assert said(app, "show") == "Просрочено"


def test_what_is_being_typed_is_not_taken_away_by_a_page_that_is_drawn_anew(
    sample: Open,
) -> None:
    """Поле поиска не переписывается, если его текст прежний: набранное без Enter остаётся."""
    app = sample(MATRIX, year="2022", find="Стан")
    assert app.text_input(key="matrix-find").proto.set_value
    app.run()
    assert not app.text_input(key="matrix-find").proto.set_value
    app.selectbox(key="matrix-type").select("ООШ").run()
    assert not app.text_input(key="matrix-find").proto.set_value
    assert app.text_input(key="matrix-find").value == "Стан"


@pytest.mark.parametrize(
    ("page", "name", "value", "key"),
    [
        (BOARD, "show", "Не сдали", "board-show"),
        ("pages/decisions/assignments.py", "show", "Просрочено", "assignments-show"),
        ("pages/decisions/evidence.py", "show", "Изданы здесь", "evidence-show"),
        ("pages/registers/registers.py", "section", "Контингент", "registers-section"),
        ("pages/registers/roadmap.py", "part", "Паспорта", "roadmap-part"),
        ("pages/documents/documents.py", "section", "Реквизиты", "documents-section"),
    ],
)
def test_every_filter_of_a_page_comes_from_the_address(
    sample: Open, page: str, name: str, value: str, key: str
) -> None:
    app = sample(page, year="2022", **{name: value})
    assert not app.exception
    assert app.radio(key=key).value == value
    assert link(app)[name] == value


def test_the_choice_of_a_document_is_in_the_address(sample: Open) -> None:
    app = sample(
        "pages/documents/documents.py", year="2022", kind="school", whom="580402", public="True"
    )
    assert app.selectbox(key="documents-whom").value == "580402"
    assert app.toggle(key="documents-public").value is True
    assert {"kind": "school", "whom": "580402", "public": "True"}.items() <= link(app).items()


def test_the_history_of_a_return_is_in_the_address(sample: Open) -> None:
    app = sample(BOARD, year="2022", whose="580402")
    assert app.selectbox(key="board-whose").value == "580402"
    versions = next(one for one in shown_tables(app) if "Кто принял" in one)
    assert "580402_2022.xlsx" in list(versions["Файл"])


@pytest.mark.parametrize(("asked", "shown"), [("37", 37), ("900", 100), ("inf", 50), ("", 50)])
def test_a_number_of_the_address_keeps_within_its_limits(
    sample: Open, asked: str, shown: int
) -> None:
    app = sample(
        "pages/monitoring/what_if.py", year="2022", indicator="9", **{"target-9-2022": asked}
    )
    assert not app.exception
    assert app.number_input[0].value == shown
