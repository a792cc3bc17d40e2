"""Rules of evidence: «есть» is proved by a document, «нет» has none."""

from collections.abc import Iterator
from datetime import date, timedelta

from loaders.forms.layout import InputPart, Slot
from loaders.returns.checks.rule import RuleBreach, Screening, at
from loaders.values.days import month_only, read_date

A_YEAR = 366
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
            yield at(
                answer.cell,
                question=screening.label(answer.slot),
                missing=", ".join(_missing(screening, answer.slot.question)),
            )


def _missing(screening: Screening, question: str) -> list[str]:
    """What the first line of a question lacks; a date that cannot be read is lacking too."""
    cells = {part: screening.parsed.cell(Slot(question, part)) for part, _ in NEEDED}
    return [
        word
        for part, word in NEEDED
        if (cell := cells[part]) is None
        or cell.is_empty
        or (part is InputPart.DATE and read_date(cell) is None)
        or (part is InputPart.NUMBER and isinstance(cell.value, date))
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

    More than a year after its term is one too: books that count days from 1904 are four years off.
    """
    year = screening.parsed.parsed.year
    for slot, cell in screening.date_cells:
        day = read_date(cell)
        is_far = day and (abs(day.year - year) > FARTHEST or day > _last_day(screening, slot))
        if day and is_far and day <= screening.today:
            yield at(cell, question=screening.label(Slot(slot.question)), year=year)


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
