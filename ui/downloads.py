"""Files for the person: built at the click, named in Russian, never a live formula.

A file has an address of its own, ``/export/<number>``: the number is random, it is offered to the
session that has drawn the button, and it ends with the tab. In order: the button; the address;
several servers; tables as workbooks.
"""

import secrets
import time
from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from html import escape
from io import BytesIO
from math import ceil
from threading import Lock
from urllib.parse import quote

import pandas as pd
import streamlit as st
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from streamlit import runtime
from streamlit.runtime.scriptrunner import get_script_run_ctx

from access.modes import mode, this_computer
from access.rights import may_open
from data_model.errors import MonitorError, NothingThere, Refused
from data_model.file_names import safe_file_name
from data_model.people import Author
from data_model.store import Store
from data_model.store.access import acting, author
from data_model.store.waiting import FileAnswer
from loaders.uploads import SERVER
from ui import data, selection
from ui.incidents import FAULT, error_sentence, record
from ui.words import safe_markdown

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ZIP = "application/zip"
ICS = "text/calendar"
TEXT_ONLY = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def download(
    label: str,
    build: Callable[[], bytes],
    file_name: str,
    *,
    mime: str = XLSX,
    primary: bool = False,
    key: str | None = None,
) -> None:
    """A button whose file is built when it is pressed; nothing else on the page reruns."""
    st.link_button(
        safe_markdown(label),
        address_of(build, file_name, mime, key or file_name),
        key=key or file_name,
        type="primary" if primary else "secondary",
        icon=":material/download:",
    )


# the address of a file

ADDRESS = "/export/{number}"
LIVES = 3600.0
"""Seconds that an address lives on after its tab was closed."""
FORMER = 2
"""Addresses of one button that answer: the one drawn last, and the one it has replaced."""
MOST_OF_A_TAB = 400


class TooManyExports(Refused):
    """More files in a minute than is one person's part; the text says how long to wait."""


STATUSES = {NothingThere: 404, Refused: 403, TooManyExports: 429}
"""Of the sentences that forbid a file; any other one is about the database."""


@dataclass(frozen=True, slots=True)
class Export:
    """A file that is offered («выгрузка»): to whom, by which button, what it is made of.

    ``session`` is the number of the session of the person, None on one PC. ``tab`` is the tab as
    the framework numbers it; ``page`` and ``municipality`` are asked about once more at the click.
    ``roadmap`` and ``as_of``: what the page was about, and on which day; the file is built outside
    the run of the page.
    """

    session: int | None
    tab: str
    key: str
    page: str
    municipality: str | None
    roadmap: str
    file_name: str
    mime: str
    build: Callable[[], bytes]
    offered: float
    as_of: date | None = None


_offered: dict[str, dict[str, Export]] = defaultdict(dict)
"""Tab → number in the address → file, the latest at the end."""
_lock = Lock()
OUTDATED = "Ссылка на файл устарела: вернитесь на страницу, обновите её и нажмите кнопку снова."


def address_of(build: Callable[[], bytes], file_name: str, mime: str, key: str) -> str:
    """A new address for a file of this person, made when it is asked for."""
    context, place = get_script_run_ctx(), selection.place()
    tab, number = (context.session_id if context else ""), new_number()
    whose = place.municipality if place else None
    page, who = selection.here(), data.person()
    named, now = safe_file_name(file_name), time.monotonic()
    narrowed = data.narrowed()
    parts = (who.session, tab, key, page, whose, narrowed, named, mime, build, now)
    one = Export(*parts, as_of=data.as_of())
    with _lock:
        _forget_ended(one.offered)
        own = _offered[tab]
        former = [known for known, given in own.items() if given.key == key]
        gone = [*former[: len(former) - FORMER + 1], *list(own)[:-MOST_OF_A_TAB]]
        for known in gone:
            own.pop(known, None)
        own[number] = one
    return f".{ADDRESS.format(number=number)}"


def new_number() -> str:
    """128 random bits; of several servers on one database also which one has offered the file."""
    token = secrets.token_urlsafe(16)
    return f"{SERVER}{OF_SERVER}{token}" if data.store().is_shared else token


def _forget_ended(now: float) -> None:
    """Drop what tabs have offered that were closed long ago."""
    for tab, own in list(_offered.items()):
        last = next(reversed(own.values()), None)
        if last is None or (now - last.offered > LIVES and not _is_shown(tab)):
            del _offered[tab]


def _is_shown(tab: str) -> bool:
    return runtime.exists() and runtime.get_instance().is_active_session(tab)


async def hand_over(request: Request) -> Response:
    """The answer of the address: the file, or a page with one sentence why there is none."""
    number = request.path_params["number"]
    server, is_named, _ = number.partition(OF_SERVER)
    is_ours = not is_named or server == SERVER
    answer = await run_in_threadpool(answer_here if is_ours else answer_of_another, number)
    if answer.status != OK:
        return sentence_page(answer.content.decode(), answer.status)
    headers = {
        "Content-Disposition": f"attachment; filename*=utf-8''{quote(answer.file_name, safe='')}",
        "ETag": f'"{sha256(answer.content).hexdigest()}"',
        "Cache-Control": "no-store",
    }
    return Response(answer.content, media_type=answer.mime, headers=headers)


OK = 200


def answer_here(number: str) -> FileAnswer:
    """The file that this server has offered, or one sentence why there is none."""
    try:
        one = offered(number)
        return FileAnswer(OK, one.file_name, one.mime, build_export(one))
    except MonitorError as error:
        return sentence(str(error), STATUSES.get(type(error), 503))
    except Exception as error:  # noqa: BLE001 — the new tab has nobody else to say it
        told = error_sentence(error, FAULT)
        return sentence(f"Файл «{one.file_name}» не получился. {told}", 500)


