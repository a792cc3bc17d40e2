"""Commands that tell figures and write documents («показатели и документы»)."""

from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from data_model.errors import NothingThere
from terminal.entrance import (
    AsJson,
    District,
    OneRoadmap,
    Org,
    Out,
    Year,
    chosen,
    command,
    complain,
    day,
    district,
    errors,
    of_roadmap,
    out,
    print_json,
    progress,
    snapshot_for,
    tell,
    write,
)

if TYPE_CHECKING:
    from reports.folders import Kept

T = TypeVar("T")


@command("indicators")
def indicators(
    year: Year,
    as_json: AsJson = False,
    as_of: Annotated[
        date | None,
        typer.Option(
            "--as-of",
            metavar="ДД.ММ.ГГГГ",
            parser=day,
            help="На какой день смотреть сроки; по умолчанию сегодня.",
        ),
    ] = None,
    municipality: District = None,
    roadmap: OneRoadmap = None,
    of_all: Annotated[
        bool, typer.Option("--all", help="Все районы и суммы по регионам; без строк школ.")
    ] = False,
) -> None:
    """План, факт и выполнение: район и школы, или все районы с суммами по регионам."""
    from indicators.plan_fact import plan_fact
    from terminal import contract, printing

    if of_all:
        _of_all_districts(year, as_of or date.today(), roadmap, as_json=as_json)
        return
    snapshot = snapshot_for(chosen.store(), year, municipality, roadmap)
    moment = as_of or date.today()
    rows = plan_fact(snapshot, moment).of_year(year)
    if as_json:
        print_json(contract.indicators(rows, year, snapshot.municipality.code, moment))
    else:
        printing.indicators(out(), rows)


def _of_all_districts(year: int, moment: date, roadmap: str | None, *, as_json: bool) -> None:
    """The rows of all districts as they are kept, and the sums over those of each region."""
    from indicators.region import JUDGE, RegionFigures, by_region, district_rows, region_rows
    from reports.handover import parent_rows_of
    from terminal import contract, printing

    store = chosen.store()
    places = store.districts()
    codes = [one.code for one in places]
    with progress(errors(), "Выводы районов") as advance:
        verdicts = store.district_verdicts(codes, JUDGE, moment, year=year, advance=advance)
    found = [one for one in district_rows(verdicts, places) if roadmap in {None, one.row.roadmap}]
    if not found:
        told = f" по карте «{roadmap}»" if roadmap else ""
        raise NothingThere(f"Ни в одном районе нет показателей за {year} год{told}.")
    regions = {
        name: RegionFigures(
            rows, region_rows(rows, name), parent_rows_of(store, name, rows, year, moment)
        )
        for name, rows in by_region(found, places).items()
    }
    if as_json:
        print_json(contract.indicators_of_all(regions, year, moment))
    else:
        printing.indicators_of_all(out(), regions)


@command("trace")
def trace(
    year: Year,
    indicator: Annotated[
        str, typer.Option("--indicator", metavar="СТРОКА", help="Номер показателя дорожной карты.")
    ],
    org: Org = None,
    as_json: AsJson = False,
    municipality: District = None,
    roadmap: OneRoadmap = None,
) -> None:
    """Исходные данные цифры: файл, лист, ячейка каждого слагаемого."""
    from indicators.trace import trace as find
    from terminal import contract, printing

    seen = snapshot_for(chosen.store(), year, municipality, roadmap, indicator)
    found = find(seen, year, indicator, org)
    if as_json:
        print_json(contract.trace(found))
    else:
        printing.trace(out(), found)


Every = Annotated[bool, typer.Option("--all", help="Папка по всем районам; повтор обновляет её.")]
Only = Annotated[
    list[str] | None,
    typer.Option(
        "--only", metavar="КОД", help="Вместе с --all: только этот район; можно повторить."
    ),
]


