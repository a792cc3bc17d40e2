"""Находки анализа: каждая считается по строкам заново и звучит так, как написано здесь."""

import re
from dataclasses import replace
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

from data_model.roadmap import Kind, Level, Operator, Scope
from data_model.snapshot import Snapshot
from data_model.store import Store
from indicators import wording
from indicators.changes import change_of
from indicators.plan_fact import plan_fact
from indicators.plan_fact_row import RowMeasure
from reports import collect, composed, findings
from reports.compose import advice, analysis, tables
from reports.findings import Theme
from reports.material import Material
from reports.summary import Chart, Paragraph, Table
from tests.builders import a_revision
from tests.reports.case_districts import three_schools
from tests.spec.district import Promise, district, organisation

TABLE = """
    school | year | n       | d
    А      | 2021 | 30      | 100
    А      | 2022 | 10      | 100
    Б      | 2021 | 60      | 100
    Б      | 2022 | 45      | 100
    В      | 2021 | 40      | 100
    В      | 2022 | 49      | 100
    Г      | 2021 | 80      | 100
    Г      | 2022 | 48      | 100
    Д      | 2021 | 70      | 100
    Д      | 2022 | не сдан | 100
"""


@cache
def material(public: bool = False) -> Material:
    promise = Promise(kind=Kind.SHARE, targets={2021: 50, 2022: 50})
    return collect(district(TABLE, promise), 2022, public=public)


def told(theme: Theme, of: Material | None = None) -> list[str]:
    found = findings.all_findings(of or material())
    return [one.paragraph.text.replace("\u00a0", " ") for one in found if one.theme is theme]


def test_the_bounds_are_read_out() -> None:
    """38 % по четырём; сдаст последняя — не больше 50,4 %: итог открыт или решён."""
    (text,) = told(Theme.SURE)
    assert "составит от 30,4 % до 50,4 % при плановом значении не менее 50 %" in text


def test_most_of_the_shortfall_lies_in_one_school() -> None:
    """Недостаёт 40 + 5 + 1 + 2 = 48; на одну школу приходится 40."""
    (text,) = told(Theme.CONCENTRATION)
    assert "на 1 из 4 организаций, не достигших ориентира, приходится 40 из 48" in text
    assert text.endswith("(83,3 %): А.")


def test_rose_and_fell_are_counted_like_for_like() -> None:
    (text,) = told(Theme.CHANGES)
    assert "повысилось в 1 организации из 4, снизилось — в 3 организациях" in text
    assert "наибольшее снижение: Г — на 32,0 п. п. (с 80,0 до 48,0 %)" in text


def test_those_below_for_the_second_year_are_named() -> None:
    (text,) = told(Theme.LAG)
    assert "второй год подряд и более — 2 организации: А; В" in text


def test_what_became_of_those_advised_a_year_ago() -> None:
    (text,) = told(Theme.FOLLOWED)
    assert "Из 2 организаций, не достигших ориентира" in text
    assert "значение улучшила 1, ориентира не достигла ни одна; не улучшили значение: А" in text


@cache
def at_most(day: date = date(2023, 2, 1)) -> Material:
    """The same figures where no more than 35 % are allowed: А alone keeps to it."""
    promise = Promise(operator=Operator.AT_MOST, targets={2021: 35, 2022: 35})
    found = district(TABLE, promise)
    return collect(found, 2022, plan_fact=plan_fact(found, day), as_of=day)


def test_where_less_is_better_a_rise_is_the_trouble() -> None:
    """«Не более 35 %»: рост доли — ухудшение, «ниже ориентира» сказать не о ком."""
    (text,) = told(Theme.CHANGES, at_most())
    assert "повысилось в 1 организации из 4, снизилось — в 3 организациях" in text
    assert "наибольшее повышение: В — на 9,0 п. п. (с 40,0 до 49,0 %)" in text
    (text,) = told(Theme.LAG, at_most())
    assert text.startswith("Выше предельного значения по показателю")
    assert "3 организации: Б; В; Г" in text
    (text,) = told(Theme.FOLLOWED, at_most())
    assert "Из 3 организаций, превысивших ориентир по показателю" in text
    assert "значение улучшили 2, ориентира не достигла ни одна; не улучшили значение: В" in text
    row = next(iter(at_most().shares))
    assert advice.ranked(at_most().plan_fact, row) == []
    table = tables.schools_table(at_most(), row)
    assert [cells[0].text for cells in table.rows[1:5]] == ["В", "Г", "Б", "А"]
    assert table.columns[1].title == "Учтено"
    assert table.rows[0][3].text == f"не более 35{wording.NBSP}%"


