"""Commands that make a database and open the program in a browser («запуск»)."""

from typing import Annotated

import typer

from data_model.store import Store
from terminal.entrance import DEFAULT_DATABASE, DEMO_DATABASE, chosen, command, tell
from terminal.options import Headless, Port


@command("init")
def init() -> None:
    """Создать базу данных или обновить её до этой версии программы."""
    store = Store.create(chosen.url or DEFAULT_DATABASE)
    tell_turned_verdicts(store)
    store.close()
    tell("База данных готова.")


def tell_turned_verdicts(store: Store) -> None:
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
        start_server(url, port, headless)


@command("serve")
def serve(port: Port = 8501, headless: Headless = False) -> None:
    """Открыть программу в браузере на текущей базе."""
    url = chosen.url or DEFAULT_DATABASE
    Store.create(url).close()
    start_server(url, port, headless)


def start_server(url: str, port: int, headless: bool) -> None:
    from terminal.serving import serve_app

    serve_app(url, port, headless, tell)
