"""Orders of other districts in other wordings, each read as a person of that district means it.

Districts, schools and bodies are invented.
"""
# ruff: noqa: E501

from datetime import date

from tests.loaders.orders.files import read_as
from tests.loaders.orders.meanings import drawn, expected


def test_table_per_section() -> None:
    """A table per section; numbers start anew in each."""
    proposal = read_as("table_per_section", ".docx")
    assert drawn(proposal) == expected("""
        1.1 | presence | exists | municipality | - | 2021 30.04.21
        1.2 | count | >= 2 ед. | municipality | district_total | 2021 31.12.21, 2022 31.12.22, 2023 31.12.23
        2.1! | count | >= 1 ед. | school | each_school | 2021 28.02.21, 2022 28.02.22, 2023 28.02.23
        2.2! | count | >= 2021: 100, 2022: 150, 2023: 200 чел. | municipality | district_total | 2021 31.12.21, 2022 31.12.22, 2023 31.12.23
    """)
    assert proposal.years == (2021, 2022, 2023)
    assert proposal.act.body == "Управление образования Нижнереченского района"
    assert (proposal.act.kind, proposal.act.date, proposal.act.number) == (
        "приказ",
        date(2021, 3, 10),
        "88/2",
    )
    assert [row.executors for row in proposal.rows] == [
        ("Управление образования",),
        ("Управление образования",),
        ("Руководители школ",),
        ("Центр «Диалог»", "педагоги-психологи школ"),
    ]
    assert [row.base for row in proposal.rows if row.base] == []


def test_quarters() -> None:
    """A resolution of an administration with quarterly terms."""
    proposal = read_as("quarters", ".txt")
    assert drawn(proposal) == expected("""
        1 | presence | exists | municipality | - | 2024 31.03.24
        2 | count | >= 2 ед. | municipality | district_total | 2024 31.12.24
        3 | count | >= 120 чел. | municipality | district_total | 2024 30.09.24
        4 | presence | exists | municipality | - | 2024 20.12.24
        5! | ? | ? | ? | - | 2024 31.12.24
    """)
    assert proposal.years == (2024,)
    assert proposal.act.body == "Администрация Краснопольского района"
    assert (proposal.act.kind, proposal.act.date, proposal.act.number) == (
        "постановление",
        date(2023, 12, 25),
        "1045-па",
    )
    assert [row.executors for row in proposal.rows] == [
        ("Администрация района",),
        ("Центр занятости населения (по согласованию)",),
        ("Отдел образования", "центр занятости населения (по согласованию)"),
        ("Отдел образования",),
        ("Отдел образования",),
    ]
    assert [row.base for row in proposal.rows if row.base] == []


def test_targets_in_year_columns() -> None:
    """Targets stand in a column of each year, under a header of two rows."""
    proposal = read_as("targets_in_year_columns", ".xlsx")
    assert drawn(proposal) == expected("""
        1 | share | >= 2022: 55, 2023: 60, 2024: 65.5 % | school | district_share | 2022 01.10.22, 2023 01.10.23, 2024 01.10.24
        2 | count | >= 2022: 10, 2023: 12, 2024: 15 ед. | municipality | district_total | 2022 31.12.22, 2023 31.12.23, 2024 31.12.24
        3 | count | >= 2023: 5, 2024: 8 ед. | municipality | district_total | 2023 31.12.23, 2024 31.12.24
        4 | presence | exists | municipality | - | 2022 31.12.22, 2023 31.12.23, 2024 31.12.24
    """)
    assert proposal.years == (2022, 2023, 2024)
    assert proposal.act.body == "Департамент образования города Новоозерска"
    assert (proposal.act.kind, proposal.act.date, proposal.act.number) == (
        "приказ",
        date(2021, 12, 15),
        "900",
    )
    assert [row.executors for row in proposal.rows] == [
        ("Общеобразовательные организации",),
        ("Департамент образования",),
        ("Департамент образования",),
        ("МБУ «Центр развития образования»",),
    ]
    assert [row.base for row in proposal.rows if row.base] == [(10, 11)]


def test_less_is_better() -> None:
    """Less is better: «не более», «менее», «снижение на 10 %»."""
    proposal = read_as("less_is_better", ".txt")
    assert drawn(proposal) == expected("""
        1! | count | <= 5 чел. | school | district_total | 2020 01.09.20, 2021 01.09.21
        2! | share | <= 2 % | school | district_share | 2020 31.12.20, 2021 31.12.21
        3! | growth | <= -10 % | school | district_total | 2020 31.12.20, 2021 31.12.21
        4 | share | >= 50 % | school | district_share | 2021 31.05.21
        5! | count | range 5–7 ед. | municipality | district_total | 2020 30.11.20, 2021 30.11.21
        6! | count | >= 21 ед. | municipality | district_total | 2020 31.12.20, 2021 31.12.21
    """)
    assert proposal.years == (2020, 2021)
    assert proposal.act.body == "Отдел образования Каменнобродского района"
    assert (proposal.act.kind, proposal.act.date, proposal.act.number) == (
        "приказ",
        date(2020, 2, 17),
        "33",
    )
    assert [row.executors for row in proposal.rows] == [
        ("Школы",),
        ("Отдел образования",),
        ("Школы",),
        ("Школы",),
        ("Отдел образования",),
        ("Отдел образования",),
    ]
    assert [row.base for row in proposal.rows if row.base] == [(9,), (11,)]


