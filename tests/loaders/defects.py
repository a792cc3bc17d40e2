"""One file per line of the catalogue, broken in just that way («образцы дефектов»)."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime
from functools import partial
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Font

from data_model.places import OrganisationKind
from data_model.returns import Fact, ParsedReturn, ValueState
from data_model.roadmap import side_by_side
from loaders.files.archive import Incoming
from loaders.files.worker_pool import Work, read_workbook
from loaders.forms.book import write_form
from loaders.forms.layout import Identity, Owner
from loaders.forms.request import FormRequest
from loaders.returns.context import IntakeContext
from loaders.returns.judging import FileVerdict, judge, screen
from tests.builders import (
    a_question,
    a_roadmap_of_levels_and_hours,
    a_roll,
    a_school,
    a_snapshot,
    an_activity,
    an_indicator,
)
from tests.loaders.filling import (
    CLOSED_SCHOOL,
    TODAY,
    a_context,
    a_district_form,
    a_form,
    a_good_return,
    changed,
    filled,
    roadmap,
    screened,
    screened_with,
)

Make = Callable[[], FileVerdict]
TICKET = "q_ticket_pupils_g9"
SHEET, CELL = "Показатели", "K12"
GRADES = range(6, 12)


def _with(**values: Any) -> Make:
    return partial(screened_with, **values)


def _changed(change: Callable[[Workbook], Any], context: IntakeContext | None = None) -> Make:
    return lambda: screened(changed(a_good_return(), change), context)


def good() -> ParsedReturn:
    parsed = screened(a_good_return()).parsed
    assert parsed is not None
    return parsed


# identity


def _identity(**parts: Any) -> Make:
    """Every carrier of the identity says something else, with a good checksum."""

    def rewrite(book: Workbook) -> None:
        own = Identity(roadmap().code, 1, "580401", 2021)
        identity = replace(own, **parts)
        for sheet in book:
            for row in sheet.iter_rows():
                for cell in row:
                    if cell.value == own.line:
                        cell.value = identity.line
        values = (identity.form, identity.version, identity.org, identity.year, identity.checksum)
        for row_number, value in enumerate(values, start=1):
            book["_meta"].cell(row_number, 2).value = value

    return _changed(rewrite)


def lose_identity(book: Workbook) -> None:
    del book["_meta"]
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                if str(cell.value).startswith("Код формы:"):
                    cell.value = None


def _edit_code(book: Workbook) -> None:
    book["_meta"]["B3"].value = "580402"


def _take_a_line(book: Workbook) -> None:
    own, other = (Identity(roadmap().code, 1, org, 2021).line for org in ("580401", "580402"))
    cell = next(cell for row in book["Документы"] for cell in row if cell.value == own)
    cell.value = other


def _said(org: str, content: bytes) -> FileVerdict:
    return screen(read_workbook(content), a_context(), TODAY, Owner(org, 2021))


def _foreign_form() -> FileVerdict:
    """A school of another district, which has a roadmap of its own."""
    context = a_context()
    context.places["590001"] = ("59000", a_school("590001"))
    context.roadmaps["59000"] = {2021: replace(roadmap(), code="other-2021")}
    content = write_form(FormRequest(roadmap(), a_school("590001"), 2021, ()))
    return screened(filled(content, {TICKET: 1}), context)


def _beside(*answers: Fact) -> IntakeContext:
    """A second roadmap has come since the form was given out; ``answers`` to both are in."""
    whole = replace(good(), facts=(*good().facts, *answers), org="580401")
    context = a_context(whole) if answers else a_context()
    pairs = a_question("pairs", text="Наставнические пары", grades=())
    row = an_activity(
        number="1", indicator=an_indicator(code="pairs", counted="pairs", out_of=None, base=())
    )
    second = replace(
        roadmap(), code="second", title="Наставничество", questions=(pairs,), activities=(row,)
    )
    ranks = {roadmap().code: 1, "second": 2}
    context.roadmaps["58040"] = {
        year: side_by_side([roadmap(), second], ranks) for year in roadmap().years
    }
    return context


def _of_levels_and_hours(**values: Any) -> FileVerdict:
    """A school year of a roadmap that asks for hours and a level."""
    asked, context = a_roadmap_of_levels_and_hours(), IntakeContext()
    context.add(
        a_snapshot(
            roadmaps=dict.fromkeys(asked.years, asked),
            organisations=(a_school(),),
            roll=a_roll(year=2025),
        )
    )
    form = write_form(FormRequest(asked, a_school(), 2025, a_roll(year=2025)))
    answers = {"q_lesson_hours": 34, "q_model_level": "основной"} | values
    return screened(filled(form, answers), context)


# sheets


def _copy_sheet(book: Workbook) -> None:
    book.copy_worksheet(book["Мероприятия"])


def _repeat_row(book: Workbook) -> None:
    sheet = book[SHEET]
    for column in range(1, 17):
        sheet.cell(30, column).value = sheet.cell(12, column).value


def _add_column(book: Workbook) -> None:
    """A column between the total and the reason, with a header and a figure of the school's own."""
    sheet = book[SHEET]
    sheet["R6"], sheet["R12"] = "из них ОВЗ", 2


