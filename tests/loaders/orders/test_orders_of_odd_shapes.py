"""Orders in shapes that other districts use; each was read by a person before the program read it.

Districts, schools and bodies are invented.
"""
# ruff: noqa: E501

import pytest

from data_model.errors import WrongDefinition
from loaders.orders import read_order
from loaders.orders.measures import read_measure
from tests.loaders.orders.files import as_word, read_as, text_of
from tests.loaders.orders.meanings import drawn, expected

ORDERS = {
    "signs_behind_numbers": """
        1 | share_of_orgs | <= 5 % | school | district_share | 2026 31.12.26
        2 | share | >= 75 % | school | district_share | 2026 31.12.26
        3 | count | >= 40 чел. | municipality | district_total | 2026 31.12.26
        4! | share | <= 2 % | school | district_share | 2026 31.12.26
        5 | share | >= 85 % | school | district_share | 2026 31.12.26
        6! | share | <= 3 % | school | district_share | 2026 31.12.26
        7 | count | <= 3 ед. | municipality | district_total | 2026 31.12.26
        8! | share | >= 90 % | school | district_share | 2026 31.12.26
    """,
    "signs_behind_words": """
        1 | share | <= 3 % | school | district_share | 2026 31.12.26
        2! | share | >= 85 % | school | district_share | 2026 31.12.26
        3 | count | <= 12 чел. | school | district_total | 2026 31.12.26
        4! | count | <= 5 ед. | school | district_total | 2026 31.12.26
        5 | share_of_orgs | >= 80 % | school | district_share | 2026 31.12.26
        6 | count | >= 2 чел. | school | each_school | 2026 31.12.26
        7! | ? | ? | ? | - | 2026 31.10.26
        8! | share | >= 50 % | school | district_share | 2026 31.12.26
        9! | count | >= 40 чел. | school | district_total | 2026 31.08.26
        10 | count | >= 2 ед. | school | each_school | 2026 31.12.26
    """,
    "values_of_the_whole_term": """
        1 | share_of_orgs | >= 2027: 100 % | school | district_share | 2025 31.12.25, 2026 31.12.26, 2027 31.12.27
        2! | count | >= 15 чел. | municipality | district_total | 2025 31.12.25, 2026 31.12.26, 2027 31.12.27
        3! | count | >= 2026: 250 чел. | municipality | district_total | 2025 31.12.25, 2026 31.12.26, 2027 31.12.27
        4! | ? | ? | ? | - | 2025 31.12.25, 2026 31.12.26, 2027 31.12.27
        5! | count | >= 2027: 12 ед. | school | district_total | 2025 31.12.25, 2026 31.12.26, 2027 31.12.27
        6! | ? | ? | ? | - | 2025 31.12.25, 2026 31.12.26, 2027 31.12.27
        7! | growth | >= 10 % | municipality | district_total | 2025 31.12.25, 2026 31.12.26, 2027 31.12.27
    """,
    "numbers_written_oddly": """
        1 | count | >= 2026: 1250, 2027: 1300 чел. | municipality | district_total | 2026 31.12.26, 2027 31.12.27
        2 | share | >= 2026: 65.5, 2027: 70.25 % | school | district_share | 2026 31.12.26, 2027 31.12.27
        3 | count | >= 2026: 1200, 2027: 1500 ед. | municipality | district_total | 2026 31.12.26, 2027 31.12.27
        4! | count | >= 2026: 0.4, 2027: 0.6 доля | municipality | district_total | 2026 31.12.26, 2027 31.12.27
        5 | count | range 2026: 12–15, 2027: 15–18 чел. | municipality | district_total | 2026 31.12.26, 2027 31.12.27
        6 | share | >= 2026: 50, 2027: 55 % | school | district_share | 2026 31.12.26, 2027 31.12.27
        7 | share | >= 2026: 0.5, 2027: 1 % | school | district_share | 2026 31.12.26, 2027 31.12.27
    """,
    "two_numbers_in_a_cell": """
        1! | share_of_orgs | >= 2026: 50, 2027: 70 % | school | district_share | 2026 31.12.26, 2027 31.12.27
        2! | share | <= 2026: 15, 2027: 10 % | school | district_share | 2026 31.12.26, 2027 31.12.27
        3! | count | >= 2026: 5, 2027: 7 чел. | municipality | district_total | 2026 31.12.26, 2027 31.12.27
        4! | ? | ? | ? | - | 2026 31.12.26, 2027 31.12.27
        5 | share | range 2026: 40–50, 2027: 50–60 % | school | district_share | 2026 31.12.26, 2027 31.12.27
        6! | ? | ? | ? | - | 2026 31.12.26, 2027 31.12.27
    """,
    "results_told_at_length": """
        1 | count | >= 12 ед. | school | district_total | 2026 01.09.26
        2! | count | >= 80 чел. | municipality | district_total | 2026 30.11.26
        3! | count | >= 2 ед. | school | district_total | 2026 30.09.26
        3а! | count | >= 45 чел. | school | district_total | 2026 30.09.26
        4 | count | >= 100 ед. | municipality | district_total | 2026 31.12.26
        5! | count | >= 10 чел. | municipality | district_total | 2026 31.10.26
        6! | count | >= 3 ед. | school | district_total | 2026 31.07.26
        7! | ? | ? | ? | - | 2026 31.12.26
        8! | ? | ? | ? | - | 2026 31.12.26
        9! | ? | ? | ? | - | 2026 31.12.26
        10! | ? | ? | ? | - | 2026 31.05.26
    """,
    "regional_targets_beside": """
        1 | share | >= 2026: 78.5, 2027: 80 % | school | district_share | 2026 31.12.26, 2027 31.12.27
        2 | count | >= 2026: 9, 2027: 11 ед. | municipality | district_total | 2026 31.12.26, 2027 31.12.27
        3 | count | >= 2026: 240, 2027: 260 чел. | municipality | district_total | 2026 31.12.26, 2027 31.12.27
    """,
    "heads_of_places": """
        1 | share | >= 2026: 45, 2027: 50 % | school | district_share | 2026 31.12.26, 2027 31.12.27
        2 | count | >= 2026: 14, 2027: 16 ед. | municipality | district_total | 2026 31.12.26, 2027 31.12.27
    """,
    "units_in_heads": """
        1 | share | >= 2026: 35, 2027: 40, 2028: 45 % | school | district_share | 2026 31.12.26, 2027 31.12.27, 2028 31.12.28
        2 | share_of_orgs | >= 2026: 70, 2027: 80, 2028: 100 % | school | district_share | 2026 31.12.26, 2027 31.12.27, 2028 31.12.28
        3 | count | >= 2026: 5, 2027: 6, 2028: 8 чел. | municipality | district_total | 2026 31.12.26, 2027 31.12.27, 2028 31.12.28
        4 | count | >= 2026: 12, 2027: 12, 2028: 14 чел. | municipality | district_total | 2026 31.12.26, 2027 31.12.27, 2028 31.12.28
    """,
    "percent_in_the_head": """
        1 | share | >= 78 % | school | district_share | 2026 31.12.26
        2 | share_of_orgs | >= 60 % | school | district_share | 2026 31.08.26
    """,
    "school_and_calendar_years": """
        1 | share | >= 2026: 40, 2027: 45 % | school | district_share | 2025/26 31.08.26, 2026/27 31.08.27
        2! | ? | ? | ? | - | 2025/26 31.08.26, 2026/27 31.08.27
        3 | count | >= 2026: 200, 2027: 220 ед. | municipality | district_total | 2025/26 31.08.26, 2026/27 31.08.27
    """,
    "plans_of_schools_in_an_annex": """
        1 | share | >= 2026: 78, 2027: 80 % | school | district_share | 2026 01.10.26, 2027 01.10.27
        2! | count | >= 10 ед. | school | district_total | 2026 31.12.26, 2027 31.12.27
    """,
    "units_in_names": """
        1 | share | >= 55 % | school | district_share | 2026 31.12.26
        2 | count | >= 18 ед. | school | district_total | 2026 30.09.26
        3 | count | >= 640 чел. | school | district_total | 2026 31.05.26
        4 | presence | exists | school | each_school | 2026 31.12.26
        5 | presence | exists | school | each_school | 2026 30.09.26
        6 | count | <= 4 ед. | school | district_total | 2026 31.12.26
    """,
    "further_years_below": """
        1 | share | >= 2025: 70, 2026: 72, 2027: 74, 2028: 75, 2029: 76, 2030: 78 % | school | district_share | 2025 31.12.25, 2026 31.12.26, 2027 31.12.27, 2028 31.12.28, 2029 31.12.29, 2030 31.12.30
        2 | count | >= 2025: 10, 2026: 12, 2027: 14, 2028: 16, 2029: 18, 2030: 20 ед. | municipality | district_total | 2025 31.12.25, 2026 31.12.26, 2027 31.12.27, 2028 31.12.28, 2029 31.12.29, 2030 31.12.30
    """,
    "rises_beside_plans": """
        1 | share | >= 2026: 48, 2027: 50 % | school | district_share | 2026 31.12.26, 2027 31.12.27
        2 | count | >= 2026: 9, 2027: 12 чел. | municipality | district_total | 2026 31.12.26, 2027 31.12.27
    """,
    "plans_by_kinds_of_schools": """
        1 | share | >= 98 % | school | district_share | 2026 31.12.26
        2 | count | >= 20 ед. | municipality | district_total | 2026 31.12.26
    """,
    "codes_of_indicators": """
        П1 | share | >= 2026: 78, 2027: 80, 2028: 82 % | school | district_share | 2026 31.12.26, 2027 31.12.27, 2028 31.12.28
        П2 | count | >= 2026: 350, 2027: 400, 2028: 450 чел. | school | district_total | 2026 31.12.26, 2027 31.12.27, 2028 31.12.28
        П3 | count | >= 2026: 60, 2027: 60, 2028: 120 ед. | municipality | district_total | 2026 31.12.26, 2027 31.12.27, 2028 31.12.28
    """,
    "years_by_slashes": """
        1 | share | >= 2026: 10, 2027: 12, 2028: 15 % | school | district_share | 2026 31.12.26, 2027 31.12.27, 2028 31.12.28
        2 | count | >= 2026: 4, 2027: 5, 2028: 7 ед. | municipality | district_total | 2026 31.12.26, 2027 31.12.27, 2028 31.12.28
        3 | count | >= 2026: 20, 2027: 25, 2028: 30 чел. | municipality | district_total | 2026 31.12.26, 2027 31.12.27, 2028 31.12.28
    """,
    "latin_letters": """
        1 | count | >= 1 ед. | school | each_school | 2026 01.10.26
        2! | share | <= 10 % | school | district_share | 2026 31.12.26
        3 | count | >= 150 чел. | municipality | district_total | 2026 31.05.26
        4 | presence | exists | municipality | - | 2026 31.12.26
    """,
    "changes_of_a_former_order": """
        3! | share | >= 65 % | school | district_share | 2025 31.12.25, 2026 31.12.26, 2027 31.12.27
        7! | count | >= 12 ед. | municipality | district_total | 2025 31.12.25, 2026 31.12.26, 2027 31.12.27
    """,
    "indicator_of_several_activities": """
        1! | count | >= 3 ед. | school | district_total | 2026 01.09.26
        2 | count | >= 120 чел. | municipality | district_total | 2026 31.03.26
        3! | count | >= 120 чел. | municipality | district_total | 2026 30.06.26
        4! | count | >= 120 чел. | school | district_total | 2026 31.10.26
        5 | presence | exists | municipality | - | 2026 31.12.26
    """,
    "schools_by_numbers": """
        1! | presence | exists | school | each_school | 2026 01.09.26
        2! | count | >= 20 чел. | school | each_school | 2026 25.08.26
        3! | count | >= 6 ед. | school | district_total | 2026 01.10.26
        4! | share | >= 100 % | school | district_share | 2026 31.12.26
        5 | presence | exists | municipality | - | 2026 31.12.26
    """,
    "units_of_sections": """
        1.1 | share | >= 2026: 80, 2027: 82 % | school | district_share | 2026 31.12.26, 2027 31.12.27
        1.2! | share | >= 2026: 50, 2027: 55 % | school | district_share | 2026 31.12.26, 2027 31.12.27
        2.1 | count | >= 2026: 120, 2027: 150 чел. | municipality | district_total | 2026 31.12.26, 2027 31.12.27
        2.2 | count | >= 2026: 90, 2027: 95 чел. | municipality | district_total | 2026 31.12.26, 2027 31.12.27
        3.1 | count | >= 2026: 7, 2027: 9 ед. | municipality | district_total | 2026 31.12.26, 2027 31.12.27
    """,
    "rows_of_totals": """
        1 | count | >= 40 чел. | municipality | district_total | 2026 31.12.26
        2 | count | >= 60 чел. | municipality | district_total | 2026 31.12.26
        2а! | count | >= 100 чел. | municipality | district_total | 2026 31.12.26
        3 | count | >= 5 ед. | municipality | district_total | 2026 31.12.26
    """,
    "months_with_marks": """
        1! | count | >= 20 ед. | school | district_total | 2026 31.03.26
        2 | count | >= 300 чел. | municipality | district_total | 2026 30.04.26
    """,
    "terms_in_cells_of_years": """
        1! | presence | exists | municipality | - | 2026 31.12.26
        2! | ? | ? | ? | - | 2026 31.12.26, 2027 31.12.27
        3! | presence | exists | municipality | - | 2026 31.12.26, 2027 31.12.27
    """,
    "people_and_percents_of_a_year": """
        1 | count | >= 740 чел. | municipality | district_total | 2026 31.12.26
        2 | count | >= 60 чел. | municipality | district_total | 2026 31.12.26
    """,
    "marks_of_executors": """
        1 | count | >= 20 чел. | municipality | district_total | 2026 31.03.26
        2 | count | >= 2 ед. | school | each_school | 2026 31.12.26
        3 | presence | exists | municipality | - | 2026 31.12.26
    """,
    "years_downwards": """
        1 | share | >= 2026: 76, 2027: 78, 2028: 80 % | school | district_share | 2026 31.12.26, 2027 31.12.27, 2028 31.12.28
        2 | count | >= 2026: 5, 2027: 7, 2028: 9 ед. | municipality | district_total | 2026 31.12.26, 2027 31.12.27, 2028 31.12.28
    """,
    "counted_years": """
        1 | share | >= 2026: 60, 2027: 65, 2028: 70 % | school | district_share | 2026 31.12.26, 2027 31.12.27, 2028 31.12.28
        2 | count | >= 2026: 10, 2027: 20, 2028: 30 чел. | municipality | district_total | 2026 31.12.26, 2027 31.12.27, 2028 31.12.28
    """,
    "lettered_parts": """
        1.а | count | >= 25 чел. | municipality | district_total | 2026 31.05.26
        1.б | count | >= 10 чел. | municipality | district_total | 2026 31.10.26
        2.а | count | >= 4 ед. | school | district_total | 2026 31.12.26
        2.б! | share | >= 50 % | school | district_share | 2026 31.12.26
    """,
    "signs_unseen": """
        1! | share | >= 98 % | school | district_share | 2026 05.09.26
        2! | share | >= 25 % | school | district_share | 2026 31.03.26
        3 | share | >= 80 % | school | district_share | 2026 31.12.26
        4! | share | >= 50 % | school | district_share | 2026 31.12.26
        5 | share | <= 8 % | school | district_share | 2026 31.12.26
    """,
    "percents_among_numbers": """
        1 | count | >= 4 ед. | municipality | district_total | 2026 30.06.26
        2! | count | >= 15 ед. | municipality | district_total | 2026 31.05.26
        3 | share | >= 95 % | school | district_share | 2026 31.03.26
        4 | count | >= 10 ед. | municipality | district_total | 2026 31.12.26
        5 | count | <= 0 ед. | municipality | district_total | 2026 31.12.26
        6! | share | >= 85 % | school | district_share | 2026 31.12.26
    """,
    "three_columns_a_year": """
        1! | count | >= 2026: 20, 2027: 25 ед. | municipality | district_total | 2026 31.12.26, 2027 31.12.27
        2! | count | >= 2026: 30, 2027: 35 ед. | municipality | district_total | 2026 31.12.26, 2027 31.12.27
    """,
    "long_heads": """
        1 | share | >= 85 % | school | district_share | 2026 01.09.26
        2 | count | >= 7 ед. | municipality | district_total | 2026 31.12.26
        3 | presence | exists | municipality | - | 2026 31.12.26
    """,
    "short_months": """
        1 | count | >= 2 ед. | municipality | district_total | 2026 30.04.26
        2 | count | >= 30 чел. | municipality | district_total | 2026 31.10.26
        3! | count | >= 10 ед. | school | district_total | 2026 30.09.26
        4! | count | >= 50 чел. | municipality | district_total | 2026 30.11.26
        5 | count | >= 20 чел. | municipality | district_total | 2026 25.03.26
        6 | presence | exists | municipality | - | 2026 31.12.26
    """,
    "pupils_by_their_grade": """
        1 | share | >= 75 % | school | district_share | 2026 31.05.26
        2! | share | <= 3 % | school | district_share | 2026 30.06.26
        3! | count | <= 10 чел. | school | district_total | 2026 30.06.26
        4! | share | >= 8 % | school | district_share | 2026 30.11.26
        5! | count | >= 15 чел. | school | district_total | 2026 30.06.26
        6 | share | >= 99.5 % | school | district_share | 2026 31.05.26
    """,
    "plan_of_participants": """
        1 | count | >= 25 чел. | municipality | district_total | 2025/26 15.10.25
        2 | count | >= 240 чел. | school | district_total | 2025/26 30.11.25
        3! | ? | ? | ? | - | 2025/26 12.02.26
        4 | count | >= 100 чел. | school | district_total | 2025/26 30.04.26
    """,
    "signs_in_a_column": """
        1! | share | <= 2 % | school | district_share | 2026 31.12.26
        2! | share | >= 45 % | school | district_share | 2026 31.12.26
        3 | count | <= 3 ед. | school | district_total | 2026 31.12.26
        4 | count | = 5 чел. | municipality | district_total | 2026 30.06.26
    """,
    "days_below_months": """
        1! | share | >= 50 % | school | district_share | 2026 20.01.26
        2 | count | >= 12 ед. | municipality | district_total | 2026 21.02.26
        3! | share | >= 100 % | school | district_share | 2026 23.02.26
    """,
    "goals_above_indicators": """
        1.1.1! | share | >= 2026: 30, 2027: 50 % | school | district_share | 2026 31.12.26, 2027 31.12.27
        1.1.2 | count | >= 2026: 12, 2027: 20 чел. | municipality | district_total | 2026 31.12.26, 2027 31.12.27
        1.2.1 | share | >= 2026: 78, 2027: 80 % | school | district_share | 2026 31.12.26, 2027 31.12.27
        2.1! | share | >= 2026: 40, 2027: 42 % | school | district_share | 2026 31.12.26, 2027 31.12.27
    """,
    "plain_heads": """
        1 | count | >= 12 чел. | municipality | district_total | 2026 01.06.26
        2 | count | >= 200 чел. | school | district_total | 2026 01.11.26
        3 | presence | exists | municipality | - | 2026 15.12.26
    """,
    "columns_of_grades": """
        1 | share | >= 100 % | school | district_share | 2026 31.12.26
        1а | share | >= 85 % | school | district_share | 2026 31.12.26
        1б | share | >= 80 % | school | district_share | 2026 31.12.26
        2 | share | >= 70 % | school | district_share | 2026 31.12.26
        2а | share | >= 60 % | school | district_share | 2026 31.12.26
        2б | share | >= 50 % | school | district_share | 2026 31.12.26
    """,
    "units_that_name_whose": """
        1 | presence | exists | municipality | - | 2026 31.12.26, 2027 31.12.27
        2 | presence | exists | municipality | - | 2027 31.12.27
        3 | count | >= 2026: 0, 2027: 1 ед. | municipality | district_total | 2026 31.12.26, 2027 31.12.27
        4 | share_of_orgs | >= 2026: 80, 2027: 100 % | school | district_share | 2026 31.12.26, 2027 31.12.27
        5 | share_of_orgs | >= 100 % | school | district_share | 2026 31.12.26, 2027 31.12.27
    """,
    "form_of_a_report": """
        1! | count | >= 9 ед. | municipality | district_total | 2026 31.12.26
    """,
    "boys_and_girls_beside_all": """
        1 | share | >= 60 % | school | district_share | 2026 31.12.26
        2 | count | >= 200 чел. | municipality | district_total | 2026 31.12.26
    """,
}


