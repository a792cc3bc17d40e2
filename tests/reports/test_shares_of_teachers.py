"""Доля педагогов, программ, обучающихся: чья она, видно по строке; чужого слова нет нигде."""

import re
from dataclasses import replace
from datetime import date
from functools import cache

import pytest

from data_model.roadmap import Kind, Operator
from indicators import wording
from indicators.changes import change_from, change_words, official_change, people_cell
from indicators.plan_fact_row import LikeForLike, PlanFactRow, RowMeasure
from indicators.reasons import Reason
from indicators.wording import NBSP
from reports import collect, composed
from reports.html import write
from reports.material import Material
from reports.recommendations import AdviceCase, AdviceRule, read_rules, recommend
from tests.reports.rows import a_row
from tests.spec.district import Promise, district

TEACHERS = a_row(base="Всего педагогических работников", base_date=None)
PROGRAMMES = replace(TEACHERS, base="Всего программ", counted_in="программ")
WITH_ROLL = a_row()
OF_PUPILS = a_row(base="Выпускники 9 классов", base_date=None)
PUPILS = re.compile("обучающ|классн|по классам|каждого класса|контингент", re.I)


@pytest.mark.parametrize(
    ("row", "gap"),
    [
        (TEACHERS, "необходимо дополнительно вовлечь 30 человек"),
        (PROGRAMMES, "недостаёт 30 программ"),
        (WITH_ROLL, "необходимо дополнительно вовлечь 30 обучающихся"),
        (OF_PUPILS, "необходимо дополнительно вовлечь 30 обучающихся"),
        (
            replace(TEACHERS, base="Учителя, работающие с детьми", deficit=21),
            "необходимо дополнительно вовлечь 21 человека",
        ),
    ],
)
def test_what_is_missing_is_what_the_share_is_of(row: PlanFactRow, gap: str) -> None:
    assert wording.official_gap(row).replace(NBSP, " ").endswith(gap)


GROWN = LikeForLike(2, 7, 4, 10, 10)
MOVED = [
    (TEACHERS, "число учтённых работников увеличилось на 3 человека (с 4 до 7)", "+3 чел."),
    (PROGRAMMES, "число учтённых программ увеличилось на 3 (с 4 до 7)", "+3 программы"),
    (
        replace(TEACHERS, base="Всего школ", counted_in="ед."),
        "число учтённых единиц увеличилось на 3 (с 4 до 7)",
        "+3 ед.",
    ),
    (WITH_ROLL, "число участников увеличилось на 3 человека (с 4 до 7)", "+3 чел."),
    (
        a_row(operator=Operator.AT_MOST, target=5.0),
        "число учтённых обучающихся увеличилось на 3 человека (с 4 до 7)",
        "+3 чел.",
    ),
]


@pytest.mark.parametrize(("row", "told", "cell"), MOVED)
def test_what_has_changed_is_told_in_its_own_noun(row: PlanFactRow, told: str, cell: str) -> None:
    """Программы и школы не «чел.» и не «участники»; работники и превышения — не участники."""
    change = change_from(replace(row, matched=GROWN), None)
    assert change is not None
    assert told in official_change(change).replace(NBSP, " ")
    assert people_cell(change).replace(NBSP, " ") == cell
    grown = wording.official_growth(change.row).replace(NBSP, " ")
    assert grown.startswith(told.partition(" (")[0])
    assert f"{cell} (4 → " in change_words(change).replace(NBSP, " ")


