"""How forms look and behave, all alike: labels above, errors named at the field and listed at the top."""

from typing import Any

from django import forms
from django.forms.renderers import TemplatesSetting


class Renderer(TemplatesSetting):
    """Draws every form with our templates."""

    form_template_name = "form/fields.html"
    field_template_name = "form/field.html"


class DateInput(forms.DateInput):
    """The browser's own date field."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")
