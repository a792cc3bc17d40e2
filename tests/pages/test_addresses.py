"""Addresses that fit nothing: the page says what does not exist, and never shows another thing."""

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.conftest import Open, plain, shown_tables
from ui.navigation import PAGES

MONITORING = "pages/monitoring"
SCHOOL = f"{MONITORING}/school.py"
INDICATOR = f"{MONITORING}/indicator.py"
OVERVIEW = f"{MONITORING}/overview.py"
SECOND = "Башмаковский район"


def ways(app: AppTest) -> list[str]:
    """What the page offers instead, in its order; the parts of the place stand above."""
    parts = {row.title for row in PAGES}
    found = [one.label for one in app.main if one.type in {"page_link", "button"}]
    found = [label for label in found if label not in parts]
    return [label.replace("\u00a0", " ") for label in found]


def go(app: AppTest, label: str) -> AppTest:
    buttons = [one for one in app.main if one.type == "button"]
    found = next(one for one in buttons if one.label.replace("\u00a0", " ") == label)
    return found.click().run()


def shows_nothing(app: AppTest) -> bool:
    """Neither a table nor a chart of something else."""
    return not shown_tables(app) and not app.get("plotly_chart")


@pytest.mark.parametrize(
    ("file", "address", "said"),
    [
        (SCHOOL, {"school": "999999"}, "Организации с кодом «999999» нет."),
        (
            SCHOOL,
            {"school": "580415", "year": "2022"},
            "Филиал МБОУ СОШ с. Тихоключье в д. Дальний Хуторок закрыт 31.08.2022, "
            "отчёт за 2022 год не сдаёт. Последний год — 2021.",
        ),
        (SCHOOL, {"school": "580301"}, "Организация с кодом «580301» относится к другому району."),
        (SCHOOL, {"school": "58040"}, "Бессоновский район — не школа"),
        (INDICATOR, {"indicator": "77"}, "Показателя № 77 в дорожной карте нет."),
        (
            OVERVIEW,
            {"year": "1999"},
            "На 1999 год дорожной карты нет. Есть годы: 2020, 2021 и 2022.",
        ),
        (OVERVIEW, {"year": "двадцатый"}, "«двадцатый» — не год"),
        (OVERVIEW, {"district": "Нет"}, "Района «Нет» в базе нет."),
        (OVERVIEW, {"municipality": "99999"}, "Района «99999» в базе нет."),
        (f"{MONITORING}/provenance.py", {"indicator": "77"}, "Показателя № 77"),
        (
            f"{MONITORING}/provenance.py",
            {"indicator": "9", "school": "999999"},
            "Организации с кодом «999999» нет.",
        ),
        (f"{MONITORING}/what_if.py", {"indicator": "1"}, "№ 1 План работы: чисел здесь нет"),
        (f"{MONITORING}/districts.py", {"shared": "nothing"}, "Такого показателя в нескольких"),
        ("pages/decisions/effect.py", {"indicator": "77"}, "Показателя № 77"),
        ("pages/returns/board.py", {"year": "1999"}, "На 1999 год дорожной карты нет."),
    ],
)
def test_what_does_not_exist_is_named_and_nothing_else_is_shown(
    sample: Open, file: str, address: dict[str, str], said: str
) -> None:
    app = sample(file, **address)
    assert [error.message for error in app.exception] == []
    assert said in plain(app)
    assert shows_nothing(app)


def test_a_closed_branch_leads_to_its_last_year_and_to_its_head(sample: Open) -> None:
    app = sample(SCHOOL, school="580415", year="2022")
    assert ways(app)[:2] == ["Открыть 2021 год", "Головная школа"]
    app = go(app, "Открыть 2021 год")
    assert (app.selectbox(key="school").value, app.selectbox(key="year").value) == ("580415", 2021)
    app.selectbox(key="year").select(2022).run()
    assert go(app, "Головная школа").selectbox(key="school").value == "580405"


