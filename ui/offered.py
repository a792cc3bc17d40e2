"""What is offered to this person («что предлагается»): no form or button of an act not theirs."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

from access.rights import may_open
from data_model.people import ROLE_WORDS, Role
from data_model.store.acts import ACTS, may_do
from ui import data, selection, words

P = ParamSpec("P")


def may(act: str, municipality: str = "") -> bool:
    """Whether this person may do an act of the store in a district, else in that of the page."""
    place = selection.place()
    whose = municipality or (place.municipality if place else "")
    return not whose or may_do(data.person(), act, whose)


def may_or_told(act: str, municipality: str = "") -> bool:
    """As ``may``; where the act is not theirs, one sentence says whose it is."""
    if may(act, municipality):
        return True
    words.quiet(f"Для просмотра. Изменения вносит {doers(act)}.")
    return False


def doers(act: str) -> str:
    """«методист или главный специалист»: the roles whose an act is."""
    kind = ACTS[act]
    return " или ".join(ROLE_WORDS[one] for one in Role if one in kind.roles | kind.of_district)


def may_propose() -> bool:
    """Whether this person prepares changes of registers and roadmaps, for whoever saves them."""
    return may_open(data.person(), "start")


def only_who_may(act: str) -> Callable[[Callable[P, None]], Callable[P, None]]:
    """A form or a button that is drawn for whoever may do the act, and for nobody else."""

    def closed(draw: Callable[P, None]) -> Callable[P, None]:
        @wraps(draw)
        def drawn(*arguments: P.args, **named: P.kwargs) -> None:
            if may(act):
                draw(*arguments, **named)

        return drawn

    return closed
