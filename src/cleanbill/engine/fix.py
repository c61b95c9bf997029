"""Fixes as JSON patches (RFC 6902) on the claim document. Only fixes marked safe are applied without a person."""

import copy
import difflib
import json
from collections.abc import Iterable
from typing import Any

from cleanbill.model.finding import Edit, Finding


def safe(finding: Finding) -> tuple[Edit, ...]:
    """The edits of a fix that needs no person; none of any other."""
    return finding.fix.edits if finding.fix and finding.fix.safety == "safe" else ()


def apply(document: dict[str, Any], edits: Iterable[Edit]) -> dict[str, Any]:
    """A copy of a claim document with `edits` made. An edit whose place is not there raises `LookupError`."""
    document = copy.deepcopy(document)
    for edit in edits:
        *parents, last = _parts(edit.path)
        place: Any = document
        for part in parents:
            place = place[int(part)] if isinstance(place, list) else place[part]
        _edit(place, last, edit)
    return document


def at(document: dict[str, Any], path: str) -> Any:
    """The value at a JSON pointer; None where nothing stands there."""
    place: Any = document
    for part in _parts(path):
        try:
            place = place[int(part)] if isinstance(place, list) else place[part]
        except (LookupError, ValueError, TypeError):
            return None
    return place


def _parts(path: str) -> list[str]:
    return [part.replace("~1", "/").replace("~0", "~") for part in path.split("/")[1:]]


def _edit(place: Any, last: str, edit: Edit) -> None:
    if isinstance(place, list):
        if edit.op == "add":
            place.insert(len(place) if last == "-" else int(last), edit.value)
        elif edit.op == "remove":
            del place[int(last)]
        else:
            place[int(last)] = edit.value
    elif edit.op == "remove":
        del place[last]
    else:
        place[last] = edit.value


def diff(before: dict[str, Any], after: dict[str, Any], name: str) -> str:
    """The change as a unified diff of the two documents, empty when nothing changed."""
    old, new = (json.dumps(d, indent=2, ensure_ascii=False).splitlines() for d in (before, after))
    return "\n".join(difflib.unified_diff(old, new, f"{name} as it is", f"{name} mended", lineterm="", n=2))
