"""Roadmap files («дорожная карта как данные»): TOML → Roadmap, and back.

A file is one roadmap. Whatever is wrong is said all at once, each finding on a line of its own
that names file, row of the order and field, so that one reading mends the file. In order: the
tables of the file as pydantic sees them (nothing is converted silently), the noun made of them,
the way back to TOML text, complaints in Russian, and reading itself.
"""

import datetime
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any

from pydantic import (
    BeforeValidator,
    Field,
    StringConstraints,
    ValidationError,
)

from data_model.errors import UnreadableFile, WrongDefinition
from data_model.roadmap import (
    Act,
    Activity,
    AnswerType,
    Change,
    Goal,
    Indicator,
    Kind,
    Level,
    Operator,
    PartOfYear,
    Period,
    PeriodKind,
    Question,
    Respondent,
    Roadmap,
    Scope,
    Target,
)
from loaders.roadmaps.rules import FilePlace, contradictions
from loaders.values.toml_table import TomlTable, Written


def _exact(value: Any) -> Any:
    """Whole numbers of the file as Decimal; fractions already come so from the TOML reader."""
    return Decimal(value) if type(value) is int else value


def _pair_or_single(value: Any) -> Any:
    """A target is a number, or ``[a, b]`` for a range: both become a list."""
    return value if isinstance(value, list) else [value]


def _year(key: Any) -> Any:
    """Keys of a TOML table are texts; those of ours are years."""
    return int(key) if isinstance(key, str) and key.isascii() and key.isdigit() else key


Text = Annotated[str, StringConstraints(min_length=1)]
Code = Annotated[str, StringConstraints(pattern=r"^([a-z]|[a-z0-9_]+__)[a-z0-9_]*$")]
"""Of a question or an indicator; before «__» stands the code of its roadmap."""
Exact = Annotated[Decimal, BeforeValidator(_exact)]
Year = Annotated[int, BeforeValidator(_year), Field(ge=2000, le=2100)]
Grade = Annotated[int, Field(ge=1, le=11)]
TargetValue = Annotated[
    list[Exact], BeforeValidator(_pair_or_single), Field(min_length=1, max_length=2)
]


class ActTable(TomlTable):
    body: Text
    kind: Text
    date: datetime.date | None = None
    number: str = ""
    title: str = ""


class QuestionTable(TomlTable):
    code: Code
    text: Text
    answer: Annotated[AnswerType, Written]
    asked_of: Annotated[list[Annotated[Respondent, Written]], Field(min_length=1)]
    grades: list[Grade] = []
    unit: str = ""
    hint: str = ""
    documents: Annotated[int, Field(ge=0, le=20)] = 0
    options: list[Text] = []


class PartTable(TomlTable):
    due: datetime.date
    target: TargetValue | None = None


class PeriodTable(TomlTable):
    kind: Annotated[PeriodKind, Written]
    due: datetime.date
    parts: list[PartTable] = []


class IndicatorTable(TomlTable):
    code: Code
    kind: Annotated[Kind, Written]
    level: Annotated[Level, Written]
    counted: Code
    scope: Annotated[Scope, Written] | None = None
    out_of: Code | None = None
    base: list[Grade] = []
    comparison_bases: list[list[Grade]] = []
    operator: Annotated[Operator, Written] = Operator.AT_LEAST
    unit: str = ""
    targets: dict[Year, TargetValue] = {}
    operators: dict[Year, Annotated[Operator, Written]] = {}
    periods: dict[Year, PeriodTable] = {}
    requires_growth: bool = False
    partly_from: Annotated[Exact, Field(gt=0, le=1)] = Decimal("0.8")
    control: bool = False
    also_counted: list[Code] = []
    change: Annotated[Change, Written] | None = None
    per: Annotated[int, Field(ge=1, le=1000)] | None = None
    cumulative: bool = False
    from_level: str = ""
    weight: Annotated[Exact, Field(ge=0)] | None = None
    baseline: Exact | None = None
    baseline_on: datetime.date | None = None
    formula: str = ""
    source: str = ""
    frequency: str = ""
    methodology: str = ""


class ActivityTable(TomlTable):
    number: Text
    title: Text
    term: Text
    wording: Text
    executors: Annotated[list[Text], Field(min_length=1)]
    short: Text
    note: str = ""
    unsure: list[Text] = []
    section: str = ""
    parent: str = ""
    links: list[Text] = []
    parent_row: str = ""
    indicator: IndicatorTable


class GoalTable(TomlTable):
    title: Text
    rows: list[Text] = []


class RoadmapTable(TomlTable):
    """The whole file."""

    code: Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]*$", max_length=60)]
    title: Text
    years: Annotated[list[Year], Field(min_length=1)]
    synthetic: bool = False
    in_force_from: Year | None = None
    act: ActTable
    goal: list[GoalTable] = []
    question: Annotated[list[QuestionTable], Field(min_length=1)]
    activity: Annotated[list[ActivityTable], Field(min_length=1)]


