"""Orders of other districts and subjects, each read as a careful person there reads it.

The first are in the words of published documents, the others are their invented siblings: other
words, other orders of columns, other units. «!» stands where something is open or doubtful.
"""
# ruff: noqa: E501

from datetime import date
from functools import cache

import pytest

from loaders.orders import RoadmapProposal, read_order
from tests.loaders.orders.files import as_word, blocks, read_as, text_of
from tests.loaders.orders.meanings import drawn, expected

MEANINGS = {
    "indicators_to_2030": """
        1 | share | >= 2022: 75, 2023: 76, 2024: 80, 2025: 80, 2026: 81, 2027: 81, 2028: 81, 2029: 81, 2030: 82 % | school | district_share | 2022 31.12.22, 2023 31.12.23, 2024 31.12.24, 2025 31.12.25, 2026 31.12.26, 2027 31.12.27, 2028 31.12.28, 2029 31.12.29, 2030 31.12.30
        2 | share | >= 2022: 75, 2023: 76, 2024: 80, 2025: 80, 2026: 81, 2027: 81, 2028: 81, 2029: 81, 2030: 82 % | school | district_share | 2022 31.12.22, 2023 31.12.23, 2024 31.12.24, 2025 31.12.25, 2026 31.12.26, 2027 31.12.27, 2028 31.12.28, 2029 31.12.29, 2030 31.12.30
        3 | share | >= 2022: 0.16, 2023: 0.25, 2024: 0.3, 2025: 0.35, 2026: 0.4, 2027: 0.45, 2028: 0.5, 2029: 0.7, 2030: 1 % | school | district_share | 2022 31.12.22, 2023 31.12.23, 2024 31.12.24, 2025 31.12.25, 2026 31.12.26, 2027 31.12.27, 2028 31.12.28, 2029 31.12.29, 2030 31.12.30
    """,
    "youth_indicators": """
        1 | share | >= 2013: 31.8, 2014: 36.3, 2015: 40, 2016: 40.25, 2017: 40.5, 2018: 41, 2019: 41.5, 2020: 42 % | school | district_share | 2013 31.12.13, 2014 31.12.14, 2015 31.12.15, 2016 31.12.16, 2017 31.12.17, 2018 31.12.18, 2019 31.12.19, 2020 31.12.20
        2 | count | >= 2013: 30, 2014: 40, 2015: 35, 2016: 30, 2017: 30, 2018: 30, 2019: 30, 2020: 30 чел. | municipality | district_total | 2013 31.12.13, 2014 31.12.14, 2015 31.12.15, 2016 31.12.16, 2017 31.12.17, 2018 31.12.18, 2019 31.12.19, 2020 31.12.20
        3 | share | >= 2013: 6.1, 2014: 6.5, 2015: 7, 2016: 7.15, 2017: 7.48, 2018: 7.70, 2019: 8, 2020: 8.2 % | school | district_share | 2013 31.12.13, 2014 31.12.14, 2015 31.12.15, 2016 31.12.16, 2017 31.12.17, 2018 31.12.18, 2019 31.12.19, 2020 31.12.20
    """,
    "new_standards_of_a_region": """
        1.1 | presence | exists | municipality | - | 2021 31.08.21
        1.2 | presence | exists | both | - | 2021 31.10.21
        1.3! | share | >= 100 % | school | district_share | 2021 31.12.21, 2022 31.12.22, 2023 31.12.23
    """,
    "new_standards_of_a_school": """
        1 | presence | exists | municipality | - | 2022 31.08.22
        2 | presence | exists | municipality | - | 2022 31.08.22, 2023 31.08.23
        3! | presence | exists | municipality | - | 2023 31.05.23, 2024 31.05.24, 2025 31.05.25, 2026 31.05.26, 2027 31.05.27
    """,
    "growth_points": """
        1 | presence | exists | municipality | - | 2020 10.11.20
        2 | presence | exists | municipality | - | 2020 10.11.20
        3! | presence | exists | municipality | - | 2020 31.12.20, 2021 31.12.21
        4 | presence | exists | municipality | - | 2020 25.12.20, 2021 25.12.21
        5! | ? | ? | ? | - | 2021 25.08.21
        6 | presence | exists | school | each_school | 2021 01.09.21
        7! | presence | exists | municipality | - | 2021 01.10.21
        8! | ? | ? | ? | - | 2020 31.12.20, 2021 31.12.21
    """,
    "indicators_in_parts": """
        1 | count | >= 12600 чел. | municipality | district_total | 2021 31.12.21
        2.1 | share | >= 100 % | school | district_share | 2021 31.12.21
        2.2 | share | >= 100 % | school | district_share | 2021 31.12.21
        2.3 | share | >= 100 % | school | district_share | 2021 31.12.21
        3.1 | count | >= 20 ед. | municipality | district_total | 2021 31.12.21
        3.2 | count | >= 6300 чел. | municipality | district_total | 2021 31.12.21
    """,
    "weights_beside_years": """
        1 | share | >= 2014: 10.5, 2015: 11, 2016: 12, 2017: 12, 2018: 12, 2019: 12, 2020: 50, 2021: 50, 2022: 50, 2023: 50, 2024: 50, 2025: 50 % | school | district_share | 2014 31.12.14, 2015 31.12.15, 2016 31.12.16, 2017 31.12.17, 2018 31.12.18, 2019 31.12.19, 2020 31.12.20, 2021 31.12.21, 2022 31.12.22, 2023 31.12.23, 2024 31.12.24, 2025 31.12.25
        2 | share | >= 2014: 14, 2015: 14.5, 2016: 15, 2017: 15, 2018: 15, 2019: 15, 2020: 15, 2021: 15, 2022: 15, 2023: 15, 2024: 15, 2025: 15 % | school | district_share | 2014 31.12.14, 2015 31.12.15, 2016 31.12.16, 2017 31.12.17, 2018 31.12.18, 2019 31.12.19, 2020 31.12.20, 2021 31.12.21, 2022 31.12.22, 2023 31.12.23, 2024 31.12.24, 2025 31.12.25
        3 | share | >= 2014: 3.9, 2015: 4, 2016: 4.4, 2017: 4.4, 2018: 4.4, 2019: 4.4, 2020: 4.4, 2021: 4.4, 2022: 4.4, 2023: 4.4, 2024: 4.4, 2025: 4.4 % | school | district_share | 2014 31.12.14, 2015 31.12.15, 2016 31.12.16, 2017 31.12.17, 2018 31.12.18, 2019 31.12.19, 2020 31.12.20, 2021 31.12.21, 2022 31.12.22, 2023 31.12.23, 2024 31.12.24, 2025 31.12.25
        4 | presence | exists | municipality | - | 2021 31.12.21, 2022 31.12.22, 2023 31.12.23, 2024 31.12.24, 2025 31.12.25
    """,
    "passport_of_a_project": """
        1.1 | share_of_orgs | >= 100 % | school | district_share | 2023 31.12.23, 2024 31.12.24, 2025 31.12.25, 2026 31.12.26, 2030 31.12.30, 2035 31.12.35
        1.2 | share | <= 2023: 14.5, 2024: 13, 2025: 10, 2026: 10, 2030: 10, 2035: 5 % | school | district_share | 2023 31.12.23, 2024 31.12.24, 2025 31.12.25, 2026 31.12.26, 2030 31.12.30, 2035 31.12.35
    """,
    "executors_beside_indicators": """
        1 | count | >= 52500 чел. | municipality | district_total | 2024 31.12.24, 2025 31.12.25, 2026 31.12.26
        2 | count | >= 2024: 60, 2025: 80, 2026: 100 чел. | municipality | district_total | 2024 31.12.24, 2025 31.12.25, 2026 31.12.26
    """,
    "exams_without_results": """
        1.1! | ? | ? | ? | - | 2015 31.08.15
        1.2! | ? | ? | ? | - | 2015 31.08.15
        1.3! | ? | ? | ? | - | 2015 31.08.15
        2.1! | ? | ? | ? | - | 2015 30.09.15
    """,
    "talents_without_results": """
        1! | ? | ? | ? | - | 2015 30.06.15
        2! | ? | ? | ? | - | 2015 30.06.15
        3! | ? | ? | ? | - | 2015 31.12.15, 2016 31.12.16, 2017 31.12.17, 2018 31.12.18, 2019 31.12.19, 2020 31.12.20
    """,
    "wordings_of_guidance": """
        1.1 | presence | exists | municipality | - | 2022 01.03.22
        1.2! | ? | ? | ? | - | 2022 31.12.22, 2023 31.12.23, 2024 31.12.24
        2.1! | share | range 30–40 % | school | district_share | 2022 01.12.22, 2023 01.12.23, 2024 01.12.24
        2.2 | share | >= 2024: 35 % | school | district_share | 2022 31.12.22, 2023 31.12.23, 2024 31.12.24
        2.3 | count | >= 1200 чел. | school | district_total | 2022 31.12.22, 2023 31.12.23, 2024 31.12.24
        2.4! | growth | >= 0 п. п. | school | district_share | 2022 30.09.22, 2023 30.09.23, 2024 30.09.24
        2.5 | share_of_orgs | >= 100 % | school | district_share | 2022 30.04.22, 2023 30.04.23, 2024 30.04.24
        2.5а | count | >= 5 ед. | municipality | district_total | 2022 30.04.22, 2023 30.04.23, 2024 30.04.24
        2.6! | share | >= 100 % | school | district_share | 2021/22 31.08.22, 2022/23 31.08.23, 2023/24 31.08.24
        2.7 | presence | exists | school | each_school | 2022 31.12.22, 2023 31.12.23, 2024 31.12.24
        2.8! | ? | ? | ? | - | 2022 31.12.22, 2023 31.12.23, 2024 31.12.24
        3.1 | count | >= 1 чел. | school | each_school | 2023 30.06.23
        3.2! | count | >= 2024: 6 ед. | municipality | district_total | 2022 31.12.22, 2023 31.12.23, 2024 31.12.24
        3.3 | share | >= 2022: 10, 2023: 20, 2024: 30 % | school | district_share | 2022 31.12.22, 2023 31.12.23, 2024 31.12.24
    """,
    "passport_in_thousands": """
        1 | share | >= 2019: 75, 2020: 76, 2021: 77, 2022: 78.5, 2023: 79, 2024: 80 % | school | district_share | 2019 31.12.19, 2020 31.12.20, 2021 31.12.21, 2022 31.12.22, 2023 31.12.23, 2024 31.12.24
        2 | count | >= 2019: 450000, 2020: 500000, 2021: 600000, 2022: 700000, 2023: 800000, 2024: 1000000 чел. | municipality | district_total | 2019 31.12.19, 2020 31.12.20, 2021 31.12.21, 2022 31.12.22, 2023 31.12.23, 2024 31.12.24
        3 | count | >= 2019: 4000000, 2020: 5000000, 2021: 7000000, 2022: 8500000, 2023: 10000000, 2024: 12000000 чел. | municipality | district_total | 2019 31.12.19, 2020 31.12.20, 2021 31.12.21, 2022 31.12.22, 2023 31.12.23, 2024 31.12.24
        4 | count | >= 2019: 200000, 2020: 300000, 2021: 400000, 2022: 550000, 2023: 700000, 2024: 900000 чел. | municipality | district_total | 2019 31.12.19, 2020 31.12.20, 2021 31.12.21, 2022 31.12.22, 2023 31.12.23, 2024 31.12.24
    """,
    "programme_against_risks": """
        1 | share | >= 90 % | school | district_share | 2022 31.05.22
        1а | presence | exists | municipality | - | 2022 31.05.22
        2! | share | >= 60 % | school | district_share | 2022 31.05.22
        3! | count | >= 3 ед. | school | district_share | 2022 30.11.22
        4! | share | <= 27 % | school | district_share | 2022 31.12.22
    """,
    "documents_as_results": """
        2 | presence | exists | municipality | - | 2022 31.12.22, 2023 31.12.23, 2024 31.12.24
        3 | presence | exists | municipality | - | 2023 31.03.23, 2024 31.03.24
    """,
    "plan_fact_and_costs": """
        1 | share | >= 2022: 35, 2023: 37, 2024: 40 % | school | district_share | 2022 31.12.22, 2023 31.12.23, 2024 31.12.24
        2 | count | >= 2022: 4, 2023: 5, 2024: 6 чел. | municipality | district_total | 2022 31.12.22, 2023 31.12.23, 2024 31.12.24
        3 | count | <= 2022: 200, 2023: 150, 2024: 100 ед. | municipality | district_total | 2022 31.12.22, 2023 31.12.23, 2024 31.12.24
        4! | ? | ? | ? | - | 2022 31.12.22, 2023 31.12.23, 2024 31.12.24
    """,
    "school_years_under_a_plan": """
        1 | share | >= 2024: 25, 2025: 35, 2026: 50 % | school | district_share | 2023/24 31.08.24, 2024/25 31.08.25, 2025/26 31.08.26
        2 | share | >= 2024: 60, 2025: 80, 2026: 100 % | school | district_share | 2023/24 31.08.24, 2024/25 31.08.25, 2025/26 31.08.26
        3 | count | >= 2024: 8, 2025: 9, 2026: 10 ед. | school | district_total | 2023/24 31.08.24, 2024/25 31.08.25, 2025/26 31.08.26
        4 | count | >= 2024: 220, 2025: 250, 2026: 300 чел. | school | district_total | 2023/24 31.08.24, 2024/25 31.08.25, 2025/26 31.08.26
        5 | presence | exists | school | each_school | 2023/24 31.08.24, 2024/25 31.08.25, 2025/26 31.08.26
    """,
    "three_annexes": """
        1 | presence | exists | municipality | - | 2022 30.09.22, 2023 30.09.23, 2024 30.09.24
        2 | presence | exists | municipality | - | 2022 01.10.22
        3! | share | >= 80 % | school | district_share | 2022 31.12.22, 2023 31.12.23, 2024 31.12.24
        П1 | share_of_orgs | <= 2022: 20, 2023: 15, 2024: 10 % | school | district_share | 2022 31.12.22, 2023 31.12.23, 2024 31.12.24
        П2! | ? | ? | ? | - | 2022 31.12.22, 2023 31.12.23, 2024 31.12.24
        П3! | share | <= 2022: 3, 2023: 2, 2024: 1 % | school | district_share | 2022 31.12.22, 2023 31.12.23, 2024 31.12.24
    """,
    "numbers_inside_titles": """
        1 | count | >= 1500 чел. | municipality | district_total | 2024 31.12.24
        2.1 | share | >= 100 % | school | district_share | 2024 31.12.24
        2.2 | share | >= 80 % | school | district_share | 2024 31.12.24
        3 | count | >= 12 ед. | municipality | district_total | 2024 31.12.24
    """,
    "less_of_the_unwanted": """
        1 | count | <= 5 ед. | municipality | district_total | 2024 31.12.24, 2025 31.12.25, 2026 31.12.26
        2! | ? | ? | ? | - | 2024 31.12.24, 2025 31.12.25, 2026 31.12.26
        3! | count | <= 0 чел. | school | district_total | 2024 31.12.24, 2025 31.12.25, 2026 31.12.26
        4! | count | <= 2026: 25 чел. | school | district_total | 2024 31.12.24, 2025 31.12.25, 2026 31.12.26
        5! | count | >= 2 ед. | school | district_share | 2024 31.12.24, 2025 31.12.25, 2026 31.12.26
        6 | presence | exists | school | each_school | 2024 31.12.24, 2025 31.12.25, 2026 31.12.26
        7 | share | >= 2024: 60, 2025: 65, 2026: 70 % | school | district_share | 2024 31.12.24, 2025 31.12.25, 2026 31.12.26
        8! | count | >= 2026: 12 ед. | municipality | district_total | 2024 31.12.24, 2025 31.12.25, 2026 31.12.26
        9! | count | >= 1 чел. | school | district_share | 2024 31.12.24, 2025 31.12.25, 2026 31.12.26
        10! | growth | >= 0 п. п. | school | district_share | 2024 31.12.24, 2025 31.12.25, 2026 31.12.26
        11 | share | >= 95 % | school | district_share | 2024 31.10.24, 2025 31.10.25, 2026 31.10.26
        11а | presence | exists | school | each_school | 2024 31.10.24, 2025 31.10.25, 2026 31.10.26
        12! | count | >= 30 чел. | school | district_total | 2024 30.06.24, 2025 30.06.25, 2026 30.06.26
        13 | share | >= 2026: 55 % | school | district_share | 2024 31.12.24, 2025 31.12.25, 2026 31.12.26
        14! | ? | ? | ? | - | 2024 31.12.24, 2025 31.12.25, 2026 31.12.26
        15! | ? | ? | ? | - | 2024 01.03.24
        16! | ? | ? | ? | - | 2024 31.12.24, 2025 31.12.25, 2026 31.12.26
    """,
    "sections_and_odd_percents": """
        3 | share | >= 2019: 85, 2020: 86, 2021: 87, 2022: 88 % | school | district_share | 2019 31.12.19, 2020 31.12.20, 2021 31.12.21, 2022 31.12.22
        4 | count | >= 2019: 1200, 2020: 1300, 2021: 1400, 2022: 1500 чел. | municipality | district_total | 2019 31.12.19, 2020 31.12.20, 2021 31.12.21, 2022 31.12.22
        5 | share | <= 2019: 12, 2020: 9, 2021: 5, 2022: 0 % | school | district_share | 2019 31.12.19, 2020 31.12.20, 2021 31.12.21, 2022 31.12.22
        6! | ? | ? | ? | - | 2019 31.12.19, 2020 31.12.20, 2021 31.12.21, 2022 31.12.22
        7 | count | >= 1 ед. | municipality | district_total | 2020 31.12.20, 2022 31.12.22
    """,
    "three_header_rows": """
        1! | share | >= 2021: 10, 2022: 30, 2024: 60, 2030: 100 % | school | district_share | 2021 31.12.21, 2022 31.12.22, 2024 31.12.24, 2030 31.12.30
        2 | count | >= 2021: 700, 2022: 1000, 2024: 1500, 2030: 3000 чел. | municipality | district_total | 2021 31.12.21, 2022 31.12.22, 2024 31.12.24, 2030 31.12.30
        3! | ? | ? | ? | - | 2021 31.12.21, 2022 31.12.22, 2024 31.12.24, 2030 31.12.30
    """,
    "results_are_documents": """
        1.1 | presence | exists | municipality | - | 2023 20.01.23
        1.2 | presence | exists | municipality | - | 2023 31.03.23
        1.3 | presence | exists | municipality | - | 2023 31.12.23
        2.1 | presence | exists | municipality | - | 2023 01.09.23
        2.1а! | share | >= 100 % | school | district_share | 2023 01.09.23
        2.2 | count | >= 3 ед. | municipality | district_total | 2023 31.12.23
        2.2а | count | >= 60 чел. | municipality | district_total | 2023 31.12.23
    """,
    "costs_beside_indicators": """
        1 | count | >= 2024: 60, 2025: 65, 2026: 70 чел. | municipality | district_total | 2024 31.12.24, 2025 31.12.25, 2026 31.12.26
        2 | count | >= 2024: 120, 2025: 130, 2026: 140 чел. | municipality | district_total | 2024 31.12.24, 2025 31.12.25, 2026 31.12.26
        3 | presence | exists | municipality | - | 2024 31.12.24, 2025 31.12.25, 2026 31.12.26
    """,
    "wordings_of_literacy": """
        1 | count | >= 50 чел. | municipality | district_total | 2022 31.12.22
        2! | share | range 60–80 % | school | district_share | 2022 01.11.22, 2023 01.11.23, 2024 01.11.24
        3 | count | >= 2 чел. | school | each_school | 2022 31.12.22, 2023 31.12.23, 2024 31.12.24
        4 | count | >= 2 ед. | municipality | district_total | 2022 31.12.22
        5! | count | >= 8 чел. | school | district_total | 2023 31.03.23
        6 | presence | exists | municipality | - | 2023 31.12.23, 2024 31.12.24
        7 | presence | exists | municipality | - | 2022 31.05.22, 2023 31.05.23, 2024 31.05.24
        8! | count | >= 15 ед. | municipality | district_total | 2022 31.12.22, 2024 31.12.24
        9! | ? | ? | ? | - | 2022 31.12.22, 2023 31.12.23, 2024 31.12.24
        10! | ? | ? | ? | - | 2022 31.05.22, 2023 31.05.23, 2024 31.05.24
        11! | ? | ? | ? | - | 2022 31.05.22, 2023 31.05.23, 2024 31.05.24
        12! | share | >= 30 % | school | district_share | 2022 31.12.22, 2023 31.12.23, 2024 31.12.24
        13! | share_of_orgs | >= 50 % | school | district_share | 2022 31.12.22, 2023 31.12.23, 2024 31.12.24
        14! | ? | ? | ? | - | 2022 31.12.22, 2023 31.12.23, 2024 31.12.24
        15! | count | >= 9 ед. | municipality | district_total | 2022 31.12.22, 2023 31.12.23, 2024 31.12.24
        16 | count | >= 2022: 5, 2023: 7, 2024: 9 ед. | school | district_total | 2022 31.12.22, 2023 31.12.23, 2024 31.12.24
        17! | ? | ? | ? | - | 2022 31.12.22, 2023 31.12.23, 2024 31.12.24
        18 | share | >= 25 % | school | district_share | 2024 31.12.24
        19! | count | >= 2 ед. | school | district_total | 2022 31.07.22, 2023 31.07.23, 2024 31.07.24
        20! | count | >= 2 ед. | school | district_share | 2022 31.12.22, 2023 31.12.23, 2024 31.12.24
        21! | count | <= 0 ед. | school | district_total | 2022 30.06.22, 2023 30.06.23, 2024 30.06.24
        22! | count | >= 60 ед. | school | district_total | 2023 01.09.23
        23! | growth | >= 15 % | school | district_total | 2022 31.12.22, 2023 31.12.23, 2024 31.12.24
        24 | presence | exists | school | each_school | 2022 10.04.22
        25 | count | >= 2022: 2, 2023: 3, 2024: 4 ед. | municipality | district_total | 2022 31.12.22, 2023 31.12.23, 2024 31.12.24
        26! | share | >= 70 % | school | district_share | 2022 31.10.22, 2023 31.10.23, 2024 31.10.24
        27! | growth | >= 0 чел. | school | district_total | 2022 31.12.22, 2023 31.12.23, 2024 31.12.24
        28! | count | >= 3 ед. | school | district_share | 2022 31.12.22, 2023 31.12.23, 2024 31.12.24
        29! | ? | ? | ? | - | 2022 31.12.22, 2023 31.12.23, 2024 31.12.24
        30! | share | >= 70 % | school | district_share | 2022 31.12.22, 2023 31.12.23, 2024 31.12.24
        31 | presence | exists | municipality | - | 2024 20.12.24
        32! | ? | ? | ? | - | 2024 31.12.24
        33! | count | >= 2024: 10 ед. | municipality | district_total | 2022 31.12.22, 2023 31.12.23, 2024 31.12.24
        34 | share_of_orgs | >= 100 % | school | district_share | 2022 31.12.22, 2023 31.12.23, 2024 31.12.24
    """,
    "parts_with_dashes": """
        1 | share | >= 90 % | school | district_share | 2021 31.12.21
        1а | share | >= 95 % | school | district_share | 2021 31.12.21
        2 | count | >= 7 ед. | municipality | district_total | 2021 31.12.21
        3.1 | count | >= 1200 чел. | municipality | district_total | 2021 31.12.21
        3.2 | count | >= 35 чел. | municipality | district_total | 2021 31.12.21
        4 | count | <= 0 ед. | municipality | district_total | 2021 31.12.21
    """,
    "units_and_scales": """
        1 | share | >= 2019: 5, 2020: 10, 2021: 20 % | school | district_share | 2019 31.12.19, 2020 31.12.20, 2021 31.12.21
        2 | count | <= 2019: 18, 2020: 15, 2021: 10 ед. | municipality | district_total | 2019 31.12.19, 2020 31.12.20, 2021 31.12.21
        3 | count | >= 2019: 250, 2020: 500, 2021: 1050 чел. | municipality | district_total | 2019 31.12.19, 2020 31.12.20, 2021 31.12.21
        4 | count | >= 2019: 500000, 2020: 1000000, 2021: 1500000 ед. | municipality | district_total | 2019 31.12.19, 2020 31.12.20, 2021 31.12.21
        5! | ? | ? | ? | - | 2019 31.12.19, 2020 31.12.20, 2021 31.12.21
        6! | ? | ? | ? | - | 2019 31.12.19, 2020 31.12.20, 2021 31.12.21
    """,
    "programme_for_staff": """
        1 | count | >= 1 чел. | municipality | district_total | 2023 01.09.23
        1а | presence | exists | municipality | - | 2023 01.09.23
        2! | share | >= 100 % | school | district_share | 2024 31.05.24
        3 | share | >= 60 % | school | district_share | 2023 31.12.23
        4! | count | >= 1 ед. | school | district_share | 2023 30.11.23
    """,
    "kinds_of_documents": """
        1 | presence | exists | municipality | - | 2023 30.09.23, 2024 30.09.24, 2025 30.09.25
        2 | presence | exists | municipality | - | 2023 31.05.23, 2025 31.05.25
        3! | presence | exists | municipality | - | 2023 31.12.23, 2024 31.12.24, 2025 31.12.25
    """,
    "targets_of_tasks": """
        1.1 | share | >= 2023: 50, 2024: 55, 2025: 60 % | school | district_share | 2023 31.12.23, 2024 31.12.24, 2025 31.12.25
        1.2 | share | <= 2023: 2, 2024: 1, 2025: 0 % | school | district_share | 2023 31.12.23, 2024 31.12.24, 2025 31.12.25
        1.3! | ? | ? | ? | - | 2023 31.12.23, 2024 31.12.24, 2025 31.12.25
        2.1 | count | >= 2023: 12, 2024: 14, 2025: 16 чел. | municipality | district_total | 2023 31.12.23, 2024 31.12.24, 2025 31.12.25
        2.2 | count | <= 2023: 25, 2024: 20, 2025: 15 ед. | municipality | district_total | 2023 31.12.23, 2024 31.12.24, 2025 31.12.25
        2.3 | share | >= 2023: 22, 2024: 24, 2025: 26 % | school | district_share | 2023 31.12.23, 2024 31.12.24, 2025 31.12.25
    """,
    "totals_beside_years": """
        1 | count | >= 20 чел. | municipality | district_total | 2024 31.12.24, 2025 31.12.25, 2026 31.12.26
        2 | share | >= 100 % | school | district_share | 2024 31.12.24, 2025 31.12.25, 2026 31.12.26
        3 | count | >= 2024: 1, 2026: 2 ед. | municipality | district_total | 2024 31.12.24, 2026 31.12.26
    """,
    "value_of_a_school_year": """
        1 | share | >= 45 % | school | district_share | 2023/24 31.10.23
        2 | count | >= 350 чел. | municipality | district_total | 2023/24 31.12.23
        3 | count | >= 1 ед. | municipality | district_total | 2023/24 30.06.24
        4 | presence | exists | municipality | - | 2023/24 30.09.23
    """,
    "criteria_and_indicators": """
        1 | share | >= 40 % | school | district_share | 2023 31.12.23
        2 | count | >= 3 чел. | municipality | district_total | 2023 31.12.23
        3 | presence | exists | municipality | - | 2023 31.12.23
        4 | share | >= 15 % | school | district_share | 2023 31.12.23
        5! | ? | ? | ? | - | 2023 31.12.23
    """,
}
ACTS = {
    "indicators_to_2030": (
        "постановление",
        date(2022, 9, 16),
        "267",
        (2022, 2023, 2024, 2025, 2026, 2027, 2028, 2029, 2030),
    ),
    "youth_indicators": (
        "постановление",
        date(2015, 10, 23),
        "893",
        (2013, 2014, 2015, 2016, 2017, 2018, 2019, 2020),
    ),
    "new_standards_of_a_region": ("приказ", date(2021, 12, 30), "1295", (2021, 2022, 2023)),
    "new_standards_of_a_school": (
        "приказ",
        date(2022, 1, 10),
        "6а",
        (2022, 2023, 2024, 2025, 2026, 2027),
    ),
    "growth_points": ("распоряжение", date(2020, 10, 15), "716-р", (2020, 2021)),
    "indicators_in_parts": ("распоряжение", date(2020, 5, 12), "411-р", (2021,)),
    "weights_beside_years": (
        "постановление",
        date(2013, 11, 15),
        "П-1231",
        (2014, 2015, 2016, 2017, 2018, 2019, 2020, 2021, 2022, 2023, 2024, 2025),
    ),
    "passport_of_a_project": (
        "приказ",
        date(2022, 12, 28),
        "2101",
        (2023, 2024, 2025, 2026, 2030, 2035),
    ),
    "executors_beside_indicators": (
        "постановление",
        date(2014, 8, 21),
        "331-пп",
        (2024, 2025, 2026),
    ),
    "exams_without_results": ("приказ", date(2015, 11, 13), "5976", (2015, 2016)),
    "talents_without_results": (
        "приказ",
        date(2015, 5, 27),
        "3274п-П8",
        (2015, 2016, 2017, 2018, 2019, 2020),
    ),
    "wordings_of_guidance": ("приказ", date(2022, 2, 9), "41-ОД", (2022, 2023, 2024)),
    "passport_in_thousands": (
        "протокол",
        date(2018, 12, 14),
        "9",
        (2019, 2020, 2021, 2022, 2023, 2024),
    ),
    "programme_against_risks": ("приказ", date(2022, 4, 20), "57", (2022,)),
    "documents_as_results": ("распоряжение", date(2022, 9, 29), "553-РП", (2022, 2023, 2024)),
    "plan_fact_and_costs": ("постановление", date(2021, 11, 11), "1204-п", (2022, 2023, 2024)),
    "school_years_under_a_plan": ("распоряжение", date(2023, 8, 28), "77/1-р", (2024, 2025, 2026)),
    "three_annexes": ("приказ", date(2022, 9, 14), "210-од", (2022, 2023, 2024)),
    "numbers_inside_titles": ("приказ", date(2020, 2, 3), "15/2-пр", (2024,)),
    "less_of_the_unwanted": ("приказ", date(2024, 1, 15), "3", (2024, 2025, 2026)),
    "sections_and_odd_percents": (
        "постановление",
        date(2018, 12, 25),
        "900-ПА",
        (2019, 2020, 2021, 2022),
    ),
    "three_header_rows": ("распоряжение", date(2021, 7, 1), "345-рп", (2021, 2022, 2024, 2030)),
    "results_are_documents": ("приказ", date(2023, 1, 11), "4-о", (2023,)),
    "costs_beside_indicators": ("постановление", date(2023, 10, 30), "512", (2024, 2025, 2026)),
    "wordings_of_literacy": ("приказ", date(2022, 3, 15), "112-о", (2022, 2023, 2024)),
    "parts_with_dashes": ("приказ", date(2021, 4, 19), "77-пр", (2021,)),
    "units_and_scales": ("протокол", date(2019, 2, 5), "2", (2019, 2020, 2021)),
    "programme_for_staff": ("приказ", date(2023, 3, 25), "41/1", (2023, 2024)),
    "kinds_of_documents": ("распоряжение", date(2022, 12, 21), "1801-р", (2023, 2024, 2025)),
    "targets_of_tasks": ("распоряжение", date(2023, 6, 30), "88-р", (2023, 2024, 2025)),
    "totals_beside_years": ("постановление", date(2024, 1, 12), "15", (2024, 2025, 2026)),
    "value_of_a_school_year": ("приказ", date(2023, 5, 12), "301", (2024,)),
    "criteria_and_indicators": ("приказ", date(2022, 9, 9), "512", (2023,)),
}
"""Kind, date and number of the act, and the years of the roadmap."""


