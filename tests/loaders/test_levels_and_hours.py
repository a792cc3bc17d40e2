"""Часы и выбор из списка: файл карты, бланк, приём, замечания, «откуда цифра» — весь путь."""

from dataclasses import replace
from datetime import date, time
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from data_model.errors import WrongDefinition
from data_model.returns import Outcome, ValueState
from data_model.roadmap import AnswerType, Level, Target
from data_model.store import Store
from indicators import wording
from indicators.plan_fact import plan_fact
from indicators.trace import trace
from loaders.files.workbook import Cell
from loaders.forms.book import write_form
from loaders.forms.request import FormRequest, request_from
from loaders.forms.screen import ScreenForm, as_text, prefilled, typed, unanswered
from loaders.intake import context_of, receive
from loaders.previews import preview_roadmap, save_roadmap
from loaders.returns.difference import answer_in_words
from loaders.roadmaps.editions import diff_roadmaps
from loaders.roadmaps.file import read_roadmap_bytes, write_roadmap
from loaders.roadmaps.workbook import read_roadmap_workbook, write_roadmap_workbook
from loaders.values.reading import ParsedValue, read_choice, read_hours
from tests.builders import (
    LEVELS,
    a_district_office,
    a_municipality,
    a_roadmap_of_levels_and_hours,
    a_roll,
    a_school,
)
from tests.conftest import Copier
from tests.loaders.filling import OFFICE, filled, office_copy, place_of

SCHOOLS = ("580401", "580402", "580403")
HOURS, LEVEL = "q_lesson_hours", "q_model_level"


@pytest.fixture
def store(tmp_path: Path, copy_of: Copier) -> Store:
    return copy_of(f"sqlite:///{tmp_path}/a.db", district)


def district(made: Store) -> None:
    made.save_register(a_municipality(), (a_district_office(), *map(a_school, SCHOOLS)))
    made.save_roll([row for org in SCHOOLS for year in (2024, 2025) for row in a_roll(org, year)])
    roadmap = a_roadmap_of_levels_and_hours()
    save_roadmap(made, "58040", preview_roadmap(made, "58040", roadmap, today=date(2025, 2, 1)))


def form(store: Store, org: str = SCHOOLS[0], year: int = 2025) -> bytes:
    return write_form(request_from(store.snapshot("58040"), org, year))


def sent(store: Store, org: str, year: int = 2025, **values: Any) -> Any:
    answers = {HOURS: 34, LEVEL: "основной"} | values
    return receive(filled(form(store, org, year), answers), f"{org}.xlsx", context_of(store), store)


# как пишут люди


@pytest.mark.parametrize(
    ("written", "parts", "code"),
    [
        (34, 3400, ""),
        (34.5, 3450, ""),
        ("34", 3400, ""),
        ("34,5", 3450, ""),
        ("34.25", 3425, ""),
        ("34 ч", 3400, "words_after_number"),
        ("34,5 часа", 3450, "words_after_number"),
        ("68 академических часов", 6800, "words_after_number"),
        ("72 ак. ч.", 7200, "words_after_number"),
        ("34 часа в год", 3400, "words_after_number"),
        ("1 250", 125000, ""),
        (0, 0, ""),
        ("0", 0, ""),
        (-3, None, "negative"),
        ("-3 ч", None, "negative"),
        (34.333, None, "not_hours"),
        (9000, None, "not_hours"),
        ("час в неделю", None, "not_hours"),
        ("34 ч 20 мин", None, "not_hours"),
        ("34¹", None, "footnote"),
        ("х", None, "dash_for_answer"),
        ("30-34", None, "not_hours"),
        ("100 %", None, "not_hours"),
        ("нет", None, "not_hours"),
        (True, None, "not_hours"),
        (time(1, 30), None, "not_hours"),
        (date(2025, 3, 4), None, "not_hours"),
        (float("nan"), None, "not_hours"),
    ],
)
def test_hours_are_read_as_people_write_them(written: Any, parts: int | None, code: str) -> None:
    read = read_hours(Cell("Мероприятия", 6, 3, written))
    assert (read.value, read.code) == (parts, code)