def to_roadmap(table: RoadmapTable) -> Roadmap:
    """The noun that the rest of the house knows."""
    return Roadmap(
        code=table.code,
        title=table.title,
        act=Act(**table.act.model_dump()),
        years=tuple(table.years),
        questions=tuple(_question(question) for question in table.question),
        activities=tuple(_activity(activity) for activity in table.activity),
        synthetic=table.synthetic,
        goals=tuple(Goal(goal.title, tuple(goal.rows)) for goal in table.goal),
        in_force_from=table.in_force_from,
    )


def _question(table: QuestionTable) -> Question:
    return Question(**_frozen(table.model_dump()))


def _activity(table: ActivityTable) -> Activity:
    plain = _frozen(table.model_dump(exclude={"indicator"}))
    return Activity(**plain, indicator=_indicator(table.indicator))


def _indicator(table: IndicatorTable) -> Indicator:
    plain = _frozen(table.model_dump(exclude={"targets", "operators", "periods"}))
    return Indicator(
        **plain,
        targets={
            year: Target(ends[0], ends[1] if len(ends) > 1 else None, table.operators.get(year))
            for year, ends in sorted(table.targets.items())
        },
        periods={
            year: Period(year, period.kind, period.due, tuple(map(_part, period.parts)))
            for year, period in sorted(table.periods.items())
        },
    )


def _part(table: PartTable) -> PartOfYear:
    ends = table.target
    target = Target(ends[0], ends[1] if len(ends) > 1 else None) if ends else None
    return PartOfYear(table.due, target)


def _frozen(fields: dict[str, Any]) -> dict[str, Any]:
    """Lists as tuples, all the way down."""
    return {name: _freeze(value) for name, value in fields.items()}


def _freeze(value: Any) -> Any:
    return tuple(map(_freeze, value)) if isinstance(value, list) else value


ESCAPES = {ord("\\"): "\\\\", ord('"'): '\\"', 0x7F: "\\u007f"} | {
    code: f"\\u{code:04x}" for code in range(0x20)
}


def write_roadmap(roadmap: Roadmap) -> str:
    """TOML text of a roadmap; the number of the edition belongs to the store, not to the file."""
    tables = [_lines(roadmap, leave={"act", "goals", "questions", "activities", "edition"})]
    tables += [["[act]", *_lines(roadmap.act)]]
    tables += [["[[goal]]", *_lines(goal)] for goal in roadmap.goals]
    tables += [["[[question]]", *_lines(question)] for question in roadmap.questions]
    tables += [list(_activity_lines(activity)) for activity in roadmap.activities]
    return "\n\n".join("\n".join(table) for table in tables) + "\n"


def _activity_lines(activity: Activity) -> Iterator[str]:
    yield "[[activity]]"
    yield from _lines(activity, leave={"indicator"})
    yield ""
    yield "[activity.indicator]"
    yield from _lines(activity.indicator, leave={"targets", "periods"})
    yield from _by_year(activity.indicator)


def _by_year(indicator: Indicator) -> Iterator[str]:
    if indicator.targets:
        yield f"targets = {_value(indicator.targets)}"
    own = {year: one.operator.value for year, one in indicator.targets.items() if one.operator}
    if own:
        yield f"operators = {_value(own)}"
    if indicator.periods:
        yield f"periods = {_value(indicator.periods)}"


def _lines(noun: Any, leave: Iterable[str] = ()) -> list[str]:
    """One line per field that is filled in."""
    pairs = ((field.name, getattr(noun, field.name)) for field in fields(noun))
    filled = (
        (name, value)
        for name, value in pairs
        if isinstance(value, Decimal) or value not in (None, "", (), False)
    )
    return [f"{name} = {_value(value)}" for name, value in filled if name not in set(leave)]


def _value(value: Any) -> str:
    match value:
        case bool():
            return str(value).lower()
        case str():
            return f'"{value.translate(ESCAPES)}"'
        case int():
            return str(value)
        case Decimal():
            return f"{value:f}"
        case date():
            return value.isoformat()
        case Target(value=only, upper=None):
            return _value(only)
        case Target(value=lower, upper=upper):
            return _value((lower, upper))
        case Period():
            parts = {"parts": value.parts} if value.parts else {}
            return _inline({"kind": value.kind.value, "due": value.due, **parts})
        case PartOfYear():
            own = {"target": value.target} if value.target else {}
            return _inline({"due": value.due, **own})
        case Mapping():
            return _inline(value)
    return f"[{', '.join(_value(part) for part in value)}]"


def _inline(table: Mapping[Any, Any]) -> str:
    return "{ " + ", ".join(f"{key} = {_value(part)}" for key, part in table.items()) + " }"


KEY = "[key]"
"""How pydantic marks an error of a table's key; our keys are years."""

