"""The snapshot and the data version: one state of the data, and its key."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from data_model.errors import UnknownPlace
from data_model.store import Store
from data_model.store.rows import COMMON
from tests.builders import (
    YEARS,
    a_document,
    a_municipality,
    a_problem,
    a_return,
    a_roadmap,
    a_roll,
    a_school,
    a_submission,
)

MOMENT = datetime(2021, 12, 20, tzinfo=UTC)


def test_a_snapshot_holds_everything_of_its_municipality(store: Store) -> None:
    parsed = a_return(documents=(a_document(),))
    store.save_return(a_submission(parsed, problems=(a_problem(),)))
    store.save_deadline("58040", 2021, date(2021, 12, 20))
    snapshot = store.snapshot("58040")
    assert snapshot.version == store.version()
    assert snapshot.municipality.code == "58040"
    assert snapshot.roadmaps == {year: a_roadmap() for year in YEARS}
    assert [place.code for place in snapshot.expected(2021)] == ["580401", "580402"]
    assert snapshot.roll == (*a_roll(), *a_roll("580402"))
    assert tuple(stored.fact for stored in snapshot.facts) == parsed.facts
    assert [len(part) for part in (snapshot.documents, snapshot.problems)] == [1, 1]
    assert [one.number for one in snapshot.revisions] == [1]


def test_what_an_intake_needs_is_part_of_the_same_snapshot(store: Store) -> None:
    store.save_return(a_submission())
    whole, asked = store.snapshot("58040"), store.asked("58040")
    assert (asked.roadmaps, asked.organisations) == (whole.roadmaps, whole.organisations)
    assert not asked.facts and asked.version == whole.version
    answers = store.answers("58040", (2020, 2021))
    assert (answers.facts, answers.documents) == (whole.facts, whole.documents)
    assert (answers.roll, answers.revisions) == (whole.roll, whole.revisions)
    assert answers.facts and not answers.roadmaps


def test_answers_are_those_of_the_years_and_the_schools_asked_about(store: Store) -> None:
    for org, year in (("580401", 2021), ("580401", 2020), ("580402", 2021)):
        store.save_return(a_submission(a_return(org, year), content=f"{org}{year}".encode()))
    own = store.answers("58040", (2021,), ["580401"])
    assert {(one.org, one.year) for one in own.facts} == {("580401", 2021)}
    assert {one.org for one in own.roll} == {"580401"}


def test_superseded_revisions_are_listed_but_their_facts_do_not_count(store: Store) -> None:
    store.save_return(a_submission())
    store.save_return(a_submission(a_return(facts=())))
    snapshot = store.snapshot("58040")
    assert [one.number for one in snapshot.revisions] == [1, 2]
    assert snapshot.facts == ()


def test_a_snapshot_of_an_unknown_municipality_is_refused(store: Store) -> None:
    with pytest.raises(UnknownPlace):
        store.snapshot("99")


def test_every_storing_act_raises_the_version_and_no_reading_does(store: Store) -> None:
    seen = [store.version()]
    store.save_return(a_submission(problems=(a_problem(),)))
    seen.append(store.version())
    store.answer_problem(store.snapshot("58040").problems[0].id, "да")
    seen.append(store.version())
    store.save_settings("58040", {"body": "Управление"})
    seen.append(store.version())
    assert seen == sorted(set(seen))
    store.organisations("58040")
    assert store.version() == seen[-1]


def test_a_write_in_one_district_leaves_the_version_of_the_others(store: Store) -> None:
    """Отчёт, принятый в районе А, не трогает ни района Б, ни того, что видят все."""
    neighbour = a_municipality(code="58030", short="Башмаково")
    store.save_register(neighbour, [a_school("580301")])
    places = ("58040", "58030", COMMON)

    def raised_by(act: Callable[[], object]) -> set[str]:
        before = {place: store.version(place) for place in places}
        act()
        after = {place: store.version(place) for place in places}
        assert all(after[place] in {before[place], store.version()} for place in places)
        return {place for place in places if after[place] != before[place]}

    here = a_submission(problems=(a_problem(),))
    there = a_submission(a_return("580301"))
    assert raised_by(lambda: store.save_returns([here])) == {"58040"}
    assert raised_by(lambda: store.save_returns([here])) == set(), "тот же файл ничего не меняет"
    assert raised_by(lambda: store.save_returns([there])) == {"58030"}
    remark = store.snapshot("58040").problems[0].id
    assert raised_by(lambda: store.answer_problem(remark, "да")) == {"58040"}
    both = [*a_roll(), *a_roll("580301")]
    assert raised_by(lambda: store.save_roll(both)) == {"58040", "58030"}
    assert raised_by(lambda: store.save_settings("58040", {"body": "УО"})) == {"58040", COMMON}
    assert raised_by(lambda: store.save_roadmap("58030", a_roadmap())) == {"58030", COMMON}
    nameless = ("чужой.xlsx", "0" * 64, MOMENT, [a_problem()], None, None)
    assert raised_by(lambda: store.record_refusal(*nameless)) == set(), "файл неизвестно чей"
    store.rehearse(lambda trial: trial.save_roll(a_roll(pupils=7)))
    assert store.snapshot("58040").version == store.version("58040") < store.version()


def test_a_database_made_anew_has_a_version_of_its_own(tmp_path: object) -> None:
    """Else a running app would show what it remembers of the old one."""
    first = Store.create("sqlite://")
    second = Store.create("sqlite://")
    assert second.version() >= first.version() > 1_000_000
    first.close()
    second.close()
