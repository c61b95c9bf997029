"""The forms of the schedule: an appointment, once or as a series; an authorization; a plan's limit."""

import datetime as dt
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from cleanbill.calendar import series
from cleanbill.web.charts.fields import procedures
from cleanbill.web.charts.forms import RecordForm
from cleanbill.web.forms import DateInput
from cleanbill.web.schedule.models import AmountUsed, Appointment, Authorization, Benefit, Waiting
from cleanbill.web.schedule.models.waiting import WEEKDAYS


class StartInput(forms.DateTimeInput):
    """Day and hour, as the browser picks them."""

    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M")


class AppointmentForm(RecordForm):
    """An appointment of a patient. `overruled` is asked only where something stands against it."""

    class Meta:
        model = Appointment
        fields: ClassVar = ["provider", "episode", "kind", "start", "minutes", "room", "patient_pays", "overruled"]
        labels: ClassVar = {"overruled": "Book it all the same, because"}
        widgets: ClassVar = {"start": StartInput, "overruled": forms.HiddenInput}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["provider"].queryset = self.fields["provider"].queryset.filter(active=True)  # type: ignore[attr-defined]
        open_episodes = self.fields["episode"].queryset.filter(patient=self.instance.patient)  # type: ignore[attr-defined]
        self.fields["episode"].queryset = open_episodes.filter(closed=None)  # type: ignore[attr-defined]

    def ask_why(self) -> None:
        """Show the question why it is booked all the same."""
        self.fields["overruled"].widget = forms.TextInput({"autocomplete": "off"})


class SeriesForm(AppointmentForm):
    """A new appointment, which may be repeated on some weekdays, so often or until a day."""

    repeat_on = forms.MultipleChoiceField(
        label="Repeat on", choices=WEEKDAYS, required=False, widget=forms.CheckboxSelectMultiple
    )
    times = forms.IntegerField(label="How many in all", min_value=2, max_value=60, required=False)
    until = forms.DateField(label="Or until", required=False, widget=DateInput)

    def clean(self) -> dict[str, Any]:
        """Raise `ValidationError` for a series without an end, or an end without a series."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        ends = cleaned.get("times") or cleaned.get("until")
        if cleaned.get("repeat_on") and not ends:
            raise ValidationError({"times": "Say how many appointments, or until which day."})
        if ends and not cleaned.get("repeat_on"):
            raise ValidationError({"repeat_on": "Say on which days of the week."})
        return cleaned

    def days(self) -> tuple[dt.date, ...]:
        """The days of the series; none for a single appointment."""
        if not self.cleaned_data["repeat_on"]:
            return ()
        first = timezone.localtime(self.cleaned_data["start"]).date()
        weekdays = {int(day) for day in self.cleaned_data["repeat_on"]}
        return series(first, weekdays, self.cleaned_data["times"], self.cleaned_data["until"])


class CodesField(forms.Field):
    """Procedure codes in a line, kept as a list."""

    def prepare_value(self, value: Any) -> Any:
        """The codes with commas between them."""
        return ", ".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> list[str]:
        """The codes of the line. Raises `ValidationError` for a word that is none."""
        return procedures(value or "")


class AuthorizationForm(RecordForm):
    """An authorization of a coverage."""

    codes = CodesField(required=False, help_text="Procedure codes it allows; all where none is named.")
    codes_not_counted = CodesField(
        label="Codes not counted", required=False, help_text="Codes that use nothing of it, such as an evaluation."
    )

    class Meta:
        model = Authorization
        fields: ClassVar = [
            "number", "status", "received", "start", "end", "counts", "approved", "used_before", "codes",
            "codes_not_counted", "discipline", "episode",
        ]  # fmt: skip

    unchosen: ClassVar = {"discipline": "All disciplines", "episode": "Any episode"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        patient = self.instance.coverage.patient
        self.fields["episode"].queryset = self.fields["episode"].queryset.filter(patient=patient)  # type: ignore[attr-defined]


class BenefitForm(RecordForm):
    """A plan's limit of visits."""

    class Meta:
        model = Benefit
        fields: ClassVar = ["visit_limit", "discipline", "year_starts", "used_before", "used_in", "hard"]

    unchosen: ClassVar = {"discipline": "All disciplines"}


class AmountUsedForm(RecordForm):
    """What was used of a year's therapy amount elsewhere."""

    class Meta:
        model = AmountUsed
        fields: ClassVar = ["year", "pt_slp", "ot", "asked", "source"]


class WaitingForm(RecordForm):
    """Who would come earlier, and when."""

    weekdays = forms.MultipleChoiceField(
        label="On", choices=WEEKDAYS, required=False, widget=forms.CheckboxSelectMultiple, help_text="None: any day."
    )

    class Meta:
        model = Waiting
        fields: ClassVar = ["provider", "part", "weekdays", "until"]
        help_texts: ClassVar = {"provider": ""}

    unchosen: ClassVar = {"provider": "Any provider"}
