"""What the tables of the monitoring pages show: Russian columns, numbers as numbers."""

from base64 import b64decode
from dataclasses import replace
from datetime import date
from functools import partial

import pandas as pd
import pytest

from charts.palette import LIGHT
from data_model.compliance import Status
from data_model.roadmap import Kind, Level, Scope
from indicators import wording
from indicators.plan_fact import plan_fact
from indicators.plan_fact_row import PlanFact, PlanFactRow
from indicators.reasons import Reason
from tests.spec.district import Promise, district
from ui.html_table import TableView, drawn
from ui.monitoring import frames
from ui.monitoring.tables import numbers

GIVEN = """
    school  | year | n   | d
    Школа 1 | 2020 | 10  | 100
    Школа 2 | 2020 | 30  | 200
    Школа 1 | 2021 | 40  | 100
    Школа 2 | 2021 | 20  | 200
    Школа 3 | 2021 |     | 50
"""


@pytest.fixture
def found() -> PlanFact:
    promise = Promise(kind=Kind.GROWING_SHARE, targets={2020: 10, 2021: 35})
    return plan_fact(district(GIVEN, promise), date(2030, 1, 1))


def of_schools(found: PlanFact) -> tuple[PlanFactRow, ...]:
    return found.schools(2021)


def words(text: str) -> str:
    return text.replace("\u00a0", " ")


def shown(table: pd.DataFrame, limits: tuple[float, ...] = ()) -> str:
    """The table as the browser gets it."""
    view = TableView("test", "Проба", writes=partial(numbers, limits=limits))
    return drawn(table, view, LIGHT)


def test_a_line_of_the_overview_says_plan_fact_deviation_and_bounds(found: PlanFact) -> None:
    line = frames.overview(found, found.district(2021), LIGHT).iloc[0]
    assert words(line["План"]) == "не менее 35 %"
    assert words(line["Факт"]) == "20,0 %"
    assert (line["Число"], line["Контингент"]) == (60, 300)
    assert line[frames.OFF_POINTS] == pytest.approx(-15)
    assert line[frames.OFF_UNITS] == -45
    assert words(line["Границы"]) == "от 17,1 % до 31,4 %"
    assert line[frames.TREND].startswith("data:image/svg+xml")


def test_deviations_sort_as_numbers_each_unit_in_a_column_of_its_own() -> None:
    """«−12,9 п. п.» стоит ниже «+4,5»: пункты и люди — два числовых столбца."""
    given = """
        school  | year | n  | d
        Школа 1 | 2021 | 40 | 100
        Школа 2 | 2021 | 5  | 100
        Школа 3 | 2021 | 90 | 100
    """
    found = plan_fact(district(given, Promise(targets={2021: 35})), date(2030, 1, 1))
    table = frames.schools(found, found.schools(2021))
    ordered = table.sort_values(frames.OFF_POINTS)
    assert ordered["Школа"].tolist() == ["Школа 2", "Школа 1", "Школа 3"]
    assert table[frames.OFF_UNITS].tolist()[1] == -30
    assert shown(table).count("−30,0") == 1


def test_the_change_to_last_year_is_like_for_like_and_names_both_sums(found: PlanFact) -> None:
    """Изменение считается по школам, ответившим в оба года, и названы обе суммы."""
    line = frames.overview(found, found.district(2021), LIGHT).iloc[0]
    assert line[frames.YEAR_UNITS] == 20
    assert line[frames.YEAR_POINTS] == pytest.approx(100 * 60 / 300 - 100 * 40 / 300)
    assert "40 → 60 чел." in words(line[frames.COMPARED])


def test_bounds_stand_only_beside_a_provisional_figure(found: PlanFact) -> None:
    assert frames.overview(found, found.district(2020), LIGHT).iloc[0]["Границы"] == ""


def test_numbers_of_schools_stay_numbers(found: PlanFact) -> None:
    table = frames.schools(found, of_schools(found))
    assert table["Участников"].tolist()[:2] == [40, 20]
    assert table["Охват, %"].dtype.kind == "f"
    assert table[frames.YEAR_UNITS].tolist()[:2] == [30, -10]


