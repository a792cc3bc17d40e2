"""The sample district («учебный район»): a real roadmap, invented schools and their returns."""

from pathlib import Path

FOLDER = Path(__file__).parent
"""Where the files of the sample lie, wherever the package is installed."""
