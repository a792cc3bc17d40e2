"""«У вывода есть причина»: ровно одна, первая из списка, и слова выбирают по обеим."""

from dataclasses import replace
from datetime import date

import pytest

from data_model.places import RollRow
from data_model.returns import Problem, Severity, StoredProblem, ValueState
from data_model.roadmap import Kind, Level, Period, PeriodKind, Scope, roll_date
from data_model.snapshot import Snapshot
from indicators import wording
from indicators.plan_fact import plan_fact
from indicators.plan_fact_row import PlanFactRow
from tests.spec.conftest import LATER, Spec, row_of
from tests.spec.district import Promise, district


def test_the_first_reason_of_the_list_counts(spec: Spec) -> None:
    """Контингента нет — это раньше, чем «отчёт не сдан»; «н/д» раньше, чем «нет ответа»."""
    spec(
        given="""
            school  | year | n       | d
            Школа 1 | 2021 | 1       | 0
            Школа 2 | 2021 | не сдан |
            Школа 3 | 2021 | причина | 100
            Школа 4 | 2021 |         | 100
            Школа 5 | 2021 | не сдан | 100
            Школа 6 | 2021 | 60      | 100
            Школа 7 | 2021 | 45      | 100
            Школа 8 | 2021 | 40      | 100
            Школа 9 | 2021 | 101     | 100
        """,
        targets={2021: 55},
        expected="""
            school  | year | reason           | status         | deviation | deficit
            Школа 1 | 2021 | no_base          | not_applicable |           |
            Школа 2 | 2021 | base_unknown     | no_data        |           |
            Школа 3 | 2021 | declared_no_data | no_data        |           |
            Школа 4 | 2021 | unanswered       | no_data        |           |
            Школа 5 | 2021 | no_return        | no_data        |           |
            Школа 6 | 2021 | reached          | met            | 5.0       |
            Школа 7 | 2021 | nearly           | partly         | -10.0     | 10
            Школа 8 | 2021 | below            | missed         | -15.0     | 15
            Школа 9 | 2021 | n_above_d        | no_data        |           |
        """,
    )


def test_a_year_without_a_target_is_not_asked_and_a_school_under_a_total_contributes(
    spec: Spec,
) -> None:
    """«Не предусмотрено» не прикрывает «не сдан» и «н/д»: вклад — число или «нет данных»."""
    rows = spec(
        given="""
            school  | year | n
            район   | 2021 | 3
            Школа 1 | 2021 | 2
            Школа 2 | 2021 | не сдан
            Школа 3 | 2021 | причина
            район   | 2022 | 3
            Школа 1 | 2022 | 2
            Школа 2 | 2022 | не сдан
        """,
        kind=Kind.COUNT,
        level=Level.MUNICIPALITY,
        scope=Scope.DISTRICT_TOTAL,
        by_grade=False,
        control=True,
        targets={2021: 3},
        expected="""
            school  | year | reason           | status    | actual
            район   | 2021 | reached          | met       | 3.0
            Школа 1 | 2021 | contribution     | no_target | 2.0
            Школа 2 | 2021 | no_return        | no_target |
            Школа 3 | 2021 | declared_no_data | no_target |
            район   | 2022 | not_asked        | no_target | 3.0
            Школа 1 | 2022 | not_asked        | no_target | 2.0
            Школа 2 | 2022 | not_asked        | no_target |
        """,
    )
    said = [
        (wording.matrix_text(row_of(rows, school, year)), wording.word(row_of(rows, school, year)))
        for school, year in (("Школа 1", 2021), ("Школа 2", 2021), ("Школа 2", 2022))
    ]
    assert said == [("2", "вклад"), ("?", "нет данных"), ("—", "не предусмотрено")]


def test_the_three_states_without_a_figure_have_three_signs(spec: Spec) -> None:
    """«Не предусмотрено», «не применимо» и «нет данных» — три знака, три слова."""
    rows = spec(
        given="""
            school  | year | n       | d
            Школа 1 | 2021 | 0       | 0
            Школа 2 | 2021 | не сдан | 100
            Школа 2 | 2022 | не сдан | 100
        """,
        targets={2021: 55},
        expected="""
            school  | year | reason
            Школа 1 | 2021 | no_base
            Школа 2 | 2021 | no_return
            Школа 2 | 2022 | not_asked
        """,
    )
    found = [
        row_of(rows, *key) for key in (("Школа 1", 2021), ("Школа 2", 2021), ("Школа 2", 2022))
    ]
    assert [wording.verdict(row) for row in found] == [
        "∅\u00a0не применимо",
        "?\u00a0нет данных",
        "—\u00a0не предусмотрено",
    ]
    assert [wording.fact_cell(row) for row in found] == ["∅", "н/д", "—"]


