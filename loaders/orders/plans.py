"""Targets that stand in cells of their own («план по графам»), with the unit beside them.

What a cell adds in words of its own («рост на 20 %») is left to the reading of wordings.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from data_model.roadmap import Kind, Operator, Target, is_in_hours
from loaders.orders.measures import (
    HUNDRED,
    NO_KIND,
    NOT_ABOVE_NONE,
    SLASHED,
    STRICT,
    UP_TO,
    ReadMeasure,
    kind_of,
    per_one,
    whose,
)
from loaders.orders.numbers import (
    DAYS,
    NUMBER,
    Quantity,
    in_digits,
    number_of,
    quantities_in,
    scale_of,
    without,
)
from loaders.orders.wording_signs import (
    DECLINE,
    GROWTH,
    NO_SHARE,
    PER,
    STARTS_AS_DOCUMENT,
    UNMEASURED,
    Subject,
    names_document,
    subjects_in,
    undesired_in,
    unit_of,
)

NO = re.compile(r"нет|не предусмотрено", re.IGNORECASE)
PERCENT = re.compile(r"%|процент", re.IGNORECASE)
SHARE = re.compile(
    r"^(?:[^\w%]*(?:показатель\s*[\d.]+\s*)?(?:дол[яи]|удельн\w+ вес|охват|процент)\b|\s*%)", re.I
)
KNOWN = re.compile(r"^\W*(?:(?:тыс|млн)\w*\.?\s*)?(?:чел|ед|шт|мест|кол|да\b)", re.IGNORECASE)
PART = re.compile(r"\b(дол[яиюей]+|удельн\w+ вес|охвачен\w*|от общ\w+|в общ\w+)\b", re.IGNORECASE)
EARLY = 20
"""Letters before the first noun of a name that begins with people."""
NUMBER_OF = re.compile(r"\b(количеств|кол-во|числ|численност)\w*", re.IGNORECASE)
PRESENCE = re.compile(r"^\W*(?:показатель\s*[\d.]+\s*)?налич", re.IGNORECASE)
PEOPLE = re.compile(r"чел", re.IGNORECASE)
PLAIN = re.compile(
    r"%|процент\w*|чел\w*\.?|ед\w*\.?|шт\w*\.?|школ\w*|раз\w*|место|мест|балл\w*|учащ\w*|обучающ\w*"
    r"|участник\w*|мероприят\w*|организац\w*|педагог\w*|\(план\)|[().,;*<>\s]",
    re.IGNORECASE,
)
"""Units and signs that a cell may hold beside its number."""
OF_NO_KIND = r"\W*(?:показатель\s*[\d.]+\W*)?(средн\w+|место|рейтинг|индекс|коэффициент)"
TAIL = re.compile(
    r"(?:,\s*|\()(?:в\s+)?((?:тыс\.?|млн\.?)?\s*(?:%|процент\w*|чел\w*|ед\w*|шт\w*)[^,()]*)\)?",
    re.I,
)
"""The unit at the end of a name: «…, тыс. человек», «… (ед. в год)»."""


IN_CELL = re.compile(
    r"\d\s*\)?\s*(?:(?:тыс|млн)\w*\.?\s*)?((?:чел|ед|шт)(?:\.|[а-яё]*))", re.IGNORECASE
)
"""The unit behind the number of a cell; its thousands are in the number already."""

PlanKey = int | tuple[int, int]


@dataclass(frozen=True, slots=True)
class Plan:
    """One indicator of a table: its name, its unit, the cells of its years.

    The year 0 is the one value of all years, a pair is a part of a year. ``bound`` and
    ``direction`` are what the table says of the comparison. ``from_start``: the parts are counted
    from the beginning of the year, and its end is that of the last one.
    """

    name: str
    unit: str
    cells: Mapping["PlanKey", str]
    bound: Operator | None = None
    direction: str = ""
    from_start: bool = False

    @property
    def measured_in(self) -> str:
        """The unit of the column, else that of the cells, else that of the name."""
        tails = TAIL.findall(self.name)
        cell = next(iter(self.cells.values()), "")
        named = IN_CELL.search(cell)
        in_cell = "%" if PERCENT.search(cell) else named[1] if named else ""
        in_name = "%" if self.name.lstrip().startswith("%") else tails[-1] if tails else ""
        return self.unit or in_cell or in_name

    @property
    def in_percents(self) -> bool:
        unit = "".join(self.measured_in.split())
        return bool(PERCENT.search(unit) or (not unit and SHARE.search(self.name)))


TWO_IN_A_CELL = (
    "В ячейке плана два числа через черту («{shown}»), какое из них план, не сказано. Выберите вид "
    "показателя и впишите значения по годам."
)


def read_plan(plan: Plan, title: str) -> ReadMeasure | None:
    """What the cells promise; None where one of them says more than its number."""
    answers = _answers(plan)
    if answers is not None:
        return answers
    if divided := next(filter(SLASHED.fullmatch, map(str.strip, plan.cells.values())), ""):
        return ReadMeasure(doubts=(TWO_IN_A_CELL.format(shown=divided),))
    quantities = {
        year: _plain(_whole_text(text, plan), plan.in_percents) for year, text in plan.cells.items()
    }
    known = {year: one for year, one in quantities.items() if one}
    if len(known) < len(quantities) or not known:
        return None
    return _measured(plan, title, known)


def _answers(plan: Plan) -> ReadMeasure | None:
    """«Да» by year; «1» under «наличие …»."""
    texts = {year: text.strip(" .") for year, text in plan.cells.items()}
    yes = {year for year, text in texts.items() if names_document(text)}
    one = (
        {year for year, text in texts.items() if text == "1"}
        if PRESENCE.search(plan.name) or STARTS_AS_DOCUMENT.search(plan.name)
        else set()
    )
    no = {year for year, text in texts.items() if NO.fullmatch(text)}
    if not (yes or one) or set(texts) - yes - one - no:
        return None
    return _by_year(
        ReadMeasure(Kind.PRESENCE, Operator.EXISTS), dict.fromkeys(yes | one, Target(Decimal(1)))
    )


WAY = re.compile(rf"\s*(?:{NUMBER})\s*%?\s*(?:[→⇒➔]|[-=]>)\s*(?=\d)")
"""«30 → 50»: from what there was to what is planned."""
SHARE_BEHIND = re.compile(rf"(?<=\d)\s*\(\s*(?:{NUMBER})\s*(?:%|процент\w*)\s*\)")
"""«5 (10 %)» under a unit of people: the number, and its share beside it."""
BESIDE = "Рядом с числом названа и доля («{shown}»). Принято число; доля не прочитана."
WAY_TAKEN = "Названо «{shown}». Плановым значением принято второе число."


def _goes_down(text: str) -> bool:
    way = WAY.match(text)
    after = re.match(NUMBER, text[way.end() :]) if way else None
    before = re.search(NUMBER, way[0]) if way else None
    return bool(before and after and number_of(after[0]) < number_of(before[0]))


def _beside(plan: Plan) -> Iterator[str]:
    """What a cell says beside the number that is its plan."""
    for text in plan.cells.values():
        if WAY.match(text):
            yield WAY_TAKEN.format(shown=text.strip())
        if not plan.in_percents and (found := SHARE_BEHIND.search(text)):
            yield BESIDE.format(shown=found[0].strip(" ()"))


def _whole_text(text: str, plan: Plan) -> str:
    """«1.300» of people or things are 1300; «30 → 50» is 50, and «5 (10 %)» people are 5."""
    text = WAY.sub("", text, count=1)
    text = text if plan.in_percents else SHARE_BEHIND.sub("", text)
    is_whole = re.match(r"\W*(?:чел|ед|шт)", plan.measured_in, re.IGNORECASE)
    is_parted = is_whole and re.fullmatch(r"\s*\d{1,3}(?:\.\d{3})+\s*", text)
    return text.replace(".", "") if is_parted else text


def _plain(text: str, in_percents: bool) -> Quantity | None:
    """The number of a cell that holds nothing but it, its comparison and its unit."""
    digits = without(in_digits(text), DAYS)
    found = quantities_in(digits, in_percents)
    if len(found) != 1:
        return None
    rest = digits[: found[0].start] + digits[found[0].end :]
    return None if PLAIN.sub("", rest) else found[0]


def _measured(plan: Plan, title: str, known: Mapping[PlanKey, Quantity]) -> ReadMeasure:
    unit, name = plan.measured_in, plan.name
    is_percent = plan.in_percents
    if said := _odd(name, unit, is_percent):
        return ReadMeasure(doubts=(said,))
    operator, said_of_sign = _operator(plan, known)
    subject = whose(name, 0, 0, title, is_percent)
    subject = Subject.HOURS if is_in_hours(unit) else _of_unit(unit, is_percent) or subject
    scale = 1 if is_percent else scale_of(unit)
    measure = ReadMeasure(
        kind=_kind(name, is_percent, subject),
        operator=operator,
        unit="%" if is_percent else _unit(unit, subject),
        subject=subject or Subject.PEOPLE,
        doubts=(*_doubts_of_unit(name, unit, is_percent), *said_of_sign, *_beside(plan)),
    )
    told_per = PER.search(in_digits(name))
    if told_per and not is_percent:
        measure = per_one(replace(measure, kind=Kind.COUNT), told_per)
    if measure.kind is Kind.COUNT and not measure.per and _is_from_start(plan):
        measure, known = _added_up(measure, known)
    elif plan.from_start:
        known = dict(_with_ends(known))
    return _by_year(measure, {year: _scaled(one.target, scale) for year, one in known.items()})


def _odd(name: str, unit: str, is_percent: bool) -> str:
    """Why the indicator is of no kind of ours; empty where it may be."""
    if is_in_hours(unit):
        return ""
    found = UNMEASURED.search(unit) or re.match(OF_NO_KIND, name, re.IGNORECASE)
    found = found or (None if unit else UNMEASURED.search(name))
    if found:
        what = "Единица" if found[0] in unit else "Показатель"
        return NO_KIND.format(what=f"{what} «{found[0]}»")
    is_told = (
        _is_share(name) or _of_unit(unit, is_percent) or GROWTH.search(name) or DECLINE.search(name)
    )
    return NO_KIND.format(what="Назван процент, но не доля") if is_percent and not is_told else ""


def _of_unit(unit: str, is_percent: bool) -> Subject | None:
    """«% школ», «% обучающихся»: the unit says whose share it is."""
    named = subjects_in(unit) if is_percent else []
    return named[0].subject if named and named[0].subject is not Subject.THINGS else None


def _kind(name: str, is_percent: bool, subject: Subject | None) -> Kind:
    """«Прирост числа …, %» is growth, «увеличение доли …, %» a growing share."""
    grows = bool(GROWTH.search(name)) and is_percent
    if grows and NUMBER_OF.search(name) and not SHARE.search(name):
        return Kind.GROWTH
    return kind_of(is_percent, subject, grows=grows)


def _doubts_of_unit(name: str, unit: str, is_percent: bool) -> Iterator[str]:
    if unit and not is_percent and not _is_known(unit):
        yield f"Единица «{unit}» не понята. Принято: число; проверьте вид показателя."
    elif not unit and is_percent:
        yield "Единица не указана. Принято: процент."
    elif not unit and not (NUMBER_OF.search(name) or PRESENCE.search(name)):
        yield "Единица не указана. Принято: число; проверьте вид показателя."
    elif not unit and not subjects_in(name) and not PRESENCE.search(name):
        yield "Единица не указана. Принято: ед."


def _is_known(unit: str) -> bool:
    """People, things, or the usual signs of them."""
    return bool(KNOWN.search(unit) or subjects_in(unit) or is_in_hours(unit))


def _is_share(name: str) -> bool:
    """It says so, or begins with those whose share it is."""
    first = next(iter(subjects_in(name)), None)
    if NO_SHARE.search(name):
        return False
    return bool(SHARE.search(name) or PART.search(name) or (first and first.start < EARLY))


def _scaled(target: Target, scale: int) -> Target:
    upper = None if target.upper is None else _whole(target.upper * scale)
    return Target(_whole(target.value * scale), upper)


def _whole(value: Decimal) -> Decimal:
    """1200.0 people are 1200."""
    return Decimal(int(value)) if value == value.to_integral_value() else value


ADDED_UP = (
    "План кварталов назван с начала года. Принято: отчитываются за каждый квартал, числа кварталов "
    "складываются."
)
NOT_DIVIDED = (
    "План кварталов назван с начала года и не для всех лет. Принято: план года целиком; кварталы "
    "впишите в таблицу лет, если судить и по ним."
)
FROM_START = re.compile(r"(?:нарастающ|накопленн)\w+ итогом|с начала года", re.IGNORECASE)


def _is_from_start(plan: Plan) -> bool:
    """By the heads of its columns, or by its name."""
    is_divided = any(isinstance(key, tuple) for key in plan.cells)
    return plan.from_start or (is_divided and bool(FROM_START.search(plan.name)))


def _added_up(
    measure: ReadMeasure, known: Mapping[PlanKey, Quantity]
) -> tuple[ReadMeasure, Mapping[PlanKey, Quantity]]:
    """Quarters that are added up; beside years that are not divided the years alone are judged."""
    ended = dict(_with_ends(known))
    is_divided = all(isinstance(key, tuple) for key in ended)
    if is_divided:
        return replace(measure, cumulative=True, doubts=(*measure.doubts, ADDED_UP)), ended
    years: dict[PlanKey, Quantity] = {
        key: one for key, one in known.items() if not isinstance(key, tuple)
    }
    return replace(measure, doubts=(*measure.doubts, NOT_DIVIDED)), years


def _with_ends(known: Mapping[PlanKey, Quantity]) -> Iterator[tuple[PlanKey, Quantity]]:
    """The plan of a year as that of its last quarter, by whose end all of it is counted."""
    divided = {key[0] for key in known if isinstance(key, tuple)}
    for key, one in known.items():
        if isinstance(key, tuple) or (key and key not in divided):
            yield key, one
        else:
            yield from (((year, 4), one) for year in ({key} & divided or divided))


def _by_year(measure: ReadMeasure, targets: Mapping[PlanKey, Target]) -> ReadMeasure:
    """Targets of years, of parts of years, or one of every year."""
    parts = {key: one for key, one in targets.items() if isinstance(key, tuple)}
    years = {key: one for key, one in targets.items() if not isinstance(key, tuple) and key}
    return replace(measure, parts=parts, targets=years, each_year=targets.get(0))


def _unit(unit: str, subject: Subject | None) -> str:
    if is_in_hours(unit):
        return unit_of(Subject.HOURS)
    if PEOPLE.search(unit):
        return "чел."
    named = unit.strip(" ,.()").lower()
    if not named or re.match(r"(?:усл\w*\.?\s*)?ед|шт", named) or scale_of(unit) > 1:
        return unit_of(subject) or "ед." if not named or scale_of(unit) > 1 else "ед."
    return named


def _operator(plan: Plan, known: Mapping[PlanKey, Quantity]) -> tuple[Operator, list[str]]:
    """The comparison of the cells, the name, the head or the direction; else of their run."""
    signs = {
        one.operator for one in known.values() if not one.bare or one.operator is Operator.RANGE
    }
    if len(signs) > 1:
        return Operator.AT_LEAST, ["Знак сравнения по годам разный. Принято: не менее."]
    if signs:
        reached = any(one.up_to for one in known.values())
        said = [UP_TO.format(taken="не более")] if reached else []
        return signs.pop(), said + [STRICT for one in known.values() if one.strict][:1]
    if plan.bound:
        return plan.bound, []
    if any(_goes_down(text) for text in plan.cells.values()):
        return Operator.AT_MOST, []
    falls = re.search(r"не\s+(?:более|выше|больше|превы)", plan.name, re.IGNORECASE)
    if falls or DECLINE.search(plan.name) or re.search(r"убыван|сниж|уменьш", plan.direction, re.I):
        return Operator.AT_MOST, []
    years = sorted(key for key in known if not isinstance(key, tuple))
    return _operator_of_run(plan, [known[year].target for year in years])


def _operator_of_run(plan: Plan, run: list[Target]) -> tuple[Operator, list[str]]:
    """What is not wanted, or falls from year to year, is to be less."""
    values = [target.value for target in run]
    falls = values == sorted(values, reverse=True) and values[:1] > values[-1:]
    undesired = undesired_in(plan.name)
    if undesired and (falls or not any(values)):
        return Operator.AT_MOST, []
    if undesired and run[:1] != [HUNDRED]:
        text = f"«{undesired}»: знак сравнения не назван. Принято: не более."
        return Operator.AT_MOST, [text]
    if values and not any(values):
        return Operator.AT_MOST, [NOT_ABOVE_NONE]
    if falls and not re.search(r"возрастан|рост", plan.direction, re.IGNORECASE):
        return Operator.AT_MOST, [
            "Значения по годам убывают, знак сравнения не назван. Принято: не более."
        ]
    return Operator.AT_LEAST, []