def test_a_percent_and_a_dash_are_no_hours() -> None:
    assert read_hours(Cell("Мероприятия", 6, 3, 0.5, is_percent=True)).code == "not_hours"
    assert read_hours(Cell("Мероприятия", 6, 3, "н/д")).code == "dash_for_answer"
    assert read_hours(Cell("Мероприятия", 6, 3, None)).is_blank


@pytest.mark.parametrize(
    ("written", "place"),
    [
        ("основной", 2),
        (" Основной. ", 2),
        ("ОСНОВНОЙ", 2),
        ("основной уровень", 2),
        ("Уровень «продвинутый»", 3),
        ("2. основной", 2),
        ("оcнoвной", 2),
        ("средний", None),
        ("2", None),
        ("есть", None),
        ("базовый, основной", None),
    ],
)
def test_an_answer_of_a_list_is_read_as_people_write_it(written: str, place: int | None) -> None:
    read = read_choice(Cell("Мероприятия", 6, 3, written), LEVELS)
    assert read.value == place
    assert (read.code == "not_in_list") == (place is None)


def test_a_list_may_hold_words_that_look_like_others() -> None:
    options = ("не участвует", "участвует", "Ёлка")
    assert [read_choice(Cell("а", 0, 0, one), options).value for one in options] == [1, 2, 3]
    assert read_choice(Cell("а", 0, 0, "елка"), options) == ParsedValue(3)


# карта как данные


def test_a_file_and_a_workbook_bring_lists_and_hours_back_whole() -> None:
    roadmap = a_roadmap_of_levels_and_hours()
    assert read_roadmap_bytes(write_roadmap(roadmap).encode(), "a.toml") == roadmap
    assert read_roadmap_workbook(write_roadmap_workbook(roadmap)) == roadmap
    other = replace(roadmap.questions[1], options=(*LEVELS, "высший"))
    changed = diff_roadmaps(roadmap, replace(roadmap, questions=(roadmap.questions[0], other)))
    assert [one.field for one in changed] == ["вопрос model_level"]
    assert "продвинутый → высший" in changed[0].new


def test_the_store_keeps_lists_and_the_lowest_level(store: Store) -> None:
    assert store.roadmap_editions("58040")[0].roadmap == a_roadmap_of_levels_and_hours()


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('options = ["базовый", "основной", "продвинутый"]', "", "от 2 до 12 вариантов"),
        ('"базовый", "основной"', '"базовый, но", "основной"', "без запятых"),
        ('"базовый", "основной"', '"основной", "основной"', "повторяется: основной"),
        ("2026 = 2 ", "2026 = 4 ", "от 1 до 3"),
        ('from_level = "основной"', 'from_level = "высокий"', "Есть: базовый, основной"),
        ('from_level = "основной"', "", "назовите уровень"),
        ('unit = "ч"\npartly_from', 'unit = "чел."\npartly_from', "единица — «ч»"),
        ('unit = "базовый → основной → продвинутый"', 'unit = ""', "единица уровня — его список"),
        ('answer = "hours"', 'answer = "hours"\ngrades = [9]', "не спрашивают по классам"),
        ('answer = "hours"', 'answer = "hours"\noptions = ["а", "б"]', "с выбором из списка"),
        ('kind = "level"', 'kind = "level"\nrequires_growth = true', "ответ — слово"),
        ('kind = "level"', 'kind = "share"', "не подходит виду показателя share"),
    ],
)
def test_a_roadmap_that_contradicts_itself_is_refused(old: str, new: str, told: str) -> None:
    text = write_roadmap(a_roadmap_of_levels_and_hours())
    assert old in text
    with pytest.raises(WrongDefinition, match=told):
        read_roadmap_bytes(text.replace(old, new, 1).encode(), "a.toml")


# бланк


def test_the_form_offers_the_list_and_checks_hours(store: Store) -> None:
    book = load_workbook(BytesIO(form(store)))
    sheet, cell = place_of(book, LEVEL)
    rules = {str(one.sqref): one for one in book[sheet].data_validations.dataValidation}
    assert sheet == "Мероприятия"
    assert (rules[cell].type, rules[cell].formula1) == ("list", '"базовый,основной,продвинутый"')
    _, hours = place_of(book, HOURS)
    assert (rules[hours].type, rules[hours].formula1) == ("decimal", "0")
    assert book[sheet][hours].number_format == "General", "34,5 не показывается как 35"
    assert book[sheet]["D6"].value == "Число или ответ из списка"


