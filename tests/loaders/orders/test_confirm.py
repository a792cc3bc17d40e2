"""From a proposal to the roadmap: corrections, questions, codes."""

from dataclasses import replace
from decimal import Decimal

import pytest

from data_model.errors import WrongDefinition
from data_model.roadmap import (
    ROLL,
    AnswerType,
    Kind,
    Level,
    Operator,
    Respondent,
    Scope,
    Target,
    side_by_side,
)
from indicators.passport import activities_of, passport
from loaders.orders import FieldCorrection, confirm, read_order
from loaders.orders.confirm import known_row, short_of
from loaders.orders.review import Review
from loaders.roadmaps.rules import contradictions
from tests.builders import a_roadmap
from tests.loaders.orders.files import as_word, read_as, text_of

BOTH = (Respondent.MUNICIPALITY, Respondent.SCHOOL)


@pytest.fixture(scope="module")
def roadmap():
    return confirm(read_as("bessonovka"))


def test_known_rows_get_the_codes_of_their_questions(roadmap):
    assert [question.code for question in roadmap.questions] == [
        "work_plan",
        "methodical_plan",
        "rmo_participants",
        "monitoring_report",
        "diagnostics_report",
        "diagnosed_pupils",
        "advised_pupils",
        "dialogue_participants",
        "events_schedule",
        "open_lesson_pupils",
        "ticket_pupils",
        "art_profi_participants",
        "management_decisions",
        "effect_note",
    ]


def test_each_question_is_asked_of_those_who_answer_for_the_row(roadmap):
    asked = {question.code: question.asked_of for question in roadmap.questions}
    assert asked["work_plan"] == (Respondent.MUNICIPALITY,)
    assert asked["diagnostics_report"] == asked["events_schedule"] == BOTH
    assert asked["ticket_pupils"] == (Respondent.SCHOOL,)
    assert asked["art_profi_participants"] == BOTH


def test_pupils_are_asked_by_grade_and_documents_by_line(roadmap):
    assert roadmap.question("ticket_pupils").grades == (6, 7, 8, 9, 10, 11)
    assert roadmap.question("open_lesson_pupils").grades == tuple(range(1, 12))
    assert roadmap.question("management_decisions").documents > 1
    assert roadmap.question("work_plan").answer is AnswerType.PRESENCE


def test_row_nine_is_a_share_of_the_roll_that_has_to_grow(roadmap):
    indicator = roadmap.activity("9").indicator
    assert (indicator.kind, indicator.out_of) == (Kind.GROWING_SHARE, ROLL)
    assert indicator.requires_growth
    assert indicator.targets[2021] == Target(Decimal(35))


def test_schools_numbers_of_row_ten_are_a_control(roadmap):
    indicator = roadmap.activity("10").indicator
    assert (indicator.level, indicator.control) == (Level.MUNICIPALITY, True)


def test_texts_and_doubts_go_with_the_row(roadmap):
    row = roadmap.activity("1")
    assert row.executors == ("Общественные организации Бессоновского района",)
    assert "общеобразовательные" in row.unsure[0]
    assert not list(contradictions(roadmap))


def test_the_code_of_the_roadmap_is_that_of_its_order(roadmap):
    assert roadmap.code == "2020-2022-order-20200714-94-01-09"
    assert confirm(read_as("bessonovka"), code="mine").code == "mine"


def test_a_person_corrects_a_row_before_it_counts():
    changes = (
        FieldCorrection("9", "kind", Kind.SHARE),
        FieldCorrection("9", "base", (8, 9)),
        FieldCorrection("9", "targets", {2021: Target(Decimal(40))}),
        FieldCorrection("10", "included", False),
    )
    roadmap = confirm(read_as("bessonovka"), changes)
    indicator = roadmap.activity("9").indicator
    assert (indicator.kind, indicator.base) == (Kind.SHARE, (8, 9))
    assert indicator.targets == {2021: Target(Decimal(40))}
    assert not indicator.requires_growth
    assert "10" not in [row.number for row in roadmap.activities]


