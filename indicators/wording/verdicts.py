"""The wording of verdicts («формулировки выводов»): one table, reason × measure × whose row.

What is said of a row of plan/fact is chosen here and nowhere else, by status and reason
together: sign, word, colour, the text of a cell, the short explanation, the sentence, and what
to do and by whom. Screens, charts, print, documents, recommendations and the terminal take it
from here. To change a word, change its line of TABLE.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from data_model.compliance import Growth, Status
from data_model.roadmap import HIGHER, Operator, is_in_hours
from indicators.plan_fact_row import PERSONS, STAFF, PlanFactRow, RowMeasure
from indicators.reasons import UNKNOWN, Reason
from indicators.wording.numbers import (
    BY_PEOPLE,
    DASH,
    NBSP,
    ORGANISATIONS,
    PEOPLE,
    PUPILS,
    TO_ORGANISATIONS,
    YES_NO,
    Number,
    PluralForms,
    agreed,
    bare,
    counted,
    date_short,
    did,
    exactly,
    fraction_digits,
    number,
    of,
    of_unit,
    percent,
    plural,
    points,
    promised,
    share,
    signed,
    uncapped,
    value,
    with_unit,
)

STATUS_WORDS = {
    Status.MET: "выполнено",
    Status.PARTLY: "выполнено частично",
    Status.MISSED: "не выполнено",
    Status.NO_DATA: "нет данных",
    Status.NO_TARGET: "не предусмотрено",
    Status.NOT_APPLICABLE: "не применимо",
    Status.NOT_DUE: "срок не наступил",
}
STATUS_SIGNS = {
    Status.MET: "✓",
    Status.PARTLY: "½",
    Status.MISSED: "✕",
    Status.NO_DATA: "?",
    Status.NO_TARGET: "—",
    Status.NOT_APPLICABLE: "∅",
    Status.NOT_DUE: "…",
}
"""One sign per verdict, no two alike; always shown with its word or a title."""

GUIDED = {
    Reason.REACHED: "ориентир достигнут",
    Reason.NEARLY: "близко к ориентиру",
    Reason.BELOW: "ниже ориентира",
    Reason.GROWTH_FAILED: "ориентир достигнут, роста нет",
    Reason.GROWTH_UNKNOWN: "ориентир достигнут, рост не установлен",
}
"""A school's share under the district's target: a guide is never passed or failed."""
GUIDED_OVER = {Reason.NEARLY: "немного выше ориентира", Reason.BELOW: "выше ориентира"}
"""The same where less is better."""

HIDDEN = "скрыто"
SMALL = "малая база"
CONTRIBUTES = "вклад"
NO_VALUE = "н/д"

GROWTH_WORDS = {
    Growth.MET: "число больше, чем год назад",
    Growth.MISSED: "число не больше, чем год назад",
    Growth.NO_DATA: "рост не установить: нет данных за один из двух лет",
    Growth.NOT_APPLICABLE: "рост не применим",
}

OF_ORGANISATIONS = PluralForms("организации", "организаций", "организаций", "организации")
"""The genitive after «не хватает» and after «из»."""
OF_PUPILS = PluralForms("обучающегося", "обучающихся", "обучающихся", "обучающегося")
OF_PEOPLE = PluralForms("человека", "человек", "человек", "человека")
LEVELS = PluralForms("уровень", "уровня", "уровней", "уровня")
OF_LEVELS = PluralForms("уровня", "уровней", "уровней", "уровня")
OF_PARTICIPANTS = PluralForms("участника", "участников", "участников", "участника")


class Side(StrEnum):
    """Whose row it is: a school's, made from schools, answered by the municipality."""

    SCHOOL = "school"
    DISTRICT = "district"
    OWN = "own"


class Doer(StrEnum):
    """Who has something to do about a row («кому действовать»)."""

    SCHOOL = "school"
    OFFICE = "office"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Wording:
    """One line of the table. ``short`` is a phrase, ``full`` a sentence without its stop.

    ``action`` is what to do in the infinitive; of a figure that falls short the rules of the
    recommendations say what (``reports/recommendations.toml``), so it is empty there.
    """

    short: str
    full: str
    doer: Doer = Doer.NOBODY
    action: str = ""


FACT_PLAN = "{fact_and_plan}"
GUIDE = "{fact}{of} при ориентире {plan}"
PLAN = "{plan_alone}"
NOT_COMPARED = Wording(
    "сравнить не с чем: год назад показатель не измерялся или равен нулю",
    "рост не применим: год назад показатель не измерялся или равен нулю, сравнить не с чем",
)