@cache
def the_order(name: str) -> RoadmapProposal:
    return read_as(name, ".docx")


@pytest.mark.parametrize("name", MEANINGS)
def test_an_order_of_any_kind_is_read_as_meant(name: str) -> None:
    assert drawn(the_order(name)) == expected(MEANINGS[name])


@pytest.mark.parametrize("name", ["three_annexes", "plan_fact_and_costs", "passport_of_a_project"])
def test_a_workbook_of_it_is_read_alike(name: str) -> None:
    assert drawn(read_as(name, ".xlsx")) == expected(MEANINGS[name])


@pytest.mark.parametrize("name", ACTS)
def test_the_act_and_the_years_are_those_of_the_order(name: str) -> None:
    """The number of an annex, of a school or of a table is not that of the act."""
    proposal = the_order(name)
    act = proposal.act
    assert (act.kind, act.date, act.number, proposal.years) == ACTS[name]


def test_tables_that_are_not_read_are_named() -> None:
    unsure = the_order("three_annexes").unsure
    assert [text for text in unsure if "не прочитана" in text] == [
        "Таблица «Ф.И.О. | Должность | Телефон» не прочитана: в её шапке нет мероприятий или "
        "показателей с планом.",
        "Таблица «Наименование расходов | 2022 | 2023 | 2024» не прочитана: в её шапке нет "
        "мероприятий или показателей с планом.",
    ]


