"""Recommendations: rules are data keyed to the reason, addressees have names, terms lie ahead."""

import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_model.errors import WrongDefinition
from data_model.roadmap import Kind, Operator
from indicators import wording
from indicators.plan_fact import plan_fact
from indicators.plan_fact_row import PlanFactRow, RowMeasure
from indicators.reasons import UNKNOWN, Reason
from indicators.wording.numbers import MONTHS
from reports import collect
from reports.compose import advice
from reports.material import RULES_SETTING
from reports.recommendations import FAILED, SHIPPED, AdviceCase, AdviceRule, read_rules, recommend
from reports.summary import Recommendation
from tests.reports.district import TRICKY, a_district
from tests.reports.rows import a_row

DISTRICT = a_district()
MATERIAL = collect(DISTRICT, 2022, plan_fact=plan_fact(DISTRICT))
DAY = date(2026, 11, 28)
WRITTEN_DAY = re.compile(rf"(\d+)\s({'|'.join(MONTHS)})\s(\d{{4}})")
FORMER = """
[[rule]]
name = "not_reported"
level = "school"
silent = true
once = true
addressee = "{школа}"
finding = "отчёт за {год} год не представлен"
action = "Прислать отчёт"
term = "10 рабочих дней со дня получения рекомендаций"
responsible = "Заместитель директора"

[[rule]]
name = "growth_missed"
level = "school"
kinds = ["growing_share"]
statuses = ["partly"]
growth = ["missed"]
addressee = "{школа}"
finding = "{показатель}: {факт} ({из}), участников не больше, чем год назад"
action = "Вовлечь новых"
term = "до 1 декабря {следующий_год} года"
responsible = "Заместитель директора"

[[rule]]
name = "dialogue_behind"
level = "district"
kinds = ["count"]
statuses = ["missed", "partly", "no_data"]
addressee = "{исполнители}"
finding = "{показатель}: {факт} при плане {план}"
action = "Провести дополнительную диалоговую площадку"
term = "до начала этапа {следующий_год} года"
responsible = "Методист"

[[rule]]
name = "document_missing"
level = "school"
kinds = ["presence"]
statuses = ["missed", "no_data", "partly"]
addressee = "{школа}"
finding = "{показатель}: {причина}"
action = "Подготовить документ"
term = "30 дней"
responsible = "Заместитель директора"
"""
"""Rules as a municipality may have kept them before reasons were told apart."""


def of(org: str) -> dict[str, str]:
    return {item.rule: item.finding for item in advice.for_school(MATERIAL, org).items}


def advised(row: PlanFactRow, rules: tuple[AdviceRule, ...] | None = None) -> list[Recommendation]:
    body = "Отдел образования"
    case = AdviceCase(row, "undecided", ("МКУ Центр",), body)
    return recommend([case], read_rules() if rules is None else rules, DAY)


def an_unknown(reason: Reason, **changes: object) -> PlanFactRow:
    return a_row(
        reason=reason, status="no_data", actual=None, numerator=None, deficit=None, **changes
    )


def of_presence(reason: Reason, **changes: object) -> PlanFactRow:
    return a_row(
        **{
            "kind": Kind.PRESENCE,
            "measure": RowMeasure.PRESENCE,
            "unit": wording.YES_NO,
            "operator": Operator.EXISTS,
            "reason": reason,
            "status": "partly" if reason is Reason.UNCONFIRMED else "missed",
            "actual": 0.0 if reason is Reason.ANSWERED_NO else 1.0,
            "deficit": None,
            "deviation": None,
        }
        | changes
    )


def test_a_school_behind_is_told_how_many_pupils_are_missing() -> None:
    told = " ".join(of("581001").values())
    assert "дополнительно вовлечь 9\u00a0обучающихся" in told


def test_a_silent_school_is_asked_for_its_return_and_for_nothing_else() -> None:
    assert of("581003") == {"not_reported": "отчёт за 2022 год не представлен"}


def test_a_school_without_the_grades_of_the_project_is_not_blamed() -> None:
    assert not {"ticket_behind", "to_be_answered"} & set(of("581004"))


def test_each_recommendation_to_a_school_names_it_and_keeps_the_figure() -> None:
    items = advice.for_schools(MATERIAL).items
    assert TRICKY in {item.addressee for item in items}
    assert not any("всем" in item.addressee.lower() for item in items)


# one rule per reason


@pytest.mark.parametrize("reason", sorted(UNKNOWN))
def test_the_unknown_is_asked_for_data_and_not_for_deeds(reason: Reason) -> None:
    """Где числа нет, просят сведения, а не «вовлечь» и не «провести» (F5)."""
    for item in advised(an_unknown(reason)):
        asked = wording.action(an_unknown(reason), official=True)
        assert item.action.lower().startswith(asked.lower()[:12])
        assert not re.search(r"вовлечь|провести|зарегистрировать|утвердить", item.action.lower())


