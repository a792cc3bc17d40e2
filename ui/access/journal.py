"""The journal on the page («журнал»): filters, the lines, whether the chain is whole."""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import partial

import pandas as pd
import streamlit as st

from data_model.people import ROLE_WORDS, JournalAct
from indicators.wording import ENTRIES, counted, date_figures, date_short
from indicators.wording.decisions import ASSIGNMENT_STATES
from ui import blocks, data, filters, selection, tables, words
from ui.access.people import places
from ui.filters import Filter
from ui.words import safe_markdown

EVERYBODY, EVERYTHING = "Все", "Все действия"


ON_A_PAGE = 100
PAGE = Filter(filters.PAGE, "1")


def show_chain() -> None:
    """Whether every line is as it was written."""
    heads = data.store().journal_heads()
    broken = broken_links(asked=(data.database_url(), data.rights(), sorted(heads.items())))
    if not broken:
        st.success("Журнал цел: ни одна запись не изменена и не убрана.")
    for sentence in broken:
        st.error(safe_markdown(sentence))


@st.cache_data(ttl=60, show_spinner=False)
def broken_links(*, asked: tuple[object, ...]) -> tuple[str, ...]:
    """What is wrong with the chains; they are gone through anew each minute, and after an act."""
    return data.store().broken_links()


def show_acts() -> None:
    """The lines of the chosen days, of one person or kind of act where chosen.

    Those of the district of the frame; an administrator, who has none, sees all of them.
    """
    left, middle, right = st.columns(3)
    month, afresh = timedelta(days=30), partial(filters.start_afresh, PAGE.name)
    since = left.date_input(
        "С какого дня",
        date.today() - month,
        format="DD.MM.YYYY",
        key="since",
        on_change=afresh,
    )
    place = selection.place()
    found = [
        one
        for one in data.store().journal(since if isinstance(since, date) else None)
        if place is None or one.municipality == place.municipality
    ]
    if not found and not data.store().journal():
        blocks.empty("Журнал пуст: записи появятся с первым действием.", "start", "Добавить район")
    who = middle.selectbox(
        "Сотрудник",
        [EVERYBODY, *sorted({one.person for one in found})],
        key="who",
        on_change=afresh,
    )
    what = right.selectbox(
        "Что сделал",
        [EVERYTHING, *sorted({one.act for one in found})],
        key="what",
        on_change=afresh,
    )
    shown = [
        one
        for one in reversed(found)
        if who in {EVERYBODY, one.person} and what in {EVERYTHING, one.act}
    ]
    if not shown:
        st.markdown("Записей за эти дни нет.")
        return
    tables.table(
        lines(one_page(shown)),
        key="acts",
        alt="Журнал действий",
        file_name="Журнал.xlsx",
        whole=lambda: lines(shown),
    )


def one_page(found: list[JournalAct]) -> list[JournalAct]:
    """The lines of the chosen page, all of them where they are few; the file holds every one."""
    if len(found) <= ON_A_PAGE:
        return found
    words.quiet(f"{counted(len(found), ENTRIES)}, по {ON_A_PAGE} на странице; в файле — все")
    last = filters.page(-(-len(found) // ON_A_PAGE), PAGE) * ON_A_PAGE
    return found[last - ON_A_PAGE : last]


def lines(found: list[JournalAct]) -> pd.DataFrame:
    """One row an act, the newest first."""
    names = places()
    return pd.DataFrame(
        {
            "Когда": [date_figures(one.at.astimezone()) for one in found],
            "Сотрудник": [one.person for one in found],
            "Действие": [one.act for one in found],
            "О чём": [CODE_INSIDE.sub("", one.object).strip() for one in found],
            "Организация": [names.get(one.org or "", one.org or "") for one in found],
            "Было": [in_words(one.before, names, one.org) for one in found],
            "Стало": [in_words(one.after, names, one.org) for one in found],
            "Откуда": [one.address for one in found],
        }
    )


LONGEST = 300


def in_words(rows: str, names: Mapping[str, str], org: str | None) -> str:
    """The values of the rows that changed, as a person reads them; «…» where it is long.

    ``names``: code of an organisation → its name; ``org``: whom the whole act is about, who is not
    named in each row again.
    """
    if not rows:
        return ""
    told = "; ".join(
        ", ".join(filter(None, row_in_words(row, names, org))) for row in json.loads(rows)
    )
    return told if len(told) <= LONGEST else f"{told[:LONGEST]}…"


def row_in_words(
    row: Mapping[str, object], names: Mapping[str, str], org: str | None
) -> Iterator[str]:
    """The values of one row: an organisation by its name, a bare number with what it counts."""
    for name, value in row.items():
        if name in OF_THE_PROGRAM or name.endswith("_id") or value in (None, "", org):
            continue
        named = names.get(str(value), "") if name in OF_PLACES else ""
        if word := named or value_in_words(value):
            yield COUNTS.get(name, "{}").format(word.removesuffix("."))


CODE_INSIDE = re.compile(r"\b[a-z]+-[a-z0-9-]+\b")
CODE = re.compile(r"[a-z_]+|[a-z]+-[a-z0-9-]+")
DAY = re.compile(r"\d{4}-\d{2}-\d{2}(T[\d:.]+(\+00:00)?)?")
CODES: dict[str, str] = {
    code.value: word for words in (ROLE_WORDS, ASSIGNMENT_STATES) for code, word in words.items()
}
OF_THE_PROGRAM = {
    "id", "sha256", "position", "content", "municipality", "roadmap", "mark", "ordinal",
    "stored_at", "synthetic",
}  # fmt: skip
"""Columns that say nothing to a person."""
OF_PLACES = {"organisation", "code", "head", "addressee"}
"""Columns that name an organisation."""
COUNTS = {
    "grade": "{} класс",
    "pupils": "{} чел.",
    "revision": "версия {}",
    "edition": "редакция {}",
    "number": "№ {}",
    "year": "{} год",
}
"""Column of a bare number → how it is told."""


def value_in_words(value: object) -> str:
    """A stored value as a person reads it; codes that have no word say nothing."""
    if isinstance(value, bool):
        return "да" if value else "нет"
    if isinstance(value, list):
        return ", ".join(map(value_in_words, value))
    text = "" if value is None else str(value)
    if CODE.fullmatch(text):
        return CODES.get(text, "")
    return date_short(date.fromisoformat(text[:10])) if DAY.fullmatch(text) else text
