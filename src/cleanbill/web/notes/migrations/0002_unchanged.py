"""The database refuses to change or remove a signed note or an addendum, whoever asks."""

from django.db import migrations

from cleanbill.web.notes.migrations._triggers import refuse_change


class Migration(migrations.Migration):
    """Triggers on `notes_note` and `notes_addendum`."""

    dependencies = [("notes", "0001_initial")]
    operations = [migrations.RunPython(refuse_change)]
