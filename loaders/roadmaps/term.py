"""A roadmap copied to a new term («на новый срок»): the same rows, every year moved."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from data_model.roadmap import Act, Activity, Period, Roadmap, Target
from loaders.values.days import last_day


def copy_to_term(roadmap: Roadmap, first_year: int, act: Act, code: str) -> Roadmap:
    """A draft of the next roadmap that begins in ``first_year``.

    Targets, due dates and the years named in the texts move together; every row says that it
    has to be compared with the new order.
    """
    shift = first_year - roadmap.years[0]
    return replace(
        roadmap,
        code=code,
        title=_text(roadmap.title, roadmap.years, shift),
        act=act,
        years=tuple(year + shift for year in roadmap.years),
        activities=tuple(_moved(activity, roadmap.years, shift) for activity in roadmap.activities),
        edition=1,
        in_force_from=None,
    )


NOTE = "Тексты строки взяты из прежней дорожной карты, годы сдвинуты. Сверьте с новым приказом."


def _moved(activity: Activity, years: tuple[int, ...], shift: int) -> Activity:
    indicator = activity.indicator
    return replace(
        activity,
        term=_text(activity.term, years, shift),
        wording=_text(activity.wording, years, shift),
        unsure=(NOTE,),
        indicator=replace(
            indicator,
            targets=_targets(indicator.targets, shift),
            periods={
                year + shift: Period(year + shift, period.kind, _day(period.due, shift))
                for year, period in indicator.periods.items()
            },
        ),
    )


def _targets(targets: Mapping[int, Target], shift: int) -> dict[int, Target]:
    return {year + shift: target for year, target in targets.items()}


def _text(text: str, years: tuple[int, ...], shift: int) -> str:
    """Years of the old term moved; others, of laws and letters, left alone."""

    def moved(found: re.Match[str]) -> str:
        year = int(found[0])
        return str(year + shift) if year in years else found[0]

    return re.sub(r"(?<!\d)20\d\d(?!\d)", moved, text)


def _day(day: date, shift: int) -> date:
    """The same day of another year; the last of February stays the last."""
    last = last_day(day.year + shift, day.month)
    is_last = day == last_day(day.year, day.month)
    return last if is_last else day.replace(year=day.year + shift)
