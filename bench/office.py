"""Returns as schools send them: filled forms saved anew by an office program."""

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
AT_ONCE = 50
LONGEST = 600
"""Seconds for one call."""


def saved_by_office(files: Sequence[Path], folder: Path) -> list[Path]:
    """The files as LibreOffice saves them, into a folder that may hold some of them already."""
    folder.mkdir(exist_ok=True)
    wanted = [path for path in files if not (folder / path.name).exists()]
    for start in range(0, len(wanted), AT_ONCE):
        _convert(wanted[start : start + AT_ONCE], folder)
    return [folder / path.name for path in files]


def _convert(files: Sequence[Path], folder: Path) -> None:
    assert OFFICE is not None, "LibreOffice is not installed"
    profile = f"-env:UserInstallation={(folder / 'profile').resolve().as_uri()}"
    command = [OFFICE, profile, "--headless", "--convert-to", "xlsx", "--outdir", str(folder)]
    subprocess.run([*command, *map(str, files)], check=True, capture_output=True, timeout=LONGEST)
