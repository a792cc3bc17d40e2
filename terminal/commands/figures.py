"""Commands that tell figures and write documents («показатели и документы»)."""

from datetime import date
from typing import Annotated

import typer

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
    of_roadmap,
    out,
    print_json,
    snapshot_for,
    tell,
    write,
)


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
    from data_model.errors import NothingThere
    from indicators.region import JUDGE, by_region, district_rows, region_rows
    from terminal import contract, printing

    store = chosen.store()
    places = store.districts()
    verdicts = store.district_verdicts([one.code for one in places], JUDGE, moment, year=year)
    found = [one for one in district_rows(verdicts, places) if roadmap in {None, one.row.roadmap}]
    if not found:
        told = f" по карте «{roadmap}»" if roadmap else ""
        raise NothingThere(f"Ни в одном районе нет показателей за {year} год{told}.")
    regions = {
        name: (rows, region_rows(rows, name)) for name, rows in by_region(found, places).items()
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
    """Откуда цифра: файл, лист, ячейка каждого слагаемого."""
    from indicators.trace import trace as find
    from terminal import contract, printing

    seen = snapshot_for(chosen.store(), year, municipality, roadmap, indicator)
    found = find(seen, year, indicator, org)
    if as_json:
        print_json(contract.trace(found))
    else:
        printing.trace(out(), found)


@command("report")
def report(
    kind: Annotated[str, typer.Argument(metavar="ВИД", help="monitoring, school, workbook …")],
    year: Year,
    format_name: Annotated[
        str, typer.Option("--format", metavar="ФОРМАТ", help="docx, pdf, html или xlsx.")
    ],
    out_file: Out,
    org: Org = None,
    public: Annotated[
        bool, typer.Option("--public", help="Скрыть группы меньше пяти человек.")
    ] = False,
    municipality: District = None,
    roadmap: OneRoadmap = None,
) -> None:
    """Записать документ: отчёт, справку, рекомендации, проект приказа, книгу."""
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


@command("export")
def export(out_file: Out, municipality: District = None, roadmap: OneRoadmap = None) -> None:
    """Выгрузить данные и план/факт с описанием столбцов: xlsx, либо zip с csv и parquet."""
    from indicators.plan_fact import plan_fact
    from reports.tidy import export as tidy

    store = chosen.store()
    snapshot = of_roadmap(store.snapshot(district(store, municipality).code), roadmap)
    write(out_file, tidy(snapshot, plan_fact(snapshot), out_file.suffix))
    tell(f"Записано: {out_file}")
