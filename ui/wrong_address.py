"""Addresses that fit nothing («такого нет»): what does not exist, and the nearest that does.

An address never shows another object in silence: an unknown district, year, school, indicator or
page is named as such, and the page offers what stands nearest to it (DESIGN.md 6.6).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches

from data_model.errors import UnknownPlace
from data_model.places import Organisation, OrganisationKind
from data_model.roadmap import roll_date
from data_model.snapshot import Snapshot
from data_model.store import Store
from indicators.wording import NBSP, date_short, listed

OFFERED = 8
"""Districts or years that are offered at most."""


@dataclass(frozen=True, slots=True)
class Way:
    """A way out: its words, the page (none: the same one), the parts of its address."""

    label: str
    page: str = ""
    query: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class WrongAddress:
    """What an address asks for and is not there, in a sentence, and the ways out of it."""

    said: str
    ways: tuple[Way, ...] = ()


# the frame


def of_page(name: str) -> WrongAddress:
    """A page that does not exist."""
    said = f"Страницы «{name}» нет. Выберите страницу в меню."
    return WrongAddress(said, (Way("Главная", "overview"),))


def of_district(asked: str, names: Mapping[str, str]) -> WrongAddress:
    """``names``: what a district is called in an address -> its code."""
    near = get_close_matches(asked, names, n=OFFERED, cutoff=0.4)
    rest = [name for name in names if name not in near]
    offered = [*near, *rest][:OFFERED]
    ways = (Way(name, query={"district": name}) for name in offered)
    return WrongAddress(f"Района «{asked}» в базе нет. Выберите район.", tuple(ways))


def of_year(asked: str, years: tuple[int, ...]) -> WrongAddress:
    """A year without a roadmap; the nearest years are offered first."""
    wanted = int(asked) if asked.isdecimal() else max(years)
    near = sorted(years, key=lambda year: (abs(year - wanted), year))[:OFFERED]
    said = f"«{asked}» — не год: в карте есть"
    if asked.isdecimal():
        said = f"На {asked}{NBSP}год дорожной карты нет. Есть годы:"
    ways = (Way(f"{year} год", query={"year": str(year)}) for year in near)
    return WrongAddress(f"{said} {listed([str(year) for year in years])}.", tuple(ways))


def of_day(asked: str) -> WrongAddress:
    """A day of the terms that is none."""
    said = f"«{asked}» — не день. В адресе день пишут так: as_of=2022-08-31."
    return WrongAddress(said, (Way("Сроки на сегодня", query={"as_of": ""}),))


def of_roadmap(asked: str, titles: Mapping[str, str]) -> WrongAddress:
    """A roadmap that the district has not; ``titles``: code -> title of those of the year."""
    ways = (Way(title, query={"roadmap": code}) for code, title in titles.items())
    said = f"Дорожной карты «{asked}» в этом районе нет. Выберите карту."
    return WrongAddress(said, tuple(ways)[:OFFERED])


# schools


def of_school(seen: Snapshot, year: int, code: str, store: Store) -> WrongAddress:
    """An organisation that the district has not, or that is not awaited in the year."""
    place = next((one for one in seen.organisations if one.code == code), None)
    if place is None:
        return _elsewhere(code, store)
    if place.kind is OrganisationKind.MUNICIPALITY:
        said = f"{place.name.short} — не школа: показатели района стоят на странице «Главная»."
        return WrongAddress(said, (Way("Главная", "overview"),))
    years = [one for one in seen.years if place in seen.expected(one)]
    if not years:
        return _in_no_year(seen, place)
    near = max((one for one in years if one < year), default=min(years))
    which = "Последний" if near < year else "Первый"
    way = Way(f"Открыть {near}{NBSP}год", query={"school": code, "year": str(near)})
    said = f"{_why_not_awaited(seen, place, year)} {which} год — {near}."
    return WrongAddress(said, (way, *_head(place)))


def _elsewhere(code: str, store: Store) -> WrongAddress:
    """Another district's organisation, or nobody's."""
    try:
        holder = store.holder_of(code)
    except UnknownPlace:
        return WrongAddress(f"Организации с кодом «{code}» нет. Выберите школу из списка.")
    said = f"Организация с кодом «{code}» относится к другому району."
    return WrongAddress(said, (Way("Открыть", query={"municipality": holder, "school": code}),))


def _why_not_awaited(seen: Snapshot, place: Organisation, year: int) -> str:
    """«Филиал … закрыт 31.08.2022, отчёт за 2022 год не сдаёт.»"""
    day, name = roll_date(year), place.name.short
    ending = "" if place.kind is OrganisationKind.BRANCH else "а"
    sends_none = f"отчёт за {year}{NBSP}год не сдаёт."
    if place.valid_to and place.valid_to < day:
        return f"{name} закрыт{ending} {date_short(place.valid_to)}, {sends_none}"
    if place.valid_from and place.valid_from > day:
        return f"{name} открыт{ending} {date_short(place.valid_from)}, {sends_none}"
    if place.kind is OrganisationKind.BRANCH:
        head = next((one.name.short for one in seen.organisations if one.code == place.head), "")
        return f"{name} входит в отчёт головной школы{f' ({head})' if head else ''}, {sends_none}"
    return f"{name}: {sends_none}"


def _in_no_year(seen: Snapshot, place: Organisation) -> WrongAddress:
    years = seen.years or (0,)
    return WrongAddress(_why_not_awaited(seen, place, max(years)), _head(place))


def _head(place: Organisation) -> tuple[Way, ...]:
    """A branch leads to its head school."""
    if not place.head:
        return ()
    return (Way("Головная школа", query={"school": place.head}),)


# indicators


def of_indicator(seen: Snapshot, year: int, number: str) -> WrongAddress:
    """A row number that the roadmap of the year, or the page, has not; the nearest year with it."""
    if number in _numbers(seen, year):
        row = seen.roadmaps[year].activity(number)
        name = f"№{NBSP}{number} {row.short or row.title}"
        return WrongAddress(f"{name}: чисел здесь нет, показатель подтверждается документом.")
    have = [one for one in seen.years if number in _numbers(seen, one)]
    if not have:
        said = f"Показателя №{NBSP}{number} в дорожной карте нет. Выберите показатель из списка."
        return WrongAddress(said)
    near = min(have, key=lambda one: (abs(one - year), one))
    said = f"Показателя №{NBSP}{number} в карте {year}{NBSP}года нет: он есть за {_years(have)}."
    query = {"indicator": number, "year": str(near)}
    return WrongAddress(said, (Way(f"Открыть {near}{NBSP}год", query=query),))


def _numbers(seen: Snapshot, year: int) -> set[str]:
    return {row.number for row in seen.roadmaps[year].activities}


def _years(years: Iterable[int]) -> str:
    return f"{listed([str(year) for year in years])}{NBSP}год"