TABLE: dict[tuple[Reason, RowMeasure | None, Side | None], Wording] = {
    (Reason.NO_BASE, None, None): Wording(
        "показатель к организации не применим", "показатель к организации не применим"
    ),
    (Reason.NO_BASE, None, Side.DISTRICT): Wording(
        "показатель не применим ни к одной организации",
        "показатель не применим ни к одной организации района",
    ),
    (Reason.NO_BASE, RowMeasure.SHARE, None): Wording(
        "нет {whom} в базе показателя",
        "показатель не применим: в его базе нет {whom} ({base_inside})",
    ),
    (Reason.NO_BASE, RowMeasure.GROWTH, None): NOT_COMPARED,
    (Reason.NO_BASE, RowMeasure.GROWTH, Side.DISTRICT): NOT_COMPARED,
    (Reason.NOT_ASKED, None, None): Wording(
        "на {period} год не предусмотрено", "на {period} год плановое значение не предусмотрено"
    ),
    (Reason.N_ABOVE_D, None, None): Wording(
        "{impossible}, число под вопросом",
        PLAN + "; факта нет: {impossible}, до ответа число не учитывается",
        Doer.SCHOOL,
        "проверить число {ones} и {whole}, прислать исправленный отчёт",
    ),
    (Reason.N_ABOVE_D, None, Side.DISTRICT): Wording(
        "числа под вопросом: указано больше, чем есть",
        PLAN + "; факта нет: организации указали больше {ones}, чем есть {in_base}",
        Doer.SCHOOL,
        "проверить число {ones} и {whole}, прислать исправленный отчёт",
    ),
    (Reason.BASE_UNKNOWN, None, None): Wording(
        "нет числа, от которого считается доля",
        PLAN + "; факта нет: нет числа, от которого считается доля ({base_inside})",
        Doer.SCHOOL,
        "дополнить отчёт ответом на вопрос «{base}»",
    ),
    (Reason.BASE_UNKNOWN, RowMeasure.SHARE, None): Wording(
        "нет контингента на {base_day}",
        PLAN + "; доля неизвестна: не загружен контингент на {base_day}",
        Doer.OFFICE,
        "загрузить контингент на {base_day}",
    ),
    (Reason.BASE_UNKNOWN, RowMeasure.GROWTH, None): Wording(
        "{no_growth_known}",
        PLAN + "; {no_growth_known}",
        Doer.SCHOOL,
        "представить данные за {before_year} год",
    ),
    (Reason.SET_ASIDE, None, None): Wording(
        "число под вопросом",
        PLAN + "; факта нет: записанное под вопросом и до ответа не учитывается",
        Doer.SCHOOL,
        "ответить на вопрос к отчёту или прислать исправленный отчёт",
    ),
    (Reason.SET_ASIDE, RowMeasure.LEVEL, Side.SCHOOL): Wording(
        "ответ под вопросом",
        PLAN + "; факта нет: записанное под вопросом и до ответа не учитывается",
        Doer.SCHOOL,
        "ответить на вопрос к отчёту или прислать исправленный отчёт",
    ),
    (Reason.SET_ASIDE, None, Side.OWN): Wording(
        "записанное под вопросом",
        PLAN + "; факта нет: записанное под вопросом и до ответа не учитывается",
        Doer.OFFICE,
        "ответить на вопрос к отчёту муниципалитета",
    ),
    (Reason.DECLARED_NO_DATA, None, None): Wording(
        "данных нет, причина названа в отчёте",
        PLAN + "; факта нет: данных нет, причина названа в отчёте",
        Doer.SCHOOL,
        "представить данные, когда они появятся",
    ),
    (Reason.DECLARED_NO_DATA, None, Side.OWN): Wording(
        "данных нет, причина названа в отчёте",
        PLAN + "; факта нет: данных нет, причина названа в отчёте муниципалитета",
        Doer.OFFICE,
        "представить данные, когда они появятся",
    ),
    (Reason.UNANSWERED, None, None): Wording(
        "отчёт сдан, ответа на вопрос нет",
        PLAN + "; факта нет: отчёт сдан, но ответа на этот вопрос в нём нет",
        Doer.SCHOOL,
        "дополнить отчёт ответом на вопрос",
    ),
    (Reason.UNANSWERED, RowMeasure.SHARE, Side.SCHOOL): Wording(
        "отчёт сдан, ответ неполный",
        PLAN + "; факта нет: отчёт сдан, но числа даны не по всем классам",
        Doer.SCHOOL,
        "дополнить отчёт числом {ones} по каждому классу",
    ),
    (Reason.UNANSWERED, None, Side.DISTRICT): Wording(
        "отчёты сданы, полных ответов на вопрос нет",
        PLAN + "; факта нет: отчёты сданы, но полных ответов на этот вопрос в них нет",
        Doer.SCHOOL,
        "дополнить отчёт ответом на вопрос",
    ),
    (Reason.UNANSWERED, None, Side.OWN): Wording(
        "отчёт муниципалитета сдан, ответа на вопрос нет",
        PLAN + "; факта нет: отчёт муниципалитета сдан, но ответа на этот вопрос в нём нет",
        Doer.OFFICE,
        "дополнить отчёт муниципалитета ответом на вопрос",
    ),
    (Reason.NO_RETURN, None, None): Wording(
        "отчёт не сдан",
        PLAN + "; факта нет: отчёт не сдан",
        Doer.SCHOOL,
        "представить отчёт по установленной форме",
    ),
    (Reason.NO_RETURN, None, Side.DISTRICT): Wording(
        "отчётов ещё нет",
        PLAN + "; факта нет: отчётов ещё нет",
        Doer.SCHOOL,
        "представить отчёт по установленной форме",
    ),
    (Reason.NO_RETURN, None, Side.OWN): Wording(
        "отчёт муниципалитета не сдан",
        PLAN + "; факта нет: отчёт муниципалитета не сдан",
        Doer.OFFICE,
        "представить сведения о выполнении по установленной форме",
    ),
    (Reason.CONTRIBUTION, None, None): Wording(
        "вклад в показатель района",
        "вклад в показатель района — {fact}; плана для организации нет",
    ),
    (Reason.ANSWERED_NO, None, None): Wording(
        "ответ — «нет»", "ответ — «нет»; " + PLAN, Doer.SCHOOL
    ),
    (Reason.ANSWERED_NO, None, Side.OWN): Wording(
        "ответ — «нет»", "ответ муниципалитета — «нет»; " + PLAN, Doer.OFFICE
    ),
    (Reason.ANSWERED_NO, None, Side.DISTRICT): Wording(
        "все ответившие указали «нет»",
        "все ответившие указали «нет» ({answered_of}); " + PLAN,
        Doer.SCHOOL,
    ),
    (Reason.UNCONFIRMED, None, None): Wording(
        "не подтверждено: нет документа с наименованием, номером и датой",
        "ответ — «есть», но он не подтверждён: нет документа с наименованием, номером и датой",
        Doer.SCHOOL,
        "указать наименование, номер и дату документа",
    ),
    (Reason.UNCONFIRMED, None, Side.OWN): Wording(
        "не подтверждено: нет документа с наименованием, номером и датой",
        "ответ муниципалитета — «есть», но он не подтверждён: нет документа с наименованием, "
        "номером и датой",
        Doer.OFFICE,
        "указать наименование, номер и дату документа",
    ),
    (Reason.UNCONFIRMED, None, Side.DISTRICT): Wording(
        "подтвердили {k_of_answered}",
        "все ответившие указали «есть», документом подтвердили {k_of_answered}",
        Doer.SCHOOL,
        "указать наименование, номер и дату документа",
    ),
    (Reason.GROWTH_UNKNOWN, None, None): Wording(
        "плановое значение достигнуто, {no_growth_known}",
        FACT_PLAN + ": плановое значение достигнуто, {no_growth_known}",
        Doer.OFFICE,
        "внести данные за {before_year} год",
    ),
    (Reason.GROWTH_UNKNOWN, None, Side.SCHOOL): Wording(
        "{no_growth_known}",
        GUIDE + ": ориентир достигнут, {no_growth_known}",
        Doer.SCHOOL,
        "представить данные за {before_year} год",
    ),
    (Reason.GROWTH_FAILED, None, None): Wording(
        "плановое значение достигнуто, но {not_grown}: {now_before}",
        FACT_PLAN + ": плановое значение достигнуто, но {not_grown} ({now_before})",
        Doer.SCHOOL,
    ),
    (Reason.GROWTH_FAILED, None, Side.SCHOOL): Wording(
        "{not_grown}: {now_before}",
        GUIDE + ": ориентир достигнут, но {not_grown} ({now_before})",
        Doer.SCHOOL,
    ),
    (Reason.REACHED, None, None): Wording("", FACT_PLAN + "{reached}"),
    (Reason.REACHED, RowMeasure.SHARE, Side.SCHOOL): Wording("", GUIDE + ": ориентир достигнут"),
    (Reason.REACHED, RowMeasure.PRESENCE, None): Wording("", "ответ — «есть», документ назван"),
    (Reason.REACHED, RowMeasure.PRESENCE, Side.OWN): Wording(
        "", "ответ муниципалитета — «есть», документ назван"
    ),
    (Reason.REACHED, RowMeasure.PRESENCE, Side.DISTRICT): Wording(
        "подтвердили {k_of_answered}", "документ подтвердили все ответившие: {k_of_answered}"
    ),
    (Reason.REACHED, RowMeasure.EACH_SCHOOL, None): Wording(
        "выполнили {k_of_answered}{waiting}", "выполнили {k_of_answered}{waiting}"
    ),
    (Reason.NEARLY, None, None): Wording("{near}", FACT_PLAN + "; {gap} ({near})", Doer.SCHOOL),
    (Reason.NEARLY, None, Side.OWN): Wording("{near}", FACT_PLAN + "; {gap} ({near})", Doer.OFFICE),
    (Reason.NEARLY, RowMeasure.SHARE, Side.SCHOOL): Wording(
        "{gap}", GUIDE + ": близко к ориентиру, {gap}", Doer.SCHOOL
    ),
    (Reason.NEARLY, RowMeasure.PRESENCE, Side.DISTRICT): Wording(
        "подтвердили {k_of_answered}", "документ подтвердили {k_of_answered}", Doer.SCHOOL
    ),
    (Reason.NEARLY, RowMeasure.EACH_SCHOOL, None): Wording(
        "выполнили {k_of_answered}{waiting}", "выполнили {k_of_answered}{waiting}", Doer.SCHOOL
    ),
    (Reason.BELOW, None, None): Wording("{gap}", FACT_PLAN + "; {gap}", Doer.SCHOOL),
    (Reason.BELOW, None, Side.OWN): Wording("{gap}", FACT_PLAN + "; {gap}", Doer.OFFICE),
    (Reason.BELOW, RowMeasure.SHARE, Side.SCHOOL): Wording(
        "{gap}", GUIDE + ": {verdict}, {gap}", Doer.SCHOOL
    ),
    (Reason.BELOW, RowMeasure.PRESENCE, Side.DISTRICT): Wording(
        "подтвердили {k_of_answered}", "документ подтвердили {k_of_answered}", Doer.SCHOOL
    ),
    (Reason.BELOW, RowMeasure.EACH_SCHOOL, None): Wording(
        "выполнили {k_of_answered}{waiting}", "выполнили {k_of_answered}{waiting}", Doer.SCHOOL
    ),
}
"""The most exact line that fits a row counts: measure and side, side, measure, the bare reason."""


