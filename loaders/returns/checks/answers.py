"""Single answers: how they are written, whether they are there at all, and their totals.

A new way of writing is a reader in ``loaders.values.reading``; the code that it gives is a line
below.
"""

from collections.abc import Iterator
from itertools import groupby

from data_model.returns import NO_GRADE, Severity, ValueState
from data_model.roadmap import AnswerType, Question
from loaders.files.workbook import Cell
from loaders.forms.layout import InputPart, Slot, is_awaited
from loaders.returns.checks.rule import Find, Rule, RuleBreach, Screening, Stage, at
from loaders.values.reading import is_struck, read_count


def read_as(code: str) -> Find:
    """The cells that the reading of handwriting could not take, by the code it gave."""

    def find(screening: Screening) -> Iterator[RuleBreach]:
        for answer in screening.odd_answers.get(code, ()):
            yield at(
                answer.cell,
                question=screening.label(answer.slot),
                hint=f" {answer.reading.hint}" if answer.reading.hint else "",
                wanted=WANTED[screening.answer_type(answer.slot)],
            )

    return find


WANTED = {
    AnswerType.COUNT: "Впишите число",
    AnswerType.HOURS: "Впишите число часов",
    AnswerType.CHOICE: "Выберите ответ из списка",
    AnswerType.PRESENCE: "Выберите из списка: есть или нет",
}
"""What a cell asks for, in the words of its cure."""


def nothing_is_struck_out(screening: Screening) -> Iterator[RuleBreach]:
    """What is crossed out counts neither as an answer nor as a document until a person says so."""
    yield from read_as("struck_out")(screening)
    asked = {one.code for one in screening.questions}
    for slot, cell in screening.located.cells.items():
        is_told = cell.look and slot.part is not InputPart.ANSWER and slot.question in asked
        if is_told and is_struck(cell):
            yield at(cell, question=screening.label(Slot(slot.question)), hint="")


def every_answer_is_given(screening: Screening) -> Iterator[RuleBreach]:
    """What the year asks for is answered, or its silence is explained."""
    return _unanswered(screening, [one for one in _unexplained(screening) if one[1].is_empty])


def no_dash_for_an_answer(screening: Screening) -> Iterator[RuleBreach]:
    """A dash and «н/д» are no answer either; they are never taken for zero."""
    return _unanswered(screening, [one for one in _unexplained(screening) if not one[1].is_empty])


def _unexplained(screening: Screening) -> Iterator[tuple[Slot, Cell]]:
    for slot in silent_slots(screening):
        cell = screening.parsed.cell(slot)
        if cell and not _is_told_otherwise(screening, slot, cell):
            yield slot, cell


def _unanswered(screening: Screening, silent: list[tuple[Slot, Cell]]) -> Iterator[RuleBreach]:
    """A question without an answer in every grade is one remark, not one for each grade."""
    for code, of in groupby(silent, key=lambda one: one[0].question):
        slots = list(of)
        is_whole = len(slots) > 1 and not is_partly_answered(screening, code)
        for slot, cell in slots[:1] if is_whole else slots:
            label = screening.label(Slot(code)) if is_whole else screening.label(slot)
            empty = "строка не заполнена" if is_whole else "ячейка пуста"
            yield at(cell, question=label, empty=empty, cure=_cure(screening, code))


CURES = {
    AnswerType.COUNT: "Внесите число; если участников не было, поставьте 0, если данных нет, "
    "напишите в этой строке почему.",
    AnswerType.PRESENCE: "Выберите «есть» или «нет»; если ответа нет, напишите в этой строке, "
    "почему.",
    AnswerType.HOURS: "Внесите число часов (34 или 34,5); если часов не было, поставьте 0, если "
    "данных нет, напишите в этой строке почему.",
    AnswerType.CHOICE: "Выберите ответ из списка; если ответа нет, напишите в этой строке, почему.",
}


def _cure(screening: Screening, question: str) -> str:
    return CURES[screening.form.roadmap.question(question).answer]


