"""What a wording promises («индикативный показатель»): text → kind, comparison, values.

RULES at the bottom are tried in turn; the first that understands the text says its kind. What
none understands has no kind, and a person decides; what no kind of ours holds is in OPEN
(``wording_signs``).
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal

from data_model.roadmap import Change, Kind, Operator, Target
from loaders.orders.numbers import (
    AGES,
    DAYS,
    NUMBER,
    YEAR,
    Quantity,
    bare,
    blanked,
    in_digits,
    number_of,
    path_in,
    quantities_in,
    unnamed,
    without,
)
from loaders.orders.wording_signs import (
    ALL,
    BASELINE,
    BY_POINTS,
    COUNTED_ON,
    DECLINE,
    DOCUMENT,
    EACH,
    FROM_TO,
    GROWTH,
    HOUR,
    HOURS_FROM,
    LAST_YEAR,
    MEAN,
    NO_SHARE,
    NOT_BELOW,
    OF_A_PLAN,
    OF_ONE_SCHOOL,
    OF_YEAR,
    OFTEN,
    OPEN,
    PART_OF_ALL,
    PER,
    POINTS,
    PRESENT,
    SCALES,
    SHARE,
    STARTS_AS_DOCUMENT,
    TO_LAST_YEAR,
    UNMEASURED,
    WHOLE_TERM,
    Subject,
    subject_of,
    subjects_in,
    undesired_in,
    unit_of,
    whole_of_ratio,
)
from loaders.values.days import ORDINAL, ordinal_number


@dataclass(frozen=True, slots=True)
class ReadMeasure:
    """A wording as it was understood.

    ``targets`` are by year, ``parts`` by year (0: of every one) and part, one of ``of_parts``;
    ``each_year`` is the value of every year that is not among them;
    ``at_end``: it is the value of the last one. ``kind`` is None where no rule understood it.
    ``change``: in what a growth is counted; ``cumulative``: from the beginning of the term.
    ``per``: a number told per so many of ``whole``. ``options`` and ``from_level``: a list of
    levels, and from which of them on a school is counted. ``baseline``: the start of «с 20 до
    35 %».
    """

    kind: Kind | None = None
    operator: Operator | None = None
    unit: str = ""
    targets: dict[int, Target] = field(default_factory=dict)
    parts: dict[tuple[int, int], Target] = field(default_factory=dict)
    of_parts: int = 0
    each_year: Target | None = None
    at_end: bool = False
    subject: Subject | None = None
    in_school_years: bool = False
    doubts: tuple[str, ...] = ()
    change: Change | None = None
    cumulative: bool = False
    per: int | None = None
    whole: str = ""
    baseline: Decimal | None = None
    options: tuple[str, ...] = ()
    from_level: str = ""

    @property
    def is_share(self) -> bool:
        """A part of a whole, of the year or against a year ago."""
        return self.kind in {Kind.SHARE, Kind.GROWING_SHARE} or self.change is Change.POINTS


def parts_of_year(measure: ReadMeasure, year: int) -> dict[int, Target]:
    """The targets of the quarters, months or half-years of a year, by their number."""
    return {number: one for (of, number), one in measure.parts.items() if of in {0, year}}


def whole_target(measure: ReadMeasure, year: int) -> Target | None:
    """The target of the year as a whole."""
    return measure.targets.get(year, measure.each_year)


def adds_up(measure: ReadMeasure, year: int) -> bool:
    """Whether the targets of the parts make that of the year."""
    whole, parts = whole_target(measure, year), parts_of_year(measure, year).values()
    return whole is not None and sum(one.value for one in parts) == whole.value


def read_measure(text: str, title: str) -> ReadMeasure:
    """What a wording promises; the title says whom it counts where the wording does not."""
    digits = in_digits(text)
    return next((found for rule in RULES if (found := rule(digits, title))), ReadMeasure())


OF_LEVELS = (
    "Перечень уровней ({options}) принят по названному уровню «{level}». Сверьте его с документом."
)
NORM = (
    "Часы — норма каждой школы или итог по району, не сказано. Проверьте охват планового значения."
)


PERSONS = {Subject.PUPILS, Subject.CHILDREN, Subject.STAFF, Subject.PEOPLE}
"""«Доля обучающихся с уровнем не ниже базового» is theirs, no share of schools."""


def _level(text: str, title: str) -> ReadMeasure | None:
    """«Уровень не ниже основного»; with a percent of schools their share from that level on."""
    found = NOT_BELOW.search(text)
    if not found:
        return None
    named = found["before"] or found["after"] or found["alone"]
    scale = next(one for one in SCALES if _place(one, named))
    place = _place(scale, named)
    said = OF_LEVELS.format(options=", ".join(scale), level=scale[place - 1])
    rest = text[: found.start()] + text[found.end() :]
    numbers = quantities_in(bare(rest))
    if numbers and subject_of(rest, numbers[0].start, numbers[0].end, title) in PERSONS:
        return None
    level = ReadMeasure(
        Kind.LEVEL,
        Operator.AT_LEAST,
        each_year=Target(Decimal(place)),
        subject=Subject.SCHOOLS,
        doubts=(said,),
        options=scale,
    )
    if not numbers:
        return level
    if len(numbers) != 1 or not numbers[0].is_percent:
        return ReadMeasure(doubts=(NO_KIND.format(what=f"Назван уровень («{found[0]}») и числа"),))
    share = _counted(rest, numbers[0], Subject.SCHOOLS)
    doubts = (*share.doubts, said)
    return replace(share, doubts=doubts, options=scale, from_level=scale[place - 1])


def _place(scale: tuple[str, ...], beginning: str) -> int:
    """The place of a level in its list, from 1; 0 where it is of another list."""
    begins = (place for place, one in enumerate(scale, 1) if one.startswith(beginning.lower()))
    return next(begins, 0)


def _hours(text: str, title: str) -> ReadMeasure | None:
    """«Не менее 34 часов в год»: what is promised are hours, and of nobody in particular."""
    found = HOURS_FROM.match(text)
    if not found or not re.search(rf"(?<!\w){HOUR}", text, re.IGNORECASE):
        return None
    numbers = quantities_in(bare(found["number"]))
    is_named = found["hour"] or re.search(rf"^\W*\w+\s+{HOUR}", text, re.IGNORECASE)
    others = [one for one in subjects_in(found["rest"]) if one.subject is not Subject.SCHOOLS]
    if len(numbers) != 1 or numbers[0].is_percent or not is_named:
        return None
    if (
        PER.search(found["rest"])
        or OFTEN.search(text)
        or re.search("квалификац|переподготов", text, re.I)
    ):
        return None
    measure = _counted(found["number"], numbers[0], Subject.HOURS)
    named = tuple(
        f"Часы названы вместе с другими словами («{found['rest'].strip()}»). Проверьте показатель."
        for _ in others[:1]
    )
    each = () if EACH.search(text) else (NORM,)
    return replace(measure, doubts=(*measure.doubts, *named, *each))


def _as_last_year(text: str, title: str) -> ReadMeasure | None:
    """«Не ниже уровня прошлого года»: a growth of at least nothing, of the share or the number."""
    found = LAST_YEAR.search(text)
    if not found or re.search(r"\d", text):
        return None
    is_share = bool(PART_OF_ALL.search(text) or PART_OF_ALL.search(title))
    subject = subject_of(text, 0, 0, title)
    said = (
        f"Сравнение с прошлым годом («{found[0]}») без числа. Принято: рост не меньше нуля, "
        f"{'доли в процентных пунктах' if is_share else 'в числе'}. Проверьте вид показателя."
    )
    return ReadMeasure(
        kind=Kind.GROWTH,
        operator=Operator.AT_LEAST,
        unit="п. п." if is_share else unit_of(subject) or "чел.",
        each_year=Target(Decimal(0)),
        subject=subject,
        doubts=(said,),
        change=Change.POINTS if is_share else Change.NUMBER,
    )


def _mean_of_schools(text: str, _title: str) -> ReadMeasure | None:
    """«В среднем не менее 5 экскурсий на одну школу»: of the district, and no norm of each."""
    found = OF_ONE_SCHOOL.search(text)
    if not found or not MEAN.search(text) or "%" in text:
        return None
    said = (
        f"Названо среднее на школу («{found[0].strip()}»), а не норма каждой. Чтобы судить по "
        "нему, выберите число по району и умножьте плановое значение на число школ."
    )
    return ReadMeasure(doubts=(said,))


def _ratio(text: str, title: str) -> ReadMeasure | None:
    """«Не менее 3 уроков у каждого педагога»: one number, told per one or per so many."""
    found = PER.search(text)
    rest = PER.sub(" ", text, count=1)
    numbers = quantities_in(bare(rest))
    if not found or EACH.search(rest) or len(numbers) != 1 or numbers[0].is_percent:
        return None
    if OFTEN.search(rest):
        return ReadMeasure(doubts=(OFTENER,))
    number = numbers[0]
    subject = subject_of(rest, number.start, number.end, title)
    measure = _counted(rest, number, subject or Subject.THINGS)
    return replace(per_one(measure, found), kind=Kind.COUNT)


def per_one(measure: ReadMeasure, found: re.Match[str]) -> ReadMeasure:
    """A number as one told per so many; «each» is more than the mean that is counted."""
    whom = "каждого" if found["each"] else "одного или нескольких"
    said = (
        f"Число названо на {whom} («{found[0].strip()}»). Принято: в среднем по району, сумма на "
        "сумму. Проверьте вид показателя и знаменатель."
    )
    return replace(
        measure,
        per=int(found["number"] or 1),
        whole=whole_of_ratio(found),
        doubts=(*measure.doubts, said),
    )


def _open(text: str, title: str) -> ReadMeasure | None:
    """A number that is counted otherwise than by the year, the district or the school."""
    is_share = "%" in text or "процент" in text.lower()
    if is_share or not re.search(r"\d|прошл|предыд|перв", text):
        return None
    grows = GROWTH.search(unnamed(text)) or DECLINE.search(unnamed(text))
    for pattern, sentence in OPEN:
        found = re.search(pattern, text, re.IGNORECASE)
        is_change = grows and found and found[0].lower().startswith("на ")
        if found and not is_change and not EACH.search(found[0]):
            return ReadMeasure(doubts=(sentence.format(found=found[0].strip()),))
    return None


SLASHED = re.compile(
    rf"(?<![\w/.,№-])(?P<first>\d+(?:,\d+)?)\s*%?(?:\s*/\s*(?!{YEAR})\d+(?:,\d+)?\s*%?)+(?![\w/])"
)
"""«40/60/80 %»: a value of each year, and the years are not named."""


def _slashed(text: str, _title: str) -> ReadMeasure | None:
    found = next(
        (one for one in SLASHED.finditer(unnamed(text)) if not re.fullmatch(YEAR, one["first"])),
        None,
    )
    if not found or not re.search(r"\d{2}|/.*/", found[0]):
        return None
    return ReadMeasure(
        doubts=(
            f"Числа названы через черту («{found[0].strip()}»), и каким годам они принадлежат, не "
            "сказано. Выберите вид показателя и впишите значения по годам.",
        )
    )


PART_SAID = re.compile(
    rf"(?<!\w)(?P<ordinal>{ORDINAL})(?:-?[йяеогм]{{1,2}})?\s+(?P<what>полугоди|квартал|четверт|триместр)\w*"
    rf"\s*[–—:-]\s*(?P<said>(?:не\s+\w+\s+)?(?:{NUMBER})\s*(?:%|процент\w*)?)",
    re.IGNORECASE,
)
"""«I полугодие – 4», «II квартал: не менее 10 %»."""


def _by_parts(text: str, title: str) -> ReadMeasure | None:
    """«I полугодие – 4 договора, II полугодие – 6 договоров»: each part of every year."""
    found = list(PART_SAID.finditer(text))
    sizes = {PARTS_OF_YEAR[one["what"].lower()] for one in found}
    numbers = [ordinal_number(one["ordinal"]) for one in found]
    told = [quantities_in(one["said"])[0] for one in found]
    rest = PART_SAID.sub(" ", text)
    if not found or (told[0].is_percent and len(found) == 1):
        return None
    signs = {one.operator for one in told}
    is_clear = len(found) == len({*numbers}) > 1 == len(sizes) == len(signs)
    if not is_clear or quantities_in(bare(rest)):
        return ReadMeasure(doubts=(PARTS_UNCLEAR.format(found=found[0][0].strip()),))
    subject = whose(rest, len(rest), len(rest), title, told[0].is_percent)
    measure = _counted(rest, told[0], subject or Subject.THINGS)
    parts = {(0, number): one.target for number, one in zip(numbers, told, strict=True)}
    said = (
        f"Плановые значения названы по частям года («{found[0][0].strip()}…»): у каждой части своя "
        "строка, плана года нет. Проверьте вид показателя."
    )
    return replace(measure, each_year=None, parts=parts, of_parts=sizes.pop(), doubts=(said,))


PARTS_UNCLEAR = (
    "Числа названы по частям года («{found}»), и как они делят год, не понято. Выберите вид "
    "показателя."
)
PARTS_OF_YEAR = {"полугоди": 2, "триместр": 3, "квартал": 4, "четверт": 4}


def _path(text: str, title: str) -> ReadMeasure | None:
    """Targets by year: of a share, a growing share, or a number."""
    text = BASELINE.sub(blanked, text)
    path = path_in(without(text, (*AGES, *DAYS)))
    if not path:
        return None
    subject = whose(text, path.start, path.end, title, path.is_percent)
    falls = DECLINE.search(text) or re.search(
        r"не\s+(более|выше|больше|превы)", text, re.IGNORECASE
    )
    is_level = re.search(rf"\bдо\s+(?:{NUMBER})", text, re.IGNORECASE)
    grows = bool(GROWTH.search(unnamed(path.rest))) and not is_level
    others = (
        one for one in quantities_in(bare(path.rest)) if one.is_percent or not path.is_percent
    )
    return ReadMeasure(
        kind=kind_of(path.is_percent, subject, grows=grows),
        operator=Operator.AT_MOST if falls else Operator.AT_LEAST,
        unit="%" if path.is_percent else unit_of(subject or Subject.THINGS),
        targets=path.targets,
        subject=subject,
        in_school_years=path.is_school,
        doubts=tuple(f"{OTHER.format(shown=_shown(path.rest, one))}." for one in others),
    )


OTHER = "В тексте названо и другое число («{shown}»). Проверьте плановое значение"


def kind_of(is_percent: bool, subject: Subject | None, grows: bool = False) -> Kind:
    if not is_percent:
        return Kind.COUNT
    if subject is Subject.SCHOOLS:
        return Kind.SHARE_OF_ORGS
    return Kind.GROWING_SHARE if grows else Kind.SHARE


def whose(text: str, start: int, end: int, title: str, is_percent: bool) -> Subject | None:
    """Percents of «участников» are percents of those whom the title names."""
    subject = subject_of(text, start, end, title)
    if not is_percent or subject not in {Subject.PEOPLE, Subject.THINGS, None}:
        return subject
    if re.search(r"родител", text, re.IGNORECASE):
        return subject
    named = [found.subject for found in subjects_in(title)]
    return named[0] if named and named[0] not in {Subject.PEOPLE, Subject.THINGS} else subject


def _from_to(text: str, title: str) -> ReadMeasure | None:
    """«С 20 % до 35 %»: the end is promised; what else the text says of the way must agree."""
    found = FROM_TO.search(without(text, AGES))
    if not found:
        return None
    low, high = number_of(found["low"]), number_of(found["high"])
    is_percent = bool(found["a"] or found["b"])
    subject = whose(text, *found.span(), title, is_percent)
    rest = f"{text[: found.start()]} {text[found.end() :]}"
    others = [one.target.value for one in quantities_in(bare(rest))]
    if path_in(rest) or any(other != abs(high - low) for other in others):
        said = f"Назван итог («{found[0].strip()}») и другие числа; что из них план, не сказано."
        return ReadMeasure(doubts=(f"{said} Выберите вид показателя.",))
    points = (
        f"Изменение дано в пунктах и итогом («{found[0].strip()}»). Плановым значением принят итог."
    )
    measure = ReadMeasure(
        kind=kind_of(is_percent, subject),
        operator=Operator.AT_MOST if high < low else Operator.AT_LEAST,
        unit="%" if is_percent else unit_of(subject or Subject.THINGS),
        each_year=Target(high),
        at_end=True,
        subject=subject,
        doubts=(points,) if others else (),
        baseline=low,
    )
    return _in_year(measure, int(found["year"])) if found["year"] else measure


def _in_year(measure: ReadMeasure, year: int) -> ReadMeasure:
    assert measure.each_year  # noqa: S101
    return replace(measure, targets={year: measure.each_year}, each_year=None, at_end=False)


def _growth(text: str, title: str) -> ReadMeasure | None:
    """«Рост на 5 %», «снижение на 10 %»: the change against a year ago."""
    rises, falls = GROWTH.search(unnamed(text)), DECLINE.search(unnamed(text))
    if not (rises or falls):
        return None
    if POINTS.search(text):
        return _in_points(text, title, falls=bool(falls))
    quantity = next(iter(quantities_in(bare(text))), None)
    if not quantity:
        return _growth_without_number(text, title)
    before = text[: quantity.end]
    by = re.search(
        r"\bна\s+(?:не\s+\w+(?:\s+чем)?\s+)?[\d.,]+\s*(?:%|процент\w*)?$", before.rstrip(), re.I
    )
    is_rise = (
        rises
        and re.search(r"рост", rises[0], re.IGNORECASE)
        and (quantity.is_percent or TO_LAST_YEAR.search(text))
    )
    if not by and not is_rise:
        return None
    if not quantity.is_percent and (unit := UNMEASURED.search(text)):
        return ReadMeasure(doubts=(NO_KIND.format(what=f"Единица «{_whole_words(text, unit)}»"),))
    if quantity.up_to:
        return ReadMeasure(
            doubts=("Рост назван не в процентах: такого вида нет. Выберите вид показателя.",)
        )
    if not quantity.is_percent:
        return _in_number(text, title, quantity, falls=bool(falls))
    if NO_SHARE.search(text):
        return ReadMeasure(doubts=(NO_KIND.format(what="Назван процент, но не доля"),))
    share = re.search(r"\b(дол[яиюей]+|охват\w*|удельн\w+ вес)\b", text, re.IGNORECASE)
    doubt = (
        f"«{text[: quantity.end].strip()}»: проценты или процентные пункты, не сказано. "
        f"Принято: {'снижение' if falls else 'рост'} на проценты."
    )
    change = _change(quantity, subject_of(text, quantity.start, quantity.end, title), bool(falls))
    return replace(change, doubts=(doubt,)) if share else change


SINCE_LAST_YEAR = "«{said}»: от чего считать, не сказано. Принято: рост против прошлого года."


def _in_points(text: str, title: str, *, falls: bool) -> ReadMeasure:
    """«Увеличение на 5 процентных пунктов»: of the share against a year ago."""
    found = BY_POINTS.search(text)
    if not found:
        return ReadMeasure(
            doubts=("Рост в процентных пунктах без числа. Выберите вид показателя.",)
        )
    value = number_of(found["value"])
    return ReadMeasure(
        kind=Kind.GROWTH,
        operator=Operator.AT_MOST if falls else Operator.AT_LEAST,
        unit="п. п.",
        each_year=Target(-value if falls else value),
        subject=subject_of(BY_POINTS.sub(" ", text), 0, 0, title),
        doubts=(SINCE_LAST_YEAR.format(said=found[0].strip()),),
        change=Change.POINTS,
    )


def _in_number(text: str, title: str, quantity: Quantity, *, falls: bool) -> ReadMeasure:
    """«Увеличение на 5 человек»: so many more than a year ago."""
    subject = subject_of(text, quantity.start, quantity.end, title)
    value = quantity.target.value
    said = text[: quantity.end].strip()
    return ReadMeasure(
        kind=Kind.GROWTH,
        operator=Operator.AT_MOST if falls else Operator.AT_LEAST,
        unit=unit_of(subject) or "чел.",
        each_year=Target(-value if falls else value),
        subject=subject,
        doubts=(SINCE_LAST_YEAR.format(said=said),),
        change=Change.NUMBER,
    )


def _change(quantity: Quantity, subject: Subject | None, falls: bool) -> ReadMeasure:
    value = quantity.target.value
    return ReadMeasure(
        kind=Kind.GROWTH,
        operator=Operator.AT_MOST if falls else Operator.AT_LEAST,
        unit="%",
        each_year=Target(-value if falls else value),
        subject=subject,
    )


def _growth_without_number(text: str, title: str) -> ReadMeasure | None:
    """«Рост числа участников»: the kind is clear, the promised growth is not."""
    if not re.search(r"\b(числ|количеств|охват|участник)", text, re.IGNORECASE):
        return None
    return ReadMeasure(
        kind=Kind.GROWTH,
        operator=Operator.AT_LEAST,
        unit="%",
        subject=subject_of(text, 0, 0, title),
        doubts=("На сколько должен быть рост, не сказано. Плановое значение не предложено.",),
    )


def _whole_words(text: str, found: re.Match[str]) -> str:
    """«среднего балл|а»: a stem with the rest of its last word."""
    rest = re.match(r"\w*", text[found.end() :])
    return f"{found[0]}{rest[0] if rest else ''}"


NO_KIND = "{what}: такого вида нет. Выберите вид показателя."


def _quantity(text: str, title: str) -> ReadMeasure | None:
    """One number, or a range, for every year of the term."""
    quantities = quantities_in(bare(text))
    chosen = _chosen(text, quantities)
    if (said := _odd(text, chosen)) or chosen is None:
        return ReadMeasure(doubts=(said,)) if said else None
    chosen, guessed = _in_its_unit(text, chosen)
    own = text if chosen.is_percent else text[: _next_number(quantities, chosen, len(text))]
    subject = whose(own, chosen.start, chosen.end, title, chosen.is_percent)
    if not (chosen.is_percent or subjects_in(own)) and _has_words_behind(own, chosen):
        subject = Subject.THINGS
    if subject is None or not (chosen.is_percent or _counts(text, chosen)):
        return None
    others = [one for one in quantities if _may_be_meant(text, one, chosen)]
    measure = _of_one_year(_clause(text, chosen, others), _counted(text, chosen, subject))
    said_of_others = tuple(
        f"{OTHER.format(shown=_shown(text, one))}{' и охват' if EACH.search(text) else ''}."
        for one in others
    )
    doubts = (*measure.doubts, *guessed, *_of_change(text, chosen), *said_of_others)
    doubts += tuple(_of_a_document(text, chosen))
    return replace(measure, doubts=doubts)


def _next_number(quantities: list[Quantity], chosen: Quantity, end: int) -> int:
    """Where the words of a number end: «3 сбора по 25 человек» are no 3 people."""
    return min((one.start for one in quantities if one.start >= chosen.end), default=end)


def _odd(text: str, chosen: Quantity | None) -> str:
    """Why the number is of no kind of ours; empty where it may be."""
    if chosen and chosen.is_percent and (NO_SHARE.search(text) or OF_A_PLAN.search(text)):
        return NO_KIND.format(what="Назван процент, но не доля")
    if chosen and not chosen.is_percent and (unit := UNMEASURED.search(text)):
        return NO_KIND.format(what=f"Единица «{_whole_words(text, unit)}»")
    is_often = OFTEN.search(text)
    return OFTENER if is_often else ""


OFTENER = "Показатель назван частотой, а не итогом за год. Выберите вид показателя."


def _in_its_unit(text: str, chosen: Quantity) -> tuple[Quantity, tuple[str, ...]]:
    """A share is in percents; a number without a word for what it counts takes the title's."""
    if chosen.is_percent:
        return chosen, ()
    if SHARE.search(text) and chosen.target.value <= HUNDRED.value:
        said = "«Доля» без знака процента. Принята единица: процент."
        return replace(chosen, is_percent=True), (said,)
    if subjects_in(text) or _has_words_behind(text, chosen):
        return chosen, ()
    return chosen, ("Что считать, не сказано: единица взята из названия мероприятия.",)