def wording_of(row: PlanFactRow) -> Wording:
    """The line of the table for a row."""
    found_side, measure = side(row), row.measure
    for key in (
        (row.reason, measure, found_side),
        (row.reason, None, found_side),
        (row.reason, measure, None),
    ):
        if key in TABLE and not (_is_of_question(row, key) or _is_guide_of_none(row, key)):
            return TABLE[key]
    return TABLE[row.reason, None, None]


def _is_of_question(row: PlanFactRow, key: tuple[Reason, RowMeasure | None, Side | None]) -> bool:
    """A share whose whole is another question lacks an answer: no roll, and no grades."""
    return key in OF_ROLL and row.base_date is None


OF_ROLL = frozenset(
    {
        (Reason.BASE_UNKNOWN, RowMeasure.SHARE, None),
        (Reason.UNANSWERED, RowMeasure.SHARE, Side.SCHOOL),
    }
)
"""Lines that speak of the roll, or of its grades."""


def _is_guide_of_none(row: PlanFactRow, key: tuple[Reason, RowMeasure | None, Side | None]) -> bool:
    """A share promised «в каждой школе» is the school's own plan, and no guide."""
    is_guide = row.reason in GUIDED and key == (row.reason, RowMeasure.SHARE, Side.SCHOOL)
    return is_guide and not row.is_guided


