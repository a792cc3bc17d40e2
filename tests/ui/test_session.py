"""What a tab remembers: in a run it is looked up once, and is the same before and after it."""

from streamlit.testing.v1 import AppTest

from ui.filters import address_value


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


def test_a_number_stands_in_the_address_to_its_last_figure() -> None:
    """План «1 234 567 чел.» не становится в ссылке 1.23457e+06."""
    written = [address_value(value) for value in (1234567.0, 55.5, 0.1, 20.0, 7, None)]
    assert written == ["1234567", "55.5", "0.1", "20", "7", ""]