def test_no_paper_is_asked_for_where_only_its_requisites_are_missing() -> None:
    """Где документ есть без реквизитов, просят реквизиты, а не «подготовить документ» (F5)."""
    (item,) = advised(of_presence(Reason.UNCONFIRMED))
    assert item.action == "Указать наименование, номер и дату документа"
    assert item.term.text.startswith("10 рабочих дней")


def test_an_answer_no_is_followed_by_doing_it() -> None:
    (item,) = advised(of_presence(Reason.ANSWERED_NO))
    assert item.action.startswith("Подготовить документ")


def test_unknown_growth_asks_for_a_number_and_not_for_enrolment() -> None:
    """Рост не установлен: просят данные за прошлый год, а не новых участников (F2)."""
    row = a_row(reason=Reason.GROWTH_UNKNOWN, status="partly", deficit=None, kind="growing_share")
    (item,) = advised(row)
    assert item.action == "Представить данные за 2020 год"
    (district,) = advised(a_row(**{**_fields(row), "org": None}))
    assert district.action == "Представить данные за 2020 год"
    assert district.addressee == "Отдел образования"


def _fields(row: PlanFactRow) -> dict[str, object]:
    return {name: getattr(row, name) for name in row.__dataclass_fields__}


def test_an_unknown_roll_is_asked_of_the_office_and_of_no_school() -> None:
    assert advised(an_unknown(Reason.BASE_UNKNOWN)) == []
    (item,) = advised(an_unknown(Reason.BASE_UNKNOWN, org=None))
    assert item.action == "Представить сведения о контингенте на 20.09.2021"


BY_NUMBER = (Reason.NEARLY, Reason.BELOW)
OF_SCHOOL = (RowMeasure.SHARE, RowMeasure.COUNT, RowMeasure.GROWTH)
OF_DOCUMENTS = (RowMeasure.PRESENCE, RowMeasure.SHARE_OF_ORGS)
FAILURES = [
    *((reason, "1", measure) for measure in OF_SCHOOL for reason in BY_NUMBER),
    *((reason, None, measure) for measure in RowMeasure for reason in BY_NUMBER),
    *((Reason.GROWTH_FAILED, org, RowMeasure.SHARE) for org in ("1", None)),
    (Reason.ANSWERED_NO, "1", RowMeasure.PRESENCE),
    *((Reason.ANSWERED_NO, None, measure) for measure in OF_DOCUMENTS),
]
"""Reason, organisation and measure of every row that can fall short."""


@pytest.mark.parametrize(("reason", "org", "measure"), FAILURES)
def test_every_failure_of_every_measure_has_a_rule(
    reason: Reason, org: str | None, measure: RowMeasure
) -> None:
    kind = Kind.COUNT if measure is RowMeasure.EACH_SCHOOL else Kind(measure.value)
    assert len(advised(a_row(reason=reason, org=org, measure=measure, kind=kind))) == 1


def test_small_base_and_hidden_rows_are_given_no_advice() -> None:
    """О малой базе не сказано ни похвалы, ни упрёка (F10)."""
    material = collect(DISTRICT, 2022, public=True)
    rows = material.plan_fact.schools(2022)
    hidden = {(row.indicator, row.org) for row in rows if row.masked or row.small_base}
    told = {
        (number, item.org) for item in advice.for_schools(material).items for number in item.rows
    }
    assert hidden
    assert not hidden & told


# addressees


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (("МКУ МЦПРО", "Общеобразовательные организации"), ("МКУ МЦПРО",)),
        (("Общеобразовательные организации",), ("Отдел",)),
        (("Руководители общеобразовательных организаций", "Отдел А"), ("Отдел А",)),
        (("МКУ МЦПРО", "Общественные организации"), ("МКУ МЦПРО", "общественные организации")),
        (("Школы района", "Школа искусств"), ("Школа искусств",)),
    ],
)
def test_nobody_is_told_to_consult_himself(
    names: tuple[str, ...], expected: tuple[str, ...]
) -> None:
    """Школам не поручают консультировать школы (F13)."""
    assert advice.addressees(names, "Отдел") == expected


# terms


@given(day=st.dates(date(2019, 1, 1), date(2040, 12, 31)))
def test_no_term_lies_before_the_day_of_the_document(day: date) -> None:
    """Срока раньше дня документа не бывает (F3)."""
    for rule in (*read_rules(), *read_rules(FORMER)):
        text = rule.term_from(day).text
        assert "{" not in text
        for number, month, year in WRITTEN_DAY.findall(text):
            told = date(int(year), MONTHS.index(month) + 1, int(number))
            assert (told - day).days >= 30


