"""PostgreSQL with the same promises: one writer at a time, readers see one state.

Every writing transaction first locks the row of the data version. Two corrections of one
return so take their turns, and the second sees the first; SQLite does the same by
``BEGIN IMMEDIATE``.
"""

from sqlalchemy import URL, Connection, Engine, create_engine, event, select

from data_model.database.sqlite import Database
from data_model.tables import DataVersionRow

TIMEOUTS = {
    "lock_timeout": "10s",
    "statement_timeout": "30s",
    "idle_in_transaction_session_timeout": "60s",
    "synchronous_commit": "on",
}

ONE_WRITER = select(DataVersionRow.value).with_for_update()


def postgresql_database(place: URL) -> Database:
    """The database of a server; reading and writing share one pool."""
    engine = postgresql_engine(place, TIMEOUTS)
    reader = engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    writer = engine.execution_options(isolation_level="READ COMMITTED")

    @event.listens_for(writer, "begin")
    def take_turns(connection: Connection) -> None:
        connection.execute(ONE_WRITER)

    return Database(place, reader=reader, writer=writer)


def postgresql_engine(place: URL, settings: dict[str, str]) -> Engine:
    """An engine whose sessions hold the settings."""
    options = " ".join(f"-c {name}={value}" for name, value in settings.items())
    return create_engine(
        place,
        hide_parameters=True,
        pool_size=5,
        max_overflow=5,
        pool_timeout=15,
        pool_pre_ping=True,
        connect_args={"options": options, "application_name": "roadmap", "connect_timeout": 10},
    )