def sentence(told: str, status: int) -> FileAnswer:
    return FileAnswer(status, "", "", told.encode())


def offered(number: str) -> Export:
    """What is offered under an address; NothingThere, and Refused for who it is not offered to."""
    with _lock:
        found = next((own[number] for own in _offered.values() if number in own), None)
    if found is None or (time.monotonic() - found.offered > LIVES and not _is_shown(found.tab)):
        raise NothingThere(OUTDATED)
    if found.session != author().session:
        raise Refused("Этот файл приготовлен другому сотруднику: откройте страницу сами.")
    return found


def build_export(one: Export) -> bytes:
    """The bytes, for who may still see the page; the journal knows of it before they go out."""
    who = author()
    is_own = one.municipality is None or one.municipality in who.municipalities()
    if who.grants is not None and not (may_open(who, one.page) and is_own):
        raise Refused("Эта страница вам больше не открыта, поэтому и файл с неё не выдаётся.")
    refuse_too_many(who, time.monotonic())
    with data.request_scope(), data.narrow(one.roadmap), data.seen_on(one.as_of):
        content = one.build()
        try:
            data.store().note_export(one.municipality, one.file_name, len(content))
        except MonitorError as error:
            if mode().is_office:
                raise
            record(error)  # on one PC a full disk keeps nobody from their own file
    return content


MINUTE = 60.0
_handed_over: dict[str, deque[float]] = defaultdict(deque)
"""Login → moments of the files of the last minute."""


def refuse_too_many(who: Author, now: float) -> None:
    """Count a file; raise TooManyExports where this person has had a minute's part already."""
    if who.grants is None:
        return
    limit = mode().quotas.exports
    with _lock:
        moments = _handed_over[who.login or ""]
        while moments and now - moments[0] >= MINUTE:
            moments.popleft()
        if len(moments) >= limit:
            wait = ceil(MINUTE - (now - moments[0]))
            raise TooManyExports(
                f"За минуту вам уже выданы файлы: {limit}, больше одному человеку нельзя. "
                f"Подождите {wait} с, вернитесь на страницу и нажмите кнопку снова."
            )
        moments.append(now)


# of several servers any may be asked; the one that has drawn the button makes the file

OF_SERVER = "."
"""Stands between the server and the random part of an address."""
LOOK_EVERY = 0.3
BEGUN_IN, MADE_IN = 5.0, 180.0
"""Seconds after which a server that does not answer is gone, and a file is not waited for."""


def answer_of_another(number: str) -> FileAnswer:
    """Ask the server that has offered the file for it, by the database."""
    store, began = data.store(), time.monotonic()
    try:
        store.want_file(number, number.partition(OF_SERVER)[0], author().session)
        while True:
            is_begun, answer = store.wanted_answer(number)
            waited = time.monotonic() - began
            if answer is not None or waited > (MADE_IN if is_begun else BEGUN_IN):
                store.drop_wanted(number)
                return answer or sentence(OUTDATED, STATUSES[NothingThere])
            time.sleep(LOOK_EVERY)
    except MonitorError as error:
        return sentence(str(error), 503)


def answer_others(store: Store) -> None:
    """Make the files that other servers were asked for, each for the session that asks."""
    for one in store.wanted_files(SERVER):
        if store.begin_wanted(one.number):
            who = this_computer() if one.session is None else store.signed_in_as(one.session)
            with acting(who or data.NOBODY):
                answer = answer_here(one.number)
            store.answer_wanted(one.number, answer)


SAID = """<!doctype html>
<html lang="ru"><head><meta charset="utf-8"><title>Файл не скачан · Дорожная карта</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="/assets/icon.svg"><link rel="stylesheet" href="/assets/sign_in.css">
</head><body><main><p class="product">Дорожная карта</p><h1>Файл не скачан</h1>
<p class="trouble" role="alert">{sentence}</p>
<p>Это окно можно закрыть.</p></main></body></html>"""


def sentence_page(sentence: str, status: int) -> Response:
    """A page with one sentence: the button has opened a tab of its own for it."""
    page = SAID.format(sentence=escape(sentence))
    return HTMLResponse(page, status, {"Cache-Control": "no-store"})


# tables as workbooks


def workbook(frame: pd.DataFrame, sheet: str = "Таблица") -> bytes:
    """A table as it stands on the page: Russian headers, numbers as numbers, columns that fit."""
    target = BytesIO()
    with pd.ExcelWriter(target, "xlsxwriter", engine_kwargs={"options": TEXT_ONLY}) as book:
        frame.to_excel(
            book, sheet_name=sheet, index=False, freeze_panes=(1, 0), float_format="%.4f"
        )
        book.sheets[sheet].autofit(450)
    return target.getvalue()


def with_numbers(frame: pd.DataFrame, *names: str) -> pd.DataFrame:
    """The same table, in which whole numbers that were kept as they were written are numbers."""
    made = frame.copy()
    for name in frame.columns.intersection(list(names)):
        made[name] = pd.Series(map(_number, frame[name]), frame.index, dtype=object)
    return made


def _number(value: object) -> object:
    """«15» is 15; «06» and «12-13» stay what they are."""
    if isinstance(value, str) and value.isascii() and value.isdecimal():
        return int(value) if value == "0" or value[0] != "0" else value
    return value


def table_row(
    frame: pd.DataFrame | Callable[[], pd.DataFrame], file_name: str, without: tuple[str, ...] = ()
) -> None:
    """«Скачать таблицу» under a table; ``without`` are columns that only a screen can show.

    ``frame`` may be made at the click.
    """

    def build() -> bytes:
        made = frame() if callable(frame) else frame
        return workbook(made.drop(columns=list(without), errors="ignore"))

    download("Скачать таблицу", build, file_name)
