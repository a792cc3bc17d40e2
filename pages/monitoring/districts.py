"""Районы: один показатель в нескольких районах, каждый по своему приказу."""

from ui import blocks
from ui.monitoring import districts

place = blocks.opening("Районы")
districts.draw(place)
