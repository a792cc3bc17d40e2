"""Doubts («в чём не уверены»): what a row leaves open and what was assumed, as sentences.

A rule looks at a RowReading and yields sentences. To add one, write its function and give it a
line in DOUBTS. The rows named are those of the order of Bessonovka district of 14.07.2020.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from data_model.roadmap import Kind, Level, PeriodKind, Scope
from loaders.orders.levels import NAMED, JudgedLevels, Sort, is_open_whole, sort_of
from loaders.orders.measures import ReadMeasure, adds_up, parts_of_year, whole_target
from loaders.orders.numbers import AGAINST_YEAR, Span, grades_in, graduates_in
from loaders.orders.terms import Frame, TermReading
from loaders.orders.wording_signs import DOCUMENT, WHOLE_TERM, Subject, subject_of, subjects_in

PLURAL = re.compile(
    r"\b(приказов|распоряжений|актов|решений|планов|справок|отч[её]тов|протоколов|программ"
    r"|договоров|соглашений|рекомендаций|писем|материалов|документов|положений|графиков)\b",
    re.IGNORECASE,
)
"""Documents in the plural: one is not enough to name them all."""


@dataclass(frozen=True, slots=True)
class RowReading:
    """All that was understood of one row.

    ``of_indicators``: it stands in a table of indicators; ``is_planned``: in columns by year.
    """

    title: str
    term_text: str
    wording: str
    executors: tuple[str, ...]
    term: TermReading
    measure: ReadMeasure
    standing: JudgedLevels
    base: tuple[int, ...]
    frame: Frame
    of_indicators: bool = False
    is_planned: bool = False


def doubts_of(reading: RowReading) -> tuple[str, ...]:
    """Every doubt of every rule, in the order of DOUBTS."""
    return tuple(dict.fromkeys(doubt for rule in DOUBTS for doubt in rule(reading)))


def kind_is_open(reading: RowReading) -> Iterator[str]:
    """Why it is open is said by the measure, where it knows."""
    if reading.measure.kind is None and not reading.wording:
        words = " ".join(reading.title.split()[:5])
        if re.search(DOCUMENT, reading.title, re.IGNORECASE):
            yield (
                f"Показатель не указан; «{words}…» может значить документ. Выберите вид показателя."
            )
            return
        yield f"Показатель не указан, есть только «{words}…». Выберите вид показателя."
    elif reading.measure.kind is None and not reading.measure.doubts:
        yield f"По тексту «{reading.wording}» вид показателя не определён. Выберите его."


def measure_was_guessed(reading: RowReading) -> Iterator[str]:
    yield from reading.measure.doubts


def term_was_guessed(reading: RowReading) -> Iterator[str]:
    yield from reading.term.doubts


def public_organisations_execute(reading: RowReading) -> Iterator[str]:
    """Rows 1 and 10: probably a slip for «Общеобразовательные»; the order stays as approved."""
    for executor in reading.executors:
        if sort_of(executor) is Sort.PUBLIC:
            yield (
                f"Исполнителем названы «{executor}»; возможно, имелись в виду "
                "общеобразовательные. Текст приказа оставлен, отвечает муниципалитет."
            )


KINDERGARTENS = re.compile(
    r"(?<!\w)(?:М?[БАК]?ДО[УО])(?!\w)|детск\w+\s+сад|дошкольн\w+\s+(?:образоват|учрежд|орган)", re.I
)
NO_KINDERGARTENS = (
    "Отвечают и детские сады, а отчёты спрашивают у школ реестра: садов в нём нет. Проверьте, чей "
    "показатель, или ведите его по району."
)


def kindergartens_execute(reading: RowReading) -> Iterator[str]:
    """The register holds schools: nobody of a kindergarten will be asked."""
    is_asked = reading.measure.kind and reading.standing.level is not Level.MUNICIPALITY
    counted = reading.title if reading.of_indicators else reading.wording
    named = any(map(KINDERGARTENS.search, reading.executors))
    is_share = reading.measure.kind is Kind.SHARE_OF_ORGS and KINDERGARTENS.search(counted)
    if is_asked and (named or is_share):
        yield NO_KINDERGARTENS


ONE_SCHOOL = re.compile(r"№+\s*\d|«[^»]*(?:школ|гимнази|лице|[СО]ОШ)", re.IGNORECASE)


def single_schools_execute(reading: RowReading) -> Iterator[str]:
    """«МБОУ СОШ № 1, 3, 5»: a question goes to all schools of the district."""
    if not reading.measure.kind or reading.standing.level is Level.MUNICIPALITY:
        return
    named = [one for one in reading.executors if sort_of(one) is Sort.SCHOOLS]
    single = [one for one in named if ONE_SCHOOL.search(one)]
    if single and len(single) == len(named):
        yield (
            f"Исполняют отдельные школы («{', '.join(single)}»), а отчёт спрашивают у всех. "
            "Проверьте, кто отвечает и чей план."
        )


def years_are_one_or_many(reading: RowReading) -> Iterator[str]:
    """Rows 5 and 11: «2021 – 2022 гг.» may ask for one result or for one each year."""
    years, text = reading.term.years, reading.term_text
    yearly = re.search(r"ежегодн|кажд\w+ год|по итогам", text, re.IGNORECASE)
    if reading.measure.targets or reading.measure.at_end:
        return
    if years and years.span is Span.RANGE and not years.is_school and not yearly:
        yield (
            f"Срок «{text}» не говорит, нужен итог за каждый год или один за весь срок. "
            "Принято: за каждый год, до 31 декабря."
        )


def years_are_one_school_year(reading: RowReading) -> Iterator[str]:
    """Row 4: «по итогам учебного года, 2021 – 2022 гг.» may be the school year 2021/22."""
    years, text = reading.term.years, reading.term_text
    if years and years.span is Span.RANGE and not years.is_school and reading.term.is_school:
        yield (
            f"«{text}» можно прочесть и как один учебный год. "
            "Принято: учебный год каждого из названных лет, до 31 августа."
        )


def years_are_fewer_than_the_roadmap(reading: RowReading) -> Iterator[str]:
    """Rows 4 and 5 begin a year later than the roadmap."""
    years = reading.term.years
    missing = sorted(set(reading.frame.years) - set(reading.term.periods))
    if years and years.span is Span.RANGE and missing:
        listed = ", ".join(map(str, missing))
        yield f"Дорожная карта шире срока строки: на {listed} год значение не предусмотрено."


def change_is_against_a_named_year(reading: RowReading) -> Iterator[str]:
    """«На 10 % к уровню 2022 года» in a row of several years: last year's is another number."""
    found = AGAINST_YEAR.search(f"{reading.title} {reading.wording}")
    if not found or reading.measure.kind is not Kind.GROWTH:
        return
    if set(reading.term.periods) != {int(found["against"]) + 1}:
        yield (
            f"Изменение названо к {found['against']} году («{found[0]}»), программа сравнивает с "
            "прошлым годом. Проверьте вид показателя и плановые значения."
        )