@pytest.mark.parametrize("name", ORDERS)
def test_an_order_of_an_odd_shape_is_read_as_a_person_reads_it(name: str) -> None:
    """Знак за числом, числа двух годов в одной фразе, тысячи через точку: прочитано как человеком."""
    assert expected("\n".join(drawn(read_as(name, ".docx")))) == expected(ORDERS[name])


@pytest.mark.parametrize(
    ("wording", "read"),
    [
        ("5 % и менее обучающихся", "<= 5"),
        ("12 случаев или меньше", "<= 12"),
        ("70 чел. и более", ">= 70"),
        ("не более 10 (не менее 5) замечаний", "<= 10"),
        ("не менее 4–5 участников", ">= 4"),
        ("до 4–5 участников", "<= 5"),
        ("от 4 до 5 участников", "range 4"),
        ("1.200 участников", ">= 1200"),
        ("3 сбора по 25 человек", ">= 3"),
        ("не менее двадцати пяти участников", ">= 25"),
        ("не менее семидесяти процентов школ", ">= 70"),
        ("двенадцать мероприятий", ">= 12"),
        ("сто процентов школ", ">= 100"),
        ("не менее трёх четвертей обучающихся", ">= 75"),
        ("не менее 2000 участников", ">= 2000"),
        ("охват 40%-50% обучающихся", "range 40"),
        ("100%-ный охват обучающихся", ">= 100"),
        ("не < 15 участников", ">= 15"),
        ("не > 3 случаев", "<= 3"),
        ("в течение трёх четвертей", "?"),
        ("70 % и выше от плана", "?"),
        ("доля обучающихся: 40/60 %", "?"),
        ("в срок до 01.12 ежегодно", "?"),
        ("не позднее 3 рабочих дней", "?"),
        ("в течение 10 дней после приказа", "?"),
    ],
)
def test_a_sign_and_a_day_are_read_on_either_side_of_a_number(wording: str, read: str) -> None:
    """«И менее», «не менее 4–5», «до 01.12»: знак и срок не превращаются в другое число."""
    measure = read_measure(wording, "Мероприятие")
    target = measure.each_year
    known = f"{measure.operator} {target.value}" if target and measure.operator else "?"
    assert known == read


