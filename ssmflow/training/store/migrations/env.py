"""What Alembic runs to change the tables: in the transaction of whoever asked for it."""

from alembic import context

from ssmflow.training.store.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
context.run_migrations()
