"""Regions: to which a district belongs, and the verdicts of districts that are kept for it."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from operator import itemgetter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data_model.database import Database
from data_model.errors import ClosedYear, DatabaseTrouble, UnknownPlace
from data_model.people import Author, Grant, Role
from data_model.snapshot import DistrictJudge
from data_model.store import Store
from data_model.store import snapshot as reading
from data_model.store.access import acting
from data_model.store.safety import doctor
from indicators.plan_fact import plan_fact
from indicators.region import JUDGE, district_rows
from tests.builders import (
    a_municipality,
    a_return,
    a_roadmap,
    a_roll,
    a_school,
    a_submission,
    facts_by_grade,
)
from tests.data_model.conftest import fill
from tests.data_model.test_doctor import change

HERE, THERE, REGION = "58040", "58030", "Примерная область"
TODAY = date.today()
OF_REGION = Author("Министерство", (Grant(Role.REGION, region=REGION),))


def with_neighbour(store: Store) -> Store:
    """A second district of the same region."""
    store.save_register(
        a_municipality(code=THERE, name="Соседний район", short="Соседний", region=REGION),
        [a_school("580301")],
    )
    store.save_roll(a_roll("580301"))
    store.save_roadmap(THERE, a_roadmap())
    store.save_region(HERE, "  Примерная   область ")
    return store


@pytest.fixture
def region(store: Store) -> Store:
    return with_neighbour(store)


def test_a_district_keeps_its_region_until_somebody_says_another(region: Store) -> None:
    assert [one.region for one in region.municipalities()] == [REGION, REGION]
    region.save_register(a_municipality(), [a_school()])
    assert region.municipality(HERE).region == REGION, "реестр без региона его не стирает"
    region.save_region(HERE, "")
    assert region.municipality(HERE).region == ""


def kept(store: Store, **asked: object) -> list[tuple[str, object]]:
    """District and row of what the store gives for both."""
    found = store.district_verdicts([HERE, THERE], JUDGE, TODAY, **asked)  # type: ignore[arg-type]
    rows = district_rows(found, store.municipalities())
    return sorted(((one.district, one.row) for one in rows), key=itemgetter(0))


def recomputed(store: Store) -> list[tuple[str, object]]:
    return [
        (code, row)
        for code in (THERE, HERE)
        for row in plan_fact(store.snapshot(code), TODAY).of_place(None)
    ]


def counting(made: list[str]) -> DistrictJudge:
    """The judge, and a list of whom it was asked about."""

    def judged(lots, day):
        found = [*lots]
        made.append(found[0].municipality.code)
        return JUDGE.judged(found, day)

    return DistrictJudge(JUDGE.rules, judged)


def test_only_the_district_that_changed_is_computed_again(region: Store) -> None:
    made: list[str] = []
    judge = counting(made)
    region.district_verdicts([HERE, THERE], judge, TODAY)
    assert sorted(made) == [THERE, HERE]
    region.district_verdicts([HERE, THERE], judge, TODAY)
    region.save_return(a_submission(a_return()))
    region.district_verdicts([HERE, THERE], judge, TODAY)
    assert made[2:] == [HERE]
    assert kept(region) == recomputed(region)


@pytest.fixture
def several(region: Store, monkeypatch: pytest.MonkeyPatch) -> Store:
    """Three more schools have reported; the district is read school by school."""
    monkeypatch.setattr(reading, "LOT", 1)
    schools = [a_school(f"58049{number}") for number in (1, 2, 3)]
    region.save_register(a_municipality(), [a_school(), *schools])
    for number, one in enumerate(schools, start=1):
        region.save_roll(a_roll(one.code))
        sent = a_return(one.code, facts=facts_by_grade({6: number, 7: 2 * number}))
        region.save_return(a_submission(sent))
    return region


def test_a_district_that_is_read_in_parts_has_the_same_verdicts(several: Store) -> None:
    """Большой район читается по частям: строки те же, проверка базы их подтверждает."""
    assert len([*several.lots(HERE)]) == len(several.organisations(HERE)) > 4
    assert kept(several) == recomputed(several)
    judged = several.district_returns([HERE], JUDGE, TODAY)[HERE]
    assert {one.year: one.reported for one in judged}[2021] == 3
    assert [one.text for one in doctor(several.url, JUDGE) if "выводы" in one.text] == []


def test_parts_of_two_states_make_no_verdict(several: Store) -> None:
    """Отчёт пришёл, пока район читался: выводы делаются ещё раз, по одному состоянию."""
    several.district_verdicts([HERE], JUDGE, TODAY)
    several.save_return(a_submission(a_return(facts=facts_by_grade({6: 5}))))
    coming = iter([a_return(facts=facts_by_grade({6: 6})), None])

    def judged(lots, day):
        seen = []
        for lot in lots:
            if not seen and (sent := next(coming, None)):
                several.save_return(a_submission(sent))
            seen.append(lot)
        return JUDGE.judged(seen, day)

    several.district_verdicts([HERE], DistrictJudge(JUDGE.rules, judged), TODAY)
    assert next(coming, "both read") == "both read"
    assert kept(several) == recomputed(several)


def test_the_verdicts_of_other_rules_are_made_anew(region: Store) -> None:
    """Новая сборка считает по-своему: сохранённое прежней не показывается."""
    made: list[str] = []
    region.district_verdicts([HERE, THERE], JUDGE, TODAY)
    region.district_verdicts([HERE], DistrictJudge("другие", counting(made).judged), TODAY)
    assert made == [HERE]


def test_what_another_has_made_in_the_meantime_is_not_made_again(region: Store) -> None:
    """Двое открыли регион после новой сборки: каждый район считается один раз, не два."""
    made: list[str] = []
    judge = counting(made)

    def the_other_one_makes_the_rest(done: int, of: int) -> None:
        if done == 1:
            region.district_verdicts([HERE, THERE], judge, TODAY)

    found = region.district_verdicts(
        [HERE, THERE], judge, TODAY, advance=the_other_one_makes_the_rest
    )
    assert sorted(made) == [THERE, HERE]
    rows = district_rows(found, region.municipalities())
    assert sorted(((one.district, one.row) for one in rows), key=itemgetter(0)) == kept(region)


def test_on_another_day_they_are_made_for_that_day_and_not_kept(region: Store) -> None:
    made: list[str] = []
    region.district_verdicts([HERE], JUDGE, TODAY)
    for _ in range(2):
        region.district_verdicts([HERE], counting(made), date(2020, 1, 1))
    region.district_verdicts([HERE], counting(made), TODAY)
    assert made == [HERE, HERE]


def test_a_year_and_an_indicator_are_read_alone(region: Store) -> None:
    of_year = kept(region, year=2021)
    assert {row.year for _, row in of_year} == {2021}  # type: ignore[attr-defined]
    of_code = kept(region, code="work_plan")
    assert {row.code for _, row in of_code} == {"work_plan"}  # type: ignore[attr-defined]
    assert kept(region, year=2021) == of_year, "второй раз из сохранённого"


def test_who_only_reads_gets_the_verdicts_as_well(
    region: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def closed(self: Database, act: object) -> None:
        raise DatabaseTrouble("база только для чтения")

    monkeypatch.setattr(Database, "write", closed)
    assert kept(region) == recomputed(region)


def test_several_may_ask_at_once_and_each_gets_the_same(url: str, region: Store) -> None:
    """Четверо открыли сводку в одну секунду: у всех одни выводы, ни у кого не ошибка."""
    stores = [Store.open(url) for _ in range(4)]
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(kept, stores))
    for store in stores:
        store.close()
    assert found == [recomputed(region)] * 4
    assert kept(region) == recomputed(region)


def test_how_many_have_reported_is_kept_by_year(region: Store) -> None:
    region.save_return(a_submission(a_return()))
    for _ in range(2):
        found = region.district_returns([HERE, THERE], JUDGE, TODAY)
        assert {code: [tuple(one) for one in years] for code, years in found.items()} == {
            HERE: [(2020, 0, 2), (2021, 1, 2), (2022, 0, 2)],
            THERE: [(2020, 0, 1), (2021, 0, 1), (2022, 0, 1)],
        }


ACTS: dict[str, Callable[[Store], object]] = {
    "return": lambda store: store.save_return(a_submission(a_return())),
    "other return": lambda store: store.save_return(
        a_submission(a_return("580402", facts=facts_by_grade({6: 9})))
    ),
    "neighbour's return": lambda store: store.save_return(a_submission(a_return("580301"))),
    "undo": lambda store: [
        store.undo_return(one.id, "не тот")
        for one in store.revisions("580401", 2021)
        if one.is_current
    ],
    "roll": lambda store: store.save_roll(a_roll(pupils=30)),
    "school": lambda store: store.save_register(a_municipality(), [a_school("580403")]),
    "name": lambda store: store.save_register(a_municipality(short="Иной"), [a_school()]),
    "roadmap": lambda store: store.save_roadmap(HERE, a_roadmap(title="Иная редакция")),
    "close": lambda store: store.close_year(HERE, 2020, date(2021, 1, 31)),
    "region": lambda store: store.save_region(THERE, "Другая область"),
}


@settings(max_examples=6)
@given(acts=st.lists(st.sampled_from(sorted(ACTS)), min_size=1, max_size=5))
def test_after_any_acts_the_kept_verdicts_are_those_of_the_data(acts: list[str]) -> None:
    """Какие бы действия ни шли подряд, сводка региона равна пересчитанной заново."""
    store = Store.create("sqlite://")
    fill(store)
    with_neighbour(store)
    kept(store)
    for act in acts:
        try:
            ACTS[act](store)
        except ClosedYear:
            continue
    assert kept(store) == recomputed(store)
    store.close()


def test_the_doctor_makes_them_anew_and_compares(url: str, region: Store) -> None:
    region.save_return(a_submission(a_return()))
    region.district_verdicts([HERE, THERE], JUDGE, TODAY)
    assert [one.text for one in doctor(url, JUDGE) if not one.ok] == []
    statement = "UPDATE district_verdicts SET line = replace(line, '2021', '2031')"
    change(url, f"{statement} WHERE municipality = '{HERE}'")
    found = [one.text for one in doctor(url, JUDGE) if not one.ok]
    assert len(found) == 1
    assert found[0].startswith("Примерный: выводы для сводки региона")


def test_a_person_of_the_region_sees_verdicts_and_nothing_else(region: Store) -> None:
    """Роль «регион»: выводы районов своего региона; ни школ, ни отчётов, ни чужого региона."""
    region.save_register(
        a_municipality(code="59010", name="Чужой район", region="Другая область"), []
    )
    region.save_return(a_submission(a_return()))
    region.save_settings(HERE, {"stamp": "СИНТЕТИЧЕСКИЕ ДАННЫЕ", "mail.580401": "a@b.ru"})
    with acting(OF_REGION):
        for places in (region.districts(), region.municipalities()):
            assert places[0].settings == {"stamp": "СИНТЕТИЧЕСКИЕ ДАННЫЕ"}
        assert [one.code for one in region.districts()] == [HERE, THERE]
        assert kept(region)
        with pytest.raises(UnknownPlace):
            region.district_verdicts(["59010"], JUDGE, TODAY)
        for closed in (region.snapshot, region.organisations, region.closed_verdicts):
            with pytest.raises(UnknownPlace):
                closed(HERE)
        assert region.known_returns() == {}
        assert region.refusals() == ()


def test_a_role_of_the_region_is_given_by_its_name_alone(region: Store) -> None:
    region.add_person("anna", "Анна", Grant(Role.REGION, region="примерная область"))
    (anna,) = region.people()
    assert anna.grants == (Grant(Role.REGION, region=REGION),)
    with pytest.raises(UnknownPlace, match="Примерная область"):
        region.give_role("anna", Grant(Role.REGION, region="Чужая область"))
    region.take_role("anna", Grant(Role.REGION, region=REGION))
    assert region.people()[0].grants == ()
