"""Orders in shapes that other districts use; each was read by a person before the program read it.

Districts, schools and bodies are invented.
"""
# ruff: noqa: E501

import pytest

from loaders.orders import read_order
from loaders.orders.measures import read_measure
from tests.loaders.orders.files import as_word, read_as, text_of
from tests.loaders.orders.meanings import drawn, expected

ORDERS = {
    "signs_behind_numbers": """
        1 | share_of_orgs | <= 5 % | school | district_share | 2026 31.12.26
        2 | share | >= 75 % | school | district_share | 2026 31.12.26
        3 | count | >= 40 чел. | municipality | district_total | 2026 31.12.26
        4 | share | <= 2 % | school | district_share | 2026 31.12.26
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


@pytest.mark.parametrize(
    ("wording", "said"),
    [
        ("не менее 4–5 участников", "Знак стоит перед двумя числами («не менее 4–5»)"),
        ("доля обучающихся: 40/60/80 %", "Числа названы через черту («40/60/80 %»)"),
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
