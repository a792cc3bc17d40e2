"""The gate: without a session nothing but sign-in answers; with one, the person is known."""

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket

from access import gate, sign_in
from access.gate import SESSION_HEADER, Gate
from access.modes import Mode
from access.passwords import digest_of_code, hash_password, new_code
from data_model.people import PROGRAM, Grant, Role
from data_model.store import Store
from data_model.store.access import acting, author
from tests.access.visitor import Visitor
from tests.builders import a_municipality

PASSWORD = "длинный пароль 1"
OFFICE, ONE_PC = Mode(is_office=True), Mode()
PROXY = Mode(is_office=True, hosts=frozenset({"roadmap.example"}), is_behind_proxy=True)


async def whoever(request: Request) -> Response:
    who = author()
    return PlainTextResponse(f"{who.name}|{request.headers.get(SESSION_HEADER, '')}")


async def talk(socket: WebSocket) -> None:
    await socket.accept()
    await socket.send_text(author().name)
    try:
        while True:
            await socket.receive_text()
    except Exception:  # noqa: BLE001 — the browser or the gate has closed it
        return


def served(store: Store, mode: Mode = OFFICE) -> Gate:
    inside = [
        *sign_in.routes(mode, lambda: store),
        WebSocketRoute("/_stcore/stream", talk),
        Route("/{any:path}", whoever, methods=["GET", "PUT", "DELETE"]),
    ]
    return Gate(Starlette(routes=inside), mode, lambda: store)


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    made = Store.create("sqlite://")
    made.save_register(a_municipality(), [])
    made.add_person("anna", "Методист", Grant(Role.METHODIST), hash_password(PASSWORD))
    made.add_person("admin", "Администратор", Grant(Role.ADMINISTRATOR))
    yield made
    made.close()


@pytest.fixture
def anna(store: Store) -> Visitor:
    visitor = Visitor(served(store))
    visitor.sign_in("anna", PASSWORD)
    return visitor


@pytest.mark.parametrize(
    ("path", "status", "place"),
    [
        ("/", 303, "/login?next=%2F"),
        ("/matrix?year=2022", 303, "/login?next=%2Fmatrix%3Fyear%3D2022"),
        ("/print/matrix?year=2022", 401, None),
        ("/media/0123.bin", 401, None),
        ("/export/0123", 401, None),
        ("/_stcore/upload_file/a/b", 401, None),
        ("/_stcore/host-config", 401, None),
        ("/auth/login", 404, None),
        ("/oauth2callback?code=1", 404, None),
        ("/login", 200, None),
        ("/invite", 200, None),
        ("/_stcore/health", 200, None),
        ("/assets/icon.svg", 200, None),
        ("/static/js/main.js", 200, None),
    ],
)
def test_without_a_session_only_sign_in_answers(
    store: Store, path: str, status: int, place: str | None
) -> None:
    found = Visitor(served(store)).get(path)
    assert (found.status, found.headers.get("location")) == (status, place)


def test_what_is_no_page_is_refused_not_led_on(store: Store) -> None:
    assert Visitor(served(store)).get("/", accept="application/json").status == 401


def test_a_socket_without_a_session_is_refused_before_it_is_accepted(store: Store) -> None:
    assert [one["type"] for one in Visitor(served(store)).socket()] == ["websocket.close"]


def test_whoever_signs_in_goes_on_to_the_page_that_was_asked_for(store: Store) -> None:
    visitor = Visitor(served(store))
    answer = visitor.sign_in("anna", PASSWORD, "/matrix?year=2022")
    assert (answer.status, answer.headers["location"]) == (303, "/matrix?year=2022")
    assert visitor.get("/matrix").body.startswith("Методист|")


@pytest.mark.parametrize(
    ("login", "password"), [("anna", "не тот пароль"), ("никто", PASSWORD), ("admin", "пусто")]
)
def test_a_wrong_password_and_an_unknown_name_get_the_same_sentence(
    store: Store, login: str, password: str
) -> None:
    answer = Visitor(served(store), address="10.0.0.1").sign_in(login, password)
    assert answer.status == 200
    assert "Логин или пароль не подходит." in answer.body
    assert "rm" not in " ".join(answer.cookies).replace("rm-form", "")


@pytest.mark.parametrize(
    "following", ["https://evil.example", "//evil.example", "/\\evil.example", "evil", ""]
)
def test_sign_in_leads_to_no_foreign_address(store: Store, following: str) -> None:
    assert Visitor(served(store)).sign_in("anna", PASSWORD, following).headers["location"] == "/"


def test_a_form_that_is_not_ours_signs_nobody_in(store: Store) -> None:
    """A page of another site can send a form, but not with the token of this browser."""
    visitor = Visitor(served(store))
    visitor.get("/login")
    said = visitor.post("/login", {"login": "anna", "password": PASSWORD, "token": "угадан"})
    assert "устарела" in said.body
    assert "rm" not in visitor.cookies


def test_five_errors_make_everybody_wait_even_with_the_right_password(store: Store) -> None:
    store.add_person("olga", "Ольга", Grant(Role.HEAD), hash_password(PASSWORD))
    for number in range(6):
        Visitor(served(store), address=f"10.1.0.{number}").sign_in("olga", "не тот пароль")
    assert "Подождите" in Visitor(served(store)).sign_in("olga", PASSWORD).body


