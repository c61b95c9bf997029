"""What a field may hold: checks that say in one sentence what would be right."""

import re

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models

from cleanbill.codes import npi as npis

ZIP = RegexValidator(r"^\d{5}(-?\d{4})?\Z", "A ZIP code has 5 or 9 digits, such as 62701.")
STATE = RegexValidator(r"^[A-Z]{2}\Z", "Write the state as two capital letters, such as IL.")
PHONE = RegexValidator(r"^[0-9 ()+.x-]{7,25}\Z", "Write the number with digits, such as 217-555-0100.")
TAXONOMY = RegexValidator(r"^[0-9A-Z]{9}X\Z", "A taxonomy code has ten characters and ends with X, such as 225100000X.")
_PROCEDURE = re.compile(r"[0-9A-Z]\d{3}[0-9A-Z]")
_CODE = re.compile(r"[A-Z]\d[0-9A-Z](?:\.?[0-9A-Z]{1,4})?")


class Discipline(models.TextChoices):
    """Whose visit it is; limits and plans of care count by it."""

    PT = "PT", "Physical therapy"
    OT = "OT", "Occupational therapy"
    SLP = "SLP", "Speech-language pathology"
    CHIROPRACTIC = "chiropractic", "Chiropractic"
    MEDICAL = "medical", "Medical"


def npi(value: str) -> None:
    """Raise `ValidationError` for what is not an NPI."""
    fault = npis.fault(value)
    if fault:
        raise ValidationError(f"{value} {fault}. Copy it from the NPI registry.")


def diagnoses(text: str) -> list[str]:
    """The codes of a text, in its order, with their dots. Raises `ValidationError` for a word that is not a code."""
    words = text.upper().replace(",", " ").split()
    for word in words:
        if not _CODE.fullmatch(word):
            raise ValidationError(f"{word} does not look like a diagnosis code; write codes such as M54.50, M62.830.")
    return [code if "." in code or len(code) == 3 else f"{code[:3]}.{code[3:]}" for code in words]


def procedures(text: str) -> list[str]:
    """The procedure codes of a text, in its order. Raises `ValidationError` for a word that is not one."""
    words = text.upper().replace(",", " ").split()
    for word in words:
        if not _PROCEDURE.fullmatch(word):
            raise ValidationError(f"{word} is no procedure code; write codes of five characters such as 97110, G0283.")
    return words
