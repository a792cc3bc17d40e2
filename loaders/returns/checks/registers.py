"""The roll, the register, the district and the branches: what a return is set against.

The roll is loaded once, and a return does not bring its own. Of schools and their district nothing
is added up, both stand. A branch («филиал») counts inside its head school or apart, never both.
"""

import re
from collections.abc import Iterator

from data_model.places import Organisation, OrganisationKind
from data_model.returns import NO_GRADE, Severity
from data_model.roadmap import (
    ALL_GRADES,
    ROLL,
    Activity,
    AnswerType,
    Level,
    Respondent,
    Roadmap,
    in_quotes,
    roll_date,
)
from loaders.files.workbook import Cell
from loaders.forms.layout import ROLL_CONFIRMED, InputPart, Slot, roll_code
from loaders.returns.checks.rule import Rule, RuleBreach, Screening, Stage, at, cut
from loaders.returns.parse import Answer
from loaders.values.reading import NO, is_confirmed, plain, read_count, read_text


def organisation_is_expected(screening: Screening) -> Iterator[RuleBreach]:
    """A return of a place that is not awaited this year would not count anywhere."""
    if not screening.form.is_expected:
        form, year = screening.form, screening.parsed.parsed.year
        yield RuleBreach(words=unexpected_words(form.organisation, form.roadmap, year))


def unexpected_words(place: Organisation, roadmap: Roadmap, year: int) -> dict[str, object]:
    """The words of ``not_expected``: the place and the days on which its pupils would count."""
    days = [roll_date(one) for one in roadmap.roll_years(year)]
    return {
        "name": place.name_on(days[-1]).short,
        "day": " и ".join(f"{day:%d.%m.%Y}" for day in days),
    }


# the roll

WHOLE = 100


def participants_are_on_the_roll(screening: Screening) -> Iterator[RuleBreach]:
    """Nobody takes part who is not on the roll of the grade."""
    form = screening.form
    for answer in screening.parsed.answers:
        question, grade, value = answer.slot.question, answer.slot.grade, answer.reading.value or 0
        roll = form.roll(question)
        pupils = most_of(roll, grade)
        if not roll or value <= pupils or screening.is_merged(answer.cell):
            continue
        if grade != NO_GRADE or (pupils and _counts_pupils(screening, answer)):
            words = over_roll_words(value, pupils, form.base[question], grade)
            label = screening.label(answer.slot)
            yield at(answer.cell, unknown=answer.slot, question=label, **words)


def most_of(roll: dict[int, int], grade: int) -> int:
    """How many can take part: the pupils of the grade, or of the whole school."""
    return roll.get(grade, 0) if grade != NO_GRADE else sum(roll.values())


def over_roll_words(value: int, pupils: int, roll_year: int, grade: int) -> dict[str, object]:
    """The words of ``participants_over_roll`` beside the question and what was written."""
    hint = percent_hint(value, pupils) if grade != NO_GRADE else ""
    return {"pupils": pupils, "day": f"{roll_date(roll_year):%d.%m.%Y}", "hint": hint}


def percent_hint(value: int, pupils: int) -> str:
    """A number up to a hundred may be a percent that was typed for people."""
    people = round(value * pupils / WHOLE)
    if not 0 < pupils < value <= WHOLE or not people:
        return ""
    return f" Если это {value} %, то это около {people} чел."


def _counts_pupils(screening: Screening, answer: Answer) -> bool:
    """One number for the whole school."""
    question = screening.form.roadmap.question(answer.slot.question)
    is_school = screening.form.respondent is Respondent.SCHOOL
    return is_school and question.answer is AnswerType.COUNT


def roll_is_confirmed(screening: Screening) -> Iterator[RuleBreach]:
    cell = screening.parsed.cell(Slot(ROLL_CONFIRMED))
    if cell and not is_confirmed(cell):
        reason = screening.parsed.cell(Slot(ROLL_CONFIRMED, InputPart.REASON))
        told = (
            read_text(one) for one in (cell, reason) if one and plain(one.value) not in NO_WORDS
        )
        said = "; ".join(filter(None, told))
        yield at(cell, said=f" Школа пишет: {in_quotes(cut(said))}." if said else "")


NO_WORDS = (NO, "none")
"""What stands in the cell or beside it and says nothing more."""


