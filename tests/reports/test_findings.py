"""What documents were once seen to say falsely, each as a sentence that holds in every district."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, partial
from pathlib import Path
from types import SimpleNamespace

import pytest

from data_model.places import OrganisationKind
from data_model.roadmap import Kind, Level, Operator, Scope
from data_model.snapshot import Snapshot
from data_model.store import Store
from indicators import wording
from indicators.by_grade import collected
from indicators.plan_fact import plan_fact
from indicators.plan_fact_row import PlanFactRow
from indicators.reasons import MEASURED, SHORT, UNKNOWN, Reason
from reports import KINDS, collect, composed
from reports.compose import advice, tables
from reports.compose.order import is_exemplary
from reports.compose.tables import schools_chart
from reports.findings.distance import several_weak
from reports.findings.groups import apart
from reports.material import Material, with_reason
from reports.recommendations import FAILED
from reports.summary import Paragraph, Recommendations, Summary, Table
from tests.reports.case_districts import sixty_schools, three_schools
from tests.reports.district import a_district
from tests.reports.rows import a_row
from tests.spec.district import Promise, district, organisation

NBSP = wording.NBSP
LATER = date(2030, 1, 1)
ANSWERS = """
    school | year | n       | d   | document
    А      | 2021 | 30      | 100 | есть
    Б      | 2021 | 70      | 100 |
    В      | 2021 | не сдан | 100 |
    Г      | 2021 |         | 100 |
    Д      | 2021 | причина | 100 |
    Е      | 2021 | 120     | 100 |
    Ж      | 2021 | 4       | 8   |
    З      | 2021 | 0       | 0   |
    А      | 2022 | 28      | 100 | есть
    Б      | 2022 | 80      | 100 |
    В      | 2022 | 36      | 100 |
    Г      | 2022 | 34      | 100 |
"""
DOCUMENTS = """
    school | year | n       | document
    район  | 2021 | да      |
    А      | 2021 | да      | есть
    Б      | 2021 | да      |
    В      | 2021 | не сдан |
    Г      | 2021 | нет     |
    район  | 2022 | нет     |
    А      | 2022 | нет     |
    Б      | 2022 | нет     |
"""
SHARES = {"targets": {2021: 35, 2022: 40}}
PRESENCE = {"kind": Kind.PRESENCE, "scope": None, "operator": Operator.EXISTS}
PRESENCE |= {"targets": {2021: 1, 2022: 1}}
DRAWN: dict[str, tuple[str, dict[str, object]]] = {
    "доля": (ANSWERS, SHARES),
    "доля, не более": (ANSWERS, SHARES | {"operator": Operator.AT_MOST}),
    "доля с ростом": (ANSWERS, SHARES | {"kind": Kind.GROWING_SHARE}),
    "доля в каждой школе": (ANSWERS, SHARES | {"scope": Scope.EACH_SCHOOL}),
    "количество": (ANSWERS, SHARES | {"kind": Kind.COUNT, "scope": Scope.DISTRICT_TOTAL}),
    "количество в каждой школе": (
        ANSWERS,
        SHARES | {"kind": Kind.COUNT, "scope": Scope.EACH_SCHOOL},
    ),
    "рост": (ANSWERS, SHARES | {"kind": Kind.GROWTH, "scope": None}),
    "без плана": (ANSWERS, {}),
    "документы школ": (DOCUMENTS, PRESENCE),
    "документы района и школ": (
        DOCUMENTS,
        PRESENCE | {"level": Level.BOTH},
    ),
    "доля организаций": (DOCUMENTS, SHARES | {"kind": Kind.SHARE_OF_ORGS, "scope": None}),
}
"""Each kind of indicator with every state of an answer."""


@dataclass(frozen=True)
class Shown:
    """A district, one of its years, and its material."""

    name: str
    material: Material

    def document(self, kind: str) -> Summary:
        return composed(kind, self.material)

    @property
    def has_diagnostics(self) -> bool:
        return any(row.indicator.also_counted for row in self.material.roadmap.activities)


@cache
def all_documents(shown: Shown) -> tuple[Summary, ...]:
    """Every kind that a district can have, a school's own for each of its schools."""
    whole = [
        shown.document(kind)
        for kind, one in KINDS.items()
        if not one.per_school and (kind != "diagnostics" or shown.has_diagnostics)
    ]
    schools = (composed("school", shown.material, org) for org in shown.material.by_school)
    return (*whole, *schools)