@pytest.mark.parametrize("wording", ["50 и более % обучающихся", "50 или более процентов учащихся"])
def test_a_percent_behind_its_comparison_is_a_percent(wording: str) -> None:
    """«50 и более %» — доля, а не пятьдесят человек."""
    measure = read_measure(wording, "Диагностика")
    assert (measure.kind, measure.operator, measure.unit) == ("share", ">=", "%")


@pytest.mark.parametrize(
    ("wording", "said"),
    [
        ("не менее 4–5 участников", "Знак стоит перед двумя числами («не менее 4–5»)"),
        ("доля обучающихся: 40/60/80 %", "Числа названы через черту («40/60/80 %»)"),
        ("охват 85 % (1 240 чел.) обучающихся", "другое число («1 240 чел»)"),
        ("охват 1 050 обучающихся (72 %)", "другое число («1 050 обучающихся»)"),
        ("обеспеченность педагогами – 96 %", "Назван процент, но не доля"),
        ("≈ 200 участников", "«≈»: знак сравнения не точен"),
        ("снижение числа детей-сирот на 5 человек", "рост против прошлого года"),
        ("минус 5 % к уровню 2025 года", "рост на столько или доля, не сказано"),
        ("не менее 200 участников, с 2026 года – не менее 250", "«не менее 200 участников»"),
    ],
)
def test_a_number_that_is_not_taken_is_told(wording: str, said: str) -> None:
    """Число, которое не стало планом, названо словами."""
    assert any(said in one for one in read_measure(wording, "Мероприятие").doubts)


