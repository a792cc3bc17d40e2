"""A new edition made ready: whose edition it is, from which year it counts, what it changes."""

from collections.abc import Mapping
from dataclasses import replace

from data_model.roadmap import Roadmap
from loaders.roadmaps.diff import RoadmapChange, diff_roadmaps
from loaders.roadmaps.goals import kept_goals


def predecessor(new: Roadmap, in_force: Mapping[int, Roadmap]) -> Roadmap | None:
    """The edition in force that shares years with the new one; the latest where several do."""
    shared = [in_force[year] for year in new.years if year in in_force]
    return shared[-1] if shared else None


def as_edition(new: Roadmap, start: int, in_force: Mapping[int, Roadmap], read: bool) -> Roadmap:
    """The new edition, in force from ``start``; earlier years keep what they have.

    An order that was ``read`` belongs to the roadmap whose years it shares, and keeps the
    goals of it; definitions belong to the roadmap that they name.
    """
    before = predecessor(new, in_force)
    if before and read:
        new = replace(kept_goals(before, new), code=before.code)
    return replace(new, in_force_from=start if start > new.years[0] else None)


def changes(new: Roadmap, start: int, in_force: Mapping[int, Roadmap]) -> tuple[RoadmapChange, ...]:
    """What the year ``start`` would see change; nothing where no edition covers it yet."""
    before = in_force.get(start)
    return diff_roadmaps(before, new) if before else ()