def side(row: PlanFactRow) -> Side:
    if row.org is not None:
        return Side.SCHOOL
    return Side.DISTRICT if row.by_schools else Side.OWN


# sign, word, colour


def is_silent(row: PlanFactRow) -> bool:
    """No verdict is said of it: hidden, of a small base, or only a contribution."""
    return row.masked or (row.small_base and row.actual is not None) or is_contribution(row)


def is_contribution(row: PlanFactRow) -> bool:
    """A school's number under a district total: a number, and no verdict. Hidden, it is neither."""
    return row.reason is Reason.CONTRIBUTION and not row.masked


def shown_status(row: PlanFactRow) -> Status:
    """The verdict by which a row is coloured and counted on screen and paper.

    What has no verdict is colourless; what is not known is «нет данных», whatever the target,
    and «срок не наступил» until the term has come.
    """
    if is_silent(row):
        return Status.NO_TARGET
    if row.status is Status.NO_TARGET and row.reason in UNKNOWN:
        return Status.NOT_DUE if row.pending else Status.NO_DATA
    return row.status


def sign(row: PlanFactRow) -> str:
    """One sign per verdict; none where no verdict is said."""
    return "" if is_silent(row) else STATUS_SIGNS[shown_status(row)]


def word(row: PlanFactRow) -> str:
    """«выполнено», «ориентир достигнут», «малая база», «нет данных»."""
    if row.masked:
        return HIDDEN
    if is_contribution(row):
        return CONTRIBUTES
    if is_silent(row):
        return SMALL
    status = shown_status(row)
    if row.is_guided and status in {Status.MET, Status.PARTLY, Status.MISSED}:
        over = GUIDED_OVER if row.is_over else {}
        return over.get(row.reason, GUIDED[row.reason])
    return STATUS_WORDS[status]


def verdict(row: PlanFactRow) -> str:
    """Sign and word: «✓ выполнено»; a word alone where there is no verdict."""
    return NBSP.join(part for part in (sign(row), word(row)) if part)


def final_verdict(row: PlanFactRow) -> str:
    """The word, and that it may still change: «выполнено, предварительно»."""
    is_unsure = row.provisional and row.is_district and row.actual is not None
    return word(row) + (", предварительно" if is_unsure else "")


def status_word(status: Status) -> str:
    """«выполнено», «не выполнено»: of a legend or a count; of a row ask ``word``."""
    return STATUS_WORDS[status]


def status_sign(status: Status) -> str:
    return STATUS_SIGNS[status]


def status_text(status: Status) -> str:
    """Sign and word, «✓ выполнено», of a legend."""
    return f"{STATUS_SIGNS[status]}{NBSP}{STATUS_WORDS[status]}"


def growth_word(growth: Growth) -> str:
    """The second condition of a growing share in words."""
    return GROWTH_WORDS[growth]


# figures of a row


def fact(row: PlanFactRow) -> str:
    """The fact in a sentence: «55,0 %, точнее 54,96 %» beside 55 %, «есть», «нет данных»."""
    if row.masked:
        return HIDDEN
    if row.actual is None:
        return STATUS_WORDS[Status.NO_DATA]
    if row.measure is RowMeasure.EACH_SCHOOL:
        return of_words(row)
    return value(row.actual, row.unit, row.target, row.target_upper)


def fact_cell(row: PlanFactRow) -> str:
    """The fact in a cell or on a chart, where there is room for one number: «54,96 %».

    «—» is «не предусмотрено», «∅» «не применимо», «н/д» «нет данных»: three states, three signs.
    """
    if row.masked:
        return HIDDEN
    if row.actual is not None:
        if row.measure is RowMeasure.EACH_SCHOOL:
            return of(row.numerator, row.denominator)
        return exactly(row.actual, row.unit, row.target, row.target_upper)
    if row.reason is Reason.NO_BASE:
        return STATUS_SIGNS[Status.NOT_APPLICABLE]
    if row.reason is Reason.NOT_ASKED:
        return DASH
    return NO_VALUE


def matrix_text(row: PlanFactRow) -> str:
    """A cell of the map: sign and number, a sign alone, «4 из 8» on a small base."""
    if row.masked:
        return HIDDEN
    if row.small_base and row.actual is not None:
        return of(row.numerator, row.denominator)
    if row.actual is None or row.unit == YES_NO:
        return sign(row)
    short = fact_cell(row).removesuffix(f"{NBSP}{row.unit}")
    if row.status is Status.NO_TARGET:
        return short
    return f"{sign(row)}{NBSP}{short}"


def signed_fact(row: PlanFactRow) -> str:
    """Sign and figure in one cell: «✓ 37,1 %», «4 из 9, малая база», «? нет данных», «3 чел.»."""
    if row.masked or row.actual is None:
        return verdict(row)
    if row.small_base:
        return f"{of(row.numerator, row.denominator)}, {SMALL}"
    if row.status is Status.NO_TARGET:
        return fact_cell(row)
    return f"{sign(row)}{NBSP}{fact_cell(row)}"


def matrix_words(row: PlanFactRow) -> str:
    """All that is known of a cell, in lines of plain text."""
    lines = [
        f"{row.org_name}, {row.period}",
        numbered(row),
        _verdict_and_value(row),
        explanation(row),
        row.base,
    ]
    return "\n".join(line for line in lines if line)


