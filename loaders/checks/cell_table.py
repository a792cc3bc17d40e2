"""Rules of handwriting: what stands in a cell and is no answer to its question."""

from data_model.problems import Severity
from loaders.checks.answer_rules import read_as
from loaders.checks.rule import Rule, Stage

QUESTION = Severity.QUESTION
ANSWERS = Stage.ANSWERS

CELL_RULES: tuple[Rule, ...] = (
    Rule(
        "text_in_count",
        "Текст вместо числа",
        QUESTION,
        "{question}: записано «{found}», нужно целое число без слов.{hint} Внесите число "
        "или оставьте ячейку пустой и напишите, почему данных нет.",
        ANSWERS,
        read_as("text_in_count"),
    ),
    Rule(
        "date_in_count",
        "Дата вместо числа",
        QUESTION,
        "{question}: стоит дата {found}; так программа могла прочесть запись вида «6-8». "
        "Внесите целое число.",
        ANSWERS,
        read_as("date_in_count"),
    ),
    Rule(
        "fraction",
        "Дробное число людей",
        QUESTION,
        "{question}: записано {found}, а людей считают целыми числами. Внесите целое число.",
        ANSWERS,
        read_as("fraction"),
    ),
    Rule(
        "percent",
        "Процент вместо числа людей",
        QUESTION,
        "{question}: записано {found}, похоже на процент или долю. Внесите число людей: процент "
        "посчитает система.",
        ANSWERS,
        read_as("percent"),
    ),
    Rule(
        "negative",
        "Отрицательное число",
        QUESTION,
        "{question}: записано {found}, меньше нуля быть не может. Исправьте число.",
        ANSWERS,
        read_as("negative"),
    ),
    Rule(
        "too_large",
        "Слишком большое число",
        QUESTION,
        "{question}: записано {found}, столько людей в районе нет. Исправьте число.",
        ANSWERS,
        read_as("too_large"),
    ),
    Rule(
        "formula_without_result",
        "Формула без значения",
        QUESTION,
        "{question}: в ячейке формула без значения. Впишите число или откройте файл в Excel "
        "или LibreOffice, сохраните и отправьте снова.",
        ANSWERS,
        read_as("formula_without_result"),
    ),
    Rule(
        "error_value",
        "Ошибка в ячейке",
        QUESTION,
        "{question}: в ячейке ошибка {found}. Впишите число.",
        ANSWERS,
        read_as("error_value"),
    ),
    Rule(
        "not_yes_or_no",
        "Не «есть» и не «нет»",
        QUESTION,
        "{question}: записано «{found}». Выберите из списка: есть или нет.",
        ANSWERS,
        read_as("not_yes_or_no"),
    ),
)
"""One line per code that the reading of a cell may give."""
