"""Несколько дорожных карт в одном районе и году: бланк один, цифры у каждой карты свои."""

import re
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from data_model.decisions import DocumentFile, DocumentSlot, IssuedDocument, TextEdit
from data_model.errors import NothingThere, Refused
from data_model.roadmap import Kind, Level, Respondent, Roadmap, Scope, of_code, side_by_side
from data_model.side_by_side import beside
from data_model.snapshot import Snapshot
from data_model.store import Store
from indicators.plan_fact import plan_fact
from indicators.plan_fact_row import PlanFactRow
from indicators.trace import trace
from indicators.what_if import MovedTarget
from loaders.forms.book import write_form
from loaders.forms.request import request_from
from loaders.intake import context_of, receive
from loaders.previews import (
    close_year,
    preview_roadmap,
    preview_withdrawal,
    save_roadmap,
    withdraw_roadmap,
)
from reports import export, write
from reports.handover import collect, stored
from reports.material import words_key
from tests.builders import (
    YEARS,
    a_district_office,
    a_municipality,
    a_presence_question,
    a_question,
    a_roadmap,
    a_roll,
    a_school,
    an_act,
    an_activity,
    an_indicator,
    targets,
)
from tests.conftest import Copier
from tests.loaders.filling import filled

TODAY = date(2021, 11, 1)
FIRST, SECOND, THIRD = "example-2020-2022", "mentoring-2021", "gifted-2021"


def mentoring(code: str = SECOND, **changes: object) -> Roadmap:
    """Тот же вопрос о «Билете в будущее», свой вопрос о парах и свой — под занятым кодом."""
    share = an_indicator(
        kind=Kind.SHARE, targets=targets(y2021=10), requires_growth=False, code="work_plan"
    )
    pairs = an_indicator(
        "pairs",
        kind=Kind.COUNT,
        scope=Scope.DISTRICT_TOTAL,
        counted="work_plan",
        out_of=None,
        base=(),
        unit="пар",
        targets=targets(y2021=30),
        requires_growth=False,
    )
    own = a_question("work_plan", text="Наставнические пары", grades=(), unit="пар", documents=0)
    example = a_roadmap(
        code=code,
        title="Наставничество",
        act=an_act(number="7", date=date(2021, 1, 10)),
        years=(2021,),
        questions=(a_question("ticket"), own),
        activities=(
            an_activity("1", indicator=replace(share, counted="ticket"), short="Охват"),
            an_activity("9", indicator=pairs, title="Пары", short="Пары"),
        ),
    )
    return replace(example, **changes)


@pytest.fixture
def store(tmp_path: Path, copy_of: Copier) -> Store:
    return copy_of(f"sqlite:///{tmp_path}/a.db", district)


def district(made: Store) -> None:
    """Район с двумя школами и первой картой."""
    places = (a_district_office(), a_school(), a_school("580402"))
    made.save_register(a_municipality(), places)
    made.save_roll([row for org in ("580401", "580402") for y in YEARS for row in a_roll(org, y)])
    load(made, a_roadmap())


def load(store: Store, roadmap: Roadmap, reason: str = "", today: date = TODAY) -> int:
    return save_roadmap(store, "58040", preview_roadmap(store, "58040", roadmap, reason, today))


def answer(store: Store, org: str, **cells: object) -> None:
    content = filled(write_form(request_from(store.snapshot("58040"), org, 2021)), cells)
    receipt = receive(content, f"{org}.xlsx", context_of(store), store)
    assert receipt.revision, receipt.problems


GRADES = range(6, 12)
TICKET = {f"q_ticket_pupils_g{grade}": 10 for grade in GRADES}
PAIRS = "q_mentoring_2021__work_plan"


def rows(seen: Snapshot, roadmap: str) -> list[PlanFactRow]:
    """Строки карты; номер — как в приказе."""
    found = (row for row in plan_fact(seen, TODAY) if row.roadmap == roadmap)
    return [replace(row, indicator=row.in_order) for row in found]


def test_an_equal_question_is_asked_once_and_another_bears_the_code_of_its_roadmap(
    store: Store,
) -> None:
    """Вопрос с тем же текстом, классами и единицей — один; иной под тем же кодом — свой."""
    load(store, mentoring())
    second = of_code(store.roadmaps("58040"), SECOND)[2021]
    assert [one.code for one in second.questions] == [
        "ticket_pupils",
        "mentoring_2021__work_plan",
    ]
    assert [one.indicator.code for one in second.activities] == [
        "mentoring_2021__work_plan",
        "pairs",
    ]
    assert preview_roadmap(store, "58040", mentoring(THIRD), today=TODAY).shared[0].code == (
        "ticket_pupils"
    )


