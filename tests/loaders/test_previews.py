"""A change of register, roll or roadmap is seen before it is stored, as it would be."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from data_model.errors import ClosedYear, Refused
from data_model.places import Municipality
from data_model.returns import Reopening
from data_model.roadmap import Roadmap, Target
from data_model.store import Store
from indicators.what_if import EffectLevel
from loaders import previews
from loaders.intake import context_of, receive
from tests.builders import YEARS, a_municipality, a_roll, a_school
from tests.conftest import Copier
from tests.loaders.filling import a_good_return, roadmap, school

CODE = a_municipality().code
TODAY = date.today()
IN_2022 = date(2022, 3, 1)


@pytest.fixture
def store(tmp_path: Path, copy_of: Copier) -> Store:
    return copy_of(f"sqlite:///{tmp_path / 'roadmap.db'}", district)


def district(opened: Store) -> None:
    opened.save_register(a_municipality(), [school()])
    for year in YEARS:
        opened.save_roll(a_roll(year=year))
    opened.save_roadmap(CODE, roadmap())
    receive(a_good_return(), "отчёт.xlsx", context_of(opened), opened)


def with_target(value: int, *years: int) -> Roadmap:
    """The shipped roadmap with another target of row 9."""
    new = {year: Target(Decimal(value)) for year in years}
    rows = [
        replace(row, indicator=replace(row.indicator, targets=row.indicator.targets | new))
        if row.number == "9"
        else row
        for row in roadmap().activities
    ]
    return replace(roadmap(), activities=tuple(rows))


def test_what_is_shown_is_what_is_stored_afterwards(store: Store) -> None:
    """Показанное и сохранённое — одно: цифры, вопросы, и до согласия не меняется ничего."""
    rows = a_roll(pupils=dict.fromkeys(range(1, 12), 25) | {9: 10})
    before = store.snapshot(CODE)
    seen = previews.preview_roll(store, rows)
    assert store.snapshot(CODE) == before
    assert seen.effect is EffectLevel.DISTRICT
    assert seen.words == "меняется вывод по району"
    assert seen.over == (2021,)
    assert {one.opens.code for one in seen.questions if one.opens} == {"participants_over_roll"}
    previews.save_roll(store, rows, seen, "уточнён отчёт ОО-1")
    after = store.snapshot(CODE)
    asked = [one.problem for one in after.problems if one.is_open]
    assert asked == [one.opens for one in seen.questions]
    (why,) = store.explanations(CODE)
    assert (why.years, why.door, why.reason) == ((2021,), "roll", "уточнён отчёт ОО-1")
    back = previews.preview_roll(store, a_roll())
    assert len(back.closed_questions) == len(seen.questions)


def test_a_roll_of_two_districts_shows_both(store: Store) -> None:
    other = Municipality("58010", "Другой район", "Другой")
    store.save_register(other, [a_school("580101")])
    store.save_roadmap("58010", roadmap())
    store.save_roll(a_roll("580101"))
    rows = [*a_roll(pupils=24), *a_roll("580101", pupils=24)]
    orgs = {one.row.org for one in previews.preview_roll(store, rows).differences}
    assert {"580401", "580101"} <= orgs


def test_the_first_register_of_a_district_changes_nothing(store: Store) -> None:
    other = Municipality("58010", "Другой район", "Другой")
    seen = previews.preview_register(store, other, [a_school("580101")])
    assert (seen.effect, seen.differences) == (EffectLevel.NOTHING, ())
    previews.save_register(store, other, [a_school("580101")], seen)
    assert store.holder_of("580101") == "58010"


def test_a_register_that_lets_a_school_go_shows_its_rows_go(store: Store) -> None:
    gone = replace(school(), valid_to=date(2021, 8, 31))
    seen = previews.preview_register(store, a_municipality(), [gone, a_school("580402")])
    lost = [one for one in seen.existing if one.after is None]
    assert {one.row.org for one in lost} == {"580401"}
    assert {one.opens.code for one in seen.questions if one.opens} == {"not_expected"}


@pytest.mark.parametrize(
    ("changed", "start", "spared"),
    [((2022,), None, ()), ((2021, 2022), 2022, (2021,)), ((2020,), 2021, (2020,))],
)
def test_an_edition_spares_the_years_that_are_over(
    store: Store, changed: tuple[int, ...], start: int | None, spared: tuple[int, ...]
) -> None:
    """В 2022 году: редакция не пересуживает 2020 и 2021 годы, если не названа причина."""
    seen = previews.preview_roadmap(store, CODE, with_target(90, *changed), today=IN_2022)
    assert seen.roadmap is not None
    assert (seen.roadmap.in_force_from, seen.spared) == (start, spared)
    assert {one.row.year for one in seen.differences} <= {2022}
    whole = previews.preview_roadmap(
        store, CODE, with_target(90, *changed), "приказ № 7", today=IN_2022
    )
    assert whole.roadmap is not None
    assert (whole.roadmap.in_force_from, whole.spared) == (None, ())
    assert {one.row.year for one in whole.differences} == {*changed}


def test_a_new_row_or_another_title_judges_a_past_year_anew(store: Store) -> None:
    renamed = [
        replace(row, title="Иное название") if row.number == "9" else row
        for row in roadmap().activities
    ]
    for plan in (
        replace(roadmap(), activities=tuple(renamed)),
        replace(roadmap(), activities=roadmap().activities[:-1]),
    ):
        seen = previews.preview_roadmap(store, CODE, plan, today=IN_2022)
        assert (seen.spared, seen.roadmap and seen.roadmap.in_force_from) == ((2020, 2021), 2022)


def test_a_word_beside_the_definitions_is_no_new_judgement(store: Store) -> None:
    noted = [replace(row, note="Поручение района") for row in roadmap().activities]
    plan = replace(roadmap(), activities=tuple(noted))
    seen = previews.preview_roadmap(store, CODE, plan)
    assert (seen.differences, seen.spared) == ((), ())
    assert previews.save_roadmap(store, CODE, seen) == 2


def test_the_same_text_again_is_stored_already(store: Store) -> None:
    edition = with_target(90, 2021, 2022)
    seen = previews.preview_roadmap(store, CODE, edition, today=IN_2022)
    assert previews.save_roadmap(store, CODE, seen) == 2
    again = previews.preview_roadmap(store, CODE, edition, today=IN_2022)
    assert (again.is_stored, again.differences) == (True, ())
    assert previews.save_roadmap(store, CODE, again) == 2
    told = previews.preview_roadmap(store, CODE, edition, "приказ № 7", today=IN_2022)
    assert not told.is_stored


def test_an_edition_for_years_that_are_all_over_needs_a_reason(store: Store) -> None:
    with pytest.raises(Refused, match=r"\(2020, 2021 и 2022\).*--reason"):
        previews.preview_roadmap(store, CODE, with_target(90, *YEARS))


def test_an_edition_may_judge_a_closed_year_only_when_it_is_open_for_all(store: Store) -> None:
    previews.close_year(store, CODE, 2021, IN_2022, "приказ об итогах")
    edition = with_target(90, 2021)
    with pytest.raises(ClosedYear, match="2021 год закрыт"):
        previews.preview_roadmap(store, CODE, edition, "приказ № 7")
    opened = Reopening(2021, TODAY, TODAY + timedelta(days=1), "ошибка", "начальник", school().code)
    store.reopen_year(CODE, opened)
    with pytest.raises(ClosedYear):
        previews.preview_roadmap(store, CODE, edition, "приказ № 7")
    store.reopen_year(CODE, replace(opened, org=None))
    seen = previews.preview_roadmap(store, CODE, edition, "приказ № 7")
    assert previews.save_roadmap(store, CODE, seen, "приказ № 7") == 2
    assert store.roadmaps(CODE)[2021].edition == 2


# closed years


def test_a_year_keeps_the_verdicts_it_was_closed_with(store: Store) -> None:
    """Выводы на день закрытия: срок, который наступил потом, их не меняет."""
    previews.close_year(store, CODE, 2021, date(2021, 12, 25), "приказ об итогах")
    kept = {(one.indicator, one.org): one for one in store.closed_verdicts(CODE)}
    assert kept["ticket_to_future", None].judged_on == date(2021, 12, 25)
    assert kept["ticket_to_future", None].numerator == 69
    assert previews.turned_verdicts(store, CODE) == ()
    assert previews.judge_closed(store) == ()


def test_a_year_closed_without_verdicts_gets_them_with_the_next_intake(store: Store) -> None:
    store.close_year(CODE, 2021, IN_2022)
    assert store.unjudged_years(CODE) == (2021,)
    receive(b"%PDF", "скан.pdf", context_of(store), store)
    assert store.unjudged_years(CODE) == ()


def test_a_verdict_that_turns_is_told_with_both_sides(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """«Было … , по нынешним правилам …»: вывод, цифра, строка, которой нет."""
    previews.close_year(store, CODE, 2021, IN_2022, "приказ об итогах")
    verdicts = store.closed_verdicts(CODE)

    def kept(self: Store, municipality: str) -> object:
        changes = {
            ("ticket_to_future", None): {"numerator": 999},
            ("open_lessons", None): {"status": "met"},
            ("work_plan", None): {"reason": "unanswered"},
            ("rmo_participants", None): {"indicator": "gone"},
        }
        return tuple(replace(one, **changes.get((one.indicator, one.org), {})) for one in verdicts)

    monkeypatch.setattr(Store, "closed_verdicts", kept)
    words = [one.words.replace("\u00a0", " ") for one in previews.turned_verdicts(store, CODE)]
    assert any("показатель 9, район: было" in one and "(999 из 150)" in one for one in words)
    assert all(one.startswith("2021 год, показатель ") for one in words)
    assert any("причина по нынешним правилам" in one for one in words)
    assert any(one.startswith("2021 год, показатель gone, район") for one in words)