def test_an_unknown_number_stays_unknown(found: PlanFact) -> None:
    table = frames.schools(found, of_schools(found))
    assert table["Участников"].isna()[2]


def test_the_totals_under_a_table_come_out_and_name_what_was_set_aside(found: PlanFact) -> None:
    """Сумма столбца равна сумме под таблицей, не вошедшие названы с причиной."""
    rows = of_schools(found)
    table = frames.schools(found, rows)
    row = found.district(2021)[0]
    assert (table["Участников"].sum(), table["Контингент"].sum()) == (
        row.numerator,
        row.denominator,
    )
    assert words(frames.totals(row, rows)) == (
        "Итого: 60 из 300 чел., 20,0 % — по 2 организациям. "
        "Не вошли: Школа 3 — отчёт сдан, ответ неполный."
    )


def test_the_totals_of_each_school_are_k_of_n() -> None:
    given = """
        school  | year | n
        Школа 1 | 2021 | 3
        Школа 2 | 2021 | 1
        Школа 3 | 2021 | не сдан
    """
    promise = Promise(kind=Kind.COUNT, scope=Scope.EACH_SCHOOL, targets={2021: 3}, by_grade=False)
    found = plan_fact(district(given, promise), date(2030, 1, 1))
    row, schools = found.district(2021)[0], found.schools(2021)
    assert words(frames.totals(row, schools)) == (
        "Итого: выполнили 1 из 2 ответивших, всего 4. Не вошли: Школа 3 — отчёт не сдан."
    )
    line = frames.overview(found, (row,), LIGHT).iloc[0]
    assert words(line["План"]) == "все 3 организации"
    assert words(line["Факт"]) == "1 из 2"


def test_a_table_shows_a_decimal_comma(found: PlanFact) -> None:
    drawn = shown(frames.schools(found, of_schools(found)))
    assert "40,0" in drawn
    assert "40.0" not in drawn


def test_a_verdict_stands_on_its_colour(found: PlanFact) -> None:
    drawn = shown(frames.schools(found, of_schools(found)))
    assert "#A63A32" in drawn
    assert "✕\u00a0ниже ориентира" in drawn


def test_the_years_of_the_schools_stand_beside_one_another_on_one_scale(found: PlanFact) -> None:
    """Малые кратные: у всех школ один масштаб, документы и малые базы не рисуются."""
    rows = of_schools(found)
    table = frames.over_years(frames.schools(found, rows), found, rows, LIGHT)
    drawings = [b64decode(one.partition(",")[2]).decode() for one in table[frames.TREND]]
    assert drawings[0].count("<circle") == 2
    assert len(set(drawings)) > 1
    small = [a_few(found)]
    assert frames.TREND not in frames.over_years(frames.schools(found, small), found, (), LIGHT)


def test_the_part_of_a_school_is_of_the_sum_of_all(found: PlanFact) -> None:
    mine = found.of_place("Школа 1", 2021)
    part = frames.part_of_district(mine, found.district(2021)).iloc[0]
    assert (part["Эта школа"], part["Все школы вместе"]) == (40, 60)
    assert part["Вклад, %"] == pytest.approx(200 / 3)


def test_years_stand_beside_one_another_with_their_change(found: PlanFact) -> None:
    line = frames.years(found, found.of_place(None), [2020, 2021]).iloc[0]
    assert line["2020"] == "✓\u00a013,3\u00a0%"
    assert line[frames.YEAR_POINTS] == pytest.approx(20 / 3)


def a_few(found: PlanFact) -> PlanFactRow:
    row = of_schools(found)[0]
    small = {"numerator": 2, "denominator": 8, "actual": 25.0, "small_base": True, "deficit": 1}
    return replace(row, **small, status=Status.MISSED, reason=Reason.BELOW)