def test_a_part_of_a_person_is_told() -> None:
    """Дробное число людей не принимается молча, тысячи и доли — не части человека."""
    text = text_of("numbers_written_oddly").replace("1 250", "12,5")
    rows = read_order(as_word(text), "приказ.docx").rows
    told = [row.number for row in rows if any("не целое (12,5 чел.)" in one for one in row.unsure)]
    assert told == ["1"]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("regional_targets_beside", "«Значение по Заречной области / 2026 г.»"),
        ("heads_of_places", "«Область / 2026»"),
        ("heads_of_places", "«№ | Наименование | 2026 | 2027»"),
        ("school_and_calendar_years", "«2026 г.», «2027 г.»"),
        ("plans_of_schools_in_an_annex", "раздел «Планы школ»"),
        ("plans_by_kinds_of_schools", "«План на 2026 год / городские школы»"),
        ("people_and_percents_of_a_year", "«План на 2026 год / %»"),
        ("boys_and_girls_beside_all", "«Значение на 2026 год / в т. ч. мальчики»"),
        ("rises_beside_plans", "«2026 / прирост к 2025»"),
        (
            "promises_in_the_text",
            "«количество школ-участниц сетевого проекта составит не менее 6»",
        ),
        (
            "two_roadmaps_in_an_order",
            "«Дорожная карта по работе с одарёнными детьми на 2026–2027 годы»",
        ),
        ("changes_of_a_former_order", "Приказ изменяет прежний"),
        ("columns_of_districts", "планом приняты «Луговской район / 2026»"),
        ("documents_beside_indicators", "«Документ, подтверждающий выполнение»"),
        ("counted_years", "Принято: 1-й — 2026, 2-й — 2027, 3-й — 2028"),
        ("rows_of_districts", "Строки: 1.1, 1.2, 2.1, 2.2"),
        ("notes_below", "«** От числа обучающихся 6–11 классов»"),
        ("form_of_a_report", "«№ | Показатель | План | Факт» не прочитана: плана в ней нет"),
        ("two_columns_of_results", "Не прочитаны графы: «Ожидаемый результат»"),
        ("changes_of_a_former_order", "«1.2. Строку 5 исключить»"),
    ],
)
def test_a_column_or_a_table_that_is_not_read_is_named(name: str, said: str) -> None:
    """Планы области, сельских школ, другого вида года и планы школ названы, а не приняты за свои."""
    assert any(said in one for one in read_as(name, ".docx").unsure)


