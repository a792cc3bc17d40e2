"""Faults of ours («происшествия»): the full story into the log, one calm sentence to the person."""

import logging
import sys
from logging.handlers import RotatingFileHandler
from pathlib import Path
from uuid import uuid4

import streamlit as st

from data_model.database.trouble import no_room

LOG = Path("var/log/roadmap.log")
TEN_MEGABYTES = 10 * 1024 * 1024
logger = logging.getLogger("roadmap")


def open_log(path: Path = LOG) -> None:
    """Start the rotating log; file names and counts go there, never what a return says."""
    if logger.handlers:
        return
    handler = _handler(path)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    logger.propagate = False
    logging.getLogger(TELLS_IDS).addFilter(without_ids)


UNWRITTEN = "Журнал неполадок не записывается: проверьте место на диске и права на папку {folder}."


class QuietHandler(RotatingFileHandler):
    """Says once, in Russian, that the log takes nothing, where the library would print a trace."""

    is_said = False

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802  named by the library
        if not self.is_said:
            self.is_said = True
            complain(Path(self.baseFilename).parent)


def _handler(path: Path) -> logging.Handler:
    """The file of the log; where it cannot be opened, the program works without one."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        return QuietHandler(path, maxBytes=TEN_MEGABYTES, backupCount=10, encoding="utf-8")
    except OSError:
        complain(path.parent)
        return logging.NullHandler()


def complain(folder: Path) -> None:
    sys.stderr.write(UNWRITTEN.format(folder=folder) + "\n")


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


def error_sentence(error: BaseException, fault: str) -> str:
    """What to say of an error: a full disk has its sentence, any other fault a number to quote.

    ``fault`` is a sentence with a place for the number. On a full disk the log takes nothing.
    """
    return no_room(error) or fault.format(number=record(error))


FAULT = (
    "Что-то пошло не так, данные не пострадали. Обновите страницу; если повторится, передайте "
    "администратору номер {number}: по нему найдётся запись в журнале."
)


def show_incident(error: BaseException) -> bool:
    """What a person sees instead of a traceback; True tells the server it has been shown."""
    st.error(error_sentence(error, FAULT), icon=":material/build:")
    return True
