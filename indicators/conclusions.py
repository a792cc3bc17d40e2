"""Conclusions («главные выводы»): the year in three sentences, each with its figures."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from data_model.compliance import Growth, Status
from data_model.roadmap import Kind, Operator
from indicators.contribution import contribution
from indicators.coverage import Collection
from indicators.gaps import WANTED_ORGANISATIONS
from indicators.wording import (
    counted,
    exactly,
    fact_text,
    listed,
    number,
    of,
    people,
    plural,
    status_word,
    target_text,
    value,
)

JUDGED = (Status.MET, Status.PARTLY, Status.MISSED, Status.NO_DATA)
"""Verdicts of rows whose term has come and whose target is set."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that a sentence was made from, and the cell of plan/fact that holds it."""

    name: str
    value: float
    indicator: str = ""
    org: str | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence («вывод») together with the figures in it, in the order of the text."""

    text: str
    figures: tuple[Figure, ...] = ()


def conclusions(plan_fact: pd.DataFrame, collected: Collection, year: int) -> list[Sentence]:
    """What is fulfilled, what falls short most, and how sure this is; at most three."""
    rows = plan_fact[(plan_fact["year"] == year) & plan_fact["org"].isna()]
    if rows.empty:
        return []
    return [
        fulfilled(rows, year),
        furthest(plan_fact, rows, year),
        how_sure(rows, collected),
    ]


def fulfilled(rows: pd.DataFrame, year: int) -> Sentence:
    """How many rows of the roadmap are met, of those whose term has come."""
    verdicts = Counter(Status(verdict) for verdict in rows["status"])
    judged = {verdict: verdicts[verdict] for verdict in JUDGED if verdicts[verdict]}
    if not judged:
        return Sentence(f"В {year} году ни по одному показателю срок ещё не наступил.")
    whole = sum(judged.values())
    parts = ", ".join(f"{status_word(verdict)} — {count}" for verdict, count in judged.items())
    text = f"В {year} году срок наступил по {_dative(whole)}: {parts}."
    figures = [Figure("status", whole)]
    figures += [Figure(f"status {verdict}", count) for verdict, count in judged.items()]
    return Sentence(text, tuple(figures))


def _dative(count: int) -> str:
    return f"{number(count)} {plural(count, 'показателю', 'показателям', 'показателям', '')}"


def furthest(plan_fact: pd.DataFrame, rows: pd.DataFrame, year: int) -> Sentence:
    """The number that falls short of its target most, relative to the target."""
    short = rows[rows["status"].isin([Status.PARTLY, Status.MISSED])]
    numbers = short[short["actual"].notna() & short["target"].notna() & (short["target"] != 0)]
    numbers = numbers[numbers["missing_to_target"].notna()]
    if numbers.empty:
        return _nothing_short(rows, short)
    behind = (1 - numbers["actual"] / numbers["target"]).abs()
    row = numbers.iloc[int(behind.to_numpy(dtype=float).argmax())]
    figures = [
        Figure("actual", float(row["actual"]), row["indicator"]),
        Figure("target", float(row["target"]), row["indicator"]),
    ]
    promise = target_text(row["operator"], row["target"], row["target_upper"], row["unit"])
    text = (
        f"Дальше всего от планового значения строка {row['indicator']} «{row['short']}»: "
        f"{fact_text(row)} при плане {promise}"
    )
    more, further = zip(*_shortfall(plan_fact, row, year), strict=True)
    return Sentence((text + "".join(more)).rstrip(".") + ".", (*figures, *further))


def _shortfall(plan_fact: pd.DataFrame, row: pd.Series, year: int) -> Iterator[tuple[str, Figure]]:
    """How many people are missing, and who misses most; or the growth that is missing."""
    gap = int(row["missing_to_target"])
    if not gap and row["growth"] == Growth.MISSED:
        yield (
            f", участников не больше, чем год назад ({number(row['current_common'])} против "
            f"{number(row['previous'])})",
            Figure("previous", int(row["previous"]), row["indicator"]),
        )
        return
    said = "превышение" if row["operator"] == Operator.AT_MOST else "не хватает"
    yield f", {said} {_units(gap, row)}", Figure("missing_to_target", gap, row["indicator"])
    schools = contribution(plan_fact, year, row["indicator"])
    if gap and len(schools) > 1 and schools["balance"].iloc[0] < 0:
        worst = schools.iloc[0]
        most = int(-worst["balance"])
        figure = Figure("missing_to_target", most, row["indicator"], worst["org"])
        yield f", больше всего — {worst['org_name']} ({people(most)})", figure


def _units(gap: int, row: pd.Series) -> str:
    if row["kind"] == Kind.SHARE_OF_ORGS:
        return counted(gap, WANTED_ORGANISATIONS)
    return people(gap) if row["unit"] in {"%", "чел."} else value(gap, row["unit"])


def _nothing_short(rows: pd.DataFrame, short: pd.DataFrame) -> Sentence:
    """No number falls short: documents may, or nothing may be known yet."""
    unknown = rows[rows["status"] == Status.NO_DATA]
    if not short.empty:
        return _about("Не подтверждены или не выполнены строки", short)
    if not unknown.empty:
        return _about("Среди известных отстающих нет; нет данных по строкам", unknown)
    return Sentence("Ни один показатель с наступившим сроком не отстаёт от планового значения.")


def _about(said: str, rows: pd.DataFrame) -> Sentence:
    named = listed([f"{row.indicator} «{row.short}»" for row in rows.itertuples()])
    figures = (Figure("status", 1, str(number)) for number in rows["indicator"])
    return Sentence(f"{said}: {named}.", tuple(figures))


def how_sure(rows: pd.DataFrame, collected: Collection) -> Sentence:
    """Whether all have reported, and what the missing returns could still change."""
    known, all_of_them = collected.reported, collected.expected
    figures = [Figure("reported", known), Figure("expected", all_of_them)]
    text = f"Отчитались {of(known, all_of_them)} организаций"
    if not rows["provisional"].any():
        return Sentence(f"{text}: выводы окончательные.", tuple(figures))
    row = _widest(rows)
    if row is None:
        return Sentence(f"{text}, выводы предварительные.", tuple(figures))
    figures += [
        Figure("lower", float(row["lower"]), row["indicator"]),
        Figure("upper", float(row["upper"]), row["indicator"]),
    ]
    low, high = (exactly(row[bound], "%", row["target"]) for bound in ("lower", "upper"))
    between = f"от {low} до {high}"
    known_part = "" if collected.missing > 0 else ", но ответы не полны"
    return Sentence(
        f"{text}{known_part}, выводы предварительные: "
        f"по строке {row['indicator']} доля может оказаться {between}.",
        tuple(figures),
    )


def _widest(rows: pd.DataFrame) -> pd.Series | None:
    """The share that the missing answers could move most."""
    wide = rows[(rows["upper"] > rows["lower"]) & (rows["unit"] == "%")]
    if wide.empty:
        return None
    return wide.iloc[int((wide["upper"] - wide["lower"]).to_numpy(dtype=float).argmax())]