def test_a_form_without_a_list_keeps_its_header() -> None:
    whole = a_roadmap_of_levels_and_hours()
    only = replace(whole, questions=whole.questions[:1], activities=whole.activities[:1])
    book = load_workbook(BytesIO(write_form(FormRequest(only, a_school(), 2025))))
    assert book["Мероприятия"]["D6"].value == "Число"


def test_the_next_form_comes_prefilled_and_shows_last_year(store: Store) -> None:
    sent(store, SCHOOLS[0], **{HOURS: "34,5"})
    again, following = (load_workbook(BytesIO(form(store, year=year))) for year in (2025, 2026))
    for name, value in ((HOURS, 34.5), (LEVEL, "основной")):
        sheet, cell = place_of(again, name)
        assert again[sheet][cell].value == value
        sheet, cell = place_of(following, name)
        assert following[sheet][cell].value is None
        assert following[sheet][cell.replace("D", "E")].value == value


@pytest.mark.office
@pytest.mark.skipif(OFFICE is None, reason="нужен LibreOffice")
def test_a_form_saved_by_another_program_is_read_alike(store: Store, tmp_path: Path) -> None:
    content = filled(form(store), {HOURS: 34.5, LEVEL: "продвинутый"})
    source = tmp_path / "form.xlsx"
    source.write_bytes(content)
    for suffix in ("ods", "xls"):
        copy = office_copy(source, suffix, tmp_path).read_bytes()
        receipt = receive(copy, f"a.{suffix}", context_of(store), store)
        assert receipt.outcome is Outcome.ACCEPTED
    facts = {one.fact.question: one.fact.value for one in store.snapshot("58040").facts}
    assert facts == {"lesson_hours": 3450, "model_level": 3}


# приём, вывод, «откуда цифра»


def test_a_year_from_the_form_to_the_verdict_and_back_to_the_cell(store: Store) -> None:
    sent(store, SCHOOLS[0], **{HOURS: 34.5, LEVEL: "продвинутый"})
    sent(store, SCHOOLS[1], **{HOURS: "33,99", LEVEL: "базовый"})
    seen = store.snapshot("58040")
    rows = plan_fact(seen, date(2026, 2, 1))
    told = [
        (row.indicator, row.org, row.actual, row.status.value) for row in rows.of_year(2025)
    ]  # fmt: skip
    assert told == [
        ("1", None, 1.0, "missed"),
        ("1", "580401", 34.5, "met"),
        ("1", "580402", 33.99, "partly"),
        ("1", "580403", None, "no_data"),
        ("2", None, 2.0, "met"),
        ("2", "580401", 3.0, "met"),
        ("2", "580402", 1.0, "met"),
        ("2", "580403", None, "no_data"),
        ("3", None, 50.0, "met"),
        ("3", "580401", 3.0, "met"),
        ("3", "580402", 1.0, "missed"),
        ("3", "580403", None, "no_data"),
    ]
    hours, level = (trace(seen, 2025, one, "580401").inputs[0] for one in ("1", "2"))
    assert (hours.value, hours.written, hours.sheet) == (34.5, "34,5", "Мероприятия")
    assert (level.value, level.written) == (3, "продвинутый")
    row = rows.numbered(2025, "3", "580402")
    assert row is not None
    assert wording.sentence(row) == (
        "Факт — базовый, план — не ниже уровня «основной»; не хватает 1\u00a0уровня."
    )


