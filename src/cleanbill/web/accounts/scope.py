"""The one place where records are chosen by clinic. Everything that belongs to a clinic is reached through `of`."""

from collections.abc import Collection
from typing import TYPE_CHECKING, Any, ClassVar, Self, TypeVar

from django.core.exceptions import ValidationError
from django.db import models

if TYPE_CHECKING:
    from cleanbill.web.accounts.models import Clinic

Record = TypeVar("Record", bound=models.Model)


class OfClinic(models.QuerySet[Record]):
    """Records that can be narrowed to a clinic's."""

    def of(self, clinic: "Clinic") -> Self:
        """Only the records of this clinic."""
        return self.filter(clinic=clinic)


class ClinicRecord(models.Model):
    """Something that belongs to one clinic, and that refers to nothing of another clinic.

    `digested`: fields of which the audit log holds the SHA-256, not the words.
    """

    digested: ClassVar[frozenset[str]] = frozenset()

    clinic = models.ForeignKey("accounts.Clinic", models.PROTECT, editable=False, related_name="+")

    objects = OfClinic.as_manager()

    class Meta:
        abstract = True

    def clean_fields(self, exclude: "Collection[str] | None" = None) -> None:
        """Look at the fields, but ask the database for no record that is in hand: it came from there."""
        related = (field for field in self._meta.concrete_fields if isinstance(field, models.ForeignKey))
        held = {one.name for one in related if one.is_cached(self) and getattr(self, one.attname) is not None}
        super().clean_fields(held | set(exclude or ()))

    def clean(self) -> None:
        """Raise `ValidationError` where a record that this one names belongs to another clinic."""
        super().clean()
        for field in self._meta.concrete_fields:
            if isinstance(field, models.ForeignKey) and issubclass(field.related_model, ClinicRecord):
                other: Any = getattr(self, field.name, None) if getattr(self, field.attname) else None
                if other is not None and other.clinic_id != self.clinic_id:
                    raise ValidationError({field.name: "This belongs to another clinic."})
