"""Confirmed profiles in the store («сохранённые соответствия»)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from data_model.places import Alias
from data_model.returns import MappingProfile
from data_model.roadmap import Roadmap
from data_model.store import Store
from loaders.tables.profile import LayoutProfile, read_profile, refuse_unfit


def confirm(store: Store, municipality: str, profile: LayoutProfile, roadmap: Roadmap) -> None:
    """Keep what a person confirmed: the profile, and the spellings of schools as aliases.

    Raises WrongDefinition where it asks what the roadmap does not, UnknownPlace for a code of
    a school that is not in the register.
    """
    refuse_unfit(profile, roadmap)
    said = {name: org for name, org in profile.schools.items() if org}
    for name, org in said.items():
        store.save_alias(org, Alias(name))
    kept = replace(profile, schools=said)
    store.save_mapping(
        municipality,
        MappingProfile(profile.fingerprint, profile.name, kept.text(), datetime.now(UTC)),
    )


def find_profile(saved: Sequence[MappingProfile], fingerprint: str) -> LayoutProfile | None:
    """The confirmed profile for the headers of a table."""
    for one in saved:
        if one.fingerprint == fingerprint:
            return read_profile(one.content, one.name)
    return None
