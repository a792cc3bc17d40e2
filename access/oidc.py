"""Sign-in by the office's own directory («вход через единый вход», OpenID Connect); off by default.

In order: what the environment says; what the provider says of itself and of a person; the two
addresses. Code flow with PKCE, state and nonce; the identity token is checked by the library of
keys that Authlib brings. Nobody is created by it: one claim names the login of a person who is
known already, and what begins is a session like any other, ended by the same «Выйти».
"""

import json
import os
import secrets
import stat
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from access.modes import Mode, is_loopback
from data_model.errors import Refused
from data_model.people import Author
from data_model.store import Store
from data_model.store.access import acting

PREFIX = "ROADMAP_OIDC_"
PATIENCE = 10
"""Seconds that the provider may take for an answer."""
KEPT_FOR = 600
"""Seconds that a sign-in may take at the provider, and that its keys are remembered."""
ALGORITHMS = ("RS256", "PS256", "ES256", "RS384", "ES384", "RS512", "ES512")
"""How an identity token may be signed: by a key of the provider, never by a shared secret."""


# what the environment says


@dataclass(frozen=True, slots=True)
class IdentityProvider:
    """The provider of the office («единый вход»): its address, and who we are to it.

    ``claim`` names the field of a person that is the login here; ``title`` is the word on the
    button.
    """

    issuer: str
    client: str
    secret: str
    claim: str = "email"
    title: str = "единый вход"


def identity_provider(given: Mapping[str, str] | None = None) -> IdentityProvider | None:
    """The provider that ``ROADMAP_OIDC_ISSUER`` and its sisters name; None where none is named.

    Raises Refused with the setting that is wrong.
    """
    asked = os.environ if given is None else given
    issuer = asked.get(f"{PREFIX}ISSUER", "").strip()
    if not issuer:
        return None
    if not is_private(issuer):
        raise Refused(f"{PREFIX}ISSUER: нужен адрес https://…, а указано «{issuer}».")
    client = asked.get(f"{PREFIX}CLIENT_ID", "").strip()
    if not client:
        raise Refused(
            f"{PREFIX}CLIENT_ID: укажите, под каким именем программа известна провайдеру."
        )
    secret = _secret(asked.get(f"{PREFIX}SECRET_FILE", "").strip())
    claim = asked.get(f"{PREFIX}CLAIM", "").strip() or "email"
    title = asked.get(f"{PREFIX}TITLE", "").strip() or "единый вход"
    return IdentityProvider(issuer, client, secret, claim, title)


def _secret(file: str) -> str:
    """The secret of the client; a file that others may read holds none."""
    path = Path(file)
    if not file or not path.is_file():
        raise Refused(f"{PREFIX}SECRET_FILE: укажите файл с секретом клиента.")
    if os.name != "nt" and stat.S_IMODE(path.stat().st_mode) & (stat.S_IRWXG | stat.S_IRWXO):
        raise Refused(f"Файл {file} доступен другим пользователям. Закройте его: chmod 600 {file}")
    found = path.read_text("utf-8").strip()
    if not found or not found.isascii():
        raise Refused(f"{PREFIX}SECRET_FILE: в файле {file} нет секрета из латинских знаков.")
    return found


def is_private(address: str) -> bool:
    """Whether nobody on the way can read what is sent there: TLS, or this very computer."""
    parts = urlsplit(address)
    return parts.scheme == "https" or (parts.scheme == "http" and is_loopback(parts.hostname or ""))


# what the provider says

UNREACHABLE = "Единый вход сейчас не отвечает. Войдите по паролю или попробуйте позже."
DENIED = "Единый вход не подтвердил, кто вы. Попробуйте ещё раз или войдите по паролю."
UNKNOWN = "Под этим именем сотрудника нет, или вход ему закрыт. Обратитесь к администратору."
STALE = "Вход начат в другом окне или слишком давно. Начните ещё раз."


