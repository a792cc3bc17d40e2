"""The terminal entrance: one command line in, an exit code and Russian sentences out.

Exit codes: 0 done; 1 some or all input was refused; 2 nothing could be done.
"""

import sys
from pathlib import Path

import typer
from typer.exceptions import TyperException

from data_model.errors import ClosedYear, MonitorError
from terminal import commands
from terminal.entrance import app, errors
from terminal.russian import explain

__all__ = ["app", "commands", "outcome", "run"]


def run(arguments: list[str] | None = None) -> None:
    """Entry of the installed command: every end is an exit code and a Russian sentence."""
    sys.exit(outcome(arguments))


def outcome(arguments: list[str] | None = None) -> int:
    """The exit code of one command line; nothing escapes as a traceback."""
    try:
        return app(args=arguments, prog_name="roadmap", standalone_mode=False) or 0
    except TyperException as error:
        return complain(explain(error))
    except ClosedYear as error:
        return complain(str(error), code=1)
    except MonitorError as error:
        return complain(str(error))
    except (KeyboardInterrupt, typer.Abort):
        return complain("Остановлено.")
    except Exception as error:  # noqa: BLE001  the last wall: our faults become one calm sentence
        return complain(of_disk(error) or log_fault())


def complain(sentence: str, code: int = 2) -> int:
    errors().print(sentence, markup=False, highlight=False, soft_wrap=True)
    return code


def of_disk(error: BaseException) -> str | None:
    """The sentence where a full disk is behind it, on which no log could be written either."""
    from data_model.database.trouble import no_room

    return no_room(error)


def log_fault() -> str:
    """Write our own fault to the log in full; what to tell the person."""
    import logging

    folder = Path("var/log")
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    logging.basicConfig(filename=folder / "faults.log", force=True, encoding="utf-8")
    logging.exception("command failed: %s", " ".join(sys.argv[1:2]))
    return f"Ошибка программы. Подробности для разработчика записаны: {folder / 'faults.log'}"


if __name__ == "__main__":
    run()
