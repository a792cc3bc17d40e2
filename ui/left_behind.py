"""«Загрузка прервалась»: the server stopped in the midst of an upload, and a person goes on."""

import streamlit as st

from ui import batches, inbox

TOLD = (
    "Программа остановилась, пока разбирала загруженные файлы. Отчёты, на которые выдана "
    "квитанция, сохранены целиком; остальные ждут здесь. Проверьте их: что уже принято, второй раз "
    "не примется."
)


def ask() -> None:
    """Nothing where no upload was interrupted."""
    left = inbox.left_behind()
    if not left:
        return
    st.warning(TOLD, icon=":material/restart_alt:")
    with st.container(horizontal=True):
        if st.button("Проверить оставшиеся файлы", type="primary"):
            batches.resume(left)
            st.rerun()
        if st.button("Убрать их"):
            for folder in left:
                inbox.drop(folder)
            st.rerun()