def test_codes_are_settled_once(store: Store) -> None:
    """Та же карта ещё раз ничего не сохраняет; исправленный текст остаётся вопросом карты."""
    load(store, mentoring())
    assert preview_roadmap(store, "58040", mentoring(), today=TODAY).is_stored
    stored = [one.roadmap for one in reversed(store.roadmap_editions("58040"))]
    settled = beside(mentoring(), stored)
    assert beside(settled, stored) == settled
    pairs = replace(mentoring().questions[1], text="Пары «учитель – учитель»")
    changed = beside(mentoring(questions=(mentoring().questions[0], pairs)), stored)
    assert changed.questions[1].code == "mentoring_2021__work_plan"


def test_rows_of_two_orders_never_have_one_number(store: Store) -> None:
    load(store, mentoring())
    whole = store.roadmaps("58040")
    assert [row.number for row in whole[2021].activities] == ["I.1", "I.9", "II.1", "II.9"]
    assert [row.number for row in whole[2022].activities] == ["1", "9"]
    district = plan_fact(store.snapshot("58040"), TODAY).district(2021)
    assert [(row.roadmap, row.in_order) for row in district] == [
        (FIRST, "1"), (FIRST, "9"), (SECOND, "1"), (SECOND, "9"),
    ]  # fmt: skip


def test_a_form_asks_each_question_once_and_names_both_roadmaps(store: Store) -> None:
    load(store, mentoring())
    book = load_workbook(BytesIO(write_form(request_from(store.snapshot("58040"), "580401", 2021))))
    codes = [cell.value for sheet in book for cell in sheet["A"] if cell.value]
    assert codes.count("ticket_pupils") == 1
    assert codes.count("mentoring_2021__work_plan") == 1
    title = [str(cell.value) for row in book["Титул"] for cell in row if cell.value]
    assert any("Наставничество" in text for text in title)
    assert any("Самоопределение" in text for text in title)
    assert book["_meta"]["B1"].value == f"{FIRST}+{SECOND}"


def test_each_roadmap_has_the_figures_it_would_have_alone(store: Store, tmp_path: Path) -> None:
    """Те же ответы, но карта в районе одна: строка в строку то же самое."""
    load(store, mentoring())
    answer(store, "580401", **TICKET, **{PAIRS: 18})
    answer(store, "580402", **(TICKET | {"q_ticket_pupils_g6": 25}), **{PAIRS: 13})
    both = store.snapshot("58040")
    assert [row.actual for row in rows(both, SECOND) if row.is_district] == [
        pytest.approx(100 * 135 / 300), 31,
    ]  # fmt: skip
    for code in (FIRST, SECOND):
        assert rows(both, code) == rows(both.of_roadmap(code), code)
    alone = replace(both, roadmaps=dict.fromkeys(YEARS, a_roadmap()))
    assert rows(both, FIRST) == rows(alone, FIRST)


def test_a_third_roadmap_changes_no_figure_of_the_first_two(store: Store) -> None:
    load(store, mentoring())
    answer(store, "580401", **TICKET, **{PAIRS: 18})
    before = {code: rows(store.snapshot("58040"), code) for code in (FIRST, SECOND)}
    seen = preview_roadmap(store, "58040", mentoring(THIRD, title="Одарённые"), today=TODAY)
    assert (seen.existing, seen.before) == ((), None)
    save_roadmap(store, "58040", seen)
    after = store.snapshot("58040")
    assert list(after.codes(2021)) == [FIRST, SECOND, THIRD]
    assert {code: rows(after, code) for code in (FIRST, SECOND)} == before
    (share, *_) = [row for row in rows(after, THIRD) if row.is_district]
    assert share.actual == pytest.approx(100 * 60 / 150)


def test_a_figure_is_traced_and_tried_in_its_own_roadmap(store: Store) -> None:
    load(store, mentoring())
    answer(store, "580401", **TICKET, **{PAIRS: 18})
    seen = store.snapshot("58040")
    assert [one.question for one in trace(seen, 2021, "II.9").inputs] == [PAIRS[2:]]
    moved = MovedTarget(2021, "II.9", targets(y2021=18)[2021].value).applied(seen)
    tried = plan_fact(moved, TODAY).numbered(2021, "II.9")
    assert tried is not None
    assert (tried.target, tried.reason.value) == (18, "reached")
    assert rows(moved, FIRST) == rows(seen, FIRST)


