"""The forms of payments."""

from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.core.validators import RegexValidator

from cleanbill.web.charts.forms import RecordForm
from cleanbill.web.charts.models import Payer
from cleanbill.web.remits.models import PatientPayment, Remittance

MOST = Decimal(9_999_999)
LONGEST_FILE = 30_000_000  # bytes; some 40,000 claims
_REASON = RegexValidator(r"^[A-Za-z]?[0-9]{1,3}\Z", "A reason code is such as 50 or B7.")
_GROUPS = [("", ""), ("CO", "CO"), ("OA", "OA"), ("PI", "PI"), ("PR", "PR")]


class UploadForm(forms.Form):
    """An 835 from the machine of the person."""

    file = forms.FileField(label="Remittance file (835)", max_length=200)

    def clean_file(self) -> Any:
        """The file. Raises `ValidationError` for one that is too long."""
        file = self.cleaned_data["file"]
        if file.size > LONGEST_FILE:
            raise forms.ValidationError(f"The file has {file.size:,} bytes; {LONGEST_FILE:,} are taken at most.")
        return file


class _Dollars(RecordForm):
    """A record with an amount that is entered in dollars and kept in cents."""

    field: ClassVar[str]
    dollars = forms.DecimalField(label="Amount, in dollars", min_value=-MOST, max_value=MOST, decimal_places=2)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["dollars"] = Decimal(getattr(self.instance, self.field)).scaleb(-2)

    def clean(self) -> dict[str, Any]:
        """The dollars become cents of the record before that is checked."""
        cleaned = super().clean() or {}
        dollars = cleaned.get("dollars")
        if dollars is not None:
            setattr(self.instance, self.field, int(dollars.scaleb(2)))
        return cleaned


class PaperForm(_Dollars):
    """A payment that came on paper."""

    field = "amount"
    dollars = forms.DecimalField(label="Amount, in dollars", min_value=0, max_value=MOST, decimal_places=2)

    class Meta:
        model = Remittance
        fields: ClassVar = ["payer_name", "trace", "date"]
        widgets: ClassVar = {"payer_name": forms.Select}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = Payer.objects.of(self.instance.clinic).values_list("name", flat=True)
        self.fields["payer_name"].widget.choices = [("", "Choose one"), *((name[:60], name) for name in names)]
        for name in ("payer_name", "trace", "date"):
            self.fields[name].required = True

    def clean(self) -> dict[str, Any]:
        """Until its claims are entered, nothing accounts for the amount."""
        cleaned = super().clean()
        self.instance.difference = self.instance.amount or 0
        return cleaned


class PaperClaimForm(forms.Form):
    """Which claim the paper speaks of, and how the payer calls it."""

    STATUS: ClassVar = [("1", "As the first payer"), ("2", "As the second payer"), ("4", "Denied")]
    status = forms.ChoiceField(label="Decided", choices=STATUS)
    number = forms.CharField(label="The payer's claim number", max_length=50, required=False)


class PaperLineForm(forms.Form):
    """What the paper says of a line, in dollars."""

    paid = forms.DecimalField(min_value=0, max_value=MOST, decimal_places=2, required=False)
    contractual = forms.DecimalField(min_value=0, max_value=MOST, decimal_places=2, required=False)
    deductible = forms.DecimalField(min_value=0, max_value=MOST, decimal_places=2, required=False)
    coinsurance = forms.DecimalField(min_value=0, max_value=MOST, decimal_places=2, required=False)
    copay = forms.DecimalField(min_value=0, max_value=MOST, decimal_places=2, required=False)
    other = forms.DecimalField(min_value=0, max_value=MOST, decimal_places=2, required=False)
    group = forms.ChoiceField(choices=_GROUPS, required=False)
    reason = forms.CharField(max_length=4, required=False, validators=[_REASON])
    remark = forms.CharField(max_length=20, required=False)


PaperLineForms = forms.formset_factory(PaperLineForm, extra=0)


class OwingForm(forms.Form):
    """From which amount on a patient is asked for what he owes."""

    USUAL: ClassVar = Decimal(5)
    over = forms.DecimalField(
        label="Owing more than, in dollars", min_value=0, max_value=MOST, decimal_places=2, required=False
    )

    @property
    def cents(self) -> int:
        """The amount in cents; the usual one where none is said, or none that is one."""
        said = self.cleaned_data.get("over") if self.is_valid() else None
        return int((self.USUAL if said is None else said).scaleb(2))


class PatientPaymentForm(_Dollars):
    """Money of a patient; below 0 it is given back."""

    field = "cents"

    class Meta:
        model = PatientPayment
        fields: ClassVar = ["on", "method", "remark"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(["dollars", "on", "method", "remark"])
