"""The pages that answer without a session: sign-in, sign-out, the first password by a code.

Plain forms without a script. Every POST carries a token that the page has set as a cookie too,
so that no other page can send one.
"""

import secrets
from collections.abc import Callable
from html import escape
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from access.modes import Mode
from access.oidc import OidcDesk, identity_provider
from access.passwords import digest, digest_of_code, hash_password, is_right, new_token
from data_model.errors import MonitorError, Refused
from data_model.people import Author
from data_model.store import Store
from data_model.store.access import acting, author

FORM_COOKIE = "rm-form"
WRONG = "Логин или пароль не подходит."
WAIT = "Слишком много попыток подряд. Подождите и попробуйте снова."
STALE = "Страница входа устарела, попробуйте ещё раз."

PAGE = """<!doctype html>
<html lang="ru"><head><meta charset="utf-8"><title>{title} · Дорожная карта</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="/assets/icon.svg"><link rel="stylesheet" href="/assets/sign_in.css">
</head><body><main><p class="product">Дорожная карта</p><h1>{title}</h1>
{words}<form method="post" action="{action}" autocomplete="on">
<input type="hidden" name="token" value="{token}"><input type="hidden" name="next" value="{next}">
{fields}<button type="submit">{button}</button></form>{below}</main></body></html>"""

ACCOUNT = """<!doctype html>
<html lang="ru"><head><meta charset="utf-8"><title>Мой вход · Дорожная карта</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="/assets/icon.svg"><link rel="stylesheet" href="/assets/sign_in.css">
</head><body><main><p class="product">Дорожная карта</p><h1>{name}</h1>
<form method="post" action="/logout"><input type="hidden" name="token" value="{token}">
<button type="submit">Выйти</button></form><h2>Где я вошёл</h2><ul>{lines}</ul>
<p><a href="/">Вернуться к программе</a></p></main></body></html>"""

END = (
    '<form method="post" action="/account"><input type="hidden" name="token" value="{token}">'
    '<input type="hidden" name="session" value="{number}">'
    '<button type="submit">Завершить</button></form>'
)

FIELD = (
    '<label for="{name}">{label}</label><input id="{name}" name="{name}" type="{kind}" '
    'value="{value}" autocomplete="{complete}" {more}required>'
)


def routes(mode: Mode, store: Callable[[], Store]) -> list[BaseRoute]:
    """Our addresses of sign-in; none of them in the mode of one PC."""
    if not mode.is_office:
        return []
    provider = identity_provider()
    desk = Desk(mode, store, provider.title if provider else "")
    by_provider = OidcDesk(mode, provider, store, desk.begun, desk.refused) if provider else None
    return [
        *(
            [
                Route("/oidc/start", by_provider.start, methods=["GET"]),
                Route("/oidc/back", by_provider.back, methods=["GET"]),
            ]
            if by_provider
            else []
        ),
        Route("/login", desk.sign_in, methods=["GET", "POST"]),
        Route("/logout", desk.sign_out, methods=["POST"]),
        Route("/invite", desk.choose_password, methods=["GET", "POST"]),
        Route("/account", desk.account, methods=["GET", "POST"]),
    ]


