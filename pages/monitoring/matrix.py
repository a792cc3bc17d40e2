"""Матрица: школы и показатели года, знак и слово в каждой ячейке."""

from ui import blocks
from ui.monitoring import matrix

place = blocks.opening("Матрица", needs_returns=True)
matrix.explored(place)
