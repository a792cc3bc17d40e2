"""Районы: один показатель в нескольких районах, каждый по своему приказу."""

from ui import blocks, words
from ui.monitoring import districts

blocks.opening("Районы")
rows = districts.shared_rows()
if not rows:
    districts.nothing_shared()
code, name = districts.indicator(rows)
chosen = districts.of_code(rows, code)

words.answer(districts.sentence(name, chosen))
districts.table(name, chosen)
words.quiet(districts.SAME)
