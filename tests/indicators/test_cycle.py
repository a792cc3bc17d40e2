"""From a figure to its effect: each link shown, each missing one a gap."""

from dataclasses import replace
from datetime import date

from data_model.decisions import (
    AgendaItem,
    Assignment,
    AssignmentState,
    Decision,
    DecisionKind,
    EvidenceEntry,
    Execution,
    ImprovementChain,
    Measure,
    MeetingProtocol,
    TermKind,
)
from data_model.snapshot import Snapshot
from indicators.cycle import (
    ChainLink,
    LinkKind,
    gaps,
    is_full,
    links,
    measures_on_record,
    positions,
)
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


def texts(snapshot: Snapshot) -> dict[LinkKind, str]:
    return {one.kind: " | ".join(one.texts).replace("\u00a0", " ") for one in chain(snapshot)}


def chain(snapshot: Snapshot, year: int = 2021) -> tuple[ChainLink, ...]:
    rows = plan_fact(snapshot, date(2023, 1, 1))
    return links(snapshot, rows, year, "ticket_to_future")


def test_a_whole_chain_is_told_from_figure_to_figure() -> None:
    said = texts(a_district())
    assert said[LinkKind.FIGURE].startswith("2021 год: 24,0 % (36 из 150 чел.)")
    assert said[LinkKind.DECISION] == (
        "Протокол № 2 от 16.02.2022, пункт 1.3: назначить ответственных"
    )
    assert said[LinkKind.MEASURE] == "Приказы (школы)"
    assert said[LinkKind.EXECUTION] == (
        "11.04.2022 — представлены; документ: письмо «Сведения» от 18.04.2022 № 17"
    )
    assert said[LinkKind.EFFECT].startswith("2022 год: 60,0 % (90 из 150 чел.)")
    assert said[LinkKind.EFFECT].endswith(
        "за год +36,0 п. п. (с 24,0 до 60,0 %), участников +54 чел. (36 → 90 чел.) "
        "по 1 организации, ответившей в оба года"
    )


def test_what_nobody_wrote_is_a_gap() -> None:
    found = chain(a_district(chains=(), evidence=()))
    assert [one.kind for one in found if one.is_gap] == [
        LinkKind.CONCLUSION,
        LinkKind.RECOMMENDATION,
        LinkKind.DECISION,
        LinkKind.MEASURE,
        LinkKind.EXECUTION,
    ]


def test_a_measure_that_was_not_carried_out_is_no_execution() -> None:
    planned = replace(CHAIN, measures=(Measure("Приказы"),))
    said = texts(a_district(chains=(planned,)))
    assert (said[LinkKind.MEASURE], said[LinkKind.EXECUTION]) == ("Приказы", "")


def test_a_decision_of_an_order_is_told_by_its_requisites() -> None:
    ordered = replace(CHAIN, decision=None, act="приказ от 01.02.2022 № 5, п. 3")
    assert texts(a_district(chains=(ordered,)))[LinkKind.DECISION] == ordered.act


def test_a_year_without_a_figure_is_a_gap() -> None:
    unknown = a_snapshot((a_return(facts=(a_fact(grade=6),)),))
    found = {one.kind: one for one in chain(replace(unknown, chains=(CHAIN,)))}
    assert found[LinkKind.FIGURE].is_gap
    assert found[LinkKind.EFFECT].is_gap
    assert found[LinkKind.EFFECT].texts[0].startswith("2022\u00a0год: нет данных (")


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


NAMING = replace(DECISION, indicator="ticket_to_future", recommendation="Назначить ответственных")
GIVEN = Assignment(
    7,
    1,
    "2",
    date(2022, 2, 16),
    "1.3",
    "назначить ответственных",
    "Школы",
    TermKind.DATE,
    date(2022, 4, 15),
    (Execution("580401", AssignmentState.DONE, date(2022, 4, 11)), Execution("580402")),
    indicator="ticket_to_future",
)


def of_itself(*, done: bool = True) -> Snapshot:
    """Nobody has written a chain; the protocol and its assignment name the indicator."""
    protocol = replace(PROTOCOL, items=(AgendaItem("1", "итоги", (), (NAMING,)),))
    executions = GIVEN.executions if done else (Execution("580401"), Execution("580402"))
    given = replace(GIVEN, executions=executions)
    return a_district(chains=(), protocols=(protocol,), assignments=(given,), evidence=())


def test_a_decision_that_names_an_indicator_is_a_link_at_once() -> None:
    """Протокол № 2 п. 1.3 о «Билете в будущее» внесён: цепочка заполняется сама."""
    said = texts(of_itself())
    assert said[LinkKind.RECOMMENDATION] == "Назначить ответственных"
    assert (
        said[LinkKind.DECISION] == "Протокол № 2 от 16.02.2022, пункт 1.3: назначить ответственных"
    )
    assert said[LinkKind.MEASURE] == (
        "Поручение по пункту 1.3 протокола № 2 (2 исполнителя, срок до 15.04.2022)"
    )
    assert said[LinkKind.EXECUTION] == "Пункт 1.3: исполнили 1 из 2"
    of_2022 = {one.kind: one for one in chain(of_itself(), 2022)}
    assert "Протокол №\u00a02" in of_2022[LinkKind.DECISION].texts[0]


def test_a_year_outside_the_roadmap_is_no_gap() -> None:
    """2023 год вне срока карты: это не разрыв цикла."""
    last = chain(of_itself(), 2022)[-1]
    assert last.texts == ("2023\u00a0год — вне срока карты",)
    assert not last.is_gap


def test_without_a_measure_on_record_nothing_is_said_of_measures() -> None:
    """Мера или исполненное поручение — основание говорить об эффективности; решение — ещё нет."""
    assert measures_on_record(of_itself(done=False), 2022, "ticket_to_future") == ()
    assert measures_on_record(a_district(chains=()), 2022, "ticket_to_future") == ()
    fulfilled = measures_on_record(of_itself(), 2022, "ticket_to_future")
    assert (
        "Поручение по пункту 1.3 протокола № 2 от 16.02.2022 исполнил 1 из 2 адресатов."
        in fulfilled[-1].replace("\u00a0", " ")
    )
    assert any(text.startswith("Принята мера: приказы") for text in recorded())


def recorded() -> tuple[str, ...]:
    return measures_on_record(a_district(), 2022, "ticket_to_future")
