"""Evidence («документы»): «есть» is proved by a document, «нет» has none."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from data_model.returns import Severity
from loaders.forms.layout import InputPart, Slot
from loaders.returns.checks.rule import Rule, RuleBreach, Screening, Stage, at
from loaders.returns.parse import is_changed_number, tells_of_document
from loaders.values.days import days_in, month_only, read_date

A_YEAR = 366
FROM_1900_TO_1904 = timedelta(days=1462)
FARTHEST = 5
"""Years between a document and the year of the return."""
NEEDED = ((InputPart.NAME, "наименование"), (InputPart.NUMBER, "номер"), (InputPart.DATE, "дата"))


def no_document_with_no(screening: Screening) -> Iterator[RuleBreach]:
    for answer, documents in screening.presences:
        if answer.reading.value == 0 and documents:
            yield at(answer.cell, question=screening.label(answer.slot), document=documents[0].name)


def documents_have_an_answer(screening: Screening) -> Iterator[RuleBreach]:
    for answer, documents in screening.presences:
        if answer.reading.is_blank and documents:
            yield at(answer.cell, question=screening.label(answer.slot), document=documents[0].name)


def yes_is_proved(screening: Screening) -> Iterator[RuleBreach]:
    """«Есть» needs one document with name, number and date («б/н» is a number)."""
    for answer, documents in screening.presences:
        if answer.reading.value == 1 and not any(one.is_complete for one in documents):
            missing = _missing(screening, answer.slot.question)
            yield at(
                answer.cell,
                question=screening.label(answer.slot),
                missing=", ".join(missing),
                hint=_hint(screening, answer.slot.question, missing),
            )


NUMBER_IN_WORDS = re.compile(r"№\s*\w")


def _hint(screening: Screening, question: str, missing: list[str]) -> str:
    """Where number and date stand, if they were written together with something else."""
    for part in (InputPart.NAME, InputPart.NUMBER):
        cell = screening.parsed.cell(Slot(question, part))
        written = cell.written if cell else ""
        has_number = "номер" in missing and NUMBER_IN_WORDS.search(written)
        has_date = "дата" in missing and days_in(written)
        if cell and (has_number or has_date):
            words = "номер и дата стоят" if has_number and has_date else "номер стоит"
            told = words if has_number else "дата стоит"
            return f" Похоже, {told} в ячейке {cell.address}: перенесите в свой столбец."
    return ""


def _missing(screening: Screening, question: str) -> list[str]:
    """What the first line of a question lacks; a date that cannot be read is lacking too."""
    cells = {part: screening.parsed.cell(Slot(question, part)) for part, _ in NEEDED}
    return [
        word
        for part, word in NEEDED
        if (cell := cells[part]) is None
        or not tells_of_document(part, cell)
        or (part is InputPart.DATE and read_date(cell) is None)
        or (part is InputPart.NUMBER and is_changed_number(cell))
    ]


def numbers_are_no_dates(screening: Screening) -> Iterator[RuleBreach]:
    """«12-10» that a program took for a day is no number of a document."""
    for question in screening.questions:
        for parts in screening.located.documents.get(question.code, {}).values():
            cell = parts.get(InputPart.NUMBER)
            value = cell.value if cell else None
            if cell and isinstance(value, date):
                written = f"{value.day}-{value:%m}"
                yield at(cell, question=screening.label(Slot(question.code)), written=written)


def numbers_keep_their_figures(screening: Screening) -> Iterator[RuleBreach]:
    """A program keeps fifteen figures of a number, and takes «12E3» for a power of ten."""
    for question in screening.questions:
        for parts in screening.located.documents.get(question.code, {}).values():
            cell = parts.get(InputPart.NUMBER)
            if cell and not isinstance(cell.value, date) and is_changed_number(cell):
                yield at(cell, question=screening.label(Slot(question.code)))


def dates_are_dates(screening: Screening) -> Iterator[RuleBreach]:
    for slot, cell in screening.date_cells:
        if read_date(cell) is None and not month_only(cell):
            yield at(cell, question=screening.label(Slot(slot.question)))


def days_are_known(screening: Screening) -> Iterator[RuleBreach]:
    for slot, cell in screening.date_cells:
        if month_only(cell):
            yield at(cell, question=screening.label(Slot(slot.question)))


def dates_are_near_the_year(screening: Screening) -> Iterator[RuleBreach]:
    """A plan may be older than its year by some; 2012 for 2021 is a slip of the hand.

    More than a year after its term is one too, and what would be a day of this year in a book that
    counts days from 1904.
    """
    year = screening.parsed.parsed.year
    for slot, cell in screening.date_cells:
        day = read_date(cell)
        if day is None or day > screening.today:
            continue
        label = screening.label(Slot(slot.question))
        if meant := _counted_from_1904(day, year):
            cure = f" Не {meant:%d.%m.%Y} ли это? На столько дней сдвигает даты Excel для Mac."
            yield at(cell, question=label, year=year, cure=cure)
        elif abs(day.year - year) > FARTHEST or day > _last_day(screening, slot):
            yield at(cell, question=label, year=year, cure="")


def _counted_from_1904(day: date, year: int) -> date | None:
    """The day of the return's year from which another is exactly as far as the two calendars."""
    meant = (day + FROM_1900_TO_1904, day - FROM_1900_TO_1904)
    return next((one for one in meant if one.year == year), None)