@pytest.mark.parametrize(
    ("unit", "fact", "lack"),
    [
        ("мероприятий", ["1 мероприятие", "3 мероприятия", "5 мероприятий"], "1 мероприятия"),
        ("договоров", ["1 договор", "3 договора", "5 договоров"], "1 договора"),
        ("программ", ["1 программа", "3 программы", "5 программ"], "1 программы"),
        ("кружков", ["1 кружков", "3 кружков", "5 кружков"], "1 кружков"),
        ("ед.", ["1 ед.", "3 ед.", "5 ед."], "1 ед."),
    ],
)
def test_a_unit_agrees_with_its_number(unit: str, fact: list[str], lack: str) -> None:
    """Одно слово единицы склоняется; слово, которое не угадать, остаётся как в приказе."""
    assert [wording.value(one, unit).replace(NBSP, " ") for one in (1, 3, 5)] == fact
    short = a_row(measure=RowMeasure.COUNT, unit=unit, actual=2.0, target=3.0, deficit=1)
    assert wording.gap_amount(short).replace(NBSP, " ") == lack
    many = wording.target(replace(short, target=21.0)).replace(NBSP, " ")
    assert many == f"не менее 2{lack}"


CASES = [
    {},
    {"reason": Reason.NEARLY},
    {"reason": Reason.GROWTH_FAILED, "deficit": None},
    {"operator": Operator.AT_MOST, "target": 5.0, "deficit": 25, "deviation": 25.0},
    {"reason": Reason.UNANSWERED, "actual": None, "deficit": None},
    {"reason": Reason.N_ABOVE_D, "actual": None, "deficit": None, "stated": 9, "stated_of": 7},
    {"reason": Reason.BASE_UNKNOWN, "actual": None, "deficit": None},
    {"reason": Reason.NO_BASE, "actual": None, "deficit": None},
]


@pytest.mark.parametrize("changes", CASES)
@pytest.mark.parametrize("row", [TEACHERS, PROGRAMMES])
def test_nothing_about_teachers_speaks_of_pupils_and_their_classes(
    row: PlanFactRow, changes: dict[str, object]
) -> None:
    of_case = replace(row, **changes)  # type: ignore[arg-type]
    case = AdviceCase(of_case, "undecided", ("МКУ Центр",), "Отдел образования", years=3)
    found = recommend([case], read_rules(), date(2026, 11, 28))
    told = [wording.sentence(of_case, official=True), wording.why(of_case)]
    told += [f"{one.finding} {one.action} {one.responsible} {one.result}" for one in found]
    assert [text for text in told if PUPILS.search(text)] == []


@pytest.mark.parametrize("rule", read_rules(), ids=lambda rule: rule.name)
def test_a_rule_for_any_share_names_no_pupils(rule: AdviceRule) -> None:
    """Правило, которое говорит об обучающихся и классах, требует, чтобы считались они."""
    said = f"{rule.action} {rule.responsible} {rule.result}"
    about_pupils = rule.level == "school" and PUPILS.search(said) is not None
    assert not about_pupils or rule.pupils or rule.answers


@cache
def material() -> Material:
    """Three schools: half of the teachers were trained, one was asked twice, one is silent."""
    drawn = """
        school | year | n | whole
        А      | 2021 | 8 | 10
        А      | 2022 | 3 | 11
        Б      | 2021 | 4 | 20
        Б      | 2022 | 5 | 21
        В      | 2021 | 5 | 12
        В      | 2022 |   | 12
    """
    promise = Promise(kind=Kind.SHARE, targets={2021: 60, 2022: 70}, out_of="whole", by_grade=False)
    found = district(drawn, promise)
    texts = {"counted": "Прошли обучение", "whole": "Всего педагогических работников"}

    def asked(roadmap):
        questions = tuple(replace(one, text=texts[one.code]) for one in roadmap.questions)
        return replace(roadmap, questions=questions)

    years = {year: asked(one) for year, one in found.roadmaps.items()}
    return collect(replace(found, roadmaps=years), 2022, day=date(2023, 1, 20))


@pytest.mark.parametrize(("kind", "org"), [("monitoring", ""), ("order", ""), ("school", "Б")])
def test_no_document_of_teachers_speaks_of_pupils(kind: str, org: str) -> None:
    told = re.sub("<[^>]+>", " ", write(composed(kind, material(), org)).decode())
    assert [found[0] for found in re.finditer(rf".{{40}}(?:{PUPILS.pattern}).{{40}}", told)] == []
