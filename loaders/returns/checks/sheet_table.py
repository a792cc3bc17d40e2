"""Rules of sheets: what else than answers stands on them, or hides there."""

from data_model.returns import Severity
from loaders.returns.checks.answer_rules import total_has_its_grades
from loaders.returns.checks.astray_rules import (
    answers_stand_in_this_years_row,
    nothing_stands_beside_the_table,
    rows_have_their_code,
)
from loaders.returns.checks.name_rules import names_agree_with_codes
from loaders.returns.checks.rule import Rule, Stage
from loaders.returns.checks.shape_rules import no_strange_sheets
from loaders.returns.checks.sheet_rules import (
    answers_are_not_merged,
    answers_are_typed,
    answers_keep_to_their_grades,
    nothing_is_hidden,
    nothing_is_hung_on_cells,
    nothing_is_written_under_the_table,
)

QUESTION = Severity.QUESTION
NOTE = Severity.NOTE
ANSWERS = Stage.ANSWERS

SHEET_RULES: tuple[Rule, ...] = (
    Rule(
        "merged_answer",
        "Объединённые ячейки",
        QUESTION,
        "{question}: ячейки объединены, одно число «{found}» стоит на {count} клетки. "
        "Снимите объединение и внесите число в каждую.",
        ANSWERS,
        answers_are_not_merged,
        example="6–8 классы объединены, в них 45",
    ),
    Rule(
        "total_without_grades",
        "Итог без разбивки по классам",
        QUESTION,
        "{question}: в «Итого» вписано {found}, а по классам пусто. Внесите число по каждому "
        "классу: по итогу нельзя узнать, какие классы в него вошли.",
        ANSWERS,
        total_has_its_grades,
        example="1–11 классы одним числом в «Итого»",
    ),
    Rule(
        "name_disagrees",
        "Код и имя ячейки указывают на разное",
        QUESTION,
        "{question}: по коду строки и шапке ответ здесь: {found}, а по тексту вопроса и имени "
        "ячейки — в {named_cell}: {named}. Похоже, код вопроса или шапку изменили. Внесите верный "
        "ответ и верните их на место; до этого значение неизвестно.",
        ANSWERS,
        names_agree_with_codes,
        example="коды двух строк поменяли местами",
    ),
    Rule(
        "foreign_grade",
        "Число не в том классе",
        QUESTION,
        "{question}: записано {found} в столбце {grade} класса, а вопрос о классах {asked}. "
        "Это число не учитывается; проверьте, не сдвинута ли строка.",
        ANSWERS,
        answers_keep_to_their_grades,
        example="5 класс в вопросе о 6–11 классах",
    ),
    Rule(
        "hidden_cells",
        "Скрытые ячейки",
        NOTE,
        "Лист «{sheet}»: {what}. Ответы в них прочитаны как все остальные: {cells}.",
        ANSWERS,
        nothing_is_hidden,
        example="скрытые строки, столбцы, листы; включённый фильтр",
    ),
    Rule(
        "formula_in_answer",
        "Формула вместо числа",
        NOTE,
        "{question}: в ячейке формула, взято её сохранённое значение {found}.",
        ANSWERS,
        answers_are_typed,
        example="=10+5",
    ),
    Rule(
        "remark_on_cell",
        "Примечание к ячейке",
        NOTE,
        "К ячейке прикреплено примечание. Оно хранится в файле и не читается как ответ; если "
        "в нём причина, перепишите её в столбец «почему».",
        ANSWERS,
        nothing_is_hung_on_cells,
        example="примечание Excel на ячейке",
    ),
    Rule(
        "remark_under_table",
        "Примечание под таблицей",
        NOTE,
        "«{found}»: текст под таблицей хранится в файле и не читается как ответ.",
        ANSWERS,
        nothing_is_written_under_the_table,
        example="Примечание: 9 класс был на карантине",
    ),
    Rule(
        "row_without_code",
        "Строка без кода вопроса",
        Severity.QUESTION,
        "Ячейки {cells}: в строке нет кода вопроса, поэтому она не прочитана. Перенесите "
        "написанное в строку с кодом; если мест для документов не хватает, скопируйте код вопроса "
        "в первый столбец этой строки.",
        ANSWERS,
        rows_have_their_code,
        example="под двумя строками документов вставлена третья",
    ),
    Rule(
        "answers_a_year_ago",
        "Ответы в строке «год назад»",
        Severity.QUESTION,
        "{question}: числа стоят в ячейках «год назад» ({cells}), а за этот год ничего нет. "
        "Если это ответы этого года, перенесите их в строку и столбец с вопросом.",
        ANSWERS,
        answers_stand_in_this_years_row,
        example="шесть чисел вписаны строкой ниже, где напечатан прошлый год",
    ),
    Rule(
        "figures_beside_table",
        "Числа рядом с таблицей",
        Severity.QUESTION,
        "Ячейки {cells}: числа стоят рядом с таблицей и не прочитаны. Перенесите их в ячейки "
        "вопроса или удалите.",
        ANSWERS,
        nothing_stands_beside_the_table,
        example="итог дописан за последним столбцом",
    ),
    Rule(
        "strange_sheet",
        "Лишний лист",
        NOTE,
        "Лист «{sheet}» добавлен к бланку и не читается. Если на нём есть данные, перенесите их "
        "в бланк.",
        ANSWERS,
        no_strange_sheets,
        example="Лист1; Черновик",
    ),
)
"""Questions and notes about the sheets of a return that is taken in."""
