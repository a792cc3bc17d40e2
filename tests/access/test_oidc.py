"""Sign-in by the office's own directory: against a small real provider on this computer."""

import base64
import hashlib
import json
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from access import oidc, sign_in
from access.gate import Gate
from access.modes import Mode
from access.oidc import identity_provider
from data_model.errors import Refused
from data_model.people import Grant, Role
from data_model.store import Store
from tests.access.visitor import Answer, Visitor
from tests.builders import a_municipality

CLIENT, SECRET = "roadmap", "secret-of-the-client"
OFFICE = Mode(is_office=True)
ANNA = "anna@edu.example"


class Provider:
    """A provider of one signed-in person: discovery, keys, authorization, token.

    ``says`` are claims that are added to those of an honest identity token, ``None`` takes one out;
    ``key`` signs, ``algorithm`` how.
    """

    def __init__(self) -> None:
        from joserfc.jwk import RSAKey

        self.key = self.published = RSAKey.generate_key(2048, {"kid": "1"})
        self.algorithm = "RS256"
        self.says: dict[str, Any] = {}
        self.asked: dict[str, dict[str, str]] = {}
        outer = self

        class Answers(BaseHTTPRequestHandler):
            def do_GET(self) -> None:  # noqa: N802  named by the library
                self._answer(*outer.get(self.path))

            def do_POST(self) -> None:  # noqa: N802
                body = self.rfile.read(int(self.headers["content-length"])).decode()
                said = {name: found[0] for name, found in parse_qs(body).items()}
                self._answer(*outer.token(said, self.headers.get("authorization", "")))

            def _answer(self, status: int, told: object) -> None:
                self.send_response(status)
                if status == 302:
                    self.send_header("Location", str(told))
                self.send_header("Content-Type", "application/json")
                self.end_headers()
                self.wfile.write(b"" if status == 302 else json.dumps(told).encode())

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
        self.issuer = f"http://127.0.0.1:{self.server.server_port}"
        Thread(target=self.server.serve_forever, daemon=True).start()

    def get(self, path: str) -> tuple[int, object]:
        if path == "/.well-known/openid-configuration":
            return 200, {
                "issuer": self.issuer,
                "authorization_endpoint": f"{self.issuer}/authorize",
                "token_endpoint": f"{self.issuer}/token",
                "jwks_uri": f"{self.issuer}/keys",
            }
        if path == "/keys":
            return 200, {"keys": [self.published.as_dict(private=False)]}
        return 404, {}

    def authorize(self, address: str) -> str:
        """What a person does there: the address that the browser is led back to."""
        said = {name: found[0] for name, found in parse_qs(urlsplit(address).query).items()}
        assert said["response_type"] == "code" and said["code_challenge_method"] == "S256"
        assert "openid" in said["scope"].split()
        code = f"code-{len(self.asked)}"
        self.asked[code] = said
        back = urlsplit(said["redirect_uri"])
        return f"{back.path}?code={code}&state={said['state']}"

    def token(self, said: dict[str, str], authorization: str) -> tuple[int, object]:
        from joserfc import jwt

        begun = self.asked.pop(said["code"], None)
        proof = hashlib.sha256(said.get("code_verifier", "").encode()).digest()
        basic = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        if (
            begun is None
            or base64.urlsafe_b64encode(proof).rstrip(b"=").decode() != begun["code_challenge"]
            or authorization != f"Basic {basic}"
            or said["redirect_uri"] != begun["redirect_uri"]
        ):
            return 400, {"error": "invalid_grant"}
        honest = {
            "iss": self.issuer, "aud": CLIENT, "sub": "7", "nonce": begun["nonce"],
            "iat": int(time.time()), "exp": int(time.time()) + 300,
            "email": ANNA.upper(), "email_verified": True,
        }  # fmt: skip
        claims = {name: one for name, one in {**honest, **self.says}.items() if one is not None}
        header = {"alg": self.algorithm, "kid": "1"}
        signed = jwt.encode(header, claims, self.key, [self.algorithm])
        return 200, {"access_token": "x", "token_type": "Bearer", "id_token": signed}


@pytest.fixture(scope="module")
def running() -> Iterator[Provider]:
    found = Provider()
    yield found
    found.server.shutdown()
    found.server.server_close()


@pytest.fixture
def provider(running: Provider) -> Provider:
    running.says, running.key, running.algorithm = {}, running.published, "RS256"
    oidc._endpoints.cache_clear()
    return running


def environment(folder: Path, issuer: str, **more: str) -> dict[str, str]:
    file = folder / "secret"
    file.write_text(SECRET)
    file.chmod(0o600)
    named = {"ISSUER": issuer, "CLIENT_ID": CLIENT, "SECRET_FILE": str(file)}
    return {f"ROADMAP_OIDC_{name}": value for name, value in (named | more).items()}


async def page(request: Request) -> Response:
    return PlainTextResponse("the framework")


@pytest.fixture
def store() -> Iterator[Store]:
    found = Store.create("sqlite://")
    found.save_register(a_municipality(), [])
    found.add_person(ANNA, "Анна", Grant(Role.METHODIST, "58040"))
    yield found
    found.close()


