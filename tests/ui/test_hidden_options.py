"""Options and names that the framework does not promise: a new version must not lose them."""

import tomllib
from collections.abc import Callable, Iterator
from inspect import getsource
from operator import attrgetter
from pathlib import Path
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import plotly.io
import pytest
from streamlit import config, dataframe_util
from streamlit.elements import arrow, plotly_chart
from streamlit.elements.widgets import number_input, radio, selectbox, text_widgets
from streamlit.proto.ArrowData_pb2 import ArrowData
from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session
from streamlit.runtime.pages_manager import PagesManager
from streamlit.runtime.state import SafeSessionState, SessionState
from streamlit.testing.v1 import AppTest

from ui import state_wire, theme_wire, wire
from ui.kept import recall
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


@pytest.mark.parametrize(
    "name", [name for section, held in SETTINGS.items() for name in options(held, section)]
)
def test_every_setting_of_ours_is_known(name: str) -> None:
    assert name in config.get_config_options()


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


def test_the_writers_of_tables_are_where_the_framework_looks_for_them() -> None:
    frame = recall(pd.DataFrame, {"Итог": ["✓ выполнено"]})
    style = frame.style.map(lambda _: "color: red")
    theirs, ours, again = ArrowData(), ArrowData(), ArrowData()
    wire._paint(theirs, style, "place")
    wire.keep()
    for target in (ours, again):
        arrow.marshall_styler(target, style, "place")
    assert "color: red" in ours.styler.styles
    assert ours == again == theirs
    assert dataframe_util.convert_pandas_df_to_arrow_bytes(frame) == wire._write(frame)
    used = getsource(arrow)
    assert "marshall_styler(proto.arrow_data, data, default_uuid)" in used
    assert "dataframe_util.convert_pandas_df_to_arrow_bytes(" in used


def test_the_writer_of_charts_is_where_the_framework_looks_for_it() -> None:
    figure = recall(go.Figure, go.Bar(x=["8", "9"], y=[59.5, 37.1], name="факт"))
    wire.keep()
    ours, again = (plotly.io.to_json(figure, validate=False) for _ in range(2))
    assert ours is again
    assert ours == wire._draw(figure, validate=False)
    assert "plotly.io.to_json(figure, validate=False)" in getsource(plotly_chart)


SECTIONS = ("light", "dark", "sidebar", "light.sidebar", "dark.sidebar")


def themed(write: Callable[..., None]) -> CustomThemeConfig:
    """A theme as the framework writes it: as a whole, then section by section."""
    theme = CustomThemeConfig()
    write(theme)
    for section in SECTIONS:
        write(attrgetter(section)(theme), f"theme.{section}")
    return theme


@pytest.fixture
def settings_as_at_the_start() -> Iterator[None]:
    """Tests of pages leave the framework without our file of settings."""
    config.get_config_options(force_reparse=True)
    theme_wire.written.cache_clear()
    yield
    theme_wire.written.cache_clear()


@pytest.mark.usefixtures("settings_as_at_the_start")
def test_the_theme_that_is_kept_is_the_one_the_framework_writes() -> None:
    theirs, ours, again = map(themed, (theme_wire._write, theme_wire.write, theme_wire.write))
    assert ours == again == theirs
    assert ours.SerializeToString(deterministic=True) == theirs.SerializeToString(
        deterministic=True
    )
    assert ours.font_faces
    assert ours.dark.primary_color == SETTINGS["theme"]["dark"]["primaryColor"]


def test_the_writer_of_the_theme_is_where_the_framework_looks_for_it() -> None:
    theme_wire.keep_theme()
    assert vars(app_session)["_populate_theme_msg"] is theme_wire.write
    asked = getsource(app_session.AppSession._create_new_session_message)
    assert "_populate_theme_msg(msg.new_session.custom_theme)" in asked
    assert asked.count("_populate_theme_msg(") == 1 + len(SECTIONS)


def state_of_a_tab() -> SafeSessionState:
    """One value of our own, a field with a name, a field without, a value of the framework."""
    state = SessionState()
    state["notes"] = {"school": "580401"}
    state._set_key_widget_mapping("$$ID-12ab-find", "find")
    state._old_state |= {"$$ID-12ab-find": "№ 5", "$$ID-34cd-None": 7}
    state["$$STREAMLIT_INTERNAL_KEY_CLEAN_RUN"] = True
    return SafeSessionState(state, lambda: None)


def test_the_state_of_a_tab_is_seen_as_the_framework_copies_it() -> None:
    state = state_of_a_tab()
    theirs, ours = state_wire._copy(state), state_wire.View(state)
    assert dict(ours) == theirs == {"notes": {"school": "580401"}, "find": "№ 5"}
    assert len(ours) == len(theirs)
    for name in (*state._state._keys(), "find", "absent"):
        assert (name in ours) == (name in theirs)


@pytest.mark.parametrize("field", [number_input, radio, selectbox, text_widgets])
def test_a_field_asks_the_state_of_the_tab_only_for_itself(field: Any) -> None:
    asked = getsource(field).split("get_session_state().filtered_state")[1:]
    assert asked
    for after in asked:
        assert after.split("\n")[1].strip() == (
            "if key is not None and key in session_state and session_state[key] is None:"
        )


def page_with_an_emptied_field() -> None:
    import streamlit as st

    st.session_state["sought"] = None
    st.text_input("Найти", "школа", key="sought")
    st.text_input("Имя", "школа", key="named")


def test_an_emptied_field_is_told_from_one_that_was_not_touched(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(SafeSessionState, state_wire.NAME, property(state_wire.View))
    app = AppTest.from_function(page_with_an_emptied_field).run()
    assert [field.value for field in app.text_input] == [None, "школа"]
