"""The terminal entrance: one function per command, each a list of steps.

Exit codes: 0 done; 1 some or all input was refused; 2 nothing could be done.
"""

import logging
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer
from typer.exceptions import TyperException

from data_model.errors import MonitorError, NothingThere, Refused
from data_model.places import Municipality
from data_model.returns import Outcome, Receipt
from data_model.snapshot import Snapshot
from data_model.store import Store
from terminal import contract, printing
from terminal.russian import RussianCommand, RussianGroup, explain

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
class Chosen:
    """What stands before the subcommand: which database, which municipality."""

    url: str | None
    municipality: str | None

    def store(self) -> Store:
        return Store.open(self.url or DEFAULT_DATABASE)


chosen = Chosen(None, None)


def command(name: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    return app.command(name, cls=RussianCommand)


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


def district(store: Store, named: str | None = None) -> Municipality:
    return store.municipality(named or chosen.municipality)


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


@command("init")
def init() -> None:
    """Создать базу данных или обновить её до этой версии программы."""
    Store.create(chosen.url or DEFAULT_DATABASE).close()
    tell("База данных готова.")


@command("demo")
def demo(
    port: Port = 8501,
    headless: Headless = False,
    no_serve: Annotated[
        bool, typer.Option("--no-serve", help="Только подготовить базу, не открывать.")
    ] = False,
) -> None:
    """Загрузить учебный район и открыть его в браузере."""
    from loaders.sample import is_only_sample, load_sample

    url = chosen.url or DEMO_DATABASE
    with_sample = Store.create(url)
    if is_only_sample(with_sample):
        load_sample(with_sample)
        tell("Учебный район загружен. Данные синтетические.")
    else:
        tell("В базе есть другие данные: она оставлена как есть, учебный район не загружен.")
    with_sample.close()
    if not no_serve:
        start_server(url, port, headless)


@command("serve")
def serve(port: Port = 8501, headless: Headless = False) -> None:
    """Открыть программу в браузере на текущей базе."""
    url = chosen.url or DEFAULT_DATABASE
    Store.create(url).close()
    start_server(url, port, headless)


def start_server(url: str, port: int, headless: bool) -> None:
    from terminal.serving import serve_app

    tell(f"Откройте в браузере: http://127.0.0.1:{port}  (остановить: Ctrl+C)")
    serve_app(url, port, headless)


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
    loaded = load(content, file.name, yes, lambda: _place(municipality))
    if as_json:
        print_json(loaded.as_json())
    else:
        loaded.print(out)


@command("load-protocol")
def load_protocol(file: File, municipality: District = None) -> None:
    """Внести протокол заседания: повестка, слушали, решили; решения станут поручениями."""
    from loaders.protocol_file import read_protocol

    protocol = read_protocol(read(file), file.name)
    store, code = _place(municipality)
    store.save_protocol(code, protocol)
    tell(f"Протокол № {protocol.number}: решений — {len(list(protocol.decisions()))}. Внесён.")


def _place(municipality: str | None) -> tuple[Store, str]:
    store = chosen.store()
    return store, district(store, municipality).code


@command("forms")
def forms(year: Year, out_folder: Out, org: Org = None, municipality: District = None) -> None:
    """Записать бланки отчётов: по одному на школу и один для муниципалитета."""
    from loaders.form.pack import forms_of

    with_data = chosen.store()
    snapshot = snapshot_for(with_data, year, municipality)
    count = 0
    for name, content in forms_of(snapshot, year, org):
        write(out_folder / name, content)
        count += 1
    tell(f"Бланков записано: {count}, папка {out_folder}")


Marked = Annotated[
    Path | None,
    typer.Option(
        "--marked", metavar="ПАПКА", help="Куда записать бланки с замечаниями и письма (или .zip)."
    ),
]


@command("check")
def check(
    paths: Paths,
    as_json: AsJson = False,
    marked: Marked = None,
    org: Org = None,
    year: OwnerYear = None,
) -> None:
    """Проверить файлы отчётов, ничего не сохраняя: замечания и что изменится."""
    from terminal import batches, effects

    store = chosen.store()
    batch = batches.Batch(paths, store, marked, write, batches.owner_of(org, year))
    given = batch.deal(errors, quiet=as_json, dry_run=True)
    show_receipts(batches.receipts(given), as_json)
    if not as_json:
        effects.show(out, store, given)
    leave(batches.receipts(given))


@command("ingest")
def ingest(
    paths: Paths,
    as_json: AsJson = False,
    jobs: Annotated[
        int, typer.Option("--jobs", metavar="N", min=1, help="Сколько ядер занять.")
    ] = 1,
    reason: Annotated[
        str, typer.Option("--reason", metavar="ТЕКСТ", help="Причина исправления.")
    ] = "",
    marked: Marked = None,
    org: Org = None,
    year: OwnerYear = None,
    mapping: Annotated[
        Path | None,
        typer.Option("--mapping", metavar="ФАЙЛ", help="Соответствие столбцов сводной таблицы."),
    ] = None,
) -> None:
    """Принять отчёты: файлы, папки, zip-архивы. Прерванный приём продолжает та же команда."""
    from terminal import batches

    owner = batches.owner_of(org, year)
    store = chosen.store()
    if mapping:
        keep_mapping(store, mapping, paths, quiet=as_json)
    batch = batches.Batch(paths, store, marked, write, owner)
    given = batches.receipts(batch.deal(errors, quiet=as_json, jobs=jobs, reason=reason))
    show_receipts(given, as_json)
    leave(given)


def keep_mapping(store: Store, file: Path, tables: list[Path], *, quiet: bool) -> None:
    """Using a mapping confirms it: the next table with these headers goes by itself."""
    from terminal import mapping

    text = read(file).decode("utf-8", "replace")
    name = mapping.confirmed(store, district(store).code, file, tables, text)
    if not quiet:
        tell(f"Соответствие сохранено: {name}. Такие таблицы дальше принимаются сами.")


@command("map")
def map_columns(
    file: File,
    out_file: Annotated[
        Path | None,
        typer.Option("--out", metavar="ПУТЬ", help="Куда записать соответствие (TOML)."),
    ] = None,
    municipality: District = None,
) -> None:
    """Предложить соответствие столбцов сводной таблицы или выгрузки вопросам карты."""
    from terminal import mapping

    store = chosen.store()
    profile = mapping.mapped(store, district(store, municipality).code, read(file), file.name)
    target = out_file or file.with_suffix(".toml")
    write(target, profile.text().encode())
    mapping.show(out, profile)
    tell(f"Записано: {target}. Проверьте и примите: roadmap ingest {file} --mapping {target}")


def show_receipts(given: list[Receipt], as_json: bool) -> None:
    if as_json:
        print_json(contract.receipts(given))
    else:
        printing.receipts(out, given)


def leave(given: list[Receipt]) -> None:
    """Exit code 1 where some input was refused."""
    if any(one.outcome is Outcome.REFUSED for one in given):
        raise typer.Exit(1)


@command("rules")
def rules(as_json: AsJson = False) -> None:
    """Показать все правила проверки: что считается замечанием и что с ним делается."""
    from terminal import rules as catalogue

    if as_json:
        print_json(catalogue.as_json())
    else:
        catalogue.show(out)


@command("undo")
def undo(
    org: Annotated[str, typer.Option("--org", metavar="КОД", help="Код организации.")],
    year: Year,
    reason: Annotated[str, typer.Option("--reason", metavar="ТЕКСТ", help="Причина отмены.")],
    revision: Annotated[
        int | None,
        typer.Option("--revision", metavar="N", help="Какую редакцию; по умолчанию действующую."),
    ] = None,
) -> None:
    """Отменить загрузку отчёта: снова действует прежняя редакция. Ничего не удаляется."""
    from terminal.undoing import undone

    tell(undone(chosen.store(), org, year, revision, reason))


@command("status")
def status(year: Year, as_json: AsJson = False, municipality: District = None) -> None:
    """Кто сдал отчёт, кто не сдал, у кого остались вопросы."""
    from indicators.coverage import returns_board

    board = returns_board(snapshot_for(chosen.store(), year, municipality), year)
    if as_json:
        print_json(contract.status(board, year))
    else:
        printing.status(out, board)


@command("indicators")
def indicators(
    year: Year,
    as_json: AsJson = False,
    as_of: Annotated[
        datetime | None,
        typer.Option(
            "--as-of",
            metavar="ГГГГ-ММ-ДД",
            formats=["%Y-%m-%d"],
            help="На какой день смотреть сроки; по умолчанию сегодня.",
        ),
    ] = None,
    municipality: District = None,
) -> None:
    """План, факт и выполнение: район и школы."""
    from indicators.plan_fact import plan_fact

    snapshot = snapshot_for(chosen.store(), year, municipality)
    day = as_of.date() if as_of else date.today()
    frame = plan_fact(snapshot, day)
    rows = frame[frame["year"] == year]
    if as_json:
        print_json(contract.indicators(rows, year, snapshot.municipality.code, day))
    else:
        printing.indicators(out, rows)


@command("trace")
def trace(
    year: Year,
    indicator: Annotated[
        str, typer.Option("--indicator", metavar="СТРОКА", help="Номер строки дорожной карты.")
    ],
    org: Org = None,
    as_json: AsJson = False,
    municipality: District = None,
) -> None:
    """Откуда цифра: файл, лист, ячейка каждого слагаемого."""
    from indicators.trace import trace as find

    found = find(snapshot_for(chosen.store(), year, municipality), year, indicator, org)
    if as_json:
        print_json(contract.trace(found))
    else:
        printing.trace(out, found)


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
) -> None:
    """Записать документ: отчёт, справку, рекомендации, проект приказа, книгу."""
    from reports import write as compose

    store = chosen.store()
    snapshot = snapshot_for(store, year, municipality)
    code = snapshot.municipality.code
    content = compose(
        kind,
        format_name,
        snapshot,
        year,
        org=org,
        public=public,
        own_words=store.own_words(code, year),
        template=store.template(code, kind),
    )
    write(out_file, content)
    tell(f"Записано: {out_file}")


