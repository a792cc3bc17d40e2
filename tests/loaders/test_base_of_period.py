"""The base follows the period: a school year takes the roll of the September in which it begins.

A form, its checks and the expectation of a return use the roll of each question, dated; one that
is not loaded is asked for by its day and never replaced by another.
"""

from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook

from data_model.places import OrganisationKind, RollRow
from data_model.returns import ValueState
from data_model.roadmap import Activity, PeriodKind, Roadmap
from data_model.snapshot import Snapshot
from loaders.files.worker_pool import read_workbook
from loaders.forms.book import forms_of, recipients, write_form
from loaders.forms.request import FormRequest
from loaders.returns.context import IntakeContext
from loaders.returns.judging import FileVerdict, screen
from tests.builders import a_district_office, a_roll, a_school, a_snapshot
from tests.loaders.filling import TODAY, changed, fact, filled, good_answers, roadmap, school

YEAR = 2021
LAST_SEPTEMBER = a_roll(year=2020, pupils=20)
OWN_SEPTEMBER = a_roll(year=2021, pupils=25)
BOTH = (*LAST_SEPTEMBER, *OWN_SEPTEMBER)


def of_school_year(activity: Activity) -> Activity:
    periods = {
        year: replace(period, kind=PeriodKind.SCHOOL_YEAR, due=date(year, 8, 31))
        for year, period in activity.indicator.periods.items()
    }
    return replace(activity, indicator=replace(activity.indicator, periods=periods))


def with_school_years(*numbers: str) -> Roadmap:
    """The shipped roadmap in which these rows are of a school year; without numbers, all rows."""
    shipped = roadmap()
    rows = [
        of_school_year(row) if row.number in numbers or not numbers else row
        for row in shipped.activities
    ]
    return replace(shipped, activities=tuple(rows))


TICKET_BY_SCHOOL_YEAR = with_school_years("9")
ALL_BY_SCHOOL_YEAR = with_school_years()


def a_form_of(plan: Roadmap, roll: tuple[RollRow, ...] = BOTH) -> bytes:
    return write_form(FormRequest(plan, school(), YEAR, roll))


def rows_of(content: bytes) -> dict[str, tuple[object, ...]]:
    """Rows of «Показатели» by their code."""
    sheet = load_workbook(BytesIO(content))["Показатели"]
    return {str(row[0]): row for row in sheet.iter_rows(values_only=True) if row[0]}


def district(plan: Roadmap, roll: tuple[RollRow, ...] = BOTH, **more: object) -> Snapshot:
    places = {"organisations": (a_district_office(), school())} | more
    return a_snapshot(roadmaps={YEAR: plan}, roll=roll, **places)


def judged(
    content: bytes, plan: Roadmap, roll: tuple[RollRow, ...] = BOTH, **more: object
) -> FileVerdict:
    context = IntakeContext()
    context.add(district(plan, roll, **more))
    return screen(read_workbook(content), context, TODAY)


def answered(plan: Roadmap, roll: tuple[RollRow, ...] = BOTH, **values: object) -> bytes:
    return filled(a_form_of(plan, roll), good_answers() | values)


def codes(verdict: FileVerdict) -> list[str]:
    return [problem.code for problem in verdict.problems]


# the form


def test_a_form_prints_the_roll_of_the_september_the_school_year_begins_in() -> None:
    """Бланк печатает контингент того сентября, с которого начался учебный год."""
    roll = rows_of(a_form_of(ALL_BY_SCHOOL_YEAR))["pupils"]
    assert str(roll[1]).startswith("Контингент на 20.09.2020")
    assert list(roll[2:13]) == [20] * 11


