"""The letter that goes with a marked copy."""

import pytest

from data_model.returns import Severity
from loaders.forms.request import FormRequest
from loaders.returns.marked.copy import copy_of, letter_about
from loaders.returns.marked.remarks import LONGEST, MarkedRemark, letter
from tests.builders import a_problem, a_roadmap, a_school

REQUEST = FormRequest(a_roadmap(), a_school(), 2021)


def remark(severity: Severity = Severity.QUESTION) -> MarkedRemark:
    return MarkedRemark(a_problem(severity=severity), "Показатели", "D14")


def test_a_letter_says_whose_return_it_is_and_what_to_do() -> None:
    text = letter([remark()], "отчёт.xlsx", REQUEST)
    assert "Отчёт за 2021 год, СОШ № 1 (файл «отчёт.xlsx»), принят, но по нему есть вопросы" in text
    assert "1. Показатели, D14: " in text
    assert "отправьте этот же файл" in text


def test_a_refused_file_is_said_to_be_refused() -> None:
    text = letter([remark(Severity.ERROR)], "отчёт.xlsx", REQUEST)
    assert "не принят: в нём есть ошибки" in text


def test_notes_alone_ask_for_nothing() -> None:
    text = letter([remark(Severity.NOTE)], "отчёт.xlsx", REQUEST)
    assert "Посмотрите, пожалуйста, примечания" in text
    assert "под вопросом" not in text


def test_a_long_list_is_cut_and_says_so() -> None:
    text = letter([remark()] * (LONGEST + 3), "отчёт.xlsx", REQUEST)
    assert "… и ещё 3" in text


def test_a_letter_goes_alone_where_no_copy_can_be_made(monkeypatch: pytest.MonkeyPatch) -> None:
    """Бланк с замечаниями не составился: письмо с теми же замечаниями всё равно есть."""

    def odd(*_: object) -> None:
        raise ValueError("an odd name")

    monkeypatch.setattr("loaders.returns.marked.copy.form_book", odd)
    problem = a_problem(severity=Severity.QUESTION)
    copy = copy_of(b"no workbook", "отчёт.xlsx", REQUEST, [problem])
    assert copy.content is None
    assert copy.filename == "580401_2021_замечания.xlsx"
    assert problem.message in copy.letter


def test_a_file_of_nobody_gets_a_letter_without_a_form() -> None:
    copy = letter_about("папка/фото.jpg", [a_problem(severity=Severity.ERROR)])
    assert copy.content is None
    assert copy.letter_name == "папка_фото_письмо.txt"
    assert "из файла не взято ничего" in copy.letter
