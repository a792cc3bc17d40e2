"""Mapping profiles («профили соответствия»): how a foreign layout is read, once confirmed."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class MappingProfile:
    """What a person confirmed for one foreign layout.

    ``fingerprint`` is made from its headers, so the profile applies by itself next time;
    ``content`` is text that only its reader understands.
    """

    fingerprint: str
    name: str
    content: str
    confirmed_at: datetime
