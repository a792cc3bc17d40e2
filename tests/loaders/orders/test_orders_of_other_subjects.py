"""Orders of other subjects: gifted children, upbringing, preschool, objectivity, staff, mentoring.

Invented, in the layouts that offices use; each is read as a careful person there reads it.
"""
# ruff: noqa: E501

from datetime import date
from decimal import Decimal

import pytest

from data_model.roadmap import spread
from loaders.orders import read_order
from loaders.orders.confirm import FieldCorrection, confirm
from tests.loaders.orders.files import as_word, read_as, text_of
from tests.loaders.orders.meanings import drawn, expected

MEANINGS = {
    "years_of_a_programme_in_words": """
        1 | share | >= 2023: 99, 2024: 99.2, 2025: 99.5, 2026: 99.5 % | school | district_share | 2023 31.12.23, 2024 31.12.24, 2025 31.12.25, 2026 31.12.26
        2! | ? | ? | ? | - | 2023 31.12.23, 2024 31.12.24, 2025 31.12.25, 2026 31.12.26
        3 | share | <= 2023: 9, 2024: 7, 2025: 5, 2026: 0 % | school | district_share | 2023 31.12.23, 2024 31.12.24, 2025 31.12.25, 2026 31.12.26
        4 | count | >= 2023: 2, 2024: 3, 2025: 4, 2026: 5 ед. | municipality | district_total | 2023 31.12.23, 2024 31.12.24, 2025 31.12.25, 2026 31.12.26
    """,
    "beginnings_and_ends": """
        1! | share_of_orgs | >= 100 % | school | district_share | 2025 30.04.25
        2 | count | >= 60 чел. | municipality | district_total | 2025 15.03.25
        3! | count | >= 12 чел. | municipality | district_total | 2025 20.12.25
        4 | presence | exists | municipality | - | 2026 01.12.26
        5! | growth | >= 3 п. п. | school | district_share | 2026 31.12.26
    """,
    "indicators_under_a_section": """
        1 | share_of_orgs | >= 100 % | school | district_share | 2023 31.12.23
        2 | count | >= 15 ед. | municipality | district_total | 2023 31.12.23
        3 | growth | <= -10 % | municipality | district_total | 2023 31.12.23
        4 | count | >= 350 чел. | municipality | district_total | 2023 31.12.23
        5! | ? | ? | ? | - | 2023 31.12.23
    """,
    "talents_with_baselines": """
        1 | share | >= 2023: 45, 2024: 50, 2025: 55 % | school | district_share | 2023 31.12.23, 2024 31.12.24, 2025 31.12.25
        2 | count | >= 2023: 7, 2024: 8, 2025: 10 чел. | municipality | district_total | 2023 31.12.23, 2024 31.12.24, 2025 31.12.25
        3 | count | >= 2023: 500, 2024: 600, 2025: 750 чел. | municipality | district_total | 2023 31.12.23, 2024 31.12.24, 2025 31.12.25
        4 | count | >= 12 ед. | municipality | district_total | 2023 31.12.23, 2024 31.12.24, 2025 31.12.25
    """,
    "talents_by_sections": """
        1.1 | presence | exists | municipality | - | 2024/25 30.09.24
        1.2! | ? | ? | ? | - | 2024/25 31.08.25, 2025/26 31.08.26
        2.1 | share | >= 60 % | school | district_share | 2024/25 31.10.24, 2025/26 31.10.25
        2.2! | count | >= 2 ед. | municipality | district_total | 2024/25 31.08.25, 2025/26 31.08.26
        2.2а! | count | >= 50 чел. | municipality | district_total | 2024/25 31.08.25, 2025/26 31.08.26
        2.3 | count | >= 1 ед. | school | each_school | 2024/25 30.04.25, 2025/26 30.04.26
        2.4 | count | >= 10 ед. | municipality | district_total | 2024/25 31.05.25, 2025/26 31.05.26
        2.5! | ? | ? | ? | - | 2024/25 30.06.25, 2025/26 30.06.26
        3.1 | share | >= 2026: 30 % | school | district_share | 2024/25 31.08.25, 2025/26 31.08.26
        3.2! | count | >= 2 чел. | school | district_share | 2024/25 31.08.25, 2025/26 31.08.26
    """,
    "summer_of_talents": """
        1 | presence | exists | school | each_school | 2024 15.06.24
        2! | count | >= 120 чел. | municipality | district_total | 2024 31.07.24
        3 | count | >= 500 ед. | municipality | district_total | 2024 31.08.24
        4! | ? | ? | ? | - | 2024 31.08.24
        5 | presence | exists | municipality | - | 2024 05.09.24
    """,
    "upbringing_with_values": """
        1 | presence | exists | municipality | - | 2025 31.03.25
        2! | count | >= 9 ед. | municipality | district_total | 2025 31.12.25
        3 | share | >= 100 % | school | district_share | 2025 31.12.25
        4! | growth | <= -10 % | school | district_total | 2025 31.12.25
        5 | share_of_orgs | >= 95 % | school | district_share | 2025 01.09.25
        6! | count | >= 4 ед. | school | district_share | 2025 31.12.25
        7! | count | <= 1500 чел. | school | district_total | 2025 31.12.25
        8 | presence | exists | school | each_school | 2025 31.12.25
    """,
    "regional_upbringing": """
        1 | share_of_orgs | >= 100 % | school | district_share | 2023 31.12.23, 2024 31.12.24, 2025 31.12.25
        2 | count | >= 2023: 10000, 2024: 12000, 2025: 15000 чел. | municipality | district_total | 2023 31.12.23, 2024 31.12.24, 2025 31.12.25
        3! | ? | ? | ? | - | 2023 31.12.23, 2024 31.12.24, 2025 31.12.25
    """,
    "preschool_per_teacher": """
        1! | ? | ? | ? | - | 2024 31.12.24, 2025 31.12.25, 2026 31.12.26
        2! | count | <= 2024: 12, 2025: 11.5, 2026: 11 чел. | school | district_share | 2024 31.12.24, 2025 31.12.25, 2026 31.12.26
        3 | share | >= 2024: 50, 2025: 55, 2026: 60 % | school | district_share | 2024 31.12.24, 2025 31.12.25, 2026 31.12.26
        4 | share_of_orgs | >= 2024: 40, 2025: 45, 2026: 50 % | school | district_share | 2024 31.12.24, 2025 31.12.25, 2026 31.12.26
        5! | count | >= 2024: 145, 2025: 150, 2026: 155 дней в год | municipality | district_total | 2024 31.12.24, 2025 31.12.25, 2026 31.12.26
        6! | count | <= 2024: 7, 2025: 6.8, 2026: 6.5 дней | school | district_share | 2024 31.12.24, 2025 31.12.25, 2026 31.12.26
        7! | count | <= 2024: 60, 2025: 30, 2026: 0 чел. | municipality | district_total | 2024 31.12.24, 2025 31.12.25, 2026 31.12.26
        8 | share | >= 2024: 99, 2025: 99.5, 2026: 100 % | school | district_share | 2024 31.12.24, 2025 31.12.25, 2026 31.12.26
    """,
    "preschool_goals_and_tasks": """
        3 | count | >= 2024: 0, 2025: 120, 2026: 0, 2027: 0, 2028: 90 мест | municipality | district_total | 2024 31.12.24, 2025 31.12.25, 2026 31.12.26, 2027 31.12.27, 2028 31.12.28
        4! | ? | ? | ? | - | 2024 31.12.24, 2025 31.12.25, 2026 31.12.26, 2027 31.12.27, 2028 31.12.28
        5! | ? | ? | ? | - | 2024 31.12.24, 2025 31.12.25, 2026 31.12.26, 2027 31.12.27, 2028 31.12.28
        7 | share | >= 2024: 20, 2025: 21, 2026: 22, 2027: 23, 2028: 25 % | school | district_share | 2024 31.12.24, 2025 31.12.25, 2026 31.12.26, 2027 31.12.27, 2028 31.12.28
        8! | ? | ? | ? | - | 2024 31.12.24, 2025 31.12.25, 2026 31.12.26, 2027 31.12.27, 2028 31.12.28
    """,
    "objectivity_of_tests": """
        1 | presence | exists | municipality | - | 2023/24 31.08.23
        2 | share_of_orgs | <= 5 % | school | district_share | 2023/24 31.10.23
        3 | share_of_orgs | >= 30 % | school | district_share | 2023/24 31.05.24
        4! | share | >= 10 % | school | district_share | 2023/24 31.05.24
        5 | count | >= 15 чел. | municipality | district_total | 2023/24 01.03.24
        6! | count | >= 1 ед. | school | each_school | 2023/24 31.08.24
        7 | share | >= 70 % | school | district_share | 2023/24 30.06.24
        8! | share_of_orgs | >= 100 % | school | district_share | 2023/24 30.06.24
    """,
    "methodical_indicators": """
        1 | share | >= 2024: 70, 2025: 75, 2026: 80 % | school | district_share | 2023/24 31.08.24, 2024/25 31.08.25, 2025/26 31.08.26
        2 | count | >= 2024: 8, 2025: 10, 2026: 12 ед. | municipality | district_total | 2023/24 31.08.24, 2024/25 31.08.25, 2025/26 31.08.26
        3 | presence | exists | municipality | - | 2023/24 31.08.24, 2024/25 31.08.25, 2025/26 31.08.26
        4 | share | >= 100 % | school | district_share | 2023/24 31.08.24, 2024/25 31.08.25, 2025/26 31.08.26
        5! | ? | ? | ? | - | 2023/24 31.08.24, 2024/25 31.08.25, 2025/26 31.08.26
        6! | count | <= 2024: 60, 2025: 55, 2026: 50 чел. | school | district_share | 2023/24 31.08.24, 2024/25 31.08.25, 2025/26 31.08.26
        7! | ? | ? | ? | - | 2023/24 31.08.24, 2024/25 31.08.25, 2025/26 31.08.26
    """,
    "staff_against_last_year": """
        1.1! | ? | ? | ? | - | 2024 31.12.24
        1.2! | ? | ? | ? | - | 2024 31.12.24
        1.3! | growth | >= 3 п. п. | school | district_share | 2024 31.12.24
        1.4! | count | >= 2 ед. | school | district_share | 2024 31.05.24
        1.5! | ? | ? | ? | - | 2024 31.12.24
        2.1! | ? | ? | ? | - | 2024 31.12.24
        2.2 | count | <= 8 ед. | municipality | district_total | 2024 01.09.24
    """,
    "mentoring_with_a_base_year": """
        1 | share | >= 2022: 30, 2023: 50, 2024: 70 % | school | district_share | 2022 31.12.22, 2023 31.12.23, 2024 31.12.24
        2 | share | >= 2022: 40, 2023: 60, 2024: 70 % | school | district_share | 2022 31.12.22, 2023 31.12.23, 2024 31.12.24
        3! | ? | ? | ? | - | 2022 31.12.22, 2023 31.12.23, 2024 31.12.24
        4 | count | >= 2022: 2, 2023: 4, 2024: 6 ед. | municipality | district_total | 2022 31.12.22, 2023 31.12.23, 2024 31.12.24
    """,
    "school_leaders": """
        1 | share | >= 80 % | school | district_share | 2023 31.12.23
        2! | ? | ? | ? | - | 2023 31.12.23
        3 | count | >= 5 чел. | municipality | district_total | 2023 31.12.23
    """,
    "sport_by_quarters": """
        1 | count | >= 20 ед. | municipality | district_total | 2026 31.12.26
        2 | share | >= 40 % | school | district_share | 2026 31.12.26
        3! | count | >= 1250 чел. | municipality | district_total | 2026 31.12.26
    """,
    "quality_by_paths": """
        1 | share | <= 2021: 3, 2022: 2, 2023: 1 % | school | district_share | 2021 31.12.21, 2022 31.12.22, 2023 31.12.23
        2! | count | >= 45 чел. | municipality | district_total | 2021 31.12.21, 2022 31.12.22, 2023 31.12.23
        3! | growth | >= 5 п. п. | school | district_share | 2023 31.12.23
        4 | count | >= 2021: 2, 2022: 3 ед. | municipality | district_total | 2021 31.12.21, 2022 31.12.22
        5! | count | >= 3 ед. | school | district_share | 2022 31.12.22, 2023 31.12.23
        6! | share | >= 100 % | school | district_share | 2021 31.12.21
        7! | count | >= 12 ед. | municipality | district_total | 2021 31.12.21, 2022 31.12.22, 2023 31.12.23
        8! | ? | ? | ? | - | 2021 31.12.21, 2022 31.12.22, 2023 31.12.23
    """,
}


