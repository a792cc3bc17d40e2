"""Files go out by an address of their own: random, for one person, for as long as the tab."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from urllib.parse import unquote

import pytest
from starlette.applications import Starlette
from starlette.routing import Route

from access.gate import Gate
from access.modes import Mode
from access.passwords import hash_password
from data_model.errors import NothingThere
from data_model.people import Author, Grant, Quotas, Role
from data_model.store import Store
from data_model.store.access import acting
from tests.access.visitor import Answer, Visitor
from tests.builders import a_municipality
from ui import data, downloads

PASSWORD = "длинный пароль 1"
OFFICE = Mode(is_office=True)


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    url = f"sqlite:///{(tmp_path / 'roadmap.db').as_posix()}"
    monkeypatch.setenv("ROADMAP_DATABASE_URL", url)
    monkeypatch.setattr(downloads, "_offered", downloads.defaultdict(dict))
    made = Store.create(url)
    made.save_register(a_municipality(), [])
    yield made
    made.close()
    data._store.clear()


@pytest.fixture
def office(store: Store, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Visitor]:
    """Signs people in on an office server that hands files over."""
    for login in ("anna", "olga"):
        grant = Grant(Role.METHODIST, a_municipality().code)
        store.add_person(login, login.title(), grant, hash_password(PASSWORD))
    for module in ("ui.data", "ui.downloads"):
        monkeypatch.setattr(f"{module}.mode", lambda: OFFICE)

    def visitor(login: str) -> Visitor:
        from access import sign_in

        inside = [*sign_in.routes(OFFICE, lambda: store), route()]
        came = Visitor(Gate(Starlette(routes=inside), OFFICE, lambda: store))
        came.sign_in(login, PASSWORD)
        return came

    return visitor


def route() -> Route:
    return Route(downloads.ADDRESS, downloads.hand_over)


def offer(
    build: Callable[[], bytes], who: Author | None = None, name: str = "скан.pdf", key: str = "a"
) -> str:
    """What a page does when it draws the button."""
    with acting(who or Author("этот компьютер")):
        data.store()
        session = data.person().session if who is None else who.session
        address = downloads.address_of(build, name, "application/pdf", key)
        (own,) = downloads._offered.values()
        number = address.rpartition("/")[2]
        own[number] = replace(own[number], session=session, page="evidence")
    return address.removeprefix(".")


def get(address: str, visitor: Visitor | None = None) -> Answer:
    return (visitor or Visitor(Starlette(routes=[route()]))).get(address)


def signed_in(store: Store, login: str) -> Author:
    (one,) = store.sessions(login)
    found = store.signed_in_as(one.id)
    assert found is not None
    return found


def test_two_files_of_one_name_and_length_never_share_an_address(store: Store) -> None:
    """Сканы двух школ: одно имя, по два мегабайта, разница только в середине."""
    files = [b"%PDF" + bytes([0]) * 2**20 + mark + bytes([0]) * 2**20 for mark in (b"1", b"2")]
    addresses = [offer(lambda one=one: one) for one in files]  # type: ignore[misc]
    assert addresses[0] != addresses[1]
    answers = [get(address) for address in addresses]
    assert [one.headers["etag"] for one in answers] == [
        f'"{sha256(one).hexdigest()}"' for one in files
    ]


def test_nothing_keeps_a_file_and_its_name_is_readable(store: Store) -> None:
    answer = get(offer(lambda: b"1", name="архив.zip/Отчёт\u202e: «Школа» №1.xlsx"))
    assert (answer.status, answer.body) == (200, "1")
    assert answer.headers["cache-control"] == "no-store"
    disposition = answer.headers["content-disposition"]
    assert unquote(disposition).endswith("''Отчёт_ «Школа» №1.xlsx")
    assert disposition.startswith("attachment;")


def test_what_was_handed_over_stands_in_the_journal(store: Store) -> None:
    get(offer(lambda: bytes(3000), name="Реестр.xlsx"))
    (line,) = [one for one in store.journal() if one.act == "скачан файл"]
    assert line.object == "файл «Реестр.xlsx», 3 КБ"
    assert line.person.startswith("этот компьютер")
    version = store.version()
    get(offer(lambda: b"1"))
    assert store.version() == version, "what is remembered stays good"


def test_a_file_that_cannot_be_made_says_so_in_words(store: Store) -> None:
    def fails() -> bytes:
        raise ValueError("exceeded 255 char limit for property")

    answer = get(offer(fails, name="Справка <b>.docx"))
    assert answer.status == 500
    assert "Файл «Справка _b_.docx» не получился" in answer.body
    assert re.search(r"номер [0-9a-f]{8}:", answer.body)
    assert "255 char" not in answer.body
    assert store.journal()[-1].act != "скачан файл"


def test_what_forbids_a_file_is_said_letter_for_letter(store: Store) -> None:
    def nothing() -> bytes:
        raise NothingThere("В году <2022> нет отчётов.")

    answer = get(offer(nothing))
    assert (answer.status, "В году &lt;2022&gt; нет отчётов." in answer.body) == (404, True)


def test_an_address_ends_and_a_button_has_two_at_most(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second, third = (offer(lambda: b"1") for _ in range(3))
    assert [get(one).status for one in (first, second, third)] == [404, 200, 200]
    monkeypatch.setattr(downloads, "LIVES", 0.0)
    assert "устарела" in get(third).body
    assert get("/export/0123").status == 404


def test_a_file_is_for_the_session_that_was_offered_it(
    store: Store, office: Callable[[str], Visitor]
) -> None:
    anna, olga = office("anna"), office("olga")
    address = offer(lambda: b"1", signed_in(store, "anna"))
    assert get(address, olga).status == 403
    assert get(address, Visitor(anna.app)).status == 401
    assert get(address, anna).status == 200
    assert store.journal()[-1].login == "anna"


def test_who_has_lost_the_role_gets_no_file_of_a_page_still_open(
    store: Store, office: Callable[[str], Visitor]
) -> None:
    anna = office("anna")
    address = offer(lambda: b"1", signed_in(store, "anna"))
    store.give_role("anna", Grant(Role.ADMINISTRATOR))
    store.take_role("anna", Grant(Role.METHODIST, a_municipality().code))
    anna.sign_in("anna", PASSWORD)
    address = offer(lambda: b"1", store.signed_in_as(max(one.id for one in store.sessions("anna"))))
    assert "больше не открыта" in get(address, anna).body


def test_a_person_is_handed_so_many_files_a_minute(
    store: Store, office: Callable[[str], Visitor], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Третий файл за минуту при доле в два: одна фраза, сколько подождать; коллеге — выдаётся."""
    few = replace(OFFICE, quotas=Quotas(exports=2))
    monkeypatch.setattr(downloads, "mode", lambda: few)
    monkeypatch.setattr(downloads, "_handed_over", downloads.defaultdict(downloads.deque))
    anna, olga = office("anna"), office("olga")
    address = offer(lambda: b"1", signed_in(store, "anna"))
    monkeypatch.setattr(downloads, "mode", lambda: few)
    assert [get(address, anna).status for _ in range(3)] == [200, 200, 429]
    refused = get(address, anna).body
    assert "За минуту вам уже выданы файлы: 2" in refused
    assert re.search(r"Подождите \d+ с, вернитесь на страницу и нажмите кнопку снова", refused)
    downloads._offered.clear()
    assert get(offer(lambda: b"1", signed_in(store, "olga")), olga).status == 200
    minute_later = downloads._handed_over["anna"][-1] + downloads.MINUTE
    downloads.refuse_too_many(signed_in(store, "anna"), minute_later)
    assert len(downloads._handed_over["anna"]) == 1