def test_no_sentence_of_doubt_stands_in_more_than_five_rows() -> None:
    for name in MEANINGS:
        said = [sentence for row in the_order(name).rows for sentence in row.unsure]
        assert all(said.count(sentence) < 6 for sentence in said), name


def test_what_is_open_says_so() -> None:
    """A row without a kind has a sentence about its kind."""
    for name in MEANINGS:
        for row in the_order(name).rows:
            says = " ".join(row.unsure).lower()
            assert row.kind or "вид показателя" in says, (name, row.number)


@pytest.mark.parametrize(
    "name", ["growth_points", "totals_beside_years", "units_and_scales", "youth_indicators"]
)
def test_columns_may_stand_in_any_order(name: str) -> None:
    """All but the first turned round; merged heads over years are turned as they stand."""
    lines = [
        block if isinstance(block, str) else "\n".join("\t".join(turned(row)) for row in block)
        for block in blocks(text_of(name))
    ]
    assert drawn(read_order(as_word("\n".join(lines)), "к.docx")) == expected(MEANINGS[name])


def turned(row: list[str]) -> list[str]:
    merged = row.count("<")
    if not merged:
        return [row[0], *reversed(row[1:])]
    start = row.index("<") - 1
    return [row[0], row[start], *["<"] * merged, *reversed(row[1:start])]