def _delete_row(book: Workbook) -> None:
    book[SHEET].delete_rows(12)


def _swap_codes(book: Workbook) -> None:
    one, other = book[SHEET]["A9"], book[SHEET]["A12"]
    one.value, other.value = other.value, one.value


def _hide_row(book: Workbook) -> None:
    book[SHEET].row_dimensions[12].hidden = True


def _merge(book: Workbook) -> None:
    sheet = book[SHEET]
    sheet["I12"].value = sheet["J12"].value = None
    sheet["H12"].value = 45
    sheet.merge_cells("H12:J12")


def _type_only_a_total(book: Workbook) -> None:
    sheet = book[SHEET]
    for column in "HIJKLM":
        sheet[f"{column}12"].value = None
    sheet["N12"].value = 57


def _set(address: str, value: Any) -> Callable[[Workbook], None]:
    def change(book: Workbook) -> None:
        book[SHEET][address].value = value

    return change


def _strike(book: Workbook) -> None:
    book[SHEET][CELL].font = Font(strike=True)


def _raise_a_sign(book: Workbook) -> None:
    raised = TextBlock(InlineFont(vertAlign="superscript"), "2")
    book[SHEET][CELL].value = CellRichText("1", raised)


def lay_a_picture(book: Workbook) -> None:
    """A screenshot over cells that were left empty."""
    from openpyxl.drawing.image import Image as SheetPicture
    from PIL import Image

    target = BytesIO()
    Image.new("RGB", (80, 40), "white").save(target, "PNG")
    book[SHEET].add_image(SheetPicture(target), "H12")
    for column in "HIJKLM":
        book[SHEET][f"{column}12"].value = None


def _take_code_away(book: Workbook) -> None:
    """A third document in a line that someone has added."""
    sheet = book["Документы"]
    sheet["A8"].value = None
    sheet["F8"].value = "Третий документ"


def _a_row_too_low(book: Workbook) -> None:
    """The answers of this year in the line of last year's."""
    sheet = book[SHEET]
    sheet["B13"].value = "год назад, 2020"
    for column in "HIJKLM":
        sheet[f"{column}13"].value = sheet[f"{column}12"].value
        sheet[f"{column}12"].value = None


def _another_last_year(book: Workbook) -> None:
    """A figure of last year that the school has written over."""
    book[SHEET]["B13"].value, book[SHEET]["K13"].value = "год назад, 2020", 3


def _new_year_on_title(book: Workbook) -> None:
    book["Титул"]["C7"].value = 2022


def _break_cell(book: Workbook) -> None:
    cell = book[SHEET][CELL]
    cell.value, cell.data_type = "#REF!", "e"


def _hang_a_remark(book: Workbook) -> None:
    book[SHEET][CELL].comment = Comment("уточнить", "школа")


def _add_sheet(book: Workbook) -> None:
    book.create_sheet("Черновик")["A1"] = "считали так"