def test_a_form_given_out_before_the_second_roadmap_is_taken(store: Store) -> None:
    """Бланк прежний: по новой карте ответов нет; ответы, которые уже есть, он не сотрёт."""
    old = filled(write_form(request_from(store.snapshot("58040"), "580401", 2021)), TICKET)
    load(store, mentoring())
    receipt = receive(old, "старый.xlsx", context_of(store), store)
    assert "form_of_fewer_roadmaps" in [one.code for one in receipt.problems]
    pairs = plan_fact(store.snapshot("58040"), TODAY).numbered(2021, "II.9", "580401")
    assert pairs is not None
    assert (pairs.actual, pairs.reason.value) == (None, "unanswered")
    answer(store, "580401", **TICKET, **{PAIRS: 18})
    again = filled(old, {"q_ticket_pupils_g6": 11})
    refused = receive(again, "старый.xlsx", context_of(store), store)
    assert "answers_of_another_roadmap" in [one.code for one in refused.problems]
    assert refused.revision is None


def test_an_edition_of_one_leaves_the_other_alone(store: Store) -> None:
    """Та же карта ещё раз — редакция, отличия по строкам; прошедший год просит причину."""
    load(store, mentoring())
    rows_of = list(mentoring().activities)
    easier = replace(rows_of[0].indicator, targets=targets(y2021=5))
    edition = mentoring(activities=(replace(rows_of[0], indicator=easier), rows_of[1]))
    seen = preview_roadmap(store, "58040", edition, today=TODAY)
    assert seen.before is not None
    assert seen.before.code == SECOND
    assert {one.row.roadmap for one in seen.differences} == {SECOND}
    assert save_roadmap(store, "58040", seen) == 2
    assert {part.code: part.edition for part in store.roadmaps("58040")[2021].each} == {
        FIRST: 1,
        SECOND: 2,
    }
    harder = replace(easier, targets=targets(y2021=15))
    again = replace(edition, activities=(replace(rows_of[0], indicator=harder), rows_of[1]))
    with pytest.raises(Refused, match="2021"):
        preview_roadmap(store, "58040", again, today=date(2022, 2, 1))
    told = preview_roadmap(store, "58040", again, "приказ от 30.01.2022", date(2022, 2, 1))
    assert (told.over, {one.row.roadmap for one in told.differences}) == ((2021,), {SECOND})


def test_a_closed_year_keeps_the_roadmaps_it_was_closed_with(store: Store) -> None:
    load(store, mentoring())
    answer(store, "580401", **TICKET, **{PAIRS: 18})
    close_year(store, "58040", 2021, TODAY, "приказ об итогах")
    kept = store.snapshot("58040").roadmaps[2021]
    later = mentoring(THIRD, title="Одарённые", years=(2021, 2022))
    seen = preview_roadmap(store, "58040", later, today=TODAY)
    assert seen.spared == (2021,)
    save_roadmap(store, "58040", seen)
    after = store.snapshot("58040")
    assert after.roadmaps[2021] == kept
    assert list(after.codes(2022)) == [FIRST, THIRD]
    assert {one.roadmap for one in store.closed_verdicts("58040")} == {FIRST, SECOND}


def test_side_by_side_of_one_is_that_one() -> None:
    assert side_by_side([a_roadmap()], {FIRST: 1}) == a_roadmap()


def test_the_same_words_for_others_are_another_question() -> None:
    """Тот же текст, но спрошен у района — не тот же вопрос."""
    asked = a_presence_question("plan", asked_of=(Respondent.SCHOOL,))
    row = an_activity(
        indicator=an_indicator("plan", kind=Kind.PRESENCE, level=Level.SCHOOL, counted="plan")
    )
    new = a_roadmap(code="other", questions=(asked,), activities=(row,))
    assert beside(new, [a_roadmap()]).questions[0].code == "plan"