def test_a_row_without_a_kind_stops_the_whole_until_a_person_says_it():
    proposal = read_as("two_tables_in_one_document")
    with pytest.raises(WrongDefinition, match="не определён в строках: 3"):
        confirm(proposal)
    roadmap = confirm(proposal, [FieldCorrection("3", "kind", Kind.PRESENCE)])
    indicator = roadmap.activity("3").indicator
    assert (indicator.operator, indicator.level) == (Operator.EXISTS, Level.MUNICIPALITY)
    assert indicator.targets == {2021: Target(Decimal(1)), 2022: Target(Decimal(1))}


def test_a_count_is_completed_by_the_rules_of_its_kind():
    changes = [
        FieldCorrection("3", "kind", Kind.COUNT),
        FieldCorrection("3", "targets", {2022: Target(Decimal(4))}),
    ]
    roadmap = confirm(read_as("two_tables_in_one_document"), changes)
    indicator = roadmap.activity("3").indicator
    assert (indicator.operator, indicator.scope) == (Operator.AT_LEAST, Scope.DISTRICT_TOTAL)


@pytest.mark.parametrize(
    "change", [FieldCorrection("77", "kind", Kind.COUNT), FieldCorrection("1", "unsure", ())]
)
def test_a_correction_of_what_is_not_there_is_named(change):
    with pytest.raises(WrongDefinition, match=f"строка {change.row}, поле {change.field}"):
        confirm(read_as("bessonovka"), [change])


def test_a_correction_that_contradicts_the_rest_is_refused():
    change = FieldCorrection("8", "targets", {2021: Target(Decimal(155))})
    with pytest.raises(WrongDefinition, match="доля не бывает больше 100"):
        confirm(read_as("bessonovka"), [change])


@pytest.mark.parametrize(
    "name",
    [
        "columns_in_other_order",
        "less_is_better",
        "one_school_year",
        "pdf_over_pages",
        "percents_by_school_year",
        "several_indicators_in_a_row",
        "table_per_section",
        "targets_in_year_columns",
    ],
)
def test_other_orders_become_roadmaps_without_contradictions(name):
    roadmap = confirm(read_as(name))
    assert not list(contradictions(roadmap))
    assert all(row.short for row in roadmap.activities)


def test_a_share_of_teachers_asks_for_its_own_whole():
    roadmap = confirm(read_as("several_indicators_in_a_row"))
    indicator = roadmap.activity("3").indicator
    assert indicator.out_of == "row_3_all"
    assert roadmap.question("row_3_all").text == "Всего педагогов"


@pytest.mark.parametrize(
    ("wording", "whole"),
    [
        ("Доля педагогических работников, прошедших обучение", "Всего педагогических работников"),
        ("не менее 60 % учителей математики", "Всего учителей математики"),
        ("Доля педагогов с высшей категорией", "Всего педагогов"),
        ("Доля руководителей и педагогов, обученных ИКТ", "Всего руководителей и педагогов"),
        ("Доля работников, привитых от гриппа", "Всего работников"),
        ("Доля педагогов-психологов, прошедших обучение", "Всего педагогов-психологов"),
        ("80 % молодых педагогов имеют наставника", "Всего молодых педагогов"),
    ],
)
def test_the_whole_of_a_share_is_of_those_that_it_names(wording, whole):
    """Доля учителей — от учителей, а не от всех работников школы."""
    text = (
        f"Карта на 2026 год\n№\tМероприятие\tСрок\tПоказатель\n1\tОбучение\tмай\t{wording} – 60 %"
    )
    (row,) = read_order(text.encode(), "приказ.txt").rows
    assert row.whole == whole