def yearly_in_one_year(reading: RowReading) -> Iterator[str]:
    """«Ежегодно» of a wording whose term has one year."""
    alone = len(reading.term.periods) == 1 < len(reading.frame.years)
    if alone and re.search(r"ежегодн", reading.wording, re.I) and not reading.measure.targets:
        year = next(iter(reading.term.periods))
        yield f"В показателе «ежегодно», а срок — один год. Принято: только {year} год."


def years_lie_outside(reading: RowReading) -> Iterator[str]:
    outside = sorted(set(reading.term.periods) - set(reading.frame.years))
    if outside:
        yield (
            f"Год {', '.join(map(str, outside))} вне срока дорожной карты: "
            "при сохранении не учитывается."
        )


def school_year_in_calendar_years(reading: RowReading) -> Iterator[str]:
    """Row 12: «по итогам учебного года» in a roadmap of calendar years."""
    term, frame = reading.term, reading.frame
    if term.is_school and not frame.is_school and term.years is None and term.periods:
        first = next(iter(term.periods.values()))
        yield (
            f"Дорожная карта считает календарные годы, строка — учебные. Принято: к {first.year} "
            f"году отнесён учебный год {first.label}, который в нём заканчивается."
        )


def term_was_over(reading: RowReading) -> Iterator[str]:
    """Row 12: the lessons of 2019/20 were over before the order that names no year of them."""
    approved = reading.frame.approved
    named = reading.term.years.years if reading.term.years else ()
    for period in reading.term.periods.values():
        if reading.is_planned or period.year in named:
            continue
        ended = period.due
        if period.kind is PeriodKind.SCHOOL_YEAR and (ended.month, ended.day) == (8, 31):
            ended = date(period.year, 5, 31)
        if approved and ended < approved:
            yield (
                f"Срок {period.label} прошёл до приказа ({approved:%d.%m.%Y}). "
                "Строка за этот срок оставлена; снимите её, если она не нужна."
            )