@command("report")
def report(
    out_file: Out,
    kinds: Annotated[
        list[str] | None,
        typer.Argument(metavar="ВИД", help="monitoring, school, workbook, region …"),
    ] = None,
    years: Annotated[
        list[int] | None, typer.Option("--year", metavar="ГОД", help="Отчётный год.")
    ] = None,
    formats: Annotated[
        list[str] | None,
        typer.Option("--format", metavar="ФОРМАТ", help="docx, pdf, html или xlsx."),
    ] = None,
    org: Org = None,
    public: Annotated[
        bool, typer.Option("--public", help="Скрыть группы меньше пяти человек.")
    ] = False,
    municipality: District = None,
    roadmap: OneRoadmap = None,
    region: Annotated[
        str | None,
        typer.Option("--region", metavar="НАЗВАНИЕ", help="Регион документа вида region."),
    ] = None,
    of_all: Every = False,
    only: Only = None,
) -> None:
    """Записать документ: отчёт, справку, рекомендации, проект приказа, книгу.

    С --all — папку документов всех районов (виды, форматы и годы можно повторить, по умолчанию
    отчёт и книга последнего года); повторный запуск пишет только то, что изменилось.
    """
    if of_all:
        _keep_documents(out_file, kinds, years, formats, only, public=public)
        return
    kind, year = _one(kinds, "вид документа"), _one(years, "год (--year)")
    format_name = _one(formats, "формат (--format)")
    if kind == "region":
        _of_region(out_file, region, year, format_name)
        return
    from reports import write as compose
    from reports.handover import not_made_in, stored

    store = chosen.store()
    snapshot = snapshot_for(store, year, municipality, roadmap)
    code = snapshot.municipality.code
    wishes = stored(store, code, year, kind, snapshot.about(year))
    wishes["public"] = public
    content = compose(
        kind,
        format_name,
        snapshot,
        year,
        org=org,
        **wishes,
    )
    write(out_file, content)
    tell(f"Записано: {out_file}")
    if lacking := not_made_in(content):
        complain(lacking.strip())
        raise typer.Exit(1)


def _of_region(out_file: Path, named: str | None, year: int, format_name: str) -> None:
    """The note or the workbook of the region named, or of the only one there is."""
    from reports.handover import region_material, write_region

    store = chosen.store()
    names = sorted({one.region for one in store.districts()})
    if named is None and len(names) > 1:
        listed = ", ".join(f"«{name}»" for name in names if name)
        raise NothingThere(f"Укажите регион: --region. Есть: {listed}.")
    name = names[0] if named is None and names else " ".join((named or "").split())
    if name not in names:
        raise NothingThere(f"Региона «{name}» в базе нет: ни один район к нему не отнесён.")
    material = region_material(store, name, year, date.today())
    write(out_file, write_region(format_name, material))
    tell(f"Записано: {out_file}")


def _one(said: list[T] | None, what: str) -> T:
    """What is said once; without --all there is one document."""
    if said is None or len(said) != 1:
        raise NothingThere(f"Укажите один {what}; несколько документов сразу — с --all.")
    return said[0]


def _keep_documents(
    folder: Path,
    kinds: list[str] | None,
    years: list[int] | None,
    formats: list[str] | None,
    only: list[str] | None,
    *,
    public: bool,
) -> None:
    from reports.folders import DocumentSet, report_all

    wanted = DocumentSet(
        tuple(kinds or ("monitoring", "workbook")),
        tuple(formats or ("docx",)),
        tuple(years or ()),
        public,
    )
    store, today = chosen.store(), date.today()
    with progress(errors(), "Документы районов") as advance:
        kept = report_all(store, folder, wanted, today, codes=only or (), advance=advance)
    _tell_kept(kept)


def _tell_kept(kept: "Kept") -> None:
    tell(
        f"Записано районов: {len(kept.written)}, без изменений: {len(kept.unchanged)}. "
        f"Версия базы: {kept.version}."
    )


@command("export")
def export(
    out_file: Out,
    municipality: District = None,
    roadmap: OneRoadmap = None,
    of_all: Every = False,
    since: Annotated[
        int | None,
        typer.Option(
            "--since",
            metavar="ВЕРСИЯ",
            help="Вместе с --all: только районы, изменённые после этой версии базы.",
        ),
    ] = None,
    changes: Annotated[
        Path | None,
        typer.Option(
            "--changes",
            metavar="ПАПКА",
            help="Вместе с --all: в новую папку — строки, которые появились, изменились или сняты "
            "с прежней выгрузки.",
        ),
    ] = None,
    only: Only = None,
    as_json: AsJson = False,
) -> None:
    """Выгрузить данные и план/факт с описанием столбцов: xlsx, либо zip с csv и parquet.

    С --all — папку Parquet по всем районам, по регионам и годам, для программ анализа.
    """
    if of_all or since is not None or changes:
        from reports.folders import export_all

        run = partial(export_all, chosen.store(), out_file, date.today(), codes=only or ())
        with progress(errors(), "Выгрузка районов") as advance:
            kept = run(since=since, changes=changes, advance=advance)
        if as_json:
            print_json({"written": [*kept.written], "unchanged": [*kept.unchanged]}
                       | {"version": kept.version, "files": [*kept.files]}
                       | ({"changes": [*kept.changes]} if changes else {}))  # fmt: skip
        else:
            _tell_kept(kept)
            if changes:
                tell(f"Файлов с изменениями: {len(kept.changes)}.")
        return
    from indicators.plan_fact import plan_fact
    from reports.tidy import export as tidy

    store = chosen.store()
    snapshot = of_roadmap(store.snapshot(district(store, municipality).code), roadmap)
    write(out_file, tidy(snapshot, plan_fact(snapshot), out_file.suffix))
    tell(f"Записано: {out_file}")
