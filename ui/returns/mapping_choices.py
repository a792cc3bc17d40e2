"""What a column of a foreign table may be, in words («варианты соответствия»)."""

from collections.abc import Iterable, Iterator

from data_model.roadmap import AnswerType, Question, Respondent, Roadmap
from loaders.tables import ColumnUse, LayoutKind, Use
from loaders.tables.profile import USE_WORDS

LONGEST_TEXT = 70
Meaning = tuple[Use, str, int]
"""Use, question and grade of a column."""

COMMON = {
    LayoutKind.CONSOLIDATED: (Use.SKIP, Use.SCHOOL, Use.CODE, Use.YEAR, Use.MOMENT),
    LayoutKind.PLATFORM: (
        Use.SKIP,
        Use.SCHOOL,
        Use.CODE,
        Use.MUNICIPALITY,
        Use.CLASS,
        Use.ARCHIVED,
    ),
}


def choices(kind: LayoutKind, roadmap: Roadmap) -> dict[str, Meaning]:
    """Words of every choice → what they mean, in the order of the roadmap."""
    questions = tuple(roadmap.asked(Respondent.SCHOOL))
    asking = _counted(questions) if kind is LayoutKind.PLATFORM else _answers(questions)
    return {USE_WORDS[use]: (use, "", 0) for use in COMMON[kind]} | dict(asking)


def _answers(questions: Iterable[Question]) -> Iterator[tuple[str, Meaning]]:
    for one in questions:
        for grade in one.grades:
            yield f"{_short(one)}: {grade} класс", (Use.ANSWER, one.code, grade)
        if one.grades:
            yield f"{_short(one)}: итог для сверки", (Use.TOTAL, one.code, 0)
            yield f"{_short(one)}: процент для сверки", (Use.PERCENT, one.code, 0)
        else:
            yield _short(one), (Use.ANSWER, one.code, 0)


def _counted(questions: Iterable[Question]) -> Iterator[tuple[str, Meaning]]:
    for one in questions:
        if one.grades and one.answer is AnswerType.COUNT:
            yield f"{_short(one)}: считать учеников", (Use.MEASURE, one.code, 0)


def _short(question: Question) -> str:
    text = question.text
    return text if len(text) <= LONGEST_TEXT else f"{text[: LONGEST_TEXT - 1]}…"


def words_of(use: ColumnUse, options: dict[str, Meaning]) -> str:
    """The words of a column; «не читать» where it means nothing that is offered."""
    meaning = (use.use, use.question, use.grade)
    return next((words for words, one in options.items() if one == meaning), USE_WORDS[Use.SKIP])
