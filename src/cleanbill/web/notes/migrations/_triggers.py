"""The database refuses to change or remove a signed note or an addendum, whoever asks."""

from typing import Any

_TABLES = {"notes_note": "a signed note is not changed", "notes_addendum": "an addendum is not changed"}
_WHEN = {"notes_note": "WHEN (OLD.state = 'signed')", "notes_addendum": ""}
_SQLITE = (
    "DROP TRIGGER IF EXISTS {table}_update",
    "DROP TRIGGER IF EXISTS {table}_delete",
    "CREATE TRIGGER {table}_update BEFORE UPDATE ON {table} {when} BEGIN SELECT RAISE(ABORT, '{why}'); END",
    "CREATE TRIGGER {table}_delete BEFORE DELETE ON {table} {when} BEGIN SELECT RAISE(ABORT, '{why}'); END",
)
_POSTGRESQL = (
    "DROP TRIGGER IF EXISTS {table}_refuse ON {table}",
    "DROP TRIGGER IF EXISTS {table}_refuse_all ON {table}",
    """CREATE OR REPLACE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION '{why}'; END $$""",
    """CREATE TRIGGER {table}_refuse BEFORE UPDATE OR DELETE ON {table}
    FOR EACH ROW {when} EXECUTE FUNCTION {table}_refuse()""",
    """CREATE TRIGGER {table}_refuse_all BEFORE TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION {table}_refuse()""",
)


def refuse_change(apps: Any, schema_editor: Any) -> None:
    """Lay the triggers on both tables, anew where they lie already."""
    statements = _POSTGRESQL if schema_editor.connection.vendor == "postgresql" else _SQLITE
    for table, why in _TABLES.items():
        for statement in statements:
            schema_editor.execute(statement.format(table=table, why=why, when=_WHEN[table]))
