"""The forms of denials."""

from decimal import Decimal

from django import forms

from cleanbill.web.remits.models import OpenItem


class CloseForm(forms.Form):
    """What became of an item, and why."""

    outcome = forms.ChoiceField(label="What became of it", choices=OpenItem.Outcome.choices)
    reason = forms.CharField(label="Why", max_length=500, widget=forms.TextInput({"autocomplete": "off"}))
    dollars = forms.DecimalField(
        label="Written off, in dollars", min_value=0, max_value=Decimal(9_999_999), decimal_places=2, required=False
    )