class Desk:
    """Answers of the four addresses, over one database.

    ``provider`` is the word for the office's own sign-in, empty where there is none.
    """

    def __init__(self, mode: Mode, store: Callable[[], Store], provider: str = "") -> None:
        self.mode = mode
        self.store = store
        self.provider = provider

    async def sign_in(self, request: Request) -> Response:
        if request.method == "GET":
            return self._sign_in_page(request, request.query_params.get("next", "/"))
        form = await request.form()
        following = inner_address(text_of(form, "next"))
        if not self._is_ours(request, form):
            return self._sign_in_page(request, following, STALE)
        login, password = text_of(form, "login").strip(), text_of(form, "password")
        try:
            token = await run_in_threadpool(self._begin, request, login, password)
        except MonitorError as error:
            return self._sign_in_page(request, following, str(error), login)
        answer = RedirectResponse(following, 303)
        self._set_cookie(answer, token)
        return answer

    def _begin(self, request: Request, login: str, password: str) -> str:
        """The token of a new session; Refused with one sentence for whatever is wrong."""
        store, address = self.store(), client_address(request, self.mode)
        with acting(Author(login[:64] or "без логина", login=login[:64], address=address)):
            if store.wait_before_sign_in(login, address).total_seconds() > 0:
                raise Refused(WAIT)
            if not is_right(store.password_of(login), password):
                store.note_sign_in_error(login, address)
                raise Refused(WRONG)
            return begin(store, login, address, request.headers.get("user-agent", ""))

    def begun(self, request: Request, store: Store, login: str, following: str) -> Response:
        """A session of somebody whom the provider has named, and the way on; Refused."""
        address = client_address(request, self.mode)
        with acting(Author(login, login=login, address=address)):
            token = begin(store, login, address, request.headers.get("user-agent", ""))
        answer = RedirectResponse(inner_address(following), 303)
        self._set_cookie(answer, token)
        return answer

    def refused(self, request: Request, said: str) -> Response:
        """The page of sign-in with one sentence."""
        return self._sign_in_page(request, "/", said)

    async def sign_out(self, request: Request) -> Response:
        token = request.cookies.get(self.mode.cookie, "")
        await run_in_threadpool(self._end, token)
        answer = RedirectResponse("/login", 303)
        answer.delete_cookie(self.mode.cookie, path="/", secure=self.mode.is_secure, httponly=True)
        answer.headers["Clear-Site-Data"] = '"cache", "storage"'
        return answer

    def _end(self, token: str) -> None:
        store = self.store()
        who = store.signed_in(digest(token))
        if who is not None and who.session is not None:
            with acting(who):
                store.end_session(who.session)

    async def choose_password(self, request: Request) -> Response:
        if request.method == "GET":
            return self._invitation_page(request)
        form = await request.form()
        if not self._is_ours(request, form):
            return self._invitation_page(request, STALE)
        code, password = text_of(form, "code"), text_of(form, "password")
        if password != text_of(form, "again"):
            return self._invitation_page(request, "Пароли не совпадают.", code)
        try:
            token = await run_in_threadpool(self._accept, request, code, password)
        except MonitorError as error:
            return self._invitation_page(request, str(error), code)
        answer = RedirectResponse("/", 303)
        self._set_cookie(answer, token)
        return answer

    def _accept(self, request: Request, code: str, password: str) -> str:
        store, address, given = (
            self.store(),
            client_address(request, self.mode),
            digest_of_code(code),
        )
        with acting(Author("по приглашению", address=address)):
            if store.wait_before_sign_in("", address).total_seconds() > 0:
                raise Refused(WAIT)
            login = store.invited(given)
            if login is None:
                store.note_sign_in_error("", address)
                raise Refused("Код приглашения не подходит: он уже использован или устарел.")
            store.accept_invitation(given, hash_password(password, login))
            return begin(store, login, address, request.headers.get("user-agent", ""))

    async def account(self, request: Request) -> Response:
        """«Где я вошёл»: one's own open sessions, each can be ended; and the way out."""
        if request.method == "POST":
            form = await request.form()
            number = text_of(form, "session")
            if self._is_ours(request, form) and number.isdecimal():
                await run_in_threadpool(self.store().end_session, int(number))
            return RedirectResponse("/account", 303)
        who = author()
        found = await run_in_threadpool(self.store().sessions, who.login or "")
        token = request.cookies.get(FORM_COOKIE) or new_token()
        lines = "".join(
            f"<li>{one.began_at.astimezone():%d.%m.%Y %H:%M}, {escape(one.address)}"
            + ("" if one.id == who.session else END.format(token=escape(token), number=one.id))
            + ("<br>это окно" if one.id == who.session else "")
            + "</li>"
            for one in found
        )
        return self._with_token(
            ACCOUNT.format(name=escape(who.name), lines=lines, token=escape(token)), token
        )

    def _is_ours(self, request: Request, form: FormData) -> bool:
        """The token of the form is the one that this browser was given."""
        given = request.cookies.get(FORM_COOKIE, "")
        return bool(given) and secrets.compare_digest(
            given.encode(), text_of(form, "token").encode()
        )

    def _set_cookie(self, answer: Response, token: str) -> None:
        """Until the browser is closed; the server itself ends it earlier."""
        answer.set_cookie(
            self.mode.cookie,
            token,
            path="/",
            secure=self.mode.is_secure,
            httponly=True,
            samesite="lax",
        )

    def _sign_in_page(
        self, request: Request, following: str, said: str = "", login: str = ""
    ) -> Response:
        fields = field("login", "Логин", "text", login, "username", "autofocus ") + field(
            "password", "Пароль", "password", "", "current-password"
        )
        below = '<p><a href="/invite">У меня код приглашения</a></p>'
        if self.provider:
            where = f"/oidc/start?next={quote(inner_address(following), safe='')}"
            below = f'<p><a href="{where}">Войти через {escape(self.provider)}</a></p>{below}'
        return self._page(
            request, "Вход", "/login", inner_address(following), fields, "Войти", said, below
        )

    def _invitation_page(self, request: Request, said: str = "", code: str = "") -> Response:
        fields = (
            field("code", "Код приглашения", "text", code, "one-time-code", "autofocus ")
            + field("password", "Новый пароль, от 10 знаков", "password", "", "new-password")
            + field("again", "Он же ещё раз", "password", "", "new-password")
        )
        below = '<p><a href="/login">У меня уже есть пароль</a></p>'
        return self._page(
            request, "Первый вход", "/invite", "/", fields, "Задать пароль и войти", said, below
        )

    def _page(
        self,
        request: Request,
        title: str,
        action: str,
        following: str,
        fields: str,
        button: str,
        said: str,
        below: str,
    ) -> Response:
        token = request.cookies.get(FORM_COOKIE) or new_token()
        words = f'<p class="trouble" role="alert">{escape(said)}</p>' if said else ""
        return self._with_token(
            PAGE.format(
                title=title,
                words=words,
                action=action,
                token=escape(token),
                next=escape(following),
                fields=fields,
                button=button,
                below=below,
            ),
            token,
        )

    def _with_token(self, page: str, token: str) -> Response:
        """A page of ours with the cookie that its forms must agree with; kept in no cache."""
        answer = HTMLResponse(page)
        answer.headers["Cache-Control"] = "no-store"
        answer.set_cookie(
            FORM_COOKIE,
            token,
            path="/",
            secure=self.mode.is_secure,
            httponly=True,
            samesite="strict",
        )
        return answer


