"""The snapshot and the data version: one state of the data, and its key."""

from datetime import date

import pytest

from data_model.errors import UnknownPlace
from data_model.store import Store
from tests.builders import (
    YEARS,
    a_document,
    a_problem,
    a_return,
    a_roadmap,
    a_roll,
    a_submission,
)


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
    whole, part = store.snapshot("58040"), store.reported("58040")
    needed = (
        "municipality",
        "roadmaps",
        "organisations",
        "roll",
        "revisions",
        "facts",
        "documents",
    )
    assert [getattr(part, one) for one in needed] == [getattr(whole, one) for one in needed]
    assert part.facts and part.version == whole.version


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


def test_a_database_made_anew_has_a_version_of_its_own(tmp_path: object) -> None:
    """Else a running app would show what it remembers of the old one."""
    first = Store.create("sqlite://")
    second = Store.create("sqlite://")
    assert second.version() >= first.version() > 1_000_000
    first.close()
    second.close()