def test_changes_without_a_table_say_where_to_make_them() -> None:
    """Приказ об изменениях без таблицы: сказано, где править действующую карту."""
    with pytest.raises(WrongDefinition, match="Править действующую карту"):
        read_as("changes_without_a_table", ".docx")


def test_what_holds_for_the_whole_order_stands_in_the_answer() -> None:
    """Сомнения обо всём приказе есть и в ответе программы."""
    proposal = read_as("changes_of_a_former_order", ".docx")
    assert proposal.to_json()["unsure"] == list(proposal.unsure)


@pytest.mark.parametrize(
    ("name", "number", "said"),
    [
        ("indicator_of_several_activities", "3", "Ячейка показателя общая с мероприятием выше"),
        ("schools_by_numbers", "1", "отдельные школы («МБОУ СОШ № 1, 3, 5»)"),
        ("terms_in_cells_of_years", "1", "В графе года назван срок («I квартал»)"),
        ("rows_of_totals", "2а", "Строка итогов («Итого участников»)"),
        ("totals_of_sections", "1.2а", "Строка итогов («ИТОГО по задаче 1»)"),
    ],
)
def test_what_a_row_of_the_table_leaves_open_is_told(name: str, number: str, said: str) -> None:
    """Общая ячейка показателя, школы по номерам, строка итогов: сказано у самой строки."""
    assert any(said in one for one in read_as(name, ".docx").row(number).unsure)


