"""The state of a tab («память вкладки»): looked into by key, not copied for each field.

Most fields ask whether their own value was emptied, and the framework copies the whole state of
the tab to answer: a form of a hundred fields copies a hundred values a hundred times at each
run. Its copy, an internal name of the pinned version that a test guards, is replaced by a view
that answers for one key, and copies only for whoever wants all of them.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from streamlit.runtime.state.common import GENERATED_ELEMENT_ID_PREFIX
from streamlit.runtime.state.safe_session_state import SafeSessionState
from streamlit.runtime.state.session_state import STREAMLIT_INTERNAL_KEY_PREFIX

NAME = "filtered_state"
HIDDEN = (GENERATED_ELEMENT_ID_PREFIX, STREAMLIT_INTERNAL_KEY_PREFIX)
"""How names begin that the framework has made for itself."""
_copy = vars(SafeSessionState)[NAME].fget


class View(Mapping[str, Any]):
    """What the framework's copy would hold: values by the names that were given to them."""

    def __init__(self, state: SafeSessionState) -> None:
        self.state = state

    def __getitem__(self, name: str) -> Any:
        if name.startswith(HIDDEN):
            raise KeyError(name)
        return self.state[name]

    def __iter__(self) -> Iterator[str]:
        return iter(_copy(self.state))

    def __len__(self) -> int:
        return len(_copy(self.state))


def keep_state_in_place() -> None:
    """From now on; once more changes nothing."""
    setattr(SafeSessionState, NAME, property(View))