@command("close-year")
def close_year(year: Year, reason: Reason, municipality: District = None) -> None:
    """Закрыть год после приказа об итогах: исправления — только на открытый срок."""
    store, code = _place(municipality)
    store.close_year(code, year, date.today(), reason)
    tell(f"{year} год закрыт.")


@command("reopen-year")
def reopen_year(
    year: Year,
    until: Annotated[
        datetime,
        typer.Option(
            "--until", metavar="ГГГГ-ММ-ДД", formats=["%Y-%m-%d"], help="По какой день открыт."
        ),
    ],
    reason: Reason,
    person: Annotated[
        str, typer.Option("--person", metavar="ДОЛЖНОСТЬ", help="Кто разрешил исправление.")
    ],
    org: Org = None,
    municipality: District = None,
) -> None:
    """Открыть закрытый год на срок, для одной организации или для всех; закроется сам."""
    from data_model.windows import Reopening

    store, code = _place(municipality)
    opened = Reopening(year, date.today(), until.date(), reason, person, org)
    store.reopen_year(code, opened)
    tell(f"{year} год открыт по {until:%d.%m.%Y} включительно.")


@command("export")
def export(out_file: Out, municipality: District = None) -> None:
    """Выгрузить данные и план/факт с описанием столбцов: xlsx, либо zip с csv и parquet."""
    from indicators.plan_fact import plan_fact
    from reports.tidy import export as tidy

    store = chosen.store()
    snapshot = store.snapshot(district(store, municipality).code)
    write(out_file, tidy(snapshot, plan_fact(snapshot), out_file.suffix))
    tell(f"Записано: {out_file}")


