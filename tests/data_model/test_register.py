"""The register: taken in by codes, never deleting what returns stand upon."""

from dataclasses import replace
from datetime import date

import pytest

from data_model.errors import NothingThere, Refused, UnknownPlace, WrongDefinition
from data_model.places import Alias, OrganisationKind
from data_model.store import Store
from tests.builders import a_municipality, a_name, a_roll, a_school, a_submission


def codes(store: Store) -> list[str]:
    return [place.code for place in store.organisations("58040")]


def test_a_school_comes_back_as_it_was_registered(empty_store: Store) -> None:
    school = a_school(
        names=(
            a_name("ООШ № 1", valid_to=date(2021, 8, 31)),
            a_name("СОШ № 1", valid_from=date(2021, 9, 1)),
        ),
        valid_from=date(2001, 1, 1),
        aliases=(Alias("Первая школа", valid_to=date(2021, 8, 31)), Alias("школа 1")),
    )
    branch = a_school("580415", kind=OrganisationKind.BRANCH, head="580401")
    empty_store.save_register(a_municipality(), [branch, school])
    assert empty_store.organisations("58040")[1:] == (branch, school)


def test_the_municipality_becomes_an_organisation_of_its_own(store: Store) -> None:
    office = store.organisations("58040")[0]
    assert (office.code, office.kind) == ("58040", OrganisationKind.MUNICIPALITY)


def test_a_register_loaded_again_renames_and_adds(store: Store) -> None:
    renamed = a_school(names=(a_name("Лицей № 1"),))
    store.save_register(a_municipality(), [renamed, a_school("580403")])
    assert store.organisations("58040")[1].name.short == "Лицей № 1"
    assert set(codes(store)) == {"58040", "580401", "580402", "580403"}


def test_a_confirmed_alias_outlives_the_next_register(store: Store) -> None:
    store.save_alias("580401", Alias("МБОУСОШ №1"))
    store.save_register(a_municipality(), [a_school(aliases=(Alias("школа 1"),))])
    kept = {Alias("МБОУСОШ №1"), Alias("школа 1")}
    assert set(store.organisations("58040")[1].aliases) == kept


def test_a_register_gives_days_to_a_confirmed_alias(store: Store) -> None:
    store.save_alias("580401", Alias("БСШ"))
    dated = Alias("БСШ", date(2015, 9, 1), date(2021, 8, 31))
    store.save_register(a_municipality(), [a_school(aliases=(dated,))])
    store.save_alias("580401", Alias("БСШ"))
    store.save_register(a_municipality(), [a_school()])
    assert store.organisations("58040")[1].aliases == (dated,)


def test_a_code_of_another_municipality_is_refused(store: Store) -> None:
    other = a_municipality(code="58010", name="Другой район", short="Другой")
    with pytest.raises(WrongDefinition, match="580401"):
        store.save_register(other, [a_school()])
    assert [place.code for place in store.municipalities()] == ["58040"]


def test_municipalities_come_in_the_order_of_registration(store: Store) -> None:
    store.save_register(a_municipality(code="58010", short="Другой"), [])
    assert [place.code for place in store.municipalities()] == ["58040", "58010"]
    assert store.municipality().code == "58040"
    assert store.municipality("58010").short == "Другой"


def test_settings_outlive_the_next_register_and_can_be_taken_away(store: Store) -> None:
    store.save_settings("58040", {"head_post": "Начальник", "body": "Управление"})
    store.save_register(a_municipality(settings={"body": "Отдел"}), [a_school()])
    store.save_settings("58040", {"head_post": ""})
    assert store.municipality().settings == {"body": "Отдел"}


def test_a_mistaken_school_can_be_removed_until_something_refers_to_it(store: Store) -> None:
    store.save_register(a_municipality(), [a_school("580409")])
    store.remove_organisation("580409")
    assert "580409" not in codes(store)
    store.save_return(a_submission())
    with pytest.raises(Refused, match="отчёты"):
        store.remove_organisation("580401")


def test_unknown_places_are_named(store: Store) -> None:
    with pytest.raises(UnknownPlace, match="99"):
        store.holder_of("99")
    with pytest.raises(UnknownPlace, match="58040"):
        store.municipality("99")
    with pytest.raises(UnknownPlace, match="99"):
        store.save_roll(a_roll("99"))
    assert store.holder_of("580402") == "58040"


def test_an_empty_database_says_how_to_begin(empty_store: Store) -> None:
    assert empty_store.is_empty()
    assert empty_store.organisation_count() == 0
    with pytest.raises(NothingThere, match="load-schools"):
        empty_store.municipality()


def test_schools_are_counted_without_the_municipality(store: Store) -> None:
    assert store.organisation_count() == 2
    assert not store.is_empty()


def test_a_roll_is_replaced_by_organisation_and_year(store: Store) -> None:
    store.save_roll(a_roll(year=2022, pupils=30))
    store.save_roll(a_roll(pupils={1: 7}))
    roll = {(row.org, row.year, row.grade): row.pupils for row in store.snapshot("58040").roll}
    assert roll["580401", 2021, 1] == 7
    assert ("580401", 2021, 2) not in roll
    assert roll["580401", 2022, 2] == 30
    assert roll["580402", 2021, 2] == 25


def test_a_roll_with_an_unknown_school_is_not_stored_in_part(store: Store) -> None:
    before = store.snapshot("58040").roll
    with pytest.raises(UnknownPlace):
        store.save_roll([*a_roll(pupils=1), *a_roll("99")])
    assert store.snapshot("58040").roll == before


def test_an_organisation_is_given_back_equal_after_a_second_load(store: Store) -> None:
    before = store.organisations("58040")
    store.save_register(a_municipality(), [replace(place) for place in before])
    assert store.organisations("58040") == before