@pytest.mark.parametrize("name", MEANINGS)
def test_an_order_of_another_subject_is_read_as_meant(name: str) -> None:
    assert drawn(read_as(name, ".docx")) == expected(MEANINGS[name])


PASSPORTS = {
    "talents_with_baselines": """
        1 | 41.5 31.12.22 | вес 0.4 | протоколы школьного этапа | 1
        2 | 6 31.12.22 | вес 0.3 | итоги регионального этапа | 1
        3 | 420 31.12.22 | вес 0.2 | отчёт центра | 1000
        4 | - | вес 0.1 | сайт | 1
    """,
    "mentoring_with_a_base_year": """
        1 | 10 31.12.21 | - | - | 1
        2 | 10 31.12.21 | - | - | 1
        3 | - | - | - | 1
        4 | 1 31.12.21 | - | - | 1
    """,
    "regional_upbringing": """
        1 | - | - | - | 1
        2 | - | - | - | 1000000
        3 | - | - | - | 1
    """,
}
"""Row, baseline with its day, weight, source, in how many units the order counts."""


@pytest.mark.parametrize("name", PASSPORTS)
def test_what_other_columns_say_of_an_indicator_is_kept(name: str) -> None:
    said = []
    for row in read_as(name, ".docx").rows:
        day = f" {row.baseline_on:%d.%m.%y}" if row.baseline_on else ""
        baseline = "-" if row.baseline is None else f"{row.baseline.normalize():f}{day}"
        weight = "-" if row.weight is None else f"вес {row.weight}"
        said.append(f"{row.number} | {baseline} | {weight} | {row.source or '-'} | {row.scale}")
    assert said == expected(PASSPORTS[name])