@pytest.mark.parametrize(
    ("words", "whole", "unit"),
    [
        ("Доля программ, прошедших экспертизу, – 60 %", "Всего (от чего считается доля)", "ед."),
        ("Доля школ, в которых работает клуб, – 60 %", "Всего (от чего считается доля)", "ед."),
        ("Доля педагогов, прошедших обучение, – 60 %", "Всего работников", "чел."),
        ("Охват – 60 %", "Всего детей", "чел."),
    ],
)
def test_both_parts_of_a_share_are_counted_in_what_its_words_name(words, whole, unit):
    read = read_as("several_indicators_in_a_row")
    rows = (
        replace(row, wording=words, whole=whole) if row.number == "3" else row for row in read.rows
    )
    roadmap = confirm(replace(read, rows=tuple(rows)))
    assert [roadmap.question(code).unit for code in ("row_3", "row_3_all")] == [unit, unit]


def test_a_lettered_row_has_a_latin_code():
    roadmap = confirm(read_as("several_indicators_in_a_row"))
    assert roadmap.activity("1б").indicator.code == "row_1b"


def test_an_order_that_names_no_years_is_proposed_but_not_confirmed():
    text = "\n".join(
        "\t".join(line)
        for line in (
            ("№", "Мероприятия", "Сроки", "Показатель", "Исполнители"),
            ("1", "Конкурс", "ежегодно", "Не менее 5 участников", "Школы"),
        )
    )
    proposal = read_order(text.encode(), "приказ.txt")
    assert (proposal.years, proposal.rows[0].kind) == ((), Kind.COUNT)
    with pytest.raises(WrongDefinition, match="Годы дорожной карты не найдены"):
        confirm(proposal)


def test_a_number_that_the_order_gives_in_thousands_is_asked_for_in_full():
    roadmap = confirm(read_as("passport_in_thousands"))
    hints = [question.hint for question in roadmap.questions if question.code != "row_1_all"]
    assert ["Пишите полное число" in hint for hint in hints] == [False, True, True, True]


def test_rows_of_two_annexes_keep_codes_of_their_own():
    proposal = read_as("three_annexes", ".docx")
    is_open = [row.number for row in proposal.rows if row.kind is None]
    roadmap = confirm(proposal, [FieldCorrection(row, "included", False) for row in is_open])
    assert [row.number for row in roadmap.activities] == ["1", "2", "3", "П1", "П3"]
    assert {"row_1", "row_indicator_1"} <= {question.code for question in roadmap.questions}


def test_a_meeting_of_teachers_is_not_that_of_deputies() -> None:
    """«РМО учителей математики» не называется «РМО для заместителей по ВР»."""
    assert known_row("Заседания РМО учителей математики", "не менее 4", Kind.COUNT) is None
    deputies = known_row("Проведение РМО для заместителей по ВР", "15 участников", Kind.COUNT)
    assert deputies is not None and deputies.code == "rmo_participants"


def test_an_activity_with_several_indicators_is_named_once_with_them() -> None:
    """Мероприятие с тремя показателями — одно; показатель без мероприятия так и назван."""
    several = activities_of(confirm(read_as("several_indicators_in_a_row")))
    told = {one.title: one.numbers for one in several}
    assert told["Конкурс профессиональных проектов"] == "1, 1а, 1б"
    assert told["Цикл встреч с представителями профессий"] == "2, 2а"
    roadmap = confirm(read_as("several_indicators_in_a_row"))
    card = passport(roadmap, "1а")
    assert card["Мероприятие"] == "Конкурс профессиональных проектов"
    assert card["Показатели мероприятия"] == "1, 1а, 1б"


def test_an_indicator_without_an_activity_is_told_to_be_one() -> None:
    """Таблица одних показателей: мероприятий нет, и паспорт это говорит."""
    row = a_roadmap().activities[1]
    alone = replace(row, title="Доля  школьников", wording="Доля школьников: 2021 – 35 %")
    roadmap = a_roadmap(activities=(a_roadmap().activities[0], alone))
    assert [(one.title, one.numbers) for one in activities_of(roadmap)] == [
        (roadmap.activities[0].title, "1"), ("", alone.number)
    ]  # fmt: skip
    card = passport(roadmap, alone.number)
    assert (card["Мероприятие"], card["Показатели мероприятия"]) == (
        "показатель без мероприятия", "—"
    )  # fmt: skip


