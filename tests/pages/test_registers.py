"""Организации и контингент: what is mended on the page meets the checks of a file."""

from datetime import date

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from data_model.errors import MonitorError, Refused
from data_model.snapshot import Snapshot
from tests.loaders.test_ordinary_tables import a_book
from tests.pages.conftest import Open, words
from ui import data
from ui.proposals import Proposal, is_quiet
from ui.registers import loading, sections
from ui.returns import letters
from ui.selection import DistrictYear

REGISTERS = "pages/registers/registers.py"


def press(app: AppTest, label: str) -> None:
    next(button for button in app.button if button.label == label).click().run()


def store(proposal: Proposal, reason: str = "") -> str:
    """What the page does when «Сохранить» is pressed twice."""
    return proposal.store(proposal.foresee(), reason)


def test_a_table_saved_as_it_stands_changes_nothing(sample: Open) -> None:
    sample(REGISTERS)
    before = data.snapshot("58040")
    proposal = loading.register_table_proposal(before, loading.register_table(before))
    assert is_quiet(proposal.foresee())
    store(proposal)
    assert data.snapshot("58040").organisations == before.organisations


def test_a_new_row_is_a_new_school(sample: Open) -> None:
    sample(REGISTERS)
    seen = data.snapshot("58040")
    table = loading.register_table(seen)
    table.loc[len(table)] = {
        "код": "580499",
        "наименование": "МБОУ СОШ № 99",
        "тип": "СОШ",
        "действует с": pd.Timestamp(2022, 9, 1),
    }
    store(loading.register_table_proposal(seen, table))
    added = data.snapshot("58040").organisations[-1]
    assert (added.code, added.name.full) == ("580499", "МБОУ СОШ № 99")
    assert added.valid_from == date(2022, 9, 1)


def test_a_long_name_is_asked_about_with_a_proposed_short_one(sample: Open) -> None:
    """Длинное название без краткого: страница спрашивает и предлагает; сохраняется ответ."""
    sample(REGISTERS)
    seen = data.snapshot("58040")
    table = loading.register_table(seen)
    long = "Муниципальное бюджетное общеобразовательное учреждение «Средняя школа имени Героя "
    table.loc[len(table)] = {"код": "580499", "наименование": f"{long}{'Труда ' * 9}села Новое»"}
    asking = loading.register_table_proposal(seen, table)
    (asked,) = asking.asked
    assert (asked.key, asked.guess) == ("580499", "МБОУ СОШ с. Новое")
    assert asking.answered is not None
    store(asking.answered({"580499": "СОШ с. Новое"}))
    assert data.snapshot("58040").organisations[-1].name.short == "СОШ с. Новое"


def test_a_forged_row_is_refused_with_its_place(sample: Open) -> None:
    sample(REGISTERS)
    seen = data.snapshot("58040")
    table = loading.register_table(seen)
    table.loc[3, "тип"] = "кружок"
    with pytest.raises(MonitorError, match="кружок"):
        loading.register_table_proposal(seen, table)
    assert data.snapshot("58040").organisations == seen.organisations


def test_the_table_of_one_district_cannot_overwrite_another(sample: Open) -> None:
    sample(REGISTERS)
    seen = data.snapshot("58040")
    table = loading.register_table(seen)
    table.loc[0, "код"] = "58999"
    with pytest.raises(MonitorError, match="58999"):
        loading.register_table_proposal(seen, table)


def test_a_roll_saved_as_it_stands_changes_nothing(sample: Open) -> None:
    sample(REGISTERS)
    before = data.snapshot("58040")
    proposal = loading.roll_table_proposal(loading.roll_table(before, 2021))
    assert is_quiet(proposal.foresee())
    store(proposal)
    after = data.snapshot("58040")
    assert sorted(after.roll, key=str) == sorted(before.roll, key=str)


def test_a_roll_of_no_year_asks_for_it_on_the_page(sample: Open) -> None:
    sample(REGISTERS)
    places = data.snapshot("58040").organisations
    content = a_book(("Код", "5 класс", "6 класс"), ("580401", 20, 21))
    asking = loading.roll_proposal(content, "контингент.xlsx", places)
    (asked,) = asking.asked
    assert "За какой год" in asked.label
    with pytest.raises(Refused, match="«давно» не год"):
        asking.answered({asked.key: "давно"})
    store(asking.answered({asked.key: "2023"}))
    rows = [one for one in data.snapshot("58040").roll if (one.org, one.year) == ("580401", 2023)]
    assert [row.pupils for row in rows if row.pupils] == [20, 21]


