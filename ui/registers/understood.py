"""How a register or a roll was understood («что понято»), shown before it is stored."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from indicators.wording import capital, date_short
from loaders.registers.file import INFERRED_WORDS, RegisterReading
from loaders.registers.roll import RollReading, by_place
from loaders.registers.school_names import How
from loaders.school_tables.passed import Passed
from ui.markdown import safe_markdown
from ui.tables import fitting


def register(read: RegisterReading) -> None:
    """What the file does not say and was taken from what it does, and what was passed over."""
    told = [place for place in read.organisations if read.inferred.get(place.code)]
    if told:
        st.markdown(
            f"{safe_markdown(read.municipality.name)}, код {read.municipality.code}. Часть "
            "сведений в файле не названа и взята по смыслу, проверьте её:"
        )
        _table(
            [
                {
                    "Код": place.code,
                    "Школа": place.name.short,
                    "Тип": place.kind.value,
                    "Головная": place.head or "",
                    "Действует с": date_short(place.valid_from) if place.valid_from else "",
                    "Взято по смыслу": ", ".join(
                        INFERRED_WORDS[one] for one in read.inferred[place.code]
                    ),
                }
                for place in told
            ],
            "Взято по смыслу",
        )
    _passed(read.passed)


def roll(read: RollReading) -> None:
    """How schools, year and day of a roll were recognised, and what was passed over."""
    for one in read.told:
        st.markdown(f"{safe_markdown(capital(one))}.")
    if any(how is not How.CODE for how in read.matched_by.values()):
        st.markdown("Школы узнаны по названиям, проверьте:")
        _table(
            [
                {
                    "Код": org,
                    "Год": year,
                    "На день": date_short(rows[0].counted_on),
                    "Обучающихся": sum(row.pupils for row in rows),
                    "Узнана по": read.matched_by[org].value,
                }
                for (org, year), rows in by_place(read.rows).items()
            ],
            "Школы, узнанные по названиям",
        )
    if read.unmatched:
        names = ", ".join(f"«{safe_markdown(one.name)}»" for one in read.unmatched)
        st.warning(f"Не взято, школа не названа: {names}.", icon=":material/warning:")
    _passed(read.passed)


def _passed(passed: Sequence[Passed]) -> None:
    if passed:
        st.markdown("Не читается:")
        _table([{"Строка": one.row, "Что и почему": one.why} for one in passed], "Не читается")


def _table(rows: list[dict[str, object]], alt: str) -> None:
    frame = pd.DataFrame(rows)
    st.dataframe(frame, hide_index=True, height=fitting(frame), alt=alt)
