"""The rules of a good return («правила проверки»), one line each.

Errors refuse the return; a question leaves it in, with the value unknown where a single one is
asked about; a note only goes with it. To add a rule, write its function and its line here.
"""

from data_model.problems import Severity
from loaders.checks.answer_rules import (
    every_answer_is_given,
    no_document_is_withdrawn,
    nothing_is_withdrawn,
    read_as,
    stated_total_agrees,
)
from loaders.checks.document_rules import (
    dates_are_dates,
    documents_have_an_answer,
    no_document_is_of_the_future,
    no_document_with_no,
    yes_is_proved,
)
from loaders.checks.history_rules import no_jump_against_last_year, organisation_is_expected
from loaders.checks.identity_rules import (
    form_is_known,
    form_is_of_this_district,
    form_is_of_this_version,
    form_says_whose_it_is,
    identities_agree,
    identity_is_unedited,
    organisation_is_known,
    year_is_of_the_roadmap,
)
from loaders.checks.personal_data import no_personal_data
from loaders.checks.roll_rules import (
    participants_are_on_the_roll,
    roll_in_the_form_is_the_loaded_one,
    roll_is_confirmed,
)
from loaders.checks.rule import Rule, Stage
from loaders.checks.shape_rules import (
    every_question_has_its_row,
    form_is_not_empty,
    no_question_stands_twice,
    no_strange_sheets,
)

ERROR, QUESTION, NOTE = Severity.ERROR, Severity.QUESTION, Severity.NOTE
READING, BOOK, IDENTITY = Stage.READING, Stage.BOOK, Stage.IDENTITY
SHAPE, ANSWERS = Stage.SHAPE, Stage.ANSWERS

