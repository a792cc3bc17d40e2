"""Options and arguments that several commands share («параметры»)."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

Year = Annotated[int, typer.Option("--year", help="Отчётный год.", metavar="ГОД")]
AsJson = Annotated[bool, typer.Option("--json", help="Вывести JSON.")]
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
