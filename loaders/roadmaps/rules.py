"""What a roadmap may not contradict itself in («внутренние противоречия дорожной карты»).

A rule takes what it judges and yields findings: the field and a Russian sentence. To add one,
write its function and give it a line in ROADMAP_RULES, QUESTION_RULES or ACTIVITY_RULES.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from data_model.roadmap import (
    HIGHER,
    HOURS,
    PARTS,
    REFERENCE,
    ROLL,
    Activity,
    AnswerType,
    Indicator,
    Kind,
    Level,
    Operator,
    PeriodKind,
    Question,
    Respondent,
    Roadmap,
    Scope,
    is_in_hours,
    spread,
)


@dataclass(frozen=True, slots=True)
class FilePlace:
    """Where in the file: «, строка 9, поле targets.2021», «, вопрос ticket_pupils, поле grades»."""

    field: str = ""
    row: str = ""
    question: str = ""

    def __str__(self) -> str:
        parts = [("строка", self.row), ("вопрос", self.question), ("поле", self.field)]
        return "".join(f", {name} {value}" for name, value in parts if value)


Finding = tuple[str, str]
"""Field and sentence."""

SHARES = {Kind.SHARE, Kind.GROWING_SHARE}
YES_OR_NO = {Kind.PRESENCE, Kind.SHARE_OF_ORGS}
IN_WORDS = YES_OR_NO | {Kind.LEVEL}
SCOPES: dict[Kind, set[Scope | None]] = {
    Kind.PRESENCE: {None, Scope.EACH_SCHOOL},
    Kind.COUNT: {Scope.DISTRICT_TOTAL, Scope.EACH_SCHOOL},
    Kind.SHARE: {Scope.DISTRICT_SHARE, Scope.EACH_SCHOOL},
    Kind.GROWING_SHARE: {Scope.DISTRICT_SHARE, Scope.EACH_SCHOOL},
    Kind.SHARE_OF_ORGS: {Scope.DISTRICT_SHARE},
    Kind.GROWTH: {Scope.DISTRICT_TOTAL, Scope.EACH_SCHOOL},
    Kind.LEVEL: {None, Scope.EACH_SCHOOL},
}
"""To whom a target of each kind may apply."""

ASKED = {
    Level.MUNICIPALITY: {Respondent.MUNICIPALITY},
    Level.SCHOOL: {Respondent.SCHOOL},
    Level.BOTH: {Respondent.MUNICIPALITY, Respondent.SCHOOL},
}
TAKEN = re.compile(r"^(pupils|roll_confirmed)$|_(g\d+|name|number|date|link|reason)(_\d+)?$")
"""Codes that a form needs for its own cells."""


def contradictions(roadmap: Roadmap) -> Iterator[tuple[FilePlace, str]]:
    """Every finding of every rule, with its place in the file."""
    for roadmap_rule in ROADMAP_RULES:
        yield from ((FilePlace(field), text) for field, text in roadmap_rule(roadmap))
    for question in roadmap.questions:
        for question_rule in QUESTION_RULES:
            for field, text in question_rule(question):
                yield FilePlace(field, question=question.code), text
    for activity in roadmap.activities:
        for activity_rule in ACTIVITY_RULES:
            for field, text in activity_rule(activity, roadmap):
                yield FilePlace(field, row=activity.number), text


def _repeated(values: Iterable[str]) -> str:
    return ", ".join(value for value, times in Counter(values).items() if times > 1)


CODE = re.compile(r"[a-z0-9][a-z0-9-]{0,59}")
"""The code of a roadmap stands in addresses, forms and names of files."""


def code_is_plain(roadmap: Roadmap) -> Iterator[Finding]:
    if not CODE.fullmatch(roadmap.code):
        yield (
            "code",
            f"код «{roadmap.code}» не подходит: строчные латинские буквы, цифры и дефис, до 60.",
        )


def years_ascend(roadmap: Roadmap) -> Iterator[Finding]:
    if list(roadmap.years) != sorted(set(roadmap.years)):
        yield "years", "годы перечисляются по возрастанию и без повторов."


def names_are_unique(roadmap: Roadmap) -> Iterator[Finding]:
    """Row numbers, codes and short titles tell rows apart on every page and chart."""
    rows = roadmap.activities
    lists = {
        "activity.number": [row.number for row in rows],
        "activity.short": [row.short for row in rows],
        "activity.indicator.code": [row.indicator.code for row in rows],
        "question.code": [question.code for question in roadmap.questions],
    }
    for field, values in lists.items():
        if repeated := _repeated(values):
            yield field, f"повторяется: {repeated}. Каждое значение пишется один раз."


def goals_name_rows(roadmap: Roadmap) -> Iterator[Finding]:
    known = {row.number for row in roadmap.activities}
    for goal in roadmap.goals:
        if unknown := [row for row in goal.rows if row not in known]:
            yield "goal.rows", f"цель «{goal.title}»: строки {', '.join(unknown)} в карте нет."


def the_start_is_one_of_the_years(roadmap: Roadmap) -> Iterator[Finding]:
    if roadmap.in_force_from and roadmap.in_force_from not in roadmap.years:
        yield "in_force_from", f"год {roadmap.in_force_from} не входит в годы дорожной карты."


def parts_have_codes_of_their_own(roadmap: Roadmap) -> Iterator[Finding]:
    """The first quarter of «events» is «events_p1»: no other question may be called so."""
    if any(
        finding for row in roadmap.activities for finding in parts_divide_the_year(row, roadmap)
    ):
        return
    if repeated := _repeated(question.code for question in spread(roadmap).questions):
        yield "question.code", f"код {repeated} занят частью года другого вопроса; возьмите другой."


def code_is_free(question: Question) -> Iterator[Finding]:
    if TAKEN.search(question.code):
        yield "code", f"код «{question.code}» занят ячейками самого бланка; возьмите другой."


def grades_ascend(question: Question) -> Iterator[Finding]:
    if list(question.grades) != sorted(set(question.grades)):
        yield "grades", "классы перечисляются по возрастанию и без повторов."


def answer_fits_the_cells(question: Question) -> Iterator[Finding]:
    if question.answer is AnswerType.PRESENCE and question.grades:
        yield "grades", "«есть / нет» не спрашивают по классам."
    elif question.answer is not AnswerType.COUNT and question.grades:
        yield "grades", "часы и выбор из списка не спрашивают по классам."
    if question.answer is not AnswerType.PRESENCE and question.documents:
        yield "documents", "документы спрашивают только под вопросом «есть / нет»."


FEWEST_OPTIONS, MOST_OPTIONS, LONGEST_LIST = 2, 12, 250
"""A drop-down list of a workbook holds some 255 letters, and a comma parts its lines."""


def a_choice_has_its_list(question: Question) -> Iterator[Finding]:
    """The list stands in a rule of a cell, and is the unit of the answer."""
    options = question.options
    if question.answer is not AnswerType.CHOICE:
        if options:
            yield "options", "варианты пишут у вопроса с выбором из списка (choice)."
        return
    if not FEWEST_OPTIONS <= len(options) <= MOST_OPTIONS:
        yield "options", f"нужно от {FEWEST_OPTIONS} до {MOST_OPTIONS} вариантов, от низшего."
    if any(not one.strip() or set(one) & set(',;"=\n') or HIGHER in one for one in options):
        yield "options", 'вариант — слова без запятых, кавычек " и знака «=».'
    if repeated := _repeated(one.strip().casefold() for one in options):
        yield "options", f"повторяется: {repeated}. Каждый вариант пишется один раз."
    if len(",".join(options)) > LONGEST_LIST:
        yield "options", f"варианты вместе длиннее {LONGEST_LIST} знаков: сократите слова."


def questions_exist(activity: Activity, roadmap: Roadmap) -> Iterator[Finding]:
    known = {question.code for question in roadmap.questions}
    for field, code in _named(activity.indicator):
        if code not in known:
            yield field, f"вопроса «{code}» нет в этом файле."


def _named(indicator: Indicator) -> Iterator[tuple[str, str]]:
    """The questions that an indicator names; the roll is not one of them."""
    yield "counted", indicator.counted
    if indicator.out_of not in (None, ROLL):
        yield "out_of", str(indicator.out_of)
    yield from (("also_counted", code) for code in indicator.also_counted)


def _questions(indicator: Indicator, roadmap: Roadmap) -> Iterator[tuple[str, Question]]:
    """Those of them that exist, by the field that names them."""
    known = {question.code: question for question in roadmap.questions}
    return ((field, known[code]) for field, code in _named(indicator) if code in known)


def answer_fits_the_kind(activity: Activity, roadmap: Roadmap) -> Iterator[Finding]:
    indicator = activity.indicator
    fitting = FITTING.get(indicator.kind, {AnswerType.COUNT})
    for field, question in _questions(indicator, roadmap):
        wanted = fitting if field == "counted" else {AnswerType.COUNT}
        if field != "also_counted" and question.answer not in wanted:
            yield field, f"вопрос «{question.code}» не подходит виду показателя {indicator.kind}."
        is_hours = field == "counted" and question.answer is AnswerType.HOURS
        if is_hours and not is_in_hours(indicator.unit):
            yield "unit", f"у ответа в часах единица — «{HOURS[0]}»."


FITTING = {
    Kind.PRESENCE: {AnswerType.PRESENCE},
    Kind.SHARE_OF_ORGS: {AnswerType.PRESENCE, AnswerType.CHOICE},
    Kind.LEVEL: {AnswerType.CHOICE},
    Kind.COUNT: {AnswerType.COUNT, AnswerType.HOURS},
}
"""Kind → what may be answered to the question that it counts; others count only numbers."""


def a_level_is_one_of_the_list(activity: Activity, roadmap: Roadmap) -> Iterator[Finding]:
    """A target of a level is a place in the list; a share of schools names its lowest level."""
    indicator = activity.indicator
    counted = next((q for field, q in _questions(indicator, roadmap) if field == "counted"), None)
    options = counted.options if counted else ()
    listed = f"Есть: {', '.join(options)}."
    if indicator.kind is Kind.SHARE_OF_ORGS and options and indicator.from_level not in options:
        yield "from_level", f"назовите уровень из списка, с которого школа засчитывается. {listed}"
    if indicator.from_level and not (indicator.kind is Kind.SHARE_OF_ORGS and options):
        yield "from_level", "уровень называют у доли организаций с выбором из списка."
    if indicator.kind is not Kind.LEVEL:
        return
    if counted and indicator.unit != counted.scale:
        yield "unit", f"единица уровня — его список: «{counted.scale}»."
    if indicator.operator is not Operator.AT_LEAST:
        yield "operator", "уровень сравнивают только «не ниже» (>=)."
    for year, target in indicator.targets.items():
        if target.value not in range(1, len(options) + 1):
            yield f"targets.{year}", f"план — место уровня в списке: от 1 до {len(options)}."
        if target.operator:
            yield f"operators.{year}", "уровень сравнивают только «не ниже» (>=)."


def the_judged_are_asked(activity: Activity, roadmap: Roadmap) -> Iterator[Finding]:
    """Whoever is judged must have been asked; a control needs the schools beside it."""
    indicator = activity.indicator
    needed = ASKED[indicator.level] | ({Respondent.SCHOOL} if indicator.control else set())
    for field, question in _questions(indicator, roadmap):
        missing = needed - set(question.asked_of)
        if field == "counted" and missing:
            whom = ", ".join(sorted(missing))
            yield field, f"вопрос «{question.code}» не задан тем, кто отвечает за строку: {whom}."


def the_base_is_asked(activity: Activity, roadmap: Roadmap) -> Iterator[Finding]:
    """A base may not hold a grade for which nothing was asked."""
    indicator = activity.indicator
    bases = [("base", indicator.base)]
    bases += [("comparison_bases", base) for base in indicator.comparison_bases]
    asked = [question.grades for _, question in _questions(indicator, roadmap) if question.grades]
    for field, base in bases:
        if list(base) != sorted(set(base)):
            yield field, "классы перечисляются по возрастанию и без повторов."
        if any(set(base) - set(grades) for grades in asked):
            yield field, "в базе есть класс, о котором вопрос не задан."


def a_share_has_a_whole(activity: Activity, roadmap: Roadmap) -> Iterator[Finding]:
    indicator = activity.indicator
    if indicator.kind in SHARES and not indicator.out_of:
        yield "out_of", "доле нужен знаменатель: pupils (контингент) или код вопроса."
    if indicator.out_of == ROLL and not indicator.base:
        yield "base", "доле нужна база: список классов."
    if indicator.in_points and not indicator.out_of:
        yield "out_of", "росту в процентных пунктах нужен знаменатель: он сравнивает доли."
    if indicator.out_of and not _may_have_a_whole(indicator):
        yield "out_of", "знаменатель бывает у доли, у роста в пунктах и у числа на что-либо (per)."
    if indicator.per and not (indicator.is_ratio and indicator.out_of):
        yield "per", "per пишут у количества со знаменателем: на одного педагога, на 10 человек."
    if indicator.kind not in SHARES and indicator.comparison_bases:
        yield "comparison_bases", "базы для сравнения бывают только у доли."


def _may_have_a_whole(indicator: Indicator) -> bool:
    return indicator.kind in SHARES or indicator.is_ratio or indicator.in_points


def the_counting_fits_the_kind(activity: Activity, roadmap: Roadmap) -> Iterator[Finding]:
    """In what a growth is counted; a number from the beginning of the term; a day of a baseline."""
    indicator = activity.indicator
    if indicator.change and indicator.kind is not Kind.GROWTH:
        yield "change", "в чём считается рост, пишут только у роста (growth)."
    if indicator.cumulative and (indicator.kind is not Kind.COUNT or indicator.out_of):
        yield "cumulative", "нарастающим итогом считают только количество."
    if indicator.baseline_on and indicator.baseline is None:
        yield "baseline_on", "дата есть, а базового значения нет."


def operator_fits_the_kind(activity: Activity, roadmap: Roadmap) -> Iterator[Finding]:
    indicator = activity.indicator
    exists = indicator.operator is Operator.EXISTS
    if exists != (indicator.kind is Kind.PRESENCE):
        yield "operator", "exists — для наличия документа и только для него."
    for year, target in indicator.targets.items():
        if Operator.EXISTS in {target.operator, indicator.operator} and target.operator:
            yield f"operators.{year}", "у наличия сравнение одно на все годы."


def target_fits_the_operator(activity: Activity, roadmap: Roadmap) -> Iterator[Finding]:
    for year, target in activity.indicator.targets.items():
        ranged = activity.indicator.operator_of(year) is Operator.RANGE
        if (target.upper is not None) != ranged:
            yield f"targets.{year}", '[от, до] пишется при operator = "range", иначе одно число.'
        elif target.upper is not None and target.upper < target.value:
            yield f"targets.{year}", "левый конец больше правого."


def target_is_possible(activity: Activity, roadmap: Roadmap) -> Iterator[Finding]:
    indicator = activity.indicator
    percent = indicator.kind in SHARES | {Kind.SHARE_OF_ORGS}
    for year, target in indicator.targets.items():
        highest = target.value if target.upper is None else target.upper
        if target.value < 0 and indicator.kind is not Kind.GROWTH:
            yield f"targets.{year}", "план не бывает меньше нуля."
        if percent and highest > 100:
            yield f"targets.{year}", "доля не бывает больше 100 %."
        if indicator.kind is Kind.PRESENCE and target.value != 1:
            yield f"targets.{year}", "у наличия план один: 1."


def links_name_other_rows(activity: Activity, roadmap: Roadmap) -> Iterator[Finding]:
    numbers = {row.number for row in roadmap.activities} - {activity.number}
    for number in activity.links:
        if number not in numbers:
            yield "links", f"связанное мероприятие {number}: такой другой строки нет."


def a_row_of_the_region_is_named_by_codes(
    activity: Activity, roadmap: Roadmap
) -> Iterator[Finding]:
    if activity.parent_row and not REFERENCE.fullmatch(activity.parent_row):
        yield "parent_row", "строку карты региона пишут двумя кодами: «карта:показатель»."


def a_target_has_its_period(activity: Activity, roadmap: Roadmap) -> Iterator[Finding]:
    indicator = activity.indicator
    for year in indicator.targets:
        if year not in indicator.periods:
            yield f"targets.{year}", f"у плана нет срока: добавьте periods.{year}."
    for year in sorted({*indicator.targets, *indicator.periods} - set(roadmap.years)):
        field = "targets" if year in indicator.targets else "periods"
        yield f"{field}.{year}", "год не входит в years дорожной карты."


def terms_lie_in_their_period(activity: Activity, roadmap: Roadmap) -> Iterator[Finding]:
    """A due date before the period begins, or a year after it ends, is a slip of the pen.

    August before a school year is already its own: plans and meetings prepare it then.
    """
    for year, period in activity.indicator.periods.items():
        school_year = period.kind is PeriodKind.SCHOOL_YEAR
        first = date(year - 1, 8, 1) if school_year else date(year, 1, 1)
        if not first <= period.due <= date(year + 1, 12, 31):
            yield f"periods.{year}", f"срок {period.due:%d.%m.%Y} не относится к этому периоду."


def parts_divide_the_year(activity: Activity, roadmap: Roadmap) -> Iterator[Finding]:
    """Two, three, four or twelve parts, the same in all years, each due after the one before."""
    periods = activity.indicator.periods
    divided = {year: period for year, period in periods.items() if period.parts}
    if len({len(period.parts) for period in divided.values()}) > 1:
        yield "periods", "год делится на одно и то же число частей во все годы."
    ranged = activity.indicator.operator is Operator.RANGE
    for year, period in divided.items():
        field, days = f"periods.{year}", [one.due for one in period.parts]
        if len(days) not in PARTS or period.kind is PeriodKind.ONCE:
            allowed = ", ".join(map(str, PARTS))
            yield field, f"год делится на {allowed} частей, разовый срок не делится."
        elif days != sorted(set(days)) or days[-1] > period.due:
            yield field, "сроки частей года идут по порядку, последний — не позже срока года."
        for one in period.parts:
            if one.target and (one.target.upper is not None) != ranged:
                yield field, '[от, до] пишется при operator = "range", иначе одно число.'


def once_is_once(activity: Activity, roadmap: Roadmap) -> Iterator[Finding]:
    periods = activity.indicator.periods
    if len(periods) > 1 and any(period.kind is PeriodKind.ONCE for period in periods.values()):
        yield "periods", "разовый срок (once) бывает у строки только один."


def scope_fits_the_kind(activity: Activity, roadmap: Roadmap) -> Iterator[Finding]:
    """Of a ratio, and of a share set against a year ago, the district's is that of the sums."""
    indicator = activity.indicator
    fitting = SCOPES[indicator.kind]
    if indicator.is_ratio or indicator.in_points:
        fitting = SCOPES[Kind.SHARE]
    if indicator.scope not in fitting:
        allowed = ", ".join(sorted(scope or "не указывать" for scope in fitting))
        yield "scope", f"не подходит виду показателя {indicator.kind}. Можно: {allowed}."


