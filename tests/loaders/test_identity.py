"""Identity of a file: its carriers must be there, agree, and be known."""

from collections.abc import Callable

import pytest
from openpyxl import Workbook
from openpyxl.cell import Cell

from data_model.returns import Severity
from loaders.forms.book import write_form
from loaders.forms.layout import DATA_SHEETS, Identity
from loaders.forms.request import FormRequest
from tests.builders import a_roll, a_school
from tests.loaders.filling import (
    CLOSED_SCHOOL,
    a_context,
    a_good_return,
    changed,
    codes,
    filled,
    only,
    roadmap,
    screened,
)


def rewritten(identity: Identity) -> bytes:
    """A good return whose every carrier says this identity."""

    def rewrite(book: Workbook) -> None:
        for name in (*DATA_SHEETS, "Титул"):
            for row in book[name].iter_rows():
                for cell in row:
                    if str(cell.value).startswith("Код формы:"):
                        cell.value = identity.line
        meta = (identity.form, identity.version, identity.org, identity.year, identity.checksum)
        for row, value in enumerate(meta, start=1):
            book["_meta"].cell(row, 2).value = value

    return changed(a_good_return(), rewrite)


CODE = roadmap().code


@pytest.mark.parametrize(
    ("code", "identity"),
    [
        ("unknown_form", Identity("another-2020", 1, "580401", 2021)),
        ("old_version", Identity(CODE, 0, "580401", 2021)),
        ("old_version", Identity(CODE, 7, "580401", 2021)),
        ("unknown_organisation", Identity(CODE, 1, "999999", 2021)),
        ("unknown_year", Identity(CODE, 1, "580401", 2031)),
    ],
)
def test_an_identity_that_is_not_known_here_is_refused(code: str, identity: Identity) -> None:
    problem = only(screened(rewritten(identity)))
    assert (problem.code, problem.severity) == (code, Severity.ERROR)


def test_a_refused_file_of_a_known_school_is_still_told_apart() -> None:
    verdict = screened(rewritten(Identity(CODE, 0, "580401", 2021)))
    assert (verdict.org, verdict.year) == ("580401", 2021)
    assert screened(rewritten(Identity(CODE, 1, "999999", 2021))).org is None


def edit_a_line(book: Workbook) -> None:
    line = Identity(CODE, 1, "580401", 2021).line
    cell = next(cell for row in book["Мероприятия"] for cell in row if cell.value == line)
    cell.value = line.replace("580401", "580402")


def edit_the_meta(book: Workbook) -> None:
    book["_meta"]["B3"].value = "580402"


@pytest.mark.parametrize("change", [edit_a_line, edit_the_meta])
def test_an_edited_identity_is_caught_by_its_checksum(change: Callable[[Workbook], None]) -> None:
    problem = only(screened(changed(a_good_return(), change)))
    assert (problem.code, problem.severity) == ("identity_edited", Severity.ERROR)


def test_a_sheet_of_another_schools_form_is_refused_and_both_are_named() -> None:
    other = Identity(CODE, 1, "580402", 2021)

    def exchange(book: Workbook) -> None:
        line = Identity(CODE, 1, "580401", 2021).line
        cell = next(cell for row in book["Документы"] for cell in row if cell.value == line)
        cell.value = other.line

    problem = only(screened(changed(a_good_return(), exchange)))
    assert (problem.code, problem.sheet) == ("identity_conflict", "Документы")
    assert "580401" in problem.message
    assert "580402" in problem.message


def lines(book: Workbook) -> list[Cell]:
    every = (cell for sheet in book for row in sheet.iter_rows() for cell in row)
    return [cell for cell in every if str(cell.value).startswith("Код формы:")]


@pytest.mark.parametrize(
    "line", ["Код формы: {form}/1/580402/2021", "Код формы: {form}/1/", "Код формы: {form}///"]
)
def test_what_is_left_of_a_damaged_line_is_no_identity_and_is_named(line: str) -> None:
    """The checksum is cut off: the other carriers do not make it good."""

    def damage(book: Workbook) -> None:
        lines(book)[1].value = line.format(form=CODE)

    problem = only(screened(changed(a_good_return(), damage)))
    assert (problem.code, problem.sheet) == ("identity_edited", "Показатели")


@pytest.mark.parametrize("slash", [" / ", "/ ", " /"])
def test_a_line_with_spaces_around_its_slashes_says_the_same(slash: str) -> None:
    def respell(book: Workbook) -> None:
        del book["_meta"]
        for cell in lines(book):
            cell.value = str(cell.value).replace("/", slash)

    verdict = screened(changed(a_good_return(), respell))
    assert (codes(verdict), verdict.org, verdict.year) == ([], "580401", 2021)


