"""Дорожная карта: terms, passports, goals; an order becomes an edition row by row."""

from dataclasses import replace

import pandas as pd
import pytest

from data_model.errors import MonitorError
from data_model.roadmap import Kind
from indicators.scoring import ScoringMethod
from loaders.orders import read_order
from loaders.orders.review import Review
from loaders.roadmaps.workbook import read_roadmap_workbook, write_roadmap_workbook
from tests.loaders.orders.files import as_tabbed_word, text_of
from tests.pages.conftest import Open, words
from ui import data
from ui.roadmap import applying, desk, goals, new_edition, scoring
from ui.selection import DistrictYear

PAGE = "pages/registers/roadmap.py"
BESSONOVKA = "58040"
PARTS = ["Сроки", "Паспорта", "Цели", "Сводные оценки", "Новая редакция", "Все редакции"]


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("district", ["Бессоновский район", "Башмаковский район"])
def test_every_part_is_drawn_for_every_district(sample: Open, part: str, district: str) -> None:
    app = sample(PAGE, part=part, district=district)
    assert [error.message for error in app.exception] == []
    assert [error.value for error in app.error] == []
    assert app.radio(key="roadmap-part").value == part


def test_the_passport_says_formula_target_and_act(sample: Open) -> None:
    app = sample(PAGE, part="Паспорта", district="Бессоновский район", indicator="9", year="2021")
    lines = app.table[0].value.itertuples(index=False)
    card = {label: text.replace("\\", "") for label, text in lines}
    assert card["Формула"].startswith("Ч / З × 100")
    assert "2021: не менее 35" in card["План по годам"]
    assert "94/01" in card["Основание"]


def test_goals_are_answered_and_rows_outside_are_named(sample: Open) -> None:
    text = words(sample(PAGE, part="Цели", district="Бессоновский район", year="2021"))
    assert "У каждой цели есть показатель на 2021 год" in text
    assert "Не отнесены ни к одной цели" in text


def test_an_order_read_on_the_page_waits_for_a_person(sample: Open) -> None:
    sample(PAGE)
    new_edition.take(BESSONOVKA, as_tabbed_word(text_of("bessonovka")), "приказ.docx")
    app = sample(PAGE, part="Новая редакция", district="Бессоновский район", year="2022")
    text = words(app)
    assert "подтверждено 0 из 12" in text.replace("\xa0", " ")
    assert "Что изменится" not in text
    assert len(app.warning) >= 1


def confirmed() -> Review:
    review = Review(read_order(as_tabbed_word(text_of("bessonovka")), "приказ.docx"))
    for row in review.proposal.rows:
        review = review.with_row(row)
    return review


def test_a_confirmed_order_shows_what_changes_and_keeps_old_years(sample: Open) -> None:
    sample(PAGE)
    desk.begin(BESSONOVKA, "приказ.docx", confirmed())
    app = sample(PAGE, part="Новая редакция", district="Бессоновский район", year="2022")
    assert [error.message for error in app.exception] == []
    text = words(app)
    assert "Отличий от действующей на 2022 год редакции" in text
    assert "По прежней редакции остаются: 2020 и 2021." in text
    assert "изменила бы правила лет, которые уже завершились" in app.error[0].value
    why = next(box for box in app.text_input if box.label.startswith("Причина, если"))
    why.input("приказ прочитан заново").run()
    next(button for button in app.button if button.label == "Сохранить редакцию").click().run()
    in_force = data.snapshot(BESSONOVKA).roadmaps
    assert {year: roadmap.edition for year, roadmap in in_force.items()} == {
        2020: 1,
        2021: 1,
        2022: 2,
    }
    assert desk.draft(BESSONOVKA) is None


def test_the_button_confirms_only_rows_without_doubts(sample: Open) -> None:
    sample(PAGE)
    new_edition.take(BESSONOVKA, as_tabbed_word(text_of("bessonovka")), "приказ.docx")
    app = sample(PAGE, part="Новая редакция", district="Бессоновский район")
    label = "Подтвердить строки без вопросов"
    next(button for button in app.button if button.label == label).click().run()
    draft = desk.draft(BESSONOVKA)
    assert draft and draft.review
    unsure = {row.number for row in draft.review.proposal.rows if row.unsure}
    assert set(draft.review.waiting) == unsure


def test_a_row_is_confirmed_with_what_the_person_chose(sample: Open) -> None:
    sample(PAGE)
    new_edition.take(BESSONOVKA, as_tabbed_word(text_of("bessonovka")), "приказ.docx")
    app = sample(PAGE, part="Новая редакция", district="Бессоновский район")
    next(box for box in app.selectbox if box.label == "Вид показателя").select(Kind.COUNT)
    next(button for button in app.button if button.label == "Подтвердить строку").click().run()
    draft = desk.draft(BESSONOVKA)
    assert draft and draft.review
    assert draft.review.proposal.row("1").kind is Kind.COUNT
    assert "1" not in draft.review.waiting
    doubtful = "4"
    assert next(box for box in app.selectbox if box.label == "Строка").value == doubtful


def test_a_mended_workbook_is_compared_before_it_counts(sample: Open) -> None:
    sample(PAGE)
    roadmap = data.roadmap(BESSONOVKA, 2021)
    content = write_roadmap_workbook(replace(roadmap, title="Исправленная карта"))
    assert read_roadmap_workbook(content).goals == roadmap.goals
    new_edition.take(BESSONOVKA, content, "карта.xlsx")
    app = sample(PAGE, part="Новая редакция", district="Бессоновский район", year="2021")
    assert "Отличий от действующей на 2021 год редакции — 2." in words(app)
    assert data.roadmap(BESSONOVKA, 2021) == roadmap