def roll_in_the_form_is_the_loaded_one(screening: Screening) -> Iterator[RuleBreach]:
    """The read-only rows of the form still say what the register says of their day."""
    form = screening.form
    used = {form.base[one.code] for one in screening.questions if one.grades} & form.rolls.keys()
    for code in (ROLL, *map(roll_code, sorted(used))) if used else ():
        cells = ((slot.grade, screening.parsed.cell(slot)) for slot in _slots_of(code))
        known = {grade: cell for grade, cell in cells if cell}
        roll_year = _year_of_row(screening, code, known) or max(used) if known else 0
        for grade, cell in known.items() if roll_year in used else ():
            pupils = form.rolls[roll_year].get(grade, 0)
            if _differs(cell, pupils):
                day = f"{roll_date(roll_year):%d.%m.%Y}"
                yield at(cell, grade=grade, pupils=pupils, day=day)
                return


def _slots_of(code: str) -> tuple[Slot, ...]:
    return tuple(Slot(code, grade=grade) for grade in ALL_GRADES)


DATED = re.compile(r"\bна 20\.09\.(\d{4})\b")
"""How a row of the roll says of itself which day it is of."""


def _year_of_row(screening: Screening, code: str, cells: dict[int, Cell]) -> int:
    """The year that a row of the roll tells; a form of former days had one, of its own year.

    0 where it tells none: then it is the newest of the rolls that are used.
    """
    cell = next(iter(cells.values()))
    texts = (text for text in screening.grid(cell).rows[cell.row] if isinstance(text, str))
    dated = next((found for text in texts if (found := DATED.search(text))), None)
    if dated:
        return int(dated[1])
    return int(code.removeprefix(ROLL).lstrip("_") or 0)


def _differs(cell: Cell, pupils: int) -> bool:
    if cell.value == pupils:
        return False
    stated = read_count(cell).value
    return stated is not None and stated != pupils


# branches


def branch_reports_once(screening: Screening) -> Iterator[RuleBreach]:
    """A branch without a roll of its own is counted inside its head school."""
    form, year = screening.form, screening.parsed.parsed.year
    head = form.organisation.head
    known = None if form.is_expected or not head else screening.context.place(head)
    if known and head and screening.context.facts_of(head, year):
        name = known[1].name.short
        yield RuleBreach(words={"head": f"{name} (код {head})", "year": year})


def head_does_not_count_its_branch(screening: Screening) -> Iterator[RuleBreach]:
    """More pupils than the head has, but no more than with a branch that reports apart."""
    branches = dict(_branches_apart(screening))
    for answer in screening.parsed.answers if branches else ():
        grade, value = answer.slot.grade, answer.reading.value or 0
        own = screening.form.roll(answer.slot.question).get(grade, 0)
        for name, rolls in branches.items():
            apart = rolls.get(screening.form.base[answer.slot.question], {}).get(grade, 0)
            if grade != NO_GRADE and own < value <= own + apart:
                yield at(answer.cell, question=screening.label(answer.slot), branch=name)


def _branches_apart(screening: Screening) -> Iterator[tuple[str, dict[int, dict[int, int]]]]:
    """Names and rolls by year of the branches of this school that have a roll of their own."""
    context, base = screening.context, set(screening.form.base.values())
    for code in context.branches.get(screening.parsed.parsed.org, ()):
        context.facts_of(code, screening.parsed.parsed.year)
        if rolls := {year: roll for year in base if (roll := context.rolls.get((code, year)))}:
            yield context.places[code][1].name.short, rolls


# schools and their district


def _is_district(screening: Screening) -> bool:
    return screening.form.respondent is Respondent.MUNICIPALITY


def _own(screening: Screening, question: str) -> tuple[Cell, int] | None:
    """The cell of a single answer and its value, where one was read."""
    for answer in screening.answers.get(question, ()):
        if answer.slot.grade == NO_GRADE and answer.reading.value is not None:
            return answer.cell, answer.reading.value
    return None


def _stored(screening: Screening, org: str, question: str) -> int | None:
    """What an organisation has answered for this year already."""
    facts = screening.context.facts_of(org, screening.parsed.parsed.year)
    fact = facts.get((question, NO_GRADE))
    return fact.value if fact else None


