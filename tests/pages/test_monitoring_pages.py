"""The monitoring pages say what plan/fact says; each figure leads to its origin."""

import json

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.conftest import Open, plain, shown_tables, words

FOLDER = "pages/monitoring"


def figures(app: AppTest) -> list[dict[str, object]]:
    """The charts of the page as the browser gets them."""
    return [json.loads(chart.proto.spec) for chart in app.get("plotly_chart")]


def titles(app: AppTest) -> str:
    found = [str(figure["layout"]["meta"][0]) for figure in figures(app)]
    return "\n".join(found).replace("<br>", " ")


def test_the_first_page_tells_in_its_title_where_the_district_stands(sample: Open) -> None:
    """За десять секунд: сколько выполнено, лучше ли прошлого года, окончательно ли это."""
    app = sample(f"{FOLDER}/overview.py", year="2022")
    title = app.title[0].value.replace("\u00a0", " ").replace("\\", "")
    assert title == "Бессоновский район, 2022 год: выполнено 7 из 11 показателей"
    said = plain(app)
    assert "в 2021 — выполнено 9 из 12 показателей" in said
    assert "выводы предварительные: по показателю 9 доля может оказаться от 34,0 %" in said
    assert said.count("отчёты сдали 12 из 14") == 1


def test_the_first_page_puts_first_what_is_furthest_from_its_plan(sample: Open) -> None:
    app = sample(f"{FOLDER}/overview.py", year="2022")
    links = [link.label.replace("\u00a0", " ").replace("\\", "") for link in app.main.page_link]
    named = [label.strip("*") for label in links if label.startswith("**")]
    assert [name.split()[1] for name in named] == ["9", "7", "4", "5"]
    said = plain(app)
    assert "37,1 %, план не менее 50 % · не хватает 194 обучающихся · к 2021: +5,4 п. п." in said
    assert "больше всех недобрали: МБОУ СОШ с. Светлополье −68 чел." in said
    assert "Что делать: указать наименование, номер и дату документа" in said.replace("**", "")


def test_the_first_page_names_who_is_silent_and_what_waits(sample: Open) -> None:
    said = plain(sample(f"{FOLDER}/overview.py", year="2022"))
    assert "МБОУ СОШ с. Студеноручье: просрочен на" in said
    assert "Ждут уточнения: 7 вопросов" in said
    assert "13 из 15 не исполнили п. 1.3 протокола № 2, срок 15.04.2022" in said


def test_every_row_is_a_square_and_every_verdict_a_filter(sample: Open) -> None:
    """Выполнено + частично + не выполнено + нет данных + не предусмотрено = все двенадцать."""
    app = sample(f"{FOLDER}/overview.py", year="2022", show="не выполнено")
    squares = [link for link in app.main.page_link if "-background[" in link.label]
    assert len(squares) == 12
    counts = [option.split(": ") for option in app.radio(key="overview-show").options]
    assert [int(count) for _, count in counts] == [4, 7, 1, 2, 1, 1, 12]
    named = [link.label for link in app.main.page_link if link.label.startswith("**")]
    assert [name.replace("\u00a0", " ").split()[1] for name in named] == ["7", "9"]


def test_the_list_of_indicators_has_a_line_per_row_and_keeps_its_filter(sample: Open) -> None:
    table = shown_tables(sample(f"{FOLDER}/indicators.py", year="2021"))[0]
    assert table["№"].tolist() == list(range(1, 13))
    assert {"План", "Факт", "Отклонение, п. п.", "Отклонение, ед.", "Выполнение"} <= set(table)
    narrowed = sample(f"{FOLDER}/indicators.py", year="2022", show="не выполнено")
    assert shown_tables(narrowed)[0]["№"].tolist() == [7, 9]


def test_the_ticket_to_the_future_is_what_a_person_sees_first(sample: Open) -> None:
    app = sample(f"{FOLDER}/indicator.py", year="2021")
    assert app.selectbox(key="indicator").value == "9"
    steps = next(part for part in figures(app)[0]["data"] if part["name"] == "план")
    assert steps["y"] == [20, 20, 35, 35, 50, 50]


def test_the_link_decides_which_indicator_is_shown(sample: Open) -> None:
    app = sample(f"{FOLDER}/indicator.py", year="2021", indicator="8")
    assert app.selectbox(key="indicator").value == "8"


