"""Letters are on claims: one about an item is on the item's claim, a packet of records may be on a claim alone."""

import django.db.models.deletion
from django.db import migrations, models

_NAME_CLAIMS = """
UPDATE denials_appeal SET claim_id = (
  SELECT remits_decision.claim_id FROM remits_openitem
  JOIN remits_decision ON remits_decision.id = remits_openitem.decision_id
  WHERE remits_openitem.id = denials_appeal.item_id
)
"""


class Migration(migrations.Migration):
    dependencies = [("claims", "0008_records_sent"), ("denials", "0002_trial"), ("remits", "0005_write_off")]

    operations = [
        migrations.AddField(
            model_name="appeal",
            name="claim",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="appeals",
                to="claims.claim",
            ),
        ),
        migrations.AlterField(
            model_name="appeal",
            name="item",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="appeals",
                to="remits.openitem",
            ),
        ),
        migrations.AlterField(
            model_name="appeal",
            name="outcome",
            field=models.CharField(
                blank=True,
                choices=[
                    ("", "Not answered yet"),
                    ("overturned", "Overturned"),
                    ("partly", "Overturned in part"),
                    ("upheld", "Upheld"),
                    ("taken", "Records taken"),
                    ("more", "More records asked for"),
                ],
                max_length=10,
            ),
        ),
        migrations.RunSQL(_NAME_CLAIMS, migrations.RunSQL.noop),
    ]
