"""Прошлый год считается по своим правилам: определения, названия, состав школ."""

from dataclasses import replace
from datetime import date

from data_model.places import Organisation, OrganisationKind, OrganisationName
from data_model.returns import ParsedReturn
from data_model.roadmap import Period, PeriodKind, Roadmap
from data_model.snapshot import Snapshot
from indicators.plan_fact import plan_fact
from indicators.plan_fact_row import PlanFactRow
from tests.builders import (
    OLDER_GRADES,
    a_district_office,
    a_name,
    a_return,
    a_roadmap,
    a_roll,
    a_school,
    a_snapshot,
    an_activity,
    an_indicator,
    facts_by_grade,
    targets,
)

LATER = date(2030, 1, 1)


def ticket(snapshot: Snapshot) -> dict[tuple[int, str], PlanFactRow]:
    """The rows of «Билет в будущее» by year and organisation (район: пусто)."""
    rows = plan_fact(snapshot, LATER)
    return {(row.year, row.org or ""): row for row in rows if row.indicator == "9"}


def returned(org: str, year: int, each_grade: int) -> ParsedReturn:
    by_grade = dict.fromkeys(OLDER_GRADES, each_grade)
    return a_return(org, year, facts=facts_by_grade(by_grade))


def with_target(roadmap: Roadmap, edition: int, percent: int) -> Roadmap:
    indicator = an_indicator(targets=targets(y2020=percent, y2021=percent, y2022=percent))
    activities = (roadmap.activities[0], an_activity(indicator=indicator))
    return replace(roadmap, edition=edition, activities=activities)


def test_each_year_is_judged_by_the_edition_in_force() -> None:
    """Новый приказ меняет план на 2022 год; 2020 и 2021 остаются при прежнем."""
    old, new = with_target(a_roadmap(), 1, 30), with_target(a_roadmap(), 2, 60)
    returns = tuple(returned("580401", year, 10 + year - 2020) for year in (2020, 2021, 2022))
    rows = ticket(a_snapshot(returns, roadmaps={2020: old, 2021: old, 2022: new}))
    assert {key: row.target for key, row in rows.items()} == {
        (2020, ""): 30.0,
        (2020, "580401"): 30.0,
        (2021, ""): 30.0,
        (2021, "580401"): 30.0,
        (2022, ""): 60.0,
        (2022, "580401"): 60.0,
    }
    matched = rows[2022, ""].matched
    assert matched is not None
    assert matched.before == 66
    assert rows[2022, ""].growth == "met"


def test_a_school_bears_the_name_of_that_year() -> None:
    """Школа переименована в 2021 году: за 2020 год стоит прежнее название."""
    names = (
        OrganisationName("МБОУ ООШ с. Пыркино", "ООШ с. Пыркино", valid_to=date(2021, 8, 31)),
        OrganisationName("МБОУ СОШ с. Пыркино", "СОШ с. Пыркино", valid_from=date(2021, 9, 1)),
    )
    rows = ticket(a_snapshot(organisations=(a_district_office(), a_school(names=names))))
    assert rows[2020, "580401"].org_name == "ООШ с. Пыркино"
    assert rows[2021, "580401"].org_name == "СОШ с. Пыркино"
    assert rows[2021, ""].org_name == "Примерный"


def closing_branch() -> Organisation:
    return a_school(
        "580415",
        kind=OrganisationKind.BRANCH,
        head="580401",
        names=(a_name("Филиал"),),
        valid_to=date(2022, 8, 31),
    )


def test_a_closed_branch_is_expected_until_it_closes() -> None:
    """Филиал закрыт 31.08.2022: в 2020 и 2021 годах его отчёта ждут, в 2022 — нет."""
    roll = tuple(
        row
        for year in (2020, 2021, 2022)
        for org in ("580401", "580415")
        for row in a_roll(org, year)
    )
    places = (a_district_office(), a_school(), closing_branch())
    rows = ticket(a_snapshot(organisations=places, roll=roll))
    expected = {year: rows[year, ""].expected for year in (2020, 2021, 2022)}
    assert expected == {2020: 2, 2021: 2, 2022: 1}
    assert (2022, "580415") not in rows


def test_a_branch_without_a_roll_reports_inside_its_head_school() -> None:
    """У филиала нет своего контингента: отдельной строки у него нет."""
    places = (a_district_office(), a_school(), closing_branch())
    rows = ticket(a_snapshot(organisations=places))
    assert rows[2021, ""].expected == 1
    assert (2021, "580415") not in rows


def test_a_return_of_an_organisation_that_is_not_expected_does_not_count() -> None:
    """Отчёт школы, которой в этом году уже нет, ничего не прибавляет."""
    closed = a_school("580402", valid_to=date(2020, 12, 31))
    returns = (returned("580401", 2021, 10), returned("580402", 2021, 20))
    places = (a_district_office(), a_school(), closed)
    rows = ticket(a_snapshot(returns, organisations=places))
    assert rows[2021, ""].numerator == 60


def test_a_school_year_carries_the_year_in_which_it_ends() -> None:
    """«По итогам учебного года»: 2020/21 относится к 2021 году."""
    spans = {2021: Period(2021, PeriodKind.SCHOOL_YEAR, date(2021, 8, 31))}
    activity = an_activity(indicator=an_indicator(periods=spans))
    roadmap = a_roadmap(activities=(activity,))
    rows = ticket(a_snapshot(roadmaps={2020: roadmap, 2021: roadmap}))
    assert rows[2021, ""].period == "2020/21"
    assert rows[2021, ""].due == date(2021, 8, 31)
    assert rows[2020, ""].period == "2020"
    assert rows[2020, ""].status == "no_target"


def test_a_district_without_organisations_or_returns_is_silent_and_not_failed() -> None:
    """Пустой район: строки есть, вердикт — «нет данных», ошибки нет."""
    rows = ticket(a_snapshot(organisations=(), roll=()))
    assert [row.status for row in rows.values()] == ["no_data"] * 3
    assert {row.reason for row in rows.values()} == {"no_return"}


def test_without_a_roadmap_there_are_no_rows() -> None:
    """Дорожной карты нет: строк нет."""
    assert len(plan_fact(a_snapshot(roadmaps={}), LATER)) == 0


def test_the_first_year_of_a_new_roadmap_has_no_year_before() -> None:
    """В 2021 году начата новая дорожная карта: рост к 2020 году прежней не применим."""
    former = a_roadmap(years=(2020,))
    newer = a_roadmap(code="newer", years=(2021, 2022))
    returns = tuple(returned("580401", year, 10) for year in (2020, 2021, 2022))
    rows = ticket(a_snapshot(returns, roadmaps={2020: former, 2021: newer, 2022: newer}))
    growth = [rows[year, ""].growth for year in (2020, 2021, 2022)]
    assert growth == ["not_applicable", "not_applicable", "missed"]
