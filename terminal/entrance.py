"""What every command stands on («вход»): options, which database and place, reading, writing.

Nothing heavy is imported here, nor at the top of a file of commands: what a command needs is
imported when it runs, so that a list of commands costs no pandas and no database.
"""

import json
import sys
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from data_model.errors import NothingThere, Refused
from terminal.russian import RussianCommand, RussianGroup

if TYPE_CHECKING:
    from rich.console import Console

    from data_model.places import Municipality
    from data_model.snapshot import Snapshot
    from data_model.store import Store

Year = Annotated[int, typer.Option("--year", help="Отчётный год.", metavar="ГОД")]
AsJson = Annotated[bool, typer.Option("--json", help="Вывести JSON.")]
OneRoadmap = Annotated[
    str | None,
    typer.Option(
        "--roadmap",
        metavar="КОД",
        show_default=False,
        help="Одна дорожная карта, если их в районе несколько; по умолчанию все.",
    ),
]
File = Annotated[Path, typer.Argument(metavar="ФАЙЛ", help="Путь к файлу.")]
Paths = Annotated[list[Path], typer.Argument(metavar="ФАЙЛЫ", help="Файлы, папки или zip-архивы.")]
Out = Annotated[Path, typer.Option("--out", metavar="ПУТЬ", help="Куда записать.")]
Org = Annotated[str | None, typer.Option("--org", metavar="КОД", help="Код организации.")]
OwnerYear = Annotated[
    int | None,
    typer.Option("--year", metavar="ГОД", help="За какой год файл без кода формы; вместе с --org."),
]
Yes = Annotated[bool, typer.Option("--yes", help="Сохранить то, что показано.")]
WhyPast = Annotated[
    str,
    typer.Option(
        "--reason", metavar="ТЕКСТ", help="Почему меняются данные года, который уже завершился."
    ),
]


def day(text: str) -> date:
    """A day as people write it, and as programs do: 10.12.2026, 2026-12-10, «10 декабря 2026»."""
    from loaders.values.days import day_of_text

    if (read := day_of_text(text)) is None:
        raise ValueError(f"«{text}» is no day")
    return read


Reason = Annotated[str, typer.Option("--reason", metavar="ТЕКСТ", help="Причина, основание.")]
Port = Annotated[int, typer.Option("--port", metavar="ПОРТ", help="Порт на этом компьютере.")]
Headless = Annotated[bool, typer.Option("--headless", help="Не открывать браузер.")]
District = Annotated[
    str | None,
    typer.Option(
        "--municipality",
        envvar="ROADMAP_MUNICIPALITY",
        show_envvar=False,
        metavar="КОД",
        help="Код муниципалитета, если их несколько.",
    ),
]


DEFAULT_DATABASE = "sqlite:///var/roadmap.db"
DEMO_DATABASE = "sqlite:///var/demo.db"