def _has_words_behind(text: str, quantity: Quantity) -> bool:
    return bool(re.search(r"[а-яё]{3}", text[quantity.end :]))


def _of_change(text: str, quantity: Quantity) -> Iterator[str]:
    """«Ежегодно на 5 %»: by as much, or of as many?"""
    by = re.search(
        r"(?:\b(?:на|минус|плюс)\s+|[+−]\s*)(?:не\s+\w+\s+(?:чем\s+)?)?[\d.,]+\s*%?$",
        text[: quantity.end].strip(),
        re.I,
    )
    if by and quantity.is_percent and quantity.target != HUNDRED:
        yield f"«{by[0]}»: рост на столько или доля, не сказано. Принято: доля."


def _of_a_document(text: str, quantity: Quantity) -> Iterator[str]:
    """«Банк данных обновлён не реже 2 раз в год»: a document, and how often it is mended."""
    times = re.match(r"\s*раза?\b", text[quantity.end :], re.IGNORECASE)
    if times and STARTS_AS_DOCUMENT.search(text):
        yield "Назван документ и сколько раз: наличие или число, не сказано. Принято: число раз."


def _clause(text: str, chosen: Quantity, others: list[Quantity]) -> str:
    """The text without what other numbers of it say."""
    before = max((one.end for one in others if one.end <= chosen.start), default=0)
    after = min((one.start for one in others if one.start >= chosen.end), default=len(text))
    words = (
        re.split(r"[,;(]\s", text[chosen.end : after])
        if after < len(text)
        else [text[chosen.end :]]
    )
    return text[before : chosen.end] + words[0]


