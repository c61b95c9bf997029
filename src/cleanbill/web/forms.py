"""How forms look and behave, all alike: labels above, errors named at the field and listed at the top."""

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models.fields import BLANK_CHOICE_DASH
from django.forms.renderers import TemplatesSetting


class Renderer(TemplatesSetting):
    """Draws every form with our templates."""

    form_template_name = "form/fields.html"
    field_template_name = "form/field.html"


def name_the_empty_choice(field: Any, words: str | None = None) -> None:
    """Say in words, not in dashes, that nothing is chosen."""
    words = words or ("Choose one" if field.required else "Not said")
    if isinstance(field, forms.ModelChoiceField):
        field.empty_label = field.empty_label and words
    else:
        field.choices = [("", words) if one in BLANK_CHOICE_DASH else one for one in field.choices]


def of_four_digits(day: dt.date) -> None:
    """Raise `ValidationError` for a year of two digits, which a browser takes for the first century."""
    if day.year < 1000:
        raise ValidationError("Write the year with four digits, such as 2026.")


class DateInput(forms.DateInput):
    """The browser's own date field."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")