def test_the_way_of_counting_the_frequency_and_the_parent_are_kept_too() -> None:
    rows = read_as("regional_upbringing", ".docx").rows
    assert rows[0].parent == "Федеральный проект «Патриотическое воспитание»"
    assert [row.frequency for row in rows] == ["1 раз в год", "ежеквартально", "1 раз в год"]
    assert read_as("preschool_per_teacher", ".docx").row("2").methodology == "Ч/П"


def test_a_year_to_compare_with_is_no_year_of_the_roadmap() -> None:
    assert read_as("staff_against_last_year", ".docx").years == (2024,)


PARTS = {
    "sport_by_quarters": """
        1  | 2026: 20   | 31.03 5, 30.06 5, 30.09 4, 31.12 6
        2  | 2026: 40   | 31.03 10, 30.06 25, 30.09 30, 31.12 40
        3! | 2026: 1250 | 31.03 1100, 30.06 1150, 30.09 1200, 31.12 1250
    """,
    "quarters_beside_the_year": """
        1  | 2026: 10 | 31.03 2, 30.06 4, 30.09 1, 31.12 3
        2  | 2026: 40 | 31.03 10, 30.06 20, 30.09 25, 31.12 40
        3  | 2026: 2  | 31.03 0, 30.06 1, 30.09 0, 31.12 1
        4! | 2026: 35 |
    """,
    "quarters_without_a_year": """
        1 | | 31.03 2, 30.06 4, 30.09 1, 31.12 3
        2 | | 31.03 -, 30.06 1, 30.09 -, 31.12 1
    """,
    "school_quarters": """
        1 | 2026: 6 | 31.10 1, 31.12 2, 31.03 0, 31.08 3
    """,
    "halves_under_years": """
        1 | 2026: 6, 2027: 8 | 30.06 2, 31.12 4, 30.06 3, 31.12 5
    """,
    "quarters_by_numerals": """
        1 | | 31.03 1, 30.06 1, 30.09 0, 31.12 2
        2 | | 31.03 80, 30.06 85, 30.09 90, 31.12 100
    """,
    "quarters_and_facts": """
        1 | | 31.03 1, 30.06 2, 30.09 -, 31.12 -
    """,
    "from_the_start_of_the_year": """
        1! | | 31.03 3, 30.06 7, 30.09 9, 31.12 12
        2  | | 31.03 60, 30.06 65, 30.09 70, 31.12 76
        3! | | 31.03 100, 30.06 250, 30.09 300, 31.12 400
    """,
    "days_of_checking": """
        1  | | 31.03 50, 30.06 80, 30.09 90, 31.12 100
        2! | | 31.03 3, 30.06 10, 30.09 15, 31.12 18
    """,
    "one_of_two_years_from_the_start": """
        1! | 2026: 5, 2027: 6 |
        2  | 2027: 95 | 31.03 -, 30.06 40, 30.09 60, 31.12 90
    """,
    "months_from_the_start": """
        1! | | 31.03 10, 30.06 20, 30.09 25, 31.12 40
        2  | | 31.03 10, 30.06 20, 30.09 30, 31.12 50
    """,
}
"""Row, the plan of the year where the order has one, the parts of the years: day and plan."""


