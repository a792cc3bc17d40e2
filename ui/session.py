"""What one browser tab remembers between runs. The only module that touches session_state."""

from typing import Any

import streamlit as st

REMEMBERED = "remembered"


def remember(name: str, value: Any) -> None:
    """Keep a value of our own, apart from the values of widgets."""
    st.session_state.setdefault(REMEMBERED, {})[name] = value


def remembered(name: str, default: Any = None) -> Any:
    return st.session_state.get(REMEMBERED, {}).get(name, default)


def forget(name: str) -> Any:
    """Take a remembered value out; it is shown once."""
    return st.session_state.get(REMEMBERED, {}).pop(name, None)


def widget_value(key: str) -> Any:
    """What a person has chosen in the widget with this key; None before it was drawn."""
    return st.session_state.get(key)


def set_widget(key: str, value: Any) -> None:
    """Put a value into a widget before it is drawn."""
    st.session_state[key] = value


def fresh_key(name: str) -> str:
    """A widget key that changes after ``renew``: a new uploader drops the files of the old."""
    return f"{name}-{remembered(f'turn-{name}', 0)}"


def renew(name: str) -> None:
    remember(f"turn-{name}", remembered(f"turn-{name}", 0) + 1)
