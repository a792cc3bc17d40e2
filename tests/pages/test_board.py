"""Сбор отчётов: who has reported, the reminder, closing a question."""

from streamlit.testing.v1 import AppTest

from tests.pages.conftest import Open, plain, shown_tables, words
from ui import data

BOARD = "pages/returns/board.py"


def letter(app: AppTest) -> str:
    """The reminder; empty where there is none."""
    return next((one.value for one in app.code if one.value.startswith("Уважаемые")), "")


def test_the_headline_counts_and_names_who_is_missing(sample: Open) -> None:
    text = plain(sample(BOARD, year="2022"))
    assert "Отчёты сдали 12 из 14 школ: без вопросов 7, с вопросами 5." in text
    assert "Отчёт муниципалитета сдан, к нему 2 вопроса." in text
    assert "Не сдали: МБОУ СОШ с. Студеноручье и МБОУ СОШ с. Полынкино." in text


def test_the_same_count_is_the_same_number_on_every_page(sample: Open) -> None:
    """Счёт отчётов один: в строке страницы, на сборе отчётов и на обзоре."""
    assert "отчёты сдали 12 из 14 школ" in plain(sample(BOARD, year="2022"))
    overview = plain(sample("pages/monitoring/overview.py", year="2022"))
    assert "отчёты сдали 12 из 14 школ" in overview
    assert "Приняли" not in overview


def test_who_has_not_reported_stands_first_and_what_is_in_order_last(sample: Open) -> None:
    """Принятые без вопросов стоят отдельно: в них ничего не ждут."""
    waiting, done = shown_tables(sample(BOARD, year="2022"))[:2]
    assert [state[0] for state in waiting["Состояние"]] == ["○"] * 2 + ["◐"] * 6
    assert [state[0] for state in done["Состояние"]] == ["●"] * 7


def test_states_of_returns_bear_no_sign_of_a_verdict(sample: Open) -> None:
    """«Не сдан» и «есть вопросы» — не «не выполнено» и не «выполнено частично»."""
    states = shown_tables(sample(BOARD, year="2022"))[0]["Состояние"]
    assert not {state[0] for state in states} & set("✓½✕?—∅…")


def test_a_question_stands_right_after_who_is_asked(sample: Open) -> None:
    questions = next(one for one in shown_tables(sample(BOARD, year="2022")) if "Вопрос" in one)
    assert list(questions.columns)[:2] == ["Организация", "Вопрос"]


def test_from_a_question_one_comes_to_whom_it_asks(sample: Open) -> None:
    """Название ведёт к школе, у вопроса району — к его ответам."""
    body = next(
        one.proto.body
        for one in sample(BOARD, year="2022").get("html")
        if "Вопросы без" in one.proto.body
    )
    ways = [one.partition('"')[0] for one in body.split('href="')[1:]]
    assert any("/school?" in way and "school=580409" in way for way in ways)
    assert any(way.startswith("./district_answers?") for way in ways)


def test_the_reminder_names_the_schools_and_the_term(sample: Open) -> None:
    app = sample(BOARD, year="2022")
    absent = [line.name for line in data.board("58040", 2022).missing]
    assert len(absent) == 2
    assert all(name in letter(app) for name in absent)
    assert "Срок сдачи" in letter(app)


def test_a_complete_year_needs_no_reminder(sample: Open) -> None:
    assert letter(sample(BOARD, year="2020")) == ""


def test_a_question_is_closed_with_an_answer(sample: Open) -> None:
    app = sample(BOARD, year="2022")
    before = len(data.snapshot("58040").problems)
    still_open = [one for one in data.snapshot("58040").problems if one.is_open]
    field = next(one for one in app.text_area if one.label == "Что выяснили")
    field.set_value("Школа подтвердила по телефону")
    next(one for one in app.button if one.label == "Закрыть вопрос").click().run()
    assert "Вопрос закрыт" in words(app)
    after = data.snapshot("58040").problems
    assert len(after) == before
    assert sum(one.is_open for one in after) == len(still_open) - 1
    assert "Школа подтвердила по телефону" in [one.answer for one in after]


def test_a_question_is_not_closed_without_words(sample: Open) -> None:
    app = sample(BOARD, year="2022")
    next(one for one in app.button if one.label == "Закрыть вопрос").click().run()
    assert "Напишите, что выяснили" in app.error[0].value


def test_letters_to_those_who_have_sent_nothing_are_one_press_away(sample: Open) -> None:
    """Кому — уже выбрано; пустой текст — напоминание; черновики ждут на «Письмах»."""
    app = sample(BOARD, year="2022")
    next(one for one in app.button if one.label == "Подготовить письма").click().run()
    letters = data.store().letters("58040")
    absent = {line.org for line in data.board("58040", 2022).missing}
    assert {one.org for one in letters} == absent
    assert all("ещё не поступил" in one.text for one in letters)
    app = sample(BOARD, year="2022")
    next(one for one in app.multiselect if one.label == "Написать школам").set_value(["580402"])
    next(one for one in app.text_area if one.label == "Текст письма").set_value("Позвоните нам.")
    next(one for one in app.button if one.label == "Подготовить письма").click().run()
    own = next(one for one in data.store().letters("58040") if one.org == "580402")
    assert own.text.endswith("Позвоните нам.")


def test_accepted_returns_alone_stand_open_whatever_was_folded_before(sample: Open) -> None:
    """Отбор, в котором остались одни принятые, показывает их сразу, хотя раньше их свернули."""
    app = sample("pages/returns/board.py", year="2021")
    app.session_state["done-open"] = False
    app.query_params["show"] = "Позже срока"
    done = next(one for one in app.run().expander if one.label.startswith("Приняты без вопросов"))
    assert done.proto.expanded


def test_a_return_that_never_came_is_not_among_the_late_ones(sample: Open) -> None:
    """«Позже срока» — сданные с опозданием; не сдавшие стоят под «Не сдали»."""
    app = sample("pages/returns/board.py", year="2022", show="Позже срока")
    (late, *_) = shown_tables(app)
    assert list(late["Организация"]) == ["МБОУ ООШ д. Гусиная Заводь"]
