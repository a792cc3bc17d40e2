"""Folders that are kept up («папка выгрузки»): the whole base as Parquet, a set of documents.

    export_all   facts, plan/fact, register and roll of all districts, by region and year, and the
                 rows of the regions' own roadmaps
    report_all   chosen documents of chosen districts and years

Both leave a manifest in the folder: what was written of which version of a district. The next run
writes only what has changed since, and takes away what that replaces. Memory is bounded: schools
are read in lots, and rows of districts come as they are kept.
"""

import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from filecmp import cmp
from functools import partial
from io import BytesIO
from itertools import groupby, zip_longest
from operator import itemgetter
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from data_model.errors import NothingThere, Refused
from data_model.places import Municipality
from data_model.snapshot import Snapshot
from data_model.store import Store
from indicators.definitions import definitions
from indicators.plan_fact import plan_fact
from indicators.plan_fact_row import PlanFactRow
from indicators.region import JUDGE, district_rows
from reports import tidy
from reports.handover import (
    FORMATS,
    KINDS,
    file_name,
    parent_rows_by_year,
    stored,
    write,
)

MANIFEST = "manifest.json"
NO_REGION = "без региона"


# what a folder holds


@dataclass(frozen=True)
class Held:
    """What a folder has of a district: of which data, and which files."""

    version: int
    made_by: str
    files: tuple[str, ...]


@dataclass
class Manifest:
    """The state of a folder. ``version`` is that of the base if the last run was complete, or 0."""

    version: int = 0
    districts: dict[str, Held] = field(default_factory=dict)

    @classmethod
    def of(cls, folder: Path) -> "Manifest":
        """As it stands in a folder; an empty one where there is none."""
        try:
            known = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
            held = {
                code: Held(one["version"], one["made_by"], tuple(one["files"]))
                for code, one in known["districts"].items()
            }
            return cls(known["version"], held)
        except FileNotFoundError:
            return cls()
        except (ValueError, KeyError, TypeError) as error:
            raise Refused(
                f"Файл {folder / MANIFEST} повреждён: удалите папку и выгрузите её заново."
            ) from error

    def write(self, folder: Path) -> None:
        told = json.dumps(asdict(self), ensure_ascii=False, indent=1)
        _replace(folder / MANIFEST, lambda draft: draft.write_text(told, encoding="utf-8"))


@dataclass(frozen=True)
class Kept:
    """What a run has done: districts by what became of them, and the version of the base.

    ``files`` are those that are other now, or gone; ``changes`` those that tell of their rows.
    """

    written: tuple[str, ...]
    unchanged: tuple[str, ...]
    version: int
    files: tuple[str, ...] = ()
    changes: tuple[str, ...] = ()


Passing = Callable[[Path, Path | None], object]
"""Is shown a file before another takes its place, or None does."""


def unseen(_former: Path, _present: Path | None) -> None:
    """Nobody compares."""


