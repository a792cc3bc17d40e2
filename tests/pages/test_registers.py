"""Справочники: what is mended on the page meets the checks of a file."""

from datetime import date

import pandas as pd
import pytest

from data_model.errors import MonitorError
from tests.pages.conftest import Open, words
from ui import data, registers

REGISTERS = "pages/registers/registers.py"


def test_a_table_saved_as_it_stands_changes_nothing(sample: Open) -> None:
    sample(REGISTERS)
    before = data.snapshot("58040")
    registers.save_register_table(before, registers.register_table(before))
    assert data.snapshot("58040").organisations == before.organisations


def test_a_new_row_is_a_new_school(sample: Open) -> None:
    sample(REGISTERS)
    seen = data.snapshot("58040")
    table = registers.register_table(seen)
    table.loc[len(table)] = {
        "код": "580499",
        "наименование": "МБОУ СОШ № 99",
        "тип": "СОШ",
        "действует с": pd.Timestamp(2022, 9, 1),
    }
    registers.save_register_table(seen, table)
    added = data.snapshot("58040").organisations[-1]
    assert (added.code, added.name.full) == ("580499", "МБОУ СОШ № 99")
    assert added.valid_from == date(2022, 9, 1)


def test_a_forged_row_is_refused_with_its_place(sample: Open) -> None:
    sample(REGISTERS)
    seen = data.snapshot("58040")
    table = registers.register_table(seen)
    table.loc[3, "тип"] = "лицей"
    with pytest.raises(MonitorError, match="лицей"):
        registers.save_register_table(seen, table)
    assert data.snapshot("58040").organisations == seen.organisations


def test_the_table_of_one_district_cannot_overwrite_another(sample: Open) -> None:
    sample(REGISTERS)
    seen = data.snapshot("58040")
    table = registers.register_table(seen)
    table.loc[0, "код"] = "58999"
    with pytest.raises(MonitorError, match="58999"):
        registers.save_register_table(seen, table)


def test_a_roll_saved_as_it_stands_changes_nothing(sample: Open) -> None:
    sample(REGISTERS)
    before = data.snapshot("58040")
    registers.save_roll_table(registers.roll_table(before, 2021))
    after = data.snapshot("58040")
    assert sorted(after.roll, key=str) == sorted(before.roll, key=str)


@pytest.mark.parametrize("section", ["Школы", "Контингент", "Сроки сдачи", "Органы и должности"])
def test_every_section_is_drawn(sample: Open, section: str) -> None:
    app = sample(REGISTERS)
    app.radio(key="registers-section").set_value(section).run()
    assert [error.message for error in app.exception] == []
    assert section in str(app.radio(key="registers-section").value)


def test_a_deadline_is_a_setting(sample: Open) -> None:
    app = sample(REGISTERS, year="2021")
    app.radio(key="registers-section").set_value("Сроки сдачи").run()
    app.date_input[0].set_value(date(2021, 12, 25)).run()
    app.button[-1].click().run()
    assert data.snapshot("58040").deadlines[2021] == date(2021, 12, 25)
    assert "25.12.2021" in words(app)
