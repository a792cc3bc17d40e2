"""Answers are made once for a version of the data: never stale, never of another district."""

import shutil
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from threading import Barrier

import pandas as pd
import plotly.graph_objects as go
import pytest
import streamlit as st

from charts.palette import DARK, LIGHT, Palette
from data_model.store import Store
from ui import data, tables
from ui.html_table import TableView
from ui.monitoring import pictures
from ui.selection import DistrictYear

HERE, THERE = DistrictYear("58040", 2021), DistrictYear("58030", 2021)


@pytest.fixture
def store(sample_database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    copied = Path(shutil.copy(sample_database, tmp_path / "look.db"))
    monkeypatch.setenv("ROADMAP_DATABASE_URL", f"sqlite:///{copied.as_posix()}")
    st.cache_resource.clear()
    return data.store()


def counted(store: Store, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The versions of places that were read from the database, in turn."""
    read: list[int] = []
    ask = store.versions

    def versions(place: str) -> dict[str, int]:
        found = ask(place)
        read.append(found[place])
        return found

    monkeypatch.setattr(store, "versions", versions)
    return read


def test_a_run_reads_the_version_once(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    read = counted(store, monkeypatch)
    with data.request_scope():
        assert data.plan_fact("58040") is data.plan_fact("58040")
    assert len(read) == 1


def test_what_is_stored_within_a_run_is_seen_in_it(store: Store) -> None:
    with data.request_scope():
        before = data.snapshot("58040")
        store.save_settings("58040", {"stamp": "СИНТЕТИЧЕСКИЕ ДАННЫЕ, новая метка"})
        after = data.snapshot("58040")
    assert after.version > before.version
    assert after.municipality.settings["stamp"].endswith("новая метка")


def test_another_run_sees_what_another_process_stored(store: Store) -> None:
    with data.request_scope():
        before, names = data.version(), data.municipality_names()
    other = Store.open(store.url)
    other.save_settings("58040", {"stamp": "иначе"})
    other.close()
    with data.request_scope():
        assert data.version() > before
        assert data.municipality_names() is not names


def test_the_same_question_is_answered_once_and_another_anew(store: Store) -> None:
    asked: list[object] = []

    @data.kept
    def people(place: DistrictYear, codes: tuple[str, ...], palette: Palette) -> str:
        asked.append((place, codes, palette.ink))
        return data.snapshot(place.municipality).municipality.code

    with data.request_scope():
        for _ in range(2):
            assert people(HERE, ("a",), LIGHT) == "58040"
            assert people(THERE, ("a",), LIGHT) == "58030"
            people(HERE, ("a", "b"), LIGHT)
            people(HERE, ("a",), DARK)
    assert len(asked) == 4


def test_after_a_write_an_answer_is_made_anew(store: Store) -> None:
    @data.kept
    def stamp(place: DistrictYear) -> str:
        return data.snapshot(place.municipality).municipality.settings["stamp"]

    with data.request_scope():
        stamp(HERE)
        store.save_settings("58040", {"stamp": "иначе"})
        assert stamp(HERE) == "иначе"


def test_a_write_in_one_district_wakes_no_answer_of_another(store: Store) -> None:
    """Отчёт в районе А: у района Б всё остаётся под рукой, у А и у всех районов — заново."""
    asked: list[str] = []

    @data.kept
    def of_place(place: DistrictYear) -> str:
        asked.append(place.municipality)
        return place.municipality

    @data.kept
    def of_all() -> None:
        asked.append("all")

    def run() -> tuple[object, ...]:
        asked.clear()
        with data.request_scope():
            of_place(HERE), of_place(THERE), of_all()
            return (data.snapshot("58040"), data.plan_fact("58030"), data.municipality_names())

    before = run()
    assert asked == ["58040", "58030", "all"]
    store.save_deadline("58040", 2021, date(2021, 12, 20))
    after = run()
    assert asked == ["58040", "all"]
    assert [one is other for one, other in zip(before, after, strict=True)] == [False, True, True]
    store.save_settings("58030", {"stamp": "иначе"})
    assert [one is other for one, other in zip(after, run(), strict=True)] == [True, False, False]
    assert asked == ["58030", "all"]


def test_what_is_kept_is_drawn_and_coloured_once(store: Store) -> None:
    """Повторный прогон страницы не перекрашивает таблицу и не переписывает рисунок."""

    @pictures.kept()
    def bars(place: DistrictYear) -> go.Figure:
        return go.Figure(go.Bar(x=[1], y=[place.year]))

    first, again = bars(HERE), bars(HERE)
    assert first is again and first.to_dict() is again.to_dict()
    assert first.to_dict() == go.Figure(first).to_dict()
    frame, alike = (pd.DataFrame({"Факт": [1.5]}) for _ in range(2))
    view, other = TableView("факт", "Факт"), TableView("факт", "Факт", later=("Факт",))
    shown = tables.kept(frame=frame, view=view, palette=LIGHT)
    same = TableView("факт", "Факт")
    assert tables.kept(frame=frame, view=same, palette=LIGHT) is shown
    for one, how, colours in ((alike, view, LIGHT), (frame, view, DARK), (frame, other, LIGHT)):
        assert tables.kept(frame=one, view=how, palette=colours) is not shown


def test_people_do_not_share_answers(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    @data.kept
    def seen_by() -> str:
        asked.append(data.rights())
        return asked[-1]

    for person in ("methodist", "school", "methodist"):
        monkeypatch.setattr(data, "rights", lambda person=person: person)
        assert seen_by() == person
        data.snapshot("58040")
    assert asked == ["methodist", "school"]


def test_a_failure_reaches_whoever_asks_and_is_not_kept(store: Store) -> None:
    answers = iter([0, 2])

    @data.kept
    def half(whole: int) -> float:
        return whole / next(answers)

    with pytest.raises(ZeroDivisionError):
        half(6)
    assert half(6) == 3


def test_sessions_that_ask_at_once_wait_for_one_answer(store: Store) -> None:
    asked: list[str] = []
    together = Barrier(8)

    @data.kept
    def answer(question: str) -> str:
        asked.append(question)
        return question

    def ask(_: int) -> str:
        together.wait()
        return answer("question")

    with ThreadPoolExecutor(8) as sessions:
        assert set(sessions.map(ask, range(8))) == {"question"}
    assert asked == ["question"]