def test_a_whole_order_made_late_names_no_day_of_the_past() -> None:
    """Приказ 2026 года об итогах 2022 года не требует ничего к 2023 году (F3)."""
    material = collect(DISTRICT, 2022, day=DAY)
    items = (*advice.for_schools(material).items, *advice.for_district(material).items)
    years = {int(year) for item in items for *_, year in WRITTEN_DAY.findall(item.term.text)}
    assert years
    assert min(years) >= DAY.year


# rules of a municipality


def test_every_row_of_the_order_has_a_rule_for_the_case_that_it_fails() -> None:
    rows = [row for row in MATERIAL.plan_fact.district(2022) if row.target is not None]
    assert len(rows) > 5
    for row in rows:
        reason = Reason.ANSWERED_NO if row.is_presence else Reason.BELOW
        case = AdviceCase(
            a_row(**{**_fields(row), "reason": reason, "status": "missed", "deficit": 1}),
            MATERIAL.activity(row).indicator.counted,
            ("МКУ Центр",),
            "Отдел",
        )
        assert len(recommend([case], read_rules(), DAY)) == 1


def test_a_municipality_may_have_rules_of_its_own() -> None:
    own = SHIPPED.read_text(encoding="utf-8").replace("Включить открытые", "Вернуть открытые")
    assert any(rule.action.startswith("Вернуть") for rule in read_rules(own))


def test_rules_of_the_former_shape_are_read_by_what_they_meant() -> None:
    """Правила муниципалитета, записанные по оценкам, читаются и дальше."""
    rules = {rule.name: rule for rule in read_rules(FORMER)}
    assert rules["not_reported"].reasons == (Reason.NO_RETURN,)
    assert rules["growth_missed"].reasons == (Reason.GROWTH_FAILED,)
    assert rules["growth_missed"].due == "12-01"
    assert {*rules["dialogue_behind"].reasons} == {*FAILED}
    assert rules["dialogue_behind"].term == "до начала этапа"
    assert Reason.UNCONFIRMED not in rules["document_missing"].reasons


def test_what_former_rules_could_not_tell_apart_is_said_by_the_shipped_ones() -> None:
    rules = read_rules(FORMER)
    (silent,) = advised(an_unknown(Reason.NO_RETURN), rules)
    assert silent.action == "Прислать отчёт"
    row = an_unknown(Reason.NO_RETURN, org=None, by_schools=False, kind=Kind.COUNT)
    (own,) = advised(a_row(**{**_fields(row), "measure": RowMeasure.COUNT}), rules)
    assert own.action.startswith("Представить сведения")
    (bare,) = advised(of_presence(Reason.UNCONFIRMED), rules)
    assert bare.action == "Указать наименование, номер и дату документа"


def test_former_rules_among_the_settings_still_advise() -> None:
    settings = DISTRICT.municipality.settings | {RULES_SETTING: FORMER}
    own = replace(DISTRICT, municipality=replace(DISTRICT.municipality, settings=settings))
    given = advice.for_schools(collect(own, 2022, plan_fact=MATERIAL.plan_fact)).items
    assert {"Прислать отчёт"} == {item.action for item in given if item.org == "581003"}


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('addressee = "{школа}"', 'addressee = ""', "заполните поле «addressee»"),
        ("{вывод}", "{вывд}", "слова «{вывд}» нет"),
        ("measures =", "measres =", "поля «measres» нет"),
        ('"{показатель}: {вывод}"', '"{показатель"', "фигурные скобки"),
        ("[[rule]]", "[[rule", "не читаются"),
        ('"no_return"', '"silent"', "причины «silent» нет"),
        ('due = "12-01"', 'due = "31-12"', "срока «31-12» нет"),
        ('due = "12-01"', 'term = "к {год} году"', "слова «{год}» нет"),
        ('due = "12-01"\n', "", "одно из полей"),
    ],
)
def test_a_wrong_rule_is_named(old: str, new: str, told: str) -> None:
    with pytest.raises(WrongDefinition, match=told):
        read_rules(SHIPPED.read_text(encoding="utf-8").replace(old, new))


def test_who_is_named_fits_the_school_of_any_roadmap():
    """Отвечает тот, кто курирует направление: карта бывает и не о воспитательной работе."""
    assert [rule.name for rule in read_rules() if "воспитательн" in rule.responsible] == []


def test_above_a_limit_the_measure_is_to_bring_the_figure_down():
    """«Не более 12 правонарушений»: снижать показатель, а не менять план работы."""
    row = a_row(
        org=None, kind=Kind.COUNT, measure=RowMeasure.COUNT, operator=Operator.AT_MOST,
        unit="ед.", actual=94.0, target=12.0, deviation=82.0, deficit=82, base="",
    )  # fmt: skip
    case = AdviceCase(row, "row_1", ("ИМЦ",), "Управление образования")
    (item,) = recommend([case], MATERIAL.rules, DAY)
    assert "снижению показателя" in item.action
    assert item.result == "значение не превышает предельного"
