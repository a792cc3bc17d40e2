"""Rules of recommendations as a form («правила рекомендаций»): whom each hits, and a preview."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd
import streamlit as st

from data_model.errors import MonitorError
from indicators.plan_fact_row import RowMeasure
from indicators.reasons import Reason
from indicators.wording import PluralForms, counted, listed
from reports.recommendations import (
    FELL,
    FEW,
    ROSE,
    WORDS,
    AdviceRule,
    as_term,
    term_words,
)
from reports.summary import Recommendation
from ui import blocks, doors, filters, offered, session
from ui.documents import documents
from ui.documents.documents import ChosenDocument
from ui.filters import Filter
from ui.selection import DistrictYear
from ui.words import safe_markdown

LEVELS = {"school": "Школе", "district": "Району"}
REASONS = {
    Reason.NO_RETURN: "отчёта нет",
    Reason.UNANSWERED: "ответа нет",
    Reason.SET_ASIDE: "ответ отложен до уточнения",
    Reason.N_ABOVE_D: "число больше контингента",
    Reason.DECLARED_NO_DATA: "данных нет, причина названа",
    Reason.BASE_UNKNOWN: "нет контингента",
    Reason.ANSWERED_NO: "ответ «нет»",
    Reason.UNCONFIRMED: "нет реквизитов документа",
    Reason.GROWTH_UNKNOWN: "динамику не установить",
    Reason.GROWTH_FAILED: "порог достигнут, роста нет",
    Reason.NEARLY: "близко к плану",
    Reason.BELOW: "ниже плана",
}
MEASURES = {
    RowMeasure.PRESENCE: "наличие документа",
    RowMeasure.COUNT: "число",
    RowMeasure.SHARE: "доля",
    RowMeasure.SHARE_OF_ORGS: "доля организаций",
    RowMeasure.GROWTH: "рост",
    RowMeasure.EACH_SCHOOL: "каждая школа",
}
TRENDS = {"": "любая", FELL: "снизилось", ROSE: "выросло"}
TEXTS = {
    "addressee": "Кому",
    "finding": "Основание",
    "action": "Что рекомендовано (пусто — то, чего требует вывод)",
    "responsible": "Ответственный",
    "result": "Ожидаемый результат",
    "proof": "Чем подтверждается",
}
MOST_SHOWN = 12


@dataclass(frozen=True, slots=True)
class RuleForm:
    """What stands in the form: the rules with this one changed, and which button was pressed."""

    rules: tuple[AdviceRule, ...]
    is_saved: bool
    is_tried: bool


def form(chosen: ChosenDocument) -> None:
    """The rules one by one: whom each hits, its conditions and words, a preview before saving."""
    place = chosen.place
    rules = documents.rules(place)
    hits = Counter(one.rule for one in documents.advised(place, rules))
    titles = {str(number): _title(one, number, hits) for number, one in enumerate(rules, 1)}
    st.markdown(
        "К показателю применяется первое правило, которое ему подходит. Слова в фигурных скобках "
        "программа берёт из данных."
    )
    if not offered.may_or_told("save_settings"):
        for title in titles.values():
            st.markdown(safe_markdown(title))
        return
    at = int(filters.choose("Правило", Filter("rule"), titles)) - 1
    made = _form(place, rules, at)
    if made.is_tried:
        doors.guarded(lambda: _preview(place, rules, made.rules, at))
    if made.is_saved:
        _save(place, made.rules, "Правило сохранено.")
    _order(place, rules, at)


def _title(rule: AdviceRule, number: int, hits: Mapping[str, int]) -> str:
    """«12. Школе: ниже плана, снизилось — 3 рекомендации»."""
    conditions = [REASONS[Reason(one)] for one in rule.reasons if one in REASONS]
    conditions += ["сверх разрешённого"] if rule.over else []
    conditions += ["не хватает немногих"] if rule.gap else []
    conditions += [TRENDS[rule.trend]] if rule.trend else []
    conditions += [f"{rule.years} года подряд"] if rule.years else []
    hit = counted(hits[rule.name], ADVICE) if hits[rule.name] else "никого"
    return f"{number}. {LEVELS[rule.level]}: {', '.join(conditions)} — {hit}"


ADVICE = PluralForms("рекомендация", "рекомендации", "рекомендаций", "рекомендации")


def _form(place: DistrictYear, rules: tuple[AdviceRule, ...], at: int) -> RuleForm:
    rule = rules[at]
    key = session.begun_with(at, rule)
    asked = documents.questions(place)
    with st.form(f"rule-{key}"):
        values: dict[str, Any] = {}
        conditions, words = st.columns(2, gap="medium")
        with conditions:
            values |= _conditions(rule, asked, key)
        with words:
            for name, label in TEXTS.items():
                values[name] = st.text_area(
                    label, getattr(rule, name), key=f"{name}-{key}", height="content"
                ).strip()
            values |= as_term(st.text_input("Срок", term_words(rule), key=f"term-{key}", help=TERM))
        known = ", ".join(f"{{{word}}}" for word in sorted(WORDS))
        st.markdown(f":gray[:small[Слова из данных: {known}]]")
        with st.container(horizontal=True):
            is_tried = st.form_submit_button("Показать, кого касается", type="primary")
            is_saved = st.form_submit_button("Сохранить правило")
    changed = replace(rule, **values)
    return RuleForm((*rules[:at], changed, *rules[at + 1 :]), is_saved, is_tried)


TERM = "«1 декабря» — ближайшее после дня документа; или словами: «10 рабочих дней со дня…»."


def _conditions(rule: AdviceRule, asked: Mapping[str, str], key: str) -> dict[str, Any]:
    """When the rule holds."""
    level = st.radio(
        "Кому даётся", list(LEVELS), list(LEVELS).index(rule.level),
        format_func=LEVELS.__getitem__, horizontal=True, key=f"level-{key}",
    )  # fmt: skip
    reasons = st.multiselect(
        "Почему", list(REASONS), [Reason(one) for one in rule.reasons if one in REASONS],
        format_func=REASONS.__getitem__, key=f"reasons-{key}",
    )  # fmt: skip
    measures = st.multiselect(
        "Чем измерен показатель", list(MEASURES), [RowMeasure(one) for one in rule.measures],
        format_func=MEASURES.__getitem__, key=f"measures-{key}", placeholder="любой",
    )  # fmt: skip
    known = {**{one: one for one in rule.answers}, **asked}
    answers = st.multiselect(
        "О каких показателях", list(known), list(rule.answers),
        format_func=known.__getitem__, key=f"answers-{key}", placeholder="о любых",
    )  # fmt: skip
    trend = st.selectbox(
        "Динамика за год", list(TRENDS), list(TRENDS).index(rule.trend),
        format_func=TRENDS.__getitem__, key=f"trend-{key}",
    )  # fmt: skip
    years = st.number_input(
        "Не меньше лет подряд ниже плана", 0, 10, rule.years, key=f"years-{key}"
    )
    few = st.checkbox("не хватает не больше трёх человек", rule.gap == FEW, key=f"gap-{key}")
    over = st.checkbox("факт больше разрешённого", rule.over, key=f"over-{key}")
    once = st.checkbox("сказать обо всех строках один раз", rule.once, key=f"once-{key}")
    return {
        "level": level,
        "reasons": tuple(str(one) for one in reasons),
        "measures": tuple(str(one) for one in measures),
        "answers": tuple(answers),
        "trend": trend,
        "years": int(years),
        "gap": FEW if few else "",
        "over": over,
        "once": once,
    }


def _preview(
    place: DistrictYear, before: tuple[AdviceRule, ...], after: tuple[AdviceRule, ...], at: int
) -> None:
    """Whom the rule would hit, in its new words, and how many were hit before."""
    name = after[at].name
    was = [one for one in documents.advised(place, before) if one.rule == name]
    now = [one for one in documents.advised(place, after) if one.rule == name]
    st.markdown(f"Было: {counted(len(was), ADVICE)}. Станет: {counted(len(now), ADVICE)}.")
    gone = sorted({one.addressee for one in was} - {one.addressee for one in now})
    if gone:
        st.markdown(f"По этому правилу больше не получат: {safe_markdown(listed(gone))}.")
    if now:
        st.table(pd.DataFrame([_shown(one) for one in now[:MOST_SHOWN]]).set_index("Кому"))
    if len(now) > MOST_SHOWN:
        st.markdown(f":gray[:small[Показаны первые {MOST_SHOWN}.]]")


def _shown(one: Recommendation) -> dict[str, str]:
    return {
        "Кому": safe_markdown(one.addressee),
        "Основание": safe_markdown(one.finding),
        "Что рекомендовано": safe_markdown(one.action),
        "Срок и ответственный": safe_markdown(f"{one.term}. {one.responsible}"),
    }


def _order(place: DistrictYear, rules: tuple[AdviceRule, ...], at: int) -> None:
    """The place of the rule among the others; another like it, without it, the shipped ones."""
    with st.container(horizontal=True):
        if at and st.button("Выше", key="rule-up"):
            moved = (*rules[: at - 1], rules[at], rules[at - 1], *rules[at + 1 :])
            _save(place, moved, "Правило поднято.")
        if st.button("Добавить такое же", key="rule-more"):
            other = replace(rules[at], name=_free_name(rules))
            _save(place, (*rules[:at], other, *rules[at:]), "Правило добавлено перед этим.")
        if len(rules) > 1 and st.button("Убрать правило", key="rule-less"):
            _save(place, (*rules[:at], *rules[at + 1 :]), "Правило убрано.")
        if documents.has_own_rules(place) and st.button("Вернуть исходные правила", key="rule-all"):
            _save(place, (), "Действуют исходные правила.")


def _free_name(rules: tuple[AdviceRule, ...]) -> str:
    taken = {one.name for one in rules}
    return next(name for number in range(1, 1000) if (name := f"own_{number}") not in taken)


def _save(place: DistrictYear, rules: tuple[AdviceRule, ...], done: str) -> None:
    try:
        documents.save_rules(place, rules)
    except MonitorError as error:
        blocks.trouble(error)
        return
    session.remember(documents.DONE, done)
    st.rerun()
