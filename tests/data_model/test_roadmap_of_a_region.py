"""A region's own roadmap: whose it is, who keeps it, which rows of districts answer its rows."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from data_model.errors import NothingThere, Refused, UnknownPlace
from data_model.people import Author, Grant, Role
from data_model.places import region_code, region_of
from data_model.roadmap import ParentLink, Roadmap
from data_model.store import Store
from data_model.store.access import acting
from data_model.store.roadmaps import roadmap_years
from data_model.store.safety import backup, doctor, move, restore
from tests.builders import (
    a_municipality,
    a_presence_activity,
    a_roadmap,
    a_school,
    an_activity,
)

HERE, THERE, REGION = "58040", "58030", "Примерная область"
CODE = region_code(REGION)
OF_REGION = Author("Министерство", (Grant(Role.REGION, region=REGION),))
PARENT = "karta-oblasti:ticket_to_future"


def of_region(title: str = "Карта области", **changes: object) -> Roadmap:
    return a_roadmap(code="karta-oblasti", title=title, **changes)


def linked(parent: str = PARENT, **changes: object) -> Roadmap:
    """The district's roadmap, whose row 9 answers that of the region."""
    return a_roadmap(activities=(a_presence_activity(), an_activity(parent_row=parent)), **changes)


@pytest.fixture
def region(store: Store) -> Store:
    store.save_region(HERE, REGION)
    store.save_register(
        a_municipality(code=THERE, name="Чужой район", region="Другая область"),
        [a_school("580301")],
    )
    store.save_roadmap(CODE, of_region())
    return store


def test_a_region_is_told_by_its_code_and_a_district_is_none() -> None:
    assert region_of(region_code("  Примерная   область ")) == REGION
    assert region_of(HERE) == ""


def test_a_roadmap_of_a_region_lies_beside_the_districts_and_is_none(region: Store) -> None:
    """Карта региона хранится, но района от этого не прибавляется ни в одном списке."""
    assert {part.code for one in region.roadmaps(CODE).values() for part in one.each} == {
        "karta-oblasti"
    }
    assert [one.code for one in region.municipalities()] == [HERE, THERE]
    assert [one.code for one in region.districts()] == [HERE, THERE]
    assert region.sizes()["municipalities"] == 2
    assert region.municipality().code == HERE


def test_years_of_a_region_alone_are_no_years_of_a_district(region: Store) -> None:
    before = region._database.read(roadmap_years)
    region.save_roadmap(CODE, of_region(years=(2020, 2021, 2022, 2031)))
    assert region._database.read(roadmap_years) == before == {2020, 2021, 2022}


def test_a_region_that_no_district_belongs_to_has_no_roadmap(region: Store) -> None:
    with pytest.raises(UnknownPlace, match="«Пустая область» в базе нет"):
        region.save_roadmap(region_code("Пустая область"), of_region())


def test_nobody_is_a_methodist_of_a_region(region: Store) -> None:
    region.add_person("min", "Имя")
    with pytest.raises(UnknownPlace):
        region.give_role("min", Grant(Role.METHODIST, CODE))


def test_it_is_withdrawn_as_any_other(region: Store) -> None:
    assert region.withdraw_roadmap(CODE, "karta-oblasti", "отменена") == (2020, 2021, 2022)
    assert region.roadmaps(CODE) == {}


def test_the_doctor_proves_it_and_the_journal_knows_of_it(url: str, region: Store) -> None:
    region.save_roadmap(HERE, linked())
    assert [one.text for one in doctor(url) if not one.ok and "контингент" not in one.text] == []
    assert any(one.municipality == CODE for one in region.journal())
    if url.startswith("sqlite"):
        from tests.data_model.test_doctor import change

        change(url, "UPDATE targets SET value = '1' WHERE roadmap_id = "
                    "(SELECT id FROM roadmaps WHERE code = 'karta-oblasti')")  # fmt: skip
        assert any("«targets» изменена в обход" in one.text for one in doctor(url))


def test_a_link_that_leads_nowhere_is_found_by_the_doctor(url: str, region: Store) -> None:
    region.save_roadmap(HERE, linked("karta-oblasti:gone"))
    told = [one.text for one in doctor(url) if not one.ok]
    assert any("«karta-oblasti:gone», которой в карте региона нет" in one for one in told)


# who may


def test_a_person_of_the_region_keeps_its_roadmap_and_no_district_s(region: Store) -> None:
    """Роль «регион» ведёт карту своего региона; карты районов и другого региона ей закрыты."""
    with acting(OF_REGION):
        assert region.save_roadmap(CODE, of_region(title="Иное название")) == 2
        assert region.roadmaps(CODE)[2021].title == "Иное название"
        for other in (HERE, region_code("Другая область")):
            with pytest.raises(Refused):
                region.save_roadmap(other, a_roadmap())


@pytest.mark.parametrize("role", [Role.METHODIST, Role.CONTROLLER, Role.HEAD])
def test_the_districts_of_the_region_read_it_and_others_do_not(region: Store, role: Role) -> None:
    with acting(Author("Анна", (Grant(role, HERE),))):
        assert region.roadmaps(CODE)[2021].code == "karta-oblasti"
        assert [one.roadmap.title for one in region.roadmap_editions(CODE)] == ["Карта области"]
        with pytest.raises(Refused):
            region.save_roadmap(CODE, of_region(title="Чужая правка"))
    with acting(Author("Борис", (Grant(role, THERE),))), pytest.raises(UnknownPlace):
        region.roadmaps(CODE)


# links


def test_links_are_those_of_the_newest_edition_in_all_years(region: Store) -> None:
    """Связь не меняет цифр района, поэтому её узнаёт и закрытый год."""
    region.save_roadmap(HERE, linked())
    region.close_year(HERE, 2020, date(2021, 2, 1))
    link = ParentLink(HERE, "example-2020-2022", "ticket_to_future", PARENT)
    assert region.parent_links([HERE, THERE]) == (link,)
    region.save_roadmap(HERE, linked("karta-oblasti:work_plan"))
    assert region.parent_links([HERE]) == (replace(link, parent="karta-oblasti:work_plan"),)
    region.save_roadmap(HERE, linked(""))
    assert region.parent_links([HERE]) == ()


def test_links_of_another_region_s_districts_are_not_told(region: Store) -> None:
    region.save_roadmap(THERE, linked())
    with acting(OF_REGION):
        assert region.parent_links([HERE]) == ()
        with pytest.raises((UnknownPlace, NothingThere)):
            region.parent_links([THERE])


# it goes along


def test_a_move_and_a_copy_carry_it(sqlite_url: str, tmp_path: Path) -> None:
    store = Store.create(sqlite_url)
    store.save_register(a_municipality(region=REGION), [a_school()])
    store.save_roadmap(CODE, of_region())
    store.save_roadmap(HERE, linked())
    kept = store.roadmaps(CODE), store.parent_links([HERE])
    store.close()
    moved = f"sqlite:///{(tmp_path / 'moved.db').as_posix()}"
    move(sqlite_url, moved)
    copy = tmp_path / "copy.db"
    backup(sqlite_url, copy)
    restored = f"sqlite:///{(tmp_path / 'restored.db').as_posix()}"
    restore(copy, restored)
    for address in (moved, restored):
        other = Store.open(address)
        assert (other.roadmaps(CODE), other.parent_links([HERE])) == kept
        other.close()
        assert not [one for one in doctor(address) if not one.ok and "контингент" not in one.text]
