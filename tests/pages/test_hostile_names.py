"""Names and texts from outside are shown letter for letter, on every page and in every state.

All free text of the sample district is made hostile in the database itself, so that no way around
the loaders is left out; then each page is drawn, and whatever it gives to Markdown is read.
"""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from google.protobuf.message import Message
from streamlit.proto.Html_pb2 import Html
from streamlit.testing.v1 import AppTest

from data_model.decisions import EvidenceEntry, IssuedDocument, Note  # noqa: F401
from data_model.returns import Explanation, Reopening, SentBack  # noqa: F401
from data_model.store import Store
from tests.pages.conftest import Open, opened, opener
from ui import navigation

PAYLOAD = (
    " [x](http://evil.example) ![i](http://evil.example/i.png) $x^2$ :red[y] <b>z</b> *q* ~~w~~ "
    "`c` :material/delete: www.evil.example a@evil.example"
)
ALIVE = (
    "](http", "http://evil", " $x", " :red[", "<b>", " *q*", "~~w", " `c", ":material/delete: w",
    "www.evil", "a@evil",
)  # fmt: skip
"""What must not be left of it in a text that is read as Markdown."""

TEXTS = {
    "municipalities": ("name", "short"),
    "organisation_names": ("full_name", "short_name"),
    "returns": ("filename", "reason", "undone_reason"),
    "refusals": ("filename",),
    "refusal_remarks": ("message",),
    "remarks": ("message",),
    "returns_sent_back": ("reason", "person"),
    "return_reviews": ("text", "person"),
    "reopenings": ("reason", "person"),
    "closed_years": ("reason",),
    "withdrawn_roadmaps": ("reason", "person"),
    "explanations": ("reason",),
    "protocols": ("number", "body", "working_group", "heading", "place", "chair", "secretary"),
    "agenda_items": ("agenda",),
    "speeches": ("post", "about"),
    "decisions": ("text", "addressees_text"),
    "executions": ("note",),
    "releases": ("post", "reason"),
    "evidence": ("name", "number", "body", "filename"),
    "improvement_chains": ("conclusion", "recommendation", "act"),
    "measures": ("text", "responsible", "result"),
    "own_words": ("text",),
    "issued_documents": ("number", "note"),
    "documents": ("name", "number"),
    "facts": ("reason",),
    "roadmaps": ("title", "act_body", "act_number", "act_title"),
    "activities": ("title", "term", "wording", "short", "note"),
    "goals": ("title",),
    "questions": ("text", "unit", "hint"),
    "mapping_profiles": ("name",),
    "remark_answers": ("text",),
    "notes": ("text", "person"),
    "saved_views": ("name",),
}
"""Columns that hold what people write."""
READ = {"body", "label", "help", "title", "caption"}
"""Fields of what is sent to the browser that are read there as Markdown."""
LISTS_READ = {"Radio", "ButtonGroup", "Pills"}
"""Elements whose options are read as Markdown too."""


@pytest.fixture(scope="module")
def hostile_database(
    sample_database: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Path]:
    """The sample with returns in every state, and then all its texts hostile."""
    path = Path(shutil.copy(sample_database, tmp_path_factory.mktemp("hostile") / "roadmap.db"))
    store = Store.open(f"sqlite:///{path.as_posix()}")
    store.send_back(SentBack("580402", 2022, date(2022, 12, 30), "9 класс", "методист"))
    current = next(one for one in store.revisions("580403", 2022) if one.is_current)
    store.undo_return(current.id, "не тот файл")
    for org in ("", "580402"):
        store.save_note("58040", Note(2022, "примечание", "ticket_to_future", org))
        store.save_note("58040", Note(2021, "примечание", "ticket_to_future", org))
    store.close_year("58040", 2021, date(2022, 3, 1), "приказ об итогах")
    opened = Reopening(2021, date.today(), date.today() + timedelta(5), "ошибка", "начальник")
    store.reopen_year("58040", opened)
    store.close()
    with closing(sqlite3.connect(path)) as connection:
        for table, columns in TEXTS.items():
            for column in columns:
                changed = f"UPDATE {table} SET {column} = {column} || ? WHERE {column} <> ''"  # noqa: S608
                connection.execute(changed, [PAYLOAD])
        connection.commit()
    yield path


@pytest.fixture
def hostile(hostile_database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Open:
    database = Path(shutil.copy(hostile_database, tmp_path / "roadmap.db"))
    monkeypatch.setenv("ROADMAP_DATABASE_URL", f"sqlite:///{database.as_posix()}")
    monkeypatch.chdir(tmp_path)
    return opener()


def markdown_of(message: Message, kind: str = "") -> Iterator[tuple[str, str]]:
    """Name and text of each field that the browser reads as Markdown."""
    for field, value in message.ListFields():
        name = f"{kind}.{field.name}"
        if field.message_type is not None:
            for one in value if field.is_repeated else [value]:
                if isinstance(one, Message):
                    yield from markdown_of(one, field.message_type.name)
        elif field.name in READ and isinstance(value, str):
            yield name, value
        elif field.name == "options" and kind in LISTS_READ:
            yield from ((name, str(one)) for one in value)


def drawn(app: AppTest) -> Iterator[Any]:
    for block in (app.main, app.sidebar):
        yield from (element.proto for element in block if getattr(element, "proto", None))


TABLE_TAGS = {
    "div",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "button",
    "a",
    "img",
    "br",
    "span",
    "p",
}
TABLE_WORDS = {
    *(
        "class",
        "data-key",
        "data-help",
        "data-kind",
        "data-later",
        "data-yields",
        "data-order",
        "aria-label",
        "scope",
        "style",
        "type",
    ),
    *("href", "src", "alt"),
}


def alive_in_a_table(body: str) -> list[str]:
    """Tags, attributes and addresses that are none of ``html_table.py`` or ``numbers_told``."""
    elements = list(ElementTree.fromstring(body).iter())
    found = [one.tag for one in elements if one.tag not in TABLE_TAGS]
    found += [name for one in elements for name in one.attrib if name not in TABLE_WORDS]
    found += [way for one in elements if not (way := one.get("href", "./")).startswith("./")]
    return found + [one.get("src", "") for one in elements if "evil" in one.get("src", "")]


def alive(app: AppTest) -> list[str]:
    found = []
    for proto in drawn(app):
        if isinstance(proto, Html):
            found += alive_in_a_table(proto.body)
            continue
        for name, text in markdown_of(proto, type(proto).__name__):
            found += [f"{name}: {text[:160]}" for sign in ALIVE if sign in text][:1]
    return found


@pytest.mark.parametrize("page", navigation.PAGES, ids=lambda page: page.name)
def test_no_page_makes_anything_of_a_hostile_name(
    hostile: Open, page: navigation.PageEntry
) -> None:
    for year in ("2022", "2021"):
        app = hostile(page.file, year=year, school="580402", indicator="9")
        assert [error.message for error in app.exception] == []
        assert alive(app) == []


def test_a_hostile_name_of_a_view_is_a_name(hostile: Open) -> None:
    app = opened(hostile("pages/monitoring/indicator.py", year="2022", indicator="9"), "Виды")
    assert [error.message for error in app.exception] == []
    assert alive(app) == []
