"""The roadmap on the page: its rows, its edition, a file that replaces it."""

import pandas as pd

from data_model.roadmap import Activity, Indicator, Roadmap
from data_model.snapshot import Snapshot
from indicators.wording import DASH, date_short, date_words, kind_word, listed, target_text
from loaders.previews import Preview, preview_roadmap, save_roadmap
from loaders.roadmaps.file import write_roadmap
from ui import data
from ui.proposals import Proposal


def table(roadmap: Roadmap) -> pd.DataFrame:
    """One row per activity: the words of the order, and how it is measured by year."""
    return pd.DataFrame([row(activity, roadmap.years) for activity in roadmap.activities])


def row(activity: Activity, years: tuple[int, ...]) -> dict[str, str]:
    indicator = activity.indicator
    return {
        "№": activity.number,
        "Мероприятие": activity.title,
        "Индикативный показатель": activity.wording,
        "Вид": kind_word(indicator.kind),
        **{str(year): promise(indicator, year) for year in years},
        "Исполнители": listed(activity.executors),
        "Что прочитано не буквально": " ".join(activity.unsure),
    }


def promise(indicator: Indicator, year: int) -> str:
    """«не менее 35 %, до 31.12.2021»."""
    target, period = indicator.targets.get(year), indicator.periods.get(year)
    if target is None or period is None:
        return DASH
    words = target_text(indicator.operator, target.value, target.upper, indicator.unit)
    return f"{words}, до {date_short(period.due)}"


def source(roadmap: Roadmap) -> str:
    """«Приказ … от 14 июля 2020 года № 94/01-09, редакция 1»."""
    act = roadmap.act
    day = f" от {date_words(act.date)}" if act.date else ""
    number = f" № {act.number}" if act.number else ""
    return f"{act.body}, {act.kind}{day}{number}. Редакция определений {roadmap.edition}."


def proposal(roadmap: Roadmap, municipality: str, reason: str = "") -> Proposal:
    """An edition, from the first year on that it may judge; ``reason``: why years that are over."""

    def store(seen: Preview, why: str) -> str:
        if seen.is_stored:
            return f"Дорожная карта «{roadmap.title}» уже сохранена, ничего не изменилось."
        number = save_roadmap(data.store(), municipality, seen, why or reason)
        return f"Дорожная карта «{roadmap.title}» сохранена, редакция {number}."

    return Proposal(lambda: preview_roadmap(data.store(), municipality, roadmap, reason), store)


def text(roadmap: Roadmap) -> bytes:
    """The roadmap as the file that can be mended and loaded again."""
    return write_roadmap(roadmap).encode("utf-8")


def loaded(exclude: str) -> dict[str, Roadmap]:
    """Roadmaps of the other districts, by what a person would call them."""
    found: dict[str, Roadmap] = {}
    for code, name in data.municipality_names().items():
        if code != exclude:
            seen: Snapshot = data.snapshot(code)
            found |= {f"{name}: {one.title}": one for one in seen.roadmaps.values()}
    return found