def base_is_not_named(reading: RowReading) -> Iterator[str]:
    """Rows 8 and 9: percents of pupils without their grades."""
    text = f"{reading.wording} {reading.title}"
    of_pupils = any(one.subject is Subject.PUPILS for one in subjects_in(reading.wording))
    is_named = NAMED.search(reading.wording) and of_pupils
    is_titled = (
        NAMED.search(reading.title) and subject_of(reading.title, 0, 0, "") is Subject.PUPILS
    )
    if not reading.measure.is_share or not reading.base or grades_in(text):
        return
    if left := graduates_in(text):
        grades = " и ".join(map(str, left))
        said = f"Выпускники каких классов, не сказано. Принято: {grades}; проверьте базу строки."
        yield from [said] if len(left) > 1 else []
    elif not (is_named or is_titled):
        grades = f"{reading.base[0]}–{reading.base[-1]}"
        yield (
            "Не сказано, от каких классов считать процент. "
            f"Принято: обучающиеся {grades} классов на 20 сентября."
        )


def growth_is_to_or_by(reading: RowReading) -> Iterator[str]:
    """Row 9: «увеличение: 2020 – 20 %» may mean growth by 20 %."""
    if reading.measure.kind is Kind.GROWING_SHARE:
        yield (
            "Увеличение «до» названного процента или «на» него, не сказано. Принято: порог года "
            "и рост числа участников против прошлого года, оба условия."
        )


def participants_may_repeat(reading: RowReading) -> Iterator[str]:
    """Row 10: people or participations, and whose number counts."""
    if reading.standing.control:
        yield (
            "Не сказано, считать ли людей или участия и чьё число засчитывать. Принято: разные "
            "люди, число района; числа школ стоят рядом для сверки."
        )


def each_is_not_every_school(reading: RowReading) -> Iterator[str]:
    """«Каждой школы, включённой в список»: some of them, and a target of each is asked of all."""
    found = SOME_OF.search(reading.wording)
    if found and reading.standing.scope is Scope.EACH_SCHOOL:
        yield (
            f"Названы не все школы («{found[0]}»). Принято: для каждой школы района; проверьте "
            "охват, вид показателя и кто отвечает."
        )


SOME_OF = re.compile(
    r"кажд\w+\s+(?:школ|О[ОУ]|организаци|учреждени)\w*,?\s+(?:включ[её]нн|вошедш|попавш|из списк"
    r"|из числ|с\s+низк|имеющ|участвующ|реализующ)\w*",
    re.IGNORECASE,
)


def number_has_no_owner(reading: RowReading) -> Iterator[str]:
    """A number asked of schools alone: of all together or of each?"""
    standing = reading.standing
    alone = standing.level is Level.SCHOOL and standing.scope is Scope.DISTRICT_TOTAL
    is_of_all = (
        reading.of_indicators or OF_ALL.search(reading.wording) or _is_large(reading.measure)
    )
    is_of_all = is_of_all or reading.measure.subject is Subject.SCHOOLS
    if alone and reading.measure.kind in {Kind.COUNT, Kind.GROWTH} and not is_of_all:
        yield (
            f"Не сказано, «{reading.wording}» — для каждой школы или для всех вместе. "
            "Принято: сумма по школам района."
        )


OF_ALL = re.compile(
    r"^\W*(количеств|числ|численност|общ)|по району|в районе|нарастающ", re.IGNORECASE
)
"""A number of all schools together."""
MANY = 100


