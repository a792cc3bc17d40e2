"""What a tab remembers: in a run it is looked up once, and is the same before and after it."""

from streamlit.testing.v1 import AppTest


def page() -> None:
    import streamlit as st

    from ui import session

    session.remember("school", "580401")
    with session.at_hand():
        st.text(session.remembered("school"))
        session.remember("school", "580402")
        session.remember("told", True)
        session.forget("told")
    st.text(session.remembered("school"))
    st.text(session.remembered("told", "forgotten"))


def test_what_is_remembered_in_a_run_stays_after_it() -> None:
    app = AppTest.from_function(page).run()
    assert [text.value for text in app.text] == ["580401", "580402", "forgotten"]
    assert [text.value for text in app.run().text] == ["580401", "580402", "forgotten"]
