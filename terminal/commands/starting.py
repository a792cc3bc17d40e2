"""Commands that make a database and open the program in a browser («запуск»)."""

import os
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from data_model.errors import Refused
from terminal.entrance import DEFAULT_DATABASE, DEMO_DATABASE, Headless, Port, chosen, command, tell

if TYPE_CHECKING:
    from data_model.store import Store


@command("init")
def init() -> None:
    """Создать базу данных или обновить её до этой версии программы."""
    from data_model.store import Store

    store = Store.create(chosen.url or DEFAULT_DATABASE)
    tell_turned_verdicts(store)
    store.close()
    tell("База данных готова.")


def tell_turned_verdicts(store: "Store") -> None:
    """Closed years whose figures or verdicts the rules of this version make others.

    Nothing of them is changed: a closed year keeps what was said of it until it is open again.
    """
    codes = [one.code for one in store.municipalities() if store.closures(one.code)]
    if not codes:
        return
    from loaders.previews import judge_closed, turned_verdicts

    for code in codes:
        for one in turned_verdicts(store, code):
            tell(one.words)
    if years := judge_closed(store):
        tell(f"Записаны выводы закрытых лет: {', '.join(map(str, years))}.")


@command("demo")
def demo(
    port: Port = 8501,
    headless: Headless = False,
    no_serve: Annotated[
        bool, typer.Option("--no-serve", help="Только подготовить базу, не открывать.")
    ] = False,
) -> None:
    """Загрузить учебный район и открыть его в браузере."""
    from data_model.store import Store
    from loaders.sample import is_only_sample, load_sample

    url = chosen.url or DEMO_DATABASE
    with_sample = Store.create(url)
    if is_only_sample(with_sample):
        load_sample(with_sample)
        tell("Учебный район загружен. Данные синтетические.")
    else:
        tell("В базе есть другие данные: она оставлена как есть, учебный район не загружен.")
    with_sample.close()
    if not no_serve:
        start_server(url if chosen.url else own_or(url), port, headless)


def own_or(sample: str) -> str:
    """The district of one's own, where one was begun; the page «Добавить район» goes there."""
    from data_model.store import Store

    os.environ["ROADMAP_SAMPLE_DATABASE"] = absolute(sample)
    os.environ["ROADMAP_OWN_DATABASE"] = own = absolute(DEFAULT_DATABASE)
    if not Path(own.removeprefix("sqlite:///")).exists():
        return sample
    store = Store.create(own)
    is_begun = bool(store.municipalities())
    store.close()
    if is_begun:
        tell("Открыт ваш район, var/roadmap.db; учебный — на странице «Добавить район».")
    return own if is_begun else sample


@command("serve")
def serve(port: Port = 8501, headless: Headless = False) -> None:
    """Открыть программу в браузере на текущей базе."""
    from data_model.store import Store

    url = chosen.url or DEFAULT_DATABASE
    Store.create(url).close()
    start_server(url, port, headless)


@command("work")
def work() -> None:
    """Разбирать загрузки рядом с сервером: сколько угодно таких процессов, на любых машинах."""
    from access.modes import mode
    from data_model.database.opening import address, place_in_words
    from data_model.store import Store
    from loaders.uploads import FromQueue, WorkTerms
    from terminal.faults import broken_off, keep_log

    keep_log()
    store = Store.open(chosen.url or DEFAULT_DATABASE)
    if not store.is_shared:
        raise Refused(
            "В базе SQLite загрузки разбирает сама программа, отдельный процесс не нужен. "
            "Для нескольких процессов перенесите базу: roadmap move --to postgresql://…"
        )
    place = place_in_words(address(store.url))
    tell(f"Разбираем загрузки базы {place}. Остановить: Ctrl+C, начатое будет закончено.")
    terms = WorkTerms(broken_off, mode().quotas)
    FromQueue(store, terms, is_process=True).run()
    store.close()


def start_server(url: str, port: int, headless: bool) -> None:
    serve_app(url, port, headless)


OPTIONS: dict[str, Any] = {
    "log_level": "warning",
    "server_header": False,
    "ws_per_message_deflate": False,
}
"""Messages go to this same computer: to pack them costs everybody a twentieth of each rerun."""


def port_is_free(port: int, address: str) -> bool:
    import socket

    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, port))
        except OSError:
            return False
    return True


def serve_app(url: str, port: int, headless: bool) -> None:
    """Serve until stopped. Refused where the port is taken or strangers could come in."""
    from access.modes import mode, refuse_without_administrator

    address = mode().bind
    if not port_is_free(port, address):
        raise Refused(f"Порт {port} занят: закройте другую программу или укажите --port {port + 1}")
    import uvicorn

    os.environ["ROADMAP_DATABASE_URL"] = absolute(url)
    refuse_without_administrator(mode(), absolute(url))
    tell(f"Откройте в браузере: http://{address}:{port}  (остановить: Ctrl+C)")
    if not headless:
        import webbrowser

        threading.Timer(2, webbrowser.open, [f"http://{address}:{port}"]).start()
    uvicorn.run("app:app", host=address, port=port, **OPTIONS)


def absolute(url: str) -> str:
    """The same database wherever the server's working folder is."""
    prefix = "sqlite:///"
    if not url.startswith(prefix):
        return url
    return prefix + Path(url.removeprefix(prefix)).resolve().as_posix()
