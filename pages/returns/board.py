"""Сбор отчётов: кто сдал, кто не сдал, у кого остались вопросы; письмо-напоминание."""

import streamlit as st

from ui import blocks, data
from ui.returns import collecting, history, letters, quality, reviews, windows
from ui.words import safe_markdown

place = blocks.opening("Сбор отчётов")
board = data.board(place.municipality, place.year)

st.markdown(safe_markdown(collecting.headline(board)))
reviews.section(place)
collecting.show(place, board)
letters.to_schools(place)
collecting.remind(place, board)

collecting.questions(place)
history.all_marked(place, len(collecting.open_questions(place)))

history.section(place)

quality.section(place)

windows.section(place)
