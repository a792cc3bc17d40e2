"""The frame: one file for `streamlit run app.py`, `uvicorn app:app`, `python app.py` and tests.

As a script it draws the frame and the page; imported, it is an ASGI application. Pages are
found by ``ui/navigation.py`` alone: the switch below closes the old discovery by file name,
which would run a page without this frame.
"""

import os
from pathlib import Path

import streamlit as st
from streamlit import runtime

if runtime.exists():
    from ui.shell import main

    main()
else:
    from streamlit.runtime.pages_manager import PagesManager

    from access.modes import refuse_to_serve_strangers
    from ui.data import database_url
    from ui.incidents import show_incident
    from ui.server import middleware, routes, warm

    os.umask(0o077)  # logs and waiting files are nobody else's, wherever they lie
    refuse_to_serve_strangers(database_url())

    PagesManager.uses_pages_directory = False
    app = st.App(
        Path(__file__).resolve(),
        routes=routes(),
        middleware=middleware(),
        lifespan=warm,
        on_script_error=show_incident,
    )
    if __name__ == "__main__":
        app.run()