CHECKS: tuple[Rule, ...] = (
    Rule("unreadable", "Файл не читается", ERROR, "{sentence}", READING),
    Rule(
        "reading_failed",
        "Файл не удалось разобрать",
        ERROR,
        "Файл не удалось разобрать: в нём есть то, чего в бланке не бывает. Перенесите данные "
        "в чистый бланк и отправьте его.",
        READING,
    ),
    Rule("not_taken", "Отчёт не принят", ERROR, "{sentence}", READING),
    Rule(
        "personal_data",
        "Персональные данные учеников",
        ERROR,
        "Лист «{sheet}»: есть столбец с персональными данными ({column}). Такой файл "
        "не принимается и не сохраняется (152-ФЗ). Удалите столбец, оставьте только числа "
        "и отправьте снова.",
        BOOK,
        no_personal_data,
    ),
    Rule(
        "identity_missing",
        "Нет кода формы",
        ERROR,
        "В файле нет строки «Код формы»: неизвестно, чей это отчёт и за какой год. "
        "Внесите данные в бланк, скачанный для вашей школы, и отправьте его.",
        IDENTITY,
        form_says_whose_it_is,
    ),
    Rule(
        "identity_edited",
        "Код формы изменён",
        ERROR,
        "Код формы изменён вручную или испорчен: «{found}». Скачайте бланк заново и перенесите "
        "в него данные.",
        IDENTITY,
        identity_is_unedited,
    ),
    Rule(
        "identity_conflict",
        "Листы из разных бланков",
        ERROR,
        "В книге листы из разных бланков: {one} (ячейка {one_place}) и {other}. Соберите отчёт "
        "одной организации за один год в её бланке.",
        IDENTITY,
        identities_agree,
    ),
    Rule(
        "unknown_form",
        "Неизвестная форма",
        ERROR,
        "Форма «{form}» не относится ни к одной загруженной дорожной карте. Возьмите бланк "
        "на странице «Бланки».",
        IDENTITY,
        form_is_known,
    ),
    Rule(
        "old_version",
        "Бланк другого образца",
        ERROR,
        "Бланк образца {version}, сейчас действует образец {present}. Скачайте новый бланк "
        "и перенесите в него данные.",
        IDENTITY,
        form_is_of_this_version,
    ),
    Rule(
        "unknown_organisation",
        "Организации нет в справочнике",
        ERROR,
        "Организации с кодом {org} нет в справочнике. Проверьте, тот ли это бланк; если школа "
        "новая, внесите её в справочник.",
        IDENTITY,
        organisation_is_known,
    ),
    Rule(
        "unknown_year",
        "Год вне дорожной карты",
        ERROR,
        "На {year} год дорожной карты нет. Возьмите бланк нужного года на странице «Бланки».",
        IDENTITY,
        year_is_of_the_roadmap,
    ),
    Rule(
        "foreign_form",
        "Форма другого района",
        ERROR,
        "Форма «{form}» не та, по которой отчитывается эта организация: нужна «{expected}». "
        "Возьмите её бланк на странице «Бланки».",
        IDENTITY,
        form_is_of_this_district,
    ),
    Rule(
        "question_repeated",
        "Вопрос стоит дважды",
        ERROR,
        "Вопрос «{question}» стоит в книге дважды: здесь и в {first}. Оставьте один лист "
        "с верными данными.",
        SHAPE,
        no_question_stands_twice,
    ),
    Rule(
        "question_missing",
        "В бланке нет вопроса",
        ERROR,
        "В бланке нет строк или столбцов для вопросов: {questions}. Скачайте бланк заново "
        "и перенесите в него данные.",
        SHAPE,
        every_question_has_its_row,
    ),
    Rule(
        "empty_return",
        "Бланк не заполнен",
        ERROR,
        "Бланк не заполнен: нет ни одного ответа. Внесите данные; если участников не было, "
        "поставьте 0, если данных нет, напишите почему.",
        SHAPE,
        form_is_not_empty,
    ),
    Rule(
        "not_expected",
        "Отчёт не ожидается",
        QUESTION,
        "«{name}»: на {day} отчёт этой организации не ожидается (закрыта или отчитывается "
        "в составе головной школы). Проверьте справочник.",
        ANSWERS,
        organisation_is_expected,
    ),
    Rule(
        "roll_disputed",
        "Школа не согласна с контингентом",
        QUESTION,
        "Контингент не подтверждён.{said} Сверьте его с формой ОО-1 на 20 сентября и поправьте "
        "справочник или ответьте школе.",
        ANSWERS,
        roll_is_confirmed,
    ),
    Rule(
        "roll_differs",
        "Контингент в бланке другой",
        QUESTION,
        "Контингент {grade} класса в бланке — {found}, в справочнике — {pupils}. Проверьте, "
        "что верно; в расчёт идёт справочник.",
        ANSWERS,
        roll_in_the_form_is_the_loaded_one,
    ),
    Rule(
        "participants_over_roll",
        "Участников больше, чем учеников",
        QUESTION,
        "{question}: указано {found}, а обучающихся в классе {pupils}. Исправьте число или "
        "напишите, если неверен контингент.",
        ANSWERS,
        participants_are_on_the_roll,
    ),
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
    Rule(
        "unanswered",
        "Нет ответа",
        QUESTION,
        "{question}: {empty}. {cure}",
        ANSWERS,
        every_answer_is_given,
    ),
    Rule(
        "answer_withdrawn",
        "Было заполнено, теперь пусто",
        QUESTION,
        "{question}: в прошлой редакции было «{before}», теперь ячейка пуста. Верните ответ "
        "или напишите, почему его больше нет.",
        ANSWERS,
        nothing_is_withdrawn,
    ),
    Rule(
        "document_withdrawn",
        "Документ был, теперь его нет",
        QUESTION,
        "{question}: в прошлой редакции был документ № {ordinal}, теперь строка пуста. Верните "
        "документ или напишите, почему его больше нет.",
        ANSWERS,
        no_document_is_withdrawn,
    ),
    Rule(
        "no_with_documents",
        "«Нет» вместе с документом",
        QUESTION,
        "{question}: ответ «нет», но внесён документ «{document}». Исправьте ответ или уберите "
        "документ.",
        ANSWERS,
        no_document_with_no,
    ),
    Rule(
        "documents_without_answer",
        "Документ без ответа",
        QUESTION,
        "{question}: внесён документ «{document}», а «есть» не выбрано. Выберите «есть» или «нет».",
        ANSWERS,
        documents_have_an_answer,
    ),
    Rule(
        "yes_without_details",
        "«Есть» без реквизитов",
        QUESTION,
        "{question}: «есть» не подтверждено, не хватает: {missing}. Внесите реквизиты документа "
        "(нет номера — «б/н»); пока показатель считается выполненным частично.",
        ANSWERS,
        yes_is_proved,
    ),
    Rule(
        "date_unreadable",
        "Дата не разобрана",
        QUESTION,
        "{question}: дата документа записана как «{found}». Внесите день, месяц и год, "
        "например 25.08.2021.",
        ANSWERS,
        dates_are_dates,
    ),
    Rule(
        "date_in_future",
        "Дата из будущего",
        QUESTION,
        "{question}: дата документа {found} ещё не наступила. Проверьте дату.",
        ANSWERS,
        no_document_is_of_the_future,
    ),
    Rule(
        "total_differs",
        "Итог не равен сумме",
        NOTE,
        "{question}: в столбце «Итого» стоит {found}, сумма по классам {counted}. В расчёт идут "
        "числа по классам.",
        ANSWERS,
        stated_total_agrees,
    ),
    Rule(
        "jump",
        "Резкое изменение за год",
        NOTE,
        "{question}: {now} чел. против {before} в {last} году. Если всё верно, ничего делать "
        "не нужно.",
        ANSWERS,
        no_jump_against_last_year,
    ),
    Rule(
        "strange_sheet",
        "Лишний лист",
        NOTE,
        "Лист «{sheet}» добавлен к бланку и не читается. Если на нём есть данные, перенесите их "
        "в бланк.",
        ANSWERS,
        no_strange_sheets,
    ),
)
"""Every rule, in the order of looking."""

BY_CODE = {rule.code: rule for rule in CHECKS}
