"""Rules of handwriting: what stands in a cell and is no clean answer to its question."""

from data_model.returns import Severity
from loaders.returns.checks.answer_rules import read_as
from loaders.returns.checks.rule import Rule, Stage


def _written(code: str, title: str, severity: Severity, message: str, example: str) -> Rule:
    """A rule that the reading of a cell reports."""
    return Rule(code, title, severity, message, Stage.ANSWERS, read_as(code), example=example)


QUESTION = Severity.QUESTION
NOTE = Severity.NOTE

CELL_RULES: tuple[Rule, ...] = (
    _written(
        "text_in_count",
        "Текст вместо числа",
        QUESTION,
        "{question}: записано «{found}», нужно целое число без слов.{hint} Внесите число "
        "или оставьте ячейку пустой и напишите, почему данных нет.",
        "пятнадцать; да; 1.234",
    ),
    _written(
        "two_numbers",
        "Два числа в одной ячейке",
        QUESTION,
        "{question}: записано «{found}».{hint} Внесите одно число участников.",
        "12 из 45; 18 (из них 2 ОВЗ)",
    ),
    _written(
        "not_exact",
        "Неточное число",
        QUESTION,
        "{question}: записано «{found}», нужно одно точное число. Уточните его и внесите.",
        "10-15; около 20; >20; более 50",
    ),
    _written(
        "word_for_zero",
        "«Нет» вместо числа по классу",
        QUESTION,
        "{question}: записано «{found}»: никто не участвовал или не считали? Если участников "
        "не было, поставьте 0; если не считали, оставьте пусто и напишите почему.",
        "нет; не проводилось",
    ),
    _written(
        "date_in_count",
        "Дата вместо числа",
        QUESTION,
        "{question}: стоит дата {found}.{hint} Внесите целое число.",
        "6-8 → 06.08.2021; 3.10 → 03.10.2021",
    ),
    _written(
        "fraction",
        "Дробное число людей",
        QUESTION,
        "{question}: записано {found}, а людей считают целыми числами. Внесите целое число.",
        "12,5",
    ),
    _written(
        "percent",
        "Процент вместо числа людей",
        QUESTION,
        "{question}: записано {found}, это процент или доля.{hint} Внесите число людей: процент "
        "посчитает система.",
        "35 %; 0,35; 100 % в ячейке с форматом процентов",
    ),
    _written(
        "negative",
        "Отрицательное число",
        QUESTION,
        "{question}: записано {found}, меньше нуля быть не может. Исправьте число.",
        "-3",
    ),
    _written(
        "too_large",
        "Слишком большое число",
        QUESTION,
        "{question}: записано {found}, столько людей в районе нет. Исправьте число.",
        "5 000 000",
    ),
    _written(
        "formula_without_result",
        "Формула без значения",
        QUESTION,
        "{question}: в ячейке формула без значения. {wanted} или откройте файл в Excel "
        "или LibreOffice, сохраните и отправьте снова.",
        "=СУММ(C8:D8), файл записан программой без пересчёта",
    ),
    _written(
        "error_value",
        "Ошибка в ячейке",
        QUESTION,
        "{question}: в ячейке ошибка {found}. {wanted}.",
        "#ДЕЛ/0!; #ССЫЛКА!",
    ),
    _written(
        "not_yes_or_no",
        "Не «есть» и не «нет»",
        QUESTION,
        "{question}: записано «{found}». Выберите из списка: есть или нет.",
        "частично; в работе",
    ),
    _written(
        "words_after_number",
        "Слова после числа",
        NOTE,
        "{question}: записано «{found}», взято число. Пишите число без слов.",
        "15 чел.; 15 учеников; 15ч",
    ),
    _written(
        "whole_with_zeros",
        "Целое число с нулями после запятой",
        NOTE,
        "{question}: записано «{found}», взято целое число. Пишите без запятой.",
        "12,0",
    ),
    _written(
        "zero_in_words",
        "Ноль словами",
        NOTE,
        "{question}: записано «{found}», принято как 0. Ставьте 0, если участников не было.",
        "нет; не проводилось (там, где спрашивают одно число на школу)",
    ),
    _written(
        "letters_for_digits",
        "Буква вместо цифры",
        NOTE,
        "{question}: в записи «{found}» буква вместо цифры, прочтено как число. Проверьте его.",
        "1О → 10; О → 0; З1 → 31",
    ),
    _written(
        "latin_letters",
        "Латинские буквы в русском слове",
        NOTE,
        "{question}: в слове «{found}» есть латинские буквы, прочтено как русское слово.",
        "eсть; нeт",
    ),
)
"""One line per code that the reading of a cell may give."""