def test_pdf_over_pages() -> None:
    """A PDF: the table is found by its ruled lines."""
    proposal = read_as("pdf_over_pages", ".pdf")
    assert drawn(proposal) == expected("""
        1 | count | >= 1 ед. | municipality | district_total | 2022 31.08.22, 2023 31.08.23, 2024 31.08.24
        2 | share | >= 45 % | school | district_share | 2022 01.06.22, 2023 01.06.23, 2024 01.06.24
        3 | presence | exists | municipality | - | 2023 31.12.23
        4! | count | >= 2022: 5, 2023: 8, 2024: 10 чел. | municipality | district_total | 2022 31.12.22, 2023 31.12.23, 2024 31.12.24
    """)
    assert proposal.years == (2022, 2023, 2024)
    assert proposal.act.body == "Управление образования Трёхреченского района"
    assert (proposal.act.kind, proposal.act.date, proposal.act.number) == (
        "приказ",
        date(2022, 4, 5),
        "61-од",
    )
    assert [row.executors for row in proposal.rows] == [
        ("Управление образования",),
        ("Общеобразовательные организации", "ГБПОУ «Трёхреченский техникум»"),
        ("МБУ «Информационно-методический центр»",),
        ("МБУ «Информационно-методический центр»", "общеобразовательные организации"),
    ]
    assert [row.base for row in proposal.rows if row.base] == [(8, 9)]


def test_one_school_year() -> None:
    """A plan of one school year, headed in its own words."""
    proposal = read_as("one_school_year", ".docx")
    assert drawn(proposal) == expected("""
        1 | count | >= 30 чел. | municipality | district_total | 2021/22 31.08.21
        2 | share_of_orgs | >= 100 % | school | district_share | 2021/22 30.11.21
        3! | count | >= 1200 чел. | municipality | district_total | 2021/22 31.05.22
        4 | presence | exists | municipality | - | 2021/22 10.06.22
        5! | growth | >= 5 % | school | district_total | 2021/22 31.08.22
    """)
    assert proposal.years == (2022,)
    assert (
        proposal.act.body
        == "Муниципальное образование «Южнобережный район», Управление образования"
    )
    assert (proposal.act.kind, proposal.act.date, proposal.act.number) == (
        "распоряжение",
        date(2021, 8, 27),
        "120",
    )
    assert [row.executors for row in proposal.rows] == [
        ("ИМЦ",),
        ("ОО",),
        ("ОО", "ИМЦ"),
        ("ИМЦ",),
        ("Педагоги-психологи ОО",),
    ]
    assert [row.base for row in proposal.rows if row.base] == []


def test_value_in_its_own_column() -> None:
    """A column of directions before the activities, the value apart from the indicator."""
    proposal = read_as("value_in_its_own_column", ".docx")
    assert drawn(proposal) == expected("""
        1 | presence | exists | municipality | - | 2022/23 15.10.22
        2 | share_of_orgs | >= 100 % | school | district_share | 2022/23 31.10.22
        3 | share | >= 90 % | school | district_share | 2022/23 31.12.22
        4 | count | >= 30 ед. | municipality | district_total | 2022/23 31.08.23
        5! | count | >= 40 чел. | municipality | district_total | 2022/23 31.08.23
        6 | presence | exists | municipality | - | 2022/23 30.09.23
    """)
    assert proposal.years == (2023,)
    assert (
        proposal.act.body
        == "Администрация муниципального района «Дальнереченский», Отдел образования"
    )
    assert (proposal.act.kind, proposal.act.date, proposal.act.number) == (
        "приказ",
        date(2022, 10, 5),
        "312-ОД",
    )
    assert [row.executors for row in proposal.rows] == [
        ("Отдел образования",),
        ("Руководители ОО",),
        ("Педагоги-психологи ОО",),
        ("ОО", "Районный методический кабинет"),
        ("Районный методический кабинет",),
        ("Отдел образования",),
    ]
    assert [row.base for row in proposal.rows if row.base] == [(8, 9, 10, 11)]


def test_approved_by_a_stamp() -> None:
    """No order, only «УТВЕРЖДАЮ»; the term is «на период до 2024 года»."""
    proposal = read_as("approved_by_a_stamp", ".xlsx")
    assert drawn(proposal) == expected("""
        1! | ? | ? | ? | - | 2021 28.02.21, 2022 28.02.22, 2023 28.02.23, 2024 29.02.24
        2! | count | >= 3 ед. | school | district_total | 2022 01.09.22
        3! | presence | exists | both | - | 2022 31.12.22, 2023 31.12.23, 2024 31.12.24
        4 | count | >= 500 чел. | municipality | district_total | 2022 31.10.22, 2023 31.10.23, 2024 31.10.24
        5 | share | >= 70 % | school | district_share | 2024 31.12.24
    """)
    assert proposal.years == (2021, 2022, 2023, 2024)
    assert proposal.act.body == ""
    assert proposal.unsure == (
        "Реквизиты приказа не найдены: орган, номер. Укажите их.",
        "Знак сравнения не назван. Принято: не менее. Строки: 5.",
    )
    assert (proposal.act.kind, proposal.act.date, proposal.act.number) == (
        "приказ",
        date(2021, 9, 1),
        "",
    )
    assert [row.executors for row in proposal.rows] == [
        ("ОО",),
        ("ОО",),
        ("Управление образования", "ОО"),
        ("Управление образования",),
        ("ОО",),
    ]
    assert [row.base for row in proposal.rows if row.base] == [(10, 11)]
