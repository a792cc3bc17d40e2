"""Commands of the intake («приём отчётов»): forms out, returns in, what became of them."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from data_model.errors import MonitorError, NothingThere, WrongDefinition
from terminal.entrance import (
    DEFAULT_DATABASE,
    AsJson,
    District,
    File,
    Org,
    Out,
    OwnerYear,
    Paths,
    Year,
    chosen,
    command,
    complain,
    district,
    errors,
    out,
    print_json,
    read_bytes,
    snapshot_for,
    tell,
    write,
)

if TYPE_CHECKING:
    from data_model.returns import Receipt, Revision
    from data_model.store import Store
    from loaders.mailbox import DealtLetter, MailIntake


@command("forms")
def forms(year: Year, out_folder: Out, org: Org = None, municipality: District = None) -> None:
    """Записать бланки отчётов: по одному на школу и один для муниципалитета."""
    from data_model.file_names import NOT_MADE
    from loaders.forms.book import forms_of

    with_data = chosen.store()
    snapshot = snapshot_for(with_data, year, municipality)
    count, lacking = 0, ""
    for name, content in forms_of(snapshot, year, org):
        write(out_folder / name, content)
        count += name != NOT_MADE
        lacking = content.decode() if name == NOT_MADE else lacking
    tell(f"Бланков записано: {count}, папка {out_folder}")
    if lacking:
        complain(lacking.strip())
        raise typer.Exit(1)


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
    from terminal import batches

    store = chosen.store()
    batch = batches.CommandBatch(paths, store, marked, write, batches.owner_of(org, year))
    given = batch.deal(errors(), quiet=as_json, dry_run=True)
    show_receipts(batches.receipts(given), as_json)
    if not as_json:
        batches.show_effects(out(), store, given)
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
    batch = batches.CommandBatch(paths, store, marked, write, owner)
    given = batches.receipts(batch.deal(errors(), quiet=as_json, jobs=jobs, reason=reason))
    show_receipts(given, as_json)
    leave(given)


@command("mail")
def mail(
    folder: Annotated[
        Path | None,
        typer.Option("--folder", metavar="ПАПКА", help="Папка с письмами (.eml, .msg) и файлами."),
    ] = None,
    watch: Annotated[
        int | None,
        typer.Option("--watch", metavar="СЕКУНДЫ", min=1, help="Смотреть снова и снова."),
    ] = None,
    send: Annotated[
        bool,
        typer.Option(
            "--send",
            envvar="ROADMAP_MAIL_SEND",
            show_envvar=False,
            help="Отправить ответы самим, не дожидаясь человека.",
        ),
    ] = False,
    as_json: AsJson = False,
    municipality: District = None,
) -> None:
    """Принять отчёты из почтового ящика или папки писем; на каждое письмо готов черновик ответа."""
    from access.one_server import hold_mail
    from loaders.mailbox import MailIntake
    from terminal import contract, printing

    if watch and as_json:
        raise WrongDefinition("С --watch итога нет: уберите --json или --watch.")
    store = chosen.store()
    hold_mail(chosen.url or DEFAULT_DATABASE)
    taking = MailIntake(store, district(store, municipality))

    def look() -> Iterator["DealtLetter"]:
        for one in new_letters(taking, folder):
            if not as_json:
                printing.letter(out(), one)
            if send and one.answer:
                send_answer(store, one.answer)
            yield one

    given = list(look())
    if watch:
        keep_looking(look, watch)
    if as_json:
        print_json(contract.letters(given))
    else:
        printing.letters_sum(out(), given)
    leave([receipt for one in given for receipt in one.receipts])


def new_letters(taking: "MailIntake", folder: Path | None) -> Iterator["DealtLetter"]:
    """What has come since the last time."""
    import os

    from loaders.mailbox import letters_in

    with letters_in(folder, os.environ) as source:
        yield from taking.take_all(source)


def keep_looking(look: "Callable[[], Iterator[DealtLetter]]", seconds: int) -> None:
    """Again and again until somebody stops it; an outage is told once and waited out."""
    import time

    told = ""
    while True:
        time.sleep(seconds)
        try:
            for _ in look():
                told = ""
        except MonitorError as trouble:
            if str(trouble) != told:
                complain(str(trouble))
            told = str(trouble)


def send_answer(store: "Store", letter: int) -> None:
    """Without a person's look: only where the office has set it so."""
    from reports.mailing import mail_server, send

    server = mail_server()
    if server is None:
        raise WrongDefinition("Для --send назовите почтовый сервер: ROADMAP_SMTP_HOST и другие.")
    for trouble in send(store, [letter], server).troubles:
        errors().print(trouble, markup=False, highlight=False)