def test_every_row_of_the_roadmap_can_be_opened(sample: Open) -> None:
    app = sample(f"{FOLDER}/indicator.py", year="2022")
    for number in app.selectbox(key="indicator").options:
        app.selectbox(key="indicator").select_index(
            app.selectbox(key="indicator").options.index(number)
        ).run()
        assert [error.message for error in app.exception] == [], number


def test_a_district_count_never_judges_a_school(sample: Open) -> None:
    app = sample(f"{FOLDER}/indicator.py", year="2021", indicator="10")
    assert set(shown_tables(app)[0]["Выполнение"]) == {"вклад"}


def test_who_has_not_answered_under_a_district_total_is_no_data(sample: Open) -> None:
    """№ 10: Студеноручье и Полынкино не сдали, Гусиная Заводь не ответила — «нет данных»."""
    app = sample(f"{FOLDER}/indicator.py", year="2022", indicator="10")
    table = shown_tables(app)[0]
    unknown = table[table["Выполнение"].str.endswith("нет данных")]["Школа"].tolist()
    assert [name.rpartition(" ")[2] for name in unknown] == ["Студеноручье", "Полынкино", "Заводь"]
    assert "не предусмотрено" not in table.to_string()


def test_what_is_not_foreseen_is_not_called_not_reported(sample: Open) -> None:
    """№ 6 в 2022 году не предусмотрен: отчёты тут ни при чём."""
    text = plain(sample(f"{FOLDER}/indicator.py", year="2022", indicator="6"))
    assert "На 2022 год плановое значение не предусмотрено." in text
    assert "не сдан" not in text.replace("отчёт муниципалитета сдан", "")


def test_an_unanswered_question_of_a_return_that_is_in_names_the_return(sample: Open) -> None:
    """№ 5: отчёт муниципалитета от 19.12.2022 сдан, ответа на вопрос в нём нет."""
    app = sample(f"{FOLDER}/provenance.py", year="2022", indicator="5", school="58040")
    text = plain(app)
    assert "отчёт муниципалитета сдан, но ответа на этот вопрос в нём нет." in text
    assert "Отчёт получен 19.12.2022: файл 58040_2022.xlsx." in text
    aside = shown_tables(app)[0]
    assert (aside["Учтено"].tolist(), aside["Ячейка"].tolist()) == (["нет ответа"], ["C13"])
    assert "не сдано" not in text
    assert "ещё нет" not in text


def test_the_origin_of_what_was_not_asked_says_so(sample: Open) -> None:
    app = sample(f"{FOLDER}/provenance.py", year="2022", indicator="6", school="58040")
    assert "На 2022 год плановое значение не предусмотрено." in plain(app)
    assert "не сдано" not in plain(app)


def test_the_origin_of_a_school_that_never_reported_says_that_it_did_not(sample: Open) -> None:
    app = sample(f"{FOLDER}/provenance.py", year="2022", indicator="9", school="580408")
    assert "факта нет: отчёт не сдан." in plain(app)
    assert "Отчёт получен" not in plain(app)


def test_a_school_that_has_not_reported_begins_with_that(sample: Open) -> None:
    """Студеноручье: сначала «отчёт не сдан, срок истёк», и никакого «выполнено 0 из 4»."""
    app = sample(f"{FOLDER}/school.py", year="2022", school="580408")
    text = plain(app)
    assert "Отчёт за 2022 год не сдан, срок истёк 20.12.2022." in text
    assert "0 из 4" not in text + titles(app)
    assert "2022: нет данных — 5" in titles(app)
    assert "2022: нет данных; 2021: 18,6" in titles(app).replace("\u00a0", " ")
    links = {link.label for link in app.main if link.type == "page_link"}
    assert "Бланк этой школы" in links


