"""The database refuses to change or remove a signed note or an addendum, whoever asks."""

from typing import Any

from django.db import migrations

_TABLES = {"notes_note": "a signed note is not changed", "notes_addendum": "an addendum is not changed"}
_WHEN = {"notes_note": "WHEN (OLD.state = 'signed')", "notes_addendum": ""}
_SQLITE = "CREATE TRIGGER {table}_{act} BEFORE {act} ON {table} {when} BEGIN SELECT RAISE(ABORT, '{why}'); END"
_POSTGRESQL = (
    """CREATE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION '{why}'; END $$""",
    """CREATE TRIGGER {table}_refuse BEFORE UPDATE OR DELETE ON {table}
    FOR EACH ROW {when} EXECUTE FUNCTION {table}_refuse()""",
    """CREATE TRIGGER {table}_refuse_all BEFORE TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION {table}_refuse()""",
)


def refuse_change(apps: Any, schema_editor: Any) -> None:
    """Lay the triggers on both tables."""
    for table, why in _TABLES.items():
        words = {"table": table, "why": why, "when": _WHEN[table]}
        if schema_editor.connection.vendor == "postgresql":
            for statement in _POSTGRESQL:
                schema_editor.execute(statement.format(**words))
        else:
            for act in ("UPDATE", "DELETE"):
                schema_editor.execute(_SQLITE.format(act=act, **words))


class Migration(migrations.Migration):
    """Triggers on `notes_note` and `notes_addendum`."""

    dependencies = [("notes", "0001_initial")]
    operations = [migrations.RunPython(refuse_change)]