def _add_pupils(book: Workbook) -> None:
    sheet = book.create_sheet("Список")
    for row in (("ФИО", "Класс"), ("Примеров Пример Примерович", "7")):
        sheet.append(row)


def with_saved_formula(content: bytes, saved: bytes = b"<f>7+5</f><v>12</v>") -> bytes:
    """The cell as an office program saves it: a formula together with its result."""
    return with_saved_formulas(content, {CELL: saved})


def with_saved_formulas(content: bytes, saved: Mapping[str, bytes]) -> bytes:
    """The same for several cells of the sheet."""
    from zipfile import ZIP_DEFLATED, ZipFile

    marks = {cell: 987650 + at for at, cell in enumerate(saved)}

    def mark(book: Workbook) -> None:
        for cell, number in marks.items():
            book[SHEET][cell].value = number

    target = BytesIO()
    with (
        ZipFile(BytesIO(changed(content, mark))) as source,
        ZipFile(target, "w", ZIP_DEFLATED) as written,
    ):
        for name in source.namelist():
            part = source.read(name)
            for cell, number in marks.items():
                part = part.replace(f"<v>{number}</v>".encode(), saved[cell])
            written.writestr(name, part)
    return target.getvalue()


# against others


def _district(**answers: Any) -> bytes:
    return filled(a_district_form(), answers)


def _school_answers(question: str, value: int) -> IntakeContext:
    """A district in which its one school has given this answer."""
    context, parsed = a_context(good()), good()
    facts = tuple(
        one._replace(value=value, state=ValueState.VALUE) if one.question == question else one
        for one in parsed.facts
    )
    context.remember(replace(parsed, facts=facts))
    return context


def _district_answers(question: str, value: int) -> IntakeContext:
    context = a_context()
    fact = Fact(question, 0, value, ValueState.VALUE if value else ValueState.ZERO)
    context.facts[("58040", 2021)] = {(question, 0): fact}
    return context


def _last_year(change: Callable[[Fact], Fact]) -> IntakeContext:
    parsed = good()
    facts = tuple(change(one) for one in parsed.facts)
    return a_context(replace(parsed, year=2020, facts=facts))


def _small(fact: Fact) -> Fact:
    return fact._replace(value=1) if fact.question == "ticket_pupils" and fact.value else fact


def _with_branch(*, own_roll: bool) -> IntakeContext:
    """The school has a branch, which reports apart or not."""
    context = a_context(good())
    branch = a_school("580409", kind=OrganisationKind.BRANCH, head="580401")
    context.places["580409"] = ("58040", branch)
    context.branches["580401"] = ["580409"]
    if own_roll:
        context.rolls[("580409", 2021)] = dict.fromkeys(range(1, 12), 5)
    return context


def _branch_return() -> FileVerdict:
    branch = a_school("580409", kind=OrganisationKind.BRANCH, head="580401")
    content = write_form(FormRequest(roadmap(), branch, 2021, a_roll("580409", 2021)))
    return screened(filled(content, {TICKET: 3}), _with_branch(own_roll=False))


def _twin() -> FileVerdict:
    context = a_context()
    context.places["580403"] = ("58040", a_school("580403"))
    context.remember(replace(good(), org="580403"))
    return screened(a_good_return(), context)


def _part_over_whole() -> FileVerdict:
    """«Билет» counted out of the diagnosed, not out of the roll."""
    activities = tuple(
        replace(one, indicator=replace(one.indicator, out_of="diagnosed_pupils"))
        if one.indicator.counted == "ticket_pupils"
        else one
        for one in roadmap().activities
    )
    context = a_context()
    context.roadmaps["58040"] = {2021: replace(roadmap(), activities=activities)}
    return screened(filled(a_good_return(), {"q_diagnosed_pupils_g9": 2}), context)


def _whole_roll() -> dict[str, int]:
    asked = (("diagnosed", GRADES), ("advised", GRADES), ("ticket", GRADES))
    answers = {f"q_{code}_pupils_g{grade}": 20 + grade for code, of in asked for grade in of}
    return answers | {f"q_open_lesson_pupils_g{grade}": 20 + grade for grade in range(1, 12)}


