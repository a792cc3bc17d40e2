"""«Что сделано и помогло ли»: the ladder of one indicator, and the cycle of the district."""

import pandas as pd
import streamlit as st

from indicators.changes import with_changes
from indicators.cycle import Position, Rung, Step, gaps, is_full, ladder, positions
from indicators.wording import NBSP, listed
from reports.compose.effect import UNKNOWN, Effect, effect_of
from reports.lines import lines_of
from ui import blocks, data, navigation, selection, tables
from ui.kept import kept, recall
from ui.markdown import safe_markdown
from ui.monitoring import words
from ui.selection import Place

PAGES = {
    Step.FIGURE: ("indicator", "Показатель"),
    Step.CONCLUSION: ("dynamics", "Год и динамика"),
    Step.RECOMMENDATION: ("documents", "Документы"),
    Step.DECISION: ("protocols", "Протоколы"),
    Step.MEASURE: ("assignments", "Поручения"),
    Step.EXECUTION: ("evidence", "Подтверждения"),
    Step.EFFECT: ("indicator", "Показатель"),
}
"""Where a rung leads: the page that holds it."""
GAP = "разрыв цикла: не заполнено"


def rungs(place: Place, code: str) -> tuple[Rung, ...]:
    seen, plan_fact = data.snapshot(place.municipality), data.plan_fact(place.municipality)
    return recall(ladder, seen, plan_fact, place.year, code)


def code_of(place: Place, number: str) -> str:
    """Code of an indicator by the number of its row."""
    return data.roadmap(place.municipality, place.year).activity(number).indicator.code


def answer(place: Place, code: str, steps: tuple[Rung, ...]) -> None:
    words.answer(sentence(place, code, steps))


def sentence(place: Place, code: str, steps: tuple[Rung, ...]) -> str:
    """Whether it helped, or which links are missing to say so."""
    missing = [str(one.step) for one in steps if one.is_gap]
    whole = f"Разрывы цикла: {listed(missing)}." if missing else "Цикл пройден целиком."
    return f"{verdict(place, code)} {whole}"


def verdict(place: Place, code: str) -> str:
    """The rule of the note on effect, applied to the year after."""
    found = recall(effect_in, data.plan_fact(place.municipality), place.year + 1, code)
    if found is UNKNOWN:
        return f"Помогло ли, по {place.year + 1}{NBSP}году сказать нельзя."
    return f"Меры {found.word}: {found.decision}."


def effect_in(plan_fact: pd.DataFrame, year: int, code: str) -> Effect:
    """What a year says of the measures before it; UNKNOWN where it says nothing."""
    frame = with_changes(plan_fact)
    after = frame[(frame["year"] == year) & (frame["code"] == code) & frame["org"].isna()]
    lines = lines_of(after)
    return effect_of(lines[0]) if lines and lines[0].kind != "presence" else UNKNOWN


def draw(place: Place, steps: tuple[Rung, ...]) -> None:
    """The ladder, one rung under the other, each with the way to its page."""
    for position, one in enumerate(steps, start=1):
        with st.container(border=True):
            text, link = blocks.line()
            text.markdown(in_words(position, one))
            with link:
                way(place, one)


def in_words(position: int, one: Rung) -> str:
    """A rung with what is known of it, a paragraph each."""
    head = f"**{position}. {safe_markdown(str(one.step).capitalize())}**"
    return "\n\n".join([head, *map(safe_markdown, one.texts or (f"✕ {GAP}",))])


def way(place: Place, one: Rung) -> None:
    """A link to the page of a rung; figures open with their year and row."""
    page, label = PAGES[one.step]
    address = {selection.INDICATOR: one.number} if one.number else {}
    if one.year and one.year != place.year:
        address["year"] = str(one.year)
    st.page_link(navigation.page(page), label=label, query_params=address or None)


def cycle(place: Place) -> None:
    """The nine positions of the year with the evidence of each."""
    found = recall(positions, data.snapshot(place.municipality), place.year)
    st.subheader(f"Управленческий цикл {place.year}{NBSP}года", anchor=False)
    words.answer(
        "Полный цикл." if is_full(found) else f"Неполный цикл: нет — {listed(gaps(found))}."
    )
    tables.table(
        position_rows(found),
        key="cycle",
        alt="Девять позиций управленческого цикла",
        file_name=f"Управленческий цикл {place.year}.xlsx",
        columns={
            "№": st.column_config.NumberColumn(width=44),
            "Позиция": st.column_config.TextColumn(width=170),
            "Есть": st.column_config.TextColumn(width=64),
            "Чем подтверждается": st.column_config.TextColumn(width=530),
        },
        row_height=tables.TWO_LINES,
    )


@kept
def position_rows(found: tuple[Position, ...]) -> pd.DataFrame:
    return pd.DataFrame([position_row(number, one) for number, one in enumerate(found, start=1)])


def position_row(number: int, one: Position) -> dict[str, object]:
    return {
        "№": number,
        "Позиция": one.title,
        "Есть": f"✕{NBSP}нет" if one.is_gap else f"✓{NBSP}да",
        "Чем подтверждается": "; ".join(one.evidence) or "разрыв цикла",
    }
