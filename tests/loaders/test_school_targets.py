"""Планы школ: обычная таблица, сохранение, замок года, что видно школе."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from data_model.errors import ClosedYear, Refused, UnknownPlace, WrongDefinition
from data_model.people import Author, Grant, Role
from data_model.roadmap import Kind, SchoolTarget, Scope
from data_model.store import Store
from data_model.store.access import acting
from indicators.plan_fact import plan_fact
from loaders.orders import review
from loaders.previews import close_year, preview_school_targets, save_school_targets
from loaders.registers.school_targets import TargetsReading, targets_of
from tests.builders import (
    a_district_office,
    a_municipality,
    a_name,
    a_question,
    a_return,
    a_roadmap,
    a_roll,
    a_school,
    a_submission,
    an_activity,
    an_indicator,
    targets,
)
from tests.conftest import Copier

CODE = a_roadmap().code
TODAY = date(2023, 3, 1)
CIRCLES = SchoolTarget("580401", CODE, "circles", 2021, Decimal(9))


@pytest.fixture
def store(tmp_path: Path, copy_of: Copier) -> Store:
    return copy_of(f"sqlite:///{tmp_path}/a.db", district)


def district(made: Store) -> None:
    """Строка 9 — растущая доля, строка 7 — число кружков на район."""
    second = a_school("580402", names=(a_name("МБОУ СОШ с. Грабово"),))
    made.save_register(a_municipality(), (a_district_office(), a_school(), second))
    made.save_roll([*a_roll(), *a_roll("580402"), *a_roll(year=2022), *a_roll("580402", 2022)])
    example = a_roadmap()
    circles = an_indicator(
        "circles", kind=Kind.COUNT, scope=Scope.DISTRICT_TOTAL, counted="circles", out_of=None,
        base=(), requires_growth=False, targets=targets(y2021=50, y2022=60),
    )  # fmt: skip
    made.save_roadmap("58040", a_roadmap(
        questions=(*example.questions, a_question("circles", text="Кружки", grades=())),
        activities=(*example.activities, an_activity("7", indicator=circles, short="Кружки")),
    ))  # fmt: skip
    made.save_return(a_submission(a_return()))


def table(*rows: tuple[object, ...]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def read(store: Store, *rows: tuple[object, ...], **said: object) -> TargetsReading:
    known = store.organisations("58040"), store.roadmaps("58040")
    return targets_of(table(*rows), "планы.xlsx", *known, **said)  # type: ignore[arg-type]


def plans(found: TargetsReading) -> list[tuple[str, str, int, str]]:
    return [(one.org, one.indicator, one.year, str(one.value)) for one in found.targets]


def test_a_table_with_a_line_for_each_plan(store: Store) -> None:
    """Школа по названию, показатель и год в строке, итог пропущен, чужая школа названа."""
    found = read(
        store,
        ("Планы школ на 2021 и 2022 годы",),
        ("Наименование школы", "Показатель", "Год", "План"),
        ("СОШ с. Грабово", "7", 2021, 20),
        ("СОШ с. Грабово", "7", "2022 г.", "12,5"),
        ("СОШ № 1", "9", 2021, "40 %"),
        ("СОШ с. Неведомое", "7", 2021, 1),
        ("Итого", "", "", 73),
    )
    assert plans(found) == [
        ("580402", "circles", 2021, "20"),
        ("580402", "circles", 2022, "12.5"),
        ("580401", "ticket_to_future", 2021, "40"),
    ]
    assert [one.name for one in found.unmatched] == ["СОШ с. Неведомое"]
    assert not found.says_everything


def test_a_table_with_a_column_for_each_indicator(store: Store) -> None:
    """Столбцы «Показатель 7, план на 2022 год»; пустая клетка — своего плана нет."""
    found = read(
        store,
        ("Код", "Школа", "Показатель 9", "Показатель 7, план на 2022 год"),
        ("580401", "СОШ № 1", 45, 30),
        ("580402", "СОШ с. Грабово", None, 25),
        year=2021,
    )
    assert plans(found) == [
        ("580401", "ticket_to_future", 2021, "45"),
        ("580401", "circles", 2022, "30"),
        ("580402", "circles", 2022, "25"),
    ]
    assert found.says_everything


@pytest.mark.parametrize(
    ("rows", "said", "told"),
    [
        ([("Код", "План"), ("580401", 3)], {}, "год не назван"),
        ([("Код", "План"), ("580401", 3)], {"year": 2021}, "показатель не назван"),
        ([("Код", "План"), ("580401", 3)], {"year": 2021, "indicator": "4"}, "Есть: 1, 9, 7"),
        ([("Код", "План"), ("580401", "много")], {"year": 2021, "indicator": "7"}, "не число"),
        ([("Код", "План"), ("580401", "NaN")], {"year": 2021, "indicator": "7"}, "не число"),
        ([("Код", "План"), ("580401", "Infinity")], {"year": 2021, "indicator": "7"}, "не число"),
        ([("Код", "Год", "План"), ("580401", 2030, 1)], {"indicator": "7"}, "карты нет"),
        ([("Код", "Год", "План"), ("580401", "потом", 1)], {"year": 2021, "indicator": "7"},
         "год не назван"),
        ([("Код", "План"), ("580401", 3), ("580401", 4)], {"year": 2021, "indicator": "7"},
         "назван выше"),
        ([("Код", "Село"), ("580401", "Грабово")], {}, "не найдена таблица планов"),
    ],
)  # fmt: skip
def test_what_a_table_does_not_say_is_told(
    store: Store, rows: list[tuple[object, ...]], said: dict[str, object], told: str
) -> None:
    with pytest.raises(WrongDefinition, match=told):
        read(store, *rows, **said)


def test_plans_are_seen_first_then_judge_the_rows_of_schools(store: Store) -> None:
    own = SchoolTarget("580401", CODE, "ticket_to_future", 2021, Decimal(90))
    seen = preview_school_targets(store, "58040", [own], today=TODAY)
    assert [(one.row.org, one.row.target) for one in seen.existing] == [("580401", 90)]
    assert store.snapshot("58040").school_targets == (), "просмотр не сохраняет"
    save_school_targets(store, "58040", [own], [], seen, "распределили")
    assert store.explanations("58040")[0].reason == "распределили"
    row = plan_fact(store.snapshot("58040"), TODAY).row(2021, "ticket_to_future", "580401")
    assert row is not None and (row.target, row.status.value) == (90, "missed")
    again = SchoolTarget("580401", CODE, "ticket_to_future", 2021, Decimal(40))
    store.save_school_targets("58040", [again])
    assert store.snapshot("58040").school_targets == (again,)
    store.save_school_targets("58040", [], [again])
    assert store.snapshot("58040").school_targets == ()


def test_a_plan_stands_where_schools_have_numbers(store: Store) -> None:
    plan = SchoolTarget("580401", CODE, "work_plan", 2021, Decimal(1))
    with pytest.raises(Refused, match="план школы не задают"):
        store.save_school_targets("58040", [plan])
    with pytest.raises(Refused, match="не к чему отнести"):
        store.save_school_targets("58040", [replace(CIRCLES, year=2030)])
    with pytest.raises(UnknownPlace):
        store.save_school_targets("58040", [replace(CIRCLES, org="999")])


def test_a_closed_year_keeps_its_plans_and_a_school_sees_its_own(store: Store) -> None:
    given = [CIRCLES, replace(CIRCLES, org="580402")]
    store.save_school_targets("58040", given)
    close_year(store, "58040", 2021, TODAY, "итоги")
    with pytest.raises(ClosedYear, match="2021 год закрыт"):
        store.save_school_targets("58040", [], given[:1])
    store.save_school_targets("58040", [replace(CIRCLES, year=2022)])
    with acting(Author("Школа", (Grant(Role.SCHOOL, "58040", "580402"),))):
        assert store.snapshot("58040").school_targets == (given[1],)


def test_a_typed_plan_is_taken_to_the_last_figure() -> None:
    """Семь знаков — те же семь: 1 234 567, а не 1 234 570."""
    typed = [str(review.typed(value)) for value in (1234567.0, 12.5, 0.1, 9.0)]
    assert typed == ["1234567", "12.5", "0.1", "9"]
