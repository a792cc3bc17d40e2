"""Школы и показатели: школы и показатели года, знак и слово в каждой ячейке."""

from ui import blocks
from ui.monitoring import matrix

matrix.explored(blocks.opening("Школы и показатели", needs_returns=True))