def _full() -> FileVerdict:
    roll = a_roll(pupils={grade: 20 + grade for grade in range(1, 12)})
    content = filled(a_form(roll=roll), _whole_roll())
    return screened(content, a_context(roll=roll))


def _closed_school() -> FileVerdict:
    roll = a_roll("580402", 2021)
    content = write_form(FormRequest(roadmap(), CLOSED_SCHOOL, 2021, roll))
    return screened(filled(content, {"q_ticket_pupils_g6": 3}))


def _unreadable() -> FileVerdict:
    return judge(Incoming("отчёт.xlsx", b"%PDF-1.4"), a_context(), TODAY)


class _Failing(Work):
    """A reading that ends with a fault of ours."""

    def __init__(self) -> None: ...

    def result(self) -> Any:
        raise LookupError


DEFECTS: dict[str, Make] = {
    "unreadable": _unreadable,
    "reading_failed": lambda: judge(Incoming("отчёт.xlsx", b"PK"), a_context(), TODAY, _Failing()),
    "personal_data": _changed(_add_pupils),
    "no_identity": _changed(lose_identity),
    "identity_edited": _changed(_edit_code),
    "identity_conflict": _changed(_take_a_line),
    "owner_differs": lambda: _said("580402", a_good_return()),
    "unknown_form": _identity(form="another-2020"),
    "old_version": _identity(version=0),
    "unknown_organisation": _identity(org="999999"),
    "unknown_year": _identity(year=2031),
    "foreign_form": _foreign_form,
    "sheet_repeated": _changed(_copy_sheet),
    "question_repeated": _changed(_repeat_row),
    "question_missing": _changed(_delete_row),
    "answers_of_another_roadmap": lambda: screened(
        a_good_return(), _beside(Fact("pairs", 0, 3, ValueState.VALUE))
    ),
    "form_of_fewer_roadmaps": lambda: screened(a_good_return(), _beside()),
    "branch_twice": _branch_return,
    "empty_return": lambda: screened(a_form()),
    "struck_out": _changed(_strike),
    "footnote": _changed(_raise_a_sign),
    "number_lost_figures": _with(q_events_schedule_number=58040800012345600),
    "zero_of_nothing": lambda: screened(
        with_saved_formula(a_good_return(), b"<f>H30+H31</f><v>0</v>")
    ),
    "picture_on_sheet": _changed(lay_a_picture),
    "text_in_count": _with(**{TICKET: "пятнадцать"}),
    "two_numbers": _with(**{TICKET: "18 (из них 2 ОВЗ)"}),
    "not_exact": _with(**{TICKET: "более 50"}),
    "word_for_zero": _with(**{TICKET: "не проводилось"}),
    "date_in_count": _with(**{TICKET: datetime(2021, 8, 6)}),
    "fraction": _with(**{TICKET: "12,5"}),
    "percent": _with(**{TICKET: "35 %"}),
    "negative": _with(**{TICKET: -3}),
    "too_large": _with(**{TICKET: 5_000_000}),
    "formula_without_result": _with(**{TICKET: "=SUM(C8:D8)"}),
    "error_value": _changed(_break_cell),
    "not_yes_or_no": _with(q_events_schedule="частично"),
    "words_after_number": _with(**{TICKET: "12 чел."}),
    "whole_with_zeros": _with(**{TICKET: "12,0"}),
    "zero_in_words": _with(q_art_profi_participants="не проводилось"),
    "letters_for_digits": _with(**{TICKET: "1О"}),
    "latin_letters": _with(q_events_schedule="eсть"),
    "owner_stated": lambda: _said("580401", changed(a_good_return(), lose_identity)),
    "not_expected": _closed_school,
    "roll_disputed": _with(q_roll_confirmed="нет"),
    "roll_differs": lambda: screened(a_good_return(), a_context(roll=a_roll(pupils=24))),
    "participants_over_roll": _with(**{TICKET: 26}),
    "unanswered": _with(**{TICKET: None}),
    "dash_for_answer": _with(**{TICKET: "н/д"}),
    "answer_withdrawn": lambda: screened(
        filled(a_good_return(), {TICKET: None}), a_context(good())
    ),
    "dash_for_former_answer": lambda: screened(
        filled(a_good_return(), {TICKET: "н/д"}), a_context(good())
    ),
    "former_answer_explained": lambda: screened(
        filled(a_good_return(), {TICKET: None, "q_ticket_pupils_reason": "платформа закрыта"}),
        a_context(good()),
    ),
    "document_withdrawn": lambda: screened(
        filled(
            a_good_return(),
            {f"q_events_schedule{part}": None for part in ("_name", "_number", "_date", "_link")},
        ),
        a_context(good()),
    ),
    "no_with_documents": _with(q_events_schedule="нет"),
    "documents_without_answer": _with(q_events_schedule=None),
    "yes_without_details": _with(q_events_schedule_number=None),
    "date_unreadable": _with(q_events_schedule_date="31.02.2021"),
    "month_only": _with(q_events_schedule_date="сентябрь 2021"),
    "link_of_own_disk": _with(q_events_schedule_link="C:\\Users\\Завуч\\график.docx"),
    "date_far_off": _with(q_events_schedule_date=date(2012, 5, 20)),
    "date_in_future": _with(q_events_schedule_date=date(2022, 3, 1)),
    "total_differs": _changed(_set("N12", 99)),
    "merged_answer": _changed(_merge),
    "total_without_grades": _changed(_type_only_a_total),
    "name_disagrees": _changed(_swap_codes),
    "foreign_grade": _changed(_set("G12", 5)),
    "hidden_cells": _changed(_hide_row),
    "formula_in_answer": lambda: screened(with_saved_formula(a_good_return())),
    "remark_on_cell": _changed(_hang_a_remark),
    "remark_under_table": _changed(_set("B20", "Примечание: 9 класс был на карантине")),
    "strange_sheet": _changed(_add_sheet),
    "row_without_code": _changed(_take_code_away),
    "answers_a_year_ago": _changed(_a_row_too_low),
    "last_year_differs": lambda: screened(
        changed(a_good_return(), _another_last_year), _last_year(_small)
    ),
    "not_hours": lambda: _of_levels_and_hours(q_lesson_hours="час в неделю"),
    "not_in_list": lambda: _of_levels_and_hours(q_model_level="средний"),
    "figures_beside_table": _changed(_set("R12", 55)),
    "column_added": _changed(_add_column),
    "text_beside_table": _changed(_set("R12", "см. приложение")),
    "number_in_reason": _with(**{TICKET: None}, q_ticket_pupils_reason="12 человек"),
    "identity_disagrees": _changed(_new_year_on_title),
    "number_became_date": _with(q_events_schedule_number=date(2021, 10, 12)),
    "branch_in_head": lambda: screened(
        filled(a_good_return(), {TICKET: 29}), _with_branch(own_roll=True)
    ),
    "part_over_whole": _part_over_whole,
    "people_without_event": _with(q_diagnostics_report="нет"),
    "levels_disagree": lambda: screened(a_good_return(), _district_answers("events_schedule", 0)),
    "control_differs": lambda: screened(
        _district(q_art_profi_participants=3), _school_answers("art_profi_participants", 7)
    ),
    "school_over_district": lambda: screened(
        filled(a_good_return(), {"q_art_profi_participants": 5}),
        _district_answers("art_profi_participants", 3),
    ),
    "jump": lambda: screened(a_good_return(), _last_year(_small)),
    "same_in_all_grades": _with(**{f"q_ticket_pupils_g{grade}": 15 for grade in GRADES}),
    "full_everywhere": _full,
    "copy_of_last_year": lambda: screened(a_good_return(), _last_year(lambda fact: fact)),
    "copy_of_other_school": _twin,
}
"""Code of a rule → the verdict on a file that breaks it."""