def _verdict_and_value(row: PlanFactRow) -> str:
    if row.actual is None or row.masked or row.unit == YES_NO:
        return verdict(row)
    if row.small_base:
        return signed_fact(row)
    n_of_d = f" ({of_words(row)})" if row.is_share and of_words(row) else ""
    return f"{verdict(row)}: {fact(row)}{n_of_d}"


def numbered(row: PlanFactRow) -> str:
    """«№ 9 Билет в будущее»"""
    return f"№{NBSP}{row.indicator} {row.short}"


def of_words(row: PlanFactRow) -> str:
    """«114 из 326 чел.», «4 из 8 организаций», «+8 к 100 чел.» of a growth; else empty."""
    if row.masked or row.numerator is None or row.denominator is None:
        return ""
    if row.measure is RowMeasure.GROWTH:
        return with_unit(
            f"{signed(row.numerator)} к{NBSP}{number(row.denominator)}", row.counted_in
        )
    text = of(row.numerator, row.denominator)
    if row.measure is RowMeasure.SHARE:
        return with_unit(text, row.counted_in)
    if row.measure is RowMeasure.COUNT:  # a ratio is no part of its whole
        return f"{number(row.numerator)} на{NBSP}{number(row.denominator)}"
    return f"{text}{NBSP}{plural(row.denominator, *OF_ORGANISATIONS)}"


def target(row: PlanFactRow) -> str:
    """«не менее 55 %», «наличие»; «не предусмотрено» without a target.

    A school under a district total has no target of its own; that one year has none is another
    thing.
    """
    if row.target is None and row.org is not None and row.reason is not Reason.NOT_ASKED:
        return "для организации не задан"
    if row.measure is RowMeasure.EACH_SCHOOL and row.target is not None:
        return all_of(int(row.target))
    if row.is_share and row.operator is Operator.AT_LEAST and row.target == ALL_PERCENT:
        return promised(row.target, row.unit)
    return target_text(row.operator, row.target, row.target_upper, row.unit)


ALL_PERCENT = 100
"""No share is more than that, so «не менее» would promise nothing."""


def all_of(number_of: int) -> str:
    """«все 12 организаций»; one of them is no «все»."""
    told = counted(number_of, ORGANISATIONS)
    return told if plural(number_of, "1", "2", "5", "") == "1" else f"все {told}"


LEVEL_WORDS = {
    Operator.AT_LEAST: "не ниже уровня «{}»",
    Operator.AT_MOST: "не выше уровня «{}»",
    Operator.EQUAL: "уровень «{}»",
}
OPERATOR_WORDS = {
    Operator.AT_LEAST: "не менее {}",
    Operator.AT_MOST: "не более {}",
    Operator.EQUAL: "ровно {}",
    Operator.RANGE: "от {} до {}",
    Operator.EXISTS: "наличие",
}


def condition(row: PlanFactRow) -> str:
    """«не менее», «от … до», «наличие»: the target without its number, which stands beside it."""
    if row.target is None or row.is_presence:
        return target(row)
    if row.measure is RowMeasure.EACH_SCHOOL:
        return "все организации"
    return operator_words(Operator(row.operator))


def operator_words(operator: Operator) -> str:
    """«не менее», «от … до», «наличие»."""
    return OPERATOR_WORDS[operator].replace("{}", "…").removesuffix(" …")


def target_text(operator: Operator, promise: Number, upper: Number = None, unit: str = "") -> str:
    """«не менее 55 %», «от 3 до 5 чел.», «наличие»; «не предусмотрено» without a target."""
    if promise is None:
        return STATUS_WORDS[Status.NO_TARGET]
    if operator is Operator.RANGE:
        return f"от{NBSP}{number(promise)} до{NBSP}{promised(upper, unit)}"
    words = LEVEL_WORDS if HIGHER in unit else OPERATOR_WORDS
    return words[Operator(operator)].format(promised(promise, unit))


def deviation(row: PlanFactRow) -> str:
    """«−4,8 п. п.» for shares, «−3 мероприятия» in the row's own unit; empty without one."""
    if row.deviation is None or row.masked:
        return ""
    return difference(row, row.deviation)


def difference(row: PlanFactRow, amount: float) -> str:
    """A difference in the unit of the row: points for percents, else the unit itself."""
    if row.unit == "%":
        return points(amount)
    if row.measure is RowMeasure.LEVEL:
        return with_unit(signed(amount), plural(abs(amount), *LEVELS))
    text = signed(amount, fraction_digits(amount))
    if is_in_hours(row.unit) and "," in text:
        text = text.rstrip("0")
    return with_unit(text, agreed(amount, row.unit) or PERSONS)


def gap(row: PlanFactRow) -> str:
    """«не хватает 194 обучающихся», «сверх предела 29 чел.»; empty where nothing is missing."""
    amount = gap_amount(row)
    if not amount:
        return ""
    return f"сверх предела {amount}" if row.is_over else f"не хватает {amount}"


def gap_amount(row: PlanFactRow) -> str:
    """«194 обучающихся», «3 организаций», «1 мероприятий»: the genitive after «не хватает»."""
    missing = row.deficit
    if missing is None or row.masked:
        return ""
    if row.measure is RowMeasure.EACH_SCHOOL or row.measure is RowMeasure.SHARE_OF_ORGS:
        return counted(missing, OF_ORGANISATIONS)
    if row.measure is RowMeasure.LEVEL:
        return counted(missing, OF_LEVELS)
    if row.measure is RowMeasure.SHARE:
        return of_whom(row, missing)
    if row.measure is RowMeasure.GROWTH and row.counted_in == PERSONS:
        return counted(missing, OF_PARTICIPANTS)
    if row.measure is RowMeasure.GROWTH:
        return of_whom(row, missing)
    if row.unit in {"", PERSONS}:
        return counted(missing, OF_PEOPLE)
    return with_unit(bare(missing, row.unit), of_unit(missing, row.unit))


