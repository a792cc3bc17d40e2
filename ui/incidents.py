"""Faults of ours («происшествия»): the full story into the log, one calm sentence to the person."""

import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path
from uuid import uuid4

import streamlit as st

LOG = Path("var/log/roadmap.log")
TEN_MEGABYTES = 10 * 1024 * 1024
logger = logging.getLogger("roadmap")


def open_log(path: Path = LOG) -> None:
    """Start the rotating log; file names and counts go there, never what a return says."""
    if logger.handlers:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    handler = RotatingFileHandler(path, maxBytes=TEN_MEGABYTES, backupCount=10, encoding="utf-8")
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    logger.propagate = False
    logging.getLogger(TELLS_IDS).addFilter(without_ids)


TELLS_IDS = "streamlit.runtime.websocket_session_manager"
"""Its messages name live sessions, and the id of a session is as good as a key to it."""


def without_ids(message: logging.LogRecord) -> bool:
    """Whether a message of the framework may be written: none that names a session."""
    return "session with id" not in message.msg.lower()


def record(error: BaseException) -> str:
    """Log the error with its traceback; returns the number to quote."""
    number = uuid4().hex[:8]
    logger.error("incident %s", number, exc_info=error)
    return number


def show_incident(error: BaseException) -> bool:
    """What a person sees instead of a traceback; True tells the server it has been shown."""
    number = record(error)
    st.error(
        f"Что-то пошло не так, данные не пострадали. Обновите страницу; если повторится, "
        f"передайте администратору номер {number}: по нему найдётся запись в журнале.",
        icon=":material/build:",
    )
    return True
