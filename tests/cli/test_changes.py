"""Roll, register and roadmap: what changes is shown first; a closed year is changed by nothing."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from data_model.roadmap import Roadmap as Plan
from data_model.roadmap import Target
from data_model.store import Store
from loaders.registers.file import read_register, write_register
from loaders.registers.roll import read_roll, write_roll
from loaders.roadmaps.file import read_roadmap, write_roadmap
from sample_data import FOLDER
from tests.cli.conftest import Printed, Roadmap

YEAR = ("--year", "2021")
FIRST = "580401"
CLOSING = ("--reason", "приказ об итогах № 3")
OPENING = ("--reason", "ошибка в ОО-1", "--person", "Начальник управления", "--until")
TOMORROW = f"{date.today() + timedelta(days=1):%d.%m.%Y}"


def roll_file(folder: Path, org: str = FIRST, year: int = 2021, less: int = 1) -> Path:
    """The roll of one school as it is shipped, with fewer pupils in grade 9."""
    shipped = read_roll((FOLDER / "roll.xlsx").read_bytes(), "roll.xlsx")
    rows = [
        row._replace(pupils=row.pupils - less) if row.grade == 9 else row
        for row in shipped
        if (row.org, row.year) == (org, year)
    ]
    return written(folder / f"контингент {org} {year} {less}.xlsx", write_roll(rows))


def register_file(folder: Path, short: str = "Лицей № 1") -> Path:
    """The shipped register with another name of the first school."""
    municipality, places = read_register((FOLDER / "register.xlsx").read_bytes(), "register.xlsx")
    names = (replace(places[0].names[-1], full=f"МБОУ {short}", short=short),)
    changed = (replace(places[0], names=names), *places[1:])
    return written(folder / "реестр.xlsx", write_register(municipality, changed))


def roadmap_file(folder: Path, year: int = 2021, value: int = 30, **changes: Any) -> Path:
    """The shipped roadmap with another target of row 9 in one year."""
    plan = read_roadmap(FOLDER / "roadmap_2020_2022.toml")

    def with_target(one: Plan) -> Plan:
        rows = [
            replace(
                row,
                indicator=replace(
                    row.indicator,
                    targets=row.indicator.targets | {year: Target(Decimal(value))},
                ),
            )
            if row.number == "9"
            else row
            for row in one.activities
        ]
        return replace(one, activities=tuple(rows))

    text = write_roadmap(replace(with_target(plan), **changes))
    return written(folder / f"карта {year} {value}.toml", text.encode())


def written(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def figures(demo: Roadmap, year: str = "2021") -> str:
    return demo("indicators", "--year", year, "--json", "--as-of", "2023-01-15").out


def ticket(demo: Roadmap) -> dict[str, Any]:
    rows = demo("indicators", *YEAR, "--json").json["rows"]
    return next(row for row in rows if (row["indicator"], row["org"]) == ("9", None))


# shown before it is stored


def test_a_changed_roll_shows_what_changes_and_is_stored_with_yes(
    demo: Roadmap, tmp_path: Path
) -> None:
    """Контингент изменил бы цифры: показано, и сохранено только с --yes."""
    file, before = roll_file(tmp_path), figures(demo)
    asked = demo("load-roll", file)
    assert asked.code == 1
    assert "--yes" in asked.err
    assert "изменились бы годы: 2021" in asked.err
    assert "Билет в будущее" in asked.out
    assert "Итог: меня" in asked.out
    assert figures(demo) == before
    stored = demo("load-roll", file, "--yes", "--reason", "уточнён отчёт ОО-1")
    assert (stored.code, stored.err) == (0, "")
    assert figures(demo) != before


def test_changes_for_programs_name_both_sides(demo: Roadmap, tmp_path: Path) -> None:
    said = demo("load-roll", roll_file(tmp_path), "--json")
    answer = said.json
    assert (said.code, answer["stored"]) == (1, False)
    assert [list(row) for row in answer["rows"]] == [
        ["org", "year", "date", "grades", "matched_by"]
    ]
    (change,) = [one for one in answer["changes"] if (one["indicator"], one["org"]) == ("9", None)]
    assert list(change) == ["roadmap", "year", "indicator", "org", "before", "after"]
    assert (change["roadmap"], change["year"]) == ("bessonovka-2020-2022", 2021)
    sides = ["numerator", "denominator", "actual", "target", "status", "reason"]
    assert [list(change[side]) for side in ("before", "after")] == [sides, sides]
    assert change["after"]["denominator"] == change["before"]["denominator"] - 1
    assert demo("load-roll", roll_file(tmp_path), "--json", "--yes").json["stored"] is True


def test_what_changes_nothing_needs_no_confirmation(demo: Roadmap) -> None:
    """Те же файлы ещё раз: изменений нет, подтверждать нечего."""
    for command, name in (
        ("load-schools", "register.xlsx"),
        ("load-roll", "roll.xlsx"),
        ("load-roadmap", "roadmap_2020_2022.toml"),
    ):
        said = demo(command, FOLDER / name, "--json")
        assert (said.code, said.json["changes"], said.json["stored"]) == (0, [], True), command


def test_first_loads_change_nothing_that_is_there(roadmap: Roadmap, tmp_path: Path) -> None:
    assert roadmap("init").code == 0
    for command, name in (
        ("load-schools", "register.xlsx"),
        ("load-roadmap", "roadmap_2020_2022.toml"),
        ("load-roll", "roll.xlsx"),
    ):
        said = roadmap(command, FOLDER / name, "--json")
        assert (said.code, said.json["stored"]) == (0, True), command
    assert said.json["changes"]
    known = [one["before"] for one in said.json["changes"] if one["before"]]
    assert {one["actual"] for one in known} == {None}


def test_a_roll_asks_about_the_answers_that_no_longer_fit(demo: Roadmap, tmp_path: Path) -> None:
    """Ответов больше, чем учеников: вопросы названы заранее и открыты вместе с контингентом."""
    file = roll_file(tmp_path, less=120)
    shown = demo("load-roll", file)
    assert "Новых вопросов к сданным отчётам" in shown.out
    assert "обучающихся на 20.09.2021" in shown.out
    questions = lambda: {  # noqa: E731
        row["org"]: row["questions"] for row in demo("status", *YEAR, "--json").json["rows"]
    }[FIRST]
    before = questions()
    assert demo("load-roll", file, "--yes").code == 0
    assert questions() > before
    assert demo("doctor").code == 0
    again = demo("load-roll", FOLDER / "roll.xlsx", "--yes")
    assert again.code == 0
    assert "Вопросов закроется" in again.out
    assert questions() == before


def test_a_roll_without_a_column_of_years_takes_the_year_that_is_named(
    demo: Roadmap, tmp_path: Path
) -> None:
    import openpyxl

    file = roll_file(tmp_path, less=0)
    book = openpyxl.load_workbook(file)
    book["Контингент"].delete_cols(2, 2)  # «дата» would tell the year
    book.save(file)
    assert demo("load-roll", file, "--json").code == 2
    said = demo("load-roll", file, "--year", "2021", "--json")
    assert (said.code, said.json["rows"][0]["year"]) == (0, 2021)


def test_a_register_of_another_district_is_refused_by_its_name(demo: Roadmap) -> None:
    said = demo("load-schools", FOLDER / "register.xlsx", "--municipality", "Башмаковский район")
    assert said.code == 2
    assert "Башмаковский" in said.err


# the roadmap


def test_an_edition_does_not_judge_a_year_that_is_over_without_a_reason(
    demo: Roadmap, tmp_path: Path
) -> None:
    """Последний год карты завершился: без причины редакцию не сохранить, цифры прежние."""
    file, before = roadmap_file(tmp_path, year=2022, value=30), figures(demo, "2022")
    said = demo("load-roadmap", file, "--yes")
    assert said.code == 1
    assert "2022" in said.err
    assert "--reason" in said.err
    assert figures(demo, "2022") == before
    shown = demo("load-roadmap", file, "--reason", "приказ от 01.02.2023 № 7", "--json")
    assert (shown.code, shown.json["stored"]) == (1, False)
    district = next(one for one in shown.json["changes"] if one["org"] is None)
    assert (district["before"]["target"], district["after"]["target"]) == (50, 30)
    assert (district["before"]["status"], district["after"]["status"]) == ("missed", "met")
    done = demo("load-roadmap", file, "--yes", "--reason", "приказ от 01.02.2023 № 7")
    assert done.code == 0
    assert figures(demo, "2022") != before


def test_an_edition_counts_from_the_first_year_that_it_may_judge(
    demo: Roadmap, tmp_path: Path
) -> None:
    """План 2021 года изменён: 2021 остаётся по своей редакции, новая действует с 2022."""
    file, before = roadmap_file(tmp_path, year=2021, value=30), figures(demo)
    said = demo("load-roadmap", file)
    assert said.code == 0
    assert "Действует с 2022 года" in said.out
    assert "Завершились и не пересмотрены: 2021" in said.out
    assert figures(demo) == before
    again = demo("load-roadmap", file)
    assert "ничего не изменилось" in again.out
    done = demo("load-roadmap", file, "--yes", "--reason", "приказ от 01.02.2022 № 7")
    assert done.code == 0
    assert ticket(demo)["target"] == 30


# a closed year

DOORS: dict[str, Callable[[Path], tuple[str | Path, ...]]] = {
    "roll": lambda folder: ("load-roll", roll_file(folder), "--yes"),
    "register": lambda folder: ("load-schools", register_file(folder), "--yes"),
    "roadmap": lambda folder: (
        "load-roadmap", roadmap_file(folder), "--yes", "--reason", "приказ № 7",
    ),
    "undo": lambda _: ("undo", "--org", FIRST, *YEAR, "--reason", "не тот файл"),
}  # fmt: skip


@pytest.mark.parametrize("door", DOORS)
def test_no_command_changes_a_closed_year(demo: Roadmap, tmp_path: Path, door: str) -> None:
    """Закрытый год: код 1, в отказе — как его открыть, цифры и имена прежние."""
    assert demo("close-year", *YEAR, *CLOSING).code == 0
    before, names = figures(demo), demo("status", *YEAR, "--json").out
    words = DOORS[door](tmp_path)
    said = demo(*words)
    assert said.code == 1
    assert "2021 год закрыт" in said.err
    assert "roadmap reopen-year --year 2021" in said.err
    assert (figures(demo), demo("status", *YEAR, "--json").out) == (before, names)
    if words[0] != "undo":
        asked = demo(*words, "--json")
        assert (asked.code, asked.json["stored"]) == (1, False)
    assert demo("doctor").code == 0


def test_a_tiny_roll_after_the_closing_is_refused(demo: Roadmap, tmp_path: Path) -> None:
    """Закрытый год и контингент «по одному ученику»: доля не становится больше ста процентов."""
    assert demo("close-year", *YEAR, *CLOSING).code == 0
    before = figures(demo)
    rows = read_roll((FOLDER / "roll.xlsx").read_bytes(), "roll.xlsx")
    tiny = [row._replace(pupils=1) for row in rows if (row.org, row.year) == (FIRST, 2021)]
    file = written(tmp_path / "мелкий.xlsx", write_roll(tiny))
    assert demo("load-roll", file, "--yes", "--reason", "уточнили").code == 1
    assert figures(demo) == before


def test_a_roll_of_an_open_year_is_taken_beside_a_closed_one(demo: Roadmap, tmp_path: Path) -> None:
    """Закрыт 2020 год, контингент 2022-го меняется как обычно."""
    assert demo("close-year", "--year", "2020", *CLOSING).code == 0
    assert demo("load-roll", roll_file(tmp_path, year=2022), "--yes").code == 0


def test_a_reopening_of_one_school_admits_its_roll_and_no_other(
    demo: Roadmap, tmp_path: Path
) -> None:
    """Год открыт для одной школы: её контингент меняется, чужой — нет."""
    assert demo("close-year", *YEAR, *CLOSING).code == 0
    assert demo("reopen-year", *YEAR, "--org", FIRST, *OPENING, TOMORROW).code == 0
    other = demo("load-roll", roll_file(tmp_path, org="580403"), "--yes")
    assert (other.code, "580403" in other.err) == (1, True)
    assert demo("load-roll", roll_file(tmp_path), "--yes").code == 0
    assert demo("load-roadmap", *DOORS["roadmap"](tmp_path)[1:]).code == 1


def test_a_year_open_for_all_takes_a_new_edition(demo: Roadmap, tmp_path: Path) -> None:
    assert demo("close-year", *YEAR, *CLOSING).code == 0
    assert demo("reopen-year", *YEAR, *OPENING, TOMORROW).code == 0
    assert demo(*DOORS["roadmap"](tmp_path)).code == 0
    assert ticket(demo)["target"] == 30


def test_a_reason_alone_opens_no_closed_year(demo: Roadmap) -> None:
    """«ingest --reason» закрытого года не открывает."""
    assert demo("undo", "--org", FIRST, *YEAR, "--reason", "сдадут снова").code == 0
    assert demo("close-year", *YEAR, *CLOSING).code == 0
    file = FOLDER / "returns" / "2021" / f"{FIRST}_2021.xlsx"
    said = demo("ingest", file, "--reason", "письмо школы", "--json")
    (told,) = said.json["files"]
    assert (said.code, told["outcome"]) == (1, "refused")
    assert "reopen-year --year 2021" in told["problems"][0]["message"]
    assert demo("reopen-year", *YEAR, "--org", FIRST, *OPENING, TOMORROW).code == 0
    assert demo("ingest", file, "--reason", "письмо школы").code == 0


# rules of ours that change


def db(tmp_path: Path) -> Store:
    return Store.open(f"sqlite:///{tmp_path / 'var' / 'demo.db'}")


def test_an_upgrade_lists_the_verdicts_that_turn_and_changes_none(
    demo: Roadmap, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Правило изменилось: «roadmap init» называет выводы закрытого года, которые стали другими."""
    assert demo("close-year", *YEAR, *CLOSING).code == 0
    store = db(tmp_path)
    kept = store.closed_verdicts("58040")
    assert ("ticket_to_future", None, "partly") in {
        (one.indicator, one.org, one.status) for one in kept
    }
    assert demo("init").out.strip() == "База данных готова."
    from loaders import previews

    def by_other_rules(snapshot: Any, day: date) -> Any:
        rows = plan_fact(snapshot, day)
        changed = [
            replace(row, status=Status.NO_DATA, reason=Reason.N_ABOVE_D)
            if (row.indicator, row.org) == ("9", None)
            else row
            for row in rows
        ]
        return PlanFact(tuple(changed))

    from data_model.compliance import Status
    from indicators.plan_fact import plan_fact
    from indicators.plan_fact_row import PlanFact
    from indicators.reasons import Reason

    monkeypatch.setattr(previews, "plan_fact", by_other_rules)
    said = demo("init")
    assert said.code == 0
    lines = [line for line in said.out.splitlines() if "по нынешним правилам" in line]
    assert len(lines) == 1
    assert (
        lines[0]
        .replace("\u00a0", " ")
        .startswith("2021 год, показатель 9, район: было «выполнено частично»")
    )
    assert "по нынешним правилам «нет данных»" in lines[0]
    assert store.closed_verdicts("58040") == kept
    store.close()


def test_a_year_changed_while_it_was_open_keeps_its_new_verdicts(
    demo: Roadmap, tmp_path: Path
) -> None:
    """Открытый год изменили: выводы записаны снова, «init» о них молчит."""
    assert demo("close-year", *YEAR, *CLOSING).code == 0
    assert demo("reopen-year", *YEAR, *OPENING, TOMORROW).code == 0
    assert demo("load-roll", roll_file(tmp_path), "--yes").code == 0
    store = db(tmp_path)
    (row,) = [
        one
        for one in store.closed_verdicts("58040")
        if (one.indicator, one.org) == ("ticket_to_future", None)
    ]
    assert row.denominator == ticket(demo)["denominator"]
    store.close()
    said: Printed = demo("init")
    assert "по нынешним правилам" not in said.out