@pytest.mark.parametrize("ending", [".docx", ".xlsx"])
def test_an_indicator_of_one_annex_is_linked_to_the_activities_of_another(ending: str) -> None:
    """Номером («1, 2»), названием, именем в кавычках; номера, которого нет, — с сомнением."""
    rows = read_as("linked_annexes", ending).rows
    assert {row.number: row.links for row in rows if row.links} == {
        "П1": ("1", "2"), "П2": ("3",), "П3": ("2",)
    }  # fmt: skip
    lost = [row.number for row in rows if any("мероприятие 7" in one for one in row.unsure)]
    assert lost == ["П4"]


def test_links_are_named_by_number_in_words_too() -> None:
    """«(пункт 3 плана)» в названии показателя; «возраст 7 лет» и «20 %» мероприятий не называют."""
    text = text_of("linked_annexes").replace(
        "Количество пар «ученик – ученик»\t7", "Количество пар учеников (пункты 2, 3 плана)\t"
    )
    assert read_order(as_word(text), "order.docx").row("П4").links == ("2", "3")
    text = text_of("linked_annexes").replace(
        "Количество пар «ученик – ученик»\t7", "Доля мероприятий 3 % класса\t"
    )
    assert read_order(as_word(text), "order.docx").row("П4").links == ()


def test_linked_indicators_stand_with_their_activities() -> None:
    """Показатель второго приложения стоит рядом с каждым мероприятием, которое измеряет."""
    roadmap = confirm(read_as("linked_annexes", ".docx"))
    assert [(one.title, one.numbers) for one in activities_of(roadmap)] == [
        ("Разработка положения о наставничестве", "1, П1"),
        ("Школа молодого педагога", "2, П1, П3"),
        ("Муниципальный конкурс «Лучший наставник»", "3, П2"),
        ("", "П4"),
    ]
    card = passport(roadmap, "П3")
    assert card["Мероприятие"] == "№\u00a02 Школа молодого педагога"
    beside = side_by_side((a_roadmap(), roadmap), {a_roadmap().code: 1, roadmap.code: 2})
    assert passport(beside, "II.П3")["Мероприятие"] == card["Мероприятие"]
    numbers = [one.numbers for one in activities_of(beside) if one.title.startswith("Школа")]
    assert numbers == ["II.2, II.П1, II.П3"]


def test_links_follow_the_rows_on_the_desk() -> None:
    """Новый номер строки переходит в связи; связь с убранной строкой уходит."""
    review = Review(read_as("linked_annexes", ".docx"))
    renamed = review.with_row(replace(review.proposal.row("2"), number="2.1"), "2")
    assert renamed.proposal.row("П1").links == ("1", "2.1")
    assert review.without_row("2").proposal.row("П3").links == ()
    joined, _ = review.split("1")
    assert joined.joined("2").proposal.row("П2").links == ("2",)
    left_out = [FieldCorrection("2", "included", False)]
    roadmap = confirm(read_as("linked_annexes", ".docx"), left_out)
    assert roadmap.activity("П1").links == ("1",)
    wrong = replace(roadmap.activity("П1"), links=("77",))
    rows = tuple(wrong if one.number == "П1" else one for one in roadmap.activities)
    said = [text for _, text in contradictions(replace(roadmap, activities=rows))]
    assert said == ["связанное мероприятие 77: такой другой строки нет."]


def test_a_shortened_title_does_not_end_with_a_preposition() -> None:
    """«…, состоящих на учёте, во…» — предлог на конце не остаётся."""
    title = "Вовлечение обучающихся, состоящих на учёте, во внеурочную занятость"
    assert short_of(title) == "Вовлечение обучающихся, состоящих на учёте…"
    assert short_of("Совещания с социальными педагогами") == "Совещания с социальными педагогами"
