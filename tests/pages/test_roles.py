"""Buttons that a role may not use are not there; those that it may are."""

import pytest

from data_model.people import Author, Grant, Role
from loaders.registers.roll import write_roll
from tests.pages.conftest import Open, plain
from ui import data

BUTTONS = {
    "pages/returns/board.py": {
        "Вернуть отчёт": Role.METHODIST,
        "Отменить загрузку": Role.METHODIST,
        "Закрыть вопрос": Role.METHODIST,
        "Закрыть год": Role.CONTROLLER,
    },
    "pages/documents/documents.py": {"Зарегистрировать": Role.HEAD},
    "pages/registers/registers.py": {"Сохранить изменения": Role.CONTROLLER},
}
"""Page → its buttons and the one role of three that each is for."""
SECTION = {"pages/documents/documents.py": {"section": "Проверка и регистрация"}}


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


READ_ONLY = [
    ("pages/registers/registers.py", {"section": "Контингент"}, "главный специалист"),
    ("pages/registers/registers.py", {"section": "Органы и должности"}, "методист или"),
    ("pages/registers/roadmap.py", {"part": "Цели"}, "главный специалист"),
    ("pages/registers/roadmap.py", {"part": "Новая редакция"}, "готовит методист"),
    ("pages/documents/documents.py", {"section": "Пояснения"}, "методист или"),
    ("pages/documents/documents.py", {"section": "Шаблон Word"}, "методист или"),
    ("pages/documents/documents.py", {"section": "Правила рекомендаций"}, "методист или"),
]


@pytest.mark.parametrize(("page", "address", "told"), READ_ONLY)
def test_what_a_head_may_not_change_is_shown_with_one_sentence(
    sample: Open,
    monkeypatch: pytest.MonkeyPatch,
    page: str,
    address: dict[str, str],
    told: str,
) -> None:
    """Руководитель читает: ни полей, ни загрузки, ни кнопки; сказано, кто вносит изменения."""
    who = Author("Пётр", (Grant(Role.HEAD, "58040"),), "petr", session=1)
    monkeypatch.setattr(data, "current_person", lambda store: who)
    app = sample(page, year="2022", **address)
    assert [error.message for error in app.exception] == []
    assert told in plain(app)
    assert len(app.get("file_uploader")) == 0
    saving = ("Сохранить", "Вернуть", "Применить", "Добавить", "Убрать", "Загрузить")
    assert [one.label for one in app.button if one.label.startswith(saving)] == []
    assert not app.get("arrow_data_frame") or not any(
        one.proto.editing_mode for one in app.get("arrow_data_frame")
    )


def test_on_a_server_nobody_begins_a_district_by_the_page(
    sample: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    """В новом районе ни у кого ещё нет роли: сказано, кто его заводит; файл базы не назван."""
    who = Author("Вера", (Grant(Role.CONTROLLER, "58040"),), "vera", session=1)
    monkeypatch.setattr(data, "current_person", lambda store: who)
    app = sample("pages/registers/start.py")
    assert "заводит администратор" in plain(app)
    assert (len(app.get("file_uploader")), ".db" in plain(app)) == (0, False)


def test_a_methodist_sees_what_a_roll_would_change_and_who_saves_it(
    sample: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Методист готовит: загруженный контингент показан, а сохраняет его главный специалист."""
    who = Author("Анна", (Grant(Role.METHODIST, "58040"),), "anna", session=1)
    monkeypatch.setattr(data, "current_person", lambda store: who)
    app = sample("pages/registers/registers.py", year="2022", section="Контингент")
    seen = data.snapshot("58040")
    rows = [row._replace(pupils=row.pupils + 1) for row in seen.roll if row.year == 2022]
    (chosen,) = app.file_uploader
    chosen.set_value(("Контингент.xlsx", write_roll(rows), "application/xlsx")).run()
    next(one for one in app.button if one.label == "Загрузить файл").click().run()
    assert "Сохраняет главный специалист: передайте этот файл" in plain(app)
    labels = {one.label for one in app.button}
    assert "Не сохранять" in labels and "Сохранить с этими изменениями" not in labels
