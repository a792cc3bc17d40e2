"""Nothing is deleted: what is taken out or replaced is kept, hidden, with who did it and when."""

import ast
import json
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import DBAPIError

from data_model.database.opening import address
from data_model.people import Author
from data_model.store import Store
from data_model.store.access import acting
from tests.data_model.test_decisions import PROTOCOL
from tests.data_model.test_evidence import ENTRY

ANNA = Author("Анна Иванова", None, "anna")


def kept(url: str) -> dict[str, list[tuple[list[dict[str, object]], bytes | None]]]:
    """Table → rows that were taken out, with their bytes."""
    engine = create_engine(address(url))
    found: dict[str, list[tuple[list[dict[str, object]], bytes | None]]] = {}
    with engine.connect() as connection:
        for line in connection.execute(text("SELECT * FROM former_rows ORDER BY id")):
            assert (line.person, line.login) == (ANNA.name, ANNA.login)
            content = None if line.content is None else bytes(line.content)
            found.setdefault(line.table_name, []).append((json.loads(line.rows), content))
    engine.dispose()
    return found


def test_a_withdrawn_protocol_is_hidden_and_whole(url: str, store: Store) -> None:
    number = store.save_protocol("58040", PROTOCOL)
    with acting(ANNA):
        store.remove_protocol(number)
    assert store.protocols("58040") == ()
    (one,) = store.withdrawals("58040")
    assert (one.what, one.person) == (f"протокол № {PROTOCOL.number}", ANNA.name)
    rows = kept(url)
    assert rows["protocols"][0][0][0]["heading"] == PROTOCOL.heading
    assert {"agenda_items", "decisions", "speeches"} <= rows.keys()


def test_a_withdrawn_proof_keeps_its_file(url: str, store: Store) -> None:
    number = store.save_evidence(replace(ENTRY, filename="скан.pdf"), b"%PDF-1")
    with acting(ANNA):
        store.remove_evidence(number)
    assert [one.what for one in store.withdrawals("58040")] == [f"документ «{ENTRY.name}»"]
    ((_, content),) = kept(url)["evidence"]
    assert content == b"%PDF-1"


def test_what_is_replaced_is_kept_too(url: str, store: Store) -> None:
    with acting(ANNA):
        store.save_own_words("58040", 2021, {"causes": "Не хватило педагогов."})
        store.save_own_words("58040", 2021, {"causes": ""})
        store.save_template("58040", "monitoring", b"PK first")
        store.save_template("58040", "monitoring", None)
    rows = kept(url)
    assert rows["own_words"][0][0][0]["text"] == "Не хватило педагогов."
    assert rows["document_templates"][0][1] == b"PK first"


@pytest.mark.parametrize(
    "statement", ["UPDATE former_rows SET rows = ''", "DELETE FROM former_rows"]
)
def test_the_database_refuses_to_change_what_was_kept(
    url: str, store: Store, statement: str
) -> None:
    number = store.save_protocol("58040", PROTOCOL)
    with acting(ANNA):
        store.remove_protocol(number)
    engine = create_engine(address(url))
    with pytest.raises(DBAPIError, match="только добавляют"), engine.begin() as connection:
        connection.execute(text(statement))
    engine.dispose()


MAY_DELETE = {
    "rows.py": "seals that are made anew, and ``withdraw`` itself",
    "waiting.py": "files that nobody has taken in",
    "people.py": "counts of wrong passwords",
    "reviews.py": "a draft that is still being typed",
    "snapshot.py": "verdicts that are made anew of the data at hand",
    "letters.py": "a letter that was never sent",
}


def test_no_act_deletes_by_any_other_way() -> None:
    folder = Path(__file__).parents[2] / "data_model" / "store"
    deleting = {
        path.name
        for path in folder.glob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "delete"
    }
    assert deleting == MAY_DELETE.keys()
