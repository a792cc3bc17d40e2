"""The log of a command («журнал неполадок»): our own faults in full, never on the terminal.

The library would print in English what no handler takes; here it goes into a file that is made at
the first message. Where no file can be made nothing is written, and whoever asks is told so.
"""

import logging
from pathlib import Path
from uuid import uuid4

FILE = Path("var/log/faults.log")


class FaultLog(logging.Handler):
    """Appends warnings and errors to ``FILE``; ``is_written``: the last one is there."""

    is_written = False

    def emit(self, record: logging.LogRecord) -> None:
        try:
            FILE.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with FILE.open("a", encoding="utf-8") as log:
                log.write(self.format(record) + "\n")
        except OSError:
            self.is_written = False
        else:
            self.is_written = True


HANDLER = FaultLog(logging.WARNING)
HANDLER.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))


def keep_log() -> None:
    """From now on messages of this process go into the file."""
    root = logging.getLogger()
    if HANDLER not in root.handlers:
        root.addHandler(HANDLER)


def record(command: str) -> str:
    """Write the fault that is being handled in full; what to tell the person."""
    keep_log()
    logging.exception("command failed: %s", command)
    if not HANDLER.is_written:
        return (
            f"Ошибка программы. Записать подробности в папку {FILE.parent} нельзя: "
            "проверьте права и место на диске."
        )
    return f"Ошибка программы. Подробности для разработчика записаны: {FILE}"


def broken_off(error: BaseException) -> str:
    """Write down what has ended the work on an upload; what its owner reads on the page."""
    from data_model.database.trouble import no_room
    from loaders.uploads import BROKEN_OFF

    number = uuid4().hex[:8]
    logging.error("incident %s", number, exc_info=error)
    return no_room(error) or BROKEN_OFF.format(number=number)