@pytest.mark.parametrize("ending", [".docx", ".xlsx"])
@pytest.mark.parametrize("name", PARTS)
def test_columns_of_quarters_halves_and_months_are_parts_of_the_year(
    name: str, ending: str
) -> None:
    """Кварталы, полугодия, четверти: свой срок и план; план года — только где он есть в приказе."""
    said = []
    for row in read_as(name, ending).rows:
        years = ", ".join(f"{year}: {one.value}" for year, one in row.targets.items())
        parts = (part for period in row.periods.values() for part in period.parts)
        told = (f"{one.due:%d.%m} {one.target.value if one.target else '-'}" for one in parts)
        said.append(f"{row.number}{'!' if row.unsure else ''} | {years} | {', '.join(told)}")
    assert said == expected(PARTS[name])


def test_a_plan_from_the_start_of_the_year_is_added_up() -> None:
    """«I квартал, I полугодие, 9 месяцев, год»: числа складываются, доля — на конец квартала."""
    rows = read_as("from_the_start_of_the_year", ".docx").rows
    assert [row.cumulative for row in rows] == [True, False, True]
    whole = spread(confirm(read_as("from_the_start_of_the_year", ".docx")))
    numbers = [row.number for row in whole.activities]
    assert numbers[:5] == ["1/I", "1/II", "1/III", "1/IV", "2/I"]


