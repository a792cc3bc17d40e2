"""What is kept is computed once for the same arguments, and never for others."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pandas as pd
import pytest

from ui.kept import SHELF, Shelf, kept, recall, token


def test_the_same_frame_is_asked_about_once() -> None:
    asked: list[int] = []

    @kept
    def rows(frame: pd.DataFrame, least: int) -> int:
        asked.append(least)
        return int((frame["pupils"] >= least).sum())

    frame = pd.DataFrame({"pupils": [5, 12, 30]})
    assert [rows(frame, 10), rows(frame, 10), rows(frame, 20)] == [2, 2, 1]
    assert asked == [10, 20]


def test_an_equal_frame_is_another_frame() -> None:
    first, second = pd.DataFrame({"pupils": [5]}), pd.DataFrame({"pupils": [5]})
    assert recall(id, first) != recall(id, second)


def test_a_failure_is_told_and_not_kept() -> None:
    answers = iter([0, 2])

    def half(whole: int) -> float:
        return whole / next(answers)

    with pytest.raises(ZeroDivisionError):
        recall(half, 6)
    assert recall(half, 6) == 3


def test_the_longest_unasked_answer_goes_first() -> None:
    shelf = Shelf(most=2)
    for key in ("a", "b", "a", "c"):
        shelf.answer(key, None, lambda: None)
    assert list(shelf.answers) == ["a", "c"]


def test_many_sessions_at_once_compute_one_answer() -> None:
    asked: list[str] = []
    shelf, together = Shelf(), Barrier(8)

    def ask(_: int) -> str:
        together.wait()
        return str(shelf.answer("key", None, lambda: asked.append("once") or "answer"))

    with ThreadPoolExecutor(8) as sessions:
        assert set(sessions.map(ask, range(8))) == {"answer"}
    assert asked == ["once"]


def test_what_two_versions_of_the_data_did_not_ask_for_is_let_go() -> None:
    shelf = Shelf()
    shelf.turn(1)
    for key in ("stays", "goes"):
        shelf.answer(key, None, lambda: None)
    for version in (2, 2, 3):
        shelf.turn(version)
        shelf.answer("stays", None, lambda: None)
    assert list(shelf.answers) == ["stays"]


def test_a_long_answer_is_recognised_by_itself_and_its_equal_by_its_parts() -> None:
    places = recall(dict, [("580401", "СОШ № 1")])
    assert SHELF.gave(places)
    assert not SHELF.gave(dict(places))
    assert token(dict(places)) == token({"580401": "СОШ № 1"}) != token(places)


def test_what_is_let_go_is_no_longer_an_answer() -> None:
    shelf = Shelf(most=1)
    frames = [shelf.answer(key, None, pd.DataFrame) for key in "ab"]
    assert [shelf.gave(frame) for frame in frames] == [False, True]
