"""A batch of files on the terminal: its progress, its marked copies, what is kept of each file."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeRemainingColumn,
)

from data_model.errors import NothingThere, Refused
from data_model.returns import ParsedReturn, Receipt
from data_model.store import Store
from loaders.files.archive import incoming
from loaders.intake import Handled, Owner, handle_all
from loaders.returns.marked.copy import Copier, MarkedCopy, archive, files_of, unused

Advance = Callable[[int, int], None]
Write = Callable[[Path, bytes], None]


@dataclass(frozen=True, slots=True)
class Dealt:
    """What is kept of a file after its turn: not its bytes, so thousands of files fit."""

    receipt: Receipt
    parsed: ParsedReturn | None


@contextmanager
def progress(console: Console, *, quiet: bool) -> Iterator[Advance]:
    """A bar with counts and the remaining time on a terminal; nothing when piped."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("осталось"),
        TimeRemainingColumn(),
    )
    hidden = quiet or not console.is_terminal
    with Progress(*columns, console=console, disable=hidden, transient=True) as bar:
        task = bar.add_task("Читаем отчёты", total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


@dataclass(frozen=True, slots=True)
class CommandBatch:
    """Files, folders and archives of one command; ``marked`` is where marked copies go.

    ``owner``: whose return it is, said of one file that does not say so itself.
    """

    paths: Sequence[Path]
    store: Store
    marked: Path | None
    write: Write
    owner: Owner | None = None

    def deal(
        self,
        console: Console,
        *,
        quiet: bool,
        jobs: int = 1,
        reason: str = "",
        dry_run: bool = False,
    ) -> list[Dealt]:
        """Check or take in every file, in order. Raises NothingThere for a path that is not."""
        if missing := [path for path in self.paths if not path.exists()]:
            raise NothingThere(f"Не найдено: {', '.join(str(path) for path in missing)}")
        with progress(console, quiet=quiet) as advance:
            return self._dealt(
                handle_all(
                    self.paths,
                    self.store,
                    jobs=jobs,
                    reason=reason,
                    on_progress=advance,
                    dry_run=dry_run,
                    owners=self._owners(),
                )
            )

    def _owners(self) -> dict[str, Owner]:
        """By checksum. Raises Refused where more than one file would get the same owner."""
        if self.owner is None:
            return {}
        files = list(incoming(self.paths))
        if len(files) != 1:
            raise Refused(f"--org и --year говорят об одном файле, а файлов {len(files)}.")
        return {files[0].sha256: self.owner}

    def _dealt(self, handled: Iterable[Handled]) -> list[Dealt]:
        copies = _Copies(self.store, self.marked, self.write)
        given = []
        for one in handled:
            copies.add(one)
            given.append(Dealt(one.receipt, one.parsed))
        copies.close()
        return given


class _Copies:
    """Marked copies on their way to a folder one by one, or into one zip at the end."""

    def __init__(self, store: Store, target: Path | None, write: Write) -> None:
        self._copier, self._target, self._write = Copier(store), target, write
        self._zipped: list[MarkedCopy] = []
        self._taken: set[str] = set()

    def add(self, one: Handled) -> None:
        if self._target is None or (copy := self._copier.copy(one)) is None:
            return
        if self._is_zip(self._target):
            self._zipped.append(copy)
            return
        for name, content in files_of(copy):
            self._write(self._target / unused(name, self._taken), content)

    def close(self) -> None:
        if self._target and self._is_zip(self._target):
            self._write(self._target, archive(self._zipped))

    @staticmethod
    def _is_zip(target: Path) -> bool:
        return target.suffix.casefold() == ".zip"


def owner_of(org: str | None, year: int | None) -> Owner | None:
    """Whose return it is. Raises Refused where only half of it is said."""
    if bool(org) != bool(year):
        raise Refused("Укажите вместе --org КОД и --year ГОД: чей это отчёт и за какой год.")
    return Owner(org, year) if org and year else None


def receipts(given: Sequence[Dealt]) -> list[Receipt]:
    return [one.receipt for one in given]