YEAR = "«{input}»: год пишется четырьмя цифрами."
OTHER = "значение «{input}» не подходит."
TEXTS = {
    "missing": "не заполнено.",
    "extra_forbidden": "такого поля нет; проверьте, как оно написано.",
    "enum": "«{input}» не подходит. Можно: {expected}.",
    "string_type": "нужен текст в кавычках.",
    "string_too_short": "текст пуст.",
    "string_too_long": "текст длиннее, чем можно.",
    "string_pattern_mismatch": "«{input}»: нужны строчные латинские буквы и цифры, первой — буква.",
    "int_type": "нужно целое число без кавычек.",
    "is_instance_of": "нужно число без кавычек.",
    "decimal_type": "нужно число без кавычек.",
    "finite_number": "нужно обычное число.",
    "bool_type": "нужно true или false.",
    "date_type": "нужна дата вида 2021-12-31 без кавычек.",
    "list_type": "нужен список в квадратных скобках.",
    "dict_type": "нужна таблица.",
    "model_type": "нужна таблица.",
    "too_short": "список пуст.",
    "too_long": "нужно одно число или два: [от, до].",
    "greater_than_equal": "«{input}» меньше допустимого: не меньше {ge}.",
    "less_than_equal": "«{input}» больше допустимого: не больше {le}.",
    "greater_than": "«{input}»: нужно больше {gt}.",
}
"""Error types of pydantic and what to tell the person."""


def complaints(wrong: ValidationError, document: dict[str, Any]) -> Iterator[tuple[FilePlace, str]]:
    """One finding per error: its place in the file, and what to do."""
    for error in wrong.errors():
        text = YEAR if error["loc"][-1:] == (KEY,) else TEXTS.get(error["type"], OTHER)
        words = {"input": _shown(error["input"]), **error.get("ctx", {})}
        words["expected"] = str(words.get("expected", "")).replace(" or ", ", ").replace("'", "")
        yield _place(error["loc"], document), text.format_map(words)


def _shown(value: Any) -> str:
    """Enough of the value to find it again."""
    text = str(value)
    return text if len(text) <= 60 else text[:59] + "…"


def _place(location: tuple[int | str, ...], document: dict[str, Any]) -> FilePlace:
    """The row of the order or the question that holds a field, found by its own name."""
    match location:
        case ("activity", int(position), *rest):
            own = _own(document["activity"][position], "number", position)
            return FilePlace(_field(rest, skip="indicator"), row=own)
        case ("question", int(position), *rest):
            own = _own(document["question"][position], "code", position)
            return FilePlace(_field(rest), question=own)
    return FilePlace(_field(location))


def _own(table: Any, key: str, position: int) -> str:
    named = table.get(key) if isinstance(table, dict) else None
    return str(named or f"(по порядку {position + 1})")


def _field(location: Iterable[int | str], skip: str = "") -> str:
    """«targets.2021»: names and years; positions in a list are left out."""
    return ".".join(part for part in location if isinstance(part, str) and part not in {skip, KEY})


MOST_FINDINGS = 20
"""More would not be read; the first ones are mended first."""


def read_roadmap(path: Path) -> Roadmap:
    """The roadmap of a file. Raises UnreadableFile, or WrongDefinition with every finding."""
    try:
        content = path.read_bytes()
    except OSError as trouble:
        raise UnreadableFile(
            f"{path.name}: файл не открывается. Проверьте путь и право на чтение."
        ) from trouble
    return read_roadmap_bytes(content, path.name)


def read_roadmap_bytes(content: bytes, filename: str) -> Roadmap:
    """The same for the bytes of an upload."""
    document = _document(content, filename)
    try:
        roadmap = to_roadmap(RoadmapTable.model_validate(document))
    except ValidationError as wrong:
        raise _refusal(filename, complaints(wrong, document)) from None
    findings = tuple(contradictions(roadmap))
    if findings:
        raise _refusal(filename, findings)
    return roadmap


def _document(content: bytes, filename: str) -> dict[str, Any]:
    """The TOML tables; fractions are Decimal, never float."""
    try:
        return tomllib.loads(content.decode("utf-8-sig"), parse_float=Decimal)
    except UnicodeDecodeError as trouble:
        raise UnreadableFile(f"{filename}: сохраните файл в кодировке UTF-8.") from trouble
    except tomllib.TOMLDecodeError as trouble:
        raise WrongDefinition(f"{filename}{_spot(trouble)}: {_SYNTAX}") from trouble


_SYNTAX = "запись не читается. Проверьте кавычки, скобки и знак «=»; один ключ пишется один раз."


def _spot(trouble: tomllib.TOMLDecodeError) -> str:
    found = re.search(r"at line (\d+), column (\d+)", str(trouble))
    return f", строка файла {found[1]}, позиция {found[2]}" if found else ", конец файла"


def _refusal(filename: str, findings: Iterable[tuple[FilePlace, str]]) -> WrongDefinition:
    lines = [f"{filename}{place}: {text}" for place, text in findings]
    more = len(lines) - MOST_FINDINGS
    tail = [f"…и ещё замечаний: {more}."] if more > 0 else []
    return WrongDefinition("\n".join(lines[:MOST_FINDINGS] + tail))