def with_another_roll(sample: Open) -> tuple[AppTest, Snapshot]:
    """The page after a file with another roll of 2020, and the data as they were."""
    app = sample(REGISTERS, year="2020")
    app.radio(key="registers-section").set_value("Контингент").run()
    seen = data.snapshot("58040")
    table = loading.roll_table(seen, 2020)
    table.loc[0, "10"] = 40
    content = loading.workbook_of({loading.ROLL_SHEET: table.drop(columns=loading.NAME)})
    app.file_uploader[0].upload("контингент.xlsx", content)
    press(app.run(), "Загрузить файл")
    return app, seen


def test_a_roll_that_changes_a_year_that_is_over_is_seen_first_and_asks_for_a_reason(
    sample: Open,
) -> None:
    app, seen = with_another_roll(sample)
    assert "Ничего ещё не сохранено" in words(app)
    assert data.snapshot("58040").roll == seen.roll
    press(app, "Сохранить с этими изменениями")
    assert "Укажите причину" in app.error[0].value
    app.text_input(key="roll-file-reason").input("письмо школы № 7")
    press(app, "Сохранить с этими изменениями")
    assert "Сохранили контингент" in app.success[0].value
    assert data.snapshot("58040").roll != seen.roll


def test_a_roll_of_a_closed_year_is_refused_with_the_way_to_open_it(sample: Open) -> None:
    """Отказ спокойный: какой год, чьи данные, кто открывает, и ссылка туда."""
    sample(REGISTERS, year="2020")
    data.store().close_year("58040", 2020, date(2021, 1, 20), "приказ об итогах")
    app, seen = with_another_roll(sample)
    (told,) = app.error
    assert "2020 год закрыт" in told.value
    assert "ничего не сохранено" in told.value
    assert "reopen-year" not in told.value
    links = [link.proto.label for link in app.main if link.type == "page_link"]
    assert "Открыть закрытый год на срок: порядок приёма" in links
    assert data.snapshot("58040").roll == seen.roll


def test_a_change_that_was_seen_can_be_left_undone(sample: Open) -> None:
    app, seen = with_another_roll(sample)
    press(app, "Не сохранять")
    assert "всё осталось как было" in app.success[0].value
    assert data.snapshot("58040").roll == seen.roll
    assert app.file_uploader[0].label == "Загрузить контингент"


SECTIONS = ["Школы", "Контингент", "Адреса школ", "Сроки сдачи", "Органы и должности"]


@pytest.mark.parametrize("section", SECTIONS)
def test_every_section_is_drawn(sample: Open, section: str) -> None:
    app = sample(REGISTERS)
    app.radio(key="registers-section").set_value(section).run()
    assert [error.message for error in app.exception] == []
    assert section in str(app.radio(key="registers-section").value)


def test_addresses_of_schools_are_kept_changed_and_taken_away(sample: Open) -> None:
    """Адрес вписан, исправлен, стёрт; опечатка названа вместе со школой, и ничего не сохранено."""
    sample(REGISTERS)
    place = DistrictYear("58040", 2022)
    with pytest.raises(Refused, match="«школа@» — не адрес почты"):
        sections.save_addresses(place, {"580401": "a@school.example", "580402": "школа@"})
    assert kept("580401") == ()
    sections.save_addresses(place, {"580401": "A@school.example; b@school.example", "580402": None})
    assert kept("580401") == ("a@school.example", "b@school.example")
    assert letters.address(place, "580401") == "a@school.example"
    sections.save_addresses(place, {"580401": "b@school.example"})
    assert kept("580401") == ("b@school.example",)
    assert "остались как были" in sections.save_addresses(place, {"580401": "b@school.example"})
    sections.save_addresses(place, {"580401": ""})
    assert kept("580401") == ()


def kept(org: str) -> tuple[str, ...]:
    return data.snapshot("58040").municipality.addresses(org)


def test_a_deadline_is_a_setting(sample: Open) -> None:
    app = sample(REGISTERS, year="2021")
    app.radio(key="registers-section").set_value("Сроки сдачи").run()
    app.date_input(key="due-2021").set_value(date(2021, 12, 25)).run()
    press(app, "Сохранить срок")
    assert data.snapshot("58040").deadlines[2021] == date(2021, 12, 25)
    assert "25.12.2021" in words(app)