def _shown(text: str, quantity: Quantity) -> str:
    """The number with the words behind it."""
    behind = re.match(r"[^,;.()]*", text[quantity.end :])
    words = behind[0].split()[:3] if behind else []
    return " ".join([text[quantity.start : quantity.end].strip(), *words])


def _chosen(text: str, quantities: list[Quantity]) -> Quantity | None:
    """A share is promised by a percent: «доля выполнивших не менее 1 работы – 85 %»."""
    percents = [one for one in quantities if one.is_percent]
    if percents and re.match(r"\W*(дол[яию]|охват|удельн\w+ вес|процент)", text, re.IGNORECASE):
        return percents[-1] if _is_last(text, percents[-1]) else percents[0]
    return quantities[0] if quantities else None


def _is_last(text: str, quantity: Quantity) -> bool:
    """A value after a dash, or at the end."""
    return bool(re.search(r"[–—:-]\s*$", text[: quantity.start].rstrip() + " ")) or not re.search(
        r"\w", text[quantity.end :]
    )


def _may_be_meant(text: str, other: Quantity, chosen: Quantity) -> bool:
    """Counts inside the words of a share only say whose share it is, unless one is in brackets."""
    between = text[min(other.end, chosen.end) : max(other.start, chosen.start)]
    is_beside = bool(re.fullmatch(r"[^()\d,;]*\(\D{0,12}", between))
    return other.start != chosen.start and (
        other.is_percent
        or not chosen.is_percent
        or (is_beside and bool(_people_behind(text, other)))
    )


