"""Each letter has its claim."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("denials", "0003_records")]

    operations = [
        migrations.AlterField(
            model_name="appeal",
            name="claim",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="appeals",
                to="claims.claim",
            ),
        ),
    ]
