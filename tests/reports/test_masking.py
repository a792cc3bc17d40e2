"""Documents for publication hide groups of fewer than five people, and nothing gives them away."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data_model.roadmap import Kind, Operator, Scope
from data_model.snapshot import Snapshot
from indicators import wording
from indicators.plan_fact import plan_fact
from indicators.plan_fact_row import PlanFact, PlanFactRow
from indicators.reasons import Reason
from reports import collect, composed, write
from reports.masking import SumPart, hidden_parts, masked
from reports.summary import Paragraph, Table
from tests.reports.district import a_district
from tests.reports.reading import text_of
from tests.spec.district import Promise, district

DISTRICT = a_district()
ROWS = plan_fact(DISTRICT)
LATER = date(2030, 1, 1)
SOME = st.sampled_from([0, 1, 2, 4, 5, 9, 30])
YEARS = (2020, 2021, 2022)
GROWING = {"kind": Kind.GROWING_SHARE, "targets": dict(zip(YEARS, (20, 35, 50), strict=True))}


def drawn(table: str, **promise: object) -> PlanFact:
    rows = district(table, Promise(**({"targets": {2021: 35, 2022: 35}} | promise)))
    return masked(plan_fact(rows, LATER))


def hidden(rows: PlanFact, year: int = 2021) -> set[str | None]:
    return {row.org for row in rows.of_year(year) if row.masked}


def test_a_small_group_is_hidden_with_its_share_and_its_verdict() -> None:
    """У скрытого числа нет ни доли, ни знака, ни оценки, ни предложения (F1)."""
    row = masked(ROWS).numbered(2022, "10")
    assert row is not None
    assert (row.masked, row.numerator, row.actual, row.deficit) == (True, None, None, None)
    assert (wording.sign(row), wording.word(row)) == ("", "скрыто")
    assert not re.search(r"\d\s*(чел|%)", wording.sentence(row).replace("менее\u00a05", ""))


def test_the_remaining_pupils_are_a_group_too() -> None:
    rows = drawn("""
        school | year | n  | d
        А      | 2021 | 97 | 100
        Б      | 2021 | 50 | 100
        В      | 2021 | 60 | 100
    """)
    assert hidden(rows) == {"А", "Б"}


def test_a_single_hidden_school_takes_the_next_smallest_with_it() -> None:
    """Одна скрытая клетка суммы находится вычитанием, поэтому скрыта и следующая."""
    rows = drawn("""
        school | year | n  | d
        А      | 2021 | 3  | 100
        Б      | 2021 | 50 | 100
        В      | 2021 | 60 | 100
    """)
    assert hidden(rows) == {"А", "Б"}


def test_two_groups_of_one_would_be_told_by_their_sum() -> None:
    rows = drawn("""
        school | year | n  | d
        А      | 2021 | 1  | 100
        Б      | 2021 | 1  | 100
        В      | 2021 | 60 | 100
    """)
    assert hidden(rows) == {"А", "Б", "В"}


def test_the_sum_is_hidden_where_its_only_part_is() -> None:
    """Ответила одна школа: сумма района — это её число."""
    rows = drawn("""
        school | year | n       | d
        А      | 2021 | 96      | 100
        Б      | 2021 | не сдан | 100
    """)
    assert hidden(rows) == {"А", None}


def test_last_year_is_not_told_by_a_change() -> None:
    rows = drawn("""
        school | year | n  | d
        А      | 2021 | 3  | 100
        Б      | 2021 | 50 | 100
        В      | 2021 | 60 | 100
        А      | 2022 | 40 | 100
        Б      | 2022 | 55 | 100
        В      | 2022 | 66 | 100
    """)
    school, whole = rows.row(2022, "example", "А"), rows.row(2022, "example")
    assert school is not None and school.matched is None
    assert whole is not None and whole.matched is not None


def test_a_comparison_over_a_part_of_the_schools_is_left_out() -> None:
    """Разность всех и сопоставимых — число одной школы: сравнение не печатается."""
    rows = drawn("""
        school | year | n       | d
        А      | 2021 | не сдан | 100
        Б      | 2021 | 50      | 100
        В      | 2021 | 60      | 100
        А      | 2022 | 3       | 100
        Б      | 2022 | 55      | 100
        В      | 2022 | 66      | 100
    """)
    whole = rows.row(2022, "example")
    assert whole is not None and whole.matched is None


def test_schools_that_count_by_a_hidden_number_are_not_counted() -> None:
    rows = drawn(
        """
        school | year | n
        А      | 2021 | 3
        Б      | 2021 | 8
        """,
        kind=Kind.COUNT,
        scope=Scope.EACH_SCHOOL,
        targets={2021: 4},
    )
    assert hidden(rows) == {"А", "Б", None}


def test_documents_of_schools_are_no_groups_of_people() -> None:
    assert not any(row.masked for row in masked(ROWS) if row.is_presence)


def test_parts_of_a_table_are_hidden_by_the_same_rule() -> None:
    parts = {6: SumPart(3, 40), 7: SumPart(9, 41), 8: SumPart(20, 42)}
    assert hidden_parts(parts).parts == {6, 7}
    assert hidden_parts({6: SumPart(3, 40)}).total
    assert not hidden_parts({6: SumPart(9, 40)}).parts


@settings(max_examples=100)
@given(
    parts=st.dictionaries(
        st.integers(1, 11), st.builds(lambda n, rest: SumPart(n, n + rest), SOME, SOME), max_size=8
    )
)
def test_no_part_of_a_sum_is_hidden_alone(parts: dict[int, SumPart]) -> None:
    """Скрытая часть не одна, и сумма скрытых оставляет выбор; иначе скрыта и сумма."""
    found = hidden_parts(parts)
    assert {name for name, part in parts.items() if part.is_small} <= found.parts
    if found.parts and not found.total:
        chosen = [parts[name] for name in found.parts if isinstance(name, int)]
        assert len(chosen) > 1
        assert sum(part.people for part in chosen) not in {0, len(chosen)}


def test_a_table_of_the_diagnostics_leaves_no_single_hidden_cell() -> None:
    """В диагностике для публикации нет одной скрытой строки рядом с показанным итогом."""
    few = {("581004", 8, "advised_pupils"): 2, ("581002", 7, "diagnosed_pupils"): 3}
    facts = tuple(
        one._replace(
            fact=one.fact._replace(
                value=few.get((one.org, one.fact.grade, one.fact.question), one.fact.value)
            )
        )
        for one in DISTRICT.facts
    )
    found = replace(DISTRICT, facts=facts)
    report = composed("diagnostics", collect(found, 2022, public=True))
    for table in (one for one in report.blocks() if isinstance(one, Table)):
        for column in range(1, len(table.columns)):
            cells = [row[column].text for row in table.rows[:-1]]
            whole = table.rows[-1][column].text
            assert cells.count("скрыто") != 1 or whole == "скрыто"


# what a reader can compute

Number = st.one_of(st.none(), st.integers(0, 30))


@st.composite
def districts(draw: st.DrawFn) -> Snapshot:
    """Up to six schools over three years, small numbers among them, some returns missing."""
    lines = []
    for school in "АБВГДЕ"[: draw(st.integers(1, 6))]:
        for year in YEARS:
            roll = draw(st.sampled_from([3, 6, 9, 12, 20, 40, 90]))
            told = draw(st.one_of(st.none(), st.sampled_from([0, 1, 2, 4, roll - 1, roll // 2])))
            said = "не сдан" if told is None else str(min(max(told, 0), roll))
            lines.append(f"{school} | {year} | {said} | {roll}")
    return district("\n".join(["school | year | n | d", *lines]), Promise(**GROWING))


@settings(max_examples=60)
@given(found=districts())
def test_no_hidden_number_can_be_computed_back(found: Snapshot) -> None:
    """Скрытое не вычислить: ни из суммы, ни из прошлого года, ни из изменений, ни из знаков."""
    true, shown = plan_fact(found, LATER), masked(plan_fact(found, LATER))
    secrets = {(row.org, row.year) for row in shown if row.masked and row.org}
    for row in shown:
        if row.masked:
            assert_bare(row)
    for year in YEARS:
        assert_sums_leave_it_open(true, shown, year)
    for name, of_whole in (("numerator", False), ("denominator", True)):
        told = list(equations(shown, name))
        assert not {one for one in secrets if is_determined(one, secrets, told)}, name
        assert of_whole or all(row.mean_of_shares is None for row in beside_hidden(shown))


def assert_bare(row: PlanFactRow) -> None:
    """No field of a hidden row says anything of its size."""
    fields = ("numerator", "denominator", "actual", "deviation", "deficit", "matched", "growth")
    fields += ("lower", "upper", "roll_reported", "mean_of_shares", "control", "total", "stated")
    assert all(getattr(row, name) is None for name in fields)
    assert wording.sign(row) == ""
    assert wording.action(row) == ""
    assert wording.matrix_text(row) == wording.fact_cell(row) == wording.word(row) == "скрыто"


def assert_sums_leave_it_open(true: PlanFact, shown: PlanFact, year: int) -> None:
    """Nobody knows that each of the hidden is nought, one, all or all but one."""
    whole = shown.row(year, "example")
    hidden_rows = [true.row(year, "example", row.org) for row in shown.schools(year) if row.masked]
    known = [row for row in hidden_rows if row is not None]
    if whole is None or whole.masked or not known:
        return
    assert len(known) > 1
    people = sum(row.numerator or 0 for row in known)
    rest = sum((row.denominator or 0) - (row.numerator or 0) for row in known)
    assert people not in {0, len(known)}
    assert rest not in {0, len(known)}


def beside_hidden(shown: PlanFact) -> Iterator[PlanFactRow]:
    years = {row.year for row in shown if row.masked}
    return (row for row in shown if row.is_district and row.year in years)


Secret = tuple[str | None, int]


def equations(shown: PlanFact, name: str) -> Iterator[set[Secret]]:
    """Sums of hidden numbers that a reader knows, as the set of numbers in each."""
    answered = {
        year: {row.org for row in shown.schools(year) if row.masked or row.actual is not None}
        for year in YEARS
    }
    for row in shown:
        places = {row.org} if row.org else answered[row.year]
        if row.is_district and not row.masked and getattr(row, name) is not None:
            yield {(org, row.year) for org in places}
        if row.matched is not None:
            both = places & answered.get(row.year - 1, set()) if row.is_district else places
            yield {(org, row.year) for org in both}
            yield {(org, row.year - 1) for org in both}


def is_determined(one: Secret, secrets: set[Secret], told: list[set[Secret]]) -> bool:
    """Whether the known sums leave only one value to a hidden number: it is a sum of them."""
    order = sorted(secrets, key=str)
    rows = [[Fraction(secret in known) for secret in order] for known in told]
    wanted = [Fraction(secret == one) for secret in order]
    return rank(rows) == rank([*rows, wanted])


def rank(rows: list[list[Fraction]]) -> int:
    """By elimination."""
    left = [row[:] for row in rows]
    found = 0
    for column in range(len(left[0]) if left else 0):
        pivot = next((row for row in left[found:] if row[column]), None)
        if pivot is None:
            continue
        left.remove(pivot)
        left.insert(found, pivot)
        for number in range(found + 1, len(left)):
            factor = left[number][column] / pivot[column]
            left[number] = [a - factor * b for a, b in zip(left[number], pivot, strict=True)]
        found += 1
    return found


@settings(max_examples=12)
@given(found=districts())
def test_no_document_speaks_of_a_hidden_school(found: Snapshot) -> None:
    """В документе у скрытой школы нет числа, знака, примера, похвалы и поручения (F1)."""
    material = collect(found, 2022, public=True, as_of=LATER)
    secret = {row.org_name for row in material.plan_fact.schools(2022) if row.masked}
    for kind in ("monitoring", "order"):
        for block in composed(kind, material).blocks():
            if isinstance(block, Table):
                rows = [row for row in block.rows if row[0].text in secret]
                told = [cell for row in rows for cell in row[1:]]
                assert not any(re.search(r"[\d✓½✕]", cell.text) for cell in told)
                assert not any(cell.value is not None for cell in told)
            elif isinstance(block, Paragraph):
                assert not any(f"{name} —" in block.text for name in secret)


@pytest.mark.parametrize("suffix", ["docx", "pdf", "html"])
def test_a_public_document_says_so_and_shows_no_small_count(suffix: str) -> None:
    content = write("monitoring", suffix, DISTRICT, 2022, plan_fact=ROWS, public=True)
    text = " ".join(text_of(content, suffix).split())
    assert "группы менее 5 человек скрыты" in text
    assert "«Арт-Профи-Форум»: 4 чел." not in text


def test_a_hidden_share_is_no_contribution_to_the_district() -> None:
    """В письме для публикации скрытая доля так и названа, а план района виден."""
    rows = """
        school | year | n  | d
        А      | 2022 | 2  | 40
        Б      | 2022 | 3  | 40
        В      | 2022 | 30 | 40
    """
    promise = Promise(operator=Operator.AT_MOST, targets={2022: 10})
    seen = collect(district(rows, promise), 2022, public=True, day=LATER)
    (table,) = (one for one in composed("school", seen, "А").blocks() if isinstance(one, Table))
    told = [cell.text.replace("\u00a0", " ") for cell in table.rows[0]]
    assert told[2:] == ["скрыто", "не более 10 %", "скрыто"]


def test_a_public_workbook_quotes_no_remark() -> None:
    sections = composed("workbook", collect(DISTRICT, 2022, public=True)).sections
    assert "замечания" not in {section.key for section in sections}


def test_a_failed_growth_tells_nothing_of_a_hidden_year_before() -> None:
    rows = drawn(
        """
        school | year | n  | d
        А      | 2021 | 38 | 40
        Б      | 2021 | 20 | 40
        В      | 2021 | 21 | 40
        А      | 2022 | 32 | 40
        Б      | 2022 | 22 | 40
        В      | 2022 | 23 | 40
        """,
        **GROWING,
    )
    before = replace(rows.row(2021, "example", "А"))  # type: ignore[type-var]
    assert before.masked
    row = rows.row(2022, "example", "А")
    assert row is not None
    assert row.masked
    assert row.reason is not Reason.GROWTH_FAILED