def _people_behind(text: str, quantity: Quantity) -> bool:
    found = subjects_in(text[quantity.end :])[:1]
    return any(one.subject in PERSONS and one.start < 2 for one in found)


def _counts(text: str, quantity: Quantity) -> bool:
    """A bare number counts with a noun behind it, or at the end of «Количество …».

    At the beginning («9 проверок в каждой школе») any word behind it is one.
    """
    if not quantity.bare or subjects_in(text[quantity.end :]):
        return True
    if re.fullmatch(r"\W*(?:по\s+)?", text[: quantity.start]) and _has_words_behind(text, quantity):
        return True
    is_last = not re.search(r"\w", text[quantity.end :])
    return is_last and bool(re.search(r"\b(количеств|числ)", text, re.IGNORECASE))


def _of_one_year(text: str, measure: ReadMeasure) -> ReadMeasure:
    """«К концу 2022 года … 100 %»: a target of that year only; «за период»: of the last one."""
    if measure.kind is Kind.COUNT and (found := WHOLE_TERM.search(text)):
        said = (
            f"Число названо за весь срок («{found[0]}»), не за каждый год. Плановое значение "
            "отнесено к последнему году; в нём учитывают все годы вместе."
        )
        return replace(measure, at_end=True, cumulative=True, doubts=(*measure.doubts, said))
    years = set(re.findall(rf"\b(?:к|в|за)\s+(?:концу\s+)?({YEAR})(?!\s*[-–—]\s*\d)", text, re.I))
    if len(years) != 1 or not measure.each_year:
        return measure
    return _in_year(measure, int(years.pop()))


