"""How money and states are written on the pages of billing."""

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from cleanbill.web.claims.models import Claim
from cleanbill.web.claims.queue import shown

register = template.Library()


@register.filter
def dollars(cents: int | None) -> str:
    """Cents as dollars: 1,234.50; nothing for nothing."""
    return "" if cents is None else f"{cents / 100:,.2f}"


@register.filter
def taken_off(cents: int) -> str:
    """Cents that lower a payment, as what they do to it: -12.50; what raises it stands without a sign."""
    return dollars(-cents)


@register.simple_tag
def standing(claim: Claim) -> SafeString:
    """The state of a claim: shape, word and colour."""
    return format_html('<span class="{colour}"><span aria-hidden="true">{sign}</span> {word}</span>', **shown(claim))


@register.simple_tag
def earnest(test: bool | None) -> SafeString | str:
    """Whether something went as a test or in earnest; nothing where it did not go."""
    if test is None:
        return ""
    sign, word, colour = ("◇", "Test", "doubt") if test else ("◆", "Production", "good")
    return format_html('<span class="tag {}"><span aria-hidden="true">{}</span> {}</span>', colour, sign, word)


@register.filter
def part(value: Any, key: str) -> Any:
    """An item of a mapping."""
    return value.get(key, "") if isinstance(value, dict) else ""
