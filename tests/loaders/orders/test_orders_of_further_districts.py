"""Orders of further districts and subjects, each read as a person of that district means it.

Districts, schools and bodies are invented.
"""
# ruff: noqa: E501

import pytest

from tests.loaders.orders.files import read_as
from tests.loaders.orders.meanings import drawn, expected

ORDERS = {
    "prevention_of_offences": """
        1.1! | presence | exists | municipality | - | 2025 31.12.25, 2026 31.12.26, 2027 31.12.27
        1.2 | count | >= 2 ед. | municipality | district_total | 2025 31.10.25, 2026 31.10.26, 2027 31.10.27
        2.1! | share | >= 95 % | school | district_share | 2025 31.12.25, 2026 31.12.26, 2027 31.12.27
        2.2! | growth | <= -5 % | school | district_total | 2025 31.12.25, 2026 31.12.26, 2027 31.12.27
        2.3 | share | >= 100 % | school | district_share | 2025 31.10.25, 2026 31.10.26, 2027 31.10.27
        2.4! | count | <= 2025: 12, 2026: 10, 2027: 8 ед. | school | district_total | 2025 31.12.25, 2026 31.12.26, 2027 31.12.27
        2.5! | count | <= 0 ед. | school | district_total | 2025 31.12.25, 2026 31.12.26, 2027 31.12.27
    """,
    "assessment_inside_schools": """
        1 | share_of_orgs | >= 2025: 60, 2026: 80 % | school | district_share | 2025 31.12.25, 2026 31.12.26
        2! | share | <= 2025: 10, 2026: 5 % | school | district_share | 2025 31.12.25, 2026 31.12.26
        3 | share | >= 2025: 25.5, 2026: 40 % | school | district_share | 2025 31.12.25, 2026 31.12.26
        4 | count | <= 2025: 4, 2026: 2 ед. | school | district_total | 2025 31.12.25, 2026 31.12.26
        5! | ? | ? | ? | - | 2025 31.12.25, 2026 31.12.26
        6 | presence | exists | municipality | - | 2025 31.12.25, 2026 31.12.26
    """,
    "school_meals": """
        1! | share | >= 100 % | school | district_share | 2025/26 31.08.26
        2! | share | >= 85 % | school | district_share | 2025/26 31.08.26
        3! | count | >= 9 ед. | school | each_school | 2025/26 31.08.26
        4! | share | >= 75 % | school | district_share | 2025/26 30.04.26
        5 | count | >= 8 ед. | municipality | district_total | 2025/26 31.03.26
        6! | count | <= 3 ед. | municipality | district_total | 2025/26 31.08.26
        7! | ? | ? | ? | - | 2025/26 31.08.26
    """,
    "staff_with_short_heads": """
        1 | share | >= 2025: 25 % | school | district_share | 2023 31.12.23, 2024 31.12.24, 2025 31.12.25
        2 | count | >= 2023: 3, 2024: 4, 2025: 5 ед. | municipality | district_total | 2023 31.12.23, 2024 31.12.24, 2025 31.12.25
        3! | count | <= 0 ед. | school | district_total | 2023 01.09.23, 2024 01.09.24, 2025 01.09.25
        4! | share | range 60–65 % | school | district_share | 2023 31.12.23, 2024 31.12.24, 2025 31.12.25
        5! | share | >= 100 % | school | district_share | 2023 31.12.23, 2024 31.12.24, 2025 31.12.25
        6! | count | >= 1 чел. | school | each_school | 2023 28.02.23, 2024 29.02.24, 2025 28.02.25
        7! | ? | ? | ? | - | 2023 31.12.23, 2024 31.12.24, 2025 31.12.25
    """,
    "means_per_school": """
        1! | ? | ? | ? | - | 2024 31.12.24, 2025 31.12.25, 2026 31.12.26
        2! | ? | ? | ? | - | 2024 31.12.24, 2025 31.12.25, 2026 31.12.26
        3! | ? | ? | ? | - | 2024 31.12.24, 2025 31.12.25, 2026 31.12.26
        4! | ? | ? | ? | - | 2024 31.12.24, 2025 31.12.25, 2026 31.12.26
        5 | count | >= 1 ед. | school | each_school | 2024 31.12.24, 2025 31.12.25, 2026 31.12.26
    """,
    "other_levels": """
        1! | level | >= 2  | school | each_school | 2024/25 31.05.25
        2! | share_of_orgs | >= 100 % | school | district_share | 2024/25 31.05.25
        3! | level | >= 2  | municipality | - | 2024/25 30.06.25
        4 | share | >= 60 % | school | district_share | 2024/25 30.04.25
        5! | level | >= 2  | school | each_school | 2024/25 31.08.25
        6! | ? | ? | ? | - | 2024/25 31.05.25
        7 | share_of_orgs | <= 10 % | school | district_share | 2024/25 31.08.25
    """,
    "two_columns_of_values": """
        1 | count | >= 120 чел. | municipality | district_total | 2025/26 31.08.26
        2 | share | >= 100 % | school | district_share | 2025/26 31.08.26
        3 | count | >= 6 ед. | municipality | district_total | 2025/26 31.08.26
        4 | count | >= 80 чел. | municipality | district_total | 2025/26 31.08.26
    """,
    "rises_of_sport": """
        1! | growth | >= 5 п. п. | school | district_share | 2024 31.12.24, 2025 31.12.25, 2026 31.12.26
        2! | growth | >= 3 % | school | district_total | 2024 31.12.24, 2025 31.12.25, 2026 31.12.26
        3! | growth | >= 50 чел. | school | district_total | 2024 31.12.24, 2025 31.12.25, 2026 31.12.26
        4! | ? | ? | ? | - | 2026 01.09.26
        5! | count | <= 5 ед. | school | district_total | 2024 31.12.24, 2025 31.12.25, 2026 31.12.26
        6! | share | <= 3 % | school | district_share | 2024 31.12.24, 2025 31.12.25, 2026 31.12.26
        7! | count | >= 100 ед. | school | district_total | 2024 31.05.24, 2025 31.05.25, 2026 31.05.26
        8! | count | >= 50 ед. | school | district_total | 2024 31.03.24, 2025 31.03.25, 2026 31.03.26
    """,
    "patriotic_upbringing": """
        1! | count | >= 5 ед. | school | district_total | 2025 31.12.25
        1а | count | >= 100 чел. | school | district_total | 2025 31.12.25
        2 | share | >= 100 % | school | district_share | 2025 31.05.25
        2а | share_of_orgs | >= 100 % | school | district_share | 2025 31.05.25
        3! | count | >= 2 ед. | school | district_total | 2025 30.09.25
        4! | count | >= 30 ед. | school | each_school | 2025 28.02.25
        5! | count | >= 1 ед. | school | district_share | 2025 31.12.25
        6! | ? | ? | ? | - | 2025 31.12.25
        7 | share_of_orgs | >= 100 % | school | district_share | 2025 30.04.25
        8 | count | >= 3 ед. | municipality | district_total | 2025 09.05.25
        9 | count | >= 501 чел. | school | district_total | 2025 09.05.25
    """,
    "years_in_brackets": """
        1 | share | >= 2026: 93, 2027: 94, 2028: 95 % | school | district_share | 2026 31.12.26, 2027 31.12.27, 2028 31.12.28
        2! | share | <= 2026: 1, 2027: 0.9, 2028: 0.8 % | school | district_share | 2026 31.12.26, 2027 31.12.27, 2028 31.12.28
        3 | count | <= 2026: 3, 2027: 2, 2028: 1 ед. | municipality | district_total | 2026 31.12.26, 2027 31.12.27, 2028 31.12.28
        4! | ? | ? | ? | - | 2026 31.12.26, 2027 31.12.27, 2028 31.12.28
        5! | ? | ? | ? | - | 2026 31.12.26, 2027 31.12.27, 2028 31.12.28
    """,
    "guidance_by_halves": """
        1 | share | >= 30 % | school | district_share | 2025/26 31.12.25
        2 | share | >= 60 % | school | district_share | 2025/26 31.08.26
        3! | count | >= 4 ед. | school | district_total | 2025/26 31.08.26
        4! | count | >= 3 ед. | school | district_total | 2025/26 30.04.26
        5! | count | >= 2 ед. | school | district_share | 2025/26 31.08.26
        6! | count | >= 1 ед. | municipality | district_total | 2025/26 30.04.26
        7! | ? | ? | ? | - | 2025/26 31.12.25
    """,
    "indicators_of_a_ministry": """
        1! | share | >= 35 % | school | district_share | 2026 31.12.26
        1а! | share | <= 4 % | school | district_share | 2026 31.12.26
        2 | share_of_orgs | >= 95 % | school | district_share | 2026 31.12.26
        3! | share | >= 40 % | school | district_share | 2026 31.12.26
        3а | count | >= 1 ед. | school | each_school | 2026 31.12.26
        4 | share | >= 50 % | school | district_share | 2026 31.12.26
        5 | share | >= 82.6 % | school | district_share | 2026 31.12.26
    """,
    "young_teachers": """
        1 | count | >= 2025: 4, 2026: 6, 2027: 6 ед. | municipality | district_total | 2025 31.12.25, 2026 31.12.26, 2027 31.12.27
        2! | share | >= 2025: 90, 2026: 95, 2027: 100 % | school | district_share | 2025 31.12.25, 2026 31.12.26, 2027 31.12.27
        3 | count | >= 2026: 2, 2027: 3 чел. | municipality | district_total | 2026 31.12.26, 2027 31.12.27
        4! | share | <= 2025: 15, 2026: 12, 2027: 10 % | school | district_share | 2025 31.12.25, 2026 31.12.26, 2027 31.12.27
        5 | count | >= 2025: 5, 2026: 7, 2027: 10 чел. | municipality | district_total | 2025 31.12.25, 2026 31.12.26, 2027 31.12.27
        6 | presence | exists | municipality | - | 2025 31.12.25, 2026 31.12.26, 2027 31.12.27
        7 | count | >= 2025: 2, 2026: 3, 2027: 4 ед. | municipality | district_total | 2025 31.12.25, 2026 31.12.26, 2027 31.12.27
    """,
    "kindergartens_and_schools": """
        1! | count | >= 1 ед. | school | each_school | 2025 30.04.25, 2026 30.04.26
        2! | share | >= 100 % | school | district_share | 2025 31.05.25, 2026 31.05.26
        3! | share | >= 50 % | school | district_share | 2026 31.12.26
        4 | presence | exists | school | each_school | 2025 30.09.25, 2026 30.09.26
        5! | count | >= 2 ед. | municipality | district_total | 2025 31.12.25, 2026 31.12.26
    """,
}


