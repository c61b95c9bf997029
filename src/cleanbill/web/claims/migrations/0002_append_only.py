"""The database refuses to change or remove an event of a claim, whoever asks."""

from typing import Any

from django.db import migrations

_SQLITE = """CREATE TRIGGER claims_event_{act} BEFORE {act} ON claims_event
    BEGIN SELECT RAISE(ABORT, 'events of claims are only added'); END"""
_POSTGRESQL = (
    """CREATE FUNCTION claims_event_refuse() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'events of claims are only added'; END $$""",
    """CREATE TRIGGER claims_event_refuse BEFORE UPDATE OR DELETE OR TRUNCATE ON claims_event
    FOR EACH STATEMENT EXECUTE FUNCTION claims_event_refuse()""",
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
    """Triggers on `claims_event`."""

    dependencies = [("claims", "0001_initial")]
    operations = [migrations.RunPython(refuse_change)]
