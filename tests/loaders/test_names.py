"""One school, many names: code, then name in force and confirmed spellings, then a person."""

from datetime import date
from pathlib import Path

import pytest

from data_model.places import Alias, Organisation, OrganisationKind, OrganisationName
from data_model.store import Store
from loaders.registers.school_names import (
    How,
    find_place,
    likeness,
    looks_like_a_name,
    parts_of,
    suggest_places,
)
from tests.builders import a_municipality, a_school

DAY = date(2021, 9, 20)
LEGAL = "Муниципальное бюджетное общеобразовательное учреждение средняя общеобразовательная школа"
SECOND_FULL = f"{LEGAL} №2 р.п.Башмаково Башмаковского района Пензенской области"


def named(code: str, full: str, short: str, **more: object) -> Organisation:
    return a_school(code, names=(OrganisationName(full, short),), **more)


FIRST = named("580301", f"{LEGAL} №1 р.п. Башмаково", "МБОУСОШ №1 р.п. Башмаково")
SECOND = named("580302", SECOND_FULL, "МБОУСОШ №2 р.п. Башмаково")
VILLAGE = named("580303", f"{LEGAL} с. Знаменское", "МБОУСОШ с. Знаменское")
BASIC = named(
    "580304",
    "МБОУ основная общеобразовательная школа с. Знаменское",
    "МБОУООШ с. Знаменское",
    kind=OrganisationKind.BASIC,
)
BRANCH = named(
    "580305",
    "Филиал муниципального бюджетного общеобразовательного учреждения средней "
    "общеобразовательной школы №2 р. п. Башмаково в с. Соломинка",
    "Филиал МБОУСОШ №2 р.п. Башмаково в с. Соломинка",
    kind=OrganisationKind.BRANCH,
    head="580302",
)
PLACES = (FIRST, SECOND, VILLAGE, BASIC, BRANCH)


@pytest.mark.parametrize(
    "text",
    [
        "МБОУСОШ № 2 р. п. Башмаково",
        SECOND_FULL,
        "МБОУ СОШ №2 р.п. Башмаково",
        "МОУ СОШ № 2 пгт Башмаково",
        "МБОУ СОШ N2 рп Башмаково",
        "МБОУ СОШ #2 р.п.Башмаково",
        "МОУ «СОШ № 2 р. п. Башмаково»",
        'МБОУ "СОШ №2" р.п. Башмаково Башмаковского района',
        "МБОУСОШ №2 имени Героя Советского Союза р.п. Башмаково",
        "МБОУСОШ № 2 им. Героя р. п. Башмаково",
        "мбоусош №2 р.п.башмаково",
        "МБОУ COШ №2 р.п. Башмакoво",
        "1. МБОУ СОШ № 2 р.п. Башмаково",
        "17 МБОУСОШ №2 р.п. Башмаково",
        "МБОУ СОШ № 2 р. п. Башмаково Башмаковского р-на Пензенской обл.",
        "МБОУ СОШ №2 им. С.П. Королёва р.п. Башмаково",
        "МБОУ СОШ №2 им. Королёва С. П. р.п. Башмаково",
        "МБОУСОШ №2 имени Г. Жукова р.п. Башмаково",
    ],
)
def test_spellings_of_one_name_are_one_school(text: str) -> None:
    found = find_place(text, PLACES, DAY)
    assert found is not None
    assert (found.organisation.code, found.how) == ("580302", How.NAME)


@pytest.mark.parametrize("text", ["Башмаковская средняя школа №2 р.п.Башмаково", "БСШ 2", "БСШ №2"])
def test_a_name_that_is_only_alike_is_proposed_and_not_taken(text: str) -> None:
    assert find_place(text, PLACES, DAY) is None
    proposed = suggest_places(text, PLACES, DAY)
    assert [one.organisation.code for one in proposed] == ["580302"]
    assert not proposed[0].is_certain


def test_the_code_goes_before_every_name() -> None:
    odd = named("2", "СОШ №1", "СОШ №1")
    found = find_place(" 2 ", (SECOND, odd), DAY)
    assert found is not None
    assert (found.organisation.code, found.how) == ("2", How.CODE)


def test_a_hero_is_all_that_tells_one_lyceum_from_another() -> None:
    lyceum = named("580312", "МБОУ «Лицей имени В. Г. Белинского»", "Лицей им. В.Г. Белинского")
    for text in ("Лицей имени Белинского", "лицей им. Белинского В.Г.", "МБОУ Лицей Белинского"):
        found = find_place(text, (lyceum,), DAY)
        assert found is not None
    assert find_place("Лицей имени Пирогова", (lyceum,), DAY) is None
    assert suggest_places("Лицей имени Пирогова", (lyceum,), DAY) == ()


@pytest.mark.parametrize(
    "text", ["МБОУ СОШ №1 и №2 р.п. Башмаково", "СОШ №1, СОШ №2", "школы 1 и 2 р.п. Башмаково"]
)
def test_two_schools_in_one_name_are_neither_of_them(text: str) -> None:
    assert find_place(text, PLACES, DAY) is None
    assert suggest_places(text, PLACES, DAY) == ()


