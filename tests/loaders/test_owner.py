"""A file that does not say whose it is: refused with a proposal, taken once a person says so."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook

from data_model.returns import Outcome, Severity
from data_model.store import Store
from loaders.files.worker_pool import read_workbook
from loaders.forms.book import write_form
from loaders.forms.layout import Owner
from loaders.forms.request import FormRequest
from loaders.intake import check, context_of, receive, receive_all
from loaders.returns.checks.identity import guess_owner
from tests.builders import a_municipality, a_name, a_roll, a_school
from tests.conftest import Copier
from tests.loaders.filling import (
    TODAY,
    a_context,
    a_good_return,
    changed,
    codes,
    filled,
    good_answers,
    only,
    roadmap,
    school,
    screen,
)


def nameless() -> bytes:
    """A good return that has lost every carrier of its identity."""

    def lose(book: Workbook) -> None:
        del book["_meta"]
        for sheet in book:
            for row in sheet.iter_rows():
                for cell in row:
                    if str(cell.value).startswith("Код формы:"):
                        cell.value = None

    return changed(a_good_return(), lose)


@pytest.fixture
def store(tmp_path: Path, copy_of: Copier) -> Store:
    return copy_of(f"sqlite:///{tmp_path / 'owner.db'}", district)


def district(opened: Store) -> None:
    opened.save_register(a_municipality(), [school()])
    opened.save_roadmap("58040", roadmap())
    opened.save_roll(a_roll(year=2021))


def test_a_nameless_file_is_refused_and_nothing_of_it_is_kept(store: Store) -> None:
    receipt = receive(nameless(), "отчёт.xlsx", context_of(store), store)
    assert receipt.outcome is Outcome.REFUSED
    assert [one.code for one in receipt.problems] == ["no_identity"]
    assert (receipt.org, receipt.year) == (None, None)
    assert store.revisions("580401", 2021) == ()


def test_it_is_taken_once_a_person_says_whose_it_is(store: Store) -> None:
    context = context_of(store)
    dry = check(nameless(), "отчёт.xlsx", context, store, org="580401", year=2021)
    receipt = receive(nameless(), "отчёт.xlsx", context, store, org="580401", year=2021)
    assert dry.problems == receipt.problems
    assert (receipt.org, receipt.year, receipt.revision) == ("580401", 2021, 1)
    (note,) = receipt.problems
    assert (note.code, note.severity) == ("owner_stated", Severity.NOTE)


@pytest.mark.parametrize(
    ("owner", "code"),
    [
        (Owner("999999", 2021), "unknown_organisation"),
        (Owner("580401", 2031), "unknown_year"),
    ],
)
def test_a_person_may_be_wrong_too(owner: Owner, code: str) -> None:
    verdict = screen(read_workbook(nameless()), a_context(), TODAY, owner)
    assert codes(verdict) == [code]


def test_a_person_never_overrules_the_form() -> None:
    verdict = screen(read_workbook(a_good_return()), a_context(), TODAY, Owner("580402", 2021))
    problem = only(verdict)
    assert problem.code == "owner_differs"
    assert "580402/2021" in problem.message
    assert "580401/2021" in problem.message


def test_what_the_file_looks_like_is_proposed() -> None:
    content = nameless()
    guess = guess_owner(read_workbook(content), a_context())
    assert (guess.org, guess.year) == ("580401", 2021)
    problem = only(screen(read_workbook(content), a_context(), TODAY))
    assert "код 580401" in problem.message
    assert "2021 год" in problem.message


@pytest.mark.parametrize(
    ("written", "filename", "org"),
    [
        ("Школа № 1", "отчёт.xlsx", "580401"),
        ("Отчёт школы №1 за 2021 год", "отчёт.xlsx", "580401"),
        ("МОУ «Школа 1»", "отчёт.xlsx", "580401"),
        ("Лицей № 5", "отчёт.xlsx", "580405"),
        ("Гимназия № 5", "отчёт.xlsx", None),
        ("", "школа_1_2021.xlsx", "580401"),
        ("", "Отчёт школы 1.xlsx", "580401"),
        ("Школа № 7", "отчёт.xlsx", None),
        ("Школы района", "отчёт.xlsx", None),
        ("", "2021_1.xlsx", None),
    ],
)
def test_a_school_is_proposed_by_its_number_alone_where_one_has_it(
    written: str, filename: str, org: str | None
) -> None:
    lyceum = a_school("580405", names=(a_name("МБОУ лицей № 5 г. Новый"),))
    context = a_context()
    context.places["580405"] = ("58040", lyceum)

    def rename(book: Workbook) -> None:
        for sheet in book:
            for row in sheet.iter_rows():
                for cell in row:
                    if "СОШ" in str(cell.value) or "580401" in str(cell.value):
                        cell.value = None
        book["Титул"]["C5"].value = written

    book = replace(read_workbook(changed(nameless(), rename)), filename=filename)
    guess = guess_owner(book, context)
    assert (guess.org, guess.is_certain) == (org, False)


TICKET = "Участники проекта «Билет в будущее»"
BLOCKS = [
    cell for org in ("1", "5") for cell in (f"СОШ № {org}", f"{TICKET}, 6 класс", "всего 12", None)
]


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        (BLOCKS, ("школ в нём несколько: «СОШ № 1», «СОШ № 5».", "у каждой школы одна строка")),
        (["СОШ № 1", "за 2021 год", TICKET], ("СОШ № 1", "2021 год", "внесите их в бланк")),
        ([TICKET], ("неизвестно, чей", "внесите их в бланк")),
    ],
)
def test_what_no_person_can_take_is_not_asked_about_but_told_how_to_do_better(
    cells: list[str | None], words: tuple[str, ...]
) -> None:
    """Свои таблицы школы и блоки по школам: кода вопроса в них нет, и читать их не по чему."""
    book, target = Workbook(), BytesIO()
    for cell in cells:
        book.worksheets[0].append([cell])
    book.save(target)
    context = a_context()
    context.places["580405"] = ("58040", a_school("580405"))
    read = read_workbook(target.getvalue(), "отчёт.xlsx")
    problem = only(screen(read, context, TODAY))
    assert problem.code == "no_identity"
    assert all(one in problem.message for one in words)
    assert not guess_owner(read, context).may_be_taken


@pytest.mark.parametrize("jobs", [1, 2])
def test_copies_within_one_batch_are_noted(store: Store, tmp_path: Path, jobs: int) -> None:
    """The second of two equal returns is told, however many processes judge."""
    twin = a_school("580403")
    store.save_register(a_municipality(), [school(), twin])
    store.save_roll(a_roll("580403", 2021))
    own = filled(
        write_form(FormRequest(roadmap(), twin, 2021, a_roll("580403", 2021))), good_answers()
    )
    for name, content in (("1.xlsx", a_good_return()), ("2.xlsx", own)):
        (tmp_path / "sent").mkdir(exist_ok=True)
        (tmp_path / "sent" / name).write_bytes(content)
    first, second = receive_all([tmp_path / "sent"], store, jobs=jobs)
    assert [one.code for one in first.problems] == []
    assert [one.code for one in second.problems] == ["copy_of_other_school"]


# a table of another kind

OTHERS: dict[str, list[tuple[object, ...]]] = {
    "hours of teachers": [
        ("Тарификация МБОУ СОШ № 1 на 2021 год",),
        ("№", "Предмет", "Нагрузка, ч"),
        (1, "Математика", 18),
    ],
    "a menu": [("Меню на 15.12.2021",), ("Блюдо", "Выход", "Цена"), ("Суп", 250, 30)],
    "a register": [("№", "Наименование", "Адрес"), (1, "СОШ № 1", "с. Бессоновка")],
    "a roll": [("Контингент на 20.09.2021",), ("Школа", "1", "2"), ("СОШ № 1", 5, 6)],
}


def a_table(rows: list[tuple[object, ...]], title: str = "Лист1") -> bytes:
    book, target = Workbook(), BytesIO()
    book.worksheets[0].title = title
    for row in rows:
        book.worksheets[0].append(list(row))
    book.save(target)
    return target.getvalue()


@pytest.mark.parametrize("kind", OTHERS)
def test_a_table_of_another_kind_is_told_as_what_it_is(kind: str) -> None:
    """Раньше любая таблица, назвавшая школу, была «похоже, отчётом» этой школы."""
    book = read_workbook(a_table(OTHERS[kind]))
    problem = only(screen(book, a_context(), TODAY))
    assert problem.code == "no_identity"
    assert "на отчёт он не похож" in problem.message
    assert f"На листе «Лист1» стоит: «{OTHERS[kind][0][0]}»" in problem.message
    assert "Похоже, это" not in problem.message
    assert not guess_owner(book, a_context()).is_return


@pytest.mark.parametrize(
    "asked", ["Билет в будущее", "Участники проекта по ранней профориентации", "Дорожная карта"]
)
def test_a_schools_own_table_of_what_is_asked_may_be_its_return(asked: str) -> None:
    rows = [("Отчёт СОШ № 1 за 2021 год",), ("Показатель", "6 класс"), (asked, 5)]
    problem = only(screen(read_workbook(a_table(rows)), a_context(), TODAY))
    assert "Похоже, это «СОШ № 1» (код 580401), 2021 год" in problem.message


def test_no_person_is_quoted_of_a_table_that_is_no_return() -> None:
    rows = [("ФИО:", "Иванов Иван Иванович"), ("Характеристика", "ученик 9 класса")]
    problem = only(screen(read_workbook(a_table(rows)), a_context(), TODAY))
    assert problem.code == "no_identity"
    assert "Характеристика" in problem.message and "Иванов" not in problem.message
