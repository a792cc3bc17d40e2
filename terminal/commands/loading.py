"""Commands that bring in the registers, the roll, the roadmap, protocols («загрузка»)."""

from typing import Annotated

import typer

from data_model.errors import Refused
from data_model.places import Municipality
from terminal import contract
from terminal.entrance import chosen, command, place, read, tell
from terminal.options import AsJson, District, File, WhyPast, Yes


@command("load-schools")
def load_schools(
    file: File,
    named: Annotated[
        str | None,
        typer.Option(
            "--municipality", metavar="НАЗВАНИЕ", help="Чей это реестр: название или код района."
        ),
    ] = None,
    yes: Yes = False,
    reason: WhyPast = "",
    as_json: AsJson = False,
) -> None:
    """Загрузить реестр организаций района: сначала показать, что изменится."""
    from loaders import previews
    from loaders.registers.file import read_register
    from terminal.changes import settle

    municipality, organisations = read_register(read(file), file.name)
    refuse_another(municipality, named)
    store = chosen.store()

    def stored(seen: previews.Preview) -> str:
        previews.save_register(store, municipality, organisations, seen, reason)
        known = len(store.organisations(municipality.code)) - 1
        count = len(organisations)
        return f"{municipality.name}: строк в файле — {count}, организаций в реестре — {known}."

    settle(
        lambda: previews.preview_register(store, municipality, organisations),
        stored,
        contract.register(municipality, organisations),
        yes=yes,
        as_json=as_json,
        reason=reason,
    )


def refuse_another(municipality: Municipality, named: str | None) -> None:
    """Raise Refused where the file is of another district than the one that is named."""
    own = {municipality.code, municipality.name.casefold(), municipality.short.casefold()}
    if named and named.casefold() not in own:
        raise Refused(f"В файле реестр района «{municipality.name}», а указан «{named}».")


@command("load-roll")
def load_roll(
    file: File,
    year: Annotated[
        int | None,
        typer.Option("--year", metavar="ГОД", help="За какой год, если столбца «год» нет."),
    ] = None,
    yes: Yes = False,
    reason: WhyPast = "",
    as_json: AsJson = False,
) -> None:
    """Загрузить контингент по классам (ОО-1, на 20 сентября): сначала показать, что изменится."""
    from loaders import previews
    from loaders.registers.roll import read_roll
    from terminal.changes import settle

    rows = read_roll(read(file), file.name, year)
    store = chosen.store()

    def stored(seen: previews.Preview) -> str:
        previews.save_roll(store, rows, seen, reason)
        pupils = sum(row.pupils for row in rows)
        return f"Контингент загружен: {pupils} обучающихся по строкам файла."

    settle(
        lambda: previews.preview_roll(store, rows),
        stored,
        contract.roll(rows),
        yes=yes,
        as_json=as_json,
        reason=reason,
    )


@command("load-roadmap")
def load_roadmap(
    file: File,
    municipality: District = None,
    yes: Yes = False,
    reason: WhyPast = "",
    as_json: AsJson = False,
) -> None:
    """Загрузить дорожную карту: определения (TOML) или сам приказ (docx, pdf, txt, xlsx)."""
    from terminal.roadmaps import load

    content = read(file)
    load(content, file.name, lambda: place(municipality), yes=yes, reason=reason, as_json=as_json)


@command("load-protocol")
def load_protocol(file: File, municipality: District = None) -> None:
    """Внести протокол заседания: повестка, слушали, решили; решения станут поручениями."""
    from loaders.meetings.protocol import read_protocol

    protocol = read_protocol(read(file), file.name)
    store, code = place(municipality)
    store.save_protocol(code, protocol)
    tell(f"Протокол № {protocol.number}: решений — {len(list(protocol.decisions()))}. Внесён.")