def keep_mapping(store: "Store", file: Path, tables: list[Path], *, quiet: bool) -> None:
    """Using a mapping confirms it: the next table with these headers goes by itself."""
    from terminal import batches

    text = read_bytes(file).decode("utf-8", "replace")
    name = batches.confirmed(store, district(store).code, file, tables, text)
    if not quiet:
        tell(f"Соответствие сохранено: {name}. Такие таблицы дальше принимаются сами.")


@command("map")
def map_columns(
    file: File,
    out_file: Annotated[
        Path | None,
        typer.Option("--out", metavar="ПУТЬ", help="Куда записать соответствие (TOML)."),
    ] = None,
    sheet: Annotated[
        str,
        typer.Option("--sheet", metavar="ЛИСТ", help="Лист, если таблиц с ответами несколько."),
    ] = "",
    municipality: District = None,
) -> None:
    """Предложить соответствие столбцов сводной таблицы или выгрузки вопросам карты."""
    from terminal import batches

    store = chosen.store()
    place = district(store, municipality).code
    profile = batches.mapped(store, place, read_bytes(file), file.name, sheet)
    target = out_file or file.with_suffix(".toml")
    write(target, profile.text().encode())
    batches.show(out(), profile)
    tell(f"Записано: {target}. Проверьте и примите: roadmap ingest {file} --mapping {target}")


def show_receipts(given: "list[Receipt]", as_json: bool) -> None:
    from terminal import contract, printing

    if as_json:
        print_json(contract.receipts(given))
    else:
        printing.receipts(out(), given)


def leave(given: "list[Receipt]") -> None:
    """Exit code 1 where some input was refused."""
    from data_model.returns import Outcome

    if any(one.outcome is Outcome.REFUSED for one in given):
        raise typer.Exit(1)


@command("rules")
def rules(as_json: AsJson = False) -> None:
    """Показать все правила проверки: что считается замечанием и что с ним делается."""
    from terminal import contract, printing

    if as_json:
        print_json(contract.rules())
    else:
        printing.rules(out())


@command("undo")
def undo(
    org: Annotated[str, typer.Option("--org", metavar="КОД", help="Код организации.")],
    year: Year,
    reason: Annotated[str, typer.Option("--reason", metavar="ТЕКСТ", help="Причина отмены.")],
    revision: Annotated[
        int | None,
        typer.Option("--revision", metavar="N", help="Какую версию; по умолчанию действующую."),
    ] = None,
) -> None:
    """Отменить загрузку отчёта: снова действует прежняя версия. Ничего не удаляется."""
    from loaders.intake import keep_verdicts

    store = chosen.store()
    tell(undone(store, org, year, revision, reason))
    keep_verdicts(store)


def undone(store: "Store", org: str, year: int, number: int | None, reason: str) -> str:
    """Undo a revision, the current one unless another is named; what counts now, in words.

    Raises Refused without a reason or where later revisions stand upon it, and says which.
    """
    from loaders.previews import judge_closed

    revision = revision_of(store, org, year, number)
    former = store.undo_return(revision.id, reason)
    judge_closed(store)
    taken_back = f"Версия {revision.number} («{revision.filename}») отменена, файл сохранён."
    if former is None:
        return f"{taken_back} Другой версии нет: отчёт {org} за {year} год снова не сдан."
    return f"{taken_back} Действует версия {former.number} («{former.filename}»)."


def revision_of(store: "Store", org: str, year: int, number: int | None) -> "Revision":
    """The revision of that number, or the current one; NothingThere."""
    store.holder_of(org)
    history = store.revisions(org, year)
    for one in history:
        if one.number == number or (number is None and one.is_current):
            return one
    known = ", ".join(str(one.number) for one in history if one.undone_at is None)
    told = f"Действующие и прежние версии: {known}." if known else "Принятых версий нет."
    raise NothingThere(f"У отчёта {org} за {year} год такой версии нет. {told}")


@command("status")
def status(year: Year, as_json: AsJson = False, municipality: District = None) -> None:
    """Кто сдал отчёт, кто не сдал, у кого остались вопросы."""
    from indicators.coverage import returns_board
    from terminal import contract, printing

    no_answers = snapshot_for(chosen.store(), year, municipality, answers_of=())
    board = returns_board(no_answers, year)
    if as_json:
        print_json(contract.status(board))
    else:
        printing.status(out(), board)
