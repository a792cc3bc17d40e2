"""A protocol as a file: read whole, complained of in Russian with the place."""

from pathlib import Path

import pytest

from data_model.decisions import Audience, DecisionKind, TermKind
from data_model.errors import UnreadableFile, WrongDefinition
from loaders.meetings.protocol import read_protocol
from sample_data import FOLDER

REAL = (FOLDER / "protocol_4.toml").read_bytes()
SHIPPED = sorted(FOLDER.glob("protocol_*.toml"))


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_every_shipped_protocol_is_read(path: Path) -> None:
    protocol = read_protocol(path.read_bytes(), path.name)
    assert [item.number for item in protocol.items] == [
        str(number) for number in range(1, len(protocol.items) + 1)
    ]


def test_the_real_protocol_is_read_whole() -> None:
    protocol = read_protocol(REAL, "protocol_4.toml")
    assert (protocol.number, f"{protocol.date:%d.%m.%Y}", protocol.chair) == ("4", "17.09.2020", "")
    assert [len(item.heard) for item in protocol.items] == [4, 1]
    assert [decision.kind for decision in protocol.decisions()] == [
        DecisionKind.NOTE,
        DecisionKind.ASSESS,
        DecisionKind.ASSIGN,
        DecisionKind.ASSIGN,
        DecisionKind.APPROVE,
    ]


def test_its_assignments_have_all_schools_and_no_term() -> None:
    given = [
        one
        for one in read_protocol(REAL, "protocol_4.toml").decisions()
        if one.kind is DecisionKind.ASSIGN
    ]
    assert {one.audience for one in given} == {Audience.ALL_SCHOOLS}
    assert {(one.term, one.due) for one in given} == {(TermKind.NONE, None)}


WRONG = {
    "такого значения нет": (b'kind = "note"', b'kind = "think"'),
    "item № 1, decision № 1, text: поля не хватает": (
        'text = "Данную информацию принять к сведению."'.encode(),
        b"",
    ),
    "у оценки нет слова": ('grade = "удовлетворительно"'.encode(), b""),
    "нет адресатов": (b'addressees = "all_schools"', b""),
    "группы «everyone» нет": (b'"all_schools"', b'"everyone"'),
    "пункт 1.1 повторяется": (b'number = "1.2"', b'number = "1.1"'),
    "такого поля нет": (b"secretary = ", b"clerk = "),
    "пишут вместе": (b'addressees = "all_schools"', b'addressees = "all_schools"\nterm = "date"'),
    "запись не читается": (b"[[item]]", b"[[item"),
}


@pytest.mark.parametrize("said", WRONG)
def test_what_is_wrong_is_said_with_its_place(said: str) -> None:
    before, after = WRONG[said]
    assert before in REAL
    with pytest.raises(WrongDefinition) as refused:
        read_protocol(REAL.replace(before, after, 1), "protocol.toml")
    assert said in str(refused.value)


def test_another_encoding_is_refused() -> None:
    with pytest.raises(UnreadableFile, match="UTF-8"):
        read_protocol(REAL.decode().encode("cp1251", "replace"), "protocol.toml")
