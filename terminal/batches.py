"""A batch of files on the terminal, and what checked files would change («было — стало»).

CommandBatch  files, folders and archives of one command: progress, marked copies
show_effects  changed answers, then what all the files together do to the verdicts
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from pathlib import Path

from rich.console import Console

from data_model.errors import NothingThere, Refused
from data_model.returns import MarkedCopy, ParsedReturn, Receipt, Severity, StoredProblem
from data_model.roadmap import roll_date
from data_model.snapshot import Snapshot
from data_model.store import Store
from indicators.plan_fact import plan_fact
from indicators.what_if import Correction, effect_of_correction
from indicators.what_if import Difference as Turn
from loaders.files.archive import incoming
from loaders.files.worker_pool import read_workbook
from loaders.intake import Handled, Owner, context_of, handle_all
from loaders.returns.difference import ReturnDifference, difference
from loaders.returns.marked.copy import Copier, archive, files_of, unused
from loaders.tables.finding import table_of
from loaders.tables.profile import USE_WORDS, LayoutProfile, confirm, read_profile
from loaders.tables.proposal import MappingProposal, propose
from loaders.tables.share import schools_in
from loaders.tables.tables import roadmap_in_force, unknown_schools
from terminal.entrance import progress
from terminal.printing import sides

Write = Callable[[Path, bytes], None]


@dataclass(frozen=True, slots=True)
class Dealt:
    """What is kept of a file after its turn: not its bytes, so thousands of files fit."""

    receipt: Receipt
    parsed: ParsedReturn | None


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
        with progress(console, "Читаем отчёты", quiet=quiet) as advance:
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


LISTED_ANSWERS = 12
"""Changed answers that are named one by one."""


def show_effects(console: Console, store: Store, given: Sequence[Dealt]) -> None:
    """Every correction by answer, then what all the files together do to the verdicts."""
    by_holder: dict[str, list[Dealt]] = defaultdict(list)
    holders: dict[str, str] = {}
    for one in given:
        if one.parsed is None:
            continue
        if one.parsed.org not in holders:  # asked once for a district, not for each file
            holder = store.holder_of(one.parsed.org)
            holders |= {place.code: holder for place in store.organisations(holder)}
        by_holder[holders[one.parsed.org]].append(one)
    for holder, files in by_holder.items():
        _show_holder(console, store.snapshot(holder), files)


def _show_holder(console: Console, snapshot: Snapshot, files: Sequence[Dealt]) -> None:
    for one in files:
        if one.parsed is not None:
            for line in difference_lines(one.receipt.filename, difference(snapshot, one.parsed)):
                _say(console, line)
    for line in effect_lines(_effect(snapshot, files)):
        _say(console, line)


def _effect(snapshot: Snapshot, files: Sequence[Dealt]) -> Correction:
    """What the files change, with the questions about them open: what is asked about is aside."""
    today = date.today()
    returns = [one.parsed for one in files if one.parsed is not None]
    slots = {(one.org, one.year) for one in returns}
    kept = (one for one in snapshot.problems if (one.org, one.year) not in slots)
    asked = (
        StoredProblem(one.parsed.org, one.parsed.year, 0, problem)
        for one in files
        if one.parsed is not None
        for problem in one.receipt.problems
        if problem.severity is Severity.QUESTION
    )
    known = replace(snapshot, problems=(*kept, *asked))
    return effect_of_correction(known, returns, today, plan_fact(snapshot, today))


def difference_lines(filename: str, found: ReturnDifference) -> list[str]:
    """«580401_2021.xlsx: заменит версию 1, изменится ответов — 2», and the answers."""
    if found.replaces is None:
        return []
    head = f"{filename}: заменит версию {found.replaces}"
    if not found.changes:
        return [f"{head}, ответы те же"]
    lines = [f"{head}, изменится ответов — {len(found.changes)}"]
    lines += [
        f"    {one.question}: {one.before} → {one.after}" for one in found.changes[:LISTED_ANSWERS]
    ]
    more = len(found.changes) - LISTED_ANSWERS
    return lines + ([f"    … и ещё {more}"] if more > 0 else [])


def effect_lines(correction: Correction) -> list[str]:
    """«Если принять: меняется вывод по району», and the verdicts that turn."""
    turning = [one for one in correction.differences if one.turns]
    return [
        f"Если принять: {correction.words}",
        *(f"    {_turn(one)}" for one in turning[:LISTED_ANSWERS]),
        *(
            [f"    … и ещё {len(turning) - LISTED_ANSWERS}"]
            if len(turning) > LISTED_ANSWERS
            else []
        ),
    ]


def _turn(one: Turn) -> str:
    row = one.row
    place = f"{row.year}, показатель {row.indicator}, {row.org_name}"
    return f"{place}: {' → '.join(sides(one))}"


def _say(console: Console, line: str) -> None:
    console.print(line, markup=False, highlight=False)


# mapping a foreign table from the terminal: proposed into a small file, confirmed by its use

NO_TABLE = (
    "В файле «{name}» не найдена таблица со столбцом школ. Нужна шапка со словами "
    "«образовательная организация», «школа» или «код ОО»."
)


def mapped(
    store: Store, municipality: str, content: bytes, name: str, sheet: str = ""
) -> LayoutProfile:
    """The proposed mapping of a file, with the schools that a person must name.

    ``sheet`` is the one to read where several hold answers. Raises NothingThere where there
    is no table or no roadmap yet.
    """
    proposal = proposed(store, municipality, content, name, sheet)
    profile = replace(
        proposal.profile(f"Таблица «{Path(name).stem}»"), file=sha256(content).hexdigest()
    )
    workbook = read_workbook(content, name)
    names = unknown_schools(
        workbook, profile, context_of(store), municipality, _day(store, municipality)
    )
    schools = schools_in(context_of(store), municipality, {}, _day(store, municipality))
    places = {name: schools.likely(name) for name in names}
    likely = {name: f"{place.code} {place.name.short}" for name, place in places.items() if place}
    return replace(profile, schools=dict.fromkeys(names, ""), likely=likely)


def _day(store: Store, municipality: str) -> date:
    roadmaps = store.roadmaps(municipality)
    year = max(roadmaps)
    return roll_date(roadmaps[year].roll_years(year)[-1])


def proposed(
    store: Store, municipality: str, content: bytes, name: str, sheet: str
) -> MappingProposal:
    roadmap = roadmap_in_force(store.snapshot(municipality))
    if roadmap is None:
        raise NothingThere("Дорожная карта не загружена: roadmap load-roadmap ФАЙЛ")
    proposal = propose(read_workbook(content, name), roadmap, sheet)
    if proposal is None:
        raise NothingThere(NO_TABLE.format(name=name))
    return proposal


def show(console: Console, profile: LayoutProfile) -> None:
    """Each column in a line: what it is taken for, and what to look at."""
    for one in profile.columns:
        meant = " ".join(filter(None, (one.question, f"{one.grade} класс" if one.grade else "")))
        hint = f"  ? {one.hint}" if one.hint else ""
        _say(console, f"{one.header}: {USE_WORDS[one.use]}{f' — {meant}' if meant else ''}{hint}")
    for name in profile.schools:
        guess = f" Похоже: {profile.likely[name]}." if profile.likely.get(name) else ""
        _say(console, f"? Школа «{name}» не узнана: впишите её код в раздел [schools].{guess}")


def confirmed(store: Store, municipality: str, file: Path, tables: list[Path], text: str) -> str:
    """Keep the mapping of a small file, for tables with its headers only; its name.

    Raises Refused where the table has other headers, WrongDefinition where the file is wrong.
    """
    profile = read_profile(text, file.name)
    for path in tables:
        workbook = read_workbook(path.read_bytes(), path.name) if path.is_file() else None
        if workbook is None or table_of(workbook, profile.fingerprint) is None:
            raise Refused(
                f"Соответствие «{file.name}» сделано для другой шапки, чем у «{path.name}»: "
                f"составьте новое командой roadmap map {path.name}"
            )
    roadmap = roadmap_in_force(store.snapshot(municipality))
    if roadmap is None:
        raise NothingThere("Дорожная карта не загружена: roadmap load-roadmap ФАЙЛ")
    confirm(store, municipality, profile, roadmap)
    return profile.name
