"""Падежи наименований: склоняется только известное, школы и аббревиатуры — никогда."""

import pytest

from indicators.wording.cases import in_dative, in_genitive, told_to
from loaders.roadmaps.file import read_roadmap
from sample_data import FOLDER


@pytest.mark.parametrize(
    ("name", "genitive", "dative"),
    [
        (
            "Управление образования Бессоновского района",
            "Управления образования Бессоновского района",
            "Управлению образования Бессоновского района",
        ),
        (
            "Общеобразовательные организации",
            "Общеобразовательных организаций",
            "Общеобразовательным организациям",
        ),
        (
            "главный специалист Управления образования",
            "главного специалиста Управления образования",
            "главному специалисту Управления образования",
        ),
        (
            "Районное методическое объединение педагогов",
            "Районного методического объединения педагогов",
            "Районному методическому объединению педагогов",
        ),
        ("Педагог-психолог", "Педагога-психолога", "Педагогу-психологу"),
        ("Отдел культуры и спорта", "Отдела культуры и спорта", "Отделу культуры и спорта"),
        ("МКУ МЦПРО Бессоновского района",) * 3,
        ("МБОУ СОШ с. Светлополье",) * 3,
        ("Примерный район", "", ""),
        ("Директора школ, методисты", "", ""),
        ("Дом творчества", "", ""),
        ("", "", ""),
    ],
)
def test_a_name_is_declined_where_its_words_are_known(
    name: str, genitive: str, dative: str
) -> None:
    assert (in_genitive(name), in_dative(name)) == (genitive, dative)


def test_what_cannot_be_declined_stands_in_the_nominative() -> None:
    assert told_to("Директор МКУ", "проводить РМО") == "Директору МКУ проводить РМО"
    assert told_to("Дом творчества", "проводить РМО") == "Дом творчества: проводить РМО"
    assert told_to("", "проводить РМО") == "проводить РМО"


@pytest.mark.parametrize("path", sorted(FOLDER.glob("roadmap_*.toml")))
def test_executors_of_the_shipped_roadmaps_are_known(path: object) -> None:
    roadmap = read_roadmap(path)  # type: ignore[arg-type]
    names = {name for row in roadmap.activities for name in row.executors}
    assert [name for name in names if not in_dative(name)] == []