def _counted(text: str, quantity: Quantity, subject: Subject) -> ReadMeasure:
    operator = quantity.operator
    if quantity.up_to and _is_goal(text, quantity):
        operator = Operator.AT_LEAST
    if _is_none(quantity):
        operator = Operator.AT_MOST
    return ReadMeasure(
        kind=kind_of(quantity.is_percent, subject),
        operator=operator,
        unit="%" if quantity.is_percent else unit_of(subject),
        each_year=quantity.target,
        subject=subject,
        doubts=tuple(_doubts_of_comparison(text, quantity)),
    )


def _is_goal(text: str, quantity: Quantity) -> bool:
    """«Довести до», «охват до», «до 100 %»: nothing is above it, or it is to be reached."""
    reaches = re.search(r"\b(довед|достиж|достич|охват)\w*", text[: quantity.start], re.IGNORECASE)
    return bool(reaches or GROWTH.search(text)) or quantity.target == HUNDRED


def _is_none(quantity: Quantity) -> bool:
    return quantity.bare and quantity.target == Target(Decimal(0))


UP_TO = "«До …» можно прочесть и как «не более», и как цель. Принято: {taken}."
BETWEEN_BOTH = (
    "Числа названы промежутком («{pair}»). Принято: больше второго — тоже не выполнено; если это "
    "не так, выберите «не менее»."
)
STRICT = "«Более» и «менее» без «не»: принято сравнение, включающее само число."
SIGN = "Знак сравнения не назван. Принято: не менее."
"""A bare number is a promise of at least as much: said once for the whole order."""
NOT_ABOVE_NONE = "Знак сравнения не назван. Принято: не более."
"""At least 0 would be promised of nothing."""


