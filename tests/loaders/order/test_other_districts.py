"""Orders of other districts in other wordings, each read as a person of that district means it.

Districts, schools and bodies are invented.
"""
# ruff: noqa: E501

from datetime import date

from tests.loaders.order.files import read_as
from tests.loaders.order.meanings import drawn, expected
