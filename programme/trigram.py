"""Indexes for searching inside folded text: trigrams on PostgreSQL; SQLite reads its small table instead."""

from django.db import migrations


def trigram_index(table, column):
    """A migration operation that creates the index on PostgreSQL and does nothing elsewhere."""
    name = f"{table}_{column}_trigram"

    def create(apps, schema_editor):
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
            schema_editor.execute(f'CREATE INDEX "{name}" ON "{table}" USING gin ("{column}" gin_trgm_ops)')

    def drop(apps, schema_editor):
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(f'DROP INDEX "{name}"')

    return migrations.RunPython(create, drop)