def _is_large(measure: ReadMeasure) -> bool:
    """More than one school would be asked."""
    values = [*measure.targets.values(), *filter(None, (measure.each_year,))]
    return measure.kind is Kind.COUNT and any(abs(one.value) >= MANY for one in values)


def end_was_taken(reading: RowReading) -> Iterator[str]:
    """«С 20 % до 35 %» over several years, and no year is named."""
    measure = reading.measure
    is_said = WHOLE_TERM.search(reading.wording)
    if measure.at_end and not is_said and len(reading.term.periods) > 1:
        last = max(reading.term.periods)
        yield (
            f"К какому году «{reading.wording}», не сказано. Плановое значение отнесено к "
            f"последнему году срока, {last}."
        )


def parts_and_year_differ(reading: RowReading) -> Iterator[str]:
    """A number whose quarters do not make the year: on a day, or from the beginning of the year?

    The plan of the year is a row of its own beside them.
    """
    measure = reading.measure
    years = [year for year, period in reading.term.periods.items() if period.parts]
    told = [year for year in reading.term.periods if parts_of_year(measure, year)]
    for year in (year for year in told if whole_target(measure, year) and year not in years):
        yield (
            f"План на части {year} года назван не для всех. Принято: план года целиком; части "
            "впишите в таблицу лет, если судить и по ним."
        )
    if measure.kind is not Kind.COUNT or measure.cumulative or measure.per:
        return
    if any(whole_target(measure, year) and not adds_up(measure, year) for year in years):
        yield (
            "План частей года в сумме не равен плану года: число на дату или с начала года, не "
            "сказано. Принято: каждая часть сама по себе; если с начала года, отметьте "
            "нарастающий итог."
        )


def whole_is_not_in_the_roll(reading: RowReading) -> Iterator[str]:
    """Shares of teachers, of kindergarten children, of a group need a denominator of their own."""
    text = reading.title if reading.is_planned else reading.wording
    counted = {Subject.STAFF, Subject.CHILDREN}
    is_kept = reading.of_indicators and reading.measure.subject in counted
    if not is_open_whole(reading.measure, text) or is_kept or reading.measure.per:
        return
    if reading.measure.subject is Subject.THINGS:
        yield "Доля не от людей: проверьте вид показателя и то, от чего её считают."
        return
    yield "Контингента для этой доли нет: общее число школа указывает в отчёте сама."


def parts_of_people(reading: RowReading) -> Iterator[str]:
    """«12,5 человека» are a mean, or thousands."""
    measure = reading.measure
    values = [
        *measure.targets.values(),
        *measure.parts.values(),
        *filter(None, (measure.each_year,)),
    ]
    parts = [one.value for one in values if one.value != one.value.to_integral_value()]
    if measure.kind is Kind.COUNT and measure.unit in {"чел.", "ед."} and parts and not measure.per:
        number = str(parts[0]).replace(".", ",")
        yield f"Плановое значение не целое ({number} {measure.unit}). Проверьте число и единицу."


def documents_are_many(reading: RowReading) -> Iterator[str]:
    """Row 11: «приказов, нормативных актов»."""
    if reading.measure.kind is Kind.PRESENCE and PLURAL.search(reading.wording.split(" по ")[0]):
        yield "Сколько документов нужно, не сказано. Принято: достаточно одного с реквизитами."


DOUBTS: tuple[Callable[[RowReading], Iterator[str]], ...] = (
    kind_is_open,
    measure_was_guessed,
    public_organisations_execute,
    kindergartens_execute,
    single_schools_execute,
    years_are_one_or_many,
    years_are_one_school_year,
    years_are_fewer_than_the_roadmap,
    change_is_against_a_named_year,
    yearly_in_one_year,
    years_lie_outside,
    term_was_guessed,
    school_year_in_calendar_years,
    term_was_over,
    base_is_not_named,
    growth_is_to_or_by,
    participants_may_repeat,
    each_is_not_every_school,
    number_has_no_owner,
    end_was_taken,
    parts_and_year_differ,
    whole_is_not_in_the_roll,
    parts_of_people,
    documents_are_many,
)
