"""The order of Bessonovka district of 14.07.2020: twelve rows, read from any file as meant."""

from datetime import date

import pytest

from data_model.roadmap import PeriodKind
from loaders.orders import RoadmapProposal, read_order
from tests.loaders.orders.files import as_tabbed_word, read_as, text_of
from tests.loaders.orders.meanings import drawn, expected

MEANT = """
    1!  | presence | exists | municipality | - | 2020 31.08.20, 2021 31.08.21, 2022 31.08.22
    2   | presence | exists | municipality | - | 2020 30.09.20, 2021 30.09.21, 2022 30.09.22
    3   | count | >= 15 чел. | municipality | district_total | 2020 31.12.20, 2021 31.12.21, 2022 31.12.22
    4!  | presence | exists | municipality | - | 2020/21 31.08.21, 2021/22 31.08.22
    5!  | presence | exists | both | - | 2021 31.12.21, 2022 31.12.22
    6   | count | >= 20 чел. | municipality | district_total | 2021 31.08.21
    7   | presence | exists | both | - | 2020 31.12.20, 2021 31.12.21, 2022 31.12.22
    8!  | share | >= 55 % | school | district_share | 2020 31.12.20, 2021 31.12.21, 2022 31.12.22
    9!  | growing_share | >= 2020: 20, 2021: 35, 2022: 50 % | school | district_share | 2020 31.12.20, 2021 31.12.21, 2022 31.12.22
    10! | count | >= 3 чел. | municipality | district_total | 2020 31.12.20, 2021 31.12.21, 2022 31.12.22
    11! | presence | exists | municipality | - | 2020 31.12.20, 2021 31.12.21, 2022 31.12.22
    12! | presence | exists | municipality | - | 2019/20 31.08.20, 2020/21 31.08.21, 2021/22 31.08.22
"""  # noqa: E501
CENTRE = "МКУ МЦПРО Бессоновского района"
SCHOOLS = "Общеобразовательные организации"
EXECUTORS = {
    "1": ("Общественные организации Бессоновского района",),
    "2": (CENTRE,),
    "3": (CENTRE,),
    "4": (CENTRE,),
    "5": (CENTRE, SCHOOLS, "психолог базового кабинета ППМС центра"),
    "6": (CENTRE,),
    "7": (CENTRE, SCHOOLS),
    "8": (CENTRE, SCHOOLS),
    "9": (CENTRE, SCHOOLS),
    "10": (CENTRE, "Общественные организации"),
    "11": ("Управление образования", CENTRE),
    "12": (CENTRE,),
}


@pytest.fixture(scope="module", params=[".txt", ".docx", ".xlsx", ".pdf", "tabs in .docx"])
def proposal(request: pytest.FixtureRequest) -> RoadmapProposal:
    if request.param == "tabs in .docx":
        return read_order(as_tabbed_word(text_of("bessonovka")), "приказ.docx")
    return read_as("bessonovka", request.param)


def test_twelve_rows_are_read_as_meant(proposal):
    assert drawn(proposal) == expected(MEANT)


def test_executors_are_told_apart(proposal):
    assert {row.number: row.executors for row in proposal.rows} == EXECUTORS


def test_rows_broken_by_a_page_are_joined_to_the_letter(proposal):
    third, ninth = proposal.row("3"), proposal.row("9")
    assert third.title.endswith("«Образование для жизни (обучение через предпринимательство)»")
    assert ninth.wording == (
        "Ежегодное увеличение числа участников: 2020 – 20%, 2021 – 35%, 2022 – 50%"
    )


def test_the_act_is_that_of_the_order_and_not_of_its_preamble(proposal):
    act = proposal.act
    assert act.body == "Управление образования Бессоновского района Пензенской области"
    assert (act.kind, act.date, act.number) == ("приказ", date(2020, 7, 14), "94/01-09")
    assert act.title.startswith("Об утверждении муниципальной дорожной карты")


def test_title_and_years_are_those_of_the_roadmap(proposal):
    assert proposal.years == (2020, 2021, 2022)
    assert proposal.title == (
        "Дорожная карта по направлению «Организация системы работы по самоопределению и "
        "профессиональной ориентации» на 2020-2022 годы"
    )


def test_august_2021_is_a_single_term_and_results_of_a_school_year_are_school_years(proposal):
    kinds = {row.number: {period.kind for period in row.periods.values()} for row in proposal.rows}
    assert kinds["6"] == {PeriodKind.ONCE}
    assert kinds["4"] == kinds["12"] == {PeriodKind.SCHOOL_YEAR}
    assert kinds["1"] == {PeriodKind.CALENDAR}


def test_bases_are_those_of_the_text_and_of_the_project(proposal):
    eighth, ninth = proposal.row("8"), proposal.row("9")
    assert eighth.base == tuple(range(1, 12))
    assert eighth.comparison_bases == ((6, 7, 8, 9, 10, 11), (8, 9, 10, 11))
    assert ninth.base == (6, 7, 8, 9, 10, 11)


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("1", "возможно, имелись в виду общеобразовательные"),
        ("4", "можно прочесть и как один учебный год"),
        ("4", "на 2020 год значение не предусмотрено"),
        ("5", "за каждый год или один за весь срок"),
        ("8", "от каких классов считать процент"),
        ("9", "Увеличение «до» названного процента или «на» него"),
        ("10", "людей или участия"),
        ("11", "Сколько документов нужно"),
        ("12", "Срок 2019/20 прошёл до приказа"),
    ],
)
def test_what_the_reading_was_unsure_of_is_said(proposal, row, words):
    assert any(words in sentence for sentence in proposal.row(row).unsure)


def test_schools_give_their_own_number_of_row_ten_for_control_only(proposal):
    assert [row.number for row in proposal.rows if row.control] == ["10"]
