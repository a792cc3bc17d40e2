"""Mapping a foreign table from the terminal: proposed into a small file, confirmed by its use."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path

from rich.console import Console

from data_model.errors import NothingThere, Refused
from data_model.roadmap import roll_date
from data_model.store import Store
from loaders.files.worker_pool import read_workbook
from loaders.intake import context_of
from loaders.tables.finding import table_of
from loaders.tables.profile import USE_WORDS, LayoutProfile, confirm, read_profile
from loaders.tables.proposal import MappingProposal, propose
from loaders.tables.share import schools_in
from loaders.tables.tables import roadmap_in_force, unknown_schools

NO_TABLE = (
    "В файле «{name}» не найдена таблица со столбцом школ. Нужна шапка со словами "
    "«образовательная организация», «школа» или «код ОО»."
)
Write = Callable[[Path, bytes], None]


def mapped(
    store: Store, municipality: str, content: bytes, name: str, sheet: str = ""
) -> LayoutProfile:
    """The proposed mapping of a file, with the schools that a person must name.

    ``sheet`` is the one to read where several hold answers. Raises NothingThere where there
    is no table or no roadmap yet.
    """
    proposal = proposed(store, municipality, content, name, sheet)
    profile = replace(
        proposal.profile(f"Таблица «{Path(name).stem}»"), file=sha256(content).hexdigest()
    )
    workbook = read_workbook(content, name)
    names = unknown_schools(
        workbook, profile, context_of(store), municipality, _day(store, municipality)
    )
    schools = schools_in(context_of(store), municipality, {}, _day(store, municipality))
    places = {name: schools.likely(name) for name in names}
    likely = {name: f"{place.code} {place.name.short}" for name, place in places.items() if place}
    return replace(profile, schools=dict.fromkeys(names, ""), likely=likely)


def _day(store: Store, municipality: str) -> date:
    roadmaps = store.roadmaps(municipality)
    year = max(roadmaps)
    return roll_date(roadmaps[year].roll_years(year)[-1])


def proposed(
    store: Store, municipality: str, content: bytes, name: str, sheet: str
) -> MappingProposal:
    roadmap = roadmap_in_force(store.snapshot(municipality))
    if roadmap is None:
        raise NothingThere("Дорожная карта не загружена: roadmap load-roadmap ФАЙЛ")
    proposal = propose(read_workbook(content, name), roadmap, sheet)
    if proposal is None:
        raise NothingThere(NO_TABLE.format(name=name))
    return proposal


def show(console: Console, profile: LayoutProfile) -> None:
    """Each column in a line: what it is taken for, and what to look at."""
    for one in profile.columns:
        meant = " ".join(filter(None, (one.question, f"{one.grade} класс" if one.grade else "")))
        hint = f"  ? {one.hint}" if one.hint else ""
        _say(console, f"{one.header}: {USE_WORDS[one.use]}{f' — {meant}' if meant else ''}{hint}")
    for name in profile.schools:
        guess = f" Похоже: {profile.likely[name]}." if profile.likely.get(name) else ""
        _say(console, f"? Школа «{name}» не узнана: впишите её код в раздел [schools].{guess}")


def confirmed(store: Store, municipality: str, file: Path, tables: list[Path], text: str) -> str:
    """Keep the mapping of a small file, for tables with its headers only; its name.

    Raises Refused where the table has other headers, WrongDefinition where the file is wrong.
    """
    profile = read_profile(text, file.name)
    for path in tables:
        workbook = read_workbook(path.read_bytes(), path.name) if path.is_file() else None
        if workbook is None or table_of(workbook, profile.fingerprint) is None:
            raise Refused(
                f"Соответствие «{file.name}» сделано для другой шапки, чем у «{path.name}»: "
                f"составьте новое командой roadmap map {path.name}"
            )
    roadmap = roadmap_in_force(store.snapshot(municipality))
    if roadmap is None:
        raise NothingThere("Дорожная карта не загружена: roadmap load-roadmap ФАЙЛ")
    confirm(store, municipality, profile, roadmap)
    return profile.name


def _say(console: Console, sentence: str) -> None:
    console.print(sentence, markup=False, highlight=False, soft_wrap=True)
