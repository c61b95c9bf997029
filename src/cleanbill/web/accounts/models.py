"""A clinic and the people who work in it."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.core.validators import RegexValidator
from django.db import models

from cleanbill.web.accounts.roles import MAY, Act, Role
from cleanbill.web.accounts.scope import ClinicRecord, OfClinic

_USERNAME = RegexValidator(r"^[a-z0-9][a-z0-9._-]*\Z", "Use small letters, digits, dots and hyphens, such as m.lee.")


class Clinic(models.Model):
    """A practice. What is one clinic's is never seen by another."""

    name = models.CharField(max_length=120)

    def __str__(self) -> str:
        return self.name


class People(BaseUserManager.from_queryset(OfClinic)["User"]):  # type: ignore[misc]
    """The people who may sign in."""


class User(ClinicRecord, AbstractBaseUser):
    """A person who may sign in, with one role in one clinic. `provider`: who they are on a note that they sign."""

    username = models.CharField(max_length=60, unique=True, validators=[_USERNAME])
    name = models.CharField(max_length=120)
    role = models.CharField(max_length=20, choices=Role.choices)
    is_active = models.BooleanField("may sign in", default=True)
    provider = models.OneToOneField(
        "charts.Provider",
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name="signs as",
        error_messages={"unique": "Someone else signs as this provider."},
    )

    objects: ClassVar[People] = People()
    EMAIL_FIELD: ClassVar[str] = ""
    USERNAME_FIELD: ClassVar[str] = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        ordering: ClassVar = ["name", "username"]

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        """The person's name."""
        return self.name

    def may(self, act: Act) -> bool:
        """Whether the person's role allows an act."""
        return self.role in MAY[act]
