"""Добавить район: three files, and the sample district stays as it is."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from data_model.places import Municipality
from loaders.registers.file import write_register
from loaders.registers.roll import write_roll
from tests.builders import a_roll, a_school
from tests.pages.conftest import Open, words
from ui import data
from ui.registers import loading, start

NEWCOMER = Path(__file__).parents[1] / "loaders" / "fixtures" / "newcomer"
START = "pages/registers/start.py"
OWN = write_register(
    Municipality("58777", "Муниципальный район Свой", "Свой район"),
    (a_school("587771"), a_school("587772")),
)


def press(app: AppTest, label: str) -> AppTest:
    next(button for button in app.button if button.label == label).click().run()
    return app


def hand_in(app: AppTest, step: int, content: bytes) -> AppTest:
    """Put a file into the uploader of a step and press its button."""
    app.file_uploader[step].upload("файл.xlsx", content)
    return press(app.run(), "Загрузить файл")


def test_the_steps_lead_from_nothing_to_forms(empty: Open) -> None:
    app = hand_in(empty(START), 0, OWN)
    app = hand_in(app, 1, write_roll([*a_roll("587771"), *a_roll("587772")]))
    press(app, "Взять эту карту")
    assert start.readiness("58777").is_complete
    assert "Готово: Свой район" in words(app).replace("\\", "")


def test_a_district_of_ones_own_leaves_the_sample_alone(sample: Open) -> None:
    app = sample(START)
    before = data.snapshot("58040")
    own = loading.register_proposal(OWN, "реестр.xlsx")
    own.store(own.foresee(), "")
    app.run()
    after = data.snapshot("58040")
    assert (after.organisations, after.roll, after.facts) == (
        before.organisations,
        before.roll,
        before.facts,
    )
    names = list(data.municipality_names().values())
    assert (names[0], names[-1]) == ("Бессоновский район", "Свой район")


def test_the_templates_come_back_through_the_door(empty: Open) -> None:
    empty(START)
    template = loading.register_proposal(loading.register_template(), "шаблон.xlsx")
    template.store(template.foresee(), "")
    assert list(data.municipality_names()) == ["00000"]


def test_every_shipped_roadmap_can_be_taken(empty: Open) -> None:
    empty(START)
    assert len(start.shipped()) >= 2


def test_an_ordinary_list_and_form_oo1_are_taken_as_they_are(empty: Open) -> None:
    app = hand_in(empty(START), 0, (NEWCOMER / "register_ordinary.xlsx").read_bytes())
    assert app.text_input[0].value == "Верхнеозёрский муниципальный район"
    press(app, "Продолжить")
    assert "взята по смыслу" in words(app)
    press(app, "Сохранить с этими изменениями")
    (own,) = data.municipality_names()
    app = hand_in(app, 1, (NEWCOMER / "roll_oo1.xlsx").read_bytes())
    assert "узнаны по названиям" in words(app)
    assert data.snapshot(own).roll == ()
    press(app, "Сохранить с этими изменениями")
    assert len(data.snapshot(own).roll) == 110
    assert start.readiness(own).roll_years == (2025,)


PASTED = "Код\tНаименование\n1\tСОШ № 1\n2\tСОШ № 2\n3\tФилиал в с. Гора\n"


def test_a_pasted_list_asks_for_its_district_and_the_head_of_a_branch(empty: Open) -> None:
    """Таблица вставлена из Excel: спрошены район и чей филиал, остальное взято по смыслу."""
    app = empty(START)
    app.text_area[0].set_value(PASTED).run()
    press(app, "Прочитать вставленное")
    app.text_input[0].set_value("Горный район")
    press(app, "Продолжить")
    (head,) = [box for box in app.selectbox if "Головная школа филиала" in box.label]
    head.select("2")
    press(app, "Продолжить")
    press(app, "Сохранить с этими изменениями")
    (own,) = data.municipality_names()
    heads = {place.code: place.head for place in data.snapshot(own).organisations}
    assert heads["3"] == "2"


def test_a_school_that_nobody_knows_is_asked_about_and_remembered(empty: Open) -> None:
    app = hand_in(empty(START), 0, OWN)
    roll = (
        "Контингент на 20.09.2025\t\t\nШкола\t8 класс\t9 класс\n"
        "СОШ № 71\t19\t20\nПервая Южная школа\t0\t30\n"
    )
    places = data.snapshot("58777").organisations
    proposal = loading.roll_proposal(roll.encode(), "вставка.csv", places)
    (asked,) = [one for one in proposal.asked if one.key == "Первая Южная школа"]
    assert "какая это школа" in asked.label
    assert proposal.answered is not None
    told = {one.key: "587772" if one is asked else "587771" for one in proposal.asked}
    said = proposal.answered(told)
    said.store(said.foresee(), "")
    app.run()
    stored = {(row.org, row.grade): row.pupils for row in data.snapshot("58777").roll}
    assert stored["587772", 9] == 30
    places = data.snapshot("58777").organisations
    assert loading.roll_proposal(roll.encode(), "вставка.csv", places).asked == ()


def test_the_own_district_goes_into_a_file_of_its_own(
    sample: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Открыт учебный район: свой заводится в var/roadmap.db, учебный не тронут."""
    own = f"sqlite:///{(tmp_path / 'var' / 'roadmap.db').as_posix()}"
    monkeypatch.setenv(data.SAMPLE, data.database_url())
    monkeypatch.setenv(data.OWN, own)
    app = sample(START)
    assert "Сейчас открыт учебный район" in words(app)
    assert not Path(data.own_file()).exists()
    hand_in(app, 0, OWN)
    assert data.database_url() == own
    assert list(data.municipality_names().values()) == ["Свой район"]
    data.go_over(to_own=False)
    assert "Свой район" not in data.municipality_names().values()