@pytest.mark.parametrize(
    "text", ["СОШ 2", "Школа № 2", 'МБОУ "СОШ № 2"', "МБОУ СОШ им. Иванова №2"]
)
def test_a_number_alone_is_proposed(text: str) -> None:
    assert find_place(text, PLACES, DAY) is None
    assert [one.organisation.code for one in suggest_places(text, PLACES, DAY)] == ["580302"]


def test_a_branch_is_proposed_by_its_own_place() -> None:
    proposed = suggest_places("Соломинский филиал", PLACES, DAY)
    assert [one.organisation.code for one in proposed] == ["580305"]


@pytest.mark.parametrize("text", ["МБОУСОШ № 3 р. п. Башмаково", "гимназия", "", "Итого", "СОШ"])
def test_an_unknown_name_makes_no_school_and_no_proposal(text: str) -> None:
    assert suggest_places(text, PLACES, DAY) == ()


def test_kinds_and_branches_are_told_apart() -> None:
    assert likeness(parts_of("МБОУСОШ с. Знаменское"), parts_of("МБОУООШ с. Знаменское")) == 0
    found = find_place("Филиал МБОУ СОШ № 2 р.п. Башмаково в с. Соломинка", PLACES, DAY)
    assert found is not None
    assert found.organisation.code == "580305"


def test_the_letter_yo_and_a_slip_of_the_hand_do_no_harm() -> None:
    place = named("580306", "МБОУ СОШ с. Заозёрино", "СОШ с. Заозёрино")
    found = find_place("МБОУ СОШ с. Заозерино", (place,), DAY)
    assert found is not None
    assert [one.how for one in suggest_places("МБОУ СОШ с. Заозерно", (place,), DAY)] == [
        How.SIMILAR
    ]


def test_a_name_counts_on_the_days_on_which_it_was_in_force() -> None:
    """Two schools bore the same name one after the other."""
    changed = date(2019, 9, 1)
    older = a_school(
        "580307",
        names=(
            OrganisationName("СОШ №5 г. Пример", "СОШ №5", None, date(2019, 8, 31)),
            OrganisationName("СОШ №6 г. Пример", "СОШ №6", changed),
        ),
    )
    newer = a_school("580308", names=(OrganisationName("СОШ №5 г. Пример", "СОШ №5", changed),))
    now = find_place("СОШ № 5 г. Пример", (older, newer), DAY)
    then = find_place("СОШ № 5 г. Пример", (older,), date(2018, 9, 20))
    assert now is not None
    assert then is not None
    assert (now.organisation.code, then.organisation.code) == ("580308", "580307")
    assert find_place("СОШ № 5 г. Пример", (older,), DAY) is None
    assert suggest_places("СОШ № 5 г. Пример", (older,), DAY)[0].how is How.SIMILAR


def test_one_name_of_two_schools_is_left_to_a_person() -> None:
    twin = named("580309", SECOND_FULL, "МБОУСОШ №2 р.п. Башмаково")
    assert find_place("МБОУСОШ № 2 р. п. Башмаково", (SECOND, twin), DAY) is None
    assert len(suggest_places("МБОУСОШ № 2 р. п. Башмаково", (SECOND, twin), DAY)) == 2


def test_a_proposal_confirmed_once_is_known_ever_after(tmp_path: Path) -> None:
    store = Store.create(f"sqlite:///{tmp_path / 'names.db'}")
    store.save_register(a_municipality(), [FIRST, SECOND])
    (proposed,) = suggest_places("БСШ 2", store.organisations("58040"), DAY)
    store.save_alias(proposed.organisation.code, Alias("БСШ 2"))
    found = find_place("БСШ № 2", store.organisations("58040"), DAY)
    store.close()
    assert found is not None
    assert (found.organisation.code, found.how) == ("580302", How.ALIAS)


def test_two_schools_may_bear_the_same_old_name_in_different_years() -> None:
    then = named(
        "580310", "МБОУ СОШ №7", "СОШ №7", aliases=(Alias("БСШ 2", None, date(2020, 8, 31)),)
    )
    since = named("580311", "МБОУ СОШ №8", "СОШ №8", aliases=(Alias("БСШ 2", date(2020, 9, 1)),))
    days = {date(2019, 9, 20): "580310", date(2020, 9, 20): "580311"}
    found = {day: find_place("БСШ № 2", (then, since), day) for day in days}
    assert {day: one and one.organisation.code for day, one in found.items()} == days
    assert find_place("БСШ № 2", (then,), date(2021, 9, 20)) is None


def test_other_texts_of_a_form_are_no_names() -> None:
    assert looks_like_a_name("Отчёт МБОУ СОШ № 2 р.п. Башмаково за 2021 год")
    assert not looks_like_a_name("Участники проекта «Билет в будущее»")
