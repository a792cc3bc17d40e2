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
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from filecmp import cmp
from functools import partial
from io import BytesIO
from itertools import groupby
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
    """The state of a folder. ``version`` is that of the base when a run was last complete."""

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

    ``files`` are those that are other now, or gone.
    """

    written: tuple[str, ...]
    unchanged: tuple[str, ...]
    version: int
    files: tuple[str, ...] = ()


def _replace(path: Path, fill: Callable[[Path], object]) -> None:
    """A file that is there whole or as it was before."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f".{path.name}.part")
        fill(draft)
        draft.replace(path)
    except OSError as error:
        raise Refused(f"Не удалось записать «{path}»: проверьте папку и место на диске.") from error


Advance = Callable[[int, int], None]
"""Is told how many districts are done, of how many."""


def quietly(_done: int, _total: int) -> None:
    """Nobody looks on."""


def _keep_up(
    store: Store,
    folder: Path,
    districts: Sequence[Municipality],
    made_by: Callable[[Municipality], str],
    make: Callable[[Municipality], Iterable[str]],
    advance: Advance,
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
        former = held.files if held else ()
        before = {name: _state(folder / name) for name in former}
        version, mark, files = _untorn(store, one, made_by, make)
        for name in {*former} - {*files}:
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
    make: Callable[[Municipality], Iterable[str]],
) -> tuple[int, str, tuple[str, ...]]:
    """Version, mark and files of one state of a district; made again where it changed meanwhile."""
    for _ in range(TRIES):
        version, mark = store.version(one.code), made_by(one)
        files = tuple(make(one))
        if store.version(one.code) == version:
            return version, mark, files
    raise Refused(f"Данные района «{one.short}» всё время меняются: повторите выгрузку позже.")


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
    advance: Advance = quietly,
) -> Kept:
    """Keep up a folder of Parquet files: ``TABLE/region=…/year=…/DISTRICT.parquet``.

    With ``since`` only the districts that were changed after that version of the base. A file
    whose rows are the same stays as it is: what changed is a table of a district in a year.
    """
    pa.set_memory_pool(pa.system_memory_pool())  # its own one keeps back what we could use again
    districts = chosen_districts(store, codes)
    if since is not None:
        districts = tuple(one for one in districts if store.version(one.code) > since)

    def made_by(one: Municipality) -> str:
        passed = _passed(store.asked(one.code), day)
        return _mark(JUDGE.rules, one.region, store.version(one.code), passed, tidy.TABLES)

    def make(one: Municipality) -> Iterable[str]:
        return _district(store, folder, one, day)

    kept = _keep_up(store, folder, districts, made_by, make, advance)
    plans = [path.relative_to(folder).as_posix() for path in _region_plans(store, folder, day)]
    _replace(folder / "dictionary.csv", _write_dictionary)
    return replace(kept, files=(*kept.files, *sorted(plans)))


def _region_plans(store: Store, folder: Path, day: date) -> list[Path]:
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
                _replace(path, partial(Path.write_bytes, data=content))
                other.append(path)
            former.discard(path)
    for path in former:
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
        values = dict(zip(columns, zip(*of_year, strict=True), strict=True))
        made = [pa.array(values[one.name]).cast(one.type) for one in SCHEMAS[table]]
        yield which, pa.Table.from_arrays(made, schema=SCHEMAS[table])


def _write_dictionary(draft: Path) -> None:
    draft.write_bytes(tidy.csv_bytes(tidy.dictionary_frame(tidy.TABLES)))


def _district(store: Store, folder: Path, one: Municipality, day: date) -> list[str]:
    """The files of a district, written lot by lot; their names within the folder."""
    asked = store.asked(one.code)
    with Files(folder, one) as files:
        files.add("organisations", tidy.organisations(asked))
        verdicts = store.district_verdicts([one.code], JUDGE, day)
        files.add_rows(row.row for row in district_rows(verdicts, [one]))
        for snapshot in store.lots(one.code):
            files.add("facts", tidy.facts(snapshot))
            files.add("roll", tidy.roll(snapshot))
            files.add_rows(row for row in plan_fact(snapshot, day) if row.org is not None)
    return files.names


TOGETHER = 2000
"""Rows of a file that are written at once, but for its last ones."""


class Files(AbstractContextManager["Files"]):
    """The Parquet files of one district, one for each table and year; whole at the end."""

    def __init__(self, folder: Path, district: Municipality) -> None:
        self._folder, self._district = folder, district
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
            if kind is None and not (present.is_file() and cmp(present, draft, shallow=False)):
                draft.replace(present)
            else:
                draft.unlink(missing_ok=True)
        self.names = sorted(path.as_posix() for path, _ in self._open.values())


UNSAFE = re.compile(r"[^\w\- .№«»()]")


def _folder_name(text: str) -> str:
    """A name of a folder or file, of which no program makes anything else: «%2F» for «/»."""
    return UNSAFE.sub(lambda found: "".join(f"%{one:02X}" for one in found[0].encode()), text)


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

    def make(one: Municipality) -> Iterator[str]:
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