def begin(store: Store, login: str, address: str, browser: str) -> str:
    """A new session of a person whose password was right; its token, known to nobody else."""
    token = new_token()
    store.begin_session(login, digest(token), address, browser)
    return token


def field(name: str, label: str, kind: str, value: str, complete: str, more: str = "") -> str:
    return FIELD.format(
        name=name, label=label, kind=kind, value=escape(value), complete=complete, more=more
    )


def text_of(form: FormData, name: str) -> str:
    given = form.get(name, "")
    return given if isinstance(given, str) else ""


def inner_address(given: str) -> str:
    """An address of ours to go on to; the first page in place of any other."""
    is_ours = given.startswith("/") and not given.startswith(("//", "/\\")) and given.isprintable()
    return given if is_ours and "\\" not in given else "/"


def login_address(path: str, query: str) -> str:
    """Where a page without a session leads."""
    return f"/login?next={quote(path + (f'?{query}' if query else ''), safe='')}"


def client_address(request: Request, mode: Mode) -> str:
    """Where the browser is; behind a proxy the last address that the proxy has added."""
    forwarded = request.headers.get("x-forwarded-for", "")
    if mode.is_behind_proxy and forwarded:
        return forwarded.rpartition(",")[2].strip()[:64]
    return request.client.host if request.client else ""
