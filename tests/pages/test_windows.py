"""Порядок приёма: вернуть отчёт, закрыть год, открыть закрытый на срок."""

from datetime import date, timedelta

import pytest

from data_model.errors import Refused
from data_model.returns import ReturnState, SentBack
from tests.pages.conftest import Open, shown_tables, words
from ui import data
from ui.returns import windows
from ui.selection import DistrictYear

BOARD = "pages/returns/board.py"
PLACE = DistrictYear("58040", 2021)


def test_a_year_is_closed_with_its_ground_and_opened_for_a_term(sample: Open) -> None:
    sample(BOARD)
    with pytest.raises(Refused, match="основание"):
        windows.close_year(PLACE, " ")
    windows.close_year(PLACE, "приказ от 01.02.2022 № 3")
    assert " · год закрыт · " in words(sample(BOARD, year="2021"))
    with pytest.raises(Refused, match="закроется сам"):
        windows.reopen_year(PLACE, None, None, "ошибка", "начальник")
    windows.reopen_year(PLACE, "580401", date.today() + timedelta(days=5), "ошибка", "начальник")
    states = {line.org: line.state for line in data.board("58040", 2021).lines}
    assert states["580401"] is ReturnState.REOPENED
    assert states["580402"] is not ReturnState.REOPENED
    text = words(sample(BOARD, year="2021"))
    assert "Год закрыт" in text
    assert "начальник" in text


def test_a_return_sent_back_is_shown_on_the_board(sample: Open) -> None:
    sample(BOARD)
    data.store().send_back(SentBack("580402", 2021, date(2022, 1, 9), "9 класс", "методист"))
    app = sample(BOARD, year="2021")
    assert "возвращён" in shown_tables(app)[0]["Состояние"].to_string()
    assert "9 класс" in words(app)