def _doubts_of_comparison(text: str, quantity: Quantity) -> list[str]:
    doubts = []
    around = re.search(
        r"(\b(?:порядка|около|примерно|ориентировочно)|[≈~])\s*$", text[: quantity.start], re.I
    )
    if around:
        doubts.append(f"«{around[1]}»: знак сравнения не точен. Принято: не менее.")
    if quantity.strict:
        doubts.append(STRICT)
    if quantity.of_range:
        pair = text[quantity.start : quantity.end].strip()
        doubts.append(
            f"Знак стоит перед двумя числами («{pair}»). Принято: {quantity.target.value}."
        )
    if quantity.operator is Operator.RANGE and quantity.target.upper != HUNDRED.value:
        pair = text[quantity.start : quantity.end].strip()
        doubts.append(BETWEEN_BOTH.format(pair=pair))
    said = re.search(r"\b(довед|достиж|достич)\w*", text, re.IGNORECASE)
    if quantity.up_to and not (GROWTH.search(text) or DECLINE.search(text) or said):
        taken = "не менее" if _is_goal(text, quantity) else "не более"
        doubts.append(UP_TO.format(taken=taken))
    whole = quantity.is_percent and quantity.target == HUNDRED
    undesired = undesired_in(text)
    is_bare = quantity.bare and quantity.operator is not Operator.RANGE
    if is_bare and not (whole or around):
        if _is_none(quantity):
            doubts.append(NOT_ABOVE_NONE)
        elif undesired:
            doubts.append(f"«{undesired}»: знак сравнения не назван. Принято: не менее.")
        else:
            doubts.append(SIGN)
    return doubts


