"""Measures («исходные величины»): what each place has of each indicator, before any verdict."""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from data_model.roadmap import ALL_GRADES, ROLL, Activity, Indicator, Roadmap
from data_model.snapshot import Snapshot
from indicators.answers import Answers, some
from indicators.definitions import JUDGED_BY_SHARE

Base = tuple[int, ...]


def measures_frame(snapshot: Snapshot, answers: Answers) -> pd.DataFrame:
    """One row per year, activity and awaited place, the municipality among them.

    counted and whole: numerator and denominator (Int64, NA: unknown); awaited: false where the
    question does not apply (no pupils in the base); answered: both are known; confirmed: a
    presence with a document; explained and sent: why not; roll: pupils of the base; place:
    the row of the answers; org: one number for all years of an organisation.
    """
    years = answers.places["year"].to_numpy()
    parts = [
        _measure(answers, roadmap, activity, position, np.isin(years, covered))
        for roadmap, covered in editions(snapshot)
        for position, activity in enumerate(roadmap.activities)
    ]
    return pd.concat(parts, ignore_index=True)


def editions(snapshot: Snapshot) -> Iterator[tuple[Roadmap, list[int]]]:
    """Each edition in force once, with the years that it governs."""
    seen: list[Roadmap] = []
    for roadmap in snapshot.roadmaps.values():
        if roadmap not in seen:
            seen.append(roadmap)
            years = [year for year, other in snapshot.roadmaps.items() if other == roadmap]
            yield roadmap, years


def base_of(roadmap: Roadmap, indicator: Indicator) -> Base:
    """The grades that an indicator sums over."""
    return indicator.base or roadmap.question(indicator.counted).grades


def _measure(
    answers: Answers,
    roadmap: Roadmap,
    activity: Activity,
    position: int,
    covered: np.ndarray,
) -> pd.DataFrame:
    indicator = activity.indicator
    question = roadmap.question(indicator.counted)
    base = base_of(roadmap, indicator)
    frame = fractions(answers, roadmap, indicator, base)
    cells = answers.cells(question, base)
    frame["year"] = answers.places["year"]
    frame["org"] = pd.factorize(answers.places["org"])[0]
    frame["place"] = answers.places.index
    frame["own"] = answers.places["own"]
    frame["position"] = position
    frame["confirmed"] = answers.is_documented(question)
    frame["explained"] = some(answers.explained[:, cells])
    frame["sent"] = answers.sent
    frame["roll"] = answers.roll(base or ALL_GRADES).series(frame.index)
    return frame[covered]


def fractions(answers: Answers, roadmap: Roadmap, indicator: Indicator, base: Base) -> pd.DataFrame:
    """counted, whole, awaited and answered of every place for one base of grades."""
    question = roadmap.question(indicator.counted)
    index = answers.places.index
    counted = answers.total(question, base).series(index)
    if indicator.kind not in JUDGED_BY_SHARE:
        awaited = pd.Series(~answers.is_waived(question, base), index=index)
        none = pd.Series(pd.NA, index=index, dtype="Int64")
        answered = counted.notna() & awaited
        return pd.DataFrame(
            {"counted": counted, "whole": none, "awaited": awaited, "answered": answered}
        )
    out_of = None if indicator.out_of in {None, ROLL} else roadmap.question(str(indicator.out_of))
    whole = answers.denominator(out_of, base).series(index)
    awaited = whole.ne(0).fillna(True).astype(bool)
    answered = counted.notna() & whole.notna() & awaited
    return pd.DataFrame(
        {"counted": counted, "whole": whole, "awaited": awaited, "answered": answered}
    )
