"""The database refuses to change or remove an entry of the audit log, whoever asks."""

from typing import Any

from django.db import migrations

_SQLITE = """CREATE TRIGGER audit_entry_{act} BEFORE {act} ON audit_entry
    BEGIN SELECT RAISE(ABORT, 'the audit log is only added to'); END"""
_POSTGRESQL = (
    """CREATE FUNCTION audit_entry_refuse() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'the audit log is only added to'; END $$""",
    """CREATE TRIGGER audit_entry_refuse BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entry
    FOR EACH STATEMENT EXECUTE FUNCTION audit_entry_refuse()""",
)


def refuse_change(apps: Any, schema_editor: Any) -> None:
    """Lay the triggers on the table."""
    if schema_editor.connection.vendor == "postgresql":
        for statement in _POSTGRESQL:
            schema_editor.execute(statement)
        return
    for act in ("UPDATE", "DELETE"):
        schema_editor.execute(_SQLITE.format(act=act))


class Migration(migrations.Migration):
    """Triggers on `audit_entry`."""

    dependencies = [("audit", "0001_initial")]
    operations = [migrations.RunPython(refuse_change)]
