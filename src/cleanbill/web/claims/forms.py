"""The forms of billing."""

from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.core.validators import RegexValidator

from cleanbill.web.charts.forms import RecordForm
from cleanbill.web.claims.models import Charge, Identity, PayerRoute, Route
from cleanbill.web.claims.models.fee import PROCEDURE
from cleanbill.web.claims.ways import names

_OFF = {"autocomplete": "off"}
_CODES = RegexValidator(r"^[A-Za-z0-9., ]*\Z", "Write codes with spaces or commas between them.")


class IdentityForm(RecordForm):
    """Who bills."""

    class Meta:
        model = Identity
        fields: ClassVar = [
            "name", "npi", "tax_id", "tax_id_type", "taxonomy", "phone", "street", "street2", "city", "state", "zip",
            "place_of_service", "locality", "contact", "paying",
        ]  # fmt: skip


class RouteForm(RecordForm):
    """A route to a clearinghouse or payer, on a way that is laid."""

    way = forms.ChoiceField(choices=names, help_text="As cleanbill.toml names it.")

    class Meta:
        model = Route
        fields: ClassVar = ["way", "receiver_name", "receiver_id", "submitter_id", "test"]


class PayerRouteForm(RecordForm):
    """By which route a payer is reached."""

    class Meta:
        model = PayerRoute
        fields: ClassVar = ["payer", "route"]


class ChargeForm(RecordForm):
    """A charge, in dollars."""

    dollars = forms.DecimalField(
        label="Charge for one unit, in dollars", min_value=Decimal("0.01"), max_value=Decimal(99_999), decimal_places=2
    )

    class Meta:
        model = Charge
        fields: ClassVar = ["code"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["dollars"] = Decimal(self.instance.cents).scaleb(-2)

    def clean(self) -> dict[str, Any]:
        """The dollars become cents of the record before that is checked."""
        cleaned = super().clean() or {}
        if dollars := cleaned.get("dollars"):
            self.instance.cents = int(dollars.scaleb(2))
        return cleaned


class LineForm(forms.Form):
    """A service line of a claim; one without a code is left out."""

    code = forms.CharField(max_length=5, required=False, validators=[PROCEDURE])
    modifiers = forms.CharField(max_length=20, required=False, validators=[_CODES])
    units = forms.DecimalField(min_value=Decimal("0.1"), max_value=999, required=False)
    charge = forms.DecimalField(min_value=0, max_value=Decimal(99_999), decimal_places=2, required=False)
    pointers = forms.CharField(
        label="Diagnoses", max_length=20, required=False, validators=[RegexValidator(r"^[0-9, ]*\Z", "Numbers.")]
    )
    minutes = forms.IntegerField(min_value=0, max_value=480, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.update(_OFF)


LineForms = forms.formset_factory(LineForm, extra=2, max_num=50, absolute_max=50)


class HeadForm(forms.Form):
    """What of a claim is not on a line and in no chart."""

    dx = forms.CharField(label="Diagnoses, the main one first", max_length=120, validators=[_CODES])
    place_of_service = forms.RegexField(r"^\d{2}\Z", label="Place of service", required=False)
    auth_number = forms.CharField(label="Authorization number", max_length=50, required=False)
    referring_npi = forms.RegexField(r"^\d{10}\Z", label="Referring NPI", required=False)
    manipulation = forms.ChoiceField(
        label="Condition manipulated",
        required=False,
        choices=[("", "does not apply"), ("A", "Acute"), ("C", "Chronic"), ("M", "Acute on chronic")],
    )
    remark = forms.CharField(label="Remark to the payer", max_length=80, required=False)