def test_two_rolls_stand_in_two_dated_rows() -> None:
    """Два контингента стоят в двух строках, каждый со своей датой."""
    rows = rows_of(a_form_of(TICKET_BY_SCHOOL_YEAR))
    dated = {code: (str(row[1])[:24], row[2]) for code, row in rows.items() if "pupils" in code}
    assert dated["pupils_2020"] == ("Контингент на 20.09.2020", 20)
    assert dated["pupils"] == ("Контингент на 20.09.2021", 25)
    assert list(rows)[1:4] == ["pupils_2020", "pupils", "roll_confirmed"]


def test_a_grade_is_open_by_the_roll_of_its_question() -> None:
    """Класс открыт по контингенту своего вопроса."""
    last = a_roll(year=2020, pupils=dict.fromkeys(range(1, 10), 20))
    rows = rows_of(a_form_of(TICKET_BY_SCHOOL_YEAR, (*last, *OWN_SEPTEMBER)))
    assert rows["ticket_pupils"][11:13] == ("—", "—")
    assert rows["open_lesson_pupils"][11:13] == (None, None)


def test_a_warning_refers_to_its_own_roll_row() -> None:
    """Предупреждение сверяет со строкой своего контингента."""
    sheet = load_workbook(BytesIO(a_form_of(TICKET_BY_SCHOOL_YEAR)))["Показатели"]
    rows = {row[0].value: row[0].row for row in sheet if row[0].value}
    limits = {
        str(one.sqref): rule.formula[0].rpartition("$")[2].rstrip(")")
        for one in sheet.conditional_formatting
        for rule in one.rules
        if "ISNUMBER" in rule.formula[0]
    }
    assert limits[f"K{rows['ticket_pupils']}"] == str(rows["pupils_2020"])
    assert limits[f"K{rows['open_lesson_pupils']}"] == str(rows["pupils"])


def test_a_missing_roll_is_asked_for_by_its_date() -> None:
    """Не загруженный контингент назван по дате и не заменён другим."""
    rows = rows_of(a_form_of(TICKET_BY_SCHOOL_YEAR, OWN_SEPTEMBER))
    assert "Контингент на 20.09.2020 не загружен" in str(rows["pupils_2020"][1])
    assert set(rows["pupils_2020"][2:13]) == {None}
    assert rows["ticket_pupils"][11:13] == (None, None)


def test_a_form_of_a_calendar_year_is_what_it_was() -> None:
    """Бланк календарного года прежний, какие бы контингенты ни были загружены."""
    assert a_form_of(roadmap()) == write_form(FormRequest(roadmap(), school(), YEAR, OWN_SEPTEMBER))


# the checks


def test_a_good_return_on_two_rolls_has_no_remarks() -> None:
    """Хороший отчёт по двум контингентам принят без замечаний."""
    assert codes(judged(answered(TICKET_BY_SCHOOL_YEAR), TICKET_BY_SCHOOL_YEAR)) == []


def test_participants_are_held_against_the_roll_of_their_period() -> None:
    """Участников сверяют с контингентом своего периода и называют его дату."""
    content = answered(TICKET_BY_SCHOOL_YEAR, q_ticket_pupils_g9=22, q_open_lesson_pupils_g9=22)
    (problem,) = judged(content, TICKET_BY_SCHOOL_YEAR).problems
    assert problem.code == "participants_over_roll"
    assert "обучающихся на 20.09.2020 — 20" in problem.message


def test_no_other_roll_takes_the_place_of_a_missing_one() -> None:
    """Без контингента периода сверки нет, а чужой его не заменяет."""
    content = answered(ALL_BY_SCHOOL_YEAR, OWN_SEPTEMBER, q_ticket_pupils_g9=90)
    assert codes(judged(content, ALL_BY_SCHOOL_YEAR, OWN_SEPTEMBER)) == []