HUNDRED = Target(Decimal(100))


def _absence(text: str, title: str) -> ReadMeasure | None:
    """«Отсутствие школ с …»: none of them."""
    found = re.match(r"\W*(отсутстви\w+|недопущени\w+|ни 1)\s", text, re.IGNORECASE)
    if not found or re.search(r"\d", text[found.end() :]):
        return None
    subject = subject_of(text[found.end() :], 0, 0, title)
    if subject is None:
        return None
    words = found[1].replace("1", "одного").capitalize()
    said = f"«{words} …» прочитано как «не более 0». Проверьте вид показателя и единицу."
    none = Target(Decimal(0))
    return ReadMeasure(
        Kind.COUNT,
        Operator.AT_MOST,
        unit_of(subject),
        each_year=none,
        subject=subject,
        doubts=(said,),
    )


def _everybody(text: str, _title: str) -> ReadMeasure | None:
    """«Каждый обучающийся имеет …», «все педагоги прошли …»."""
    found = re.match(rf"\W*(?:кажд\w+|все)\s+(?:{COUNTED_ON})\w*", text, re.IGNORECASE)
    if not found:
        return None
    said = f"«{found[0]} …»: доля 100 % или наличие, не сказано. Выберите вид показателя."
    return ReadMeasure(doubts=(said,))