def growth_is_asked_of_numbers(activity: Activity, roadmap: Roadmap) -> Iterator[Finding]:
    indicator = activity.indicator
    if indicator.kind is Kind.GROWING_SHARE and not indicator.requires_growth:
        yield "requires_growth", "у растущей доли (growing_share) пишется true."
    if indicator.kind in IN_WORDS and indicator.requires_growth:
        yield "requires_growth", "рост не спрашивают там, где ответ — слово."


def control_stands_beside_a_total(activity: Activity, roadmap: Roadmap) -> Iterator[Finding]:
    indicator = activity.indicator
    fits = indicator.level is Level.MUNICIPALITY and indicator.kind is Kind.COUNT
    if indicator.control and not fits:
        yield "control", "числа школ для сверки ставят рядом с числом муниципалитета."


ROADMAP_RULES: tuple[Callable[[Roadmap], Iterator[Finding]], ...] = (
    code_is_plain,
    years_ascend,
    names_are_unique,
    goals_name_rows,
    the_start_is_one_of_the_years,
    parts_have_codes_of_their_own,
)
QUESTION_RULES: tuple[Callable[[Question], Iterator[Finding]], ...] = (
    code_is_free,
    grades_ascend,
    answer_fits_the_cells,
    a_choice_has_its_list,
)
ACTIVITY_RULES: tuple[Callable[[Activity, Roadmap], Iterator[Finding]], ...] = (
    questions_exist,
    answer_fits_the_kind,
    a_level_is_one_of_the_list,
    the_judged_are_asked,
    the_base_is_asked,
    a_share_has_a_whole,
    the_counting_fits_the_kind,
    operator_fits_the_kind,
    target_fits_the_operator,
    target_is_possible,
    links_name_other_rows,
    a_row_of_the_region_is_named_by_codes,
    a_target_has_its_period,
    terms_lie_in_their_period,
    parts_divide_the_year,
    once_is_once,
    scope_fits_the_kind,
    growth_is_asked_of_numbers,
    control_stands_beside_a_total,
)
