"""Rules of answers: against the roll, the evidence, the former revision and last year."""

from data_model.returns import Severity
from loaders.returns.checks.answer_rules import (
    every_answer_is_given,
    former_answers_are_explained,
    no_dash_for_a_former_answer,
    no_dash_for_an_answer,
    no_document_is_withdrawn,
    nothing_is_withdrawn,
    stated_total_agrees,
)
from loaders.returns.checks.document_rules import (
    dates_are_dates,
    dates_are_near_the_year,
    days_are_known,
    documents_have_an_answer,
    no_document_is_of_the_future,
    no_document_with_no,
    numbers_are_no_dates,
    yes_is_proved,
)
from loaders.returns.checks.history_rules import organisation_is_expected
from loaders.returns.checks.identity_rules import person_said_whose_it_is
from loaders.returns.checks.roll_rules import (
    participants_are_on_the_roll,
    roll_in_the_form_is_the_loaded_one,
    roll_is_confirmed,
)
from loaders.returns.checks.rule import Rule, Stage

QUESTION = Severity.QUESTION
NOTE = Severity.NOTE
ANSWERS = Stage.ANSWERS

ANSWER_RULES: tuple[Rule, ...] = (
    Rule(
        "owner_stated",
        "Школу и год указал человек",
        NOTE,
        "Кода формы в файле нет. При загрузке указано: «{name}», {year} год.",
        ANSWERS,
        person_said_whose_it_is,
        example="файл без «Код формы», школа выбрана на странице",
    ),
    Rule(
        "not_expected",
        "Отчёт не ожидается",
        QUESTION,
        "«{name}»: на {day} отчёт этой организации не ожидается (закрыта или отчитывается "
        "в составе головной школы). Проверьте справочник.",
        ANSWERS,
        organisation_is_expected,
        example="школа закрыта; филиал без своего контингента",
    ),
    Rule(
        "roll_disputed",
        "Школа не согласна с контингентом",
        QUESTION,
        "Контингент не подтверждён.{said} Сверьте его с формой ОО-1 на 20 сентября и поправьте "
        "справочник или ответьте школе.",
        ANSWERS,
        roll_is_confirmed,
        example="«Контингент указан верно?» — нет",
    ),
    Rule(
        "roll_differs",
        "Контингент в бланке другой",
        QUESTION,
        "Контингент {grade} класса на {day}: в бланке — {found}, в справочнике — {pupils}. "
        "Проверьте, что верно; в расчёт идёт справочник.",
        ANSWERS,
        roll_in_the_form_is_the_loaded_one,
        example="контингент исправлен после выдачи бланка",
    ),
    Rule(
        "participants_over_roll",
        "Участников больше, чем учеников",
        QUESTION,
        "{question}: указано {found}, а обучающихся на {day} — {pupils}.{hint} Исправьте число или "
        "напишите, если неверен контингент.",
        ANSWERS,
        participants_are_on_the_roll,
        example="27 при 25 учениках",
    ),
    Rule(
        "unanswered",
        "Нет ответа",
        QUESTION,
        "{question}: {empty}. {cure}",
        ANSWERS,
        every_answer_is_given,
        example="пустая ячейка или строка без причины",
    ),
    Rule(
        "dash_for_answer",
        "Прочерк вместо ответа",
        QUESTION,
        "{question}: стоит «{found}», это не ответ и не ноль. {cure}",
        ANSWERS,
        no_dash_for_an_answer,
        example="–; н/д; нет данных",
    ),
    Rule(
        "answer_withdrawn",
        "Было заполнено, теперь пусто",
        QUESTION,
        "{question}: в прошлой редакции было «{before}», теперь ячейка пуста. Верните ответ "
        "или напишите, почему его больше нет.",
        ANSWERS,
        nothing_is_withdrawn,
        example="в прошлой редакции 12, теперь пусто",
    ),
    Rule(
        "dash_for_former_answer",
        "Было число, теперь «нет данных»",
        QUESTION,
        "{question}: в прошлой редакции было «{before}», теперь стоит «{found}»: это не ответ и не "
        "ноль. Верните ответ или напишите в этой строке, почему данных больше нет.",
        ANSWERS,
        no_dash_for_a_former_answer,
        since="0.2",
        example="в прошлой редакции 12, теперь н/д",
    ),
    Rule(
        "former_answer_explained",
        "Было число, теперь причина",
        NOTE,
        "{question}: в прошлой редакции было «{before}», теперь данных нет: «{reason}». В расчёт "
        "идёт «нет данных».",
        ANSWERS,
        former_answers_are_explained,
        since="0.2",
        example="в прошлой редакции 12, теперь пусто и написана причина",
    ),
    Rule(
        "document_withdrawn",
        "Документ был, теперь его нет",
        QUESTION,
        "{question}: в прошлой редакции был документ № {ordinal}, теперь строка пуста. Верните "
        "документ или напишите, почему его больше нет.",
        ANSWERS,
        no_document_is_withdrawn,
        example="строка документа очищена",
    ),
    Rule(
        "no_with_documents",
        "«Нет» вместе с документом",
        QUESTION,
        "{question}: ответ «нет», но внесён документ «{document}». Исправьте ответ или уберите "
        "документ.",
        ANSWERS,
        no_document_with_no,
        example="«нет», а приказ внесён",
    ),
    Rule(
        "documents_without_answer",
        "Документ без ответа",
        QUESTION,
        "{question}: внесён документ «{document}», а «есть» не выбрано. Выберите «есть» или «нет».",
        ANSWERS,
        documents_have_an_answer,
        example="приказ внесён, «есть» не выбрано",
    ),
    Rule(
        "yes_without_details",
        "«Есть» без реквизитов",
        QUESTION,
        "{question}: «есть» не подтверждено, не хватает: {missing}. Внесите реквизиты документа "
        "(нет номера — «б/н»); пока показатель считается выполненным частично.",
        ANSWERS,
        yes_is_proved,
        example="«есть» без номера или даты",
    ),
    Rule(
        "date_unreadable",
        "Дата не разобрана",
        QUESTION,
        "{question}: дата документа записана как «{found}». Внесите день, месяц и год, "
        "например 25.08.2021.",
        ANSWERS,
        dates_are_dates,
        example="в сентябре; 31.02.2021",
    ),
    Rule(
        "month_only",
        "Дата без дня",
        NOTE,
        "{question}: в дате документа только месяц: «{found}». День неизвестен, дата не принята; "
        "внесите день, месяц и год.",
        ANSWERS,
        days_are_known,
        example="сентябрь; сентябрь 2021",
    ),
    Rule(
        "number_became_date",
        "Номер документа стал датой",
        QUESTION,
        "{question}: вместо номера документа стоит дата {found}. Так программа могла прочесть "
        "номер «{written}»: впишите номер снова, поставив перед ним апостроф (').",
        ANSWERS,
        numbers_are_no_dates,
        example="12-10 → 12.10.2022",
    ),
    Rule(
        "date_far_off",
        "Дата далеко от отчётного года",
        NOTE,
        "{question}: дата документа {found}, отчёт за {year} год. Проверьте год в дате.",
        ANSWERS,
        dates_are_near_the_year,
        example="25.08.2012 в отчёте за 2021 год; 21.06.2026 в отчёте за 2022",
    ),
    Rule(
        "date_in_future",
        "Дата из будущего",
        QUESTION,
        "{question}: дата документа {found} ещё не наступила. Проверьте дату.",
        ANSWERS,
        no_document_is_of_the_future,
        example="01.03.2031",
    ),
    Rule(
        "question_gone",
        "Вопроса в новой редакции карты нет",
        QUESTION,
        "{question}: этого вопроса в новой редакции карты нет, ответ «{found}» не учитывается. "
        "Проверьте, не спрашивают ли о том же под другим кодом, и запишите, что с ответом.",
        Stage.READING,
        since="0.2",
        example="отчёт сдан, потом загружена редакция без этого вопроса",
    ),
    Rule(
        "total_differs",
        "Итог не равен сумме",
        NOTE,
        "{question}: в столбце «Итого» стоит {found}, сумма по классам {counted}. В расчёт идут "
        "числа по классам.",
        ANSWERS,
        stated_total_agrees,
        example="в «Итого» 99 при сумме 57",
    ),
)
"""Questions and notes about a return that is taken in."""
