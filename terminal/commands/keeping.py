"""Commands that keep the data («хранение»): years closed and opened, copies, the doctor."""

from datetime import date
from typing import Annotated

import typer

from terminal.entrance import (
    DEFAULT_DATABASE,
    District,
    File,
    Org,
    Reason,
    Year,
    chosen,
    command,
    day,
    place,
    tell,
)


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

    findings = examine(chosen.url or DEFAULT_DATABASE)
    for finding in findings:
        tell(f"{'хорошо' if finding.ok else 'ПЛОХО '}  {finding.text}")
    if not all(finding.ok for finding in findings):
        raise typer.Exit(1)
