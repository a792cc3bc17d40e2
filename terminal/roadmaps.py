"""Loading a roadmap: definitions are stored at once, a reading of an order when confirmed."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from rich.console import Console

from data_model.roadmap import Operator, Roadmap, Target
from data_model.store import Store
from indicators.wording import kind_word, target_text
from loaders.order import RoadmapProposal, RowProposal, confirm, read_order
from loaders.roadmap_file import read_roadmap_bytes
from loaders.roadmap_workbook import is_roadmap_workbook, read_roadmap_workbook
from terminal import contract

Place = Callable[[], tuple[Store, str]]
"""Opens the database only when something is stored: a proposal needs none."""


@dataclass(frozen=True)
class Stored:
    """A roadmap that was stored, and in which edition."""

    roadmap: Roadmap
    edition: int
    answer: dict[str, Any]

    def as_json(self) -> dict[str, Any]:
        return self.answer

    def print(self, console: Console) -> None:
        activities = len(self.roadmap.activities)
        console.print(
            f"«{self.roadmap.title}»: строк — {activities}, редакция {self.edition}. Сохранено.",
            markup=False,
            highlight=False,
        )


@dataclass(frozen=True)
class Proposed:
    """What was read from an order and is not stored yet."""

    proposal: RoadmapProposal

    def as_json(self) -> dict[str, Any]:
        return self.proposal.to_json()

    def print(self, console: Console) -> None:
        for row in self.proposal.rows:
            say(console, f"{row.number}. {row.title}")
            say(console, f"    {meaning(row)}")
            for sentence in row.unsure:
                say(console, f"    ? {sentence}")
        for sentence in self.proposal.unsure:
            say(console, f"? {sentence}")
        say(console, "Ничего не сохранено. Сохранить прочитанное: добавьте --yes")


def say(console: Console, sentence: str) -> None:
    console.print(sentence, markup=False, highlight=False, soft_wrap=True)


def meaning(row: RowProposal) -> str:
    """What a row is taken to mean, in one line."""
    kind = kind_word(row.kind) if row.kind else "вид показателя не определён"
    path = "; ".join(f"{year}: {promise(row, target)}" for year, target in row.targets.items())
    terms = ", ".join(f"{one.label} (до {one.due:%d.%m.%Y})" for one in row.periods.values())
    return " | ".join(part for part in (kind, path, terms, ", ".join(row.executors)) if part)


def promise(row: RowProposal, target: Target) -> str:
    upper = None if target.upper is None else float(target.upper)
    return target_text(row.operator or Operator.AT_LEAST, float(target.value), upper, row.unit)


def load(content: bytes, filename: str, yes: bool, place: Place) -> Stored | Proposed:
    """Definitions (.toml) are stored; an order is read, and stored only with ``yes``."""
    if roadmap := definitions(content, filename):
        return store(roadmap, contract.roadmap(roadmap), place)
    proposal = read_order(content, filename)
    if not yes:
        return Proposed(proposal)
    return store(confirm(proposal), proposal.to_json(stored=True), place)


def definitions(content: bytes, filename: str) -> Roadmap | None:
    """A roadmap that is data already: our TOML or our workbook. None for an order."""
    if PurePath(filename).suffix.lower() == ".toml":
        return read_roadmap_bytes(content, filename)
    return read_roadmap_workbook(content) if is_roadmap_workbook(content) else None


def store(roadmap: Roadmap, answer: dict[str, Any], place: Place) -> Stored:
    database, municipality = place()
    return Stored(roadmap, database.save_roadmap(municipality, roadmap), answer)
