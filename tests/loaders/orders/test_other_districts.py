"""Orders of other districts in other wordings, each read as a person of that district means it.

Districts, schools and bodies are invented.
"""
# ruff: noqa: E501

from datetime import date

from tests.loaders.orders.files import read_as
from tests.loaders.orders.meanings import drawn, expected


def test_columns_in_other_order() -> None:
    """«Ответственные» before «Срок исполнения», a numbering row, ranges, «100 % школ»."""
    proposal = read_as("columns_in_other_order", ".docx")
    assert drawn(proposal) == expected("""
        1 | presence | exists | municipality | - | 2021 01.10.21
        2 | count | >= 2 чел. | school | each_school | 2021 30.11.21, 2022 30.11.22, 2023 30.11.23, 2024 30.11.24
        3 | share | >= 60 % | school | district_share | 2021 31.12.21, 2022 31.12.22, 2023 31.12.23, 2024 31.12.24
        4! | count | range 100–150 чел. | municipality | district_total | 2022 30.04.22, 2023 30.04.23, 2024 30.04.24
        5 | share_of_orgs | >= 100 % | school | district_share | 2022 31.12.22
    """)
    assert proposal.years == (2021, 2022, 2023, 2024)
    assert (
        proposal.act.body
        == "Муниципальное казённое учреждение «Отдел образования Светлополянского района»"
    )
    assert (proposal.act.kind, proposal.act.date, proposal.act.number) == (
        "приказ",
        date(2021, 8, 12),
        "215-о",
    )
    assert [row.executors for row in proposal.rows] == [
        ("Методический кабинет",),
        ("Методический кабинет", "руководители ОО"),
        ("Руководители ОО",),
        ("Методический кабинет", "Центр занятости населения"),
        ("Руководители ОО",),
    ]
    assert [row.base for row in proposal.rows if row.base] == [(8, 9, 10, 11)]


def test_kindergartens_without_numbers() -> None:
    """No number column, a school year, kindergartens, a continued row."""
    proposal = read_as("kindergartens_without_numbers", ".docx")
    assert drawn(proposal) == expected("""
        1 | presence | exists | school | each_school | 2022/23 30.09.22
        2 | share | >= 70 % | school | district_share | 2022/23 30.04.23
        3 | count | >= 20 чел. | municipality | district_total | 2022/23 30.06.23
        4! | ? | ? | ? | - | 2022/23 31.05.23
    """)
    assert proposal.years == (2023,)
    assert (
        proposal.act.body
        == "Администрация Верхнеложского муниципального округа, Управление образования"
    )
    assert (proposal.act.kind, proposal.act.date, proposal.act.number) == (
        "распоряжение",
        date(2022, 9, 3),
        "77-р",
    )
    assert [row.executors for row in proposal.rows] == [
        ("Заведующие ДОУ",),
        ("Управление образования", "Заведующие ДОУ"),
        ("Управление образования",),
        ("Управление образования",),
    ]
    assert [row.base for row in proposal.rows if row.base] == []


def test_merged_cells_and_sections() -> None:
    """Sections inside the table, executors merged over rows, numbers like 2.1."""
    proposal = read_as("merged_cells_and_sections", ".docx")
    assert drawn(proposal) == expected("""
        1.1 | presence | exists | municipality | - | 2023 31.03.23
        1.2 | presence | exists | school | each_school | 2023 15.09.23, 2024 15.09.24, 2025 15.09.25
        1.3 | count | >= 4 ед. | municipality | district_total | 2023 31.12.23, 2024 31.12.24, 2025 31.12.25
        2.1 | share | >= 2023: 30, 2024: 40, 2025: 50 % | school | district_share | 2023 31.12.23, 2024 31.12.24, 2025 31.12.25
        2.2! | growth | >= 10 % | municipality | district_total | 2023 31.12.23, 2024 31.12.24, 2025 31.12.25
        2.3 | share | <= 3 % | school | district_share | 2023 01.10.23, 2024 01.10.24, 2025 01.10.25
    """)
    assert proposal.years == (2023, 2024, 2025)
    assert proposal.act.body == "Управление образования администрации города Старозерска"
    assert (proposal.act.kind, proposal.act.date, proposal.act.number) == (
        "приказ",
        date(2023, 2, 1),
        "14",
    )
    assert [row.executors for row in proposal.rows] == [
        ("Управление образования",),
        ("Общеобразовательные организации",),
        ("Управление образования",),
        ("Управление образования", "общеобразовательные организации"),
        ("Управление образования", "общеобразовательные организации"),
        ("Управление образования", "общеобразовательные организации"),
    ]
    assert [row.base for row in proposal.rows if row.base] == [(6, 7, 8, 9, 10, 11), (9,)]