def test_numbers_of_schools_are_one_executor() -> None:
    """«МБОУ СОШ № 1, 3, 5» — один исполнитель, а не три."""
    executors = [row.executors for row in read_as("schools_by_numbers", ".docx").rows]
    assert executors[:2] == [("МБОУ СОШ № 1, 3, 5",), ("СОШ №№ 2, 4, 7",)]


@pytest.mark.parametrize(
    ("name", "bodies"),
    [
        ("marks_of_executors", [("УО", "ЦДО"), ("ЦДО", "Школы"), ("УО",)]),
        (
            "marks_under_executors",
            [("Отдел образования", "ММЦ"), ("ММЦ", "ОО"), ("Отдел образования",)],
        ),
    ],
)
def test_a_mark_in_the_column_of_a_body_names_it(name: str, bodies: list[tuple[str, ...]]) -> None:
    """«+», «х», «●» в графах «УО», «ЦДО», «Школы» — исполнители строки."""
    assert [row.executors for row in read_as(name, ".docx").rows] == bodies


def test_a_cross_beside_other_marks_says_no() -> None:
    """«+» и «х» в одной строке: «х» — не исполнитель; отметки с возрастами названы непрочитанными."""
    text = text_of("marks_of_executors").replace("+\t+\t\n", "+\tх\t–\n")
    assert read_order(as_word(text), "приказ.docx").rows[0].executors == ("УО",)
    ages = text_of("marks_of_executors").replace("УО\tЦДО\tШколы", "1–4 кл.\t5–9 кл.\t10–11 кл.")
    (said,) = read_order(as_word(ages), "приказ.docx").unsure
    assert said.startswith("Не прочитаны графы: «1–4 кл», «5–9 кл», «10–11 кл».")


