"""What stands around the application: guard, Russian index page."""

from ui.middleware.guard import Doorkeeper, SecurityHeaders
from ui.middleware.shell import RussianShell

__all__ = ["Doorkeeper", "RussianShell", "SecurityHeaders"]
