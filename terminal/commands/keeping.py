"""Commands that keep the data («хранение»): years, copies, the doctor, what the program is."""

from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer

from terminal.entrance import (
    DEFAULT_DATABASE,
    AsJson,
    District,
    File,
    Org,
    Reason,
    Year,
    chosen,
    command,
    day,
    out,
    place,
    print_json,
    tell,
)

if TYPE_CHECKING:
    from importlib.metadata import Distribution, PackageMetadata


@command("close-year")
def close_year(year: Year, reason: Reason, municipality: District = None) -> None:
    """Закрыть год после приказа об итогах: исправления — только на открытый срок."""
    from loaders.previews import close_year as close

    store, code = place(municipality)
    close(store, code, year, date.today(), reason)
    tell(f"{year} год закрыт, его выводы записаны.")


@command("reopen-year")
def reopen_year(
    year: Year,
    until: Annotated[
        date,
        typer.Option("--until", metavar="ДД.ММ.ГГГГ", parser=day, help="По какой день открыт."),
    ],
    reason: Reason,
    person: Annotated[
        str, typer.Option("--person", metavar="ДОЛЖНОСТЬ", help="Кто разрешил исправление.")
    ],
    org: Org = None,
    municipality: District = None,
) -> None:
    """Открыть закрытый год на срок, для одной организации или для всех; закроется сам."""
    from data_model.returns import Reopening

    store, code = place(municipality)
    opened = Reopening(year, date.today(), until, reason, person, org)
    store.reopen_year(code, opened)
    tell(f"{year} год открыт по {until:%d.%m.%Y} включительно.")


@command("backup")
def backup(file: File) -> None:
    """Сделать проверенную копию базы; в папке она сама получит имя с днём и отметкой журнала."""
    from data_model.store.safety import backup as copy
    from data_model.store.safety import heads_mark

    url = chosen.url or DEFAULT_DATABASE
    made = copy(url, file)
    tell(f"Копия записана и проверена: {made}")
    if url.startswith("sqlite"):
        tell(f"Отметка её журнала: {heads_mark(made)}. По ней restore узнает подменённую копию.")


@command("restore")
def restore(
    file: File,
    mark: Annotated[
        str,
        typer.Option(
            "--mark", metavar="ОТМЕТКА", help="Отметка журнала, записанная при копировании."
        ),
    ] = "",
) -> None:
    """Вернуть базу из копии; прежняя база сохраняется рядом."""
    from data_model.store.safety import restore as bring_back

    bring_back(file, chosen.url or DEFAULT_DATABASE, mark)
    tell("База возвращена из копии и проверена.")


@command("move")
def move(
    to: Annotated[
        str, typer.Option("--to", metavar="АДРЕС", help="Куда: адрес пустой или новой базы.")
    ],
) -> None:
    """Перенести базу целиком на другой адрес, SQLite или PostgreSQL; прежняя остаётся."""
    from data_model.store.safety import move as bring

    moved = bring(chosen.url or DEFAULT_DATABASE, to)
    filled = [one for one in moved if one.rows]
    rows = sum(one.rows for one in filled)
    tell(f"Перенесено таблиц: {len(filled)}, строк: {rows}. Число строк и суммы сверены.")
    tell("Прежняя база не изменилась. Дальше работайте с новой: укажите её адрес программе.")


@command("doctor")
def doctor() -> None:
    """Проверить базу: целостность, контрольные суммы, настройки."""
    from data_model.store.safety import doctor as examine
    from indicators.region import JUDGE

    findings = examine(chosen.url or DEFAULT_DATABASE, JUDGE)
    for finding in findings:
        tell(f"{'хорошо' if finding.ok else 'ПЛОХО '}  {finding.text}")
    if not all(finding.ok for finding in findings):
        raise typer.Exit(1)


@command("about")
def about(as_json: AsJson = False) -> None:
    """Чем программа является: её версия, база, части и их лицензии."""
    from importlib.metadata import metadata, version
    from platform import platform, python_version

    base = about_database(chosen.url or DEFAULT_DATABASE)
    known: dict[str, Any] = {
        "version": version(DISTRIBUTION),
        "licence": licence_of(metadata(DISTRIBUTION)),
        "python": python_version(),
        "system": platform(terse=True),
        "database": base,
        "parts": [
            {"name": one.name, "version": one.version, "licence": licence_of(one.metadata)}
            for one in parts_of(DISTRIBUTION)
        ],
    }
    if as_json:
        print_json(known)
        return
    from terminal.printing import table

    tell(f"Мониторинг дорожной карты {known['version']}, лицензия {known['licence']}.")
    tell(f"Python {known['python']}, {known['system']}.")
    stored = base["schema"] or "ещё не создана"
    tell(f"База: {base['address']} ({base['engine']}). Схема: {stored}, нужна {base['needed']}.")
    parts = [(one["name"], one["version"], one["licence"]) for one in known["parts"]]
    table(out(), ["часть", "версия", "лицензия"], parts)


DISTRIBUTION = "roadmap-monitoring"
"""The program as it is installed."""


def about_database(url: str) -> dict[str, str | None]:
    """Where the database is, what keeps it, and of which version its tables are."""
    from data_model.database import opening
    from data_model.migrations import HEAD

    where = opening.address(url)
    file, engine, stored = opening.database_file(where), where.get_backend_name(), None
    if file is None or file.exists():
        database = opening.connect(where)
        stored = database.read(opening.stored_version)
        numbers = database.read(lambda connection: connection.dialect.server_version_info)
        engine = f"{engine} {'.'.join(map(str, numbers or ()))}".strip()
        database.close()
    told = opening.place_in_words(where)
    return {"address": told, "engine": engine, "schema": stored, "needed": HEAD}


def parts_of(name: str) -> "list[Distribution]":
    """What a distribution needs, and what that needs in turn, by name; only what is installed.

    Needs of an extra are followed where that extra is asked for.
    """
    from importlib.metadata import PackageNotFoundError, distribution

    from packaging.requirements import Requirement

    found: dict[str, Distribution] = {}
    asked, ahead = set[tuple[str, frozenset[str]]](), [(name, frozenset[str]())]
    while ahead:
        one = ahead.pop()
        if one in asked:
            continue
        asked.add(one)
        try:
            part = distribution(one[0])
        except PackageNotFoundError:
            continue
        found[part.name.lower()] = part
        for line in part.requires or ():
            need = Requirement(line)
            extras = [{"extra": extra} for extra in ("", *one[1])]
            if need.marker is None or any(need.marker.evaluate(extra) for extra in extras):
                ahead.append((need.name, frozenset(need.extras)))
    found.pop(name)
    return [found[key] for key in sorted(found)]


LONGEST_LICENCE = 60
"""Letters of a name; some packages write the whole text into the field."""


def licence_of(described: "PackageMetadata") -> str:
    """The licence by its expression, its classifiers or its short name, in this order."""
    said = described.get_all("License-Expression", [])
    said += [
        line.rpartition(" :: ")[2]
        for line in described.get_all("Classifier", [])
        if line.startswith("License :: ") and line != "License :: OSI Approved"
    ]
    said += [line for line in described.get_all("License", []) if len(line) <= LONGEST_LICENCE]
    return str(said[0]) if said else "не названа"
