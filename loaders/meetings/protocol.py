"""Protocol files («протокол как данные»): TOML → MeetingProtocol.

A file is one protocol. Whatever is wrong is said all at once, with its place in the file.
"""

import datetime
import tomllib
from typing import Annotated, Any

from pydantic import Field, StringConstraints, ValidationError

from data_model.decisions import (
    AgendaItem,
    Audience,
    Decision,
    DecisionKind,
    Heard,
    MeetingProtocol,
    TermKind,
)
from data_model.errors import UnreadableFile, WrongDefinition
from loaders.values.toml_table import TomlTable, Written

Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]


class HeardTable(TomlTable):
    post: Text
    about: Text


class DecisionTable(TomlTable):
    number: Text
    kind: Annotated[DecisionKind, Written]
    text: Text
    grade: str = ""
    addressees: str | list[Text] = []
    addressees_text: str = ""
    term: Annotated[TermKind, Written] = TermKind.NONE
    due: datetime.date | None = None
    indicator: str = ""
    recommendation: str = ""


class ItemTable(TomlTable):
    number: Text
    agenda: Text
    heard: list[HeardTable] = []
    decision: list[DecisionTable] = []


class ProtocolTable(TomlTable):
    """The whole file."""

    body: Text
    heading: Text
    number: Text
    date: datetime.date
    item: Annotated[list[ItemTable], Field(min_length=1)]
    group: str = ""
    place: str = ""
    present: list[Text] = []
    chair: str = ""
    secretary: str = ""
    roadmap: str = ""
    mark: str = ""


def read_protocol(content: bytes, filename: str) -> MeetingProtocol:
    """The protocol of a file. Raises UnreadableFile, or WrongDefinition with every finding."""
    try:
        document = tomllib.loads(content.decode("utf-8-sig"))
        protocol = _protocol(ProtocolTable.model_validate(document))
    except UnicodeDecodeError as trouble:
        raise UnreadableFile(f"{filename}: сохраните файл в кодировке UTF-8.") from trouble
    except tomllib.TOMLDecodeError as trouble:
        raise WrongDefinition(
            f"{filename}: запись не читается. Проверьте кавычки, скобки и знак «=»."
        ) from trouble
    except ValidationError as wrong:
        raise WrongDefinition(
            "\n".join(_complaint(filename, one) for one in wrong.errors())
        ) from None
    refuse_contradictions(protocol, filename)
    return protocol


def refuse_contradictions(protocol: MeetingProtocol, filename: str) -> None:
    """Raise WrongDefinition for clauses that contradict themselves, all of them at once."""
    findings = [
        f"{filename}, пункт {decision.number}: {text}"
        for decision in protocol.decisions()
        for text in _contradictions(decision)
    ]
    numbers = [decision.number for decision in protocol.decisions()]
    findings += [
        f"{filename}: пункт {number} повторяется, у каждого решения свой номер."
        for number in sorted({number for number in numbers if numbers.count(number) > 1})
    ]
    if findings:
        raise WrongDefinition("\n".join(findings))


def _contradictions(decision: Decision) -> list[str]:
    addressed = bool(decision.addressees) or decision.audience is Audience.ALL_SCHOOLS
    has_day = decision.due is not None
    rules = (
        (
            decision.kind is DecisionKind.ASSIGN and not addressed,
            "у поручения нет адресатов: назовите их или напишите «all_schools».",
        ),
        (
            decision.kind is DecisionKind.ASSESS and not decision.grade,
            "у оценки нет слова: например, «удовлетворительно».",
        ),
        (
            (decision.term is TermKind.DATE) != has_day,
            "срок «date» и день «due» пишут вместе: без дня у поручения срока нет.",
        ),
    )
    return [text for broken, text in rules if broken]


SAID = {
    "missing": "поля не хватает.",
    "extra_forbidden": "такого поля нет.",
    "enum": "такого значения нет.",
    "string_too_short": "поле пустое.",
    "string_type": "здесь должен быть текст в кавычках.",
    "date_type": "здесь должен быть день: 2020-09-17.",
    "too_short": "список пуст.",
}


def _complaint(filename: str, error: Any) -> str:
    """«protocol.toml, item 1, decision 3, kind: такого значения нет.»"""
    place = ", ".join(_step(step) for step in error["loc"])
    text = SAID.get(error["type"], "значение не подходит.")
    return f"{filename}, {place}: {text}".replace(", №", " №")


def _step(step: int | str) -> str:
    return f"№ {step + 1}" if isinstance(step, int) else step


def _protocol(table: ProtocolTable) -> MeetingProtocol:
    plain = table.model_dump(exclude={"item", "present"})
    return MeetingProtocol(
        **plain,
        present=tuple(table.present),
        items=tuple(_item(item) for item in table.item),
    )


def _item(table: ItemTable) -> AgendaItem:
    return AgendaItem(
        table.number,
        table.agenda,
        tuple(Heard(heard.post, heard.about) for heard in table.heard),
        tuple(_decision(decision) for decision in table.decision),
    )


def _decision(table: DecisionTable) -> Decision:
    """A single text in ``addressees`` is the name of a group; a list names them."""
    plain = table.model_dump(exclude={"addressees"})
    if isinstance(table.addressees, str):
        if table.addressees != Audience.ALL_SCHOOLS.value:
            raise WrongDefinition(
                f"Пункт {table.number}: группы «{table.addressees}» нет; есть «all_schools», "
                "остальных перечисляют в квадратных скобках."
            )
        return Decision(**plain, audience=Audience.ALL_SCHOOLS)
    return Decision(**plain, addressees=tuple(table.addressees))
