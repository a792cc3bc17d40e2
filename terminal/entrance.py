"""What every command stands on («вход»): which database, which municipality, reading, writing."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from access.modes import this_computer
from data_model.errors import NothingThere, Refused
from data_model.people import name_author
from data_model.places import Municipality
from data_model.snapshot import Snapshot
from data_model.store import Store
from terminal import contract, printing
from terminal.options import District
from terminal.russian import RussianCommand, RussianGroup

DEFAULT_DATABASE = "sqlite:///var/roadmap.db"
DEMO_DATABASE = "sqlite:///var/demo.db"

app = typer.Typer(
    cls=RussianGroup,
    help="Мониторинг дорожной карты: отчёты школ, план и факт, справки.",
    no_args_is_help=False,
    add_completion=False,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
)
out = printing.console()
errors = printing.console(stderr=True)


@dataclass
class CommandOptions:
    """What stands before the subcommand: which database, which municipality."""

    url: str | None
    municipality: str | None

    def store(self) -> Store:
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
    name_author(this_computer())


def district(store: Store, named: str | None = None) -> Municipality:
    return store.municipality(named or chosen.municipality)


def place(municipality: str | None) -> tuple[Store, str]:
    """The open database and the code of the municipality meant."""
    store = chosen.store()
    return store, district(store, municipality).code


def read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise NothingThere(
            f"Файл «{path}» не найден или не открывается: проверьте путь."
        ) from error


def snapshot_for(store: Store, year: int, named: str | None = None) -> Snapshot:
    """The data of the chosen municipality; refuses a year that no roadmap covers."""
    snapshot = store.snapshot(district(store, named).code)
    if not snapshot.roadmaps:
        raise NothingThere("Дорожная карта не загружена: roadmap load-roadmap ФАЙЛ")
    if year not in snapshot.roadmaps:
        years = ", ".join(str(one) for one in snapshot.years)
        raise NothingThere(f"В дорожной карте нет {year} года. Есть: {years}.")
    return snapshot


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
    out.print(sentence, markup=False, highlight=False)


def print_json(value: dict[str, object]) -> None:
    sys.stdout.write(contract.dumped(value) + "\n")