def drawn(name: str) -> Snapshot:
    table, promise = DRAWN[name]
    return district(table, Promise(**promise))  # type: ignore[arg-type]


EVERYWHERE: dict[str, tuple[Callable[[], Snapshot], int]] = {
    **{f"заказ {year}": (a_district, year) for year in (2020, 2021, 2022)},
    "три школы": (three_schools, 2021),
    "шестьдесят школ": (sixty_schools, 2021),
    **{f"{name}, {year}": (partial(drawn, name), year) for name in DRAWN for year in (2021, 2022)},
}
"""The order of Bessonovka in three districts, each kind of indicator in one of its own."""


@cache
def seen(name: str) -> Shown:
    make, year = EVERYWHERE[name]
    return Shown(name, of(make(), year))


def of(found: Snapshot, year: int, public: bool = False) -> Material:
    return collect(found, year, plan_fact=plan_fact(found, LATER), as_of=LATER, public=public)


@pytest.fixture(params=EVERYWHERE)
def shown(request: pytest.FixtureRequest) -> Shown:
    return seen(request.param)


def of_section(summary: Summary, key: str) -> list[object]:
    return [block for one in summary.sections if one.key == key for block in one.blocks]


def texts(blocks: object) -> list[str]:
    return [block.text for block in blocks if isinstance(block, Paragraph)]  # type: ignore[attr-defined]


def under(summary: Summary, title: str) -> str:
    """The text below a heading of the analysis, up to the next one."""
    blocks = of_section(summary, "анализ")
    names = [getattr(block, "text", "") for block in blocks]
    if title not in names:
        return ""
    rest = blocks[names.index(title) + 1 :]
    end = next((n for n, one in enumerate(rest) if type(one).__name__ == "Heading"), len(rest))
    return " ".join(texts(rest[:end]))


# the summary and the body


def test_rows_that_need_decisions_are_the_same_in_summary_and_body(shown: Shown) -> None:
    """«Главное» называет ровно те строки, о которых предложены решения (F6)."""
    report = shown.document("monitoring")
    said = " ".join(one for one in texts(of_section(report, "главное")) if "решений" in one)
    given = [one for one in of_section(report, "решения") if isinstance(one, Recommendations)]
    asked = {number for block in given for item in block.items for number in item.rows}
    rows = [row for row in shown.material.district if row.indicator in asked]
    assert bool(said) == bool(rows)
    assert all(row.quoted in said for row in rows)
    assert said.count("«") == len(rows)


def test_a_deficit_is_a_known_answer_that_falls_short(shown: Shown) -> None:
    """«Дефициты» — только известное и недостаточное; прочее под своими заголовками (F2)."""
    report = shown.document("monitoring")
    told = under(report, "Дефициты")
    behind = with_reason(shown.material.district, FAILED)
    assert all(row.quoted in told for row in behind)
    assert ("«" in told) == bool(behind)
    for reasons, title in (
        (UNKNOWN, "Нет данных"),
        ({Reason.UNCONFIRMED}, "Не подтверждено документом"),
        ({Reason.GROWTH_UNKNOWN}, "Динамика не установлена"),
    ):
        for row in with_reason(shown.material.district, reasons):
            assert row.quoted in under(report, title)
            assert row.quoted not in told


def test_no_one_is_told_of_a_deficit_that_is_none(shown: Shown) -> None:
    """Отклонение есть только у достигнутого и недостаточного, «не хватает» — только у него (F2)."""
    for row in shown.material.plan_fact:
        assert (row.deviation is not None) <= (row.reason in MEASURED)
        assert (row.deficit is not None) <= (row.reason in SHORT)
    report = shown.document("monitoring")
    for row, cells in zip(shown.material.district, results_of(report).rows, strict=True):
        assert bool(cells[5].text) == (row.deviation is not None)


def results_of(report: Summary) -> Table:
    return next(one for one in of_section(report, "результаты") if isinstance(one, Table))


def test_nothing_is_reached_and_missed_in_one_sentence(shown: Shown) -> None:
    """Рядом с «не хватает» и «не выполнено» нет «достигнут» (F1)."""
    for summary in all_documents(shown):
        for text in (*sentences(summary), *(" ".join(row) for row in table_rows(summary))):
            said = re.sub("достигнуто не менее|не достигнуто?", "", text.split(". Изучить опыт")[0])
            if "для распространения опыт" not in said:
                is_short = "необходимо дополнительно" in said or "ниже ориентира" in said
                assert not (is_short and re.search("достигнут|план выполнен", said)), text


