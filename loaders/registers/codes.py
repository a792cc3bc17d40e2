"""Codes for a register that has none («коды предложены»): found again by the name, else new ones.

Codes are unique over all districts of a database, because a return names its school by code.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import count

from data_model.places import Municipality, Organisation
from data_model.store import Store

FIRST_DISTRICT = 90001
"""The first code that is proposed for a district without one."""


@dataclass(frozen=True, slots=True)
class KnownDistricts:
    """What the store knows: every district with its register."""

    districts: tuple[tuple[Municipality, tuple[Organisation, ...]], ...] = ()

    @property
    def codes(self) -> set[str]:
        """Every code that is taken."""
        return {place.code for _, register in self.districts for place in register} | {
            one.code for one, _ in self.districts
        }

    @property
    def places(self) -> tuple[Organisation, ...]:
        return tuple(place for _, register in self.districts for place in register)

    def district(self, named: str) -> tuple[Municipality, tuple[Organisation, ...]] | None:
        """The district of a code or a name."""
        said = named.strip().casefold()
        return next((one for one in self.districts if said in _names(one[0])), None)


def _names(place: Municipality) -> set[str]:
    return {place.code.casefold(), place.name.casefold(), place.short.casefold()}


def known_in(store: Store) -> KnownDistricts:
    """The districts of a store with their registers."""
    return KnownDistricts(
        tuple((one, tuple(store.organisations(one.code))) for one in store.municipalities())
    )


def district_code(taken: Collection[str]) -> str:
    return next(code for number in count(FIRST_DISTRICT) if (code := str(number)) not in taken)


def school_codes(district: str, taken: Collection[str]) -> Iterator[str]:
    """Free codes of the schools of a district, one after the other."""
    codes = (f"{district}{number:02d}" for number in count(1))
    return (code for code in codes if code not in taken)