def _replace(path: Path, fill: Callable[[Path], object], passing: Passing = unseen) -> None:
    """A file that is there whole or as it was before."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f".{path.name}.part")
        fill(draft)
        passing(path, draft)
        draft.replace(path)
    except OSError as error:
        raise Refused(f"Не удалось записать «{path}»: проверьте папку и место на диске.") from error


Advance = Callable[[int, int], None]
"""Is told how many districts are done, of how many."""


def quietly(_done: int, _total: int) -> None:
    """Nobody looks on."""


Make = Callable[[Municipality, Callable[[], bool]], Iterable[str] | None]
"""Writes the files of a district and names them; None where its data are no longer as they were."""


def _keep_up(
    store: Store,
    folder: Path,
    districts: Sequence[Municipality],
    made_by: Callable[[Municipality], str],
    make: Make,
    advance: Advance,
    passing: Passing = unseen,
) -> Kept:
    """Make anew what has changed, district by district; each is noted as soon as it is whole."""
    manifest, whole = Manifest.of(folder), store.version()
    written, unchanged, other = [], [], list[str]()
    for number, one in enumerate(districts):
        advance(number, len(districts))
        held = manifest.districts.get(one.code)
        if (
            held
            and held.made_by == made_by(one)
            and all((folder / name).is_file() for name in held.files)
        ):
            unchanged.append(one.code)
            continue
        if manifest.version:
            manifest.version = 0
            manifest.write(folder)
        former = held.files if held else ()
        before = {name: _state(folder / name) for name in former}
        version, mark, files = _untorn(store, one, made_by, make)
        for name in {*former} - {*files}:
            passing(folder / name, None)
            (folder / name).unlink(missing_ok=True)
        other += [one for one in {*former, *files} if before.get(one) != _state(folder / one)]
        manifest.districts[one.code] = Held(version, mark, files)
        manifest.write(folder)
        written.append(one.code)
    advance(len(districts), len(districts))
    manifest.version = whole
    manifest.write(folder)
    return Kept(tuple(written), tuple(unchanged), whole, tuple(sorted(other)))


def _state(path: Path) -> tuple[int, int] | None:
    """What is another one once a file was put in its place."""
    if not path.is_file():
        return None
    found = path.stat()
    return found.st_ino, found.st_mtime_ns


TRIES = 3


def _untorn(
    store: Store,
    one: Municipality,
    made_by: Callable[[Municipality], str],
    make: Make,
) -> tuple[int, str, tuple[str, ...]]:
    """Version, mark and files of one state of a district; made again where it changed meanwhile."""
    for _ in range(TRIES):
        version, mark = store.version(one.code), made_by(one)
        files = make(one, partial(_holds, store, one.code, version))
        if files is not None:
            return version, mark, tuple(files)
    raise Refused(f"Данные района «{one.short}» всё время меняются: повторите выгрузку позже.")


def _holds(store: Store, code: str, version: int) -> bool:
    return store.version(code) == version


def _mark(*parts: object) -> str:
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:16]


def _passed(snapshot: Snapshot, day: date) -> int:
    """How many terms are over: with the version this tells whether verdicts are the same."""
    return sum(one.due is not None and one.due < day for one in definitions(snapshot, day))


def chosen_districts(store: Store, codes: Collection[str]) -> tuple[Municipality, ...]:
    """The districts named, all of them where none is; UnknownPlace for one that is not there."""
    if codes:
        return tuple(store.municipality(code) for code in dict.fromkeys(codes))
    found = store.municipalities()
    if not found:
        raise NothingThere("В базе нет ни одного района.")
    return found


# the whole base as Parquet

TEXT, WHOLE, NUMBER, YES_NO, DAY = pa.string(), pa.int64(), pa.float64(), pa.bool_(), pa.date32()
TYPES = (
    dict.fromkeys(("grade", "revision", "pupils", *tidy.COUNTS), WHOLE)
    | dict.fromkeys(("districts_added", "districts_all"), WHOLE)
    | dict.fromkeys(("value", *tidy.AMOUNTS, *tidy.NUMBERS), NUMBER)
    | dict.fromkeys(("provisional", "small_base", "own_target"), YES_NO)
    | dict.fromkeys(("due", "base_date", "counted_on", "valid_from", "valid_to"), DAY)
)
"""All other columns are texts. Year and region stand in the names of folders."""
FOLDED = ("region", "year")
SCHEMAS = {
    table: pa.schema([(name, TYPES.get(name, TEXT)) for name in columns if name not in FOLDED])
    for table, columns in tidy.TABLES.items()
}


def export_all(
    store: Store,
    folder: Path,
    day: date,
    *,
    codes: Collection[str] = (),
    since: int | None = None,
    changes: Path | None = None,
    advance: Advance = quietly,
) -> Kept:
    """Keep up a folder of Parquet files: ``TABLE/region=…/year=…/DISTRICT.parquet``.

    With ``since`` only the districts that were changed after that version of the base. A file
    whose rows are the same stays as it is: what changed is a table of a district in a year.
    With ``changes``, a new folder, the rows that differ from the former ones are told there.
    """
    told = RowChanges(folder, changes) if changes else None
    passing = told.note if told else unseen
    pa.set_memory_pool(pa.system_memory_pool())  # its own one keeps back what we could use again
    districts = chosen_districts(store, codes)
    if since is not None:
        districts = tuple(one for one in districts if store.version(one.code) > since)

    def made_by(one: Municipality) -> str:
        passed = _passed(store.asked(one.code), day)
        return _mark(JUDGE.rules, one.region, store.version(one.code), passed, tidy.TABLES)

    def make(one: Municipality, holds: Callable[[], bool]) -> list[str] | None:
        with Files(folder, one, passing) as files:
            _district(store, files, one, day)
            files.holds = holds()
        return files.names if files.holds else None

    kept = _keep_up(store, folder, districts, made_by, make, advance, passing)
    other = _region_plans(store, folder, day, passing)
    plans = [path.relative_to(folder).as_posix() for path in other]
    _replace(folder / "dictionary.csv", partial(_write_dictionary, tidy.TABLES))
    names = told.end(kept.version) if told else ()
    return replace(kept, files=(*kept.files, *sorted(plans)), changes=names)


def _region_plans(store: Store, folder: Path, day: date, passing: Passing) -> list[Path]:
    """The rows of the regions' own roadmaps, all years; a roadmap that is gone leaves nothing.

    The files that are other now, or gone.
    """
    former, other = {*(folder / "region_plan").rglob("*.parquet")}, []
    for region in sorted({one.region for one in store.districts()} - {""}):
        for year, found in parent_rows_by_year(store, region, day).items():
            path = folder / "region_plan" / f"region={_folder_name(region)}" / f"year={year}"
            path /= "region.parquet"
            content = _region_plan(map(tidy.region_plan_values, found))
            if path not in former or path.read_bytes() != content:
                _replace(path, partial(Path.write_bytes, data=content), passing)
                other.append(path)
            former.discard(path)
    for path in former:
        passing(path, None)
        path.unlink()
    return [*other, *former]


def _region_plan(rows: Iterable[tidy.Values]) -> bytes:
    content = BytesIO()
    for _, table in _by_year("region_plan", rows):
        pq.write_table(table, content, compression="zstd")
    return content.getvalue()


def _by_year(table: str, rows: Iterable[tidy.Values]) -> Iterator[tuple[int | None, pa.Table]]:
    """Rows of a table as Parquet knows them, year by year; all together where it has no years.

    A column takes no number that it would have to cut: that raises.
    """
    columns = [one for one in tidy.TABLES[table] if one != "region"]
    year = itemgetter(columns.index("year")) if "year" in columns else lambda _: None
    for which, of_year in groupby(sorted(rows, key=lambda row: year(row) or 0), year):
        yield which, _table(of_year, columns, SCHEMAS[table])


def _table(rows: Iterable[tidy.Values], columns: Sequence[str], schema: pa.Schema) -> pa.Table:
    values = dict(zip(columns, zip(*rows, strict=True), strict=True))
    made = [pa.array(values[one.name]).cast(one.type) for one in schema]
    return pa.Table.from_arrays(made, schema=schema)


def _write_dictionary(tables: Mapping[str, Mapping[str, str]], draft: Path) -> None:
    draft.write_bytes(tidy.csv_bytes(tidy.dictionary_frame(tables)))


def _district(store: Store, files: "Files", one: Municipality, day: date) -> None:
    """The rows of a district, lot by lot."""
    files.add("organisations", tidy.organisations(store.asked(one.code)))
    verdicts = store.district_verdicts([one.code], JUDGE, day)
    files.add_rows(row.row for row in district_rows(verdicts, [one]))
    for snapshot in store.lots(one.code):
        files.add("facts", tidy.facts(snapshot))
        files.add("roll", tidy.roll(snapshot))
        files.add_rows(row for row in plan_fact(snapshot, day) if row.org is not None)


TOGETHER = 2000
"""Rows of a file that are written at once, but for its last ones."""


class Files(AbstractContextManager["Files"]):
    """The Parquet files of one district, one for each table and year; whole at the end.

    They are put in place if then ``holds``: the data are still those that were read.
    """

    def __init__(self, folder: Path, district: Municipality, passing: Passing = unseen) -> None:
        self._folder, self._district, self._passing = folder, district, passing
        self.holds = True
        self._open: dict[tuple[str, int | None], tuple[Path, Any]] = {}
        self._waiting: dict[tuple[str, int | None], list[pa.Table]] = defaultdict(list)
        self.names: list[str] = []

    def add_rows(self, rows: Iterable[PlanFactRow]) -> None:
        """Rows of plan/fact."""
        whose = self._district.code
        self.add("plan_fact", ((whose, *tidy.row_values(row)) for row in rows))

    def add(self, table: str, rows: Iterable[tidy.Values]) -> None:
        """Rows of a table; some thousands are written together: a lot has a few of many years."""
        for year, of_year in _by_year(table, rows):
            writer, waiting = self._writer(table, year), self._waiting[table, year]
            waiting.append(of_year)
            if sum(map(len, waiting)) >= TOGETHER:
                writer.write_table(pa.concat_tables(waiting))
                waiting.clear()

    def _writer(self, table: str, year: int | None) -> Any:
        if (table, year) not in self._open:
            place = Path(table) / f"region={_folder_name(self._district.region or NO_REGION)}"
            place = place / f"year={year}" if year else place
            path = place / f"{_folder_name(self._district.code)}.parquet"
            draft = (self._folder / path).with_suffix(".part")
            draft.parent.mkdir(parents=True, exist_ok=True)
            writer = pq.ParquetWriter(draft, SCHEMAS[table], compression="zstd")
            self._open[table, year] = path, writer
        return self._open[table, year][1]

    def __exit__(self, kind: type[BaseException] | None, *trouble: object) -> None:
        """Close all; put them in place where nothing went wrong, else leave what was there."""
        with ExitStack() as closing:
            for key, (_, writer) in self._open.items():
                closing.callback(writer.close)
                if kind is None and self._waiting[key]:
                    writer.write_table(pa.concat_tables(self._waiting[key]))
        for path, _ in self._open.values():
            present, draft = self._folder / path, (self._folder / path).with_suffix(".part")
            same = present.is_file() and cmp(present, draft, shallow=False)
            if kind is None and self.holds and not same:
                self._passing(present, draft)
                draft.replace(present)
            else:
                draft.unlink(missing_ok=True)
        self.names = sorted(path.as_posix() for path, _ in self._open.values())


UNSAFE = re.compile(r"[^\w\- .№«»()]")


def _folder_name(text: str) -> str:
    """A name of a folder or file, of which no program makes anything else: «%2F» for «/»."""
    return UNSAFE.sub(lambda found: "".join(f"%{one:02X}" for one in found[0].encode()), text)


# what became of its rows


class RowChanges:
    """A folder of changes («изменения»): rows that came, are other now or were withdrawn.

    A file bears the name of the one that it tells of, and is written before that one is replaced,
    so that a cut run loses nothing. ``changes.json`` ends a run: from which version to which.
    """

    def __init__(self, whole: Path, folder: Path) -> None:
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise Refused(f"Папка «{folder}» не пуста: изменения каждой выгрузки — в новую папку.")
        self._whole, self._folder = whole, folder
        self._since, self._names = Manifest.of(whole).version, list[str]()

    def note(self, former: Path, present: Path | None) -> None:
        """What differs in a file of the whole from the one that takes its place."""
        name = former.relative_to(self._whole).as_posix()
        table = name.partition("/")[0]
        schema = SCHEMAS[table]
        places = [schema.names.index(one) for one in tidy.KEYS[table] if one not in FOLDED]
        pairs = _side_by_side(former if former.is_file() else None, present, schema)
        if rows := [*tidy.differing(pairs, itemgetter(*places))]:
            told = pa.schema([("change", TEXT), *schema])
            made = _table(rows, told.names, told)
            write = partial(pq.write_table, made, compression="zstd")
            _replace(self._folder / name, lambda draft: write(draft))
            self._names.append(name)

    def end(self, version: int) -> tuple[str, ...]:
        """The files that were written."""
        tables = {table: tidy.CHANGE | columns for table, columns in tidy.TABLES.items()}
        _replace(self._folder / "dictionary.csv", partial(_write_dictionary, tables))
        told = {"since": self._since, "version": version, "files": sorted(self._names)}
        text = json.dumps(told, ensure_ascii=False, indent=1)
        _replace(
            self._folder / "changes.json", partial(Path.write_text, data=text, encoding="utf-8")
        )
        return tuple(sorted(self._names))


def _side_by_side(
    former: Path | None, present: Path | None, schema: pa.Schema
) -> Iterator[tuple[tidy.Values | None, tidy.Values | None]]:
    """Rows of two files; passes over what is alike in long runs."""
    for was, now in zip_longest(_batches(former, schema), _batches(present, schema)):
        if was is None or now is None or not was.equals(now):
            yield from zip_longest(_rows(was), _rows(now))


def _batches(path: Path | None, schema: pa.Schema) -> Iterator[pa.RecordBatch]:
    """A file in the columns of today; those it has not are empty."""
    if path is None:
        return
    with pq.ParquetFile(path) as file:
        for batch in file.iter_batches(TOGETHER):
            has = {*batch.schema.names}
            columns = [
                batch[one.name].cast(one.type)
                if one.name in has
                else pa.nulls(len(batch), one.type)
                for one in schema
            ]
            yield pa.RecordBatch.from_arrays(columns, schema=schema)


def _rows(batch: pa.RecordBatch | None) -> Iterator[tidy.Values]:
    return zip(*(one.to_pylist() for one in batch.columns), strict=True) if batch else iter(())


# a set of documents


@dataclass(frozen=True)
class DocumentSet:
    """Which documents: their kinds, formats and years; no years: the last one reported."""

    kinds: tuple[str, ...]
    formats: tuple[str, ...]
    years: tuple[int, ...]
    public: bool = False

    def __post_init__(self) -> None:
        unknown = [one for one in self.kinds if one not in KINDS]
        if unknown:
            raise Refused(f"Документа «{unknown[0]}» нет; есть: {', '.join(KINDS)}.")
        if no_formats := [one for one in self.formats if one not in FORMATS]:
            raise Refused(f"Формата «{no_formats[0]}» нет; есть: {', '.join(FORMATS)}.")
        if not [*self.files()]:
            raise Refused(f"«{KINDS[self.kinds[0]].title}» не бывает в таком формате.")

    def files(self) -> Iterator[tuple[str, str]]:
        """Kind and format of each; a kind has those of the formats that it comes in."""
        for kind in self.kinds:
            own = KINDS[kind].formats
            yield from ((kind, one) for one in own if one in self.formats or len(own) == 1)


def report_all(
    store: Store,
    folder: Path,
    wanted: DocumentSet,
    day: date,
    *,
    codes: Collection[str] = (),
    advance: Advance = quietly,
) -> Kept:
    """Keep up a folder of documents: ``DISTRICT/YEAR/NAME.docx``; what cannot be made is left out.

    A document is composed anew where data, words, templates or terms of its district changed.
    """

    def made_by(one: Municipality) -> str:
        asked, years = store.asked(one.code), _years(store, one.code, wanted)
        words = [
            stored(store, one.code, year, kind, asked.about(year))
            for year in years
            for kind in wanted.kinds
        ]
        passed = _passed(asked, day)
        return _mark(JUDGE.rules, wanted, years, words, store.version(one.code), passed)

    def make(one: Municipality, holds: Callable[[], bool]) -> list[str] | None:
        names = [*written(one)]
        return names if holds() else None

    def written(one: Municipality) -> Iterator[str]:
        snapshot = store.snapshot(one.code)
        judged = plan_fact(snapshot, day)
        for year in _years(store, one.code, wanted):
            about = snapshot.about(year)
            for kind, file_format in wanted.files():
                wishes = stored(store, one.code, year, kind, about)
                wishes["public"], wishes["plan_fact"], wishes["day"] = wanted.public, judged, day
                try:
                    content = write(kind, file_format, snapshot, year, **wishes)
                except NothingThere:  # minutes of a year without a meeting, say
                    continue
                name = file_name(kind, file_format, snapshot, year)
                path = Path(_folder_name(f"{one.code} {one.short}")) / str(year) / name
                _replace(folder / path, partial(Path.write_bytes, data=content))
                yield path.as_posix()

    return _keep_up(store, folder, chosen_districts(store, codes), made_by, make, advance)


def _years(store: Store, code: str, wanted: DocumentSet) -> tuple[int, ...]:
    """Those wanted that the roadmaps of a district cover; the last reported one by default."""
    covered = {*store.roadmaps(code)}
    if wanted.years:
        return tuple(sorted(covered & {*wanted.years}))
    reported = covered & store.reported_years(code)
    return (max(reported),) if reported else ()