def _last_day(screening: Screening, slot: Slot) -> date:
    """A year after the term of the rows that ask for a document."""
    year = screening.parsed.parsed.year
    terms = [
        period.due
        for row in screening.form.roadmap.activities
        if slot.question in row.indicator.questions
        and (period := row.indicator.periods.get(year)) is not None
    ]
    return max(terms, default=date(year, 12, 31)) + timedelta(days=A_YEAR)


def no_document_is_of_the_future(screening: Screening) -> Iterator[RuleBreach]:
    for slot, cell in screening.date_cells:
        day = read_date(cell)
        if day and day > screening.today:
            yield at(cell, question=screening.label(Slot(slot.question)))


OWN_DISK = re.compile(r"(?:file:|[a-z]:[\\/]|\\\\[\w.-]+\\)", re.IGNORECASE)


def links_lead_somewhere(screening: Screening) -> Iterator[RuleBreach]:
    """«C:\\Users\\…\\приказ.docx» opens on one computer only, that of the school."""
    for question in screening.questions:
        for parts in screening.located.documents.get(question.code, {}).values():
            cell = parts.get(InputPart.LINK)
            if cell and OWN_DISK.match(cell.written.strip()):
                yield at(cell, question=screening.label(Slot(question.code)))


RULES: tuple[Rule, ...] = (
    Rule(
        "no_with_documents",
        "«Нет» вместе с документом",
        Severity.QUESTION,
        "{question}: ответ «нет», но внесён документ «{document}». Исправьте ответ или уберите "
        "документ.",
        Stage.ANSWERS,
        no_document_with_no,
        example="«нет», а приказ внесён",
    ),
    Rule(
        "documents_without_answer",
        "Документ без ответа",
        Severity.QUESTION,
        "{question}: внесён документ «{document}», а «есть» не выбрано. Выберите «есть» или «нет».",
        Stage.ANSWERS,
        documents_have_an_answer,
        example="приказ внесён, «есть» не выбрано",
    ),
    Rule(
        "yes_without_details",
        "«Есть» без реквизитов",
        Severity.QUESTION,
        "{question}: «есть» не подтверждено, не хватает: {missing}. Внесите реквизиты документа "
        "(нет номера — «б/н»); пока показатель считается выполненным частично.{hint}",
        Stage.ANSWERS,
        yes_is_proved,
        example="«есть» без номера или даты",
    ),
    Rule(
        "date_unreadable",
        "Дата не разобрана",
        Severity.QUESTION,
        "{question}: дата документа записана как «{found}». Внесите день, месяц и год, "
        "например 25.08.2021.",
        Stage.ANSWERS,
        dates_are_dates,
        example="в сентябре; 31.02.2021",
    ),
    Rule(
        "month_only",
        "Дата без дня",
        Severity.NOTE,
        "{question}: в дате документа только месяц: «{found}». День неизвестен, дата не принята; "
        "внесите день, месяц и год.",
        Stage.ANSWERS,
        days_are_known,
        example="сентябрь; сентябрь 2021",
    ),
    Rule(
        "number_became_date",
        "Номер документа стал датой",
        Severity.QUESTION,
        "{question}: вместо номера документа стоит дата {found}. Так программа могла прочесть "
        "номер «{written}»: впишите номер снова, поставив перед ним апостроф (').",
        Stage.ANSWERS,
        numbers_are_no_dates,
        example="12-10 → 12.10.2022",
    ),
    Rule(
        "number_lost_figures",
        "Цифры номера изменены программой",
        Severity.QUESTION,
        "{question}: номер документа {found} записан как число, и программа изменила его цифры "
        "(хранит только первые пятнадцать, «12E3» превращает в 12000). Впишите номер снова, "
        "поставив перед ним апостроф (').",
        Stage.ANSWERS,
        numbers_keep_their_figures,
        since="0.2",
        example="58040800012345678 → 58040800012345600; 12E3 → 1,2E+04",
    ),
    Rule(
        "date_far_off",
        "Дата далеко от отчётного года",
        Severity.NOTE,
        "{question}: дата документа {found}, отчёт за {year} год. Проверьте год в дате.{cure}",
        Stage.ANSWERS,
        dates_are_near_the_year,
        example="25.08.2012 в отчёте за 2021 год; 19.05.2017 вместо 20.05.2021",
    ),
    Rule(
        "date_in_future",
        "Дата из будущего",
        Severity.QUESTION,
        "{question}: дата документа {found} ещё не наступила. Проверьте дату.",
        Stage.ANSWERS,
        no_document_is_of_the_future,
        example="01.03.2031",
    ),
    Rule(
        "link_of_own_disk",
        "Ссылка на диск компьютера",
        Severity.NOTE,
        "{question}: ссылка «{found}» ведёт на диск компьютера школы, никто другой документ по ней "
        "не откроет. Дайте адрес на сайте школы или в облаке либо пришлите сам документ.",
        Stage.ANSWERS,
        links_lead_somewhere,
        since="0.2",
        example="C:\\Users\\Завуч\\Desktop\\график.docx",
    ),
)
"""Questions and notes: what is not proved counts in part."""
