"""The commands of the terminal («команды»), one function each; importing them enters them.

The order of the imports is that of the help: start, load, take in, look, keep.
"""

# isort: off
from terminal.commands import starting
from terminal.commands import loading
from terminal.commands import returns
from terminal.commands import figures
from terminal.commands import keeping
from terminal.commands import people
# isort: on

__all__ = ["figures", "keeping", "loading", "people", "returns", "starting"]