def test_percents_by_school_year() -> None:
    """School years throughout, a path over them, a workbook."""
    proposal = read_as("percents_by_school_year", ".xlsx")
    assert drawn(proposal) == expected("""
        1 | share | >= 2021: 60, 2022: 80, 2023: 100 % | school | district_share | 2020/21 31.08.21, 2021/22 31.08.22, 2022/23 31.08.23
        2 | count | >= 50 ед. | municipality | district_total | 2020/21 31.03.21, 2021/22 31.03.22, 2022/23 31.03.23
        3 | presence | exists | municipality | - | 2020/21 31.08.21, 2021/22 31.08.22, 2022/23 31.08.23
        4 | count | >= 3 ед. | municipality | district_total | 2021/22 31.08.22
    """)
    assert proposal.years == (2021, 2022, 2023)
    assert proposal.act.body == "Комитет по образованию администрации Приозёрного района"
    assert (proposal.act.kind, proposal.act.date, proposal.act.number) == (
        "приказ",
        date(2020, 8, 28),
        "156/1",
    )
    assert [row.executors for row in proposal.rows] == [
        ("Школы", "психологи"),
        ("МБУ «Методический центр»",),
        ("МБУ «Методический центр»",),
        ("МБУ «Методический центр»", "школы"),
    ]
    assert [row.base for row in proposal.rows if row.base] == [(9,)]


def test_several_indicators_in_a_row() -> None:
    """Several indicators in one cell become rows 1, 1а, 1б."""
    proposal = read_as("several_indicators_in_a_row", ".docx")
    assert drawn(proposal) == expected("""
        1! | count | >= 40 чел. | municipality | district_total | 2022 30.11.22, 2023 30.11.23
        1а | presence | exists | both | - | 2022 30.11.22, 2023 30.11.23
        1б | share_of_orgs | >= 80 % | school | district_share | 2022 30.11.22, 2023 30.11.23
        2 | count | >= 10 ед. | municipality | district_total | 2022 31.12.22
        2а | presence | exists | municipality | - | 2022 31.12.22
        3! | share | >= 25 % | school | district_share | 2023 31.12.23
    """)
    assert proposal.years == (2022, 2023)
    assert proposal.act.body == "Отдел образования Луговского района"
    assert (proposal.act.kind, proposal.act.date, proposal.act.number) == (
        "приказ",
        date(2022, 1, 20),
        "9-од",
    )
    assert [row.executors for row in proposal.rows] == [
        ("Отдел образования", "образовательные организации"),
        ("Отдел образования", "образовательные организации"),
        ("Отдел образования", "образовательные организации"),
        ("Отдел образования",),
        ("Отдел образования",),
        ("Отдел образования", "образовательные организации"),
    ]
    assert [row.base for row in proposal.rows if row.base] == []


def test_two_tables_in_one_document() -> None:
    """A table that is no roadmap, and a roadmap split in two."""
    proposal = read_as("two_tables_in_one_document", ".docx")
    assert drawn(proposal) == expected("""
        1 | presence | exists | municipality | - | 2021 30.09.21, 2022 30.09.22
        2! | share | >= 90 % | school | district_share | 2021 31.12.21, 2022 31.12.22
        3! | ? | ? | ? | - | 2021 31.12.21, 2022 31.12.22
        4 | count | >= 12 ед. | municipality | district_total | 2021 31.12.21, 2022 31.12.22
    """)
    assert proposal.years == (2021, 2022)
    assert proposal.act.body == "МКУ «Управление образования Заозёрного округа»"
    assert (proposal.act.kind, proposal.act.date, proposal.act.number) == (
        "приказ",
        date(2021, 8, 30),
        "301",
    )
    assert [row.executors for row in proposal.rows] == [
        ("МКУ «Управление образования»",),
        ("Школы",),
        ("МКУ «Управление образования»",),
        ("МКУ «Управление образования»", "ОО"),
    ]
    assert [row.base for row in proposal.rows if row.base] == [(7, 8, 9)]
