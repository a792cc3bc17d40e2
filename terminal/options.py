"""Options and arguments that several commands share («параметры»)."""

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
DAY_FORMATS = ["%d.%m.%Y", "%Y-%m-%d"]
"""A day as people write it, and as programs do."""
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