def test_what_is_no_answer_is_asked_about_with_a_cure(store: Store) -> None:
    receipt = sent(store, SCHOOLS[0], **{HOURS: "час в неделю", LEVEL: "средний"})
    assert receipt.outcome is Outcome.ACCEPTED_WITH_WARNINGS
    said = {one.code: one.message for one in receipt.problems}
    assert said["not_hours"] == (
        "«Часы курса „Россия — мои горизонты“ за год»: записано «час в неделю», нужно число часов: "
        "34 или 34,5. Исправьте запись или оставьте ячейку пустой и напишите, почему данных нет."
    )
    assert said["not_in_list"] == (
        "«Уровень модели профориентации»: записано «средний», такого ответа в списке нет. Выберите "
        "из списка: базовый, основной, продвинутый."
    )
    facts = [one.fact for one in store.snapshot("58040").facts]
    assert [(one.value, one.state) for one in facts] == [(None, ValueState.NO_DATA)] * 2


def test_silence_is_asked_about_in_words_that_fit(store: Store) -> None:
    receipts = [
        sent(store, org, **{name: None}) for org, name in zip(SCHOOLS, (HOURS, LEVEL), strict=False)
    ]
    messages = " ".join(one.message for receipt in receipts for one in receipt.problems)
    assert "Внесите число часов (34 или 34,5)" in messages
    assert "Выберите ответ из списка" in messages


def test_a_revision_says_what_differs_in_the_words_of_the_answer(store: Store) -> None:
    sent(store, SCHOOLS[0], **{HOURS: 34.5})
    roadmap = store.roadmaps("58040")[2025]
    facts = {one.fact.question: one.fact for one in store.snapshot("58040").facts}
    assert answer_in_words(facts["lesson_hours"], roadmap) == "34,5"
    assert answer_in_words(facts["model_level"], roadmap) == "основной"


def test_the_form_on_a_screen_takes_both(store: Store) -> None:
    request = request_from(store.snapshot("58040"), SCHOOLS[0], 2025)
    hours, level = (
        next(slot for slot in _slots(request) if slot.name == name) for name in (HOURS, LEVEL)
    )
    assert set(unanswered(request, {})) <= {"lesson_hours", "model_level"}
    entries = {hours: typed("34,5") or "", level: "продвинутый"}
    content = ScreenForm(request, entries).content
    assert receive(content, "a.xlsx", context_of(store), store).outcome is Outcome.ACCEPTED
    again = prefilled(request_from(store.snapshot("58040"), SCHOOLS[0], 2025))
    assert (as_text(again[hours]), again[level]) == ("34,5", "продвинутый")


def _slots(request: FormRequest) -> list[Any]:
    from loaders.forms.layout import slots_of

    return [slot for question in request.questions for slot in slots_of(question)]


def test_another_list_reads_the_stored_answers_anew(store: Store) -> None:
    """Список в редакции другой: место ответа — по слову школы; слова, которого нет, — вопрос."""
    sent(store, SCHOOLS[0], **{LEVEL: "основной"})
    sent(store, SCHOOLS[1], **{LEVEL: "базовый"})
    roadmap = a_roadmap_of_levels_and_hours()
    options = ("нулевой", "начальный", "основной", "продвинутый")
    questions = (roadmap.questions[0], replace(roadmap.questions[1], options=options))
    level = roadmap.activities[1]
    indicator = replace(level.indicator, unit=" → ".join(options),
                        targets=dict.fromkeys((2025, 2026), Target(Decimal(3))))  # fmt: skip
    rows = (roadmap.activities[0], replace(level, indicator=indicator), roadmap.activities[2])
    edition = replace(roadmap, questions=questions, activities=rows)
    seen = preview_roadmap(store, "58040", edition, today=date(2025, 2, 1))
    save_roadmap(store, "58040", seen)
    snapshot = store.snapshot("58040")
    values = {
        one.org: one.fact.value for one in snapshot.facts if one.fact.question == "model_level"
    }
    assert values == {"580401": 3, "580402": None}
    (asked,) = [one for one in snapshot.problems if one.is_open]
    assert (asked.org, asked.problem.code) == ("580402", "not_in_list")


def test_the_municipality_may_be_asked_for_hours_too(store: Store) -> None:
    roadmap = a_roadmap_of_levels_and_hours()
    hours = replace(roadmap.activities[0].indicator, level=Level.MUNICIPALITY)
    assert hours.may_have_school_targets is False
    assert roadmap.questions[0].answer is AnswerType.HOURS