def _presence(text: str, title: str) -> ReadMeasure | None:
    """«Наличие …», «издан приказ», «Аналитическая справка»; «да» under a document."""
    is_answer = re.fullmatch(r"\W*(да|есть|имеется|да\s*/\s*нет)\W*", text, re.IGNORECASE)
    if is_answer and re.search(DOCUMENT, title, re.IGNORECASE):
        return PRESENCE
    if not (PRESENT.search(text) or STARTS_AS_DOCUMENT.search(text)):
        return None
    number = next(iter(quantities_in(bare(text))), None)
    if number is None:
        year = OF_YEAR.match(text)
        targets = {int(year[1]): Target(Decimal(1))} if year else {}
        return replace(PRESENCE, each_year=None, targets=targets) if year else PRESENCE
    said = f"Прочитано наличие, а в тексте есть число («{_shown(text, number)}»)."
    said = f"{said} Проверьте вид показателя."
    return replace(PRESENCE, doubts=(said,))


def read_document_column(text: str) -> ReadMeasure:
    """A cell under «документ»: a document, and not surely so where it holds a number."""
    number = next(iter(quantities_in(bare(in_digits(text)))), None)
    if number is None:
        return PRESENCE
    said = f"Прочитано наличие, а в тексте есть число («{_shown(in_digits(text), number)}»)."
    return replace(PRESENCE, doubts=(f"{said} Проверьте вид показателя.",))


PRESENCE = ReadMeasure(Kind.PRESENCE, Operator.EXISTS, each_year=Target(Decimal(1)))


def _all_schools(text: str, _title: str) -> ReadMeasure | None:
    """«Все школы приняли участие»."""
    if not ALL.search(text) or quantities_in(bare(text)):
        return None
    return ReadMeasure(
        Kind.SHARE_OF_ORGS, Operator.AT_LEAST, "%", each_year=HUNDRED, subject=Subject.SCHOOLS
    )


RULES: tuple[Callable[[str, str], ReadMeasure | None], ...] = (
    _level,
    _hours,
    _as_last_year,
    _mean_of_schools,
    _ratio,
    _open,
    _slashed,
    _by_parts,
    _from_to,
    _path,
    _growth,
    _absence,
    _quantity,
    _everybody,
    _presence,
    _all_schools,
)
