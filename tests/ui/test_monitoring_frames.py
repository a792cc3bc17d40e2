"""What the tables of the monitoring pages show: Russian columns, numbers as numbers."""

from datetime import date

import pandas as pd
import pytest

from charts.palette import LIGHT
from data_model.roadmap import Kind
from indicators.plan_fact import plan_fact
from tests.spec.district import Promise, district
from ui.monitoring import frames
from ui.monitoring.tables import styled

GIVEN = """
    school  | year | n   | d
    Школа 1 | 2020 | 10  | 100
    Школа 2 | 2020 | 30  | 200
    Школа 1 | 2021 | 40  | 100
    Школа 2 | 2021 | 20  | 200
    Школа 3 | 2021 |     | 50
"""


@pytest.fixture
def rows() -> pd.DataFrame:
    promise = Promise(kind=Kind.GROWING_SHARE, targets={2020: 10, 2021: 35})
    return plan_fact(district(GIVEN, promise), date(2030, 1, 1))


def of_schools(rows: pd.DataFrame, year: int = 2021) -> pd.DataFrame:
    return rows[rows["org"].notna() & (rows["year"] == year)]


def test_a_line_of_the_overview_says_plan_fact_gap_and_bounds(rows: pd.DataFrame) -> None:
    line = frames.overview(rows, 2021, LIGHT).iloc[0]
    assert line["План"] == "не менее 35\u00a0%"
    assert line["Факт"] == "20,0\u00a0%"
    assert line["Из скольких"] == "60\u00a0из\u00a0300"
    assert line["Отклонение"] == "−15,0\u00a0п.\u00a0п."
    assert line["Отставание"] == "45\u00a0чел."
    assert line["Границы"] == "17,1–31,4\u00a0%"
    assert line[frames.TREND].startswith("data:image/svg+xml")


def test_bounds_stand_only_beside_a_provisional_figure(rows: pd.DataFrame) -> None:
    assert frames.overview(rows, 2020, LIGHT).iloc[0]["Границы"] == ""


def test_numbers_of_schools_stay_numbers(rows: pd.DataFrame) -> None:
    table = frames.schools(of_schools(rows))
    assert table["Участников"].tolist()[:2] == [40, 20]
    assert table["Доля, %"].dtype.kind == "f"
    assert table["К прошлому году, чел."].tolist()[:2] == [30, -10]


def test_an_unknown_number_stays_unknown(rows: pd.DataFrame) -> None:
    table = frames.schools(of_schools(rows))
    assert table["Участников"].isna()[2]


def test_a_table_shows_a_decimal_comma(rows: pd.DataFrame) -> None:
    drawn = styled(frames.schools(of_schools(rows)), LIGHT).to_html()
    assert "40,0" in drawn
    assert "40.0" not in drawn


def test_a_verdict_stands_on_its_colour(rows: pd.DataFrame) -> None:
    drawn = styled(frames.schools(of_schools(rows)), LIGHT).to_html()
    assert "#A63A32" in drawn


def test_the_part_of_a_school_is_of_the_sum_of_all(rows: pd.DataFrame) -> None:
    year = rows[rows["year"] == 2021]
    mine = year[year["org"] == "Школа 1"]
    part = frames.part_of_district(mine, year[year["org"].isna()]).iloc[0]
    assert (part["Эта школа"], part["Все школы вместе"]) == (40, 60)
    assert part["Вклад, %"] == pytest.approx(200 / 3)


def test_years_stand_beside_one_another_with_their_change(rows: pd.DataFrame) -> None:
    line = frames.years(rows[rows["org"].isna()], [2020, 2021]).iloc[0]
    assert line["2020"] == "✓\u00a013,3\u00a0%"
    assert line["Изменение"] == "+6,7\u00a0п.\u00a0п."


def test_a_percent_of_a_few_pupils_says_so_and_bears_no_colour(rows: pd.DataFrame) -> None:
    few = of_schools(rows).head(1).assign(numerator=2, denominator=8, actual=25.0, status="missed")
    table = frames.schools(few)
    assert table["Итог"].tolist() == ["✕\u00a0не выполнено, малая база"]
    assert "#A63A32" not in styled(table, LIGHT).to_html()


def test_a_share_just_short_of_its_target_is_told_from_it(rows: pd.DataFrame) -> None:
    close = of_schools(rows).head(1).assign(numerator=227, denominator=413, actual=100 * 227 / 413)
    close = close.assign(target=55.0, target_upper=None, status="partly")
    assert frames.guides(close) == (55.0,)
    assert "54,96" in styled(frames.schools(close), LIGHT, frames.guides(close)).to_html()
    assert frames.on_paper(close)["Доля, %"].tolist() == ["54,96"]
    assert frames.own_rows(close.assign(change_people=0))["Факт"].tolist() == ["54,96\u00a0%"]
    bounded = close.iloc[0].copy()
    bounded["provisional"], bounded["lower"], bounded["upper"] = True, 51.04, 54.98
    assert frames.bounds(bounded) == "51,0–54,98\u00a0%"
