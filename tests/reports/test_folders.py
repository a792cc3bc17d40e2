"""Папка выгрузки: все районы файлами Parquet и набор документов; повтор пишет только изменения."""

import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from io import BytesIO
from itertools import zip_longest
from pathlib import Path

import duckdb
import pandas as pd
import polars
import pyarrow.dataset
import pytest

from data_model.errors import Refused, UnknownPlace
from data_model.places import region_code
from data_model.roadmap import Roadmap
from data_model.snapshot import Snapshot
from data_model.store import Store, snapshot
from indicators.plan_fact import plan_fact
from loaders.roadmaps.editions import with_parents
from reports import tidy
from reports.folders import DocumentSet, export_all, report_all
from reports.material import words_key
from tests.builders import (
    a_district_office,
    a_fact,
    a_municipality,
    a_return,
    a_roadmap_of_levels_and_hours,
    a_roll,
    a_school,
    a_submission,
    facts_by_grade,
)
from ui.documents.documents import REGION_SHARE

DAY = date(2023, 2, 1)
HERE, THERE = "58040", "58030"


NORTH = "Пензенская область / север"


def of_region(store: Store) -> Roadmap:
    """The roadmap of the region: that of its district under another code."""
    own = store.roadmaps(HERE)[2022].as_written
    return replace(own, code="region", title="Карта области")


