"""What one browser tab remembers between runs. The only module that touches session_state."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from hashlib import sha256
from typing import Any

import pandas as pd
import streamlit as st

REMEMBERED = "remembered"
_NOTES: ContextVar[dict[str, Any] | None] = ContextVar("notes", default=None)


@contextmanager
def at_hand() -> Iterator[None]:
    """Inside it our own values are looked up once in the state of the tab, not one by one."""
    before = _NOTES.set(_notes())
    try:
        yield
    finally:
        _NOTES.reset(before)


def _notes() -> dict[str, Any]:
    """Our own values of this tab: always the very same dict."""
    notes = _NOTES.get()
    return st.session_state.setdefault(REMEMBERED, {}) if notes is None else notes


def remember(name: str, value: Any) -> None:
    """Keep a value of our own, apart from the values of widgets."""
    _notes()[name] = value


def remembered(name: str, default: Any = None) -> Any:
    return _notes().get(name, default)


def forget(name: str) -> Any:
    """Take a remembered value out; it is shown once."""
    return _notes().pop(name, None)


def widget_value(key: str) -> Any:
    """What a person has chosen in the widget with this key; None before it was drawn."""
    return st.session_state.get(key)


def set_widget(key: str, value: Any) -> None:
    """Put a value into a widget before it is drawn."""
    st.session_state[key] = value


def drop_widgets(*keys: str) -> None:
    """Forget what was chosen in the widgets with these keys."""
    for key in keys:
        st.session_state.pop(key, None)


def begin_text(key: str, text: str) -> None:
    """Put a text into a field before it is drawn, unless it is there already.

    The browser takes over whatever is put into a field, and drops what is being typed into it.
    """
    if widget_value(key) != text:
        set_widget(key, text)


def fresh_key(name: str) -> str:
    """A widget key that changes after ``renew``: a new uploader drops the files of the old."""
    return f"{name}-{remembered(f'turn-{name}', 0)}"


def renew(name: str) -> None:
    remember(f"turn-{name}", remembered(f"turn-{name}", 0) + 1)


def begun_with(*content: object) -> str:
    """A short text, the same for the same content; of a table all cells count."""
    told = "\n".join(
        one.to_csv() if isinstance(one, pd.DataFrame) else repr(one) for one in content
    )
    return sha256(told.encode()).hexdigest()[:12]
