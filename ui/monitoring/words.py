"""Sentences on the monitoring pages: the answer in bold, what it rests on in grey."""

from collections.abc import Iterable

import streamlit as st

from ui.markdown import safe_markdown


def answer(text: str) -> None:
    """The sentence that a person came for."""
    st.markdown(f"**{safe_markdown(text)}**")


def quiet(text: str) -> None:
    """A remark beside a figure; grey that can still be read. Nothing of an empty one."""
    if text:
        st.markdown(f":gray[:small[{safe_markdown(text)}]]")


def quiet_parts(parts: Iterable[str]) -> None:
    """Remarks in one line, the empty ones left out."""
    quiet(" · ".join(part for part in parts if part))