app = typer.Typer(
    cls=RussianGroup,
    help="Мониторинг дорожной карты: отчёты школ, план и факт, справки.",
    no_args_is_help=False,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
PIPED_WIDTH = 160
"""Characters in a line where no terminal says how many there are."""


@cache
def out() -> "Console":
    """Where answers are printed."""
    return console(stderr=False)


@cache
def errors() -> "Console":
    """Where troubles and progress are printed."""
    return console(stderr=True)


def console(*, stderr: bool) -> "Console":
    """Wide enough for a table when piped into a file."""
    from rich.console import Console

    made = Console(stderr=stderr)
    return made if made.is_terminal else Console(stderr=stderr, width=PIPED_WIDTH)


Advance = Callable[[int, int], None]
"""How many are done, of how many."""


@contextmanager
def progress(console: "Console", what: str, *, quiet: bool = False) -> Iterator[Advance]:
    """A bar with counts and the remaining time on a terminal; nothing when piped."""
    from rich import progress as bars

    columns = (
        bars.TextColumn("{task.description}"),
        bars.BarColumn(),
        bars.MofNCompleteColumn(),
        bars.TextColumn("осталось"),
        bars.TimeRemainingColumn(),
    )
    hidden = quiet or not console.is_terminal
    with bars.Progress(*columns, console=console, disable=hidden, transient=True) as bar:
        task = bar.add_task(what, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


@dataclass
class CommandOptions:
    """What stands before the subcommand: which database, which municipality."""

    url: str | None
    municipality: str | None

    def store(self) -> "Store":
        from data_model.store import Store
        from terminal.faults import keep_log

        keep_log()
        return Store.open(self.url or DEFAULT_DATABASE)


chosen = CommandOptions(None, None)


def command(name: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    return app.command(name, cls=RussianCommand)


@app.callback()
def choose(
    db: Annotated[
        str | None,
        typer.Option(
            "--db",
            envvar="ROADMAP_DATABASE_URL",
            show_envvar=False,
            metavar="URL",
            help="База данных; по умолчанию sqlite:///var/roadmap.db.",
        ),
    ] = None,
    municipality: District = None,
) -> None:
    chosen.url, chosen.municipality = db, municipality
    from access.modes import this_computer
    from data_model.people import AUTHOR

    AUTHOR.set(this_computer())


def district(store: "Store", named: str | None = None) -> "Municipality":
    return store.municipality(named or chosen.municipality)


def place(municipality: str | None) -> "tuple[Store, str]":
    """The open database and the code of the municipality meant."""
    store = chosen.store()
    return store, district(store, municipality).code


def read_bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise NothingThere(
            f"Файл «{path}» не найден или не открывается: проверьте путь."
        ) from error


def snapshot_for(
    store: "Store",
    year: int,
    named: str | None = None,
    roadmap: str | None = None,
    row: str = "",
    answers_of: Collection[int] | None = None,
) -> "Snapshot":
    """The data of the chosen municipality, of one roadmap where it is named.

    Refuses a year that no roadmap covers, and a ``row`` that stands in several while none is named.
    ``answers_of``: the years whose answers are read; all of them where it is not said.
    """
    snapshot = of_roadmap(store.snapshot(district(store, named).code, answers_of), roadmap)
    if not snapshot.roadmaps:
        raise NothingThere("Дорожная карта не загружена: roadmap load-roadmap ФАЙЛ")
    if year not in snapshot.roadmaps:
        years = ", ".join(str(one) for one in snapshot.years)
        raise NothingThere(f"В дорожной карте нет {year} года. Есть: {years}.")
    lines = snapshot.roadmaps[year].lines
    codes = [*dict.fromkeys(part.code for part, _, number in lines if number == row)]
    if len(codes) > 1:
        raise NothingThere(
            f"Показатель {row} есть в нескольких дорожных картах за {year} год. Назовите карту: "
            f"--roadmap {' или '.join(codes)}"
        )
    return snapshot.of_roadmap(codes[0]) if codes else snapshot


def of_roadmap(snapshot: "Snapshot", code: str | None) -> "Snapshot":
    """The data with the named roadmap alone; NothingThere where the district has none such."""
    if code is None:
        return snapshot
    known = {one: None for year in snapshot.years for one in snapshot.codes(year)}
    if code not in known:
        have = f" Есть: {', '.join(known)}." if known else ""
        raise NothingThere(f"Дорожной карты с кодом «{code}» нет.{have}")
    return snapshot.of_roadmap(code)


def write(path: Path, content: bytes) -> None:
    """Write whole or not at all; says what to do when the place cannot be written."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(path.name + ".part")
        draft.write_bytes(content)
        draft.replace(path)
    except OSError as error:
        raise Refused(
            f"Не удалось записать «{path}»: закройте файл в другой программе или выберите папку."
        ) from error


def tell(sentence: str) -> None:
    out().print(sentence, markup=False, highlight=False)


def complain(sentence: str) -> None:
    """What went wrong, on stderr."""
    errors().print(sentence, markup=False, highlight=False, soft_wrap=True)


def print_json(value: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2) + "\n")