def test_a_closed_branch_has_its_page_in_a_year_in_which_it_was_awaited(sample: Open) -> None:
    app = sample(SCHOOL, school="580415", year="2021")
    assert app.selectbox(key="school").value == "580415"
    assert not shows_nothing(app)


def test_switching_the_year_does_not_switch_the_school(sample: Open) -> None:
    """Филиал открыт в 2021 году; год переключили на 2022 — о филиале и речь, не о другой школе."""
    app = sample(SCHOOL, school="580415", year="2021")
    app.selectbox(key="year").select(2022).run()
    assert "закрыт 31.08.2022" in plain(app)
    assert app.selectbox(key="school").value is None
    assert shows_nothing(app)
    app.selectbox(key="year").select(2021).run()
    assert app.selectbox(key="school").value == "580415"


def test_a_choice_after_a_wrong_address_is_shown(sample: Open) -> None:
    app = sample(SCHOOL, school="999999", year="2022")
    app.selectbox(key="school").select("580402").run()
    assert "Организации с кодом" not in plain(app)
    assert "Заозёрино" in plain(app)


def test_the_years_that_there_are_stand_nearest_first(sample: Open) -> None:
    app = sample(OVERVIEW, year="2019")
    assert ways(app)[:3] == ["2020 год", "2021 год", "2022 год"]
    assert "2020 год · данные на" in plain(go(app, "2020 год"))


def test_a_wrong_year_is_told_on_every_page_until_another_is_chosen(sample: Open) -> None:
    app = sample(OVERVIEW, year="1999")
    del app.query_params["year"]
    assert "На 1999 год" in plain(app.run())
    app.query_params["year"] = "2021"
    app.run()
    assert "2021 год · данные на" in plain(app)


def test_a_code_of_a_district_leads_to_it(sample: Open) -> None:
    """/school?municipality=58030&school=580301 — адрес по кодам, как в договоре."""
    app = sample(SCHOOL, municipality="58030", school="580301")
    assert app.selectbox(key="district").value == SECOND
    assert app.selectbox(key="school").value == "580301"


def test_whoever_chooses_a_district_by_hand_leaves_the_code_behind(sample: Open) -> None:
    app = sample(OVERVIEW, municipality="58030")
    assert app.selectbox(key="district").value == SECOND
    app.selectbox(key="district").select("Бессоновский район").run()
    assert app.selectbox(key="district").value == "Бессоновский район"
    assert "municipality" not in app.query_params


def test_a_school_remembered_in_one_district_is_not_asked_for_in_another(sample: Open) -> None:
    app = sample(SCHOOL, school="580402", year="2021")
    app.switch_page(OVERVIEW).run()
    for name in ("school", "indicator"):
        if name in app.query_params:
            del app.query_params[name]
    app.selectbox(key="district").select(SECOND).run()
    app.switch_page(SCHOOL).run()
    assert "относится к другому району" not in plain(app)
    assert app.selectbox(key="school").value == "580301"


def test_a_school_of_another_district_is_one_click_away(sample: Open) -> None:
    app = go(sample(SCHOOL, school="580301"), "Открыть")
    assert app.selectbox(key="district").value == SECOND
    assert app.selectbox(key="school").value == "580301"


def test_the_district_as_a_whole_is_no_school_to_the_next_page(sample: Open) -> None:
    """После исходных данных района часть «Школа» открывает школу, а не отказ."""
    app = sample(f"{MONITORING}/provenance.py", year="2022", indicator="9", school="58040")
    del app.query_params["school"]
    app.switch_page(f"{MONITORING}/matrix.py").run()
    links = [link.proto for link in app.main if link.type == "page_link"]
    school = next(link for link in links if link.page == "school")
    assert "school=" not in school.query_string
    app.switch_page(SCHOOL).run()
    assert app.selectbox(key="school").value == "580401"
