"""Migrations («обновления базы»): steps from one released schema to the next.

A new database is made from ``tables`` as they are; steps are for those that are there already.
To change a table: change it in ``tables``, add ``versions/vNNNN_what.py`` with ``upgrade``, raise
``HEAD``, and keep a file of the version before among the tests. A step leaves alone what it finds
done: the files of ``FORMER`` get missing tables as they are today, then every step.
"""

from pathlib import Path

HEAD = "0027"
"""The version this program works with; a test holds it equal to the last step."""

FORMER = ("0008", "0009", "0010", "0011", "0012", "0013", "0014", "0015")
"""The last eight of what was never released: their tables are completed and checked."""

UNRELEASED = ("0001", "0002", "0003", "0004", "0005", "0006", "0007")
"""Versions that nobody but us has had; this program cannot read them."""

FOLDER = Path(__file__).parent