@pytest.mark.parametrize(
    ("operator", "target", "told"),
    [
        (Operator.AT_LEAST, 35, ["35", "35 %"]),
        (Operator.AT_MOST, 35, ["не более 35 %", "не более 35 %"]),
        (Operator.RANGE, (35, 45), ["от 35 до 45 %", "от 35 до 45 %"]),
    ],
)
def test_a_workbook_does_not_make_a_least_of_any_plan(
    operator: Operator, target: object, told: list[str]
) -> None:
    """«Не более 35» и «от 35 до 45» в книге — слова: число 35 рядом с фактом было бы неправдой."""
    promise = Promise(operator=operator, targets={2021: target, 2022: target})
    book = composed("workbook", collect(district(TABLE, promise), 2022, day=date(2023, 2, 1)))
    summary, years = [one for one in book.blocks() if isinstance(one, Table)][:2]
    plans = [
        table.rows[0][[one.title for one in table.columns].index(head)]
        for table, head in ((summary, "План"), (years, "2022: план"))
    ]
    assert [one.text.replace("\u00a0", " ") for one in plans] == told
    assert [one.value is None for one in plans] == [operator is not Operator.AT_LEAST] * 2


def test_nothing_is_found_of_a_year_that_is_not_over() -> None:
    """Срок не наступил: ни отставания, ни границ, ни «показатель выполнен не будет»."""
    assert findings.all_findings(at_most(date(2022, 11, 1))) == ()
    promise = Promise(targets={2021: 90, 2022: 90})
    found = district(TABLE, promise)
    early = collect(found, 2022, plan_fact=plan_fact(found, date(2022, 11, 1)))
    assert findings.all_findings(early) == ()
    said = [
        one.text for one in composed("monitoring", early).blocks() if isinstance(one, Paragraph)
    ]
    assert said.count(analysis.nothing_due(early)) == 3
    assert not any("недостаточно" in text or "не выявлено" in text for text in said)


@pytest.mark.parametrize(("target", "has_models"), [(35, True), (90, False)])
def test_experience_is_shown_where_there_is_some(target: int, has_models: bool) -> None:
    """«Представить на РМО опыт школ, достигших ориентира» — только если такие школы есть."""
    found = district(TABLE, Promise(targets={2021: 35, 2022: target + 5}))
    given = advice.for_district(collect(found, 2022, day=date(2023, 2, 1))).items
    assert ["опыт школ, достигших ориентира" in one.action for one in given] == [has_models]


def test_one_school_is_not_compared_with_itself() -> None:
    """Район из одной школы: среднее долей и диаграмма по школам повторили бы итог района."""
    drawn = """
        school | year | n  | d
        А      | 2021 | 30 | 100
        А      | 2022 | 40 | 100
    """
    seen = collect(district(drawn, Promise(targets={2021: 35, 2022: 35})), 2022)
    said = tuple(composed("monitoring", seen).blocks())
    texts = [one.text for one in said if isinstance(one, Paragraph)]
    assert not any("среднее значение долей" in text for text in texts)
    assert [one.key for one in said if isinstance(one, Chart)] == ["years example"]


def test_a_year_without_a_target_has_no_guide_to_miss() -> None:
    """На год ничего не обещано: ни «ориентира не достигла», ни «выполнили 0 из 2»."""
    seen = collect(district(TABLE, Promise(targets={2021: 50})), 2022, day=date(2023, 2, 1))
    assert told(Theme.FOLLOWED, seen) == told(Theme.LAG, seen) == []
    texts = [
        one.text.replace("\u00a0", " ")
        for one in composed("monitoring", seen).blocks()
        if isinstance(one, Paragraph)
    ]
    assert "По показателям с плановым значением дефицитов не выявлено." in texts
    said = "на 2022 год плановое значение не предусмотрено; фактическое значение — 38,0 %"
    assert f"«Мероприятие»: {said} (152 из 400 чел.)." in texts
    each = Promise(kind=Kind.COUNT, scope=Scope.EACH_SCHOOL, targets={2021: 50}, by_grade=False)
    row = next(iter(plan_fact(district(TABLE, each)).district(2022)))
    assert row.measure is RowMeasure.EACH_SCHOOL
    assert change_of(plan_fact(district(TABLE, each)), row) is None


def test_size_is_told_in_pupils_only_of_a_share_of_pupils() -> None:
    """«Менее 100 обучающихся» — о контингенте, а не о числе педагогов или программ."""
    rows = [(f"Ш{n}", 20 + 20 * (n > 3), 40 + 200 * (n > 3)) for n in range(1, 7)]
    drawn = "school | year | n | whole\n" + "\n".join(
        f"{name} | 2022 | {counted} | {whole}" for name, counted, whole in rows
    )
    promise = Promise(targets={2022: 90}, out_of="whole", by_grade=False)
    found = district(drawn, promise)
    for whole, is_told in (("Всего программ", False), ("Обучающиеся", True)):
        said = told(Theme.GROUPS, collect_of(found, whole))
        assert any("численности" in text for text in said) is is_told


