"""A draft of a rule from a denial that no rule caught: the claim, without its persons, as the example that fails."""

import datetime as dt
import pprint
import re
from importlib import resources
from typing import Any

import msgspec

from cleanbill.codes.adjustments import meaning
from cleanbill.model.claim import Claim
from cleanbill.remittance.backtest import Row

ID = "OW101"
_OLDEST = 90
_OF_A_LINE = ("code", "modifiers", "units", "dx_pointers", "minutes", "assistant_minutes", "region")
_OF_A_CLAIM = ("place_of_service", "dx", "frequency_code", "benefit", "accident")
_OF_RENDERING = ("taxonomy", "credential")
_OF_PAYER = ("type", "profile", "unit_rule")

_TEXT = resources.files(__package__).joinpath("draft_rule.txt")


def draft_rule(claim: Claim, row: Row) -> str:
    """The text of a file for the folder of one's own rules. It can be loaded; what is to be written in it says so."""
    reasons, remarks = [_code(one) for one in row.reasons], [_code(one) for one in row.remarks]
    known = meaning(reasons[0].partition("-")[2])
    denials = ", ".join(
        f"Denial({reason.partition('-')[2]!r}, {remark!r}, {reason.partition('-')[0]!r})"
        for reason, remark in zip(reasons, [*remarks, *[""] * len(reasons)], strict=False)
    )
    return _TEXT.read_text("utf-8").format(
        what=_code(row.code) or "a claim",
        reasons=", ".join((*reasons, *remarks)),
        meaning=known.meaning[:1].upper() + known.meaning[1:],
        claim=pprint.pformat(without_persons(claim), width=100, sort_dicts=False),
        id=ID,
        denials=denials,
    )


def without_persons(claim: Claim) -> dict[str, Any]:
    """What of a claim says nothing of who it was: codes, units, minutes, kinds of payer and provider, ages by the year.

    All days are moved by the same number, so that the first service is on the third of January of its year. Who is
    older than ninety is ninety.
    """
    held: dict[str, Any] = msgspec.to_builtins(claim)
    first = min((line.date for line in claim.lines if line.date), default=None)
    said: dict[str, Any] = {
        "payer": _some(held.get("payer", {}), _OF_PAYER),
        "patient": {"sex": claim.patient.sex} if claim.patient.sex else {},
        "rendering": _some(held.get("rendering") or {}, _OF_RENDERING),
        **_some(held, _OF_A_CLAIM),
    }
    if claim.patient.dob and first:
        said["patient"]["dob"] = dt.date(max(claim.patient.dob.year, first.year - _OLDEST), 1, 1).isoformat()
    said.get("accident", {}).pop("claim_number", None)
    said.get("accident", {}).pop("date", None)
    said["lines"] = [
        _some(kept, _OF_A_LINE) | ({"date": _moved(line.date, first)} if line.date and first else {})
        for kept, line in zip(held.get("lines", ()), claim.lines, strict=True)
    ]
    return {name: value for name, value in said.items() if value}


def _code(said: str) -> str:
    """What a payer wrote, as a code: its words stand in the text of a program."""
    return re.sub(r"[^A-Za-z0-9-]", "", said)[:12]


def _moved(day: dt.date, first: dt.date) -> str:
    return (dt.date(first.year, 1, 3) + (day - first)).isoformat()


def _some(held: dict[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    return {name: held[name] for name in names if held.get(name) not in (None, [], ())}