def test_years_that_are_counted_need_a_first_one() -> None:
    """«1-й год» без года в заголовке и в приказе: сказано, что вписать."""
    with pytest.raises(WrongDefinition, match="годы в графах названы по счёту"):
        read_order(as_word(text_of("counted_years").replace("20", "")), "приказ.docx")


def test_columns_of_grades_are_bases() -> None:
    """«1–4 классы», «5–9 классы» над числами — свой показатель и своя база у каждой графы."""
    bases = [row.base for row in read_as("columns_of_grades", ".docx").rows[:3]]
    assert bases == [(1, 2, 3, 4), (5, 6, 7, 8, 9), (10, 11)]


def test_a_heading_ends_where_another_table_begins() -> None:
    """Состав рабочей группы под заголовком карты не становится её названием."""
    assert read_as("tables_before_the_plan", ".docx").title == "Дорожная карта на 2026 год"


def test_promises_without_a_table_are_quoted() -> None:
    """Приказ без таблицы: показатели из его текста названы в отказе."""
    with pytest.raises(WrongDefinition, match="«1. Провести до 1 марта 2026 года семинар"):
        read_as("promises_without_a_table", ".docx")


@pytest.mark.parametrize(
    ("wording", "grades"),
    [
        ("99 % девятиклассников", (9,)),
        ("не менее 20 % третьеклассников", (3,)),
        ("Доля 9-классников, сдавших ОГЭ с первого раза, 95 %", (9,)),
        ("охват 6–11-классников — не менее 45 %", (6, 7, 8, 9, 10, 11)),
        ("доля пятиклассников и шестиклассников – 60 %", (5, 6)),
        ("доля выпускников, сдавших ЕГЭ, – 98 %", (11,)),
        ("доля выпускников, получивших аттестат, – 100 %", (9, 11)),
    ],
)
def test_whose_share_it_is_says_of_which_grades(wording: str, grades: tuple[int, ...]) -> None:
    """«Девятиклассники» — 9 класс, «выпускники» — 9 и 11, а не все классы."""
    text = f"Дорожная карта на 2026 год\n№\tМероприятие\tСрок\tПоказатель\n1\tГИА\tиюнь\t{wording}"
    (row,) = read_order(text.encode(), "приказ.txt").rows
    assert row.base == grades


