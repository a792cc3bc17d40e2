"""What stands around the application: guard, compressed scripts, Russian index page."""

from ui.middleware.guard import Doorkeeper, SecurityHeaders
from ui.middleware.scripts import CompressedScripts
from ui.middleware.shell import RussianShell

__all__ = ["CompressedScripts", "Doorkeeper", "RussianShell", "SecurityHeaders"]