def test_a_grade_above_its_roll_makes_the_school_a_missing_one(spec: Spec) -> None:
    """В 7 классе указано больше, чем учится: число школы неизвестно, её база — в границах."""
    spec(
        given="""
            school  | year | grade | n  | d
            Школа 1 | 2021 | 6     | 10 | 50
            Школа 1 | 2021 | 7     | 60 | 50
            Школа 2 | 2021 | 6     | 20 | 50
            Школа 2 | 2021 | 7     | 20 | 50
        """,
        targets={2021: 30},
        expected="""
            school  | year | numerator | actual | status  | reason    | reported | lower | upper
            Школа 1 | 2021 |           |        | no_data | set_aside | 0        |       |
            район   | 2021 | 40        | 40.0   | met     | reached   | 1        | 20.0  | 70.0
        """,
    )


def test_a_school_that_counts_too_many_is_out_of_the_pairs_of_growth(spec: Spec) -> None:
    """Больше, чем обучающихся, — не рост: школа не сравнивается с прошлым годом."""
    spec(
        given="""
            school  | year | n   | d
            Школа 1 | 2020 | 30  | 100
            Школа 1 | 2021 | 130 | 100
            Школа 2 | 2020 | 30  | 100
            Школа 2 | 2021 | 40  | 100
        """,
        kind=Kind.GROWING_SHARE,
        targets={2020: 20, 2021: 35},
        expected="""
            school  | year | growth  | previous | now | reason
            район   | 2021 | met     | 30       | 40  | reached
            Школа 1 | 2021 | no_data |          |     | n_above_d
        """,
    )


def test_part_of_another_question_is_never_more_than_it(spec: Spec) -> None:
    """«Получили рекомендации» больше, чем «прошли диагностику», — вопрос, а не 150 %."""
    spec(
        given="""
            school  | year | n  | whole | d
            Школа 1 | 2021 | 90 | 60    | 100
        """,
        out_of="whole",
        targets={2021: 50},
        expected="""
            school  | year | actual | status  | reason    | stated | stated_of
            Школа 1 | 2021 |        | no_data | n_above_d | 90     | 60
            район   | 2021 |        | no_data | n_above_d |        |
        """,
    )


def test_a_base_that_a_return_would_tell_is_not_missed_before_the_return(spec: Spec) -> None:
    """Знаменатель — другой вопрос: пока отчёта нет, его и не хватает; в сданном — нет базы."""
    spec(
        given="""
            school  | year | n       | whole | d
            Школа 1 | 2021 | не сдан |       | 100
            Школа 2 | 2021 | 10      |       | 100
        """,
        out_of="whole",
        targets={2021: 50},
        expected="""
            school  | year | reason
            Школа 1 | 2021 | no_return
            Школа 2 | 2021 | base_unknown
        """,
    )


def asked_about(snapshot: Snapshot, school: str, *, is_open: bool = True) -> Snapshot:
    """A value of the school was set aside at the intake, with a question about its cell."""
    facts = tuple(
        stored._replace(
            fact=stored.fact._replace(value=None, state=ValueState.NO_DATA, written="1O")
        )
        if stored.org == school
        else stored
        for stored in snapshot.facts
    )
    problem = Problem("not_a_number", Severity.QUESTION, "?", "Показатели", "C7")
    asked = StoredProblem(school, 2021, 1, problem, is_open)
    return replace(snapshot, facts=facts, problems=(asked,))


@pytest.mark.parametrize(("is_open", "reason"), [(True, "set_aside"), (False, "declared_no_data")])
def test_a_value_that_is_asked_about_is_named_as_such(is_open: bool, reason: str) -> None:
    """Записанное под вопросом — не «нет ответа» и не «не сдано», пока вопрос открыт."""
    drawn = district(
        """
        school  | year | n  | d
        Школа 1 | 2021 | 10 | 100
        Школа 2 | 2021 | 60 | 100
        """,
        Promise(targets={2021: 55}),
    )
    rows = plan_fact(asked_about(drawn, "Школа 1", is_open=is_open), LATER)
    assert row_of(rows, "Школа 1", 2021).reason == reason
    assert row_of(rows, "район", 2021).reported == 1


def test_a_small_base_has_no_verdict_in_words(spec: Spec) -> None:
    """«4 из 9, малая база»: ни слова вывода, ни цвета; в данных вывод остаётся."""
    rows = spec(
        given="""
            school  | year | n | d
            Школа 1 | 2021 | 4 | 9
            Школа 2 | 2021 | 4 | 10
        """,
        targets={2021: 35},
        expected="""
            school  | year | status | small_base
            Школа 1 | 2021 | met    | True
            Школа 2 | 2021 | met    | False
            район   | 2021 | met    | False
        """,
    )
    small, whole = row_of(rows, "Школа 1", 2021), row_of(rows, "Школа 2", 2021)
    assert wording.matrix_text(small) == "4\u00a0из\u00a09"
    assert (wording.verdict(small), wording.shown_status(small)) == ("малая база", "no_target")
    assert wording.verdict(whole) == "✓\u00a0ориентир достигнут"
    assert "малая база" in wording.sentence(small)


