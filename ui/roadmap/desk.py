"""The desk («черновик редакции»): one draft per district, kept by the process, not by the tab.

A person who checks twelve rows and presses F5 finds them as they were; a colleague of the same
district sees the same draft. What is stored in the database is only what was applied.
"""

from dataclasses import dataclass, replace

import streamlit as st

from data_model.roadmap import Roadmap
from loaders.orders.review import Review
from ui import data


@dataclass(frozen=True, slots=True)
class Draft:
    """Where it came from, and either a review of an order or a ready roadmap.

    ``turn`` tells the widgets of one draft from those of the one before.
    """

    source: str
    turn: int
    review: Review | None = None
    roadmap: Roadmap | None = None


@st.cache_resource(show_spinner=False)
def _drafts(url: str) -> dict[str, Draft]:
    return {}


@st.cache_resource(show_spinner=False)
def _turns(url: str) -> list[int]:
    return [0]


def draft(municipality: str) -> Draft | None:
    return _drafts(data.database_url()).get(municipality)


def begin(municipality: str, source: str, content: Review | Roadmap) -> None:
    """Lay a new draft on the desk; the one before is gone."""
    turns = _turns(data.database_url())
    turns[0] += 1
    review = content if isinstance(content, Review) else None
    roadmap = content if isinstance(content, Roadmap) else None
    _drafts(data.database_url())[municipality] = Draft(source, turns[0], review, roadmap)


def keep(municipality: str, review: Review) -> None:
    """The review as it stands now."""
    if old := draft(municipality):
        _drafts(data.database_url())[municipality] = replace(old, review=review)


def clear(municipality: str) -> None:
    _drafts(data.database_url()).pop(municipality, None)
