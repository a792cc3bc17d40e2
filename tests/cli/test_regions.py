"""The region on the command line: districts of a region, their verdicts and sums, its persons."""

from pathlib import Path

import pytest

from data_model.store import Store
from loaders.registers.file import write_register
from sample_data import FOLDER
from tests.builders import a_municipality, a_school
from tests.cli.conftest import Roadmap

ALL = ("indicators", "--year", "2022", "--all", "--json")


def test_all_districts_are_those_of_each_one_and_then_the_sums(demo: Roadmap) -> None:
    """`--all`: строки каждого района — те же, что по одному; суммы складывают их людей."""
    order = FOLDER / "roadmap_2020_2022.toml"
    assert demo("load-roadmap", order, "--municipality", "58030").code == 0
    found = demo(*ALL).json
    assert (found["year"], found["municipality"]) == (2022, None)
    rows = found["rows"]
    assert all("municipality" in row for row in rows)
    districts = {row["municipality"] for row in rows} - {None}
    assert len(districts) == 2
    for code in districts:
        one = demo("indicators", "--year", "2022", "--json", "--municipality", code).json
        own = [row for row in one["rows"] if row["org"] is None]
        kept = [row for row in rows if row["municipality"] == code]
        assert [{k: v for k, v in row.items() if k in own[0]} for row in kept] == own
    sums = [row for row in rows if row["municipality"] is None]
    assert sums
    for row in sums:
        parts = [one for one in rows if one["municipality"] and one["code"] == row["code"]]
        assert row["org"] is None
        assert row["target"] is None
        assert row["districts"]["all"] == len(parts)
        if row["kind"] in {"share", "growing_share"}:
            for part in ("numerator", "denominator", "reported", "expected"):
                assert row[part] == sum(one[part] or 0 for one in parts)


def test_the_second_asking_gives_the_same_from_what_is_kept(demo: Roadmap) -> None:
    first = demo(*ALL).out
    assert demo(*ALL).out == first
    checked = demo("doctor")
    assert "Выводы районов для сводки региона сходятся с пересчитанными" in checked.out
    assert checked.code == 0


def test_without_json_a_table_for_each_indicator(demo: Roadmap) -> None:
    shown = demo("indicators", "--year", "2022", "--all")
    assert shown.code == 0
    assert "Всего по районам" in shown.out
    assert "выполнили" in shown.out


def test_a_year_of_nobody_is_told(demo: Roadmap) -> None:
    missed = demo("indicators", "--year", "1999", "--all")
    assert missed.code == 2
    assert "Ни в одном районе нет показателей за 1999 год" in missed.err


@pytest.fixture
def of_region(roadmap: Roadmap, tmp_path: Path) -> Roadmap:
    register = tmp_path / "реестр.xlsx"
    register.write_bytes(write_register(a_municipality(), [a_school()]))
    assert roadmap("init").code == 0
    done = roadmap("load-schools", register, "--region", "Примерная область", "--yes")
    assert (done.code, done.err) == (0, "")
    return roadmap


def test_a_person_of_the_region_is_added_by_its_name(of_region: Roadmap) -> None:
    add = ("people", "add", "min", "--name", "Министерство", "--role", "region")
    assert of_region(*add, "--region", "Примерная область").code == 0
    (person,) = of_region("people", "list", "--json").json["people"]
    assert person["roles"] == [
        {"role": "region", "municipality": None, "org": None, "region": "Примерная область"}
    ]
    assert "регион Примерная область" in of_region("people", "list").out


def test_an_unknown_region_is_told_with_those_there_are(of_region: Roadmap) -> None:
    add = ("people", "add", "min", "--name", "Министерство", "--role", "region")
    said = of_region(*add, "--region", "Чужая область")
    assert said.code == 2
    assert "«Примерная область»" in said.err


def test_an_unknown_role_is_told_with_those_there_are(of_region: Roadmap) -> None:
    said = of_region("people", "add", "min", "--name", "Министерство", "--role", "boss")
    assert said.code == 2
    assert "Роли «boss» нет; есть: school, methodist," in said.err
    assert of_region("people", "list", "--json").json == {"people": []}


def test_a_role_is_given_and_taken_away(of_region: Roadmap) -> None:
    of_region("people", "add", "anna", "--name", "Анна", "--role", "methodist")
    given = of_region("people", "role", "anna", "--add", "controller")
    taken = of_region("people", "role", "anna", "--remove", "boss")
    assert "роль дана, главный специалист" in given.out + given.err
    assert (taken.code, "Роли «boss» нет" in taken.err) == (2, True)
    assert of_region("people", "role", "anna").code == 2


