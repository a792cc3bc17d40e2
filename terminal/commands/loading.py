"""Commands that bring in the registers, the roll, the roadmap, protocols («загрузка»)."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from data_model.errors import Refused, UnknownPlace
from terminal.entrance import (
    AsJson,
    District,
    File,
    OneRoadmap,
    Reason,
    WhyPast,
    Yes,
    chosen,
    command,
    place,
    read_bytes,
    tell,
)

if TYPE_CHECKING:
    from data_model.places import Municipality
    from data_model.store import Store


YearOfTable = Annotated[
    int | None,
    typer.Option("--year", metavar="ГОД", help="За какой год, если в таблице он не назван."),
]


@command("load-schools")
def load_schools(
    file: File,
    named: Annotated[
        str | None,
        typer.Option(
            "--municipality", metavar="НАЗВАНИЕ", help="Чей это реестр: название или код района."
        ),
    ] = None,
    head: Annotated[
        list[str] | None,
        typer.Option(
            "--head", metavar="ФИЛИАЛ=КОД", help="Головная школа филиала, если её не видно."
        ),
    ] = None,
    short: Annotated[
        list[str] | None,
        typer.Option(
            "--short", metavar="КОД=НАЗВАНИЕ", help="Краткое название школы с длинным полным."
        ),
    ] = None,
    region: Annotated[
        str | None,
        typer.Option("--region", metavar="НАЗВАНИЕ", help="К какому региону относится район."),
    ] = None,
    yes: Yes = False,
    reason: WhyPast = "",
    as_json: AsJson = False,
) -> None:
    """Загрузить реестр организаций района: сначала показать, что понято и что изменится."""
    from loaders import previews
    from loaders.registers.file import known_in, register_of
    from terminal import contract
    from terminal.changes import register_understood, settle

    store = chosen.store()
    known = known_in(store)
    heads, shorts = pairs(head, "--head"), short_names(short)
    found = register_of(read_bytes(file), file.name, known, named or "", heads, shorts)
    municipality, organisations = found.municipality, found.organisations
    if region is not None:
        municipality = replace(municipality, region=region)
    refuse_another(municipality, named)

    def stored(seen: previews.Preview) -> str:
        previews.save_register(store, municipality, organisations, seen, reason)
        known = len(store.organisations(municipality.code)) - 1
        count = len(organisations)
        return f"{municipality.name}: строк в файле — {count}, организаций в реестре — {known}."

    settle(
        lambda: previews.preview_register(store, municipality, organisations),
        stored,
        contract.register(found),
        yes=yes,
        as_json=as_json,
        reason=reason,
        understood=register_understood(found),
    )


def pairs(said: list[str] | None, option: str) -> dict[str, str]:
    """«НАЗВАНИЕ=КОД» of a repeated option as a table."""
    found = [one.rpartition("=") for one in said or []]
    if any(not (name.strip() and code.strip()) for name, _, code in found):
        raise Refused(f"{option}: нужно «НАЗВАНИЕ=КОД», знак «=» между ними.")
    return {name.strip(): code.strip() for name, _, code in found}


def short_names(said: list[str] | None) -> dict[str, str]:
    """«КОД=НАЗВАНИЕ»: the name may hold the sign itself."""
    found = [one.partition("=") for one in said or []]
    if any(not (code.strip() and name.strip()) for code, _, name in found):
        raise Refused("--short: нужно «КОД=НАЗВАНИЕ», знак «=» между ними.")
    return {code.strip(): name.strip() for code, _, name in found}


def refuse_another(municipality: "Municipality", named: str | None) -> None:
    """Raise Refused where the file is of another district than the one that is named."""
    from loaders.values.reading import caseless

    own = {municipality.code, municipality.name.casefold(), municipality.short.casefold()}
    if named and caseless(named) not in own:
        raise Refused(f"В файле реестр района «{municipality.name}», а указан «{named}».")


@command("load-roll")
def load_roll(
    file: File,
    year: YearOfTable = None,
    school: Annotated[
        list[str] | None,
        typer.Option(
            "--school", metavar="НАЗВАНИЕ=КОД", help="Чья строка, если школа не узнана; запомнится."
        ),
    ] = None,
    yes: Yes = False,
    reason: WhyPast = "",
    as_json: AsJson = False,
) -> None:
    """Загрузить контингент по классам (ОО-1, на 20 сентября): сначала показать, что изменится."""
    from data_model.places import Alias
    from loaders import previews
    from loaders.registers.file import known_in
    from loaders.registers.roll import roll_of
    from terminal import contract
    from terminal.changes import roll_understood, settle

    store = chosen.store()
    said = pairs(school, "--school")
    found = roll_of(read_bytes(file), file.name, year, known_in(store).places, said)

    def stored(seen: previews.Preview) -> str:
        previews.save_roll(store, found.rows, seen, reason)
        for name, code in said.items():
            store.save_alias(code, Alias(name))
        pupils = sum(row.pupils for row in found.rows)
        return f"Контингент загружен: {pupils} обучающихся по строкам файла."

    settle(
        lambda: previews.preview_roll(store, found.rows),
        stored,
        contract.roll(found),
        yes=yes,
        as_json=as_json,
        reason=reason,
        understood=roll_understood(found),
    )


@command("load-targets")
def load_targets(
    file: File,
    year: YearOfTable = None,
    indicator: Annotated[
        str,
        typer.Option(
            "--indicator", metavar="СТРОКА", help="Чей план, если в таблице показатель не назван."
        ),
    ] = "",
    school: Annotated[
        list[str] | None,
        typer.Option("--school", metavar="НАЗВАНИЕ=КОД", help="Чья строка, если школа не узнана."),
    ] = None,
    municipality: District = None,
    yes: Yes = False,
    reason: WhyPast = "",
    as_json: AsJson = False,
) -> None:
    """Загрузить планы школ из таблицы: сначала показать, что изменится."""
    from indicators.contribution import target_sums
    from loaders import previews
    from loaders.registers.school_targets import targets_of
    from terminal import contract
    from terminal.changes import settle, targets_understood

    store, code = place(municipality)
    places, said = store.organisations(code), pairs(school, "--school")
    roadmaps = store.roadmaps(code)
    found = targets_of(read_bytes(file), file.name, places, roadmaps, indicator, year, said)

    def stored(seen: previews.Preview) -> str:
        previews.save_school_targets(store, code, found.targets, (), seen, reason)
        snapshot, years = store.snapshot(code), sorted({one.year for one in found.targets})
        sums = [one.sentence for year in years for one in target_sums(snapshot, year)]
        return "\n".join([f"Планы школ загружены: {len(found.targets)}.", *sums])

    settle(
        lambda: previews.preview_school_targets(store, code, found.targets),
        stored,
        contract.school_targets(found),
        yes=yes,
        as_json=as_json,
        reason=reason,
        understood=targets_understood(found),
    )


OfRegion = Annotated[
    str | None,
    typer.Option("--region", metavar="НАЗВАНИЕ", help="Карта самого региона, а не района."),
]


def owner(municipality: str | None, region: str | None) -> "tuple[Store, str]":
    """The database, and whose roadmap it is: of a region that districts belong to, else a
    district's."""
    from data_model.places import region_code

    if region is None:
        return place(municipality)
    store = chosen.store()
    named, known = " ".join(region.split()), {one.region for one in store.districts()} - {""}
    if named not in known:
        listed = ", ".join(f"«{one}»" for one in sorted(known))
        have = f"Есть: {listed}." if known else "Укажите его: load-schools --region."
        raise UnknownPlace(f"Региона «{named}» в базе нет: ни один район к нему не отнесён. {have}")
    return store, region_code(named)