def sentences(summary: Summary) -> Iterator[str]:
    for block in summary.blocks():
        if isinstance(block, Paragraph):
            yield block.text
        elif isinstance(block, Recommendations):
            yield from (f"{item.finding}. {item.action}" for item in block.items)


def table_rows(summary: Summary) -> Iterator[list[str]]:
    for block in summary.blocks():
        if isinstance(block, Table):
            yield from ([cell.text for cell in row] for row in block.rows)


def test_no_stop_is_doubled_and_nothing_is_left_unfilled(shown: Shown) -> None:
    """Двойной точки, пустых скобок и незаполненных слов в документах нет."""
    for summary in all_documents(shown):
        for text in (*sentences(summary), *(cell for row in table_rows(summary) for cell in row)):
            assert not re.search(r"(?<!\.)\.\.(?!\.)|\(\)|[{}]|None|nan|  ", text), text


def test_a_school_is_never_said_to_have_failed_the_plan_of_the_district(shown: Shown) -> None:
    """План района для школы — ориентир: «не выполнено» о её доле не говорят."""
    for row in shown.material.plan_fact:
        if row.is_guided and row.actual is not None:
            assert "выполнен" not in wording.verdict(row)


# what is not known


def test_the_missing_return_of_the_municipality_is_named_everywhere() -> None:
    """Отчёт муниципалитета не представлен: это сказано в отметке, в главном и в методах (F5)."""
    report = composed("monitoring", of(three_schools(), 2021))
    for told in (
        report.stamp.coverage,
        " ".join(texts(of_section(report, "главное"))),
        " ".join(texts(of_section(report, "методы"))),
    ):
        assert "Отчёт муниципалитета не представлен." in told
    assert "1 из 3 школ".replace(" ", NBSP) in report.stamp.coverage


def test_causes_of_deficits_are_asked_where_there_are_deficits_or_somebody_has_named_some() -> None:
    """Дефицитов не выявлено — места «впишите причины» нет; вписанное раньше не пропадает."""

    def asked(material: Material) -> list[str]:
        return [one.key for one in composed("monitoring", material).places()]

    material = of(three_schools(), 2021)
    assert "monitoring.causes" not in asked(material)
    named = replace(material, own_words={"monitoring.causes": "Карантин."})
    assert "monitoring.causes" in asked(named)
    assert "monitoring.causes" in asked(of(a_district(), 2021))


def test_no_return_is_not_taken_for_no_event() -> None:
    """Отчёта нет — просят сведения, а не «дополнительную площадку» и не «план работы» (F5)."""
    material = of(three_schools(), 2021)
    told = under(composed("monitoring", material), "Дефициты")
    assert told == "По показателям, данные о которых представлены, дефицитов не выявлено."
    (own, growth) = advice.for_district(material).items
    assert own.action == "Представить сведения о выполнении по установленной форме"
    assert len(own.rows) == 10
    assert growth.action == "Представить данные за 2020 год"
    said = " ".join(sentences(composed("order", material))).lower()
    assert not re.search("дополнительную|утвердить план раб|зарегистрировать|подготовить", said)


def test_a_reached_threshold_is_no_deficit_where_the_year_before_is_missing() -> None:
    """Порог достигнут, прошлого года нет: просят данные, а не новых участников (F2)."""
    material = of(sixty_schools(), 2021)
    report = composed("monitoring", material)
    assert "«Билет в будущее»" in under(report, "Динамика не установлена")
    assert "недостающих до ориентира" not in " ".join(texts(of_section(report, "главное")))
    over = {
        row.org for row in material.plan_fact.schools(2021) if row.reason is Reason.GROWTH_UNKNOWN
    }
    given = [item for item in advice.for_schools(material).items if item.org in over]
    growth = [item for item in given if item.rule == "growth_unknown"]
    assert len(over) > 30
    assert {item.org for item in growth} == over
    assert {item.action for item in growth} == {"Представить данные за 2020 год"}


def test_not_planned_not_applicable_and_no_data_have_three_signs() -> None:
    """«—» не предусмотрено, «∅» не применимо, «н/д» нет данных — и в таблице, и в подписи (F12)."""
    material = of(three_schools(), 2021)
    rows = {row[1].text: row for row in tables.years_table(material, material.district).rows}
    assert [cell.text for cell in rows["Диалоговая площадка"][2:]] == [
        *("—", "—"),
        *(f"20{NBSP}чел.", "н/д"),
    ]
    assert all(f"«{sign}»" in tables.legend() for sign in ("—", "∅", "н/д"))
    cells = {row[0].text: row for row in tables.matrix_table(of(a_district(), 2021)).rows}
    assert cells["НОШ с. Ручьи"][4].text == f"∅{NBSP}не применимо"