@pytest.mark.parametrize(
    ("n", "word"),
    [(60, "✓ ориентир достигнут"), (50, "½ близко к ориентиру"), (10, "✕ ниже ориентира")],
)
def test_a_school_is_never_failed_by_the_target_of_the_district(
    spec: Spec, n: int, word: str
) -> None:
    """План района для школы — ориентир: «не выполнено» о ней не говорится."""
    rows = spec(
        given=f"""
            school  | year | n   | d
            Школа 1 | 2021 | {n} | 100
        """,
        targets={2021: 55},
        expected="""
            school  | year | target
            Школа 1 | 2021 | 55.0
        """,
    )
    assert wording.verdict(row_of(rows, "Школа 1", 2021)).replace("\u00a0", " ") == word


# the base follows the period

SCHOOL_YEAR = {2021: Period(2021, PeriodKind.SCHOOL_YEAR, date(2021, 8, 31))}


def of_school_year(snapshot: Snapshot) -> Snapshot:
    """The same district with its row in a school year, «в течение 2020/21 учебного года»."""
    roadmap = snapshot.roadmaps[2021]
    (activity,) = roadmap.activities
    indicator = replace(activity.indicator, periods=SCHOOL_YEAR)
    changed = replace(roadmap, activities=(replace(activity, indicator=indicator),))
    return replace(snapshot, roadmaps={2021: changed})


def school_year_row(roll: tuple[RollRow, ...], org: str | None = None) -> PlanFactRow:
    drawn = district(
        """
        school  | year | n  | d
        Школа 1 | 2021 | 55 | 50
        """,
        Promise(targets={2021: 55}),
    )
    known = replace(drawn.organisations[0], valid_from=date(2015, 1, 1))
    rows = plan_fact(of_school_year(replace(drawn, roll=roll, organisations=(known,))), LATER)
    row = rows.numbered(2021, "1", org)
    assert row is not None
    return row


OF_2020 = RollRow("Школа 1", 2020, roll_date(2020), 9, 100)
OF_2021 = RollRow("Школа 1", 2021, roll_date(2021), 9, 50)


def test_a_school_year_takes_the_roll_of_the_september_in_which_it_begins() -> None:
    """2020/21: доля от контингента на 20.09.2020 — тех, с кем работали, а не следующих."""
    row = school_year_row((OF_2020, OF_2021))
    assert (row.period, row.base_date) == ("2020/21", date(2020, 9, 20))
    assert (row.numerator, row.denominator, row.status) == (55, 100, "met")
    assert row.base == "9\u00a0класс, на\u00a020.09.2020"


def test_a_missing_roll_is_asked_for_by_its_day_and_never_replaced() -> None:
    """Контингента на 20.09.2020 нет: другой год его не заменяет, день назван."""
    row = school_year_row((OF_2021,), "Школа 1")
    assert (row.denominator, row.reason) == (None, "base_unknown")
    assert wording.explanation(row) == "нет контингента на 20.09.2020"
    assert wording.action(row) == "загрузить контингент на 20.09.2020"


def test_the_members_of_a_row_are_those_of_its_base_day() -> None:
    """Школа закрыта летом 2021 года: по строке 2020/21 она ещё ожидается."""
    drawn = district(
        """
        school  | year | n  | d
        Школа 1 | 2021 | 55 | 100
        Школа 2 | 2021 | 20 | 100
        """,
        Promise(targets={2021: 55}),
    )
    closed = replace(
        drawn.organisations[0], valid_from=date(2015, 1, 1), valid_to=date(2021, 8, 31)
    )
    opened = replace(drawn.organisations[1], valid_from=date(2021, 9, 1), valid_to=None)
    snapshot = of_school_year(replace(drawn, organisations=(closed, opened), roll=(OF_2020,)))
    assert [place.code for place in snapshot.expected(2021)] == ["Школа 1"]
    rows = plan_fact(snapshot, LATER)
    assert [row.org for row in rows] == [None, "Школа 1"]


# like for like


def test_a_change_is_taken_over_those_that_answered_in_both_years(spec: Spec) -> None:
    """К прошлому году: 40 из 100 и 60 из 100 у тех же школ, хотя по всем было 40 и стало 35 %."""
    rows = spec(
        given="""
            school  | year | n       | d
            Школа 1 | 2020 | 40      | 100
            Школа 2 | 2020 | не сдан | 100
            Школа 1 | 2021 | 60      | 100
            Школа 2 | 2021 | 10      | 100
        """,
        targets={2020: 55, 2021: 55},
        expected="""
            school | year | actual | previous | now
            район  | 2020 | 40.0   |          |
            район  | 2021 | 35.0   | 40       | 60
        """,
    )
    matched = row_of(rows, "район", 2021).matched
    assert matched is not None
    assert (matched.organisations, matched.shares, matched.people) == (1, (40.0, 60.0), 20)