def over_amount(row: PlanFactRow) -> str:
    """«1 обучающийся», «3 программы»: the same in the nominative, after «составляет»."""
    missing = row.deficit or 0
    if row.measure is not RowMeasure.SHARE:
        people = row.unit in {"", PERSONS}
        return counted(missing, PEOPLE) if people else value(missing, row.unit)
    if row.counted_in != PERSONS:
        return counted_ones(row, missing)
    return counted(missing, PUPILS if row.is_of_pupils else PEOPLE)


def of_whom(row: PlanFactRow, amount: int | float) -> str:
    """«194 обучающихся», «5 человек», «3 программ»: so many of a share, in the genitive."""
    if row.counted_in != PERSONS:
        return with_unit(number(amount), of_unit(amount, row.counted_in))
    return counted(amount, OF_PUPILS if row.is_of_pupils else OF_PEOPLE)


def ones(row: PlanFactRow) -> str:
    """Whom or what a number counts, after «число»: «участников», «учтённых программ»."""
    if row.counted_in != PERSONS:
        return f"учтённых {FULL_UNITS.get(row.counted_in, row.counted_in)}"
    if STAFF.search(row.base):
        return "учтённых работников"
    if row.operator is Operator.AT_MOST:
        return "учтённых обучающихся" if row.is_of_pupils else "учтённых лиц"
    return "участников"


FULL_UNITS = {"ед.": "единиц", "шт.": "единиц", "орг.": "организаций"}


def by_ones(row: PlanFactRow, amount: int | float) -> str:
    """«90 человек», «3»: by how many the number of ``ones`` is another one, after «на»."""
    size = abs(amount)
    return counted(size, BY_PEOPLE) if row.counted_in == PERSONS else number(size)


def counted_ones(row: PlanFactRow, amount: int | float) -> str:
    """«12 чел.», «3 программы»: so many of them in a cell or a list."""
    return with_unit(number(amount), agreed(amount, row.counted_in))


def signed_ones(row: PlanFactRow, amount: int | float) -> str:
    """«+12 чел.», «−3 программы»"""
    return with_unit(signed(amount), agreed(amount, row.counted_in))


def bounds(row: PlanFactRow) -> str:
    """«от 30,1 % до 41,0 %»: where the figure can end once everybody has answered."""
    if row.masked or row.lower is None or row.upper is None:
        return ""
    low, high = bound(row, row.lower), bound(row, row.upper)
    return low if low == high else f"от{NBSP}{low} до{NBSP}{high}"


def bound(row: PlanFactRow, amount: float) -> str:
    """A bound of a share is told from the targets, as the fact is."""
    unit = "орг." if row.unit == YES_NO else row.unit
    return exactly(amount, unit, row.target, row.target_upper)


def beside_each(row: PlanFactRow) -> str:
    """Under «в каждой школе»: «всего по школам — 37 ед.»; of hours their mean too, by its name.

    A mean makes no verdict: it hides the school that has none of what others have twice.
    """
    if row.total is None or row.masked:
        return ""
    total = value(row.total, row.total_unit)
    if not (is_in_hours(row.total_unit) and row.reported):
        return f"всего по школам — {total}"
    mean = value(row.total / row.reported, row.total_unit)
    return (
        f"всего {total} у{NBSP}{counted(row.reported, OF_ORGANISATIONS)}, в среднем {mean} на "
        "организацию (для оценки не применяется)"
    )


def reporting(row: PlanFactRow) -> str:
    """«ответили 8 из 14 организаций, 56,1 % контингента»; nothing for a row of one answer."""
    if row.expected < 2:
        return ""
    organisations = plural(row.expected, *OF_ORGANISATIONS)
    head = f"ответили {of(row.reported, row.expected)}{NBSP}{organisations}"
    if row.roll_reported is None or not row.roll_expected:
        return head
    part = 100 * row.roll_reported / row.roll_expected
    return f"{head}, {share(part)} контингента"


# sentences


def explanation(row: PlanFactRow, *, official: bool = False) -> str:
    """The column «Пояснение»: why the verdict is what it is, and whether it may change."""
    return "; ".join(part for part in (why(row, official=official), provisional(row)) if part)


def why(row: PlanFactRow, *, official: bool = False) -> str:
    """The short words of the reason; of a hidden row, that it is hidden; of a small base none."""
    if row.masked:
        return "группа менее 5 человек"
    if row.small_base and row.actual is not None:
        return ""
    return _spoken(wording_of(row).short, row, official=official)


def provisional(row: PlanFactRow) -> str:
    """Said of a district's sums only: a school that is silent has words of its own."""
    if not row.provisional or side(row) is not Side.DISTRICT or row.actual is None:
        return ""
    if row.measure is RowMeasure.EACH_SCHOOL:
        return "предварительно"
    return f"предварительно: {reporting(row).partition(',')[0]}"


def sentence(row: PlanFactRow, *, official: bool = False) -> str:
    """The whole sentence with its stop: «Факт — 37,2 % (548 из 1 475 чел.), план — …».

    ``official``: in the words of documents, «Фактическое значение — … при плановом …».
    """
    if row.masked:
        return f"Число скрыто: группа менее{NBSP}5 человек."
    text = _spoken(wording_of(row).full, row, official=official)
    if row.reason is Reason.NOT_ASKED and row.actual is not None:
        name = "фактическое значение" if official else "факт"
        text += f"; {name} — {fact(row)}{_n_of_d(row)}"
    if row.small_base and row.actual is not None:
        text = f"{of_words(row)}, малая база: вывод не делается"
    elif shown_status(row) is Status.NOT_DUE:
        term = f" ({date_short(row.due)})" if row.due else ""
        text += f"; срок{term} не наступил"
    return _closed(text)


