"""From a figure to its effect: each link shown, each missing one a gap."""

from dataclasses import replace
from datetime import date

from data_model.evidence import EvidenceEntry
from data_model.improvement import ImprovementChain, Measure
from data_model.meetings import AgendaItem, Decision, DecisionKind, MeetingProtocol
from data_model.snapshot import Snapshot
from indicators.cycle import Step, gaps, is_full, ladder, positions
from indicators.plan_fact import plan_fact
from tests.builders import a_fact, a_return, a_snapshot, facts_by_grade

DECISION = Decision("1.3", DecisionKind.ASSIGN, "назначить ответственных", id=7)
PROTOCOL = MeetingProtocol(
    "2", date(2022, 2, 16), "Управление", "Заседание", (AgendaItem("1", "итоги", (), (DECISION,)),)
)
CHAIN = ImprovementChain(
    "ticket_to_future",
    2021,
    "Нет ответственных",
    "Назначить",
    7,
    measures=(Measure("Приказы", "школы", date(2022, 4, 11), "представлены", 3),),
)
LETTER = EvidenceEntry("58040", 2021, "", "Сведения", "письмо", "17", date(2022, 4, 18), id=3)
GRADES = (6, 7, 8, 9, 10, 11)


def a_district(**changes: object) -> Snapshot:
    """One school: 6 of 25 in each grade in 2021, 15 of 25 in 2022."""
    returns = tuple(
        a_return(year=year, facts=facts_by_grade(dict.fromkeys(GRADES, count)))
        for year, count in ((2021, 6), (2022, 15))
    )
    whole = {"protocols": (PROTOCOL,), "chains": (CHAIN,), "evidence": (LETTER,)}
    return replace(a_snapshot(returns), **whole | changes)  # type: ignore[arg-type]


def texts(snapshot: Snapshot) -> dict[Step, str]:
    frame = plan_fact(snapshot, date(2023, 1, 1))
    steps = ladder(snapshot, frame, 2021, "ticket_to_future")
    return {one.step: " | ".join(one.texts).replace("\u00a0", " ") for one in steps}


def test_a_whole_chain_is_told_from_figure_to_figure() -> None:
    said = texts(a_district())
    assert said[Step.FIGURE].startswith("2021 год: 24,0 % (36 из 150)")
    assert said[Step.DECISION] == ("Протокол № 2 от 16.02.2022, пункт 1.3: назначить ответственных")
    assert said[Step.MEASURE] == "Приказы (школы)"
    assert said[Step.EXECUTION] == (
        "11.04.2022 — представлены; документ: письмо «Сведения» от 18.04.2022 № 17"
    )
    assert said[Step.EFFECT].startswith("2022 год: 60,0 % (90 из 150)")
    assert said[Step.EFFECT].endswith("за год +36,0 п. п.")


def test_what_nobody_wrote_is_a_gap() -> None:
    said = texts(a_district(chains=()))
    assert [step for step, text in said.items() if not text] == [
        Step.CONCLUSION,
        Step.RECOMMENDATION,
        Step.DECISION,
        Step.MEASURE,
        Step.EXECUTION,
    ]


def test_a_measure_that_was_not_carried_out_is_no_execution() -> None:
    planned = replace(CHAIN, measures=(Measure("Приказы"),))
    said = texts(a_district(chains=(planned,)))
    assert (said[Step.MEASURE], said[Step.EXECUTION]) == ("Приказы", "")


def test_a_decision_of_an_order_is_told_by_its_requisites() -> None:
    ordered = replace(CHAIN, decision=None, act="приказ от 01.02.2022 № 5, п. 3")
    assert texts(a_district(chains=(ordered,)))[Step.DECISION] == ordered.act


def test_a_year_without_a_figure_is_a_gap() -> None:
    unknown = a_snapshot((a_return(facts=(a_fact(grade=6),)),))
    said = texts(replace(unknown, chains=(CHAIN,)))
    assert (said[Step.FIGURE], said[Step.EFFECT]) == ("", "")


def test_a_cycle_is_full_only_with_evidence_of_all_nine() -> None:
    found = positions(a_district(), 2021)
    assert len(found) == 9
    assert gaps(found) == ["анализ эффективности"]
    note = replace(LETTER, question="effect_note", name="Справка")
    assert is_full(positions(a_district(evidence=(LETTER, note)), 2021))
    unnumbered = replace(note, number="")
    assert not is_full(positions(a_district(evidence=(unnumbered,)), 2021))


def test_an_empty_year_has_only_what_the_order_gave() -> None:
    assert gaps(positions(a_snapshot(), 2021)) == [
        "мониторинг",
        "анализ",
        "адресные рекомендации",
        "меры",
        "управленческие решения",
        "анализ эффективности",
    ]