def collect_of(found: Snapshot, whole: str) -> Material:
    """The district whose question of the denominator has this text."""
    (one,) = {id(one): one for one in found.roadmaps.values()}.values()
    asked = tuple(
        replace(question, text=whole) if question.code == "whole" else question
        for question in one.questions
    )
    years = dict.fromkeys(found.roadmaps, replace(one, questions=asked))
    return collect(replace(found, roadmaps=years), 2022, day=date(2023, 2, 1))


def test_a_document_of_documents_speaks_of_no_shares() -> None:
    """Карта из одних документов: о долях, динамике и сокращённых названиях не сказано."""
    drawn = """
        school | year | n  | document
        район  | 2022 | да | есть
    """
    promise = Promise(kind=Kind.PRESENCE, level=Level.MUNICIPALITY, scope=None)
    found = district(drawn, promise)
    seen = collect(found, 2022, day=date(2023, 2, 1))
    school = organisation("А", [{"school": "А", "year": "2022"}])
    asked_of_nobody = replace(found, organisations=(*found.organisations, school))
    (letter,) = composed("school", collect(asked_of_nobody, 2022), "А").blocks()
    assert isinstance(letter, Paragraph)
    assert letter.text.startswith("Показателей, по которым отчитывается организация")
    blocks = tuple(composed("monitoring", seen).blocks())
    texts = " ".join(one.text for one in blocks if isinstance(one, Paragraph))
    assert not re.search("[Дд]ол[яи]|[Дд]инамик", texts)
    assert not [one.caption for one in blocks if isinstance(one, Table) and not one.rows]


def test_sharp_changes_are_asked_about() -> None:
    (text,) = told(Theme.OUTLIERS)
    assert "подлежит уточнению в организациях: Г (с 80,0 до 48,0 %); А (с 30,0 до 10,0 %)" in text


def test_a_document_for_publication_says_nothing_of_single_schools() -> None:
    themes = {one.theme for one in findings.all_findings(material(public=True))}
    assert themes <= {Theme.SURE, Theme.PATH, Theme.WEAK}


def test_the_strongest_lead_and_none_is_said_twice() -> None:
    leading = findings.leading(material())
    assert len(leading) == findings.LEADING
    assert len({one.theme for one in leading}) == findings.LEADING
    document = composed("monitoring", material())
    said = [one.text for one in document.blocks() if isinstance(one, Paragraph)]
    for one in findings.all_findings(material()):
        assert said.count(one.paragraph.text) == 1


@pytest.mark.parametrize("year", [2020, 2021, 2022])
def test_grades_groups_and_the_path_of_the_sample(sample_database: Path, year: int) -> None:
    """Суммы групп и классов — суммы строк школ, процент — их частное."""
    snapshot = Store.open(f"sqlite:///{sample_database.as_posix()}").snapshot("58040")
    found = collect(snapshot, year)
    kinds = {place.code: str(place.kind) for place in found.expected}
    share = next(row for row in found.shares if row.indicator == "9")
    known = [
        row
        for row in found.of_schools(share)
        if row.actual is not None and not row.small_base and kinds[row.org or ""] == "СОШ"
    ]
    n = sum(row.numerator or 0 for row in known)
    d = sum(row.denominator or 0 for row in known)
    groups = " ".join(told(Theme.GROUPS, found))
    if "средние школы" in groups:
        whole = f"({wording.of(n, d)} чел.)".replace("\u00a0", " ")
        assert (
            f"средние школы ({len(known)} организаций) — {wording.share(100 * n / d)}".replace(
                "\u00a0", " "
            )
            in groups
        )
        assert whole in groups
    path = told(Theme.PATH, found)
    complete = any(row.reported == row.expected for row in found.shares)
    assert bool(path) == (year < 2022 and complete)


def test_nothing_is_said_to_stand_below_where_no_figure_is_drawn(sample_database: Path) -> None:
    """«Приведены ниже» стоит только перед рисунком; без рисунка названо одно приложение."""
    store = Store.open(f"sqlite:///{sample_database.as_posix()}")
    empty = store.snapshot("58030")
    store.close()
    bare = replace(empty, revisions=(a_revision(empty.organisations[0].code, 2021),))
    for snapshot in (bare, three_schools()):
        blocks = list(composed("monitoring", collect(snapshot, 2021)).blocks())
        told = {
            isinstance(follower, Chart): block.text
            for block, follower in pairwise(blocks)
            if isinstance(block, Paragraph) and "по организациям приведены" in block.text
        }
        assert told
        assert all(("ниже" in text) is is_before for is_before, text in told.items())
