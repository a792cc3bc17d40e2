"""The sample district («учебный район») into a store, and telling it from a real one."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path

from data_model.places import Municipality, Organisation, RollRow
from data_model.roadmap import Roadmap
from data_model.snapshot import Snapshot
from data_model.store import Store
from loaders.intake import context_of, receive
from loaders.register_file import read_register
from loaders.roadmap_file import read_roadmap
from loaders.roll_file import read_roll
from sample_data import FOLDER


@dataclass(frozen=True, slots=True)
class Sample:
    """Everything that is loaded before the returns."""

    municipality: Municipality
    organisations: tuple[Organisation, ...]
    roll: tuple[RollRow, ...]
    roadmap: Roadmap
    deadlines: dict[int, date]


def load_sample(store: Store) -> None:
    """Everything that is needed beforehand, then the returns in the order in which they came."""
    load_definitions(store)
    context = context_of(store)
    for path, received_at, reason in sorted(_returns(), key=lambda sent: sent[1]):
        content = path.read_bytes()
        receive(content, path.name, context, store, received_at=received_at, reason=reason)


def load_definitions(store: Store) -> None:
    """Register, roll, roadmap and deadlines of the sample: all but the returns."""
    sample = read_sample()
    code = sample.municipality.code
    store.save_register(sample.municipality, sample.organisations)
    store.save_roll(sample.roll)
    store.save_roadmap(code, sample.roadmap)
    for year, due in sample.deadlines.items():
        store.save_deadline(code, year, due)


def read_sample() -> Sample:
    """The definitions of the sample as they are shipped."""
    municipality, organisations = read_register(_bytes("register.xlsx"), "register.xlsx")
    return Sample(
        municipality,
        organisations,
        read_roll(_bytes("roll.xlsx"), "roll.xlsx"),
        read_roadmap(FOLDER / "roadmap_2020_2022.toml"),
        {int(line["year"]): date.fromisoformat(line["due"]) for line in _lines("deadlines.csv")},
    )


def is_only_sample(store: Store) -> bool:
    """Whether a database holds nothing beyond the sample, so that it may be made anew.

    An empty one does; one with a changed register, roll or setting, an edition, a return, an
    answered remark or a closed year of one's own does not.
    """
    sample = read_sample()
    return all(
        one.code == sample.municipality.code
        and _adds_nothing(snapshot := store.snapshot(one.code), sample)
        and not (store.mappings(one.code) or store.closures(one.code))
        and _sent_only_samples(store, snapshot)
        for one in store.municipalities()
    )


def _adds_nothing(snapshot: Snapshot, sample: Sample) -> bool:
    schools = set(snapshot.organisations[1:])
    return (
        snapshot.municipality.settings.items() <= sample.municipality.settings.items()
        and schools <= set(sample.organisations)
        and set(snapshot.roll) <= set(sample.roll)
        and all(roadmap == sample.roadmap for roadmap in snapshot.roadmaps.values())
        and snapshot.deadlines.items() <= sample.deadlines.items()
        and not any(problem.answer for problem in snapshot.problems)
    )


def _sent_only_samples(store: Store, snapshot: Snapshot) -> bool:
    """Every revision, undone ones too, has the bytes of a shipped return."""
    shipped = {sha256(path.read_bytes()).hexdigest() for path, *_ in _returns()}
    slots = {(place.code, year) for place in snapshot.organisations for year in snapshot.years}
    slots |= {(one.org, one.year) for one in snapshot.revisions}
    return all(one.sha256 in shipped for slot in slots for one in store.revisions(*slot))


def _returns() -> Iterator[tuple[Path, datetime, str]]:
    """File, moment of receipt and reason of every return of the sample."""
    for line in _lines("received.csv"):
        moment = datetime.fromisoformat(line["received_at"])
        yield FOLDER / "returns" / line["file"], moment, line["reason"]


def _lines(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as source:
        return list(csv.DictReader(source))


def _bytes(name: str) -> bytes:
    return (FOLDER / name).read_bytes()