# sums and changes


def test_a_clerk_s_sum_comes_out(shown: Shown) -> None:
    """Столбец школ складывается в «Итого»; кто не вошёл, назван под таблицей (F9)."""
    for row in shown.material.of_parts:
        table = tables.schools_table(shown.material, row)
        aside = [other for other in shown.material.of_schools(row) if other.reason in UNKNOWN]
        assert ("В итог не вошли" in table.note) == bool(aside)
        assert all(other.org_name in table.note for other in aside if len(aside) < 20)
        if table.columns[1].title == "Участники":
            known = [cells for cells in table.rows if cells[1].value is not None]
            parts = [cells for cells in known if cells[0].text != "Итого по району"]
            for column in (1, 2):
                assert sum(cells[column].value or 0 for cells in parts) == (
                    table.rows[-1][column].value or 0
                )


def test_the_difference_of_the_missing_people_is_explained() -> None:
    """Нехватка школ больше нехватки района: сказано почему (F9)."""
    material = of(a_district(), 2022)
    row = next(one for one in material.shares if one.indicator == "9")
    missing = sum(other.deficit or 0 for other in material.of_schools(row))
    note = tables.schools_table(material, row).note
    if missing != row.deficit:
        assert wording.people(missing) in note
        assert "восполняет" in note


def test_grades_and_schools_add_up_to_the_total_of_the_diagnostics(bessonovka: Snapshot) -> None:
    """Диагностика: классы и школы складываются в итог, неполные ответы названы (F9)."""
    material = collect(bessonovka, 2021)
    report = composed("diagnostics", material)
    first, second, schools = [one for one in report.blocks() if isinstance(one, Table)]
    for grades in (first, second):
        for column in (1, 2):
            parts = sum(row[column].value or 0 for row in grades.rows[:-1])
            assert parts == grades.rows[-1][column].value
    assert "МБОУ «Верхнеракитинская СОШ»" in first.note
    for column, grades in ((2, first), (3, second)):
        parts = [int(found) for row in schools.rows[:-1] for found in counted(row[column].text)]
        assert sum(parts) == grades.rows[-1][2].value
    assert "764 из 1 610".replace(" ", NBSP) in " ".join(sentences(report))


def counted(cell: str) -> list[str]:
    return re.findall(r"^(\d+)\sиз", cell)


@pytest.fixture(scope="module")
def bessonovka(sample_database: Path) -> Snapshot:
    return Store.open(f"sqlite:///{sample_database.as_posix()}").snapshot("58040")


def test_changes_are_of_one_population_with_both_sums(bessonovka: Snapshot) -> None:
    """Изменение — по ответившим в оба года, обе суммы напечатаны, общее названо рядом (F8)."""
    text = " ".join(sentences(composed("effect", collect(bessonovka, 2022)))).replace(NBSP, " ")
    assert "увеличилось на 2,3 п. п. (с 57,2 до 59,5 %)" in text
    assert "число участников увеличилось на 90 человек (с 1 756 до 1 846)" in text
    assert "по всем представившим данные — увеличилось на 2,8 п. п. (с 56,7 до 59,5 %)" in text


def test_printed_figures_subtract_or_are_said_more_exactly(bessonovka: Snapshot) -> None:
    """Напечатанные числа вычитаются, иначе сказано «точнее» (F9)."""
    text = " ".join(sentences(composed("monitoring", collect(bessonovka, 2021))))
    assert "с 21,5 до 31,9 %, точнее с 21,55 до 31,88 %" in text.replace(NBSP, " ")


# models and praise


def test_a_model_has_size_and_is_named_at_most_twice(shown: Shown) -> None:
    """Образец — школа от 10 участников и 10 в базе, названная не чаще двух раз (F10)."""
    models: Counter[str | None] = Counter()
    for model in advice.examples_of(shown.material).values():
        assert is_of_size(model)
        models[model.org] += 1
    assert not models or max(models.values()) <= 2
    for text in texts(of_section(shown.document("monitoring"), "анализ")):
        for numerator, denominator in re.findall(
            r"\((\d+)\sиз\s(\d+)\sчел", text.partition("для распространения опыт")[2]
        ):
            assert min(int(numerator), int(denominator)) >= 10


