"""Return windows («приём отчётов»): years that are closed, and those opened again for a while."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class YearClosure:
    """A year that is closed after the order on results («закрытый год»), and why."""

    year: int
    closed_on: date
    reason: str


@dataclass(frozen=True, slots=True)
class Reopening:
    """A closed year opened again («повторное открытие»): for whom, why, by whom, until when.

    It closes by itself after its last day. ``org`` is None where it is for all.
    """

    year: int
    opened_on: date
    until: date
    reason: str
    person: str
    org: str | None = None

    def admits(self, org: str, day: date) -> bool:
        """Whether data of this organisation may change on that day; "": those of the district."""
        return self.org in (None, org) and self.opened_on <= day <= self.until


@dataclass(frozen=True, slots=True)
class ClosedVerdict:
    """What was said of a row when its year was closed («вывод закрытого года»).

    ``indicator`` is its code, ``org`` None for the district. It is kept as it was, so that a
    rule of ours that judges otherwise today is noticed.
    """

    roadmap: str
    year: int
    indicator: str
    org: str | None
    numerator: int | None
    denominator: int | None
    actual: float | None
    status: str
    reason: str
    judged_on: date


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why the figures of years that are over were changed («пояснение»), and by which door."""

    years: tuple[int, ...]
    door: str
    reason: str
    explained_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class SentBack:
    """A return sent back to be mended («возвращён на доработку»): why and by whom.

    Its values go on counting until the next revision comes, which ends it.
    """

    org: str
    year: int
    sent_on: date
    reason: str
    person: str


def is_admitted(opened: Iterable[Reopening], year: int, org: str, day: date) -> bool:
    """Whether data of an organisation ("": of the district) may change in a closed year."""
    return any(one.year == year and one.admits(org, day) for one in opened)


NAMED = 5
"""Organisations that a refusal names."""


def closed_words(places: Sequence[tuple[int, str]]) -> str:
    """Why a change is refused: which closed years, whose data ("": the district's), what to do."""
    years = sorted({year for year, _ in places})
    orgs = sorted({org for _, org in places if org})
    told = ", ".join(orgs[:NAMED]) + (f" и ещё {len(orgs) - NAMED}" if orgs[NAMED:] else "")
    whose = f" (изменились бы данные: {told})" if told else ""
    is_one = len(years) == 1
    head = f"{years[0]} год закрыт" if is_one else f"{_listed(years)} годы закрыты"
    one_org = f" --org {orgs[0]}" if len(orgs) == 1 and all(org for _, org in places) else ""
    return (
        f"{head}{whose}, ничего не сохранено. Откройте {'его' if is_one else 'каждый'}: roadmap "
        f"reopen-year --year {years[0]}{one_org} --until ДД.ММ.ГГГГ --reason «…» --person «…»"
    )


def _listed(years: Sequence[int]) -> str:
    *others, last = map(str, years)
    return f"{', '.join(others)} и {last}"