@command("load-roadmap")
def load_roadmap(
    file: File,
    municipality: District = None,
    region: OfRegion = None,
    code: Annotated[
        str,
        typer.Option(
            "--code",
            metavar="КОД",
            show_default=False,
            help="Код карты: имеющийся — это её редакция, новый — ещё одна карта рядом.",
        ),
    ] = "",
    yes: Yes = False,
    reason: WhyPast = "",
    as_json: AsJson = False,
) -> None:
    """Загрузить дорожную карту: определения (TOML) или сам приказ (docx, pdf, txt, xlsx).

    С --region — карту региона; какая строка района какой её строке отвечает, связывает parent-rows.
    """
    from terminal.roadmaps import load

    content = read_bytes(file)
    load(
        content,
        file.name,
        lambda: owner(municipality, region),
        code=code,
        yes=yes,
        reason=reason,
        as_json=as_json,
    )


@command("gallery")
def show_gallery(
    code: Annotated[
        str, typer.Argument(metavar="КОД", help="Код заготовки; без него — список.")
    ] = "",
    year: Annotated[
        int, typer.Option("--year", metavar="ГОД", help="Первый год карты.", show_default=False)
    ] = 0,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="ФАЙЛ", help="Книга Excel (.xlsx) с картой для правки."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Галерея дорожных карт: список, строки заготовки, книга Excel для правки."""
    from terminal.roadmaps import from_gallery, list_gallery

    if code:
        from_gallery(code, year, out, as_json=as_json)
    else:
        list_gallery(as_json=as_json)


@command("withdraw-roadmap")
def withdraw_roadmap(
    code: Annotated[str, typer.Argument(metavar="КОД", help="Код карты, которая не действует.")],
    reason: Reason,
    municipality: District = None,
    region: OfRegion = None,
    yes: Yes = False,
    as_json: AsJson = False,
) -> None:
    """Отозвать дорожную карту: из открытых лет она уходит, закрытые годы остаются при ней."""
    from terminal.roadmaps import withdraw

    withdraw(*owner(municipality, region), code, reason=reason, yes=yes, as_json=as_json)


@command("parent-rows")
def parent_rows(
    said: Annotated[
        list[str] | None,
        typer.Option(
            "--row",
            metavar="СТРОКА=СТРОКА",
            help="Строка района = строка карты региона; справа пусто — связь снять.",
        ),
    ] = None,
    municipality: District = None,
    roadmap: OneRoadmap = None,
    yes: Annotated[bool, typer.Option("--yes", help="Подтвердить все предложенные связи.")] = False,
    as_json: AsJson = False,
) -> None:
    """Связать строки карты района со строками карты региона: показать, подтвердить, снять."""
    from terminal.roadmaps import link_rows

    found = [one.partition("=") for one in said or []]
    if any(not (number.strip() and sign) for number, sign, _ in found):
        raise Refused("--row: нужно «СТРОКА=СТРОКА», знак «=» между ними.")
    links = {number.strip(): parent.strip() for number, _, parent in found}
    link_rows(*place(municipality), roadmap, links, yes=yes, as_json=as_json)


@command("load-protocol")
def load_protocol(file: File, municipality: District = None, yes: Yes = False) -> None:
    """Внести протокол заседания (TOML или docx, pdf, txt); решения станут поручениями."""
    from loaders.meetings.minutes import read_protocol_file
    from terminal.changes import protocol_lines

    proposal = read_protocol_file(read_bytes(file), file.name)
    protocol = proposal.protocol
    if proposal.is_read:
        for line in protocol_lines(proposal):
            tell(line)
    if proposal.is_read and not yes:
        tell("Ничего не внесено: протокол прочитан из документа. Внести: добавьте --yes")
        return
    store, code = place(municipality)
    store.save_protocol(code, protocol)
    tell(f"Протокол № {protocol.number}: решений — {len(list(protocol.decisions()))}. Внесён.")
