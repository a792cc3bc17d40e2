"""Questions («вопросы отчёта») that a confirmed row asks of schools and of the municipality."""

from collections.abc import Iterator

from data_model.roadmap import (
    ALL_GRADES,
    AnswerType,
    Kind,
    Level,
    Question,
    Respondent,
)
from loaders.orders.names import BESIDE, known_row
from loaders.orders.numbers import scale_of
from loaders.orders.proposal import RowProposal

ASKED = {
    Level.MUNICIPALITY: (Respondent.MUNICIPALITY,),
    Level.SCHOOL: (Respondent.SCHOOL,),
    Level.BOTH: (Respondent.MUNICIPALITY, Respondent.SCHOOL),
}
BESIDE_GRADES = (6, 7, 8, 9, 10, 11)
DOCUMENT_HINT = (
    "«Есть» подтверждается наименованием, номером и датой документа; нет номера — пишите «б/н»."
)
IN_UNITS_HINT = "Пишите полное число, не тысячи и не миллионы."
PEOPLE_HINT = "Разные люди за период: кто участвовал дважды, считается один раз."
YES_NO = "есть / нет"


def questions_of(row: RowProposal, code: str) -> Iterator[Question]:
    """The question of the row, then its denominator and what is asked beside it."""
    assert row.level  # noqa: S101
    asked = (*ASKED[row.level], Respondent.SCHOOL) if row.control else ASKED[row.level]
    if row.kind in {Kind.PRESENCE, Kind.SHARE_OF_ORGS}:
        yield Question(
            code, _text(row), AnswerType.PRESENCE, asked,
            unit=YES_NO, hint=DOCUMENT_HINT, documents=row.documents,
        )  # fmt: skip
    else:
        yield _count(row, code, asked)
    if row.whole:
        yield Question(f"{code}_all", row.whole, AnswerType.COUNT, asked, unit="чел.")
    known = known_row(row.title, row.wording, row.kind)
    for beside in known.beside if known and known.code == code else ():
        yield Question(
            beside, BESIDE[beside], AnswerType.COUNT, (Respondent.SCHOOL,),
            grades=BESIDE_GRADES, unit="чел.", hint=PEOPLE_HINT,
        )  # fmt: skip


def _count(row: RowProposal, code: str, asked: tuple[Respondent, ...]) -> Question:
    """Pupils of a share are asked by grade: all that any of its bases holds."""
    grades = tuple(sorted({*row.base, *(g for base in row.comparison_bases for g in base)}))
    is_share = row.kind in {Kind.SHARE, Kind.GROWING_SHARE} and not row.whole
    unit = "чел." if row.unit in {"%", ""} else row.unit
    return Question(
        code,
        _text(row),
        AnswerType.COUNT,
        asked,
        grades=(grades or ALL_GRADES) if is_share else (),
        unit=unit,
        hint=_hint(row, unit),
    )


def _hint(row: RowProposal, unit: str) -> str:
    """The order may count in thousands, a return never does."""
    people = PEOPLE_HINT if unit == "чел." else ""
    is_scaled = scale_of(f"{row.title} {row.wording}") > 1
    return f"{people} {IN_UNITS_HINT}".strip() if is_scaled else people


def _text(row: RowProposal) -> str:
    """A document is asked for by the words of the indicator, a number by those of the activity."""
    if row.kind is Kind.PRESENCE and len(row.wording) > 8:
        return row.wording
    return f"{row.title}: {row.wording}" if row.kind is Kind.SHARE_OF_ORGS else row.title
