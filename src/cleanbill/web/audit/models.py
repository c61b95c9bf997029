"""An entry of the audit log. The database itself refuses to change or remove one (see the migrations)."""

from typing import ClassVar

from django.db import models

from cleanbill.web.accounts.scope import OfClinic


class Entry(models.Model):
    """Who did what to which record, when; `detail` is JSON; `hash` covers all of it and the entry before."""

    number = models.PositiveBigIntegerField(primary_key=True)
    at = models.DateTimeField()
    clinic = models.ForeignKey("accounts.Clinic", models.PROTECT, null=True, related_name="+")
    actor = models.CharField(max_length=150)
    action = models.CharField(max_length=30)
    kind = models.CharField(max_length=40)
    record = models.CharField(max_length=40)
    detail = models.TextField()
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    objects = OfClinic.as_manager()

    class Meta:
        ordering: ClassVar = ["-number"]
        indexes: ClassVar = [models.Index(fields=["clinic", "-number"]), models.Index(fields=["kind", "record"])]

    def __str__(self) -> str:
        return f"{self.number} {self.action} {self.kind} {self.record}"
