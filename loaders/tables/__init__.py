"""Tables of others' making («чужие раскладки»): consolidated tables and platform exports.

A mapping is proposed from the headers, confirmed once by a person, and applied by itself to
every later table with the same headers.
"""

from loaders.tables.apply import apply
from loaders.tables.profile import ColumnUse, LayoutKind, LayoutProfile, Use, read_profile
from loaders.tables.proposal import ColumnProposal, MappingProposal, propose
from loaders.tables.saving import confirm, find_profile

__all__ = [
    "ColumnProposal",
    "ColumnUse",
    "LayoutKind",
    "LayoutProfile",
    "MappingProposal",
    "Use",
    "apply",
    "confirm",
    "find_profile",
    "propose",
    "read_profile",
]