def _closed(text: str) -> str:
    """With a capital and one stop."""
    return f"{text[:1].upper()}{text[1:].rstrip('.')}."


def action(row: PlanFactRow, *, official: bool = False) -> str:
    """What to do about the reason, in the infinitive; empty where nothing, or a rule says it."""
    if is_silent(row):
        return ""
    return _spoken(wording_of(row).action, row, official=official)


def doer(row: PlanFactRow) -> Doer:
    """Who has something to do."""
    return Doer.NOBODY if is_silent(row) else wording_of(row).doer


def _spoken(template: str, row: PlanFactRow, *, official: bool) -> str:
    """A line of the table in the words of screens, or in the language of documents."""
    if not official:
        return _filled(template, row)
    return in_office(_filled(template, row, OFFICIAL))


def _filled(template: str, row: PlanFactRow, register: "Register | None" = None) -> str:
    """The template with the words of the row; only those that it names are made."""
    if "{" not in template:
        return template
    return template.format_map(_Words(row, WORDS if register is None else register))


class _Words(dict[str, str]):
    """The words that a line of the table may name, each made when it is asked for."""

    def __init__(self, row: PlanFactRow, register: "Register") -> None:
        super().__init__()
        self.row = row
        self.register = register

    def __missing__(self, name: str) -> str:
        return self.register[name](self.row)


def _n_of_d(row: PlanFactRow) -> str:
    shown = of_words(row) if row.measure is not RowMeasure.EACH_SCHOOL else ""
    return f" ({shown})" if shown else ""


def _k_of_answered(row: PlanFactRow) -> str:
    """«8 из 8 ответивших»"""
    return f"{of(row.numerator, row.reported)}{NBSP}ответивших"


def _waiting(row: PlanFactRow) -> str:
    """«, ждём 10»: of how many the answer is still awaited."""
    missing = row.expected - row.reported
    return f", ждём{NBSP}{number(missing)}" if missing else ""


def _now_before(row: PlanFactRow) -> str:
    """«532 против 540»; a document for publication may have to leave them out."""
    if row.matched is None:
        return "числа скрыты"
    return f"{number(row.matched.now)} против {number(row.matched.before)}"


def _impossible(row: PlanFactRow) -> str:
    if row.stated is None:
        return "указано больше, чем есть"
    return f"указано {of(row.stated, row.stated_of)}, больше, чем есть"


def _near(row: PlanFactRow) -> str:
    part = percent(round(100 * row.partly_from, 4))
    if row.is_over:
        return f"не более {percent(round(100 / row.partly_from, 1))} предельного значения"
    return f"достигнуто не менее {part} планового значения"


def _no_growth_known(row: PlanFactRow) -> str:
    return f"рост не установить: нет данных за {row.year - 1} год"


Register = dict[str, Callable[[PlanFactRow], str]]
"""How a line of the table is spoken («слог»): what stands for each {word} of it."""

WORDS: Register = {
    "fact_and_plan": lambda row: f"факт — {fact(row)}{_n_of_d(row)}, план — {target(row)}",
    "plan_alone": lambda row: f"план — {target(row)}",
    "reached": lambda row: ": план выполнен",
    "ones": ones,
    "not_grown": lambda row: f"{ones(row)} не больше, чем год назад",
    "now_before": _now_before,
    "no_growth_known": _no_growth_known,
    "fact": fact,
    "of": _n_of_d,
    "plan": target,
    "base": lambda row: row.base,
    "base_inside": lambda row: uncapped(row.base),
    "whom": lambda row: "обучающихся" if row.is_of_pupils else "никого",
    "in_base": lambda row: "обучающихся" if row.is_of_pupils else "в базе показателя",
    "whole": lambda row: "контингент" if row.base_date or not row.base else f"«{row.base}»",
    "base_day": lambda row: date_short(row.base_date),
    "period": lambda row: row.period,
    "before_year": lambda row: str(row.year - 1),
    "impossible": _impossible,
    "answered_of": lambda row: of(row.reported, row.expected),
    "k_of_answered": _k_of_answered,
    "waiting": _waiting,
    "near": _near,
    "gap": gap,
    "verdict": word,
}
"""The words of screens: short."""


# the slow register of documents


def official_gap(row: PlanFactRow) -> str:
    """«до достижения планового значения необходимо дополнительно вовлечь 53 обучающихся»."""
    amount = gap_amount(row)
    if not amount:
        return ""
    if row.is_over:
        return f"превышение предельного значения составляет {over_amount(row)}"
    aim = "достижения ориентира" if row.is_guided else "достижения планового значения"
    need = "недостаёт"
    if row.measure is RowMeasure.SHARE and row.counted_in == PERSONS:
        need = "необходимо дополнительно вовлечь"
    elif row.unit in {"", "чел."} or (row.measure, row.counted_in) == (RowMeasure.GROWTH, PERSONS):
        need = "необходимо дополнительно привлечь"
    if row.measure in {RowMeasure.EACH_SCHOOL, RowMeasure.SHARE_OF_ORGS}:
        need = "недостаёт"
    return f"до {aim} {need} {amount}"


def _official_not_grown(row: PlanFactRow) -> str:
    """«число участников не увеличилось по сравнению с 2021 годом»."""
    return f"число {ones(row)} не увеличилось по сравнению с{NBSP}{row.year - 1}{NBSP}годом"


