"""A timeline tells that the payer was asked where the claim stands, and what it answered."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0009_awaiting"),
    ]

    operations = [
        migrations.AlterField(
            model_name="event",
            name="kind",
            field=models.CharField(
                choices=[
                    ("built", "Built"),
                    ("confirmed", "Coding confirmed"),
                    ("edited", "Edited"),
                    ("checked", "Checked"),
                    ("allowed", "Finding allowed"),
                    ("held", "Held"),
                    ("released", "Released"),
                    ("assigned", "Assigned"),
                    ("queued", "Put into the outbox"),
                    ("sent", "Sent"),
                    ("printed", "Printed"),
                    ("asked", "Asked where it stands"),
                    ("276", "Question sent (276)"),
                    ("answered", "Question answered"),
                    ("TA1", "Envelope answered (TA1)"),
                    ("999", "File read (999)"),
                    ("277CA", "Claim received (277CA)"),
                    ("835", "Decided (835)"),
                    ("unposted", "Decision taken out"),
                    ("passed on", "Billed to the next payer"),
                    ("closed", "Refusal closed"),
                    ("reopened", "Refusal opened again"),
                    ("written off", "Write-off"),
                    ("appealed", "Appealed"),
                    ("records", "Records sent"),
                    ("corrected", "Correction begun"),
                    ("voided", "Void begun"),
                    ("withdrawn", "Withdrawn"),
                    ("note", "Remark"),
                ],
                max_length=12,
            ),
        ),
    ]
