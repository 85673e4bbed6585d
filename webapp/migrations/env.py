"""How Alembic reaches the database: by the connection that `webapp.operations.migrate` gives it."""

from alembic import context

from webapp.operations.migrate import ALL_MODELS, CONNECTION

connection = context.config.attributes[CONNECTION]
context.configure(connection=connection, target_metadata=ALL_MODELS, render_as_batch=True, compare_type=True)
with context.begin_transaction():
    context.run_migrations()