def _holder(screening: Screening) -> str:
    """Code of the municipality of this return."""
    return screening.context.places[screening.parsed.parsed.org][0]


def _schools(screening: Screening) -> Iterator[str]:
    """Codes of the schools of a district that exist on a counting day of its rows."""
    rolls = screening.form.roadmap.roll_years(screening.parsed.parsed.year)
    days = [roll_date(one) for one in rolls]
    for place in [*screening.context.register(_holder(screening))]:
        is_school = place.kind is not OrganisationKind.MUNICIPALITY
        if is_school and any(map(place.exists_on, days)):
            yield place.code


def _told_by_schools(screening: Screening, question: str) -> list[int | None]:
    return [_stored(screening, code, question) for code in _schools(screening)]


def _controlled(screening: Screening) -> Iterator[Activity]:
    return (one for one in screening.form.roadmap.activities if one.indicator.control)


def _on_both_levels(screening: Screening) -> Iterator[Activity]:
    activities = screening.form.roadmap.activities
    return (one for one in activities if one.indicator.level is Level.BOTH)


def district_number_agrees(screening: Screening) -> Iterator[RuleBreach]:
    """The district's own number against the sum of its schools; the sum never replaces it."""
    for activity in _controlled(screening) if _is_district(screening) else ():
        question = activity.indicator.counted
        if (own := _own(screening, question)) is None:
            continue
        told = _told_by_schools(screening, question)
        known = [value for value in told if value is not None]
        is_whole = len(known) == len(told)
        if known and (sum(known) > own[1] or (is_whole and sum(known) != own[1])):
            label = screening.label(Slot(question))
            yield at(own[0], question=label, total=sum(known), count=len(known))


def school_is_within_the_district(screening: Screening) -> Iterator[RuleBreach]:
    """One school's number cannot be above that of the whole district."""
    for activity in () if _is_district(screening) else _controlled(screening):
        question = activity.indicator.counted
        own = _own(screening, question)
        district = _stored(screening, _holder(screening), question)
        if own and district is not None and own[1] > district:
            yield at(own[0], question=screening.label(Slot(question)), district=district)


def levels_agree(screening: Screening) -> Iterator[RuleBreach]:
    """«Есть» at a school and «нет» at its district, or the other way round."""
    for activity in _on_both_levels(screening):
        question = activity.indicator.counted
        own = _own(screening, question)
        other = _other_side(screening, question, own[1]) if own else ""
        if own and other:
            yield at(own[0], question=screening.label(Slot(question)), other=other)


def _other_side(screening: Screening, question: str, own: int) -> str:
    """What the other level answers, in words; empty where both agree."""
    if _is_district(screening):
        told = _told_by_schools(screening, question)
        return "" if own else _schools_have(told.count(1))
    district = _stored(screening, _holder(screening), question)
    return "район ответил «нет»" if own and district == 0 else ""


def _schools_have(count: int) -> str:
    return f"школ, ответивших «есть»: {count}" if count else ""


def events_have_their_document(screening: Screening) -> Iterator[RuleBreach]:
    """People are counted in an activity of which the same return says «нет»."""
    for activity in screening.form.roadmap.activities:
        also = activity.indicator.also_counted
        own = _own(screening, activity.indicator.counted) if also else None
        if own is None or own[1]:
            continue
        people = sum(fact.value or 0 for code in {*also} for fact in screening.facts.get(code, ()))
        if people:
            label = screening.label(Slot(activity.indicator.counted))
            yield at(own[0], question=label, people=people)


def part_is_within_the_whole(screening: Screening) -> Iterator[RuleBreach]:
    """The counted are among those out of whom they are counted, grade by grade."""
    rows = screening.form.roadmap.activities
    for activity in (one for one in rows if not one.indicator.is_ratio):
        counted, whole = activity.indicator.counted, activity.indicator.out_of
        bases = {one.grade: one.value for one in screening.facts.get(whole or "", ())}
        for fact in screening.facts.get(counted, ()) if bases else ():
            base = bases.get(fact.grade)
            slot = Slot(counted, grade=fact.grade)
            cell = screening.parsed.cell(slot)
            if cell and fact.value is not None and base is not None and fact.value > base:
                yield at(cell, unknown=slot, question=screening.label(slot), whole=base)


