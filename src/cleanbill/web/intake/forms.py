"""The forms of intakes: of the staff that makes one, and of the patient beside the questionnaire."""

import datetime as dt
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from cleanbill.questionnaires import form
from cleanbill.web.charts.forms import RecordForm
from cleanbill.web.charts.models import Episode, Patient
from cleanbill.web.forms import DateInput
from cleanbill.web.intake.changes import CONTACT
from cleanbill.web.intake.models import ConsentText, Intake
from cleanbill.web.intake.models.intake import FORM

_TOKENS = {
    "phone": "tel", "email": "email", "line1": "address-line1", "city": "address-level2", "state": "address-level1",
    "zip": "postal-code",
}  # fmt: skip


class IntakeForm(RecordForm):
    """A new intake of a patient: for which episode, and where it is filled in."""

    class Meta:
        model = Intake
        fields: ClassVar = ["way", "episode", "ends"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["episode"]
        open_ones = Episode.objects.of(self.instance.clinic).filter(patient=self.instance.patient, closed=None)
        field.queryset = open_ones  # type: ignore[attr-defined]
        field.empty_label = "None yet"  # type: ignore[attr-defined]
        field.help_text = "The answers become facts of it. It can be chosen later too."

    def clean_ends(self) -> dt.date:
        """Raise `ValidationError` for a day that is over."""
        ends: dt.date = self.cleaned_data["ends"]
        if ends < timezone.localdate():
            raise ValidationError("This day is over: choose today or later.")
        return ends


class EpisodeForm(forms.Form):
    """For which episode the answers are."""

    episode: Any = forms.ModelChoiceField(None, empty_label="Choose")

    def __init__(self, *args: Any, intake: Intake, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mine = Episode.objects.of(intake.clinic).filter(patient=intake.patient, closed=None)
        self.fields["episode"].queryset = mine  # type: ignore[attr-defined]


class ConsentTextForm(RecordForm):
    """A text that patients are asked to agree to. Its title stays; another wording is a new version."""

    class Meta:
        model = ConsentText
        fields: ClassVar = ["title", "text", "asked"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["title"]

    def _post_clean(self) -> None:
        """Check the words alone where they are another version's: what is stored stays as it is."""
        if not self.instance.pk:
            super()._post_clean()  # type: ignore[misc]


class BirthForm(forms.Form):
    """The date of birth, by which a link is opened."""

    dob = forms.DateField(label="Date of birth", widget=DateInput({"autocomplete": "bday"}))


class ContactForm(forms.ModelForm):  # type: ignore[type-arg]
    """How to reach the patient. What is left empty changes nothing."""

    state = forms.ChoiceField(required=False)

    class Meta:
        model = Patient
        fields = CONTACT

    def __init__(self, *args: Any, kiosk: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        states = next(item for path, item in form(FORM).walk() if path == "accident.state").options
        self.fields["state"].choices = [("", "Choose"), *((o.value, o.label) for o in states)]  # type: ignore[attr-defined]
        for name, field in self.fields.items():
            # The next patient at the tablet must not be offered what this one typed.
            field.widget.attrs["autocomplete"] = "off" if kiosk else _TOKENS[name]
        self.fields["phone"].widget.input_type = "tel"
        self.fields["zip"].widget.attrs["inputmode"] = "numeric"


class AgreeForm(forms.Form):
    """That the patient agrees, under a name that they type."""

    agree = forms.BooleanField(label="I have read this and I agree", error_messages={"required": "Tick this to agree."})
    name = forms.CharField(
        label="Your name", max_length=120, help_text="It stands for your signature. A parent or guardian types theirs.",
        widget=forms.TextInput({"autocomplete": "off"}),
    )  # fmt: skip
