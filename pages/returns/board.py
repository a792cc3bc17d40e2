"""Сбор отчётов: кто сдал, кто не сдал, у кого остались вопросы; письмо-напоминание."""

import streamlit as st

from ui import blocks, collecting, data, history, questions, tables, windows

place = blocks.opening("Сбор отчётов: кто не сдал")
board = data.board(place.municipality, place.year)

st.markdown(collecting.headline(board))
shown = st.radio("Показать", list(collecting.FILTERS), horizontal=True, key="shown")
tables.table(
    collecting.table(collecting.chosen(board, shown)),
    key="board",
    alt="Кто сдал отчёт и в каком он состоянии",
    file_name=f"Сбор отчётов {place.year}.xlsx",
    columns=collecting.COLUMNS,
)
collecting.remind(place, board)

questions.section(place)
history.all_marked(place, len(collecting.open_questions(place)))

history.section(place)

windows.section(place)