def test_codes_of_foreign_forms_are_no_identity() -> None:
    def replace_all(book: Workbook) -> None:
        del book["_meta"]
        for cell in lines(book):
            cell.value = "Код формы: 0609506 / ОКУД"

    assert codes(screened(changed(a_good_return(), replace_all))) == ["no_identity"]


def test_an_unsigned_identity_does_not_overrule_the_name_in_the_form() -> None:
    """Another code in «_meta», and every checksum wiped out."""

    def forge(book: Workbook) -> None:
        for cell in lines(book):
            cell.value = None
        meta = book["_meta"]
        meta["B3"].value, meta["B5"].value = "580403", None

    context = a_context()
    context.places["580403"] = ("58040", a_school("580403"))
    problem = only(screened(changed(a_good_return(), forge), context))
    assert (problem.code, problem.sheet) == ("identity_edited", "_meta")


def remove_all(book: Workbook) -> None:
    del book["_meta"]
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                if str(cell.value).startswith("Код формы:"):
                    cell.value = None


def test_a_file_without_identity_is_refused_with_the_cure() -> None:
    problem = only(screened(changed(a_good_return(), remove_all)))
    assert (problem.code, problem.severity) == ("no_identity", Severity.ERROR)


def test_one_surviving_carrier_is_enough() -> None:
    """A meta sheet that wrote its numbers as text, and no visible line."""

    def keep_only_meta(book: Workbook) -> None:
        meta = [str(book["_meta"].cell(row, 2).value) for row in range(1, 5)]
        remove_all(book)
        sheet = book.create_sheet("_meta")
        for row, (name, value) in enumerate(
            zip(("form", "version", "org", "year"), meta, strict=True), 1
        ):
            sheet.cell(row, 1).value, sheet.cell(row, 2).value = name, value

    assert codes(screened(changed(a_good_return(), keep_only_meta))) == []


def test_a_return_of_a_closed_school_is_a_question() -> None:
    roll = a_roll("580402", 2021)
    form = write_form(FormRequest(roadmap(), CLOSED_SCHOOL, 2021, roll))
    verdict = screened(filled(form, {"q_ticket_pupils_g6": 3}), a_context())
    assert codes(verdict)[0] == "not_expected"


def test_a_form_of_another_districts_roadmap_is_refused() -> None:
    context = a_context()
    context.places["590001"] = ("59000", a_school("590001"))
    context.roadmaps["59000"] = {}
    verdict = screened(rewritten(Identity(CODE, 1, "590001", 2021)), context)
    assert codes(verdict) == ["unknown_year"]


def line_of(book: Workbook, sheet: str) -> Cell:
    return next(
        cell for row in book[sheet] for cell in row if str(cell.value).startswith("Код формы:")
    )


def test_a_form_of_an_old_version_is_named_with_its_cell() -> None:
    problem = only(screened(rewritten(Identity(CODE, 0, "580401", 2021))))
    assert (problem.code, problem.sheet) == ("old_version", "Титул")
    assert problem.cell


def test_a_lost_meta_and_a_meta_made_visible_do_no_harm() -> None:
    def lose(book: Workbook) -> None:
        del book["_meta"]

    def show(book: Workbook) -> None:
        book["_meta"].sheet_state = "visible"

    assert codes(screened(changed(a_good_return(), lose))) == []
    assert codes(screened(changed(a_good_return(), show))) == []


def test_the_form_of_another_school_copied_over_is_caught() -> None:
    """Lines of another school with their own good checksum, and the first school's «_meta»."""
    other = Identity(CODE, 1, "580402", 2021)

    def copy(book: Workbook) -> None:
        for name in (*DATA_SHEETS, "Титул"):
            line_of(book, name).value = other.line

    verdict = screened(changed(a_good_return(), copy))
    assert codes(verdict) == ["identity_conflict"]
    assert verdict.problems[0].cell


@pytest.mark.parametrize("part", ["form", "version", "org", "year"])
def test_each_part_of_the_identity_is_covered_by_the_checksum(part: str) -> None:
    row = ("form", "version", "org", "year").index(part) + 1

    def edit(book: Workbook) -> None:
        cell = book["_meta"].cell(row, 2)
        cell.value = {"form": "another-2020", "version": 2, "org": "580402", "year": 2022}[part]

    problem = only(screened(changed(a_good_return(), edit)))
    assert (problem.code, problem.sheet) == ("identity_edited", "_meta")
