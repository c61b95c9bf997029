"""The examples of a practice's own rules and payer profiles, run as the shipped ones are tested."""

import datetime as dt
from typing import TYPE_CHECKING, Any

import cleanbill
from cleanbill.engine import examples
from cleanbill.model.decode import DocumentError, claim_from
from cleanbill.model.example import Example
from cleanbill.rules.own import OwnRuleError

if TYPE_CHECKING:
    from cleanbill.door import Own


def wrong(example: Example, rule_id: str, on: dt.date, own: "Own", profile: str = "") -> str:
    """What is wrong with an example, as checked on a day; empty where it holds. `profile`: the payer it is about."""
    try:
        claim = claim_from(_to(profile, example.claim))
        return examples.wrong(example, rule_id, cleanbill.check_claim(claim, on, own=own))
    except (DocumentError, OwnRuleError) as error:
        return str(error)


def _to(profile: str, claim: dict[str, Any]) -> dict[str, Any]:
    """The claim, to the payer of a profile unless it names another."""
    return {**claim, "payer": {"profile": profile, **claim.get("payer", {})}} if profile else claim
