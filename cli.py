"""The terminal entrance: one command line in, an exit code and Russian sentences out.

Exit codes: 0 done; 1 some or all input was refused; 2 nothing could be done.
"""

import sys

import typer
from typer.exceptions import TyperException

from data_model.errors import ClosedYear, DatabaseTrouble, MonitorError
from terminal import commands
from terminal.entrance import app, complain, print_json
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
        return complained(explain(error))
    except ClosedYear as error:
        return complained(str(error), code=1)
    except DatabaseTrouble as error:
        return fallen(str(error), arguments)
    except MonitorError as error:
        return complained(str(error))
    except (KeyboardInterrupt, typer.Abort):
        return complained("Остановлено.")
    except Exception as error:  # noqa: BLE001  the last wall: our faults become one calm sentence
        return fallen(of_disk(error) or log_fault(), arguments)


def complained(sentence: str, code: int = 2) -> int:
    complain(sentence)
    return code


def fallen(sentence: str, arguments: list[str] | None) -> int:
    """The disk, the database or the program has failed: whoever asked for JSON reads why in it."""
    if "--json" in (sys.argv[1:] if arguments is None else arguments):
        print_json({"error": sentence})
    return complained(sentence)


def of_disk(error: BaseException) -> str | None:
    """The sentence where a full disk is behind it, on which no log could be written either."""
    from data_model.database.trouble import no_room

    return no_room(error)


def log_fault() -> str:
    """Write our own fault to the log in full; what to tell the person."""
    from terminal.faults import record

    return record(" ".join(sys.argv[1:2]))


if __name__ == "__main__":
    run()
