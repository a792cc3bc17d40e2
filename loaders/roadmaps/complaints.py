"""What pydantic found in a roadmap file, said in Russian with its row and field."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError


@dataclass(frozen=True, slots=True)
class FilePlace:
    """Where in the file: «, строка 9, поле targets.2021», «, вопрос ticket_pupils, поле grades»."""

    field: str = ""
    row: str = ""
    question: str = ""

    def __str__(self) -> str:
        parts = [("строка", self.row), ("вопрос", self.question), ("поле", self.field)]
        return "".join(f", {name} {value}" for name, value in parts if value)


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
