"""Rules that only a foreign layout can break: percents, periods, lists of grades."""

from data_model.problems import Severity
from loaders.returns.checks.rule import Rule, Stage

READING = Stage.READING

LAYOUT_RULES: tuple[Rule, ...] = (
    Rule(
        "small_percent",
        "0,35 % или 35 %?",
        Severity.QUESTION,
        "Записано {found}, а нужен процент: {hint} Внесите процент числом от 0 до 100.",
        READING,
        example="0,35 в поле процентов без формата процентов",
    ),
    Rule(
        "percent_over_hundred",
        "Больше ста процентов",
        Severity.QUESTION,
        "Записано {found}, а процент не бывает больше 100. Исправьте число.",
        READING,
        example="135 %",
    ),
    Rule(
        "not_percent",
        "Не процент",
        Severity.QUESTION,
        "Записано «{found}», а нужен процент числом от 0 до 100.",
        READING,
        example="почти все",
    ),
    Rule(
        "percent_differs",
        "Процент не сходится с числами",
        Severity.NOTE,
        "В столбце процентов стоит {found}, а по числам и контингенту выходит {counted} %. "
        "В расчёт идут числа; проверьте, что верно.",
        READING,
        example="в таблице 35 %, по числам 20 %",
    ),
    Rule(
        "single_year",
        "Один год вместо учебного",
        Severity.NOTE,
        "Записан один год {found}, а нужен учебный; принят тот, что им кончается.",
        READING,
        example="2021 вместо 2020/21",
    ),
    Rule(
        "grade_in_words",
        "Класс римскими цифрами или словом",
        Severity.NOTE,
        "Класс записан как «{found}», прочтён как число.",
        READING,
        example="VI; шестые",
    ),
    Rule(
        "table_unmapped",
        "Сводная таблица без соответствия",
        Severity.ERROR,
        "Лист «{sheet_name}» похож на сводную таблицу или выгрузку, её столбцы ещё не сопоставлены "
        "с вопросами. Подтвердите соответствие на странице «Загрузка».",
        READING,
        example="одна строка на школу, шапка в две строки",
    ),
    Rule(
        "table_on_several_sheets",
        "Две таблицы в одной книге",
        Severity.ERROR,
        "В книге несколько таблиц с ответами: листы {sheets}. Программа не выбирает за вас: "
        "выберите лист на странице «Загрузка». Если нужны оба, сохраните каждый отдельным файлом.",
        READING,
        example="листы «Свод» и «Свод (2)»",
    ),
    Rule(
        "table_sheet_chosen",
        "Лист выбран из нескольких",
        Severity.NOTE,
        "Прочитан лист «{chosen}»: его выбрали при подтверждении соответствия. Листы {others} "
        "тоже похожи на таблицы с ответами и не прочитаны.",
        READING,
        example="листы «Свод» и «Свод (2)», выбран «Свод»",
    ),
    Rule(
        "table_without_year",
        "Год таблицы не назван",
        Severity.ERROR,
        "Ни над таблицей, ни в имени файла не назван один отчётный год. Впишите год в заголовок "
        "таблицы или укажите его при подтверждении соответствия.",
        READING,
        example="«Сводная информация по школам» без года",
    ),
    Rule(
        "table_school_unknown",
        "Школа в таблице не узнана",
        Severity.ERROR,
        "«{found}»: такой школы в справочнике нет, её ответы не приняты.{guess} Укажите школу "
        "при подтверждении соответствия или добавьте написание в справочник и повторите приём.",
        READING,
        example="Лицей имени Пирогова",
    ),
    Rule(
        "table_school_repeated",
        "Школа в таблице дважды",
        Severity.ERROR,
        "Школа «{found}» стоит в таблице не один раз: какие ответы верны, неизвестно. Оставьте "
        "её один раз.",
        READING,
        example="две строки одной школы",
    ),
    Rule(
        "table_row_empty",
        "Пустая строка школы",
        Severity.ERROR,
        "У школы «{found}» нет ни одного ответа: они не приняты, прежний отчёт остаётся.",
        READING,
        example="школа внесена в таблицу, числа ещё нет",
    ),
    Rule(
        "table_taken",
        "Взято из сводной таблицы",
        Severity.NOTE,
        "Отчёт за {year} год взят из общей таблицы, школа «{found}».",
        READING,
        example="строка сводной таблицы",
    ),
    Rule(
        "answers_kept",
        "Прежние ответы сохранены",
        Severity.NOTE,
        "Таблица говорит не обо всех вопросах: остальные ответы ({count}) взяты из редакции "
        "{revision} вместе с документами и открытыми вопросами.",
        READING,
        example="школа сдала бланк, район загрузил таблицу",
    ),
    Rule(
        "pupils_counted",
        "Сосчитано по выгрузке",
        Severity.NOTE,
        "Участники сосчитаны по строкам учеников: учтено строк — {pupils}, архивных не учтено — "
        "{archived}.",
        READING,
        example="выгрузка «Билета в будущее» без персональных данных",
    ),
    Rule(
        "class_unread",
        "Класс ученика не разобран",
        Severity.QUESTION,
        "Класс «{found}» не разобран, учеников с таким классом не учтено: {count}. Исправьте класс "
        "в выгрузке и загрузите её снова.",
        READING,
        example="класс «выпускной»",
    ),
)
"""Reported by the readers of foreign layouts; our own form has no such fields."""
