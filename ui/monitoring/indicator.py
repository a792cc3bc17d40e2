"""Blocks of «Показатель»: the answer, the years, the schools, who moves the district."""

import pandas as pd
import streamlit as st

from charts.by_school import by_school as schools_chart
from charts.compliance_map import compliance_map
from charts.yearly_share import yearly_share
from indicators import gaps, headlines, matrix
from indicators.breaks import changed_years
from indicators.wording import (
    SCHOOLS,
    YES_NO,
    counted,
    due_words,
    fact_text,
    growth_word,
    is_unknown,
    signed_people,
    target_text,
)
from ui import blocks, data, filters
from ui.kept import recall
from ui.markdown import safe_markdown
from ui.monitoring import choices, frames, links, pictures, tables, words
from ui.selection import Place

ON_A_PAGE = 30
PAGE = filters.Filter(filters.PAGE, "1")
CLICK = "Щёлкните по столбцу — откроется, откуда цифра."


def answer(place: Place, number: str, row: pd.Series) -> None:
    """The verdict in words, what it rests on, and the way to its origin."""
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        blocks.badge(row["status"])
        links.origin_link(number, place.municipality)
    words.answer(sentence(row))
    words.quiet_parts(beside(row))


def sentence(row: pd.Series) -> str:
    """«Факт — 37,2 % (548 из 1 475) при плане не менее 50 %: не хватает 190 чел.»"""
    promise = target_text(row["operator"], row["target"], row["target_upper"], row["unit"])
    if is_unknown(row["actual"]):
        return f"План — {promise}; факта пока нет: {row['reason'] or 'отчёты не сданы'}."
    n_of_d = f" ({frames.of(row)})" if frames.of(row) else ""
    text = f"Факт — {fact_text(row)}{n_of_d}, план — {promise}"
    if row["unit"] == YES_NO:
        text = f"Документ: {fact_text(row)}"
    if gap := gaps.words(row):
        text += f"; {gap}"
    return words.full_stop(text)


def beside(row: pd.Series) -> list[str]:
    """Base, coverage, bounds, growth, term, reason: what the verdict rests on."""
    growth = growth_word(row["growth"]) if row["growth"] else ""
    if growth and not is_unknown(row["previous"]) and not is_unknown(row["current_common"]):
        change = signed_people(int(row["current_common"] - row["previous"]))
        growth += f" ({change} в организациях, где известны оба года)"
    limits = frames.bounds(row)
    return [
        row["base"],
        headlines.reporting(row),
        f"с недостающими отчётами: {limits}" if limits else "",
        growth,
        f"срок {due_words(row['due'])}" if row["due"] else "",
        row["reason"],
    ]


def order_words(place: Place, number: str) -> None:
    """The row as the order has it, letter for letter."""
    activity = data.roadmap(place.municipality, place.year).activity(number)
    with st.expander("Как записано в дорожной карте"):
        st.markdown(safe_markdown(activity.title))
        st.markdown(f"**Показатель.** {safe_markdown(activity.wording)}")
        st.markdown(f"**Срок.** {safe_markdown(activity.term)}")
        st.markdown(f"**Исполнители.** {safe_markdown('; '.join(activity.executors))}")
        for doubt in activity.unsure:
            words.quiet(f"Прочтено с допущением: {doubt}")


def years(place: Place, number: str, rows: pd.DataFrame) -> None:
    """Plan and fact over the years; documents as verdicts by year."""
    if frames.is_presence(rows):
        verdicts(place, number, rows)
        return
    figure = recall(
        yearly_share,
        rows,
        title=recall(_until, rows, place.year),
        note=str(rows["base"].iloc[-1] or ""),
        breaks=recall(changed_years, data.snapshot(place.municipality), rows["code"].iloc[0]),
        palette=pictures.palette(),
    )
    pictures.show(figure, "years")


def _until(rows: pd.DataFrame, year: int) -> str:
    return headlines.yearly(rows[rows["year"] <= year])


def verdicts(place: Place, number: str, rows: pd.DataFrame) -> None:
    """The verdicts of the district and of its schools by year; a click opens the origin."""
    plan_fact = data.plan_fact(place.municipality)
    same = choices.same_row(plan_fact, choices.first_of(rows))
    now = choices.of_schools(choices.of_year(same, place.year))
    district = recall(headlines.of_district, rows, place.year)
    figure = recall(
        compliance_map,
        recall(_over_years, same, tuple(one_page(now)["org"])),
        title=recall(headlines.by_school, now) if len(now) else district,
        note="Щёлкните по ячейке — откроется, откуда цифра.",
        palette=pictures.palette(),
    )
    pictures.show(
        figure,
        "years",
        lambda keys: links.to_origin(number, keys[0] or place.municipality, keys[1]),
    )


def _over_years(same: pd.DataFrame, schools: tuple[str, ...]) -> pd.DataFrame:
    return matrix.places_over_years(same[same["org"].isna() | same["org"].isin(schools)])


def schools(place: Place, number: str, rows: pd.DataFrame) -> None:
    """The schools of the year beside one another; a click opens the origin of a bar."""
    if rows.empty:
        words.quiet("По этой строке отвечает только район: у школ своей цифры нет.")
        return
    if not frames.is_presence(rows):
        figure = recall(
            schools_chart,
            one_page(rows),
            title=recall(headlines.by_school, rows),
            note=". ".join(filter(None, [rows["base"].iloc[0], CLICK])),
            palette=pictures.palette(),
        )
        pictures.show(figure, "schools", lambda keys: links.to_origin(number, keys[0]))
    table = recall(frames.schools, rows)
    with st.expander("Таблица по школам", expanded=len(rows) <= ON_A_PAGE):
        tables.figures(
            table,
            key="schools-table",
            alt="Показатель по школам",
            file_name=f"Показатель {number}, {place.year}.xlsx",
            follow=lambda row, _: links.to_origin(number, str(rows["org"].iloc[row])),
            limits=recall(frames.guides, rows),
        )


def one_page(rows: pd.DataFrame) -> pd.DataFrame:
    """At most one screenful of schools, the highest first."""
    if len(rows) <= ON_A_PAGE:
        return rows
    words.quiet(f"{counted(len(rows), SCHOOLS)}, по {ON_A_PAGE} на странице")
    page = filters.page(-(-len(rows) // ON_A_PAGE), PAGE)
    return recall(_highest, rows, (page - 1) * ON_A_PAGE)


def _highest(rows: pd.DataFrame, first: int) -> pd.DataFrame:
    """A screenful from this place on."""
    ordered = rows.sort_values("actual", ascending=False, kind="stable")
    return ordered.iloc[first : first + ON_A_PAGE]
