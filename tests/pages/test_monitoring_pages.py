"""The monitoring pages say what plan/fact says; each figure leads to its origin."""

import json

from streamlit.testing.v1 import AppTest

from tests.pages.conftest import Open, words

FOLDER = "pages/monitoring"


def figures(app: AppTest) -> list[dict[str, object]]:
    """The charts of the page as the browser gets them."""
    return [json.loads(chart.proto.spec) for chart in app.get("plotly_chart")]


def titles(app: AppTest) -> str:
    found = [str(figure["layout"]["title"]["text"]) for figure in figures(app)]
    return "\n".join(found).replace("<br>", " ")


def test_the_overview_begins_with_three_conclusions(sample: Open) -> None:
    app = sample(f"{FOLDER}/overview.py", year="2022")
    bold = [text.value for text in app.markdown if text.value.startswith("**")]
    assert sum("2022 году" in text or "Отчитались" in text for text in bold) >= 2
    assert any("Билет в будущее" in text for text in bold)


def test_the_overview_names_who_is_silent_and_what_is_to_be_done(sample: Open) -> None:
    said = words(sample(f"{FOLDER}/overview.py", year="2022")).replace("\\", "")
    assert "Что сделать дальше" in said
    assert "Напомнить об отчёте: МБОУ СОШ с. Студеноручье" in said
    assert "просрочено 13" in said.replace("\u00a0", " ")


def test_the_overview_has_a_line_per_row_of_the_roadmap(sample: Open) -> None:
    table = sample(f"{FOLDER}/overview.py", year="2021").dataframe[0].value
    assert table["№"].tolist() == [str(number) for number in range(1, 13)]
    assert {"План", "Факт", "Отклонение", "Границы", "Итог"} <= set(table.columns)


def test_the_overview_has_at_most_four_tiles(sample: Open) -> None:
    assert 1 <= len(sample(f"{FOLDER}/overview.py").metric) <= 4


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
    assert set(app.dataframe[0].value["Итог"]) == {"—\u00a0не предусмотрено"}


def test_the_matrix_lets_only_the_sought_schools_stay(sample: Open) -> None:
    app = sample(f"{FOLDER}/matrix.py", year="2022")
    everybody = len(app.dataframe[0].value)
    app.text_input(key="matrix-find").set_value("НОШ").run()
    assert 0 < len(app.dataframe[0].value) < everybody


def test_the_matrix_says_so_when_nothing_is_found(sample: Open) -> None:
    app = sample(f"{FOLDER}/matrix.py", year="2022")
    app.text_input(key="matrix-find").set_value("такой школы нет").run()
    assert "Таких школ нет" in app.info[0].value


def test_a_school_shows_its_former_name(sample: Open) -> None:
    renamed = sample(f"{FOLDER}/school.py", year="2022", school="580406")
    assert "Прежние названия" in words(renamed)


def test_a_school_begins_with_its_answer_and_goes_on_with_its_assignments(sample: Open) -> None:
    app = sample(f"{FOLDER}/school.py", year="2022", school="580401")
    order = [one.value for one in app.main if one.type in {"markdown", "subheader"}]
    answer = next(place for place, text in enumerate(order) if text.startswith("**Выполнен"))
    assert answer < order.index("Поручения")


def test_a_school_shows_its_part_of_the_district(sample: Open) -> None:
    app = sample(f"{FOLDER}/school.py", year="2021", school="580401")
    assert "Вклад в показатели района" in words(app)
    assert "ориентир" in words(app)


def test_the_origin_of_a_school_figure_names_sheet_and_cell(sample: Open) -> None:
    app = sample(f"{FOLDER}/provenance.py", year="2021", indicator="9", school="580401")
    cells = app.dataframe[0].value
    assert "Показатели" in words(app)
    assert {"Ячейка", "Записано", "Понято как"} <= set(cells.columns)
    assert cells["Записано"].tolist() == cells["Понято как"].tolist()


def test_the_origin_of_the_district_figure_sums_up_to_it(sample: Open) -> None:
    app = sample(f"{FOLDER}/provenance.py", year="2021", indicator="9", school="58040")
    schools = app.dataframe[0].value
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
