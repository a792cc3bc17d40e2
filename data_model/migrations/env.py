"""Alembic's entrance: runs on the connection it is given, inside its open transaction."""

from alembic import context

from data_model.tables import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
