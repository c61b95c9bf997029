"""What the clinic charges."""

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models

from cleanbill.web.accounts.scope import ClinicRecord

PROCEDURE = RegexValidator(r"^[0-9A-Z][0-9]{3}[0-9A-Z]\Z", "A procedure code has five characters, such as 97110.")
MOST = 99_999_99


class Charge(ClinicRecord):
    """The clinic's charge for one unit of a procedure, in cents."""

    code = models.CharField("procedure", max_length=5, validators=[PROCEDURE])
    cents = models.PositiveIntegerField("charge", validators=[MinValueValidator(1), MaxValueValidator(MOST)])

    class Meta:
        ordering: ClassVar = ["code"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["clinic", "code"], name="one_charge_of_a_code")]

    def __str__(self) -> str:
        return self.code
