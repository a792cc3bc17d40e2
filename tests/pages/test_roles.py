"""Buttons that a role may not use are not there; those that it may are."""

import pytest

from data_model.people import Author, Grant, Role
from tests.pages.conftest import Open
from ui import data

BUTTONS = {
    "pages/returns/board.py": {
        "Вернуть отчёт": Role.METHODIST,
        "Отменить загрузку": Role.METHODIST,
        "Закрыть вопрос": Role.METHODIST,
        "Закрыть год": Role.CONTROLLER,
    },
    "pages/documents/documents.py": {"Зарегистрировать": Role.HEAD},
    "pages/registers/registers.py": {"Сохранить срок": Role.METHODIST},
}
"""Page → its buttons and the one role of three that each is for."""
SECTION = {
    "pages/documents/documents.py": {"section": "Проверка и регистрация"},
    "pages/registers/registers.py": {"section": "Сроки сдачи"},
}


@pytest.mark.parametrize("role", [Role.METHODIST, Role.CONTROLLER, Role.HEAD])
@pytest.mark.parametrize("page", BUTTONS)
def test_a_page_offers_a_role_what_it_may_do(
    sample: Open, monkeypatch: pytest.MonkeyPatch, page: str, role: Role
) -> None:
    who = Author("Анна", (Grant(role, "58040"),), "anna", session=1)
    monkeypatch.setattr(data, "current_person", lambda store: who)
    address = SECTION.get(page, {})
    app = sample(page, year="2022", **address)
    assert [error.message for error in app.exception] == []
    labels = {button.label for button in app.button}
    wanted = {label for label, whose in BUTTONS[page].items() if whose is role}
    assert labels & BUTTONS[page].keys() == wanted