def test_each_roadmap_has_documents_words_and_edits_of_its_own(store: Store) -> None:
    """Написанное, пока карта была одна, остаётся её; у второй и у обеих вместе — своё."""
    slot = DocumentSlot("58040", "monitoring", 2021, roadmap=store.snapshot("58040").about(2021))
    assert slot.roadmap == FIRST
    store.save_edits(slot, "меры", [TextEdit("меры", "", "")])
    store.save_own_words("58040", 2021, {words_key("monitoring.causes", FIRST): "Карантин."})
    issue = IssuedDocument(slot, "7", TODAY, 1, ())
    store.issue_document(issue, [DocumentFile("docx", "Отчёт.docx", b"word")])
    load(store, mentoring())
    seen = store.snapshot("58040")
    found = {about: stored(store, "58040", 2021, "monitoring", about)
             for about in (FIRST, SECOND, seen.about(2021))}  # fmt: skip
    assert seen.about(2021) == "", "обе карты вместе"
    assert [one["own_words"] for one in found.values()] == [
        {"monitoring.causes": "Карантин."}, {}, {}
    ]  # fmt: skip
    edited = {
        about: len(
            collect(seen.of_roadmap(about) if about else seen, 2021, **one).edits_of("monitoring")
        )
        for about, one in found.items()
    }
    assert edited == {FIRST: 1, SECOND: 0, "": 0}
    second = replace(issue, slot=replace(slot, roadmap=SECOND), number="8")
    store.issue_document(second, [DocumentFile("docx", "Отчёт.docx", b"word")])
    assert [(one.number, one.edition) for one in store.issued_documents("58040")] == [
        ("8", 1), ("7", 1)
    ]  # fmt: skip


def test_an_issue_about_one_roadmap_proves_nothing_of_another(store: Store) -> None:
    """Отчёт по второй карте — подтверждение её строки, а не такой же строки первой."""
    report = a_presence_question("monitoring_report", text="Отчёт о наставничестве")
    base = mentoring()
    load(store, replace(base, questions=(*base.questions, report)))
    for number, about in (("1", FIRST), ("2", SECOND)):
        slot = DocumentSlot("58040", "monitoring", 2021, roadmap=about)
        issue = IssuedDocument(slot, number, TODAY, 1, ())
        store.issue_document(issue, [DocumentFile("docx", "Отчёт.docx", b"word")])
    proved = {one.number: one.question for one in store.snapshot("58040").evidence}
    assert proved == {"1": "", "2": "monitoring_report"}, "первая карта о нём не спрашивает"


def test_a_withdrawn_roadmap_leaves_the_open_year_and_nothing_else_changes(store: Store) -> None:
    """Карту отозвали: её строки ушли, у первой ни одна цифра не изменилась, отчёты на месте."""
    load(store, mentoring())
    answer(store, "580401", **TICKET, **{PAIRS: 12})
    both = write_form(request_from(store.snapshot("58040"), "580402", 2021))
    before, second = (rows(store.snapshot("58040"), code) for code in (FIRST, SECOND))
    seen = preview_withdrawal(store, "58040", SECOND, TODAY)
    gone = {one.row.in_order for one in seen.existing if one.row.is_district}
    assert gone == {"1", "9"} and all(one.row.roadmap == SECOND for one in seen.existing)
    assert store.snapshot("58040").codes(2021).keys() == {FIRST, SECOND}, "просмотр не отзывает"
    assert withdraw_roadmap(store, "58040", SECOND, seen, "приказ отменён") == (2021,)
    assert rows(store.snapshot("58040"), FIRST) == before
    assert rows(store.snapshot("58040"), SECOND) == []
    (gone_edition,) = (one for one in store.roadmap_editions("58040") if one.withdrawn)
    assert gone_edition.roadmap.code == SECOND
    assert gone_edition.withdrawn and gone_edition.withdrawn.reason == "приказ отменён"
    request = request_from(store.snapshot("58040"), "580402", 2021)
    assert PAIRS.removeprefix("q_") not in {one.code for one in request.questions}
    receipt = receive(filled(both, TICKET), "580402.xlsx", context_of(store), store)
    assert receipt.revision, "бланк, выданный до отзыва, принимается"
    again = load(store, mentoring())
    assert again == 2, "загруженная снова карта — новая редакция"
    named = {one.in_order: one.numerator for one in second if one.org == "580401"}
    back = rows(store.snapshot("58040"), SECOND)
    assert {one.in_order: one.numerator for one in back if one.org == "580401"} == named
    assert store.snapshot("58040").roadmaps[2021].each[1].edition == 2