@command("backup")
def backup(file: File) -> None:
    """Сделать проверенную копию базы."""
    from data_model.store.safety import backup as copy

    copy(chosen.url or DEFAULT_DATABASE, file)
    tell(f"Копия записана и проверена: {file}")


@command("restore")
def restore(file: File) -> None:
    """Вернуть базу из копии; прежняя база сохраняется рядом."""
    from data_model.store.safety import restore as bring_back

    bring_back(file, chosen.url or DEFAULT_DATABASE)
    tell("База возвращена из копии и проверена.")


@command("doctor")
def doctor() -> None:
    """Проверить базу: целостность, контрольные суммы, настройки."""
    from data_model.store.safety import doctor as examine

    findings = examine(chosen.url or DEFAULT_DATABASE)
    for finding in findings:
        tell(f"{'хорошо' if finding.ok else 'ПЛОХО '}  {finding.text}")
    if not all(finding.ok for finding in findings):
        raise typer.Exit(1)


def print_json(value: dict[str, object]) -> None:
    sys.stdout.write(contract.dumped(value) + "\n")


def complain(sentence: str) -> int:
    errors.print(sentence, markup=False, highlight=False, soft_wrap=True)
    return 2


def run(arguments: list[str] | None = None) -> None:
    """Entry of the installed command: every end is an exit code and a Russian sentence."""
    sys.exit(outcome(arguments))


def outcome(arguments: list[str] | None = None) -> int:
    """The exit code of one command line; nothing escapes as a traceback."""
    try:
        return app(args=arguments, prog_name="roadmap", standalone_mode=False) or 0
    except TyperException as error:
        return complain(explain(error))
    except MonitorError as error:
        return complain(str(error))
    except (KeyboardInterrupt, typer.Abort):
        return complain("Остановлено.")
    except Exception:  # noqa: BLE001  the last wall: our own faults become one calm sentence
        return complain(log_fault())


def log_fault() -> str:
    """Write our own fault to the log in full; what to tell the person."""
    folder = Path("var/log")
    folder.mkdir(parents=True, exist_ok=True)
    logging.basicConfig(filename=folder / "faults.log", force=True, encoding="utf-8")
    logging.exception("command failed: %s", " ".join(sys.argv[1:2]))
    return f"Ошибка программы. Подробности для разработчика записаны: {folder / 'faults.log'}"


if __name__ == "__main__":
    run()
