"""The table of kinds is complete, and every shipped roadmap can be computed by it."""

from datetime import date
from pathlib import Path

import pytest

import sample_data
from data_model.places import Municipality
from data_model.roadmap import Kind
from data_model.snapshot import Snapshot
from indicators.measures import KINDS
from indicators.plan_fact import plan_fact
from loaders.roadmaps.file import read_roadmap

ROADMAPS = sorted(Path(sample_data.FOLDER).glob("*.toml"))


def test_every_kind_has_its_line() -> None:
    assert set(KINDS) == set(Kind)


@pytest.mark.parametrize(
    "path",
    [path for path in ROADMAPS if path.stem.startswith("roadmap")],
    ids=lambda path: path.stem,
)
def test_a_shipped_roadmap_can_be_computed_without_any_data(path: Path) -> None:
    roadmap = read_roadmap(path)
    snapshot = Snapshot(
        1, Municipality("1", "Район", "Район"), dict.fromkeys(roadmap.years, roadmap)
    )
    rows = plan_fact(snapshot, date(2019, 1, 1))
    assert len(rows) == len(roadmap.years) * len(roadmap.activities)
    assert {row.status for row in rows} <= {"not_due", "no_target", "no_data"}
