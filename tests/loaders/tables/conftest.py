"""The sample district before any return: register, roll and roadmap."""

from pathlib import Path

import pytest

from data_model.store import Store
from loaders.registers.file import read_register
from loaders.registers.roll import read_roll
from sample_data import FOLDER
from tests.conftest import Copier
from tests.loaders.filling import roadmap


@pytest.fixture
def store(tmp_path: Path, copy_of: Copier) -> Store:
    return copy_of(f"sqlite:///{tmp_path / 'foreign.db'}", district)


def district(opened: Store) -> None:
    opened.save_register(*read_register((FOLDER / "register.xlsx").read_bytes(), "register.xlsx"))
    opened.save_roadmap("58040", roadmap())
    opened.save_roll(read_roll((FOLDER / "roll.xlsx").read_bytes(), "roll.xlsx"))