def test_the_cookie_is_for_this_server_alone(store: Store) -> None:
    plain = Visitor(served(store)).sign_in("anna", PASSWORD).cookies[0]
    assert plain.startswith("rm=")
    assert {"HttpOnly", "SameSite=lax", "Path=/"} <= {*plain.split("; ")}
    behind = Visitor(served(store, PROXY), host="roadmap.example").sign_in("anna", PASSWORD)
    assert behind.cookies[0].startswith("__Host-rm=")
    assert "Secure" in behind.cookies[0]


def test_each_sign_in_has_a_new_token(store: Store) -> None:
    visitor = Visitor(served(store))
    visitor.sign_in("anna", PASSWORD)
    first = visitor.cookies["rm"]
    visitor.sign_in("anna", PASSWORD)
    assert visitor.cookies["rm"] != first


def test_a_header_that_a_client_sends_is_dropped(store: Store, anna: Visitor) -> None:
    own = anna.get("/").body
    assert anna.get("/", **{SESSION_HEADER: "1"}).body == own
    assert Visitor(served(store)).get("/", **{SESSION_HEADER: "1"}).status == 303
    assert Visitor(served(store, ONE_PC)).get("/", **{SESSION_HEADER: "1"}).body.endswith("|")


def test_signing_out_ends_the_session_everywhere(store: Store, anna: Visitor) -> None:
    other = Visitor(anna.app, cookies={**anna.cookies})
    assert anna.post("/logout", {}).status == 303
    assert "rm" not in anna.cookies
    assert other.get("/").status == 303


@pytest.mark.parametrize("act", ["block", "password", "end"])
def test_the_next_click_of_a_blocked_person_is_refused(
    store: Store, anna: Visitor, act: str
) -> None:
    assert anna.get("/").status == 200
    match act:
        case "block":
            store.block("anna")
            store.unblock("anna")
        case "password":
            store.set_password("anna", hash_password(PASSWORD))
        case _:
            store.end_sessions("anna")
    assert anna.get("/").status == 303


def test_an_open_socket_ends_soon_after_its_session(
    store: Store, anna: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Открытая страница закрывается сама, без щелчка."""
    monkeypatch.setattr(gate, "LOOK_EVERY", 0.02)
    scope = anna._scope("websocket", "/_stcore/stream", {})
    sent: list[Any] = []

    async def live() -> None:
        coming: asyncio.Queue[Any] = asyncio.Queue()
        await coming.put({"type": "websocket.connect"})

        async def send(message: Any) -> None:
            sent.append(message)
            if message["type"] == "websocket.send":
                with acting(PROGRAM):
                    store.end_sessions("anna")

        await asyncio.wait_for(anna.app(scope, coming.get, send), 20)  # type: ignore[arg-type]

    asyncio.run(live())
    assert [one["type"] for one in sent] == [
        "websocket.accept",
        "websocket.send",
        "websocket.close",
    ]
    assert sent[1]["text"] == "Методист"
    assert sent[2]["code"] == gate.SESSION_OVER


def invited(store: Store, login: str, valid: timedelta = timedelta(days=1)) -> str:
    code = new_code()
    store.invite(login, digest_of_code(code), datetime.now(UTC) + valid)
    return code


def choose(visitor: Visitor, code: str, password: str, again: str | None = None) -> Any:
    visitor.get("/invite")
    fields = {"token": visitor.cookies["rm-form"], "code": code, "password": password}
    return visitor.post("/invite", {**fields, "again": password if again is None else again})


def test_a_person_chooses_a_password_by_a_code_once(store: Store) -> None:
    """Код с листа: набран строчными и без чёрточек — тоже подходит; второй раз — нет."""
    store.add_person("school-1", "Школа", Grant(Role.METHODIST))
    code, visitor = invited(store, "school-1"), Visitor(served(store), address="10.2.0.1")
    typed = code.lower().replace("-", " ")
    assert choose(visitor, typed, "мой новый пароль").status == 303
    assert visitor.get("/").body.startswith("Школа|")
    second = Visitor(served(store), address="10.2.0.2")
    assert "уже использован" in choose(second, code, "другой пароль").body
    assert Visitor(served(store)).sign_in("school-1", "мой новый пароль").status == 303


@pytest.mark.parametrize(
    ("password", "again", "words"),
    [
        ("короткий", None, "короче 10"),
        ("1234567890", None, "легко угадать"),
        ("длинный и разный", "длинный и другой", "не совпадают"),
    ],
)
def test_a_weak_password_is_refused_and_the_code_stays_good(
    store: Store, password: str, again: str | None, words: str
) -> None:
    code, visitor = invited(store, "anna"), Visitor(served(store), address="10.3.0.1")
    assert words in choose(visitor, code, password, again).body
    assert store.invited(digest_of_code(code)) == "anna"


def test_what_was_typed_is_shown_as_text(store: Store) -> None:
    said = Visitor(served(store)).sign_in('"><script>alert(1)</script>', "x").body
    assert "<script>alert" not in said


def test_on_one_pc_there_is_no_sign_in_and_the_author_is_the_account(store: Store) -> None:
    visitor = Visitor(served(store, ONE_PC))
    assert visitor.get("/").body.startswith("этот компьютер, ")
    assert visitor.get("/login").body.startswith("этот компьютер, "), "no page of ours"