def test_a_small_base_is_told_as_n_of_d_and_nothing_more(found: PlanFact) -> None:
    """«2 из 8, малая база»: ни знака, ни слова вывода, ни процента, ни отставания, ни цвета."""
    table = frames.schools(found, [a_few(found)])
    assert table[frames.VERDICT].tolist() == ["малая база"]
    assert (table["Участников"].tolist(), table["Контингент"].tolist()) == ([2], [8])
    assert "Охват, %" not in table
    assert not {frames.OFF_POINTS, frames.OFF_UNITS, "Пояснение"} & set(table.columns)
    assert "#A63A32" not in shown(table)
    assert words(frames.matrix([a_few(found)]).iloc[0, 1]) == "2 из 8, малая база"


def test_a_number_of_a_school_under_a_district_total_has_no_verdict_word() -> None:
    """Вклад школы — число; кто не ответил — «нет данных», и никогда «не предусмотрено»."""
    given = """
        school  | year | n
        район   | 2021 | 5
        Школа 1 | 2021 | 3
        Школа 2 | 2021 | не сдан
    """
    promise = Promise(
        kind=Kind.COUNT,
        level=Level.MUNICIPALITY,
        scope=Scope.DISTRICT_TOTAL,
        targets={2021: 3},
        control=True,
        by_grade=False,
    )
    found = plan_fact(district(given, promise), date(2030, 1, 1))
    rows = found.schools(2021)
    assert frames.schools(found, rows)[frames.VERDICT].tolist() == ["вклад", "?\u00a0нет данных"]
    assert frames.matrix(rows).iloc[:, 1].tolist() == ["3", "?\u00a0нет данных"]
    assert "не предусмотрено" not in frames.own_rows(found, rows).to_string()


def test_not_foreseen_not_applicable_and_no_data_have_three_signs() -> None:
    given = """
        school  | year | n       | d
        Школа 1 | 2021 | 4       | 40
        Школа 2 | 2021 | не сдан | 40
        Школа 3 | 2021 | 0       | 0
    """
    asked = plan_fact(district(given, Promise(targets={2021: 35})), date(2030, 1, 1))
    unasked = plan_fact(district(given, Promise()), date(2030, 1, 1))
    signs = [wording.verdict(row)[0] for row in asked.schools(2021)[1:]]
    assert [*signs, wording.verdict(unasked.district(2021)[0])[0]] == ["?", "∅", "—"]


def test_a_share_just_short_of_its_target_is_told_from_it(found: PlanFact) -> None:
    close = replace(
        of_schools(found)[0],
        numerator=227,
        denominator=413,
        actual=100 * 227 / 413,
        target=55.0,
        deviation=100 * 227 / 413 - 55,
        deficit=1,
        status=Status.PARTLY,
        reason=Reason.NEARLY,
    )
    table, limits = frames.schools(found, [close]), frames.guides([close])
    assert limits == (55.0,)
    assert "54,96" in shown(table, limits)
    assert frames.on_paper(table, limits)["Охват, %"].tolist() == ["54,96"]
    assert frames.own_rows(found, [close])["Факт"].tolist() == ["54,96\u00a0%"]


def test_a_year_and_a_number_of_a_row_are_names_and_bear_no_spaces() -> None:
    table = pd.DataFrame({"Год": [2022], "№": [10], "Число": [1846]})
    drawn = shown(table)
    assert ">2022<" in drawn
    assert ">1\u00a0846<" in drawn


def test_the_file_holds_plan_and_fact_as_numbers_that_the_screen_tells_in_words(
    found: PlanFact,
) -> None:
    """В файле: «План, %» и «Факт, %» — числа, рядом «не менее»; слов с числами в нём нет."""
    (row,) = found.district(2021)
    shown = frames.overview(found, [row], LIGHT)
    kept = frames.in_file(shown)
    assert (kept["План, %"].iloc[0], kept["Факт, %"].iloc[0]) == (row.target, row.actual)
    assert kept[frames.CONDITION].iloc[0] == "не менее"
    assert kept.columns.intersection([*frames.IN_WORDS, frames.TREND]).empty
    assert shown["Факт"].iloc[0].endswith("%")
    assert frames.on_paper(shown).columns.intersection(frames.FOR_FILES).empty
