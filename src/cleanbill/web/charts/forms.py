"""The forms of a chart. What may be chosen in them is the clinic's own."""

from hashlib import sha256
from typing import TYPE_CHECKING, Any, ClassVar, cast

from django import forms
from django.forms.models import model_to_dict

from cleanbill.web.accounts.models import Clinic
from cleanbill.web.charts.models import Coverage, Episode, Patient, Payer, PlanOfCare, Provider, Referrer
from cleanbill.web.forms import DateInput, name_the_empty_choice, of_four_digits

if TYPE_CHECKING:
    from django.http import QueryDict

_OFF = {"autocomplete": "off"}
CHANGED = (
    "It was changed after you opened this page. What you typed is still here: save again to put it in place of the "
    "change, or open the page anew to see that first."
)


class RecordForm(forms.ModelForm):  # type: ignore[type-arg]
    """A form of one of the clinic's records. Every choice of another record is narrowed to the clinic's.

    `unchosen`: what it means that nothing is chosen in a field, where that says something. `seen`: a digest of what the
    record said when the page was opened, so that nobody overwrites unseen what somebody else has changed since.
    """

    unchosen: ClassVar[dict[str, str]] = {}

    def __init__(self, *args: Any, clinic: Clinic, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.clinic = clinic
        self.fields["seen"] = forms.Field(required=False, widget=forms.HiddenInput)
        says = repr(model_to_dict(self.instance, self._meta.fields)) if self.instance.pk else ""
        self.initial["seen"] = sha256(says.encode()).hexdigest()
        for name, field in self.fields.items():
            if isinstance(field, forms.ModelChoiceField):
                field.queryset = field.queryset.of(clinic)  # type: ignore[union-attr]
            if isinstance(field, forms.ChoiceField):
                name_the_empty_choice(field, self.unchosen.get(name))
            if isinstance(field, forms.DateField):
                field.widget = DateInput()
            if isinstance(field, forms.DateField | forms.DateTimeField):
                field.validators.append(of_four_digits)
            # The browser must not offer one patient's data for the next.
            field.widget.attrs.update(_OFF)

    def clean_seen(self) -> None:
        """Refuse once what was changed in the meantime; who then saves again knows of it."""
        if self.cleaned_data["seen"] not in (None, "", self.initial["seen"]):
            data = cast("QueryDict", self.data).copy()
            data[self.add_prefix("seen")] = self.initial["seen"]
            self.data = data
            self.add_error(None, CHANGED)


class PatientForm(RecordForm):
    """A patient. `other_person`: someone has seen the patients who look alike, and it is none of them."""

    other_person = forms.BooleanField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Patient
        fields: ClassVar = [
            "last_name", "first_name", "dob", "sex", "phone", "email", "line1", "city", "state", "zip",
        ]  # fmt: skip


class CoverageForm(RecordForm):
    """A coverage of a patient."""

    class Meta:
        model = Coverage
        fields: ClassVar = [
            "rank", "payer", "member_id", "group", "start", "end", "authorization_required", "eligibility_checked",
            "relationship", "subscriber_last_name", "subscriber_first_name", "subscriber_dob",
        ]  # fmt: skip


class EpisodeForm(RecordForm):
    """An episode of a patient."""

    class Meta:
        model = Episode
        fields: ClassVar = [
            "title", "discipline", "opened", "closed", "dx", "onset", "cause", "accident_date", "accident_state",
            "accident_claim_number", "provider", "referrer", "last_report",
        ]  # fmt: skip


class PlanForm(RecordForm):
    """A plan of care of an episode."""

    class Meta:
        model = PlanOfCare
        fields: ClassVar = [
            "established", "duration_days", "frequency", "goals", "certifier", "sent", "cert_signed",
        ]  # fmt: skip


class PayerForm(RecordForm):
    """A payer."""

    class Meta:
        model = Payer
        fields: ClassVar = ["name", "profile", "payer_id", "phone"]


class ProviderForm(RecordForm):
    """A provider."""

    class Meta:
        model = Provider
        fields: ClassVar = ["last_name", "first_name", "npi", "credential", "taxonomy", "active"]


class ReferrerForm(RecordForm):
    """A referrer."""

    class Meta:
        model = Referrer
        fields: ClassVar = ["last_name", "first_name", "npi", "organization", "phone", "fax"]
