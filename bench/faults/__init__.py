"""The fault bench: what is left of the data when a process, a disk or a file fails."""

from dataclasses import dataclass
from pathlib import Path

from data_model.store.safety import doctor


@dataclass(frozen=True)
class Outcome:
    """One line of the report: the fault, what was asked, what came out, whether it holds."""

    fault: str
    asked: str
    found: str
    holds: bool


def complaints(database: Path) -> set[str]:
    """What the doctor finds wrong with a database; the free space of the disk apart."""
    findings = doctor(f"sqlite:///{database}")
    return {one.text for one in findings if not one.ok and "Свободно на диске" not in one.text}
