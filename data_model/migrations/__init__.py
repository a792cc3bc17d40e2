"""Migrations («обновления базы»): steps from one released schema to the next.

A new database is made from ``tables`` as they are; steps are for what has been released. To
change a table before 0.2.0: change it in ``tables``, nothing else. From 0.2.0 on: change it,
add ``versions/vNNNN_what.py`` with ``upgrade``, raise ``HEAD``, and keep a file of the version
before among the tests.
"""

from pathlib import Path

HEAD = "0016"
"""The version this program works with; a test holds it equal to the last step."""

FORMER = ("0008", "0009", "0010", "0011", "0012", "0013", "0014", "0015")
"""The last eight of what was never released: their tables are completed and checked."""

UNRELEASED = ("0001", "0002", "0003", "0004", "0005", "0006", "0007")
"""Versions that nobody but us has had; this program cannot read them."""

FOLDER = Path(__file__).parent