def test_a_table_by_districts_says_what_to_do() -> None:
    """Таблица области по районам: названа, и сказано, что взять из неё."""
    with pytest.raises(WrongDefinition, match="она по районам. Возьмите из неё числа своего"):
        read_as("plans_of_districts", ".docx")


CUT = """Дорожная карта на 2026–2027 годы
№	Мероприятие	Срок	Целевые значения	Исполнители
1	Кибердружины	2026–2027	Количество школ с дружинами: 5 (2026 г.), 9	школы
			(2027 г.)	
Показатели дорожной карты
№	Показатель	Ед. изм.	2026	2027
1	Доля школ с дружиной	%	не менее	60
			50	
"""


def test_a_value_cut_by_a_page_is_whole_again() -> None:
    """Разрыв страницы посреди графы значений не теряет её конец."""
    values = [
        {year: target.value for year, target in row.targets.items()}
        for row in read_order(as_word(CUT), "приказ.docx").rows
    ]
    assert values == [{2026: 5, 2027: 9}, {2026: 50, 2027: 60}]


def test_months_with_a_mark_are_the_term() -> None:
    """«+» под «янв» и «март» — срок строки; те же графы с числами — план месяцев."""
    marked = read_as("months_with_marks", ".docx")
    assert [row.term for row in marked.rows] == ["январь, март", "апрель"]
    text = text_of("months_with_marks").replace("+\t\t+\t\t", "5\t5\t5\t5\t")
    (period,) = read_order(as_word(text), "приказ.docx").rows[0].periods.values()
    assert [part.target and part.target.value for part in period.parts[:4]] == [5, 5, 5, 5]
