"""Хранимая карта на столе: правится строка за строкой, меняется только исправленное."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from data_model.errors import WrongDefinition
from data_model.roadmap import (
    ROLL,
    Kind,
    Level,
    Operator,
    PartOfYear,
    Period,
    PeriodKind,
    Roadmap,
    Scope,
    Target,
)
from loaders.orders import RoadmapProposal, RowProposal
from loaders.orders.review import PART, SIGN, VALUE, YEAR, Review, lines_of, with_lines
from loaders.roadmaps.editions import diff_roadmaps
from loaders.roadmaps.file import read_roadmap_bytes
from loaders.roadmaps.workbook import read_roadmap_workbook, write_roadmap_workbook
from tests.loaders.orders.files import read_as

SHIPPED = sorted(Path("sample_data").glob("roadmap_*.toml"))


def shipped(path: Path = SHIPPED[0]) -> Roadmap:
    return read_roadmap_bytes(path.read_bytes(), path.name)


@pytest.fixture
def stored() -> Roadmap:
    return shipped()


def changed(before: Roadmap, after: Roadmap) -> list[tuple[str, str]]:
    return [(one.row, one.field) for one in diff_roadmaps(before, after)]


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_an_untouched_roadmap_stays_itself(path: Path) -> None:
    """Нетронутая карта остаётся собой."""
    roadmap = shipped(path)
    assert Review.of_stored(roadmap).roadmap() == roadmap


def test_a_mended_target_changes_nothing_else(stored: Roadmap) -> None:
    """Исправленный план меняет только план."""
    review = Review.of_stored(stored)
    row = review.proposal.row("9")
    lines = lines_of(row, stored.years)
    lines[0] |= {VALUE: 25.0}
    after = review.with_row(with_lines(row, lines)).roadmap()
    assert changed(stored, after) == [("9", "план по годам")]
    first = stored.years[0]
    assert after.activity("9").indicator.targets[first] == Target(Decimal(25))


def test_only_a_new_row_waits(stored: Roadmap) -> None:
    """Строки без правки ждут слова человека только у новой."""
    review, number = Review.of_stored(stored).with_new_row("3")
    assert review.waiting == (number,) == ("13",)
    with pytest.raises(WrongDefinition, match="Подтвердите строки: 13"):
        review.roadmap()


def test_an_added_row_stands_in_its_place_with_its_question(stored: Roadmap) -> None:
    """Добавленная строка встаёт на место со своим вопросом."""
    review, number = Review.of_stored(stored).with_new_row("3")
    row = replace(
        review.proposal.row(number),
        title="Охват одарённых детей сменами",
        wording="не менее 20 человек",
        kind=Kind.COUNT,
        targets={stored.years[0]: Target(Decimal(20))},
    )
    after = review.with_row(row).roadmap()
    assert [one.number for one in after.activities][3] == "13"
    assert after.activity("13").indicator.counted == "row_13"
    assert after.activity("13").unsure == ()
    assert changed(stored, after) == [("13", "строка"), ("", "вопрос row_13")]


def test_a_removed_row_takes_its_questions_along(stored: Roadmap) -> None:
    """Удалённая строка уносит вопросы и место в целях."""
    after = Review.of_stored(stored).without_row("9").roadmap()
    assert "ticket_pupils" in {one.code for one in stored.questions}
    assert "ticket_pupils" not in {one.code for one in after.questions}
    assert all("9" not in goal.rows for goal in after.goals)
    assert ("9", "строка") in changed(stored, after)


def test_a_new_number_goes_into_the_goals(stored: Roadmap) -> None:
    """Новый номер строки переходит в цели а вопрос остаётся."""
    review = Review.of_stored(stored)
    row = replace(review.proposal.row("9"), number="9.1")
    after = review.with_row(row, "9").roadmap()
    served = [goal.title for goal in stored.goals if "9" in goal.rows]
    assert [goal.title for goal in after.goals if "9.1" in goal.rows] == served
    assert after.activity("9.1").indicator == stored.activity("9").indicator


def test_a_taken_number_is_refused(stored: Roadmap) -> None:
    """Занятый номер не даётся."""
    review = Review.of_stored(stored)
    with pytest.raises(WrongDefinition, match="занят"):
        review.with_row(replace(review.proposal.row("9"), number="8"), "9")


def test_the_code_of_a_renumbered_row_is_not_given_twice(stored: Roadmap) -> None:
    """Строка 13 стала 12.1 и хранит код row_13; новая 13 получает другой."""
    review, number = Review.of_stored(stored).with_new_row()
    count = {"title": "Смены", "wording": "не менее 2", "kind": Kind.COUNT}
    one = review.with_row(replace(review.proposal.row(number), **count)).roadmap()
    again = Review.of_stored(one)
    moved = again.with_row(replace(again.proposal.row("13"), number="12.1"), "13")
    fresh, number = moved.with_new_row()
    assert number == "13"
    two = fresh.with_row(replace(fresh.proposal.row(number), **count)).roadmap()
    assert [two.activity(row).indicator.code for row in ("12.1", "13")] == ["row_13", "row_13_2"]


def test_a_number_becomes_a_ratio_with_its_denominator(stored: Roadmap) -> None:
    """Число становится долей со знаменателем."""
    review = Review.of_stored(stored)
    row = replace(
        review.proposal.row("3"),
        kind=Kind.COUNT, level=Level.SCHOOL, scope=Scope.DISTRICT_SHARE,
        per=1, whole="Всего педагогов", operator=Operator.AT_MOST,
    )  # fmt: skip
    after = review.with_row(row).roadmap()
    indicator = after.activity("3").indicator
    assert (indicator.counted, indicator.out_of) == ("rmo_participants", "rmo_participants_all")
    assert after.question("rmo_participants_all").text == "Всего педагогов"
    assert indicator.out_of != ROLL
    back = Review.of_stored(after)
    plain = replace(back.proposal.row("3"), per=None, whole="", scope=Scope.DISTRICT_TOTAL)
    dropped = {one.code for one in back.with_row(plain).roadmap().questions}
    assert "rmo_participants_all" not in dropped


def test_split_and_join() -> None:
    """Разделить и объединить."""
    review = Review(read_as("bessonovka"))
    halves, fresh = review.split("4")
    assert (fresh, halves.numbers[3:5]) == ("4а", ("4", "4а"))
    assert halves.proposal.row("4а").title == halves.proposal.row("4").title
    one = halves.joined("4")
    assert one.numbers == review.numbers
    assert one.proposal.row("4").title == review.proposal.row("4").title
    joined = review.joined("2")
    assert "3" not in joined.numbers
    for said in (review.proposal.row("2").title, review.proposal.row("3").title):
        assert said in joined.proposal.row("2").title
    with pytest.raises(WrongDefinition, match="последняя"):
        review.joined("12")


def test_rows_are_moved() -> None:
    """Переставить."""
    review = Review(read_as("bessonovka"))
    assert review.moved("1", 1).numbers[:3] == ("2", "1", "3")
    assert review.moved("1", -1).numbers == review.numbers
    assert review.moved("12", 5).numbers == review.numbers


def test_an_empty_roadmap_is_built_by_hand_and_comes_back_from_its_file() -> None:
    """Пустая карта строится вручную и возвращается из выгрузки."""
    act = replace(read_as("bessonovka").act, number="5", title="")
    review = Review(RoadmapProposal("", act, (), ())).with_head("Одарённые дети", act, (2026, 2027))
    for title, kind in (("Положение о банке данных", Kind.PRESENCE), ("Смены", Kind.COUNT)):
        review, number = review.with_new_row()
        assert review.waiting == (number,)
        row = replace(review.proposal.row(number), title=title, wording=title, kind=kind)
        review = review.with_row(row)
    roadmap = review.roadmap()
    assert [row.number for row in roadmap.activities] == ["1", "2"]
    assert [*roadmap.activities[0].indicator.periods] == [2026, 2027]
    assert diff_roadmaps(roadmap, read_roadmap_workbook(write_roadmap_workbook(roadmap))) == ()


def test_a_plan_is_typed_in_thousands_and_kept_in_whole_numbers() -> None:
    """План пишут в тысячах а хранят полным числом."""
    row = RowProposal(
        "1", "Охват", "", "", (), kind=Kind.COUNT, scale=1000, targets={2026: Target(Decimal(1200))}
    )
    lines = lines_of(row, (2026,))
    assert [(line[YEAR], line[VALUE]) for line in lines] == [(2026, 1.2)]
    lines[0] |= {VALUE: 1.5, SIGN: "не более"}
    assert with_lines(row, lines).targets == {
        2026: Target(Decimal(1500), operator=Operator.AT_MOST)
    }


def test_presence_is_asked_in_the_named_years_only() -> None:
    """Наличие по годам спрашивают только в названные годы."""
    act = read_as("bessonovka").act
    review = Review(RoadmapProposal("Карта", act, (2026, 2027), ()))
    review, number = review.with_new_row()
    row = replace(
        review.proposal.row(number),
        title="Программа", wording="наличие", kind=Kind.PRESENCE,
        targets={2027: Target(Decimal(1))},
    )  # fmt: skip
    indicator = review.with_row(row).roadmap().activities[0].indicator
    assert ([*indicator.targets], [*indicator.periods]) == ([2027], [2026, 2027])


def test_quarters_stay_and_are_mended_line_by_line(stored: Roadmap) -> None:
    """Строка по кварталам: по строке таблицы на квартал, у каждой свой срок и план."""
    days = (date(2022, 3, 31), date(2022, 6, 30), date(2022, 9, 30), date(2022, 12, 31))
    parts = tuple(PartOfYear(day, Target(Decimal(number))) for number, day in enumerate(days, 1))
    row = next(one for one in stored.activities if one.number == "3")
    periods = row.indicator.periods | {2022: Period(2022, PeriodKind.CALENDAR, days[3], parts)}
    quarterly = replace(row, indicator=replace(row.indicator, periods=periods))
    rows = tuple(quarterly if one.number == "3" else one for one in stored.activities)
    roadmap = replace(stored, activities=rows)
    review = Review.of_stored(roadmap)
    one = review.proposal.row("3")
    lines = lines_of(one, roadmap.years)
    assert [line[PART] for line in lines if line[YEAR] == 2022] == [None, 1, 2, 3, 4]
    assert with_lines(one, lines).periods == one.periods
    assert review.with_row(with_lines(one, lines)).roadmap() == roadmap
    lines[-1][VALUE] = 9.0
    mended = with_lines(one, lines).periods[2022].parts[3].target
    assert mended == Target(Decimal(9))
    with pytest.raises(WrongDefinition, match="подряд с 1"):
        with_lines(one, [line for line in lines if line[PART] != 2])
