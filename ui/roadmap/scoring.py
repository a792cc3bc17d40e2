"""Summary scores: which of them stand beside the verdicts, the scale of the act, and what they say.

``draw`` is the part of «Дорожная карта» where they are switched on; ``of_district`` and
``of_school`` are the lines on the pages, empty while nothing is on.
"""

import streamlit as st

from data_model.errors import Refused
from indicators.scoring import (
    FORMULAS,
    TITLES,
    Score,
    ScoringChoice,
    ScoringMethod,
    as_setting,
    read_scale,
    scores,
    scoring_choice,
    weights_of,
)
from ui import data, doors, offered, words
from ui.monitoring import choices
from ui.selection import DistrictYear
from ui.words import safe_markdown


def draw(place: DistrictYear) -> None:
    """What each way is; what is on, and what it says of the district; the form."""
    st.markdown(
        "Одно число рядом с выводами: выводов оно не меняет и, пока вы его не включили, нигде не "
        "стоит. Формула печатается вместе с числом."
    )
    for line in of_district(place):
        st.markdown(f"**{safe_markdown(line.text)}.** {safe_markdown(line.printed)}.")
    now = chosen(place)
    if now.scale.steps:
        why = f" Причина последнего изменения: {now.reason}." if now.reason else ""
        words.quiet(f"Шкала по акту: {now.scale.act}.{why}")
    if offered.may_or_told("save_settings"):
        form(place, now)


def form(place: DistrictYear, now: ScoringChoice) -> None:
    """Which ways are on, the scale of the act, and why it changes."""
    with st.form("scoring", border=False):
        on = [
            method
            for method in ScoringMethod
            if st.checkbox(TITLES[method], method in now.methods, help=FORMULAS[method])
        ]
        scale = st.text_area(
            "Шкала словесных оценок, если она утверждена",
            now.scale.lines,
            placeholder="0 — неудовлетворительно\n60 — удовлетворительно\n85 — хорошо",
            help="От скольких процентов и слово; оно действует до следующей границы, без неё.",
        )
        act = st.text_input("Каким актом утверждена шкала", now.scale.act)
        reason = st.text_input("Причина изменения")
        if st.form_submit_button("Сохранить", type="primary"):
            wanted = tuple(on)
            doors.attempt(lambda: save(place.municipality, now, wanted, scale, act, reason))


def save(
    municipality: str,
    now: ScoringChoice,
    methods: tuple[ScoringMethod, ...],
    scale: str,
    act: str,
    reason: str,
) -> str:
    """Keep the choice; a scale that there was changes for a reason only."""
    wanted = read_scale(scale, act)
    if now.scale.steps and wanted != now.scale and not reason.strip():
        raise Refused("Шкала уже есть: назовите причину, по которой она меняется.")
    kept = reason.strip() or now.reason
    data.store().save_settings(municipality, as_setting(ScoringChoice(methods, wanted, kept)))
    return "Сводные оценки сохранены." if methods else "Сводные оценки выключены."


def chosen(place: DistrictYear) -> ScoringChoice:
    return scoring_choice(data.snapshot(place.municipality).municipality.settings)


def of_district(place: DistrictYear) -> tuple[Score, ...]:
    return _scores(place, None)


def of_school(place: DistrictYear, org: str) -> tuple[Score, ...]:
    return _scores(place, org)


def _scores(place: DistrictYear, org: str | None) -> tuple[Score, ...]:
    choice = chosen(place)
    if not choice.methods:
        return ()
    rows = choices.rows_of(place, org, place.year)
    weights = weights_of(data.roadmap(place.municipality, place.year))
    return scores(choice, rows, weights, choices.school_rows(place) if org else ())


def show_scores(found: tuple[Score, ...]) -> None:
    """The scores in a line each, their formulas beside them."""
    for one in found:
        words.quiet(f"{one.text}. {one.printed}.")