@pytest.mark.parametrize("name", ORDERS)
def test_an_order_of_another_subject_is_read_as_it_is_meant(name: str) -> None:
    """Профилактика, питание, кадры, спорт, детские сады: плановые значения, годы, знак, охват."""
    assert expected("\n".join(drawn(read_as(name, ".docx")))) == expected(ORDERS[name])


def test_what_was_passed_over_or_taken_is_said() -> None:
    """Непрочитанная графа значений, детские сады без реестра, среднее на школу — названы словами."""
    assert any("«Минимальное значение»" in one for one in read_as("two_columns_of_values").unsure)
    (kindergartens,) = [one for one in read_as("kindergartens_and_schools").unsure if "сады" in one]
    assert kindergartens.endswith("Строки: 1, 2, 3, 4.")
    means = read_as("means_per_school").rows[:4]
    assert all("Названо среднее на школу" in row.unsure[0] for row in means)
    assert "и охват" in read_as("patriotic_upbringing").rows[5].unsure[0]


def test_words_of_an_act_are_those_of_a_person() -> None:
    """Заглавные строки — обычными буквами, предлоги малыми; «Отв.» и «Координатор» — исполнители."""
    body = read_as("prevention_of_offences", ".docx").act.body
    assert body.startswith("Комитет по образованию администрации Берёзовского")
    assert read_as("staff_with_short_heads").rows[0].executors == ("ОО",)
    assert read_as("school_meals", ".docx").rows[0].wording == "100%"
    titles = [row.title for row in read_as("years_in_brackets", ".docx").rows]
    assert titles[0] == "Удельный вес численности обучающихся в одну смену"
