"""The way into the database: addresses, engines, transactions, upgrades, troubles.

``store`` asks questions; this package knows how SQLite and PostgreSQL want to be opened.
"""

from data_model.database.opening import Database, Rehearsed, create_database, open_database

__all__ = ["Database", "Rehearsed", "create_database", "open_database"]
