"""The claim document as a form has it, and the document that a filled form gives."""

import copy
from typing import Any

from cleanbill.model.normal import diagnosis


def initial(document: dict[str, Any]) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """What stands in the form of a document: its head, and its lines."""
    head = {
        "dx": ", ".join(document.get("dx", [])),
        "place_of_service": document.get("place_of_service", ""),
        "auth_number": (document.get("auth") or {}).get("number", ""),
        "referring_npi": document.get("referring_npi", ""),
        "manipulation": (document.get("manipulation") or {}).get("condition", ""),
        "remark": (document.get("remark") or {}).get("text", ""),
    }
    lines = [
        {
            "code": line["code"],
            "modifiers": " ".join(line.get("modifiers", [])),
            "units": line.get("units"),
            "charge": line.get("charge"),
            "pointers": " ".join(map(str, line.get("dx_pointers", []))),
            "minutes": line.get("minutes"),
        }
        for line in document.get("lines", [])
    ]
    return head, lines


def filled(document: dict[str, Any], head: dict[str, Any], lines: list[dict[str, Any]]) -> dict[str, Any]:
    """The document with what a person wrote. A line keeps what the form does not show, by its place."""
    after = copy.deepcopy(document)
    after["dx"] = [diagnosis(code) for code in head["dx"].replace(",", " ").split()]
    _put(after, "place_of_service", head["place_of_service"])
    _put(after, "referring_npi", head["referring_npi"])
    _put_in(after, "auth", "number", head["auth_number"])
    _put_in(after, "manipulation", "condition", head["manipulation"])
    _put_in(after, "remark", "text", head["remark"])
    before = document.get("lines", [])
    day = before[0].get("date") if before else None
    kept = [(before[place] if place < len(before) else {"date": day}, line) for place, line in enumerate(lines)]
    after["lines"] = [_line(held, line, n) for n, (held, line) in enumerate(((h, x) for h, x in kept if x["code"]), 1)]
    return after


def _line(held: dict[str, Any], line: dict[str, Any], number: int) -> dict[str, Any]:
    made = {**held, "n": number, "code": line["code"].upper()}
    units = line["units"]
    _put(made, "modifiers", line["modifiers"].upper().replace(",", " ").split())
    _put(made, "units", None if units is None else int(units) if units == int(units) else float(units))
    _put(made, "charge", None if line["charge"] is None else str(line["charge"]))
    _put(made, "dx_pointers", [int(one) for one in line["pointers"].replace(",", " ").split()])
    _put(made, "minutes", line["minutes"])
    return made


def _put(held: dict[str, Any], name: str, value: Any) -> None:
    if value in (None, "", []):
        held.pop(name, None)
    else:
        held[name] = value


def _put_in(held: dict[str, Any], part: str, name: str, value: str) -> None:
    inner = dict(held.get(part) or {})
    _put(inner, name, value)
    _put(held, part, inner if inner else None)
