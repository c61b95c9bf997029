"""A claim as its page shows it: findings at their lines, and rejections beside the field that they are about."""

import re
from collections.abc import Iterable
from typing import Any

from cleanbill.codes.procedures import PROCEDURES
from cleanbill.web.claims.models import Claim, Event
from cleanbill.web.claims.places import place_of

_LINE = re.compile(r"^/lines/(\d+)")
SIGNS = {"error": ("✗", "bad"), "warning": ("▲", "doubt"), "info": ("●", "quiet"), "not_checked": ("?", "quiet")}


def finding_rows(claim: Claim) -> list[dict[str, Any]]:
    """The findings of a claim with their numbers, shapes and lines (from 0), and whether each can be mended or let."""
    rows = []
    for number, finding in enumerate(claim.findings):
        match = _LINE.match(finding["where"].get("path") or "")
        repair = finding["fix"] or {}
        sign, colour = SIGNS[finding["severity"]]
        rows.append(
            {
                **finding, "number": number, "kind": finding["severity"], "sign": sign, "colour": colour,
                "line": int(match[1]) if match else None, "repair": repair.get("text", ""),
                "mends": bool(repair.get("edits")) and repair.get("safety") != "never",
                "safe": repair.get("safety") == "safe", "changes": [_change(one) for one in repair.get("edits") or []],
                "lets": bool(finding["rule"]) and finding["severity"] in ("error", "warning"),
            }
        )  # fmt: skip
    return rows


def _change(edit: dict[str, Any]) -> str:
    """A change as a person reads it."""
    value = edit.get("value")
    text = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
    place = edit["path"].strip("/").replace("/", " ")
    place = re.sub(r"^lines (\d+)", lambda match: f"line {int(match[1]) + 1}", place)
    return f"take out {place}" if edit["op"] == "remove" else f"{place}: {text}"


def line_rows(claim: Claim, findings: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The service lines, each with its label, what was proposed of it and why, and its findings."""
    rows = []
    for index, line in enumerate(claim.lines):
        known = PROCEDURES.get(line["code"])
        path = f"/lines/{index}"
        rows.append(
            {
                "n": index + 1, "line": line, "label": known.label if known else "",
                "why": [one for one in claim.proposals if (one["path"] + "/").startswith(path + "/")],
                "findings": [one for one in findings if one["line"] == index and one["kind"] != "not_checked"],
            }
        )  # fmt: skip
    return rows


def rejections(claim: Claim, events: Iterable[Event]) -> list[dict[str, Any]]:
    """What the last answer rejected, in words, with the place where it is mended; none once it goes again."""
    last = next((one for one in reversed(list(events)) if one.kind in ("277CA", "999", "TA1")), None)
    if claim.state not in (Claim.State.REJECTED, Claim.State.PERSON) or last is None:
        return []
    said = last.detail.get("rejections") or (
        [{"words": last.text, "mend": "", "pointer": ""}] if "Rejected" in last.text else []
    )
    return [{**one, "place": place_of(claim, one["pointer"]) if one["pointer"] else None} for one in said]