def endpoints(provider: IdentityProvider) -> dict[str, Any]:
    """What the provider publishes of itself, its keys under ``keys``; remembered for a while."""
    return _endpoints(provider, int(time.time() // KEPT_FOR))


@lru_cache(maxsize=1)
def _endpoints(provider: IdentityProvider, while_: int) -> dict[str, Any]:
    told = _asked(f"{provider.issuer.rstrip('/')}/.well-known/openid-configuration")
    needed = ("authorization_endpoint", "token_endpoint", "jwks_uri")
    if told.get("issuer") != provider.issuer or not all(
        is_private(str(told.get(name, ""))) for name in needed
    ):
        raise Refused(UNREACHABLE)
    return {**told, "keys": _asked(told["jwks_uri"])}


def _asked(address: str) -> dict[str, Any]:
    import requests

    try:
        answer = requests.get(address, timeout=PATIENCE, allow_redirects=False)
        answer.raise_for_status()
        found = answer.json()
    except (requests.RequestException, ValueError) as error:
        raise Refused(UNREACHABLE) from error
    if not isinstance(found, dict):
        raise Refused(UNREACHABLE)
    return found


def claims_of(
    provider: IdentityProvider, address: str, redirect: str, verifier: str, nonce: str
) -> Mapping[str, Any]:
    """What the provider says of a person who came back with a code in ``address``.

    Raises Refused where it says nothing, or nothing that is meant for us and for this sign-in.
    """
    import requests
    from authlib.common.errors import AuthlibBaseError
    from authlib.integrations.requests_client import OAuth2Session
    from joserfc import jwt
    from joserfc.errors import JoseError

    known = endpoints(provider)
    try:
        with OAuth2Session(
            provider.client, provider.secret, redirect_uri=redirect, code_challenge_method="S256"
        ) as session:
            given = session.fetch_token(
                known["token_endpoint"],
                authorization_response=address,
                code_verifier=verifier,
                timeout=PATIENCE,
            )
        claims = _signed_claims(provider, str(given.get("id_token", "")))
        jwt.JWTClaimsRegistry(
            leeway=60,
            iss={"essential": True, "value": provider.issuer},
            aud={"essential": True, "value": provider.client},
            exp={"essential": True},
            iat={"essential": True},
            nonce={"essential": True, "value": nonce},
        ).validate(claims)
    except requests.RequestException as error:
        raise Refused(UNREACHABLE) from error
    except (AuthlibBaseError, JoseError, ValueError, TypeError, KeyError) as error:
        raise Refused(DENIED) from error
    is_for_several = isinstance(claims["aud"], list) and len(claims["aud"]) > 1
    if is_for_several and claims.get("azp") != provider.client:
        raise Refused(DENIED)
    return claims


def _signed_claims(provider: IdentityProvider, token: str) -> dict[str, Any]:
    """What an identity token says, its signature proved; new keys are asked for once."""
    from joserfc import jwt
    from joserfc.errors import JoseError
    from joserfc.jwk import KeySet

    def claims() -> dict[str, Any]:
        keys = KeySet.import_key_set(endpoints(provider)["keys"])
        return dict(jwt.decode(token, keys, list(ALGORITHMS)).claims)

    try:
        return claims()
    except (JoseError, ValueError, KeyError):  # the provider may have changed its keys
        _endpoints.cache_clear()
        return claims()


def login_of(provider: IdentityProvider, claims: Mapping[str, Any]) -> str:
    """The login that the claims name; Refused where they name none that can be relied on."""
    found = claims.get(provider.claim)
    if not isinstance(found, str) or not found.strip():
        raise Refused(UNKNOWN)
    if provider.claim == "email" and claims.get("email_verified") is not True:
        raise Refused("Единый вход не подтвердил ваш адрес почты. Подтвердите его там.")
    return found.strip()


# the two addresses


class OidcDesk:
    """Answers of /oidc/start and /oidc/back over one database.

    ``begin`` opens a session as after a password and gives its answer; ``said`` shows the page of
    sign-in with a sentence.
    """

    def __init__(
        self,
        mode: Mode,
        provider: IdentityProvider,
        store: Callable[[], Store],
        begin: Callable[[Request, Store, str, str], Response],
        said: Callable[[Request, str], Response],
    ) -> None:
        self.mode = mode
        self.provider = provider
        self.store = store
        self.begin = begin
        self.said = said

    @property
    def cookie(self) -> str:
        """Holds what this browser has begun, until it comes back."""
        return f"{self.mode.cookie}-oidc"

    async def start(self, request: Request) -> Response:
        """To the provider, with a state, a nonce and a challenge of this browser alone."""
        begun = {name: secrets.token_urlsafe(48) for name in ("state", "nonce", "verifier")}
        begun["next"] = request.query_params.get("next", "/")
        try:
            where = await run_in_threadpool(self._where, request, begun)
        except Refused as error:
            return self.said(request, str(error))
        answer = RedirectResponse(where, 303)
        answer.set_cookie(
            self.cookie,
            _packed(begun),
            max_age=KEPT_FOR,
            path="/",
            secure=self.mode.is_secure,
            httponly=True,
            samesite="lax",
        )
        answer.headers["Cache-Control"] = "no-store"
        return answer

    def _where(self, request: Request, begun: Mapping[str, str]) -> str:
        from authlib.integrations.requests_client import OAuth2Session

        with OAuth2Session(
            self.provider.client,
            scope="openid email profile",
            redirect_uri=self._back(request),
            code_challenge_method="S256",
        ) as session:
            where, _ = session.create_authorization_url(
                endpoints(self.provider)["authorization_endpoint"],
                state=begun["state"],
                code_verifier=begun["verifier"],
                nonce=begun["nonce"],
            )
        return str(where)

    async def back(self, request: Request) -> Response:
        """From the provider: the session of the person it names, or one sentence."""
        begun = _unpacked(request.cookies.get(self.cookie, ""))
        try:
            if not secrets.compare_digest(
                begun.get("state", "").encode(), request.query_params.get("state", "-").encode()
            ):
                raise Refused(STALE)
            answer = await run_in_threadpool(self._signed_in, request, begun)
        except Refused as error:
            answer = self.said(request, str(error))
        answer.delete_cookie(
            self.cookie, path="/", secure=self.mode.is_secure, httponly=True, samesite="lax"
        )
        return answer

    def _signed_in(self, request: Request, begun: Mapping[str, str]) -> Response:
        if not request.query_params.get("code"):
            raise Refused(DENIED)
        address = f"{self._back(request)}?{request.url.query}"
        verifier, nonce = begun["verifier"], begun["nonce"]
        claims = claims_of(self.provider, address, self._back(request), verifier, nonce)
        login = login_of(self.provider, claims)
        store = self.store()
        with acting(Author("единый вход")):
            known = [one.login for one in store.people() if not one.is_blocked]
        found = [one for one in known if one.casefold() == login.casefold()]
        if len(found) != 1:
            raise Refused(UNKNOWN)
        return self.begin(request, store, found[0], begun["next"])

    def _back(self, request: Request) -> str:
        """The address that the provider leads back to; the doorkeeper has looked at the host."""
        scheme = "https" if self.mode.is_secure else request.url.scheme
        return f"{scheme}://{request.headers['host']}/oidc/back"


def _packed(begun: Mapping[str, str]) -> str:
    return json.dumps(begun).encode().hex()


def _unpacked(cookie: str) -> dict[str, str]:
    """What this browser has begun; empty where the cookie is none of ours."""
    try:
        found = json.loads(bytes.fromhex(cookie))
    except ValueError:
        return {}
    is_whole = isinstance(found, dict) and {*found} == {"state", "nonce", "verifier", "next"}
    return found if is_whole and all(isinstance(one, str) for one in found.values()) else {}
