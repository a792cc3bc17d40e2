"""Загрузка: файлы проверяются в фоне, человек видит, что изменится, и только потом принимает."""

from ui import blocks
from ui.returns import intake

place = blocks.opening("Загрузка отчётов")

intake.choose_files()
intake.show_latest(place)