def _is_told_otherwise(screening: Screening, slot: Slot, cell: Cell) -> bool:
    """Other rules speak of what was given before, of documents, merged cells, a bare total."""
    return (
        was_given(screening, slot)
        or _has_documents(screening, slot)
        or screening.is_merged(cell)
        or _is_bare_total(screening, slot.question)
    )


def _is_bare_total(screening: Screening, question: str) -> bool:
    """A total without any grade; beside some of them it says nothing of the others."""
    is_typed = _typed_total(screening, question) is not None
    return is_typed and not is_partly_answered(screening, question)


def is_partly_answered(screening: Screening, question: str) -> bool:
    """Whether some grade of a question has an answer of its own."""
    silent = (ValueState.NOT_REPORTED, ValueState.NOT_APPLICABLE)
    return any(
        one.state not in silent and not one.reason for one in screening.facts.get(question, ())
    )


def silent_slots(screening: Screening, *, only_asked: bool = True) -> Iterator[Slot]:
    """The answers that are not there; ``only_asked``: of questions that the year asks."""
    silent = [one for one in screening.parsed.parsed.facts if one.state is ValueState.NOT_REPORTED]
    asked = _asked(screening) if silent and only_asked else {one.question for one in silent}
    for fact in silent:
        if fact.question in asked:
            yield Slot(fact.question, grade=fact.grade)


def _asked(screening: Screening) -> set[str]:
    """Questions that the year asks, up to the day of the return."""
    roadmap, year = screening.form.roadmap, screening.parsed.parsed.year
    day = screening.today
    return {one.code for one in screening.questions if is_awaited(roadmap, one, year, day)}


def was_given(screening: Screening, slot: Slot) -> bool:
    """Whether the revision before has a value there."""
    before = screening.form.before.get((slot.question, slot.grade))
    return before is not None and before.value is not None


def _has_documents(screening: Screening, slot: Slot) -> bool:
    return slot.question in screening.documents


def reasons_are_words(screening: Screening) -> Iterator[RuleBreach]:
    """«12 человек» where a reason is asked for, while an answer is missing."""
    for question in screening.questions:
        cell = screening.parsed.cell(Slot(question.code, InputPart.REASON))
        if cell is None or cell.is_empty or read_count(cell).value is None:
            continue
        facts = screening.facts.get(question.code, ())
        if any(one.state is ValueState.NO_DATA and one.reason for one in facts):
            yield at(cell, question=screening.label(Slot(question.code)))


def _stated_total(screening: Screening, question: str) -> Cell | None:
    """The cell of a total that is a number."""
    total = screening.located.totals.get(question)
    return total if total is not None and type(total.value) in (int, float) else None


def _typed_total(screening: Screening, question: str) -> Cell | None:
    """A total above zero that a hand has typed over the formula."""
    total = _stated_total(screening, question)
    if total is None or not total.value:
        return None
    is_formula = (total.row, total.column) in screening.grid(total).marks.formulas
    return None if is_formula else total


def _known(screening: Screening, question: str) -> list[int]:
    """What was read in the grades of a question."""
    facts = screening.facts.get(question, ())
    return [one.value for one in facts if one.value is not None and one.grade != NO_GRADE]


def _are_read(screening: Screening, question: Question) -> bool:
    """Whether a question is asked by grade, and each of its answers was understood."""
    return bool(question.grades) and question.code not in screening.unread


def stated_total_agrees(screening: Screening) -> Iterator[RuleBreach]:
    """Totals are ours to compute; one that differs shows that a cell was changed by hand.

    Where an answer could not be read, its own remark says so, and the total must differ.
    """
    for question in screening.questions:
        total = _stated_total(screening, question.code)
        known = _known(screening, question.code) if total and _are_read(screening, question) else []
        if total and known and total.value != sum(known):
            yield at(total, question=screening.label(Slot(question.code)), counted=sum(known))