@pytest.fixture
def visitor(
    provider: Provider, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Visitor:
    for name, value in environment(tmp_path, provider.issuer).items():
        monkeypatch.setenv(name, value)
    inside = [*sign_in.routes(OFFICE, lambda: store), Route("/{any:path}", page)]
    return Visitor(Gate(Starlette(routes=inside), OFFICE, lambda: store))


def gone_through(visitor: Visitor, provider: Provider, following: str = "/board") -> Answer:
    """The button, the provider, and the way back."""
    begun = visitor.get(f"/oidc/start?next={following}")
    assert begun.status == 303
    return visitor.get(provider.authorize(begun.headers["location"]))


def test_a_known_person_enters_and_leaves_by_the_provider(
    visitor: Visitor, provider: Provider, store: Store
) -> None:
    """Сотрудник без пароля входит через единый вход; имя в другом регистре — тот же сотрудник."""
    assert "Войти через единый вход" in visitor.get("/login").body
    back = gone_through(visitor, provider)
    assert (back.status, back.headers["location"]) == (303, "/board")
    assert visitor.get("/board").status == 200
    assert [one.login for one in store.sessions(ANNA)] == [ANNA]
    assert [one.act for one in store.journal() if one.login == ANNA] == ["вход"]
    visitor.post("/logout", {})
    assert visitor.get("/board").status == 303
    assert store.sessions(ANNA) == ()


@pytest.mark.parametrize("following", ["//evil.example", "https://evil.example", "/\\evil"])
def test_it_leads_to_no_foreign_address(
    visitor: Visitor, provider: Provider, following: str
) -> None:
    assert gone_through(visitor, provider, following).headers["location"] == "/"


LIES: dict[str, dict[str, Any]] = {
    "другой издатель": {"iss": "https://evil.example"},
    "для другой программы": {"aud": "other"},
    "для нескольких программ": {"aud": [CLIENT, "other"], "azp": "other"},
    "просрочен": {"exp": int(time.time()) - 3600},
    "без срока": {"exp": None},
    "чужая попытка": {"nonce": "other"},
    "без попытки": {"nonce": None},
    "почта не подтверждена": {"email_verified": False},
    "о подтверждении ни слова": {"email_verified": None},
    "не строка": {"email": ["anna@edu.example"]},
    "нет такого сотрудника": {"email": "boris@edu.example"},
}


@pytest.mark.parametrize("lie", LIES)
def test_what_is_not_proved_opens_nothing(
    visitor: Visitor, provider: Provider, store: Store, lie: str
) -> None:
    provider.says = LIES[lie]
    answer = gone_through(visitor, provider)
    assert answer.status == 200 and 'role="alert"' in answer.body
    assert visitor.get("/board").status == 303
    assert [one.login for one in store.people()] == [ANNA], "nobody is created"


def test_a_token_signed_by_another_key_or_by_the_secret_opens_nothing(
    visitor: Visitor, provider: Provider
) -> None:
    from joserfc.jwk import OctKey, RSAKey

    provider.key = RSAKey.generate_key(2048, {"kid": "1"})
    assert gone_through(visitor, provider).status == 200
    provider.key, provider.algorithm = OctKey.import_key(SECRET.encode() * 4), "HS256"
    assert gone_through(visitor, provider).status == 200
    assert visitor.get("/board").status == 303


def test_new_keys_of_the_provider_are_asked_for(visitor: Visitor, provider: Provider) -> None:
    from joserfc.jwk import RSAKey

    assert gone_through(visitor, provider).status == 303
    provider.key = provider.published = RSAKey.generate_key(2048, {"kid": "1"})
    assert gone_through(visitor, provider).status == 303


def test_a_way_back_that_this_browser_has_not_begun_opens_nothing(
    visitor: Visitor, provider: Provider
) -> None:
    """Чужая ссылка возврата (подсунутый вход) и повтор своей не действуют."""
    begun = visitor.get("/oidc/start")
    back = provider.authorize(begun.headers["location"])
    stranger = Visitor(visitor.app)
    assert "в другом окне" in stranger.get(back).body
    assert visitor.get(back.replace("state=", "state=x")).status == 200
    assert visitor.get(back).status == 200, "the attempt was used up"
    assert visitor.get("/board").status == 303
    cancelled = visitor.get("/oidc/start").headers["location"]
    state = parse_qs(urlsplit(cancelled).query)["state"][0]
    assert "не подтвердил" in visitor.get(f"/oidc/back?error=access_denied&state={state}").body


def test_a_blocked_person_does_not_enter(
    visitor: Visitor, provider: Provider, store: Store
) -> None:
    store.block(ANNA)
    assert "вход ему закрыт" in gone_through(visitor, provider).body


def test_a_provider_that_does_not_answer_is_said_in_one_sentence(
    visitor: Visitor, provider: Provider, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(provider, "get", lambda path: (503, {}))
    assert "не отвечает" in visitor.get("/oidc/start").body


def test_without_settings_there_is_no_such_address(store: Store) -> None:
    """По умолчанию выключено: ни кнопки, ни адреса; на одном компьютере — никогда."""
    inside = sign_in.routes(OFFICE, lambda: store)
    assert not [route for route in inside if str(getattr(route, "path", "")).startswith("/oidc")]
    assert (
        "единый вход"
        not in Visitor(Gate(Starlette(routes=inside), OFFICE, lambda: store)).get("/login").body
    )
    assert sign_in.routes(Mode(), lambda: store) == []


def test_settings_that_would_let_somebody_listen_are_refused(tmp_path: Path) -> None:
    good = environment(tmp_path, "https://id.example")
    found = identity_provider(good)
    assert found is not None and (found.secret, found.claim) == (SECRET, "email")
    assert identity_provider({}) is None
    for name, value, told in (
        ("ISSUER", "http://id.example", "https://"),
        ("CLIENT_ID", "", "CLIENT_ID"),
        ("SECRET_FILE", str(tmp_path / "none"), "SECRET_FILE"),
    ):
        with pytest.raises(Refused, match=told):
            identity_provider(good | {f"ROADMAP_OIDC_{name}": value})
    (tmp_path / "secret").write_text("тайна")
    with pytest.raises(Refused, match="латинских"):
        identity_provider(good)
    (tmp_path / "secret").chmod(0o644)
    with pytest.raises(Refused, match="chmod 600"):
        identity_provider(good)