def test_a_divided_row_has_a_row_of_the_year_only_where_the_order_has_one() -> None:
    """«Год: 10» рядом с кварталами — строка года и четыре строки кварталов; без него — четыре."""
    sure = [
        FieldCorrection(row.number, "included", row.number == "1")
        for row in read_as("quarters_beside_the_year", ".docx").rows
    ]
    whole = spread(confirm(read_as("quarters_beside_the_year", ".docx"), sure))
    assert [row.number for row in whole.activities] == ["1", "1/I", "1/II", "1/III", "1/IV"]
    asked = ["row_1", "row_1_p1", "row_1_p2", "row_1_p3", "row_1_p4"]
    assert sorted(one.code for one in whole.questions) == asked
    parts = spread(confirm(read_as("quarters_without_a_year", ".docx")))
    assert [row.number for row in parts.activities if row.in_order == "1"] == [
        "1/I", "1/II", "1/III", "1/IV"
    ]  # fmt: skip
    documents = [row.indicator for row in parts.activities if row.in_order == "2"]
    assert [[*map(int, one.targets)] for one in documents] == [[], [2026], [], [2026]]


def test_columns_below_a_year_that_are_not_read_are_named() -> None:
    text = text_of("quarters_and_facts").replace("9 месяцев", "I полугодие")
    unsure = read_order(as_word(text), "order.docx").unsure
    said = "Графы по частям года (I полугодие) не прочитаны."
    assert [one.startswith(said) for one in unsure if "орган" not in one] == [True]


def test_a_number_per_teacher_is_counted_per_teacher() -> None:
    """Children per teacher: the sum of children over the sum of teachers, less is better."""
    proposal = read_as("preschool_per_teacher", ".docx")
    left_out = [FieldCorrection(row.number, "included", row.number == "2") for row in proposal.rows]
    roadmap = confirm(proposal, left_out)
    indicator = roadmap.activities[0].indicator
    assert (indicator.per, indicator.operator.value) == (1, "<=")
    assert (indicator.baseline, indicator.baseline_on) == (Decimal("12.4"), date(2023, 12, 31))
    whole = roadmap.question(str(indicator.out_of))
    assert (whole.text, whole.unit) == ("Всего педагогических работников", "чел.")
