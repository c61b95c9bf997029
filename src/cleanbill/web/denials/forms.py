"""The forms of denials."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from cleanbill.web.denials.models import Appeal
from cleanbill.web.forms import DateInput
from cleanbill.web.remits.models import OpenItem

_MOST = dt.timedelta(days=365)


class CloseForm(forms.Form):
    """What became of an item, and why."""

    outcome = forms.ChoiceField(label="What became of it", choices=OpenItem.Outcome.choices)
    reason = forms.CharField(label="Why", max_length=500, widget=forms.TextInput({"autocomplete": "off"}))
    dollars = forms.DecimalField(
        label="Written off, in dollars", min_value=0, max_value=Decimal(9_999_999), decimal_places=2, required=False
    )


class DaysForm(forms.Form):
    """The days of which a backtest is told, a year at most."""

    first = forms.DateField(label="First decided from", widget=DateInput)
    last = forms.DateField(label="To", widget=DateInput)

    def clean(self) -> dict[str, Any]:
        """Raise `ValidationError` for days that go back in time or over more than a year."""
        said: dict[str, Any] = super().clean() or {}
        if "first" in said and "last" in said and not dt.timedelta(0) <= said["last"] - said["first"] <= _MOST:
            raise ValidationError("Choose days of a year at most, the first of them first.")
        return said


class RecordsForm(forms.Form):
    """How records go, and under which number the payer asked for them."""

    reference = forms.CharField(
        label="The payer's reference, if it gave one", max_length=40, required=False,
        widget=forms.TextInput({"autocomplete": "off"}),
    )  # fmt: skip
    way = forms.ChoiceField(label="It goes by", choices=Appeal.Way.choices)
