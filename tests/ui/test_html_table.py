"""A table on a page: numbers, verdicts, links, and nobody's text but as text."""

import json
from datetime import date
from xml.etree import ElementTree

import pandas as pd
import pytest

from charts.palette import DARK, LIGHT
from data_model.compliance import Status
from data_model.returns import ReturnState
from indicators.wording import RETURN_SIGNS, return_text, status_text
from ui.html_table import MOST, TableView, drawn

VIEW = TableView("test", "Проба")


def cells(frame: pd.DataFrame, view: TableView = VIEW) -> list[list[ElementTree.Element]]:
    box = ElementTree.fromstring(drawn(frame, view, LIGHT))
    return [list(row) for row in box.iterfind("./table/tbody/tr")]


def heads(frame: pd.DataFrame, view: TableView = VIEW) -> list[str]:
    box = ElementTree.fromstring(drawn(frame, view, LIGHT))
    return ["".join(head.itertext()) for head in box.iterfind("./table/thead/tr/th")]


def kinds(frame: pd.DataFrame, view: TableView = VIEW) -> list[str | None]:
    box = ElementTree.fromstring(drawn(frame, view, LIGHT))
    return [head.get("data-kind") for head in box.iterfind("./table/thead/tr/th")]


def column(frame: pd.DataFrame, view: TableView = VIEW) -> list[ElementTree.Element]:
    return [row[-1] for row in cells(frame, view)]


def test_a_number_is_sorted_by_its_value_and_an_unknown_one_is_a_dash() -> None:
    frame = pd.DataFrame({"Школа": ["А", "Б", "В"], "П. п.": [-12.9, 4.5, None]})
    view = TableView("test", "Проба", writes=lambda _: {"П. п.": "{:+.1f}".format})
    found = column(frame, view)
    assert [cell.get("data-order") for cell in found] == [None, "4.5", None]
    assert ["".join(cell.itertext()) for cell in found] == ["-12.9", "+4.5", "—"]
    assert [cell.get("class") for cell in found] == [None, None, "none"]
    assert kinds(frame, view) == ["short", "number"]


def test_what_all_cells_of_a_column_share_is_sent_once() -> None:
    """Вид столбца — у заголовка, порядок — где текст не число: у ячейки только её текст."""
    frame = pd.DataFrame({"Школа": ["СОШ № 1"], "Получен": [date(2022, 12, 9)], "Класс": [11]})
    assert '<tr><th scope="row">СОШ № 1</th><td>09.12.2022</td><td>11</td></tr>' in drawn(
        frame, VIEW, LIGHT
    )


def test_verdicts_are_sorted_by_what_asks_for_an_act_first() -> None:
    """Сначала «не выполнено», потом «частично» и «нет данных», «выполнено» — после них."""
    frame = pd.DataFrame({"№": range(7), "Выполнение": [status_text(one) for one in Status]})
    found = {
        "".join(cell.itertext())[2:]: int(cell.get("data-order", "")) for cell in column(frame)
    }
    assert sorted(found, key=found.__getitem__) == [
        "не выполнено",
        "выполнено частично",
        "нет данных",
        "срок не наступил",
        "выполнено",
        "не предусмотрено",
        "не применимо",
    ]


def test_states_of_returns_have_colours_of_their_own() -> None:
    """Состояние отчёта не спутать с выводом: ни цвета, ни знака у них нет общих."""
    states = pd.DataFrame({"Состояние": [return_text(state) for state in RETURN_SIGNS]})
    verdicts = pd.DataFrame({"Выполнение": [status_text(status) for status in Status]})
    of_states = {cell.get("style") for cell in column(states)}
    of_verdicts = {cell.get("style") for cell in column(verdicts)} - {None}
    assert len(of_states) == len(ReturnState)
    assert not of_states & of_verdicts
    assert LIGHT.fills[Status.MISSED] in drawn(verdicts, VIEW, LIGHT)
    assert DARK.fills[Status.MISSED] in drawn(verdicts, VIEW, DARK)


def test_the_text_of_others_is_text() -> None:
    hostile = '<img src=x onerror="alert(1)">&"\'</td><script>'
    frame = pd.DataFrame({"Школа": [hostile], hostile: [hostile]})
    view = TableView(hostile, hostile, opens={"Школа": [f'./school?school="{hostile}']})
    box = ElementTree.fromstring(drawn(frame, view, LIGHT))
    assert {one.tag for one in box.iter()} <= {
        *("div", "table", "thead", "tbody", "tr", "th", "td", "button", "a")
    }
    assert ["".join(cell.itertext()) for cell in cells(frame, view)[0]] == [hostile, hostile]


def test_a_link_stands_in_its_column_alone_and_the_name_is_the_head_of_the_row() -> None:
    frame = pd.DataFrame({"№": [9], "Показатель": ["Билет в будущее"], "Факт": ["37,1 %"]})
    view = TableView("test", "Проба", opens={"Показатель": ["./indicator?indicator=9"]})
    (row,) = cells(frame, view)
    assert [cell.tag for cell in row] == ["td", "th", "td"]
    assert [link.get("href") for cell in row for link in cell.iter("a")] == [
        "./indicator?indicator=9"
    ]


def test_a_line_of_the_journal_is_headed_by_what_was_done() -> None:
    """Запись о районе никакой организации не называет: карточка не начинается с прочерка."""
    frame = pd.DataFrame({"Действие": ["назначен срок"], "Организация": [""]})
    assert [cell.tag for cell in cells(frame)[0]] == ["th", "td"]


@pytest.mark.parametrize(("rows", "counted"), [(5, False), (6, True)])
def test_rows_are_counted_where_there_are_many(rows: int, counted: bool) -> None:
    frame = pd.DataFrame({"Школа": [f"Школа {number}" for number in range(rows)]})
    assert heads(frame) == (["Номер по порядку", "Школа"] if counted else ["Школа"])
    assert heads(frame.assign(**{"№": 1}).iloc[:, ::-1])[0] == "№"


def test_days_and_yes_and_no_are_words() -> None:
    frame = pd.DataFrame({"Получен": [date(2022, 12, 9)], "Открыт": [True]})
    (row,) = cells(frame)
    assert ["".join(cell.itertext()) for cell in row] == ["09.12.2022", "да"]


def test_at_most_so_many_rows_go_to_the_browser() -> None:
    assert len(cells(pd.DataFrame({"Школа": ["А"] * (MOST + 1)}))) == MOST


def test_what_may_give_way_in_a_narrow_window_is_told_and_a_long_name_has_its_room() -> None:
    """Уступают столбцы второго ряда по порядку; название, вывод и пояснение — никогда."""
    frame = pd.DataFrame(
        {
            "Школа": ["МБОУ «Школа имени Героя» " * 3, "МБОУ"],
            "Отклонение, ед.": [1, 2],
            "По годам": ["", ""],
            "Пояснение": ["не хватает", ""],
        }
    )
    box = ElementTree.fromstring(drawn(frame, VIEW, LIGHT))
    assert json.loads(box.get("data-yields", "")) == ["По годам", "Отклонение, ед."]
    assert (kinds(frame)[0], kinds(frame[1:])[0]) == ("long", "short")
    drawing = pd.DataFrame({"Школа": ["МБОУ"], "По годам": [f"data:image/svg+xml;{'A' * 90}"]})
    assert kinds(drawing)[1] is None, "рисунок — не длинный текст"