def total_has_its_grades(screening: Screening) -> Iterator[RuleBreach]:
    """A total alone does not say which grades it counts."""
    for question in screening.questions:
        total = _typed_total(screening, question.code) if _are_read(screening, question) else None
        if total and not _known(screening, question.code):
            yield at(total, question=screening.label(Slot(question.code)))


def _written(code: str, title: str, severity: Severity, message: str, example: str) -> Rule:
    """A rule that the reading of a cell reports."""
    return Rule(code, title, severity, message, Stage.ANSWERS, read_as(code), example=example)


RULES: tuple[Rule, ...] = (
    _written(
        "text_in_count",
        "Текст вместо числа",
        Severity.QUESTION,
        "{question}: записано «{found}», нужно целое число без слов.{hint} Внесите число "
        "или оставьте ячейку пустой и напишите, почему данных нет.",
        "пятнадцать; да; 1.234",
    ),
    _written(
        "two_numbers",
        "Два числа в одной ячейке",
        Severity.QUESTION,
        "{question}: записано «{found}».{hint} Внесите одно число участников.",
        "12 из 45; 18 (из них 2 ОВЗ)",
    ),
    _written(
        "not_exact",
        "Неточное число",
        Severity.QUESTION,
        "{question}: записано «{found}», нужно одно точное число. Уточните его и внесите.",
        "10-15; около 20; >20; более 50",
    ),
    _written(
        "word_for_zero",
        "«Нет» вместо числа по классу",
        Severity.QUESTION,
        "{question}: записано «{found}»: никто не участвовал или не считали? Если участников "
        "не было, поставьте 0; если не считали, оставьте пусто и напишите почему.",
        "нет; не проводилось",
    ),
    _written(
        "date_in_count",
        "Дата вместо числа",
        Severity.QUESTION,
        "{question}: стоит дата {found}.{hint} Внесите целое число.",
        "6-8 → 06.08.2021; 3.10 → 03.10.2021",
    ),
    _written(
        "fraction",
        "Дробное число людей",
        Severity.QUESTION,
        "{question}: записано {found}, а людей считают целыми числами. Внесите целое число.",
        "12,5",
    ),
    _written(
        "percent",
        "Процент вместо числа людей",
        Severity.QUESTION,
        "{question}: записано {found}, это процент или доля.{hint} Внесите число людей: процент "
        "посчитает система.",
        "35 %; 0,35; 100 % в ячейке с форматом процентов",
    ),
    _written(
        "negative",
        "Отрицательное число",
        Severity.QUESTION,
        "{question}: записано {found}, меньше нуля быть не может. Исправьте число.",
        "-3",
    ),
    _written(
        "too_large",
        "Слишком большое число",
        Severity.QUESTION,
        "{question}: записано {found}, столько людей в районе нет. Исправьте число.",
        "5 000 000",
    ),
    _written(
        "formula_without_result",
        "Формула без значения",
        Severity.QUESTION,
        "{question}: в ячейке формула без значения. {wanted} или откройте файл в Excel "
        "или LibreOffice, сохраните и отправьте снова.",
        "=СУММ(C8:D8), файл записан программой без пересчёта",
    ),
    _written(
        "error_value",
        "Ошибка в ячейке",
        Severity.QUESTION,
        "{question}: в ячейке ошибка {found}. {wanted}.",
        "#ДЕЛ/0!; #ССЫЛКА!",
    ),
    _written(
        "not_yes_or_no",
        "Не «есть» и не «нет»",
        Severity.QUESTION,
        "{question}: записано «{found}». Выберите из списка: есть или нет.",
        "частично; в работе",
    ),
    _written(
        "not_hours",
        "Не число часов",
        Severity.QUESTION,
        "{question}: записано «{found}», нужно число часов: 34 или 34,5.{hint} Исправьте запись "
        "или оставьте ячейку пустой и напишите, почему данных нет.",
        "час в неделю; 34 ч 20 мин; 34,333; 100 %",
    ),
    _written(
        "not_in_list",
        "Ответа нет в списке",
        Severity.QUESTION,
        "{question}: записано «{found}», такого ответа в списке нет.{hint}",
        "средний (там, где в списке базовый, основной, продвинутый)",
    ),
    Rule(
        "number_in_reason",
        "Число в столбце «почему»",
        Severity.QUESTION,
        "{question}: ответа нет, а в столбце «почему» стоит число «{found}». Если это ответ, "
        "перенесите его в ячейку вопроса; если нет, напишите словами, почему данных нет.",
        Stage.ANSWERS,
        reasons_are_words,
        example="ячейка 9 класса пуста, в «почему» — 12 человек",
    ),
    Rule(
        "struck_out",
        "Зачёркнутая запись",
        Severity.QUESTION,
        "{question}: зачёркнуто «{found}».{hint} Если это верно, снимите зачёркивание; если нет, "
        "очистите ячейку или впишите верное.",
        Stage.ANSWERS,
        nothing_is_struck_out,
        since="0.2",
        example="число или строка документа зачёркнуты целиком или частью",
    ),
    _written(
        "footnote",
        "Знак сноски у ответа",
        Severity.QUESTION,
        "{question}: похоже, записано{hint}, а читается «{found}». Пожалуйста, уточните ответ и "
        "впишите его без сноски.",
        "1 с маленькой 2 наверху читается как 12",
    ),
    _written(
        "words_after_number",
        "Слова после числа",
        Severity.NOTE,
        "{question}: записано «{found}», взято число. Пишите число без слов.",
        "15 чел.; 15 учеников; 15ч",
    ),
    _written(
        "whole_with_zeros",
        "Целое число с нулями после запятой",
        Severity.NOTE,
        "{question}: записано «{found}», взято целое число. Пишите без запятой.",
        "12,0",
    ),
    _written(
        "zero_in_words",
        "Ноль словами",
        Severity.NOTE,
        "{question}: записано «{found}», принято как 0. Ставьте 0, если участников не было.",
        "нет; не проводилось (там, где спрашивают одно число на школу)",
    ),
    _written(
        "letters_for_digits",
        "Буква вместо цифры",
        Severity.NOTE,
        "{question}: в записи «{found}» буква вместо цифры, прочтено как число. Проверьте его.",
        "1О → 10; О → 0; З1 → 31",
    ),
    _written(
        "latin_letters",
        "Латинские буквы в русском слове",
        Severity.NOTE,
        "{question}: в слове «{found}» есть латинские буквы, прочтено как русское слово.",
        "eсть; нeт",
    ),
    Rule(
        "unanswered",
        "Нет ответа",
        Severity.QUESTION,
        "{question}: {empty}. {cure}",
        Stage.ANSWERS,
        every_answer_is_given,
        example="пустая ячейка или строка без причины",
    ),
    Rule(
        "dash_for_answer",
        "Прочерк вместо ответа",
        Severity.QUESTION,
        "{question}: стоит «{found}», это не ответ и не ноль. {cure}",
        Stage.ANSWERS,
        no_dash_for_an_answer,
        example="–; х; н/д; нет данных; не применимо",
    ),
    Rule(
        "total_differs",
        "Итог не равен сумме",
        Severity.NOTE,
        "{question}: в столбце «Итого» стоит {found}, сумма по классам {counted}. В расчёт идут "
        "числа по классам.",
        Stage.ANSWERS,
        stated_total_agrees,
        example="в «Итого» 99 при сумме 57",
    ),
    Rule(
        "total_without_grades",
        "Итог без разбивки по классам",
        Severity.QUESTION,
        "{question}: в «Итого» вписано {found}, а по классам пусто. Внесите число по каждому "
        "классу: по итогу нельзя узнать, какие классы в него вошли.",
        Stage.ANSWERS,
        total_has_its_grades,
        example="1–11 классы одним числом в «Итого»",
    ),
)
"""First one line per code that the reading of a cell may give, then silence and totals."""
