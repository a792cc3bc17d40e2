"""What a rule says of a row reads right for every kind of indicator."""

from datetime import date

import pytest

from data_model.compliance import Status
from data_model.roadmap import Kind, Operator
from indicators.plan_fact_row import PlanFactRow, RowMeasure
from indicators.reasons import Reason
from indicators.wording import NBSP
from reports import figures
from reports.recommendations import AdviceCase, read_rules, recommend
from reports.summary import Recommendation, advice_groups
from tests.reports.rows import a_row

OVER = a_row(operator=Operator.AT_MOST, target=5.0, deficit=25, deviation=25.0)
OF_ORGANISATIONS = a_row(kind=Kind.SHARE_OF_ORGS, measure=RowMeasure.SHARE_OF_ORGS, org=None)


def advised(row: PlanFactRow, question: str = "undecided") -> list[Recommendation]:
    case = AdviceCase(row, question, ("МКУ Центр",), "Отдел образования")
    return recommend([case], read_rules(), date(2026, 11, 28))


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (a_row(), f"необходимо дополнительно вовлечь 30{NBSP}обучающихся"),
        (OVER, f"составляет 25{NBSP}обучающихся"),
        (
            a_row(kind=Kind.SHARE_OF_ORGS, measure=RowMeasure.SHARE_OF_ORGS, deficit=3),
            "3 организаций",
        ),
        (
            a_row(kind=Kind.SHARE_OF_ORGS, measure=RowMeasure.SHARE_OF_ORGS, deficit=1),
            "1 организации",
        ),
        (a_row(reason=Reason.REACHED, deficit=None), ""),
    ],
)
def test_a_gap_is_worded_by_its_kind(row: PlanFactRow, words: str) -> None:
    assert figures.gap(row).text.replace(NBSP, " ").endswith(words.replace(NBSP, " "))


def test_a_share_that_may_not_grow_is_not_told_to_add_participants() -> None:
    (found,) = advised(OVER)
    assert found.rule == "share_over"
    assert "превышение предельного значения" in found.finding
    assert "Охватить" not in found.action


def test_a_share_of_another_district_is_not_sent_to_online_lessons() -> None:
    (found,) = advised(a_row())
    assert "онлайн-уроки" not in found.action


@pytest.mark.parametrize("unit", ["ед.", "мер.", "чел."])
def test_a_unit_with_a_stop_is_never_followed_by_another(unit: str) -> None:
    """Двойной точки («ед..») не бывает."""
    row = a_row(
        kind=Kind.COUNT,
        measure=RowMeasure.COUNT,
        unit=unit,
        actual=2.0,
        target=5.0,
        deficit=3,
        status=Status.MISSED,
    )
    (found,) = advised(row)
    (group,) = advice_groups([found])
    (told,) = group.alike
    assert ".." not in told
    assert told.endswith(".")