def test_a_small_base_is_told_alike_in_every_place(sample: Open) -> None:
    """Гусиная Заводь, 4 из 9: без знака, слова, процента и цвета на карте, рисунке и в таблице."""
    app = sample(f"{FOLDER}/school.py", year="2022", school="580413")
    text = plain(app) + titles(app).replace("\u00a0", " ")
    assert "Малая база: № 9 Билет в будущее — 4 из 9." in text
    assert "2022: 4 из 9 чел., малая база" in text
    assert "44,4" not in text
    table = shown_tables(app)[0]
    assert table.loc[table["№"] == 9, ["Выполнение", "Факт"]].to_numpy().tolist() == [
        ["малая база", "4\u00a0из\u00a09"]
    ]
    matrix = shown_tables(sample(f"{FOLDER}/matrix.py", year="2022"))[0]
    cell = matrix.loc[matrix["Школа"].str.contains("Заводь"), "№\u00a09 Билет в будущее"]
    assert cell.tolist() == ["4\u00a0из\u00a09, малая база"]


def test_the_matrix_lets_only_the_sought_schools_stay(sample: Open) -> None:
    app = sample(f"{FOLDER}/matrix.py", year="2022")
    everybody = len(shown_tables(app)[0])
    app.text_input(key="matrix-find").set_value("НОШ").run()
    assert 0 < len(shown_tables(app)[0]) < everybody


def test_the_matrix_says_so_when_nothing_is_found(sample: Open) -> None:
    app = sample(f"{FOLDER}/matrix.py", year="2022")
    app.text_input(key="matrix-find").set_value("такой школы нет").run()
    assert "Таких школ нет" in app.info[0].value


def test_a_school_shows_its_former_name(sample: Open) -> None:
    renamed = sample(f"{FOLDER}/school.py", year="2022", school="580406")
    assert "Прежние названия" in words(renamed)


def test_a_school_begins_with_its_answer_and_goes_on_with_its_assignments(sample: Open) -> None:
    app = sample(f"{FOLDER}/school.py", year="2022", school="580401")
    order = [one.value for one in app.main if one.type in {"markdown", "header"}]
    answer = next(place for place, text in enumerate(order) if text.startswith("**Выполнено"))
    assert answer < order.index("Поручения")


def test_a_school_shows_its_part_of_the_district(sample: Open) -> None:
    app = sample(f"{FOLDER}/school.py", year="2021", school="580401")
    assert "Вклад в показатели района" in words(app)
    assert "ориентир" in words(app)


def test_the_origin_of_a_school_figure_names_sheet_and_cell(sample: Open) -> None:
    app = sample(f"{FOLDER}/provenance.py", year="2021", indicator="9", school="580401")
    cells = shown_tables(app)[0]
    assert "Показатели" in words(app)
    assert {"Ячейка", "В отчёте", "Учтено"} <= set(cells.columns)
    assert [int(written) for written in cells["В отчёте"]] == cells["Учтено"].tolist()


@pytest.mark.parametrize(
    ("indicator", "school", "label", "way"),
    [
        ("9", "580401", "Исправить: бланк с этими ответами", "school=580401"),
        ("1", "58040", "Исправить ответы района", ""),
    ],
)
def test_beside_the_file_stands_the_way_to_mend_it(
    sample: Open, indicator: str, school: str, label: str, way: str
) -> None:
    app = sample(f"{FOLDER}/provenance.py", year="2021", indicator=indicator, school=school)
    link = next(one.proto for one in app.main.get("page_link") if one.proto.label == label)
    assert way in link.query_string


def test_the_origin_of_the_district_figure_sums_up_to_it(sample: Open) -> None:
    app = sample(f"{FOLDER}/provenance.py", year="2021", indicator="9", school="58040")
    schools = shown_tables(app)[0]
    total = f"{schools['Участников'].sum()}\u00a0из\u00a0"
    assert total in words(app).replace("\\", "")


def test_a_row_that_only_the_district_answers_has_no_school_figure(sample: Open) -> None:
    app = sample(f"{FOLDER}/provenance.py", year="2021", indicator="1", school="580401")
    assert "отвечает только район" in app.info[0].value


def test_the_years_are_drawn_for_every_number(sample: Open) -> None:
    app = sample(f"{FOLDER}/dynamics.py")
    assert all(f"№\u00a0{number} " in titles(app) for number in (3, 6, 8, 9, 10))


def test_moving_the_target_turns_the_verdict_and_stores_nothing(sample: Open) -> None:
    app = sample(f"{FOLDER}/what_if.py", year="2021", indicator="9")
    before = words(app)
    app.number_input[0].set_value(5.0).run()
    assert "было бы" in words(app)
    app.number_input[0].set_value(35.0).run()
    assert "было бы" not in words(app)
    assert "не изменятся" in before
