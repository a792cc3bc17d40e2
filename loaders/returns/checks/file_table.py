"""Rules that refuse a file: what it is, whose it is, whether it is whole."""

from data_model.returns import Severity
from loaders.returns.checks.branch_rules import branch_reports_once
from loaders.returns.checks.identity_rules import (
    form_is_known,
    form_is_of_this_district,
    form_is_of_this_version,
    form_says_whose_it_is,
    identities_agree,
    identity_is_unedited,
    organisation_is_known,
    person_and_file_agree,
    title_agrees,
    year_is_of_the_roadmap,
)
from loaders.returns.checks.personal_data import no_personal_data
from loaders.returns.checks.rule import Rule, Stage
from loaders.returns.checks.shape_rules import (
    every_question_has_its_row,
    form_is_not_empty,
    no_question_stands_twice,
)
from loaders.returns.checks.sheet_rules import sheets_do_not_repeat

ERROR = Severity.ERROR
READING = Stage.READING
BOOK = Stage.BOOK
IDENTITY = Stage.IDENTITY
SHAPE = Stage.SHAPE

FILE_RULES: tuple[Rule, ...] = (
    Rule(
        "unreadable",
        "Файл не читается",
        ERROR,
        "{sentence}",
        READING,
        example="файл закрыт паролем; .docx, .pdf, снимок; архив; файл оборван",
    ),
    Rule(
        "reading_failed",
        "Файл не удалось разобрать",
        ERROR,
        "Файл не удалось разобрать: в нём есть то, чего в бланке не бывает. Перенесите данные "
        "в чистый бланк и отправьте его.",
        READING,
        example="книга, собранная неизвестной программой",
    ),
    Rule(
        "not_taken",
        "Отчёт не принят",
        ERROR,
        "{sentence}",
        READING,
        example="исправление за закрытый год, который не открыт",
    ),
    Rule(
        "personal_data",
        "Персональные данные учеников",
        ERROR,
        "Лист «{sheet}»: есть столбец с персональными данными ({column}). Такой файл "
        "не принимается и не сохраняется (152-ФЗ). Удалите столбец, оставьте только числа "
        "и отправьте снова.{cure}",
        BOOK,
        no_personal_data,
        example="столбцы «ФИО», «Дата рождения», «СНИЛС», телефон, почта",
    ),
    Rule(
        "no_identity",
        "Нет кода формы",
        ERROR,
        "В файле нет строки «Код формы»: неизвестно, чей это отчёт и за какой год.{guess} "
        "Укажите школу и год при загрузке или внесите данные в бланк, скачанный для этой школы.",
        IDENTITY,
        form_says_whose_it_is,
        example="своя таблица школы; лист перенесён в новую книгу",
    ),
    Rule(
        "identity_edited",
        "Код формы изменён",
        ERROR,
        "Код формы изменён вручную или испорчен: «{found}». Скачайте бланк заново и перенесите "
        "в него данные.",
        IDENTITY,
        identity_is_unedited,
        example="в строке «Код формы» исправлен код школы или год",
    ),
    Rule(
        "identity_conflict",
        "Листы из разных бланков",
        ERROR,
        "В книге листы из разных бланков: {one} (ячейка {one_place}) и {other}. Соберите отчёт "
        "одной организации за один год в её бланке.",
        IDENTITY,
        identities_agree,
        example="лист из бланка соседней школы",
    ),
    Rule(
        "two_returns",
        "Два разных отчёта в одной отправке",
        Severity.QUESTION,
        "За {year} год в одной отправке два разных отчёта этой школы, «{first}» и «{second}»: "
        "какой считать, скажет человек. Взят первый; если верен второй, загрузите его отдельно.",
        Stage.LOT,
        example="«отчёт.xlsx» и «отчёт (1).xlsx» одной школы в одном архиве",
    ),
    Rule(
        "identity_disagrees",
        "На титуле другая школа или другой год",
        ERROR,
        "{seen} на титуле, а {hidden} в коде формы: неизвестно, чей это отчёт и за какой год. "
        "Нужно {cure} и перенести в него ответы, или укажите школу и год при загрузке.",
        IDENTITY,
        title_agrees,
        example="прошлогодний бланк, год на титуле исправлен рукой",
    ),
    Rule(
        "owner_differs",
        "Указана другая школа или другой год",
        ERROR,
        "При загрузке указано {said}, а в файле стоит {stated}. Загрузите файл без указания "
        "школы и года или возьмите файл той школы.",
        IDENTITY,
        person_and_file_agree,
        example="--org 580402 к бланку школы 580401",
    ),
    Rule(
        "unknown_form",
        "Неизвестная форма",
        ERROR,
        "Форма «{form}» не относится ни к одной загруженной дорожной карте. Возьмите бланк "
        "на странице «Бланки».",
        IDENTITY,
        form_is_known,
        example="бланк другой дорожной карты",
    ),
    Rule(
        "old_version",
        "Бланк другого образца",
        ERROR,
        "Бланк образца {version}, сейчас действует образец {present}. Скачайте новый бланк "
        "и перенесите в него данные.",
        IDENTITY,
        form_is_of_this_version,
        example="бланк прошлого образца",
    ),
    Rule(
        "unknown_organisation",
        "Организации нет в справочнике",
        ERROR,
        "Организации с кодом {org} нет в справочнике. Проверьте, тот ли это бланк; если школа "
        "новая, внесите её в справочник.",
        IDENTITY,
        organisation_is_known,
        example="код, которого нет в справочнике",
    ),
    Rule(
        "unknown_year",
        "Год вне дорожной карты",
        ERROR,
        "На {year} год дорожной карты нет. Возьмите бланк нужного года на странице «Бланки».",
        IDENTITY,
        year_is_of_the_roadmap,
        example="бланк на год вне карты",
    ),
    Rule(
        "foreign_form",
        "Форма другого района",
        ERROR,
        "Форма «{form}» не та, по которой отчитывается эта организация: нужна «{expected}». "
        "Возьмите её бланк на странице «Бланки».",
        IDENTITY,
        form_is_of_this_district,
        example="бланк соседнего района",
    ),
    Rule(
        "sheet_repeated",
        "Подходят несколько листов",
        ERROR,
        "На те же вопросы отвечают несколько листов: {sheets}. Оставьте один лист с верными "
        "данными.",
        SHAPE,
        sheets_do_not_repeat,
        example="Показатели и «Показатели (2)»",
    ),
    Rule(
        "question_repeated",
        "Вопрос стоит дважды",
        ERROR,
        "Вопрос «{question}» стоит на листе дважды: здесь и в {first}. Оставьте одну строку.",
        SHAPE,
        no_question_stands_twice,
        example="строка вопроса скопирована ниже",
    ),
    Rule(
        "question_missing",
        "В бланке нет вопроса",
        ERROR,
        "В бланке нет строк или столбцов для вопросов: {questions}. {cure}",
        SHAPE,
        every_question_has_its_row,
        example="строка или столбец удалены; код вопроса стёрт",
    ),
    Rule(
        "branch_twice",
        "Филиал отчитывается дважды",
        ERROR,
        "Филиал отчитывается в составе головной школы «{head}», а она отчёт за {year} год уже "
        "сдала. Если филиал отчитывается сам, загрузите его контингент.",
        SHAPE,
        branch_reports_once,
        example="отчёт филиала рядом с отчётом головной школы",
    ),
    Rule(
        "empty_return",
        "Бланк не заполнен",
        ERROR,
        "Бланк не заполнен: нет ни одного ответа. Внесите данные; если участников не было, "
        "поставьте 0, если данных нет, напишите почему.",
        SHAPE,
        form_is_not_empty,
        example="бланк отправлен незаполненным",
    ),
)
"""Errors, in the order of looking: one of them ends the looking at its stage."""