RULES: tuple[Rule, ...] = (
    Rule(
        "branch_twice",
        "Филиал отчитывается дважды",
        Severity.ERROR,
        "Филиал отчитывается в составе головной школы «{head}», а она отчёт за {year} год уже "
        "сдала. Если филиал отчитывается сам, загрузите его контингент.",
        Stage.SHAPE,
        branch_reports_once,
        example="отчёт филиала рядом с отчётом головной школы",
    ),
    Rule(
        "not_expected",
        "Отчёт не ожидается",
        Severity.QUESTION,
        "«{name}»: на {day} отчёт этой организации не ожидается (закрыта или отчитывается "
        "в составе головной школы). Проверьте реестр организаций.",
        Stage.ANSWERS,
        organisation_is_expected,
        example="школа закрыта; филиал без своего контингента",
    ),
    Rule(
        "roll_disputed",
        "Школа не согласна с контингентом",
        Severity.QUESTION,
        "Контингент не подтверждён.{said} Методист сверит его с формой ОО-1 на 20 сентября и "
        "поправит контингент или ответит школе.",
        Stage.ANSWERS,
        roll_is_confirmed,
        example="«Контингент указан верно?» — нет",
    ),
    Rule(
        "roll_differs",
        "Контингент в бланке другой",
        Severity.QUESTION,
        "Контингент {grade} класса на {day}: в бланке — {found}, у района — {pupils}. "
        "Проверьте, что верно; в расчёт идёт контингент района.",
        Stage.ANSWERS,
        roll_in_the_form_is_the_loaded_one,
        example="контингент исправлен после выдачи бланка",
    ),
    Rule(
        "participants_over_roll",
        "Участников больше, чем учеников",
        Severity.QUESTION,
        "{question}: указано {found}, а обучающихся на {day} — {pupils}.{hint} Исправьте число или "
        "напишите, если неверен контингент.",
        Stage.ANSWERS,
        participants_are_on_the_roll,
        example="27 при 25 учениках",
    ),
    Rule(
        "branch_in_head",
        "Филиал посчитан дважды",
        Severity.QUESTION,
        "{question}: указано {found}, больше учеников школы, но не больше, чем вместе "
        "с филиалом «{branch}», а он отчитывается отдельно. Уберите учеников филиала.",
        Stage.ANSWERS,
        head_does_not_count_its_branch,
        example="в классе 20, в филиале ещё 5, указано 25",
    ),
    Rule(
        "part_over_whole",
        "Часть больше целого",
        Severity.QUESTION,
        "{question}: указано {found}, больше числа {whole}, из которого считают. Исправьте одно "
        "из чисел.",
        Stage.ANSWERS,
        part_is_within_the_whole,
        example="прошли 20 из 15",
    ),
    Rule(
        "people_without_event",
        "Участники есть, а ответ «нет»",
        Severity.NOTE,
        "{question}: ответ «нет», но участников указано {people}. Если документа правда нет, "
        "ничего делать не нужно.",
        Stage.ANSWERS,
        events_have_their_document,
        example="диагностики «нет», прошли её 30",
    ),
    Rule(
        "levels_disagree",
        "Школы и район отвечают по-разному",
        Severity.NOTE,
        "{question}: здесь «{found}», а {other}. Ответы уровней не складываются; проверьте, "
        "об одном ли мероприятии речь.",
        Stage.ANSWERS,
        levels_agree,
        example="школа «есть», район «нет»",
    ),
    Rule(
        "control_differs",
        "Число района не сходится со школами",
        Severity.NOTE,
        "{question}: у района {found}, по отчётам школ ({count}) вместе {total}. В расчёт идёт "
        "число района; проверьте, кто ошибся.",
        Stage.ANSWERS,
        district_number_agrees,
        example="район 3, школы вместе 7",
    ),
    Rule(
        "school_over_district",
        "У школы больше, чем у района",
        Severity.NOTE,
        "{question}: указано {found}, а у всего района {district}. Проверьте, кто ошибся.",
        Stage.ANSWERS,
        school_is_within_the_district,
        example="школа 5, район 3",
    ),
)
"""One error, of a branch; else questions, and notes where two levels disagree."""