def test_a_closed_grade_is_closed_by_the_roll_of_its_question() -> None:
    """Закрытый класс не применим по контингенту своего вопроса."""
    last = a_roll(year=2020, pupils=dict.fromkeys(range(1, 10), 20))
    roll = (*last, *OWN_SEPTEMBER)
    answers = {name: value for name, value in good_answers().items()
               if name not in {"q_ticket_pupils_g10", "q_ticket_pupils_g11"}}  # fmt: skip
    verdict = judged(
        filled(a_form_of(TICKET_BY_SCHOOL_YEAR, roll), answers), TICKET_BY_SCHOOL_YEAR, roll
    )
    assert codes(verdict) == []
    assert fact(verdict, "ticket_pupils", 10).state is ValueState.NOT_APPLICABLE
    assert fact(verdict, "open_lesson_pupils", 10).value == 14


@pytest.mark.parametrize(("year", "day"), [(2020, "20.09.2020"), (2021, "20.09.2021")])
def test_a_corrected_roll_is_seen_in_the_row_of_its_day(year: int, day: str) -> None:
    """Исправленный контингент виден в строке своей даты."""
    content = answered(TICKET_BY_SCHOOL_YEAR)
    loaded = tuple(
        row._replace(pupils=24) if (row.year, row.grade) == (year, 4) else row for row in BOTH
    )
    (problem,) = judged(content, TICKET_BY_SCHOOL_YEAR, loaded).problems
    assert problem.code == "roll_differs"
    assert day in problem.message


def test_a_former_form_with_one_roll_row_is_read() -> None:
    """Прежний бланк с одной строкой контингента читается: его дата — не дата периода."""

    def as_before(book: Workbook) -> None:
        sheet = book["Показатели"]
        row = next(row for row in sheet if row[0].value == "pupils")
        row[1].value = "Контингент на 20.09.2021 (форма ОО-1), чел."
        for cell in row[2:13]:
            cell.value = 25

    content = changed(answered(ALL_BY_SCHOOL_YEAR), as_before)
    assert codes(judged(content, ALL_BY_SCHOOL_YEAR)) == []


# who is asked


def test_a_return_is_awaited_from_whoever_a_row_asks() -> None:
    """Закрыта 31.08.2021: строки 2020/21 её спрашивают, строки 2021 — нет."""
    closed = a_school("580402", valid_to=date(2021, 8, 31))
    roll = (*BOTH, *a_roll("580402", 2020, pupils=20))
    known = district(
        TICKET_BY_SCHOOL_YEAR, roll, organisations=(a_district_office(), school(), closed)
    )
    assert recipients(known, YEAR) == ("580401", "580402", "58040")
    context = IntakeContext()
    context.add(known)
    assert context.form("580402", YEAR).is_expected
    calendar = district(roadmap(), roll, organisations=(a_district_office(), school(), closed))
    assert recipients(calendar, YEAR) == ("580401", "58040")


def test_a_branch_reports_where_it_has_the_roll_of_the_base_day() -> None:
    """Филиал отчитывается сам, где у него есть контингент нужного сентября."""
    branch = a_school("580415", kind=OrganisationKind.BRANCH, head="580401")
    places = (a_district_office(), school(), branch)
    roll = (*BOTH, *a_roll("580415", 2021, pupils=5))
    context = IntakeContext()
    context.add(district(ALL_BY_SCHOOL_YEAR, roll, organisations=places))
    assert not context.form("580415", YEAR).is_expected
    names = [
        name
        for name, _ in forms_of(district(TICKET_BY_SCHOOL_YEAR, roll, organisations=places), YEAR)
    ]
    assert any(name.endswith("_2021_580415.xlsx") for name in names)


def test_an_unexpected_return_is_told_the_days() -> None:
    """Не ожидаемому отчёту названы дни строк."""
    closed = a_school(valid_to=date(2019, 8, 31))
    content = answered(TICKET_BY_SCHOOL_YEAR)
    verdict = judged(content, TICKET_BY_SCHOOL_YEAR, organisations=(a_district_office(), closed))
    told = [one.message for one in verdict.problems if one.code == "not_expected"]
    assert len(told) == 1
    assert "20.09.2020 и 20.09.2021" in told[0]