def test_the_note_of_a_region_is_written_by_its_name(demo: Roadmap, tmp_path: Path) -> None:
    whole = ("report", "region", "--year", "2022", "--format", "html", "--out", "справка.html")
    assert demo(*whole).code == 0
    assert "Бессоновский район" in (tmp_path / "справка.html").read_text("utf-8")
    missed = demo(*whole, "--region", "Чужая область")
    assert missed.code == 2
    assert "Региона «Чужая область» в базе нет" in missed.err


# the region's own roadmap

NAME = "Примерная область"
ORDER = FOLDER / "roadmap_2020_2022.toml"


@pytest.fixture
def with_roadmap(demo: Roadmap, tmp_path: Path) -> Roadmap:
    """Both sample districts in a region that has the roadmap of the first one as its own."""
    store = Store.open(f"sqlite:///{(tmp_path / 'var' / 'demo.db').as_posix()}")
    for one in store.municipalities():
        store.save_region(one.code, NAME)
    store.close()
    regional = tmp_path / "карта региона.toml"
    text = ORDER.read_text("utf-8")
    regional.write_text(text.replace('code = "bessonovka-2020-2022"', 'code = "region"'), "utf-8")
    done = demo("load-roadmap", regional, "--region", NAME)
    assert (done.code, done.err) == (0, "")
    return demo


def test_links_are_proposed_confirmed_and_taken_away(with_roadmap: Roadmap) -> None:
    """Сначала показано, ничего не связано; --yes связывает предложенное, --row 8= снимает."""
    shown = with_roadmap("parent-rows", "--json").json
    assert {one["ground"] for one in shown["rows"]} == {"same"}
    assert not any(one["confirmed"] for one in shown["rows"])
    assert (shown["stored"], len(shown["unanswered"])) == (False, 12)
    assert with_roadmap("parent-rows", "--yes", "--json").json["unanswered"] == []
    taken = with_roadmap("parent-rows", "--row", "8=", "--json").json
    assert taken["unanswered"] == ["region:open_lessons"]
    assert "подтверждена" in with_roadmap("parent-rows").out


def test_the_rows_of_the_region_stand_with_who_answers_and_who_does_not(
    with_roadmap: Roadmap,
) -> None:
    assert with_roadmap("parent-rows", "--row", "8=8").code == 0
    rows = {one["code"]: one for one in with_roadmap(*ALL).json["parent_rows"]}
    lesson, ticket = rows["open_lessons"], rows["ticket_to_future"]
    assert (lesson["added"], lesson["target"], lesson["status"]) == (["58040"], 55, "met")
    assert lesson["provisional"] is True
    assert [one["municipality"] for one in lesson["not_added"]] == ["58030"]
    assert (ticket["actual"], ticket["status"], ticket["added"]) == (None, "no_data", [])
    printed = with_roadmap("indicators", "--year", "2022", "--all").out
    assert "Районов в сумме" in printed
    assert "выполнено (предварительно)" in printed
    assert "не отвечает — строка карты района не связана" in printed


def test_a_region_that_is_not_there_is_told_with_those_that_are(with_roadmap: Roadmap) -> None:
    missed = with_roadmap("load-roadmap", ORDER, "--region", "Чужая область")
    assert missed.code == 2
    assert f"Есть: «{NAME}»" in missed.err
    wrong = with_roadmap("parent-rows", "--row", "8")
    assert "нужно «СТРОКА=СТРОКА»" in wrong.err
    unknown = with_roadmap("parent-rows", "--row", "8=99")
    assert (unknown.code, "Строки «99» в карте региона нет" in unknown.err) == (2, True)


def test_a_district_without_a_roadmap_of_the_region_is_told_what_to_load(demo: Roadmap) -> None:
    told = demo("parent-rows")
    assert told.code == 2
    assert "Район не отнесён к региону" in told.err


def test_the_roadmap_of_a_region_is_withdrawn_by_its_name(with_roadmap: Roadmap) -> None:
    done = with_roadmap("withdraw-roadmap", "region", "--region", NAME, "--reason", "отменена")
    assert (done.code, done.err) == (0, "")
    assert with_roadmap(*ALL).json["parent_rows"] == []
    assert with_roadmap("doctor").code == 0
