"""Who acts in this run («кто работает»): found anew at each run, never taken from the browser."""

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from access.modes import mode, this_computer
from data_model.people import PROGRAM, Author
from data_model.store import Store
from data_model.store.access import author

NOBODY = Author("никто", ())
"""Who has no session any more: nothing is shown to them, nothing is taken from them."""


def current_person(store: Store) -> Author:
    """The person of this run with the roles of this moment; on one PC the account of the system.

    In a run of a page the number of the session comes from the gate, by a header that no browser
    can set. Outside of one, in a print view or in work beside the pages, whoever was named.
    """
    if not mode().is_office:
        return this_computer()
    if get_script_run_ctx() is None:
        return NOBODY if author() is PROGRAM else author()
    number = str(st.user.get("session") or "")
    found = store.signed_in_as(int(number)) if number.isdecimal() else None
    return found or NOBODY
