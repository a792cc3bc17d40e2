"""Commands that bring in the registers, the roll, the roadmap, protocols («загрузка»)."""

from typing import Annotated

import typer

from terminal.entrance import chosen, command, out, place, print_json, read, tell
from terminal.options import AsJson, District, File


@command("load-schools")
def load_schools(file: File) -> None:
    """Загрузить реестр организаций района."""
    from loaders.register_file import read_register

    municipality, organisations = read_register(read(file), file.name)
    with_places = chosen.store()
    with_places.save_register(municipality, organisations)
    tell(f"{municipality.name}: организаций в реестре — {len(organisations)}.")


@command("load-roll")
def load_roll(file: File) -> None:
    """Загрузить контингент по классам (ОО-1, на 20 сентября)."""
    from loaders.roll_file import read_roll

    rows = read_roll(read(file), file.name)
    chosen.store().save_roll(rows)
    tell(f"Контингент загружен: {sum(row.pupils for row in rows)} обучающихся по строкам файла.")


@command("load-roadmap")
def load_roadmap(
    file: File,
    municipality: District = None,
    yes: Annotated[bool, typer.Option("--yes", help="Сохранить прочитанное из приказа.")] = False,
    as_json: AsJson = False,
) -> None:
    """Загрузить дорожную карту: определения (TOML) или сам приказ (docx, pdf, txt, xlsx)."""
    from terminal.roadmaps import load

    content = read(file)
    loaded = load(content, file.name, yes, lambda: place(municipality))
    if as_json:
        print_json(loaded.as_json())
    else:
        loaded.print(out)


@command("load-protocol")
def load_protocol(file: File, municipality: District = None) -> None:
    """Внести протокол заседания: повестка, слушали, решили; решения станут поручениями."""
    from loaders.protocol_file import read_protocol

    protocol = read_protocol(read(file), file.name)
    store, code = place(municipality)
    store.save_protocol(code, protocol)
    tell(f"Протокол № {protocol.number}: решений — {len(list(protocol.decisions()))}. Внесён.")
