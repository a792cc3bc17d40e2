"""What is offered to this person («что предлагается»): no form or button of an act not theirs."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

from data_model.store.acts import may_do
from ui import data, selection

P = ParamSpec("P")


def may(act: str) -> bool:
    """Whether this person may do an act of the store in the district of the page."""
    place = selection.place()
    return place is None or may_do(data.person(), act, place.municipality)


def only_who_may(act: str) -> Callable[[Callable[P, None]], Callable[P, None]]:
    """A form or a button that is drawn for whoever may do the act, and for nobody else."""

    def closed(draw: Callable[P, None]) -> Callable[P, None]:
        @wraps(draw)
        def drawn(*arguments: P.args, **named: P.kwargs) -> None:
            if may(act):
                draw(*arguments, **named)

        return drawn

    return closed
