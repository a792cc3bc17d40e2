"""Options and names that the framework does not promise: a new version must not lose them."""

import logging
import tomllib
from pathlib import Path
from typing import Any

import streamlit
from streamlit import config
from streamlit.runtime.pages_manager import PagesManager

from ui.incidents import without_ids
from ui.middleware.shell import INDEX, fonts, preloads, russian

SETTINGS = tomllib.loads(
    (Path(__file__).parents[2] / ".streamlit" / "config.toml").read_text(encoding="utf-8")
)


def options(section: dict[str, Any], prefix: str) -> list[str]:
    """Dotted names of all settings of a section and its subsections."""
    names = []
    for name, value in section.items():
        if isinstance(value, dict):
            names += options(value, f"{prefix}.{name}")
        else:
            names.append(f"{prefix}.{name}")
    return names


def test_every_setting_of_ours_is_known() -> None:
    ours = {name for section, held in SETTINGS.items() for name in options(held, section)}
    assert ours
    assert ours - set(config.get_config_options()) == set()


def test_nothing_leaves_the_machine_by_our_settings() -> None:
    assert SETTINGS["server"]["address"] == "127.0.0.1"
    assert SETTINGS["browser"]["gatherUsageStats"] is False
    assert SETTINGS["client"]["showErrorDetails"] == "none"
    fonts = [face["url"] for face in SETTINGS["theme"]["fontFaces"]]
    assert all(url.startswith("/assets/fonts/") for url in fonts)


def test_every_font_of_the_theme_is_shipped_with_its_licence() -> None:
    static = Path(__file__).parents[2] / "ui" / "static"
    for face in SETTINGS["theme"]["fontFaces"]:
        assert (static / face["url"].removeprefix("/assets/")).exists()
    assert {path.name for path in (static / "fonts").glob("OFL*.txt")} == {
        "OFL-Noto-Sans.txt",
        "OFL-PT-Sans.txt",
    }


def test_the_switch_that_closes_the_old_page_discovery_exists() -> None:
    assert hasattr(PagesManager, "uses_pages_directory")


def test_the_index_page_still_has_what_we_replace() -> None:
    page = russian(INDEX.read_text(encoding="utf-8"))
    assert '<html lang="ru">' in page
    assert "assets/icon.svg" in page
    assert "assets/russian.js" in page
    assert preloads().count("modulepreload") == 2
    assert preloads() in page
    assert "SourceSans" not in page
    assert page.count('as="font"') == fonts().count("pt-sans") == 4


def test_the_framework_writes_no_ids_of_sessions() -> None:
    """The id of a live session is as good as a key to it."""
    source = Path(streamlit.__file__).parent / "runtime" / "websocket_session_manager.py"
    assert "Session with id %s is already connected" in source.read_text("utf-8")
    logged = logging.LogRecord("", logging.WARNING, "", 0, "Session with id %s …", ("key",), None)
    assert not without_ids(logged)
    assert without_ids(logging.LogRecord("", logging.WARNING, "", 0, "slow disk", (), None))


def test_what_the_browser_has_already_is_not_sent_again() -> None:
    """Список школ для поиска уходит в браузер один раз, а не при каждом щелчке."""
    assert SETTINGS["global"]["minCachedMessageSize"] <= 2000
