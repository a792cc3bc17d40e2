"""Districts side by side: what several of them measure in the same way, year by year."""

from collections import Counter
from collections.abc import Sequence

import pandas as pd
import streamlit as st

from indicators.region import JUDGE, DistrictRow, district_rows, shared
from ui import blocks, data, selection
from ui.monitoring import frames
from ui.monitoring.tables import figures
from ui.wrong_address import WrongAddress

SAME = (
    "Показатель тот же, если в картах районов он имеет один код. План, база и срок у каждого "
    "района — по его приказу, поэтому они стоят рядом с цифрой."
)
UNSHARED = "Такого показателя в нескольких районах нет."


def indicator(rows: Sequence[DistrictRow]) -> tuple[str, str]:
    """Code and name of the chosen indicator; ends the page where it is in no two districts."""
    names = first_names(rows)
    with st.container(width=480):
        code = selection.choose("Показатель", selection.SHARED, names, usual(rows))
    if code is None:
        blocks.nothing_there(WrongAddress(f"{UNSHARED} Выберите показатель из списка."))
    return code, names[code]


def table(name: str, rows: Sequence[DistrictRow]) -> None:
    """The indicator in each district and year."""
    figures(
        district_table(rows),
        key="districts",
        alt=f"{name} по районам",
        file_name="Сравнение районов.xlsx",
    )


def of_code(rows: Sequence[DistrictRow], code: str | None) -> tuple[DistrictRow, ...]:
    return tuple(one for one in rows if one.row.code == code)


def usual(rows: Sequence[DistrictRow]) -> str:
    """What is shown first: the indicator with most figures that have a base to compare."""
    bases = Counter({one.row.code: 0 for one in rows})
    bases.update(one.row.code for one in rows if one.row.denominator is not None)
    return bases.most_common(1)[0][0]


def sentence(name: str, rows: Sequence[DistrictRow]) -> str:
    """In how many districts and which years the indicator can be compared."""
    years = ", ".join(str(year) for year in sorted({one.row.year for one in rows}, reverse=True))
    places = len({one.district for one in rows})
    return f"{name}: районов — {places}, годы, за которые сравнение возможно: {years}."


@data.kept
def shared_rows() -> tuple[DistrictRow, ...]:
    """What at least two districts measure in a year; see ``indicators.region``."""
    places = data.store().districts()
    codes = [one.code for one in places]
    return shared(district_rows(data.store().district_verdicts(codes, JUDGE, data.today()), places))


def nothing_shared() -> None:
    """No two districts measure the same in the same year: say what is needed."""
    blocks.empty(
        "Сравнивать пока нечего: нет показателя, который за один и тот же год измеряют хотя бы "
        "два района. Одинаковые показатели имеют в картах районов один код.",
        "roadmap",
        "К дорожной карте",
    )


def first_names(rows: Sequence[DistrictRow]) -> dict[str, str]:
    """Code → the name that the indicator bears in one of the districts."""
    names: dict[str, str] = {}
    for one in rows:
        names.setdefault(one.row.code, one.row.short)
    return names


def district_table(rows: Sequence[DistrictRow]) -> pd.DataFrame:
    """One row per year and district, the newest year first; no column that says nothing."""
    newest_first = sorted(rows, key=lambda one: (-one.row.year, one.name))
    return frames.beside_one_another(newest_first)