def test_a_copy_to_the_next_term_is_a_draft_first(sample: Open) -> None:
    sample(PAGE)
    new_edition.copy(BESSONOVKA, data.roadmap(BESSONOVKA, 2021), 2023)
    app = sample(PAGE, part="Новая редакция", district="Бессоновский район")
    assert "На 2023 год дорожной карты ещё нет" in words(app)
    draft = desk.draft(BESSONOVKA)
    assert draft and draft.roadmap
    applying.save(BESSONOVKA, draft.roadmap)
    assert data.years(BESSONOVKA) == (2020, 2021, 2022, 2023, 2024, 2025)


def test_the_draft_of_one_district_is_not_on_the_desk_of_another(sample: Open) -> None:
    sample(PAGE)
    desk.begin(BESSONOVKA, "приказ.docx", confirmed())
    text = words(sample(PAGE, part="Новая редакция", district="Башмаковский район"))
    assert "приказ" not in text.split("Загрузите")[0].lower().replace("приказ от", "")
    assert desk.draft("58030") is None


def test_unchanged_goals_are_not_an_edition(sample: Open) -> None:
    sample(PAGE)
    roadmap = data.roadmap(BESSONOVKA, 2021)
    table = pd.DataFrame(goals.goal_lines(roadmap))
    with pytest.raises(MonitorError, match="не изменились"):
        goals.proposal(DistrictYear(BESSONOVKA, 2021), table)
    table.loc[0, goals.ROWS] = "99"
    with pytest.raises(MonitorError, match="99"):
        goals.proposal(DistrictYear(BESSONOVKA, 2021), table)


def test_a_withdrawal_shows_what_vanishes_before_it_is_done(sample: Open) -> None:
    """Отзыв карты: без причины кнопки нет, затем видно, какие цифры исчезнут."""
    address = {"part": "Все редакции", "district": "Бессоновский район", "year": "2022"}
    app = sample(PAGE, **address)
    (button,) = (one for one in app.button if one.label == "Отозвать карту")
    assert button.disabled
    app.text_input(key="withdraw-roadmap-why").set_value("приказ отменён").run()
    next(one for one in app.button if one.label == "Отозвать карту").click().run()
    assert [error.message for error in app.exception] == []
    text = words(app)
    assert "Ничего ещё не сохранено" in text and "меняется вывод по району" in text
    next(one for one in app.button if one.label == "Не сохранять").click().run()
    assert data.store().roadmaps(BESSONOVKA), "карта на месте"


def test_a_stored_roadmap_is_amended_row_by_row(sample: Open) -> None:
    """Карту в силе правят на столе; пока ничего не изменено, другой у редакции лишь год начала."""
    sample(PAGE)
    roadmap = data.roadmap(BESSONOVKA, 2022)
    new_edition.amend(BESSONOVKA, roadmap)
    app = sample(PAGE, part="Новая редакция", district="Бессоновский район", year="2022")
    assert [error.message for error in app.exception] == []
    only_the_start = "Отличий от действующей на 2022 год редакции — 1."
    assert only_the_start in words(app)
    app.button(key="order-act-Добавить строку ниже").click().run()
    text = words(app).replace("\xa0", " ")
    assert "Строка 13 добавлена" in text
    assert "подтверждено 12 из 13" in text
    assert "Что изменится" not in text
    app.button(key="order-act-Удалить").click().run()
    assert only_the_start in words(app)
    desk.clear(BESSONOVKA)


def test_an_empty_roadmap_begins_with_its_head(sample: Open) -> None:
    sample(PAGE)
    new_edition.by_hand(BESSONOVKA)
    app = sample(PAGE, part="Новая редакция", district="Бессоновский район", year="2022")
    assert [error.message for error in app.exception] == []
    assert "Строк ещё нет" in words(app)
    next(button for button in app.button if button.label == "Добавить строку").click().run()
    assert [error.message for error in app.exception] == []
    assert "подтверждено 0 из 1" in words(app).replace("\xa0", " ")
    desk.clear(BESSONOVKA)


def test_scores_are_off_until_the_office_switches_them_on(sample: Open) -> None:
    """Включённая оценка стоит с формулой на «Главной» и у школы; шкала меняется с причиной."""
    first = "pages/monitoring/overview.py"
    app = sample(first, district="Бессоновский район", year="2022")
    assert "Доля достигнутых показателей" not in words(app)
    place = DistrictYear(BESSONOVKA, 2022)
    methods, act = (ScoringMethod.REACHED, ScoringMethod.BEST), "приказ от 10.01.2023 № 2"
    scoring.save(BESSONOVKA, scoring.chosen(place), methods, "0 — слабо\n60 — хорошо", act, "")
    text = words(sample(first, district="Бессоновский район", year="2022")).replace("\\", "")
    assert "Доля достигнутых показателей" in text
    assert "100 × выполненные показатели ÷ показатели, по которым наступил срок" in text
    app = sample("pages/monitoring/school.py", district="Бессоновский район", year="2022")
    assert "Среднее относительно лучшей школы" in words(app)
    with pytest.raises(MonitorError, match="назовите причину"):
        scoring.save(BESSONOVKA, scoring.chosen(place), methods, "0 — плохо", act, " ")
    app = sample(PAGE, part="Сводные оценки", district="Бессоновский район", year="2022")
    assert [error.message for error in app.exception] == []
    scoring.save(BESSONOVKA, scoring.chosen(place), (), "", "", "не нужны")
