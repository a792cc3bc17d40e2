"""Files left by a server that stopped («неразобранные файлы»): a person goes on with them."""

import streamlit as st

from ui import batches, inbox

TOLD = (
    "Программа останавливалась, и часть загруженных файлов осталась неразобранной. Принятые отчёты "
    "сохранены целиком, остальные файлы ждут здесь. Продолжите: что уже принято, второй раз не "
    "примется."
)


def ask() -> None:
    """Nothing where no upload was interrupted."""
    left = inbox.left_behind()
    if not left:
        return
    st.warning(TOLD, icon=":material/restart_alt:")
    with st.container(horizontal=True):
        if st.button("Продолжить с оставшимися файлами", type="primary"):
            batches.resume(left)
            st.rerun()
        if st.button("Убрать их"):
            for folder in left:
                inbox.drop(folder)
            st.rerun()
