"""The roadmap as data: every shipped file reads, and a wrong one says where and what."""

from decimal import Decimal
from pathlib import Path

import pytest

from data_model.errors import UnreadableFile, WrongDefinition
from data_model.roadmap import Roadmap, Target
from loaders.roadmaps.file import read_roadmap, read_roadmap_bytes, write_roadmap
from sample_data import FOLDER
from tests.builders import a_roadmap

SHIPPED = sorted(FOLDER.glob("roadmap_*.toml"))
ORDER = (FOLDER / "roadmap_2020_2022.toml").read_text(encoding="utf-8")


def read(text: str) -> Roadmap:
    return read_roadmap_bytes(text.encode(), "roadmap.toml")


def refusal(old: str, new: str) -> str:
    """What is said of the order with one change."""
    assert old in ORDER
    with pytest.raises(WrongDefinition) as wrong:
        read(ORDER.replace(old, new))
    return str(wrong.value)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_a_shipped_roadmap_reads_and_writes_back_the_same(path: Path) -> None:
    roadmap = read_roadmap(path)
    assert read(write_roadmap(roadmap)) == roadmap


def test_any_roadmap_of_the_house_writes_back_the_same() -> None:
    roadmap = a_roadmap(title='Кавычки " и \\ косая\nс новой строки')
    assert read(write_roadmap(roadmap)) == roadmap


def test_targets_are_exact_and_ranges_have_two_ends() -> None:
    roadmap = read_roadmap(FOLDER / "roadmap_bashmakovo_2020_2021.toml")
    by_code = {row.indicator.code: row.indicator for row in roadmap.activities}
    assert by_code["diagnosed_share"].targets == {2021: Target(Decimal("62.5"))}
    assert by_code["working_group_meetings"].targets == {2021: Target(Decimal(2), Decimal(4))}
    assert by_code["diagnosed_share"].partly_from == Decimal("0.75")


WRONG_TYPES = {
    "targets.2021: нужно число без кавычек": ("2021 = 35,", '2021 = "35",'),
    "number: нужен текст в кавычках": ('number = "9"', "number = 9"),
    "kind: «groving» не подходит": ('kind = "growing_share"', 'kind = "groving"'),
    "targets.2021: нужно одно число или два": ("2021 = 35,", "2021 = [35, 40, 45],"),
    "short: не заполнено": ('short = "Билет в будущее"\n', ""),
    "requires_growth: нужно true или false": ("requires_growth = true", "requires_growth = 1"),
    "partly_from: «1.5» больше допустимого": (
        "requires_growth = true\npartly_from = 0.8",
        "requires_growth = true\npartly_from = 1.5",
    ),
}


@pytest.mark.parametrize("told", WRONG_TYPES)
def test_a_wrong_value_is_named_by_file_row_and_field(told: str) -> None:
    assert f"roadmap.toml, строка 9, поле {told}" in refusal(*WRONG_TYPES[told])


CONTRADICTIONS = {
    "counted: вопроса «tickets» нет": ('counted = "ticket_pupils"', 'counted = "tickets"'),
    "targets.2023: у плана нет срока": ("2022 = 50 }", "2022 = 50, 2023 = 60 }"),
    "targets.2022: доля не бывает больше 100": ("2022 = 50 }", "2022 = 500 }"),
    "targets.2022: план не бывает меньше нуля": ("2022 = 50 }", "2022 = -5 }"),
    "targets.2022: [от, до] пишется": ("2022 = 50 }", "2022 = [50, 60] }"),
    "requires_growth: у растущей доли": ("requires_growth = true\n", ""),
    "base: доле нужна база": ("base = [6, 7, 8, 9, 10, 11]\noperator", "operator"),
    "base: в базе есть класс, о котором": (
        "base = [6, 7, 8, 9, 10, 11]\noperator",
        "base = [5, 6, 7]\noperator",
    ),
}


@pytest.mark.parametrize("told", CONTRADICTIONS)
def test_a_contradiction_of_row_nine_is_named(told: str) -> None:
    assert f"строка 9, поле {told}" in refusal(*CONTRADICTIONS[told])


OTHERS = {
    "строка 1, поле operator: exists": ('operator = "exists"', 'operator = ">="'),
    "поле activity.number: повторяется: 9": ('number = "10"', 'number = "9"'),
    "поле activity.short: повторяется: Билет": (
        'short = "Арт-Профи-Форум"',
        'short = "Билет в будущее"',
    ),
    "вопрос work_plan, поле grades: «есть / нет»": (
        "documents = 2\n",
        "documents = 2\ngrades = [1]\n",
    ),
    "вопрос work_plan, поле asked_of: «teacher»": ('["municipality"]', '["teacher"]'),
    "строка 3, поле counted: вопрос «rmo_participants» не задан": (
        'code = "rmo_participants"\nkind = "count"\nlevel = "municipality"',
        'code = "rmo_participants"\nkind = "count"\nlevel = "school"',
    ),
    "строка 6, поле periods.2021: срок 31.08.2019": (
        'kind = "once", due = 2021-08-31',
        'kind = "once", due = 2019-08-31',
    ),
    "строка 9, поле control: числа школ": (
        "requires_growth = true",
        "requires_growth = true\ncontrol = true",
    ),
    "поле years: годы перечисляются": ("[2020, 2021, 2022]", "[2022, 2021, 2020]"),
    "строка 3, поле scope: не подходит": (
        'scope = "district_total"\ncounted = "rmo',
        'scope = "district_share"\ncounted = "rmo',
    ),
}


@pytest.mark.parametrize("told", OTHERS)
def test_other_contradictions_are_named(told: str) -> None:
    assert told in refusal(*OTHERS[told])


def test_all_findings_are_told_at_once() -> None:
    told = refusal("base = [6, 7, 8, 9, 10, 11]", "base = [12]")
    assert "строка 5, поле base" in told
    assert "строка 9, поле base" in told


def test_a_file_that_is_no_toml_says_the_line() -> None:
    assert "строка файла 12, позиция 5" in refusal("[act]", "[act")


def test_a_file_in_another_encoding_says_how_to_save_it() -> None:
    with pytest.raises(UnreadableFile, match="UTF-8"):
        read_roadmap_bytes(ORDER.encode("cp1251", "replace"), "roadmap.toml")


def test_a_file_that_is_not_there_is_said_in_russian(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="не открывается"):
        read_roadmap(tmp_path / "roadmap.toml")


def test_a_code_of_the_forms_own_cells_is_not_given_away() -> None:
    assert "вопрос pupils, поле code" in refusal('code = "rmo_participants"', 'code = "pupils"')
