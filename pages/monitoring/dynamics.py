"""По годам: годы рядом, с разрывами там, где изменилось определение."""

from ui import blocks
from ui.monitoring import dynamics

place = blocks.opening("По годам", needs_returns=True)
dynamics.verdicts(place)
dynamics.breaks(place)
dynamics.numbers(place)
dynamics.behind(place)
