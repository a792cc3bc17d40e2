"""What a wording promises («индикативный показатель»): text → kind, comparison, values.

RULES at the bottom are tried in turn; the first that understands the text says its kind. What
none understands has no kind, and a person decides.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from decimal import Decimal

from data_model.roadmap import Kind, Operator, Target
from loaders.orders.grades import without_grades
from loaders.orders.numbers import Quantity, in_digits, quantity_in
from loaders.orders.paths import path_in
from loaders.orders.subjects import ALL, Subject, subject_of, subjects_in, unit_of
from loaders.orders.years import YEAR

GROWTH = re.compile(
    r"\b(рост|прирост|увеличен|повышен|возраст|расширен|положительн\w+ динамик)\w*", re.IGNORECASE
)
DECLINE = re.compile(r"\b(снижен|уменьшен|сокращен|отрицательн\w+ динамик)\w*", re.IGNORECASE)
POINTS = re.compile(r"процентн\w+ пункт|п\.\s?п\.", re.IGNORECASE)
OFTEN = re.compile(
    r"\bв\s+(квартал|месяц|полугоди|недел|четверть)|\bкажд\w+ (квартал|месяц|полугод|недел)"
    r"|ежеквартальн|ежемесячн|еженедельн",
    re.IGNORECASE,
)
"""Oftener than once a year: no number of the year."""
UNMEASURED = re.compile(
    r"балл|рубл|руб\.|место в|час(?:ов|а)\b|минут|\bтрет(?:ей|и|ь|ью)\b", re.IGNORECASE
)
"""Units of none of our kinds."""

DOCUMENT = (
    r"приказ|распоряжени|постановлени|справк|отч[её]т|протокол|план|программ|положени|график"
    r"|договор|соглашени|аналитическ|сборник|рекомендаци|письм|паспорт|реестр|банк|база|перечень"
    r"|нормативн|локальн|методическ|карт|регламент|резолюци|решени|информаци|публикаци|журнал"
)
PRESENT = re.compile(
    r"\b(налич|имеет|имеют|издан|разработан[аоы]?\b|утвержд[её]н|размещ[её]н|создан[аоы]?\b"
    r"|подготовлен[аоы]?\b|составлен[аоы]?\b|заключен[аоы]\b|принят[аоы]?\b|представлен[аоы]?\b)",
    re.IGNORECASE,
)
STARTS_AS_DOCUMENT = re.compile(rf"^\W*(итогов\w+ |сводн\w+ |ежегодн\w+ )?({DOCUMENT})", re.I)


@dataclass(frozen=True, slots=True)
class Measure:
    """A wording as it was understood.

    ``targets`` are by year; ``each_year`` is the value of every year that is not among them.
    ``kind`` is None where no rule understood it.
    """

    kind: Kind | None = None
    operator: Operator | None = None
    unit: str = ""
    targets: dict[int, Target] = field(default_factory=dict)
    each_year: Target | None = None
    subject: Subject | None = None
    in_school_years: bool = False
    doubts: tuple[str, ...] = ()


def read_measure(text: str, title: str) -> Measure:
    """What a wording promises; the title says whom it counts where the wording does not."""
    digits = in_digits(text)
    return next((found for rule in RULES if (found := rule(digits, title))), Measure())


def _path(text: str, title: str) -> Measure | None:
    """Targets by year: of a share, a growing share, or a number."""
    path = path_in(text)
    if not path:
        return None
    subject = _whose(text, path.start, path.end, title, path.is_percent)
    falls = DECLINE.search(text) or re.search(
        r"не\s+(более|выше|больше|превы)", text, re.IGNORECASE
    )
    return Measure(
        kind=_kind(path.is_percent, subject, grows=bool(GROWTH.search(path.rest))),
        operator=Operator.AT_MOST if falls else Operator.AT_LEAST,
        unit="%" if path.is_percent else unit_of(subject),
        targets=path.targets,
        subject=subject,
        in_school_years=path.is_school,
    )


def _kind(is_percent: bool, subject: Subject | None, grows: bool = False) -> Kind:
    if not is_percent:
        return Kind.COUNT
    if subject is Subject.SCHOOLS:
        return Kind.SHARE_OF_ORGS
    return Kind.GROWING_SHARE if grows else Kind.SHARE


def _whose(text: str, start: int, end: int, title: str, is_percent: bool) -> Subject | None:
    """Percents of «участников» are percents of those whom the title names."""
    subject = subject_of(text, start, end, title)
    if not is_percent or subject not in {Subject.PEOPLE, Subject.THINGS, None}:
        return subject
    named = [found.subject for found in subjects_in(title)]
    return named[0] if named and named[0] not in {Subject.PEOPLE, Subject.THINGS} else subject


def _growth(text: str, title: str) -> Measure | None:
    """«Рост на 5 %», «снижение на 10 %»: the change against a year ago."""
    rises, falls = GROWTH.search(text), DECLINE.search(text)
    if not (rises or falls):
        return None
    if POINTS.search(text):
        return Measure(doubts=("Рост в процентных пунктах: такого вида показателя нет.",))
    quantity = quantity_in(_bare(text))
    if not quantity:
        return _growth_without_number(text, title)
    before = text[: quantity.end]
    by = re.search(r"\bна\s+(?:не\s+\w+(?:\s+чем)?\s+)?[\d.,]+\s*%?$", before.rstrip(), re.I)
    if not by and not (rises and rises[1].lower() in {"рост", "прирост"} and quantity.is_percent):
        return None
    if not quantity.is_percent or quantity.up_to:
        return Measure(doubts=("Рост назван не в процентах: такого вида показателя нет.",))
    return _change(quantity, subject_of(text, quantity.start, quantity.end, title), bool(falls))


def _change(quantity: Quantity, subject: Subject | None, falls: bool) -> Measure:
    value = quantity.target.value
    return Measure(
        kind=Kind.GROWTH,
        operator=Operator.AT_MOST if falls else Operator.AT_LEAST,
        unit="%",
        each_year=Target(-value if falls else value),
        subject=subject,
    )


def _growth_without_number(text: str, title: str) -> Measure | None:
    """«Рост числа участников»: the kind is clear, the promised growth is not."""
    if not re.search(r"\b(числ|количеств|охват|участник)", text, re.IGNORECASE):
        return None
    return Measure(
        kind=Kind.GROWTH,
        operator=Operator.AT_LEAST,
        unit="%",
        subject=subject_of(text, 0, 0, title),
        doubts=("На сколько должен быть рост, не сказано. Плановое значение не предложено.",),
    )


def _quantity(text: str, title: str) -> Measure | None:
    """One number, or a range, for every year of the term."""
    if UNMEASURED.search(text):
        return None
    if OFTEN.search(text):
        return Measure(doubts=("Показатель назван частотой, а не итогом за год.",))
    quantity = quantity_in(_bare(text))
    if not quantity:
        return None
    subject = _whose(text, quantity.start, quantity.end, title, quantity.is_percent)
    if (
        not quantity.is_percent
        and not subjects_in(text)
        and re.search(r"[а-яё]{3}", text[quantity.end :])
    ):
        subject = Subject.THINGS
    if subject is None or not (quantity.is_percent or _counts(text, quantity)):
        return None
    return _of_one_year(text, _counted(text, quantity, subject))


def _counts(text: str, quantity: Quantity) -> bool:
    """A bare number counts with a noun behind it, or at the end of «Количество …»."""
    if not quantity.bare or subjects_in(text[quantity.end :]):
        return True
    is_last = not re.search(r"\w", text[quantity.end :])
    return is_last and bool(re.search(r"\b(количеств|числ)", text, re.IGNORECASE))


def _of_one_year(text: str, measure: Measure) -> Measure:
    """«К концу 2022 года … 100 %»: a target of that year only."""
    years = set(re.findall(rf"\b(?:к|в|за)\s+(?:концу\s+)?({YEAR})", text, re.IGNORECASE))
    if len(years) != 1 or not measure.each_year:
        return measure
    return replace(measure, targets={int(years.pop()): measure.each_year}, each_year=None)


def _counted(text: str, quantity: Quantity, subject: Subject) -> Measure:
    operator = quantity.operator
    if quantity.up_to and GROWTH.search(text):
        operator = Operator.AT_LEAST
    return Measure(
        kind=_kind(quantity.is_percent, subject),
        operator=operator,
        unit="%" if quantity.is_percent else unit_of(subject),
        each_year=quantity.target,
        subject=subject,
        doubts=tuple(_doubts_of_comparison(text, quantity)),
    )


def _doubts_of_comparison(text: str, quantity: Quantity) -> list[str]:
    doubts = []
    if quantity.strict:
        doubts.append("«Более» и «менее» без «не»: принято сравнение, включающее само число.")
    if quantity.up_to and not (GROWTH.search(text) or DECLINE.search(text)):
        doubts.append("«До …» можно прочесть и как «не более», и как цель. Принято: не более.")
    whole = quantity.is_percent and quantity.target == HUNDRED
    if quantity.bare and quantity.operator is not Operator.RANGE and not whole:
        doubts.append("Знак сравнения не назван. Принято: не менее.")
    return doubts


HUNDRED = Target(Decimal(100))


def _presence(text: str, _title: str) -> Measure | None:
    """«Наличие …», «издан приказ», «Аналитическая справка»."""
    if not (PRESENT.search(text) or STARTS_AS_DOCUMENT.search(text)):
        return None
    return Measure(Kind.PRESENCE, Operator.EXISTS, each_year=Target(Decimal(1)))


def _all_schools(text: str, _title: str) -> Measure | None:
    """«Все школы приняли участие»."""
    if not ALL.search(text):
        return None
    return Measure(
        Kind.SHARE_OF_ORGS, Operator.AT_LEAST, "%", each_year=HUNDRED, subject=Subject.SCHOOLS
    )


def _bare(text: str) -> str:
    """The text with years, grades and numbers of documents blanked out, length kept."""
    for pattern in (r"\b\d{1,2}\.\d\d\.\d{4}", rf"(?<!\d){YEAR}(?!\d)", r"№\s*[\w/-]+"):
        text = re.sub(pattern, lambda found: " " * len(found[0]), text)
    return without_grades(text)


RULES: tuple[Callable[[str, str], Measure | None], ...] = (
    _path,
    _growth,
    _quantity,
    _presence,
    _all_schools,
)