def is_of_size(row: PlanFactRow) -> bool:
    return min(row.numerator or 0, row.denominator or 0) >= 10 and row.reason is Reason.REACHED


def test_only_those_are_commended_who_reached_every_guide(shown: Shown) -> None:
    """Отмечают достигших всех ориентиров и никого с малой базой; «выполнивших» — нет (F11)."""
    said = " ".join(sentences(shown.document("order")))
    assert "выполнившие показатели" not in said
    commended = said.partition("Отметить образовательн")[2].partition("Разместить")[0]
    for org, rows in shown.material.by_school.items():
        shares = [row for row in rows if wording.shown_status(row) == "met" and row.is_guided]
        if is_exemplary(rows):
            assert shares
            assert shown.material.name(org) in commended
            assert not any(row.small_base or row.masked for row in rows)


def test_a_small_base_has_neither_word_nor_colour_nor_percent() -> None:
    """Малая база — «4 из 8», без процента, цвета, места в ряду и совета."""
    promise = Promise(**SHARES)  # type: ignore[arg-type]
    material = of(district(ANSWERS, promise), 2021)
    (row,) = (one for one in material.plan_fact.schools(2021) if one.small_base)
    (share,) = material.shares
    table = tables.schools_table(material, share)
    cells = next(cells for cells in table.rows if cells[0].text == row.org_name)
    assert [cell.text for cell in cells[3:]] == [f"4{NBSP}из{NBSP}8", "", "малая база"]
    assert cells[5].status == "no_target"
    ranked = [cells[0].text for cells in table.rows if cells[3].value is not None]
    assert row.org_name not in ranked
    drawn = schools_chart(material, share)
    assert drawn is not None
    assert row.org_name not in drawn.categories
    assert drawn.caption.endswith("без малых баз: 1")
    assert not advice.for_school(material, row.org or "").items


# words


def test_a_school_year_is_called_by_its_name() -> None:
    """Строки учебного года названы «2020/21 учебный год» (F14)."""
    report = composed("monitoring", of(a_district(), 2021))
    names = [row[1].text for row in results_of(report).rows]
    assert "Мониторинг эффективности (2020/21 учебный год)" in names
    assert "Билет в будущее" in names


def test_collected_numbers_are_over_the_roll_of_their_period() -> None:
    """База диагностики названа днём того контингента, по которому она собрана."""
    material = of(a_district(), 2021)
    row = next(row for row in material.district if material.activity(row).indicator.also_counted)
    assert collected(material.snapshot, 2021, material.activity(row).indicator)
    text = " ".join(sentences(composed("diagnostics", material)))
    assert "на 20.09.2021".replace(" ", NBSP) in text


def test_all_organisations_are_called_all() -> None:
    """«Требуется всем 2 организациям»; если не все — только число."""
    rows = tuple(replace(a_row(), indicator=number, code=number) for number in ("8", "9"))
    by_school = {"1": rows, "2": rows}
    seen_by = partial(SimpleNamespace, by_school=by_school, name=str, year=2021)
    (every,) = several_weak(seen_by(expected=("1", "2")))
    assert "требуется всем 2\u00a0организациям" in every.paragraph.text
    (some,) = several_weak(seen_by(expected=("1", "2", "3")))
    assert "требуется 2\u00a0организациям" in some.paragraph.text


def test_groups_by_size_stand_from_the_smallest() -> None:
    sizes = {"1": (40, 50), "2": (50, 60), "3": (20, 200), "4": (30, 250), "5": (200, 400)}
    sums = {**sizes, "6": (150, 350)}
    places = [organisation(code, [{"school": code, "year": "2021"}]) for code in sums]
    ((how, found),) = apart(sums, places)
    assert how == "по численности обучающихся"
    assert [one.name.split()[0] for one in found] == ["менее", "от", "300"]


def test_schools_of_every_kind_of_the_register_are_grouped() -> None:
    """Лицей, гимназия, интернат: у каждого типа есть своё слово, и отчёт собирается."""
    kinds = [kind for kind in OrganisationKind if kind is not OrganisationKind.MUNICIPALITY]
    places = [
        replace(
            organisation(f"{number}{twin}", [{"school": f"{number}{twin}", "year": "2021"}]),
            kind=kind,
        )
        for number, kind in enumerate(kinds)
        for twin in (1, 2)
    ]
    sums = {place.code: (number + 1, 150) for number, place in enumerate(places)}
    groups = next(found for how, found in apart(sums, places) if "типам" in how)
    assert len({one.name for one in groups}) == len(kinds)