def test_a_closed_year_keeps_a_roadmap_that_is_withdrawn(store: Store) -> None:
    """Закрытый 2021 и открытый 2020 перед ним остаются при карте: по 2020 считан рост 2021."""
    answer(store, "580401", **TICKET)
    close_year(store, "58040", 2021, TODAY, "итоги")
    verdicts, closed = store.closed_verdicts("58040"), rows(store.snapshot("58040"), FIRST)
    seen = preview_withdrawal(store, "58040", FIRST, TODAY)
    assert withdraw_roadmap(store, "58040", FIRST, seen, "новый приказ") == (2022,)
    assert sorted(store.roadmaps("58040")) == [2020, 2021]
    assert store.roadmap_years() == {2020, 2021}
    left = rows(store.snapshot("58040"), FIRST)
    assert left == [one for one in closed if one.year < 2022]
    assert store.closed_verdicts("58040") == verdicts
    with pytest.raises(Refused, match="закрыты"):
        preview_withdrawal(store, "58040", FIRST, TODAY)


def test_a_withdrawal_needs_a_reason_and_a_roadmap(store: Store) -> None:
    with pytest.raises(Refused, match="причину"):
        store.withdraw_roadmap("58040", FIRST, "  ")
    with pytest.raises(NothingThere, match="не действует"):
        store.withdraw_roadmap("58040", THIRD, "нет такой")


def test_two_roadmaps_live_through_a_whole_year(store: Store, tmp_path: Path) -> None:
    """Бланк, приём, выводы, документы, выгрузка, закрытие: у каждой карты — как у единственной."""
    load(store, mentoring())
    for org, pairs in (("580401", 12), ("580402", 20)):
        answer(store, org, **TICKET, **{PAIRS: pairs})
    alone = Store.create(f"sqlite:///{tmp_path}/alone.db")
    places = (a_district_office(), a_school(), a_school("580402"))
    alone.save_register(a_municipality(), places)
    alone.save_roll([row for org in ("580401", "580402") for y in YEARS for row in a_roll(org, y)])
    load(alone, a_roadmap())
    for org in ("580401", "580402"):
        answer(alone, org, **TICKET)
    seen, single = store.snapshot("58040"), alone.snapshot("58040")
    alone.close()
    text = {about: html(seen.of_roadmap(about)) for about in (FIRST, SECOND)}
    assert same_words(text[FIRST]) == same_words(html(single)), (
        "документ первой карты — как без второй"
    )
    assert "Пары" in text[SECOND] and "Пары" not in text[FIRST]
    assert all(name in html(seen) for name in ("Пары", "II.9", "I.9"))
    exported = {about: load_workbook(BytesIO(export(of, plan_fact(of, TODAY), ".xlsx")))
                for about, of in ((FIRST, seen.of_roadmap(FIRST)), ("", seen))}  # fmt: skip
    rows_of = {about: plan_lines(book) for about, book in exported.items()}
    assert {line[0] for line in rows_of[FIRST]} == {FIRST}
    assert {line[0] for line in rows_of[""]} == {FIRST, SECOND}
    assert rows_of[FIRST] == [line for line in rows_of[""] if line[0] == FIRST]
    close_year(store, "58040", 2021, TODAY, "итоги")
    kept = {one.roadmap for one in store.closed_verdicts("58040")}
    assert kept == {FIRST, SECOND}
    before = store.closed_verdicts("58040"), rows(store.snapshot("58040"), FIRST)
    third = replace(mentoring(), code=THIRD, years=(2021, 2022))
    assert preview_roadmap(store, "58040", third, today=TODAY).spared == (2021,)
    load(store, third)
    assert store.snapshot("58040").codes(2021).keys() == {FIRST, SECOND}
    assert (store.closed_verdicts("58040"), rows(store.snapshot("58040"), FIRST)) == before


def html(seen: Snapshot) -> str:
    return write("monitoring", "html", seen, 2021, day=TODAY).decode()


def same_words(text: str) -> list[str]:
    """Слова документа без отметки о версии данных: она у двух баз разная."""
    return [word for word in re.sub(r"<[^>]*>", " ", text).split() if not word.isdigit()]


def plan_lines(book: Workbook) -> list[tuple[object, ...]]:
    """Строки «план–факт» выгрузки, карта первой."""
    sheet = next(one for one in book.worksheets if "roadmap" in [c.value for c in one[1]])
    head = [cell.value for cell in sheet[1]]
    return [(line[head.index("roadmap")], *line)
            for line in sheet.iter_rows(min_row=2, values_only=True)]  # fmt: skip