def official_growth(row: PlanFactRow) -> str:
    """«число участников увеличилось на 179 человек (на 51,4 %) по сравнению с 2020 годом…»."""
    matched = row.matched
    if matched is None or row.masked or matched.people <= 0:
        return ""
    text = f"число {ones(row)} увеличилось на{NBSP}{by_ones(row, matched.people)}"
    if matched.before:
        text += f" (на{NBSP}{share(100 * matched.people / matched.before)})"
    text += f" по сравнению с{NBSP}{row.year - 1}{NBSP}годом"
    if row.is_district and row.by_schools:
        text += f" (по{NBSP}{counted(matched.organisations, TO_ORGANISATIONS)})"
    return text


def _official_no_growth_known(row: PlanFactRow) -> str:
    return f"динамику установить невозможно (данные за{NBSP}{row.year - 1}{NBSP}год отсутствуют)"


def _official_waiting(row: PlanFactRow) -> str:
    missing = row.expected - row.reported
    if not missing:
        return ""
    return f"; не поступили ответы {counted(missing, OF_ORGANISATIONS)}"


def _official_k_of_answered(row: PlanFactRow) -> str:
    """«8 из 8 организаций, представивших данные»"""
    return f"{of(row.numerator, row.reported)}{NBSP}{plural(row.reported, *OF_ANSWERED)}"


OF_ANSWERED = PluralForms(
    "организации, представившей данные", *["организаций, представивших данные"] * 3
)


def _official_fact_and_plan(row: PlanFactRow) -> str:
    promise = "" if row.target is None else f" при плановом значении {target(row)}"
    return f"фактическое значение — {fact(row)}{_n_of_d(row)}{promise}"


OFFICIAL: Register = WORDS | {
    "fact_and_plan": _official_fact_and_plan,
    "plan_alone": lambda row: f"плановое значение — {target(row)}",
    "reached": lambda row: "",
    "not_grown": _official_not_grown,
    "no_growth_known": _official_no_growth_known,
    "waiting": _official_waiting,
    "k_of_answered": _official_k_of_answered,
    "gap": official_gap,
}
"""The words of documents: the same lines of the table, in the language of an office."""

PHRASES = (
    ("указано больше, чем есть", "указанное число больше базы показателя"),
    (", больше, чем есть", ", что больше базы показателя"),
    ("больше участников, чем есть обучающихся", "число участников больше базы показателя"),
    ("больше участников, чем есть в базе показателя", "число участников больше базы показателя"),
    ("записанное под вопросом", "значение уточняется"),
    ("все ответившие", "все организации, представившие данные,"),
    ("числа под вопросом", "значения уточняются"),
    ("число под вопросом", "значение уточняется"),
    ("факта нет", "фактическое значение отсутствует"),
    ("отчётов ещё нет", "отчёты не поступили"),
    ("данных нет, причина названа", "данные отсутствуют, причина указана"),
    ("ответа на вопрос нет", "сведения по показателю отсутствуют"),
    ("ответа на этот вопрос в нём нет", "сведения по показателю в нём отсутствуют"),
    ("полных ответов на вопрос нет", "полные сведения по показателю отсутствуют"),
    ("полных ответов на этот вопрос в них нет", "полные сведения по показателю отсутствуют"),
    ("ответом на вопрос «", "сведениями «"),
    ("муниципалитета ответом на вопрос", "муниципалитета недостающими сведениями"),
    ("дополнить отчёт ответом на вопрос", "дополнить отчёт недостающими сведениями"),
    (
        "ответить на вопрос к отчёту или прислать исправленный отчёт",
        "представить пояснения или исправленный отчёт",
    ),
    ("ответить на вопрос к отчёту муниципалитета", "представить пояснения к отчёту муниципалитета"),
    (
        "не подтверждено: нет документа с наименованием, номером и датой",
        "реквизиты документа (наименование, номер и дата) не указаны",
    ),
    ("сданы", "представлены"),
    ("сдан", "представлен"),
    ("ответ муниципалитета — «нет»", "в отчёте муниципалитета указан ответ «нет»"),
    ("ответ — «нет»", "в отчёте указан ответ «нет»"),
    ("ответ муниципалитета — «есть», но он не", "ответ муниципалитета «есть» не"),
    ("ответ — «есть», но он не", "ответ «есть» не"),
    ("документ назван", "реквизиты документа указаны"),
    (": нет документа с наименованием", " документом с наименованием"),
    ("нет числа, от которого считается доля", "отсутствует число для вычисления доли"),
    ("доля неизвестна: не загружен контингент", "доля не определена, отсутствует контингент"),
    ("нет контингента", "отсутствует контингент"),
    ("загрузить контингент", "представить сведения о контингенте"),
    ("внести данные", "представить данные"),
    ("сравнить не с чем: ", "сравнение невозможно, "),
    (", сравнить не с чем", ", сравнение невозможно"),
    (": плановое значение достигнуто", "; плановое значение достигнуто"),
    (": ориентир достигнут", "; ориентир достигнут"),
    (": близко к ориентиру, ", "; "),
    (": ниже ориентира, ", "; "),
    (": немного выше ориентира, ", "; "),
    (": выше ориентира, ", "; "),
)
"""Phrases of the table and how an office writes them; the first that fits goes first."""


def in_office(text: str) -> str:
    """The phrases of screens in the language of documents."""
    for said, written in PHRASES:
        text = text.replace(said, written)
    return SEVERAL_DID.sub(lambda found: did(found[1], int(found[2].replace(NBSP, ""))), text)


SEVERAL_DID = re.compile(r"(\w+л)и (\d[\d\u00a0]*?)(?=\u00a0из)")
"""«подтвердили 1 из 3»: the verb agrees with the number."""
