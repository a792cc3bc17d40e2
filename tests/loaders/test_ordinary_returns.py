"""Returns as schools send them, after public fault reports, each with the right answer."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from data_model.returns import Outcome, Receipt, Severity, ValueState
from data_model.store import Store
from loaders.files.worker_pool import read_workbook
from loaders.files.xlsx_marks import moved
from loaders.intake import check, context_of, receive, receive_all
from loaders.returns.judging import FileVerdict, is_later, screen
from tests.builders import YEARS, a_roll
from tests.loaders.defects import (
    CELL,
    SHEET,
    lay_a_picture,
    with_saved_formula,
    with_saved_formulas,
)
from tests.loaders.filling import (
    OFFICE,
    TODAY,
    a_context,
    a_form,
    a_good_return,
    changed,
    codes,
    fact,
    filled,
    office_copy,
    screened,
)

CASES = Path(__file__).parent / "fixtures" / "returns"
SCHOOL, YEAR = "580408", 2022
STRUCK = InlineFont(strike=True)


@pytest.fixture(scope="module")
def sample(sample_database: Path) -> Iterator[Store]:
    opened = Store.open(f"sqlite:///{sample_database}")
    yield opened
    opened.close()


def checked(store: Store, name: str) -> Receipt:
    content = (CASES / name).read_bytes()
    return check(content, name, context_of(store), store)


@dataclass(frozen=True)
class Want:
    """What is said of a case: the code of a rule, its place, how grave, and some of its words."""

    code: str
    place: str
    severity: Severity
    words: tuple[str, ...] = ()


QUESTION, NOTE, ERROR = Severity.QUESTION, Severity.NOTE, Severity.ERROR
WANTED = {
    "answers_in_last_years_row": Want(
        "answers_a_year_ago", "Показатели!H16", QUESTION, ("год назад", "перенесите", "H16:M16")
    ),
    "dash_for_presence": Want("dash_for_answer", "Документы!C7", QUESTION),
    "document_of_2026_in_report_2022": Want("date_far_off", "Документы!H7", NOTE, ("2022",)),
    "error_connect": Want("error_value", "Показатели!J15", QUESTION, ("#CONNECT!",)),
    "struck_number": Want("struck_out", "Показатели!J15", QUESTION, ("зачёркнуто",)),
    "superscript_footnote": Want(
        "footnote", "Мероприятия!D7", QUESTION, ("1 со сноской 2", "уточните")
    ),
    "screenshot_instead_of_numbers": Want(
        "picture_on_sheet", "Показатели!A1", NOTE, ("картинка", "числа из неё не читаются")
    ),
    "error_in_presence": Want("error_value", "Документы!C7", QUESTION, ("есть", "нет")),
    "last_years_form_new_year_on_title": Want(
        "identity_disagrees",
        "Титул!C7",
        ERROR,
        ("2022 на титуле", "2021 в коде формы", "взять бланк 2022 года"),
    ),
    "number_of_order_became_date": Want(
        "number_became_date", "Документы!G7", QUESTION, ("номер", "дата", "12-10")
    ),
    "third_document_row": Want("row_without_code", "Документы!F9", QUESTION, ("нет кода",)),
}


@pytest.mark.parametrize("case", WANTED)
def test_a_case_is_told_as_it_should_be(case: str, sample: Store) -> None:
    want, receipt = WANTED[case], checked(sample, f"{case}.xlsx")
    found = {one.code: one for one in receipt.problems}
    assert want.code in found, list(found)
    told = found[want.code]
    assert f"{told.sheet}!{told.cell}" == want.place
    assert told.severity is want.severity
    assert all(word in told.message for word in want.words)


def test_an_error_in_a_choice_asks_for_no_number(sample: Store) -> None:
    receipt = checked(sample, "error_in_presence.xlsx")
    told = next(one for one in receipt.problems if one.code == "error_value")
    assert "число" not in told.message


@pytest.mark.parametrize("case", ["float_noise", "left_to_right_embedding"])
def test_what_is_shown_is_what_is_read(case: str, sample: Store) -> None:
    receipt = checked(sample, f"{case}.xlsx")
    assert not [one for one in receipt.problems if one.cell == "J15"]
    assert receipt.outcome in (Outcome.ACCEPTED, Outcome.ACCEPTED_WITH_WARNINGS)


def test_a_person_may_say_that_the_title_is_right(sample: Store) -> None:
    content = (CASES / "last_years_form_new_year_on_title.xlsx").read_bytes()
    context = context_of(sample)
    receipt = check(content, "а.xlsx", context, sample, org=SCHOOL, year=YEAR)
    assert (receipt.org, receipt.year) == (SCHOOL, YEAR)
    assert receipt.outcome is not Outcome.REFUSED


def test_two_returns_of_one_school_in_one_lot_are_asked_about(sample: Store) -> None:
    lot = CASES / "two_files_of_one_school.zip"
    first, second = receive_all([lot], sample, dry_run=True)
    assert first.outcome is not Outcome.REFUSED
    (told,) = second.problems
    assert (second.outcome, told.code, told.severity) == (Outcome.REFUSED, "two_returns", QUESTION)
    assert "в одной отправке два разных отчёта этой школы" in told.message
    assert "какой считать" in told.message


@pytest.mark.parametrize(
    ("first", "second", "is_said"),
    [
        ("580405_2020.xlsx", "580405_2020_2.xlsx", True),
        ("580405_2020_2.xlsx", "580405_2020_3.xlsx", True),
        ("отчёт.xlsx", "отчёт испр 2.xlsx", True),
        ("580405_2020 (1).xlsx", "580405_2020.xlsx", False),
        ("580405_2020.xlsx", "580405_2021.xlsx", False),
        ("а.xlsx", "б.xlsx", False),
    ],
)
def test_names_may_say_which_return_corrects_the_other(
    first: str, second: str, is_said: bool
) -> None:
    assert is_later(first, second) is is_said


def test_the_address_behind_words_is_that_of_the_document(sample: Store) -> None:
    content = (CASES / "link_behind_words.xlsx").read_bytes()
    book = read_workbook(content)
    parsed = screen(book, context_of(sample), date(2022, 12, 20)).parsed
    assert parsed is not None
    links = {one.link for one in parsed.documents}
    assert "https://school-58.example/doc/12.pdf" in links


# who and when


@pytest.mark.parametrize(
    ("name", "is_taken"),
    [
        ("580401_2021.xlsx", True),
        ("580401_2021_2.xlsx", True),
        ("СОШ № 1_2021_580401.xlsx", True),
        ("отчёт за 2022.xlsx", True),
        ("580401_2022.xlsx", False),
        ("580402_2021.xlsx", False),
        ("СОШ № 1_2020_580401 (1).xlsx", False),
    ],
)
def test_the_name_of_a_file_that_says_otherwise_is_asked_about(name: str, is_taken: bool) -> None:
    book = replace(read_workbook(a_good_return()), filename=name)
    verdict = screen(book, a_context(), TODAY)
    assert verdict.is_refused is not is_taken
    if not is_taken:
        assert codes(verdict) == ["identity_disagrees"]
        assert "в имени файла" in verdict.problems[0].message


def test_an_old_file_sent_again_says_which_revision_counts(sample_copy: Store) -> None:
    first, second = filled(a_sample_form(), {ANSWER: 3}), filled(a_sample_form(), {ANSWER: 4})
    context = context_of(sample_copy)
    for content in (first, second):
        receive(content, "отчёт.xlsx", context, sample_copy, reason="исправлено")
    again = check(first, "отчёт.xlsx", context, sample_copy)
    assert again.outcome is Outcome.DUPLICATE
    (told,) = again.problems
    assert told.code == "superseded_duplicate"
    assert "действует версия 2" in told.message
    assert "roadmap undo --org 580408 --year 2022" in told.message
    assert told.plain.endswith("на странице «Сбор отчётов».")


ANSWER = "q_art_profi_participants"


def a_sample_form() -> bytes:
    return (CASES / "float_noise.xlsx").read_bytes()


@pytest.fixture
def sample_copy(sample_database: Path, tmp_path: Path) -> Iterator[Store]:
    copied = Path(shutil.copy(sample_database, tmp_path / "copy.db"))
    opened = Store.open(f"sqlite:///{copied}")
    yield opened
    opened.close()


# siblings of other shapes


def marked(change: Callable[[Workbook], None]) -> FileVerdict:
    return screened(changed(a_good_return(), change))


@pytest.mark.parametrize("written", ["12", 12, CellRichText("1", TextBlock(STRUCK, "5"))])
def test_a_number_that_is_crossed_out_wholly_or_in_part_is_unknown(written: Any) -> None:
    def strike(book: Workbook) -> None:
        book[SHEET][CELL].value = written
        if not isinstance(written, CellRichText):
            book[SHEET][CELL].font = Font(strike=True)

    verdict = marked(strike)
    assert codes(verdict) == ["struck_out"]
    assert "ачёркнуто" in verdict.problems[0].message
    assert fact(verdict, "ticket_pupils", 9).value is None


@pytest.mark.parametrize(
    ("columns", "missing"), [("FGHI", "наименование, номер, дата"), ("F", "наименование")]
)
def test_a_document_that_is_crossed_out_proves_nothing(columns: str, missing: str) -> None:
    def strike(book: Workbook) -> None:
        for column in columns:
            book["Документы"][f"{column}9"].font = Font(strike=True)

    verdict = marked(strike)
    told = {one.code: one.message for one in verdict.problems}
    assert told.keys() == {"struck_out", "yes_without_details"}
    assert f"не хватает: {missing}." in told["yes_without_details"]
    assert verdict.parsed is not None
    found = [one for one in verdict.parsed.documents if one.question == "events_schedule"]
    assert not any(one.is_complete for one in found)


def test_a_number_that_is_raised_as_a_whole_is_that_number() -> None:
    def lift(book: Workbook) -> None:
        book[SHEET][CELL].font = Font(vertAlign="superscript")

    verdict = marked(lift)
    assert codes(verdict) == []
    assert fact(verdict, "ticket_pupils", 9).value == 12


@pytest.mark.parametrize("written", ["#BLOCKED!", "#SPILL!", "#CALC!", "#ПЕРЕНОС!", "Err:522"])
def test_an_error_of_any_code_spoils_one_cell(written: str) -> None:
    def spoil(book: Workbook) -> None:
        cell = book[SHEET][CELL]
        cell.value, cell.data_type = written, "e"

    verdict = marked(spoil)
    assert codes(verdict) == ["error_value"]
    assert written in verdict.problems[0].message
    assert fact(verdict, "ticket_pupils", 8).value == 11


@pytest.mark.parametrize("saved", [b"<v> 12 </v>", b"<v>1_2</v>", b"<v>12 \xd1\x87</v>"])
def test_an_odd_number_spoils_at_most_itself(saved: bytes) -> None:
    verdict = screened(with_saved_formula(a_good_return(), saved))
    assert verdict.parsed is not None
    assert fact(verdict, "ticket_pupils", 8).value == 11


@pytest.mark.parametrize(
    ("formula", "why"),
    [
        (b"SUM(H12:M12)", "ссылается сама на себя"),
        (b"[1]\xd0\x9b1!A1", "другую книгу"),
        (b"SUM(H30:J30)", "пустые ячейки"),
        (b"$H$40", "пустые ячейки"),
        (b"10-10", ""),
        (b"H9-H9", ""),
    ],
)
def test_a_zero_is_asked_about_where_no_number_stands_behind_it(formula: bytes, why: str) -> None:
    saved = b"<f>" + formula + b"</f><v>0</v>"
    verdict = screened(with_saved_formula(a_good_return(), saved))
    assert codes(verdict)[0] == ("zero_of_nothing" if why else "formula_in_answer")
    assert why in verdict.problems[0].message
    assert fact(verdict, "ticket_pupils", 9).value == (None if why else 0)


def test_a_result_that_stands_before_its_formula_is_asked_about() -> None:
    """Таких книг ни одна офисная программа не пишет: прочесть её результат некому."""
    verdict = screened(with_saved_formula(a_good_return(), b"<v>12</v><f>7+5</f>"))
    assert codes(verdict) == ["formula_without_result"]
    assert fact(verdict, "ticket_pupils", 9).value is None


WRITTEN_ONCE = {
    "shared": (b'<f t="shared" ref="K12:M12" si="0">K40</f>', b'<f t="shared" si="0"/>'),
    "array": (b'<f t="array" ref="K12:M12">K40:M40</f>', b""),
}


@pytest.mark.parametrize("shape", WRITTEN_ONCE)
def test_a_zero_of_a_formula_that_is_written_once_for_many_cells_is_asked_about(shape: str) -> None:
    first, others = WRITTEN_ONCE[shape]
    saved = {"K12": first, "L12": others, "M12": others}
    zeros = {cell: formula + b"<v>0</v>" for cell, formula in saved.items()}
    verdict = screened(with_saved_formulas(a_good_return(), zeros))
    assert [(one.code, one.cell) for one in verdict.problems] == [
        ("zero_of_nothing", cell) for cell in ("K12", "L12", "M12")
    ]
    assert all("пустые ячейки" in one.message for one in verdict.problems)
    assert [fact(verdict, "ticket_pupils", one).value for one in (9, 10, 11)] == [None] * 3


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("extension", ["ods", "xls"])
def test_a_formula_of_several_cells_is_in_each_of_them_in_other_formats(
    extension: str, tmp_path: Path
) -> None:
    first, _ = WRITTEN_ONCE["array"]
    zeros = {"K12": first + b"<v>0</v>", "L12": b"<v>0</v>", "M12": b"<v>0</v>"}
    source = tmp_path / "source" / "отчёт.xlsx"
    source.parent.mkdir()
    source.write_bytes(with_saved_formulas(a_good_return(), zeros))
    verdict = screened(office_copy(source, extension, tmp_path).read_bytes())
    assert [(one.code, one.cell) for one in verdict.problems] == [
        ("zero_of_nothing", cell) for cell in ("K12", "L12", "M12")
    ]


@pytest.mark.parametrize(
    ("formula", "there"),
    [
        ("H9+1", "I11+1"),
        ("$H9+H$9+$H$9", "$H11+I$9+$H$9"),
        ("SUM(H9:H20)*2", "SUM(I11:I22)*2"),
        ("'Лист A1'!B2&\"B2\"", "'Лист A1'!C4&\"B2\""),
        ("LOG10(A1)", "LOG10(B3)"),
    ],
)
def test_a_formula_written_once_reads_further_on_as_it_is_meant(formula: str, there: str) -> None:
    assert moved(formula, 2, 1) == there


@pytest.mark.parametrize("written", ["х", "Х", "н/п", "нет класса", "–"])
def test_a_cross_is_right_where_a_school_has_no_such_grade_and_a_question_elsewhere(
    written: str,
) -> None:
    content = filled(
        a_good_return(),
        {f"q_ticket_pupils_g{grade}": written for grade in (9, 11)},
    )
    context = a_context(
        roll=tuple(one for year in YEARS for one in a_roll(year=year, pupils=UP_TO))
    )
    verdict = screened(content, context)
    told = [(one.code, one.cell) for one in verdict.problems if one.cell in ("K12", "M12")]
    assert told == [("dash_for_answer", "K12")]
    assert fact(verdict, "ticket_pupils", 11).state is ValueState.NOT_APPLICABLE
    assert fact(verdict, "ticket_pupils", 9).state is ValueState.NOT_REPORTED


UP_TO = dict.fromkeys(range(1, 11), 25)


@pytest.mark.parametrize(
    ("column", "change"),
    [
        ("I", lambda cell: setattr(cell, "hyperlink", "https://school.example/a.pdf")),
        ("F", lambda cell: setattr(cell, "hyperlink", "https://school.example/a.pdf")),
        ("I", lambda cell: setattr(cell, "value", "https://school.example/a.pdf")),
    ],
)
def test_an_address_stands_behind_any_word_of_a_document(
    column: str, change: Callable[[Any], None]
) -> None:
    def link(book: Workbook) -> None:
        book["Документы"]["I9"].value = "на сайте школы"
        change(book["Документы"][f"{column}9"])

    verdict = marked(link)
    assert codes(verdict) == []
    assert verdict.parsed is not None
    links = [one.link for one in verdict.parsed.documents if one.question == "events_schedule"]
    assert links == ["https://school.example/a.pdf"]


@pytest.mark.parametrize(
    ("value", "shown", "number"),
    [
        (7, "000", "007"),
        (12, "General", "12"),
        (12000, "0.00E+00", ""),
        (58040800012345600, "0", ""),
        ("1,2E+04", "@", ""),
        (time(12, 10), "h:mm", ""),
    ],
)
def test_the_number_of_a_document_is_what_is_seen_or_is_asked_about(
    value: Any, shown: str, number: str
) -> None:
    def write(book: Workbook) -> None:
        cell = book["Документы"]["G9"]
        cell.value, cell.number_format = value, shown

    verdict = marked(write)
    assert verdict.parsed is not None
    numbers = [one.number for one in verdict.parsed.documents if one.question == "events_schedule"]
    assert numbers == [number]
    assert ("number_lost_figures" in codes(verdict)) == (not number)


def test_a_form_that_holds_a_picture_only_is_told_so() -> None:
    (problem,) = screened(changed(a_form(), lay_a_picture)).problems
    assert problem.code == "empty_return"
    assert "числа из неё не читаются" in problem.message


TITLE = "Титул"


@pytest.mark.parametrize(
    ("sheet", "cell", "written", "seen"),
    [
        (TITLE, "C5", "МБОУ СОШ № 2 с. Иное", "«МБОУ СОШ № 2 с. Иное» на титуле"),
        (TITLE, "C5", "МБОУ ООШ № 1", "«МБОУ ООШ № 1» на титуле"),
        (SHEET, "B2", "МБОУ СОШ № 9 · отчёт за 2021 год", "в шапке листа «Показатели»"),
        (SHEET, "B2", "МБОУ СОШ № 1 · отчёт за 2020 год", "2020 в шапке листа «Показатели»"),
        ("Документы", "B2", "МБОУ СОШ № 1 · отчёт за 2022 год", "2022 в шапке"),
        (TITLE, "C5", "МБОУ «СОШ № 1 имени героя А. И. Орлова»", ""),
        (TITLE, "C5", "школа", ""),
        (TITLE, "C5", None, ""),
    ],
)
def test_what_people_see_is_compared_with_the_form(
    sheet: str, cell: str, written: str | None, seen: str
) -> None:
    verdict = marked(lambda book: setattr(book[sheet][cell], "value", written))
    assert codes(verdict) == (["identity_disagrees"] if seen else [])
    assert seen in "".join(one.message for one in verdict.problems)


@pytest.mark.parametrize("sign", ["\u2800", "\u3164", "\u180e", "\ufe0f", "\u034f", "\u200b"])
def test_signs_without_ink_are_nothing(sign: str) -> None:
    alone = marked(lambda book: setattr(book[SHEET][CELL], "value", sign))
    assert codes(alone) == ["unanswered"]
    beside = marked(lambda book: setattr(book[SHEET][CELL], "value", f"{sign}12{sign}"))
    assert codes(beside) == []
    assert fact(beside, "ticket_pupils", 9).value == 12


@pytest.mark.parametrize(
    ("day", "meant"),
    [
        (date(2017, 5, 19), "Не 20.05.2021 ли это?"),
        (date(2017, 1, 2), "Не 03.01.2021 ли это?"),
        (date(2016, 5, 20), ""),
        (date(2018, 5, 20), ""),
        (date(2020, 9, 1), ""),
    ],
)
def test_a_day_of_a_book_that_counts_from_1904_is_told(day: date, meant: str) -> None:
    verdict = marked(lambda book: setattr(book["Документы"]["H9"], "value", day))
    assert codes(verdict) == (["date_far_off"] if meant else [])
    assert meant in "".join(one.message for one in verdict.problems)


@pytest.mark.parametrize(
    ("answer", "reason", "is_asked"),
    [
        (None, "12", True),
        (None, "12 чел.", True),
        ("-", 12, True),
        (None, "12 класс на карантине", False),
        (None, "платформа закрыта", False),
        (12, "12", False),
    ],
)
def test_a_number_in_the_place_of_a_reason_is_asked_about(
    answer: object, reason: object, is_asked: bool
) -> None:
    values = {"q_ticket_pupils_g9": answer, "q_ticket_pupils_reason": reason}
    verdict = screened(filled(a_good_return(), values))
    assert ("number_in_reason" in codes(verdict)) is is_asked


@pytest.mark.parametrize(
    ("sheet", "cell", "written", "code"),
    [
        (SHEET, "S12", "см. приложение", "text_beside_table"),
        ("Документы", "N9", "ещё приказ № 5", "text_beside_table"),
        (TITLE, "B20", "Примечание: 9 класс на карантине", "remark_under_table"),
        (SHEET, "B16", "Прим.: 9 класс на карантине", "remark_under_table"),
        (SHEET, "B20", "жёлтым — уточняется", "remark_under_table"),
        ("Документы", "I9", "file:///D:/приказы/5.pdf", "link_of_own_disk"),
        ("Документы", "I9", "\\\\server\\приказы\\5.pdf", "link_of_own_disk"),
        (SHEET, "S12", "Пояснение: карантин", "remark_under_table"),
    ],
)
def test_words_out_of_the_cells_are_named(sheet: str, cell: str, written: str, code: str) -> None:
    verdict = marked(lambda book: setattr(book[sheet][cell], "value", written))
    assert [(one.code, one.severity) for one in verdict.problems] == [(code, NOTE)]


# typed where nobody reads: each has its kind of cell


@pytest.mark.parametrize(
    ("sheet", "cell", "written", "code"),
    [
        ("Мероприятия", "C7", 3, "figures_beside_table"),
        ("Мероприятия", "G7", 3, "figures_beside_table"),
        (SHEET, "P12", 15, "figures_beside_table"),
        (SHEET, "P12", "не участвовали", "text_beside_table"),
        (SHEET, "Q12", "уточняется до 20.12", "text_beside_table"),
        ("Документы", "L9", "приказ готовится", "text_beside_table"),
    ],
)
def test_what_is_typed_over_our_own_columns_is_named(
    sheet: str, cell: str, written: object, code: str
) -> None:
    verdict = marked(lambda book: setattr(book[sheet][cell], "value", written))
    assert [(one.code, one.sheet, one.cell) for one in verdict.problems] == [(code, sheet, cell)]


@pytest.mark.parametrize(
    "head",
    ["8 класс, чел.", "8-й\nкласс,\nчел.", "8 кл.", "8 класс (чел.)", "8 класс, кол-во обуч-ся",
     "VIII класс, учащихся", "8а"],
)  # fmt: skip
def test_a_unit_in_a_header_leaves_it_what_it_is(head: str) -> None:
    verdict = marked(lambda book: setattr(book[SHEET]["J6"], "value", head))
    assert codes(verdict) == []
    assert fact(verdict, "ticket_pupils", 8).value == 11


@pytest.mark.parametrize(
    ("answer", "reason", "said"),
    [
        ("нет", "в 9 классе 10", "Школа пишет: «в 9 классе 10»."),
        ("в 9 классе 10 чел.", None, "Школа пишет: «в 9 классе 10 чел.»."),
        ("не верно", "см. ОО-1", "Школа пишет: «не верно; см. ОО-1»."),
        ("нет", None, "не подтверждён. Методист"),
    ],
)
def test_what_a_school_says_of_its_roll_is_quoted(
    answer: str, reason: str | None, said: str
) -> None:
    values = {"q_roll_confirmed": answer, "q_roll_confirmed_reason": reason}
    (told,) = screened(filled(a_good_return(), values)).problems
    assert told.code == "roll_disputed"
    assert said in told.message


def test_a_row_for_each_building_is_to_be_added_up() -> None:
    def add(book: Workbook) -> None:
        book[SHEET]["A13"], book[SHEET]["B13"], book[SHEET]["K13"] = "ticket_pupils", "корпус 2", 1

    (told,) = marked(add).problems
    assert told.code == "question_repeated"
    assert "„Билет в будущее“" in told.message and "сложите их" in told.message


@pytest.mark.parametrize(
    ("line", "hint"),
    [
        ({"F9": "График, приказ № 5 от 20.05.2021", "G9": None, "H9": None},
         "номер и дата стоят в ячейке F9"),
        ({"G9": "5-ОД от 20.05.2021", "H9": None}, "дата стоит в ячейке G9"),
        ({"F9": "Приказ № 5", "G9": "-"}, "номер стоит в ячейке F9"),
        ({"G9": None, "H9": None}, ""),
    ],
)  # fmt: skip
def test_where_the_parts_of_a_document_were_written_is_told(
    line: dict[str, Any], hint: str
) -> None:
    def write(book: Workbook) -> None:
        for place, written in line.items():
            book["Документы"][place] = written

    (told,) = marked(write).problems
    assert told.code == "yes_without_details"
    assert ("Похоже" in told.message) == bool(hint)
    assert hint in told.message


@pytest.mark.parametrize("head", ["ОВЗ", "8 класс, дети с ОВЗ", "Примечания"])
def test_a_column_of_the_schools_own_is_named_with_its_cells(head: str) -> None:
    def insert(book: Workbook) -> None:
        sheet = book[SHEET]
        sheet.insert_cols(4)
        sheet["D6"], sheet["D9"], sheet["D12"] = head, 2, 1

    verdict = screened(changed(a_form_without_formulas(), insert))
    told = next(one for one in verdict.problems if one.code == "column_added")
    assert (told.severity, told.sheet, told.cell) == (NOTE, SHEET, "D9")
    assert head in told.message and "D9:D12" in told.message


def a_form_without_formulas() -> bytes:
    """For columns put in by openpyxl, which leaves formulas where they were."""

    def clear(book: Workbook) -> None:
        for sheet in book:
            for row in sheet.iter_rows():
                for cell in row:
                    if isinstance(cell.value, str) and cell.value.startswith("="):
                        cell.value = None

    return changed(a_good_return(), clear)


def test_two_classes_of_a_grade_in_two_columns_are_to_be_added_up() -> None:
    def split(book: Workbook) -> None:
        sheet = book[SHEET]
        sheet.insert_cols(11)
        sheet["J6"], sheet["K6"], sheet["K12"] = "8а класс", "8б класс", 1

    verdict = screened(changed(a_form_without_formulas(), split))
    (told,) = verdict.problems
    assert told.code == "question_repeated"
    assert "«8а класс» и «8б класс» оба о 8 классе: сложите" in told.message
    assert "строку" not in told.message


@pytest.mark.parametrize(
    "lines",
    [
        {"B18": "Директор школы", "F18": "И. И. Иванов"},
        {"B18": "Исп. Петрова А. И., тел. 2-34-56"},
        {"A19": None, "B19": "Дата заполнения", "F19": date(2021, 12, 15)},
        {"B18": "М. П.", "F18": "____________"},
    ],
)
def test_who_signs_a_sheet_is_asked_nothing(lines: dict[str, Any]) -> None:
    def sign(book: Workbook) -> None:
        for place, written in lines.items():
            book["Документы"][place] = written

    assert [one.code for one in marked(sign).problems] == []


def test_a_row_of_answers_is_no_signature() -> None:
    def add(book: Workbook) -> None:
        book[SHEET]["B20"], book[SHEET]["K20"] = "Ответственный за «Билет в будущее»", 4

    assert [one.code for one in marked(add).problems] == ["row_without_code"]


def test_a_question_without_its_code_is_named_once_at_its_row() -> None:
    def erase(book: Workbook) -> None:
        book[SHEET]["A12"] = None

    (told,) = marked(erase).problems
    assert (told.code, told.sheet, told.cell) == ("question_missing", SHEET, "A12")
    assert told.message.count("Билет в будущее") == 1
    assert "(код ticket_pupils)" in told.message


def test_a_header_that_stands_again_is_no_question() -> None:
    """Шапка повторена на второй странице, как делают перед печатью."""

    def repeat(book: Workbook) -> None:
        sheet = book[SHEET]
        for column in range(1, sheet.max_column + 1):
            sheet.cell(14, column).value = sheet.cell(6, column).value

    assert [one.code for one in marked(repeat).problems] == []
