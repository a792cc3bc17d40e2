"""Migrations («обновления базы»): every schema the database ever had, from the first table on.

To change a table: change it in ``tables``, add ``versions/vNNNN_what.py`` with ``upgrade``
and raise ``HEAD``. A test compares the two on SQLite and on PostgreSQL.
"""

from pathlib import Path

HEAD = "0010"
"""The version this program works with; a test holds it equal to the last migration."""

FOLDER = Path(__file__).parent