@pytest.fixture(scope="module")
def exported(sample_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The two districts of the sample, and their folder; one says its region, which has a roadmap.

    Made once: each test copies both.
    """
    folder = tmp_path_factory.mktemp("exported")
    with closing(copied(sample_database, folder)) as made:
        made.save_region(HERE, NORTH)
        made.save_roadmap(region_code(NORTH), of_region(made))
        corrected(made, THERE, 3)
        export_all(made, folder / "whole", DAY)
    return folder


def copied(database: Path, folder: Path) -> Store:
    return Store.open(f"sqlite:///{shutil.copy(database, folder / 'roadmap.db')}")


@pytest.fixture
def store(exported: Path, tmp_path: Path) -> Iterator[Store]:
    with closing(copied(exported / "roadmap.db", tmp_path)) as found:
        yield found


@pytest.fixture
def whole(exported: Path, store: Store, tmp_path: Path) -> Path:
    return Path(shutil.copytree(exported / "whole", tmp_path / "whole"))


def plain(column: "pd.Series[object]") -> list[object]:
    return [None if pd.isna(one) else one for one in column]


def read(folder: Path, table: str) -> pd.DataFrame:
    hive = pyarrow.dataset.partitioning(flavor="hive")
    found = pyarrow.dataset.dataset(folder / table, format="parquet", partitioning=hive)
    return found.to_table().to_pandas()


# what is in it


def test_it_lies_by_region_and_year(whole: Path) -> None:
    regions = {path.name for path in (whole / "facts").iterdir()}
    assert regions == {"region=Пензенская область %2F север", "region=без региона"}
    years = {path.name for path in (whole / "facts" / "region=без региона").iterdir()}
    assert years == {"year=2021"}
    assert not list(whole.rglob("*.part"))


def test_facts_and_rows_are_those_of_each_district(
    whole: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Читается по частям, а выходит то же, что из снимка целиком."""
    facts, rows = read(whole, "facts"), read(whole, "plan_fact")
    for code in (HERE, THERE):
        snapshot = store.snapshot(code)
        of_district = tidy.facts_frame(snapshot)
        key = ["year", "org", "question", "grade"]
        got = facts[facts["municipality"] == code].sort_values(key)
        wanted = of_district.sort_values(key)
        for column in ("value", "written", "state", "cell", "sha256", "received_at", "org_name"):
            assert plain(got[column]) == plain(wanted[column]), column
        judged = tidy.plan_fact_frame(plan_fact(snapshot, DAY))
        key = ["year", "indicator", "period", "org"]
        got = rows[rows["municipality"] == code].sort_values(key)
        wanted = judged.sort_values(key)
        assert len(got) == len(wanted)
        for column in tidy.PLAN_FACT:
            assert plain(got[column]) == plain(wanted[column]), column


def test_small_lots_make_the_same_files(
    whole: Path, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(snapshot, "LOT", 3)
    export_all(store, tmp_path / "by_three", DAY)
    for table in tidy.TABLES:
        one, other = read(whole, table), read(tmp_path / "by_three", table)
        order = [name for name in one.columns if name not in ("explanation", "written")]
        pd.testing.assert_frame_equal(
            one.sort_values(order, ignore_index=True), other.sort_values(order, ignore_index=True)
        )


def test_hours_keep_their_decimals(tmp_path: Path) -> None:
    """Часы с десятыми выгружаются как есть, а не обрываются до целых."""
    with closing(Store.create(f"sqlite:///{tmp_path}/a.db")) as store:
        store.save_register(a_municipality(), (a_district_office(), a_school()))
        store.save_roll(a_roll())
        store.save_roadmap("58040", a_roadmap_of_levels_and_hours())
        hours = a_fact("lesson_hours", value=3350, written="33,5")
        store.save_return(a_submission(a_return(a_school().code, 2026, facts=(hours,))))
        export_all(store, tmp_path / "whole", date(2026, 12, 1))
    assert [*read(tmp_path / "whole", "facts")["value"]] == [33.5]
    rows = read(tmp_path / "whole", "plan_fact")
    own = rows[(rows["code"] == "lesson_hours") & (rows["year"] == 2026)].set_index("org")
    assert own.loc[a_school().code, "missing_to_target"] == 1
    assert own.loc[None, "total"] == 33.5


def test_every_column_is_called_counted_and_explained_in_russian(whole: Path) -> None:
    told = pd.read_csv(whole / "dictionary.csv", keep_default_na=False)
    for table in tidy.TABLES:
        columns = set(read(whole, table).columns)
        assert columns <= {*told[told["table"] == table]["column"]}
    assert all(told["name"].str.fullmatch(r"[а-яё0-9 ]+"))
    counted = [*tidy.COUNTS, *tidy.AMOUNTS, *tidy.NUMBERS, "pupils", "value"]
    counts = told[told["column"].isin(counted)]
    assert all(counts["unit"] != "")


def test_register_and_roll_stand_beside(whole: Path, store: Store) -> None:
    register, roll = read(whole, "organisations"), read(whole, "roll")
    assert len(register) == sum(len(store.organisations(code)) for code in (HERE, THERE))
    rows = [row for code in (HERE, THERE) for row in store.snapshot(code).roll]
    assert roll["pupils"].sum() == sum(row.pupils for row in rows)
    assert roll["counted_on"].iloc[0].month == 9


# whoever analyses it

SHARE = """
SELECT year, sum(numerator) AS n, sum(denominator) AS d
FROM {rows} WHERE org IS NULL AND indicator = '9' GROUP BY year ORDER BY year
"""
REGIONS = "SELECT DISTINCT region FROM {rows}"


def test_duckdb_and_polars_read_it_and_agree(whole: Path, store: Store) -> None:
    pattern = f"{whole}/plan_fact/**/*.parquet"
    by_duckdb = duckdb.sql(
        SHARE.format(rows=f"read_parquet('{pattern}', hive_partitioning = true)")
    ).fetchall()
    frame = polars.scan_parquet(pattern, hive_partitioning=True)
    by_polars = (
        frame.filter(polars.col("org").is_null() & (polars.col("indicator") == "9"))
        .group_by("year")
        .agg(polars.col("numerator").sum(), polars.col("denominator").sum())
        .sort("year")
        .collect()
        .rows()
    )
    ours = {}
    for code in (HERE, THERE):
        for row in plan_fact(store.snapshot(code), DAY).of_place(None):
            if row.indicator == "9":
                was = ours.get(row.year, (0, 0))
                ours[row.year] = (was[0] + (row.numerator or 0), was[1] + (row.denominator or 0))
    assert by_duckdb == by_polars == [(year, *ours[year]) for year in sorted(ours)]


def test_the_question_of_the_page_is_answered(whole: Path) -> None:
    """Запрос, показанный на странице «Выгрузка», выполняется над выгруженной папкой."""
    assert "'выгрузка/" in REGION_SHARE
    found = duckdb.sql(REGION_SHARE.replace("'выгрузка/", f"'{whole}/")).fetchall()
    rows = read(whole, "plan_fact")
    district = rows[rows["org"].isna() & (rows["indicator"] == "9")]
    share = {
        row.year: row.actual for row in district[district["municipality"] == HERE].itertuples()
    }
    told = {year: percent for region, year, percent in found if region.startswith("Пенз")}
    assert told == pytest.approx(share)


def test_names_of_regions_come_back_as_they_are(whole: Path) -> None:
    pattern = f"{whole}/organisations/**/*.parquet"
    found = duckdb.sql(
        REGIONS.format(rows=f"read_parquet('{pattern}', hive_partitioning = true)")
    ).fetchall()
    assert {name for (name,) in found} == {"Пензенская область / север", "без региона"}


# kept up


def moments(folder: Path) -> dict[str, int]:
    return {
        path.relative_to(folder).as_posix(): path.stat().st_mtime_ns
        for path in folder.rglob("*.*")
        if path.is_file() and path.name not in ("manifest.json", "dictionary.csv")
    }


def corrected(store: Store, code: str, pupils: int = 2) -> None:
    """A return of a school of the district comes, or comes once more."""
    school = next(one for one in store.organisations(code) if one.code != code)
    sent = a_submission(a_return(school.code, 2021, facts=facts_by_grade({6: 1, 7: pupils})))
    assert store.save_return(sent).revision


def test_a_second_run_writes_only_what_changed(whole: Path, store: Store) -> None:
    before = moments(whole)
    again = export_all(store, whole, DAY)
    assert (again.written, {*again.unchanged}) == ((), {HERE, THERE})
    assert moments(whole) == before
    corrected(store, THERE)
    third = export_all(store, whole, DAY)
    assert (third.written, third.unchanged) == ((THERE,), (HERE,))
    changed = {name for name, moment in moments(whole).items() if before[name] != moment}
    assert changed == {*third.files}
    assert {name.split("/")[0] for name in changed} == {"facts"}, "выводы остались прежними"
    assert all(name.endswith(f"year=2021/{THERE}.parquet") for name in changed)


def test_since_a_version_only_changed_districts_are_written(store: Store, tmp_path: Path) -> None:
    version = store.version()
    assert export_all(store, tmp_path / "none", DAY, since=version).written == ()
    corrected(store, HERE)
    kept = export_all(store, tmp_path / "changes", DAY, since=version)
    assert kept.written == (HERE,)
    assert kept.version == store.version() > version
    assert {*read(tmp_path / "changes", "facts")["municipality"]} == {HERE}


# what became of its rows

APPLY = """
DELETE FROM rows WHERE EXISTS (SELECT 1 FROM changes WHERE {same});
INSERT INTO rows BY NAME SELECT * EXCLUDE (change) FROM changes WHERE change <> 'withdrawn';
"""


LISTED = "SELECT * FROM read_parquet('{}/{}/**/*.parquet', hive_partitioning = true)"


def by_duckdb(folder: Path, table: str) -> pd.DataFrame | None:
    """None where a table has no file."""
    some = next((folder / table).rglob("*.parquet"), None)
    return duckdb.sql(LISTED.format(folder, table)).df() if some else None


def as_applied(former: Path, changes: Path, table: str) -> pd.DataFrame:
    """What whoever has the former folder makes of the changes, as the guide says it."""
    key = tidy.KEYS[table]
    same = " AND ".join(f"changes.{one} IS NOT DISTINCT FROM rows.{one}" for one in key)
    with duckdb.connect() as base:
        base.execute(f"CREATE TABLE rows AS {LISTED.format(former, table)}")
        if (changes / table).exists():
            base.execute(f"CREATE VIEW changes AS {LISTED.format(changes, table)}")
            base.execute(APPLY.format(same=same))
        return base.sql("FROM rows").df()


def alike(one: pd.DataFrame, other: pd.DataFrame) -> bool:
    columns = sorted(one.columns)
    lines = [
        sorted(frame[columns].astype(object).where(frame[columns].notna(), None).values.tolist(),
               key=repr)
        for frame in (one, other)
    ]  # fmt: skip
    return lines[0] == lines[1] and columns == sorted(other.columns)


def another_roll_and_name(store: Store) -> None:
    register = store.organisations(HERE)
    first = next(one for one in register if one.code != HERE)
    others = [one for one in register if one != first]
    store.save_register(store.municipality(HERE), [replace(first, settlement="Ключи"), *others])
    rows = [one for one in store.snapshot(HERE).roll if one.org == first.code]
    store.save_roll([one._replace(pupils=one.pupils + 1) for one in rows[:3]])


ACTS: dict[str, Callable[[Store], object]] = {
    "отчёт исправлен": lambda store: corrected(store, HERE),
    "отчёт пришёл": lambda store: corrected(store, THERE, 5),
    "район в другом регионе": lambda store: store.save_region(THERE, "Тульская область"),
    "реестр и контингент": another_roll_and_name,
    "карта региона отозвана": lambda store: store.withdraw_roadmap(
        region_code(NORTH), "region", "отменена"
    ),
}


@pytest.mark.parametrize("act", ACTS)
def test_the_former_folder_and_its_changes_make_the_present_one(
    exported: Path, whole: Path, store: Store, tmp_path: Path, act: str
) -> None:
    """Прежняя выгрузка и файлы изменений дают новую: ключами из словаря, в DuckDB."""
    former, changes = exported / "whole", tmp_path / "changes"
    ACTS[act](store)
    kept = export_all(store, whole, DAY, changes=changes)
    assert kept.changes
    told = {path.relative_to(changes).as_posix() for path in changes.rglob("*.parquet")}
    assert told == {*kept.changes} <= {*kept.files}
    for table in tidy.TABLES:
        made, present = as_applied(former, changes, table), by_duckdb(whole, table)
        assert alike(made, made.head(0) if present is None else present), table
    dictionary = pd.read_csv(changes / "dictionary.csv", keep_default_na=False)
    for table, key in tidy.KEYS.items():
        of_table = dictionary[dictionary["table"] == table]
        assert {*of_table[of_table["key"] == "да"]["column"]} == {*key}
        assert "change" in {*of_table["column"]}


def test_changes_are_rows_and_say_from_which_version(
    whole: Path, store: Store, tmp_path: Path
) -> None:
    """Исправлена одна клетка: в изменениях одна школа, а не район."""
    before = json.loads((whole / "manifest.json").read_text(encoding="utf-8"))["version"]
    corrected(store, THERE)
    export_all(store, whole, DAY, changes=tmp_path / "night")
    rows = polars.read_parquet(f"{tmp_path}/night/facts/**/*.parquet", hive_partitioning=True)
    assert {*rows["change"]} == {"changed"}
    assert rows["org"].n_unique() == 1
    told = json.loads((tmp_path / "night" / "changes.json").read_text(encoding="utf-8"))
    assert (told["since"], told["version"]) == (before, store.version())
    assert export_all(store, whole, DAY, changes=tmp_path / "again").changes == ()
    with pytest.raises(Refused, match="не пуста"):
        export_all(store, whole, DAY, changes=tmp_path / "night")


def test_after_a_cut_run_the_version_is_unknown(
    whole: Path, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Оборванная выгрузка уже заменила файлы: следующая не выдаёт свои изменения за все."""
    with monkeypatch.context() as broken:
        broken.setattr(tidy, "roll", lambda _: 1 / 0)
        corrected(store, HERE)
        with pytest.raises(ZeroDivisionError):
            export_all(store, whole, DAY)
    export_all(store, whole, DAY, changes=tmp_path / "changes")
    told = json.loads((tmp_path / "changes" / "changes.json").read_text(encoding="utf-8"))
    assert (told["since"], told["version"]) == (0, store.version())


def test_a_key_tells_each_row(whole: Path) -> None:
    for table, key in tidy.KEYS.items():
        assert not read(whole, table).duplicated([*key]).any(), table


@pytest.mark.parametrize(
    ("former", "present", "told"),
    [
        ("a1 b1", "a1 b1", ""),
        ("a1 b1", "a1 b2", "changed b2"),
        ("a1 b1 c1", "b1 c1", "withdrawn a1"),
        ("b1 c1", "a1 b1 c1", "added a1"),
        ("a1 b1 c1", "c1 b1 a1", ""),
        ("a1 b1", "b3 c1", "changed b3, withdrawn a1, added c1"),
        ("", "a1", "added a1"),
    ],
)
def test_rows_are_matched_wherever_they_stand(former: str, present: str, told: str) -> None:
    """Строки сопоставлены по ключу (буква), где бы они ни стояли."""
    sides = [[tuple(one) for one in side.split()] for side in (former, present)]
    found = tidy.differing(zip_longest(*sides), lambda row: row[0])
    assert ", ".join(f"{change} {key}{value}" for change, key, value in found) == told


def test_a_district_that_goes_to_another_region_leaves_nothing_behind(
    whole: Path, store: Store
) -> None:
    store.save_region(THERE, "Тульская область")
    kept = export_all(store, whole, DAY)
    assert kept.written == (THERE,)
    assert {"без региона" in name for name in kept.files} == {True, False}, "прежние файлы убраны"
    assert "region=без региона" not in {
        path.parents[1].name for path in (whole / "facts").rglob("*.parquet")
    }


def test_a_term_that_has_passed_is_a_change(store: Store, tmp_path: Path) -> None:
    export_all(store, tmp_path / "whole", date(2021, 6, 1))
    assert export_all(store, tmp_path / "whole", date(2021, 6, 2)).written == ()
    assert HERE in export_all(store, tmp_path / "whole", date(2021, 9, 15)).written


def test_a_cut_run_leaves_whole_files_and_is_finished_by_the_next(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = iter([False, True])

    def breaking(snapshot: Snapshot) -> Iterator[tidy.Values]:
        if next(calls, False):
            raise OSError(28, "no space left")
        return tidy_roll(snapshot)

    tidy_roll = tidy.roll
    monkeypatch.setattr(tidy, "roll", breaking)
    with pytest.raises(OSError, match="no space"):
        export_all(store, tmp_path / "whole", DAY)
    assert not [*(tmp_path / "whole").rglob("*.part")]
    done = {path.stem for path in (tmp_path / "whole").rglob("*.parquet")}
    assert len(done) == 1
    kept = export_all(store, tmp_path / "whole", DAY)
    assert ({*kept.unchanged}, len(kept.written)) == (done, 1)


def test_data_that_change_meanwhile_are_read_once_more(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = tidy.organisations
    asked = []

    def changing(snapshot: Snapshot) -> Iterator[tidy.Values]:
        asked.append(1)
        if len(asked) == 1:
            corrected(store, HERE)
        return made(snapshot)

    monkeypatch.setattr(tidy, "organisations", changing)
    kept = export_all(store, tmp_path / "whole", DAY, codes=[HERE])
    assert (kept.written, len(asked)) == ((HERE,), 2)
    assert export_all(store, tmp_path / "whole", DAY, codes=[HERE]).written == ()


def test_a_district_that_is_not_there_is_named(store: Store, tmp_path: Path) -> None:
    with pytest.raises(UnknownPlace):
        export_all(store, tmp_path / "whole", DAY, codes=["99999"])


# documents


def test_documents_of_all_districts_are_kept_up(store: Store, tmp_path: Path) -> None:
    folder, wanted = tmp_path / "papers", DocumentSet(("monitoring", "workbook"), ("html",), ())
    first = report_all(store, folder, wanted, DAY)
    assert {*first.written} == {HERE, THERE}
    names = {path.relative_to(folder).as_posix() for path in folder.rglob("*.*")}
    of_here = {name for name in names if name.startswith(HERE)}
    assert {Path(name).suffix for name in of_here} == {".html", ".xlsx"}
    assert all("/2022/" in name for name in of_here)
    before = moments(folder)
    assert report_all(store, folder, wanted, DAY).written == ()
    corrected(store, THERE)
    assert report_all(store, folder, wanted, DAY).written == (THERE,)
    assert all(moments(folder)[name] == before[name] for name in of_here)


def test_own_words_and_other_wishes_are_a_change_of_the_document(
    store: Store, tmp_path: Path
) -> None:
    folder, wanted = tmp_path / "papers", DocumentSet(("monitoring",), ("html",), (2022,))
    assert report_all(store, folder, wanted, DAY).written == (HERE, THERE)
    assert report_all(store, folder, wanted, DAY).written == ()
    key = words_key("conclusion", store.asked(HERE).about(2022))
    store.save_own_words(HERE, 2022, {key: "Слова методиста."})
    assert report_all(store, folder, wanted, DAY).written == (HERE,)
    public = replace(wanted, public=True)
    assert HERE in report_all(store, folder, public, DAY).written


def test_the_document_is_the_one_of_the_single_command(store: Store, tmp_path: Path) -> None:
    from reports import write
    from reports.handover import stored

    report_all(store, tmp_path, DocumentSet(("workbook",), ("xlsx",), (2022,)), DAY, codes=[HERE])
    (path,) = tmp_path.rglob("*.xlsx")
    snapshot = store.snapshot(HERE)
    wishes = stored(store, HERE, 2022, "workbook", snapshot.about(2022))
    alone = write("workbook", "xlsx", snapshot, 2022, **wishes)
    one = pd.read_excel(BytesIO(alone), sheet_name=None, header=None, engine="openpyxl")
    other = pd.read_excel(path, sheet_name=None, header=None, engine="openpyxl")
    assert one.keys() == other.keys()
    for name in one:
        pd.testing.assert_frame_equal(one[name], other[name])


@pytest.mark.parametrize(
    ("kinds", "formats", "says"),
    [
        (("letter",), ("docx",), "Документа «letter» нет"),
        (("monitoring",), ("xlsx",), "не бывает"),
        (("monitoring",), ("doc",), "Формата «doc»"),
    ],
)
def test_what_is_no_document_is_named(
    kinds: tuple[str, ...], formats: tuple[str, ...], says: str
) -> None:
    with pytest.raises(Refused, match=says):
        DocumentSet(kinds, formats, ())


# the regions' own roadmaps


def test_the_plan_of_a_region_goes_along_and_goes_with_its_roadmap(
    store: Store, tmp_path: Path
) -> None:
    """Строки карты региона — в папке выгрузки, с числом районов в сумме; отозвана — убраны."""
    own = store.roadmaps(HERE)[2022].as_written
    store.save_roadmap(HERE, with_parents(own, {"8": "8"}, [of_region(store)]))
    export_all(store, tmp_path / "whole", DAY)
    found = read(tmp_path / "whole", "region_plan").set_index(["year", "code"])
    lesson, ticket = found.loc[2022, "open_lessons"], found.loc[2022, "ticket_to_future"]
    districts = plan_fact(store.snapshot(HERE), DAY)
    own_row = districts.row(2022, "open_lessons")
    assert own_row is not None
    assert (lesson["numerator"], lesson["denominator"], lesson["target"]) == (
        own_row.numerator, own_row.denominator, 55,
    )  # fmt: skip
    assert (lesson["districts_added"], lesson["districts_all"]) == (1, 1)
    assert pd.isna(ticket["actual"])
    assert "строка карты района не связана" in ticket["not_added"]
    store.withdraw_roadmap(region_code(NORTH), "region", "отменена")
    export_all(store, tmp_path / "whole", DAY)
    assert not [*(tmp_path / "whole" / "region_plan").rglob("*.parquet")]
