"""Сводные оценки в аналитическом отчёте: стоят только включённые, с формулой и шкалой акта."""

from dataclasses import replace

from indicators.plan_fact import plan_fact
from indicators.scoring import ScoringChoice, ScoringMethod, as_setting, read_scale
from reports import collect
from reports.compose.monitoring import summary_scores
from reports.summary import Heading, Paragraph
from tests.reports.district import a_district

DISTRICT = a_district()
PLAN_FACT = plan_fact(DISTRICT)
SCALE = read_scale("0 — слабо\n60 — удовлетворительно", "приказ от 10.01.2022 № 3")


def blocks(choice: ScoringChoice) -> tuple[object, ...]:
    settings = DISTRICT.municipality.settings | as_setting(choice)
    own = replace(DISTRICT, municipality=replace(DISTRICT.municipality, settings=settings))
    return summary_scores(collect(own, 2022, plan_fact=PLAN_FACT))


def test_nothing_stands_in_the_report_while_nothing_is_on() -> None:
    assert blocks(ScoringChoice()) == ()
    assert blocks(ScoringChoice((), SCALE)) == ()


def test_each_way_stands_with_its_formula_and_the_act_of_the_scale() -> None:
    heading, lead, *lines = blocks(
        ScoringChoice((ScoringMethod.REACHED, ScoringMethod.MEAN, ScoringMethod.BEST), SCALE)
    )
    assert heading == Heading("Сводные оценки")
    assert isinstance(lead, Paragraph)
    assert "приказ от 10.01.2022 № 3" in lead.text
    texts = [line.text for line in lines if isinstance(line, Paragraph)]
    assert [text.split(":")[0] for text in texts] == [
        "Доля достигнутых показателей",
        "Средняя степень выполнения",
    ], "the best is one of schools, none of the district"
    assert all("Формула: " in text for text in texts)
    assert all(one.text in line.text for line in lines for one in line.evidence)
