"""Numbers and comparisons in words («не менее двух», «от 10 до 15», «1 200», «65,5 %»)."""

import re
from dataclasses import dataclass
from decimal import Decimal

from data_model.roadmap import Operator, Target

NUMBER = r"\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?!\d)|\d+(?:[.,]\d+)?"

WORDS = {
    "одн(?:ого|ой|у|а|о|ин)": 1, "дв(?:ух|а|е)": 2, "тр(?:[её]х|и)": 3, "четыр(?:[её]х|е)": 4,
    "пят(?:и|ь)": 5, "шест(?:и|ь)": 6, "сем(?:и|ь)": 7, "вос(?:ьми|емь)": 8,
    "девят(?:и|ь)": 9, "десят(?:и|ь)": 10, "пятнадцат(?:и|ь)": 15, "двадцат(?:и|ь)": 20,
    "тридцат(?:и|ь)": 30, "пят(?:и|ь)десят(?:и)?": 50, "сот(?:ни|ня)|ста": 100,
}  # fmt: skip
"""Numerals that orders write out."""

AT_LEAST = (
    r"не\s+(?:менее|ниже|меньше|реже)(?:\s+чем)?", r"как минимум", r"минимум", r"≥", r">=",
    r"от(?=\s+\d)", r"достижение", r"составит", r"равн\w+",
)  # fmt: skip
AT_MOST = (r"не\s+(?:более|выше|больше|превы\w+)(?:\s+чем)?", r"максимум", r"≤", r"<=")
ABOVE = (r"(?:более|свыше|больше|выше)(?:\s+чем)?", r">")
BELOW = (r"(?:менее|меньше|ниже)(?:\s+чем)?", r"<")
UP_TO = (r"до",)
EXACTLY = (r"ровно",)

COMPARISONS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("at_least", AT_LEAST),
    ("at_most", AT_MOST),
    ("above", ABOVE),
    ("below", BELOW),
    ("up_to", UP_TO),
    ("exactly", EXACTLY),
)
COMPARISON = "|".join(f"(?P<{name}>{'|'.join(words)})" for name, words in COMPARISONS)
QUANTITY = re.compile(
    rf"(?:(?<!\w)(?:{COMPARISON})\s*(?:на\s+|в\s+|по\s+)?)?(?<![\w№№.,/-])(?P<value>{NUMBER})"
    rf"(?:-?(?:х|ти|и|ми))?(?!\w)\s*(?P<percent>%|процент\w*(?!\w*\s*пункт))?",
    re.IGNORECASE,
)
BETWEEN = re.compile(
    rf"(?:\bот\s+(?P<from>{NUMBER})\s*%?\s*до\s+(?P<to>{NUMBER})"
    rf"|(?<![\w№.,/-])(?P<low>{NUMBER})\s*%?\s*[-–—]\s*(?P<high>{NUMBER}))\s*(?P<percent>%|процент\w*)?(?!\w)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its comparison and its place in the text.

    ``strict``: «более 50 %», which no operator says; for whole numbers it is one more.
    ``bare``: no comparison is written. ``up_to``: «до 50», either direction.
    """

    target: Target
    operator: Operator
    is_percent: bool
    start: int
    end: int
    strict: bool = False
    bare: bool = False
    up_to: bool = False


def in_digits(text: str) -> str:
    """«не менее двух» → «не менее 2»; «10 (десяти)» → «10»; «половины» → «50 %»."""
    text = re.sub(rf"({NUMBER})\s*\([а-яё\s]+\)", r"\1", text)
    for word, number in reversed(WORDS.items()):
        text = re.sub(rf"(?<!\w)(?:{word})(?!\w)", str(number), text, flags=re.IGNORECASE)
    text = re.sub(r"(?<!\w)половин[аыу]?(?!\w)", "50 %", text, flags=re.IGNORECASE)
    text = re.sub(r"(\d+)\s*-?\s*(?:процентн\w+(?!\w|\s*пункт)|%-н?\w+)", r"\1 %", text)
    return re.sub(rf"({NUMBER})\s*({SCALE})", _scaled, text, flags=re.IGNORECASE)


SCALE = r"(?:тыс|млн)(?:\.|яч\w*)?(?!\w)|миллион\w*"


def scale_of(text: str) -> int:
    """«тыс. человек» → 1000."""
    found = re.search(SCALE, text, re.IGNORECASE)
    return (1000 if found[0].lower().startswith("тыс") else 1_000_000) if found else 1


def _scaled(found: re.Match[str]) -> str:
    """«1,5 тыс.» → «1500»."""
    return f"{(number_of(found[1]) * scale_of(found[2])).normalize():f}"


def number_of(text: str) -> Decimal:
    """«1 200» → 1200, «65,5» → 65.5."""
    return Decimal(re.sub(r"\s", "", text).replace(",", "."))


def quantities_in(text: str) -> list[Quantity]:
    """Every number of a text, ranges first."""
    ranges = [_range(found) for found in BETWEEN.finditer(text)]
    for one in ranges:
        text = f"{text[: one.start]}{' ' * (one.end - one.start)}{text[one.end :]}"
    return ranges + [_quantity(found) for found in QUANTITY.finditer(text)]


def _range(found: re.Match[str]) -> Quantity:
    low, high = found["from"] or found["low"], found["to"] or found["high"]
    target = Target(number_of(low), number_of(high))
    return Quantity(target, Operator.RANGE, bool(found["percent"]), *found.span())


def _quantity(found: re.Match[str]) -> Quantity:
    word = next((name for name, _ in COMPARISONS if found[name]), "")
    value, is_percent = number_of(found["value"]), bool(found["percent"])
    step = {"above": 1, "below": -1}.get(word, 0)
    whole = bool(step) and not is_percent and value == value.to_integral_value()
    return Quantity(
        target=Target(value + step if whole else value),
        operator=OPERATORS.get(word, Operator.AT_LEAST),
        is_percent=is_percent,
        start=found.start(),
        end=found.end(),
        strict=bool(step) and not whole,
        bare=not word,
        up_to=word == "up_to",
    )


OPERATORS = {
    "at_most": Operator.AT_MOST,
    "below": Operator.AT_MOST,
    "up_to": Operator.AT_MOST,
    "exactly": Operator.EQUAL,
}
"""Everything else is «at least»."""
