"""The marked copy: our form, the school's entries, the remarks beside them, and the way back."""

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import Workbook, load_workbook

from data_model.returns import MarkedCopy, Severity
from loaders.forms.layout import REMARK, REMARKS_SHEET
from loaders.forms.request import FormRequest
from loaders.returns.judging import FileVerdict
from loaders.returns.marked.copy import archive, copy_of, unused
from loaders.returns.marked.marks import SIGNS
from tests.builders import a_roll
from tests.loaders.filling import (
    OFFICE,
    a_good_return,
    changed,
    codes,
    fact,
    filled,
    office_copy,
    place_of,
    roadmap,
    school,
    screened,
)

BAD = {"q_ticket_pupils_g9": "15 чел. или 16", "q_events_schedule_number": None}


def request(**more: object) -> FormRequest:
    return FormRequest(roadmap(), school(), 2021, a_roll(), **more)  # type: ignore[arg-type]


def marked(content: bytes, verdict: FileVerdict | None = None) -> MarkedCopy:
    problems = (verdict or screened(content)).problems
    return copy_of(content, "отчёт.xlsx", request(), problems)


def book_of(copy: MarkedCopy) -> Workbook:
    assert copy.content is not None
    return load_workbook(BytesIO(copy.content))


def sent_again(copy: MarkedCopy, **values: object) -> FileVerdict:
    assert copy.content is not None
    return screened(filled(copy.content, values))


def test_every_entry_stands_in_the_copy_as_it_was_written() -> None:
    book = book_of(marked(filled(a_good_return(), BAD)))
    sheet, cell = place_of(book, "q_ticket_pupils_g9")
    assert book[sheet][cell].value == "15 чел. или 16"
    sheet, cell = place_of(book, "q_open_lesson_pupils_g1")
    assert book[sheet][cell].value == 5


def test_faulty_cells_are_coloured_with_the_message_beside() -> None:
    book = book_of(marked(filled(a_good_return(), BAD)))
    name, address = place_of(book, "q_ticket_pupils_g9")
    cell, sheet = book[name][address], book[name]
    assert cell.fill.start_color.rgb.endswith(SIGNS[Severity.QUESTION].fill)
    assert cell.comment is None
    header = next(one for one in sheet[6] if one.value == REMARK)
    assert "15 чел. или 16" in sheet.cell(cell.row, header.column).value


def test_the_sheet_of_remarks_comes_first_and_links_to_each_cell() -> None:
    book = book_of(marked(filled(a_good_return(), BAD)))
    sheet = book[REMARKS_SHEET]
    name, address = place_of(book, "q_ticket_pupils_g9")
    links = [cell.hyperlink.location for row in sheet.iter_rows() for cell in row if cell.hyperlink]
    assert book.worksheets[0] is sheet
    assert f"'{name}'!{address}" in links
    assert len(links) == 2


def test_a_copy_that_was_not_mended_brings_the_same_remarks_back() -> None:
    content = filled(a_good_return(), BAD)
    assert codes(sent_again(marked(content))) == codes(screened(content))


def test_a_mended_copy_comes_back_through_the_same_door() -> None:
    copy = marked(filled(a_good_return(), BAD))
    verdict = sent_again(copy, q_ticket_pupils_g9=7, q_events_schedule_number="б/н")
    assert codes(verdict) == []
    assert (verdict.org, verdict.year) == ("580401", 2021)
    assert fact(verdict, "ticket_pupils", 9).value == 7


def test_rows_that_had_moved_are_marked_where_the_fresh_form_has_them() -> None:
    def move(book: Workbook) -> None:
        book["Показатели"].insert_rows(9, 4)

    moved = changed(filled(a_good_return(), {"q_ticket_pupils_g9": "много"}), move)
    book = book_of(marked(moved))
    name, address = place_of(book, "q_ticket_pupils_g9")
    assert book[name][address].fill.start_color.rgb.endswith(SIGNS[Severity.QUESTION].fill)


def test_a_refused_file_becomes_a_whole_form_with_what_could_be_found() -> None:
    def cut(book: Workbook) -> None:
        sheet = book["Показатели"]
        row = next(one[0].row for one in sheet.iter_rows() if one[0].value == "ticket_pupils")
        sheet.delete_rows(row)

    torn = changed(a_good_return(), cut)
    verdict = screened(torn)
    assert codes(verdict) == ["question_missing"]
    again = sent_again(marked(torn, verdict), q_ticket_pupils_g9=7)
    assert not again.is_refused
    assert fact(again, "open_lesson_pupils", 1).value == 5


def test_a_quoted_identity_among_the_remarks_is_no_identity() -> None:
    def edit(book: Workbook) -> None:
        book["Показатели"]["B3"].value = "Код формы: чужая/1/999/2021/000000"

    edited = changed(a_good_return(), edit)
    verdict = screened(edited)
    assert "identity_edited" in codes(verdict)
    assert codes(sent_again(marked(edited, verdict))) == []


def test_text_that_begins_like_a_formula_stays_text() -> None:
    book = book_of(marked(filled(a_good_return(), {"q_events_schedule_name": "=1+1"})))
    name, address = place_of(book, "q_events_schedule_name")
    assert book[name][address].data_type != "f"


def test_equal_files_give_equal_copies() -> None:
    content = filled(a_good_return(), BAD)
    assert marked(content).content == marked(content).content


@pytest.mark.office
def test_a_copy_saved_by_another_program_comes_back(tmp_path: Path) -> None:
    if OFFICE is None:
        pytest.skip("LibreOffice не найден")
    copy = marked(filled(a_good_return(), BAD))
    assert copy.content is not None
    source = tmp_path / "copy.xlsx"
    source.write_bytes(copy.content)
    saved = office_copy(source, "ods", tmp_path).read_bytes()
    assert codes(screened(saved)) == codes(screened(filled(a_good_return(), BAD)))


def test_many_copies_go_into_one_zip_and_two_of_one_school_stay_two() -> None:
    copy = marked(filled(a_good_return(), BAD))
    with ZipFile(BytesIO(archive([copy, copy]))) as zipped:
        names = zipped.namelist()
    assert names[:2] == ["580401_2021_замечания.xlsx", "580401_2021_замечания_письмо.txt"]
    assert len(set(names)) == 4
    assert unused("a.txt", {"a.txt"}) == "a_2.txt"
