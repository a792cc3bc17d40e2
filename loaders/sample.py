"""The sample districts («учебные районы») into a store, and telling them from a real one."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path

from data_model.decisions import MeetingProtocol
from data_model.places import Municipality, Organisation, RollRow
from data_model.roadmap import Roadmap
from data_model.snapshot import Snapshot
from data_model.store import Store
from data_model.store.acts import ACTS
from loaders.intake import context_of, receive
from loaders.meetings.chain import ChainsTable, is_only, read_chains, store_chains
from loaders.meetings.protocol import read_protocol
from loaders.registers.file import read_register
from loaders.registers.roll import read_roll
from loaders.roadmaps.file import read_roadmap
from sample_data import FOLDER

SECOND_REGISTER = "bashmakovo/register.xlsx"


@dataclass(frozen=True, slots=True)
class SampleDistrict:
    """Everything of one district that is loaded beside its returns."""

    municipality: Municipality
    organisations: tuple[Organisation, ...]
    roll: tuple[RollRow, ...]
    roadmap: Roadmap
    deadlines: dict[int, date]
    protocol: MeetingProtocol
    done: ChainsTable


def load_sample(store: Store) -> None:
    """Both districts: what is needed beforehand, the returns as they came, what was decided.

    The first one stays the first registered, so that commands without a district mean it.
    """
    load_definitions(store)
    load_district(store, read_second_sample())
    context = context_of(store)
    for path, received_at, reason in sorted(_returns(), key=lambda sent: sent[1]):
        content = path.read_bytes()
        receive(content, path.name, context, store, received_at=received_at, reason=reason)
    for sample in (read_sample(), read_second_sample()):
        load_decisions(store, sample)


def load_definitions(store: Store) -> None:
    """Register, roll, roadmap and deadlines of the first district, and nothing else."""
    load_district(store, read_sample())


def load_district(store: Store, sample: SampleDistrict) -> None:
    """Register, roll, roadmap and deadlines of one district."""
    code = sample.municipality.code
    store.save_register(sample.municipality, sample.organisations)
    store.save_roll(sample.roll)
    store.save_roadmap(code, sample.roadmap)
    for year, due in sample.deadlines.items():
        store.save_deadline(code, year, due)


def load_decisions(store: Store, sample: SampleDistrict) -> None:
    """The protocol of one district, and what was done about it."""
    store.save_protocol(sample.municipality.code, sample.protocol)
    store_chains(store, sample.municipality.code, sample.done)


def read_sample() -> SampleDistrict:
    """The first district as it is shipped; only its roadmap is real."""
    municipality, organisations = read_register(_bytes("register.xlsx"), "register.xlsx")
    return SampleDistrict(
        municipality,
        organisations,
        read_roll(_bytes("roll.xlsx"), "roll.xlsx"),
        read_roadmap(FOLDER / "roadmap_2020_2022.toml"),
        {int(line["year"]): date.fromisoformat(line["due"]) for line in _lines("deadlines.csv")},
        _protocol("protocol_bessonovka_2022.toml"),
        read_chains(_bytes("chains_bessonovka.toml"), "chains_bessonovka.toml"),
    )


def read_second_sample() -> SampleDistrict:
    """The second district: only its protocol is real, and it has sent no return."""
    municipality, organisations = read_register(_bytes(SECOND_REGISTER), SECOND_REGISTER)
    return SampleDistrict(
        municipality,
        organisations,
        read_roll(_bytes("bashmakovo/roll.xlsx"), "bashmakovo/roll.xlsx"),
        read_roadmap(FOLDER / "roadmap_bashmakovo_2020_2021.toml"),
        {},
        _protocol("protocol_4.toml"),
        ChainsTable(),
    )


def _protocol(name: str) -> MeetingProtocol:
    return read_protocol(_bytes(name), name)


def is_only_sample(store: Store) -> bool:
    """Whether a database holds nothing beyond the sample, so that it may be made anew.

    An empty one does; one with a changed register, roll or setting, an edition, a return, an
    answered remark, a closed year, a protocol or an execution of one's own does not, nor does one
    whose journal tells of an act that loading does not do, such as a return that was undone.
    """
    if not {one.act for one in store.journal()} <= OF_LOADING:
        return False
    samples = {one.municipality.code: one for one in (read_sample(), read_second_sample())}
    return all(
        one.code in samples
        and _adds_nothing(snapshot := store.snapshot(one.code), samples[one.code])
        and not (store.mappings(one.code) or store.closures(one.code))
        and _sent_only_samples(store, snapshot)
        for one in store.municipalities()
    )


OF_LOADING = {
    kind.words
    for name, kind in ACTS.items()
    if kind.is_automatic
    or name
    in (
        *("save_register", "save_roll", "save_roadmap", "save_deadline", "save_return"),
        *("save_protocol", "save_chain", "save_execution", "save_evidence"),
        "release_assignment",
    )
}
"""The acts of which the journal tells once the sample is loaded, and what nobody does by hand."""


def _adds_nothing(snapshot: Snapshot, sample: SampleDistrict) -> bool:
    schools = set(snapshot.organisations[1:])
    office = replace(snapshot.municipality, settings=sample.municipality.settings)
    return (
        office == sample.municipality
        and snapshot.municipality.settings.items() <= sample.municipality.settings.items()
        and schools <= set(sample.organisations)
        and set(snapshot.roll) <= set(sample.roll)
        and all(roadmap == sample.roadmap for roadmap in snapshot.roadmaps.values())
        and snapshot.deadlines.items() <= sample.deadlines.items()
        and not any(problem.answer for problem in snapshot.problems)
        and all(protocol == sample.protocol for protocol in snapshot.protocols)
        and is_only(snapshot, sample.done)
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
