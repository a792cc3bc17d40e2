"""Колесо содержит всё, что читает программа: образец, шрифты, шаблоны, настройки экрана."""

import subprocess
from pathlib import Path
from zipfile import ZipFile

import pytest

from deploy.freeze import ROOT, build_wheel

ROOMS = ("access", "charts", "data_model", "indicators", "loaders", "pages", "reports") + (
    "sample_data", "terminal", "ui", ".streamlit",
)  # fmt: skip


@pytest.fixture(scope="module")
def members(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    wheel = build_wheel(tmp_path_factory.mktemp("wheel"))
    with ZipFile(wheel) as opened:
        return set(opened.namelist())


def files_of_rooms() -> set[str]:
    kept = subprocess.run(
        ["git", "ls-files", *ROOMS], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if kept.returncode == 0 and kept.stdout:
        return {name for name in kept.stdout.splitlines() if (ROOT / name).is_file()}
    return {
        str(path.relative_to(ROOT))
        for room in ROOMS
        for path in (ROOT / room).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


def test_every_file_of_the_rooms_is_in_the_wheel(members: set[str]) -> None:
    wanted = files_of_rooms()
    assert {"reports/fonts/PT_Sans-Web-Regular.ttf", ".streamlit/config.toml"} <= wanted
    assert wanted - members == set()
    assert {"app.py", "cli.py"} <= members


def test_nothing_but_the_program_is_in_it(members: set[str]) -> None:
    outside = {name.partition("/")[0] for name in members} - {*ROOMS, "app.py", "cli.py"}
    assert [name for name in outside if not name.endswith(".dist-info")] == []


def test_the_settings_lie_where_the_framework_looks() -> None:
    """Рядом с app.py: установленная программа берёт их оттуда, где бы её ни запустили."""
    from streamlit import config, file_util

    beside = file_util.get_main_script_streamlit_file_path(str(ROOT / "app.py"), "config.toml")
    assert Path(beside) == ROOT / ".streamlit" / "config.toml"
    assert hasattr(config, "_main_script_path")
