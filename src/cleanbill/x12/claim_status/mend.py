"""What to mend in a claim that was rejected, in plain sentences."""

from collections.abc import Iterator

from msgspec import Struct

from cleanbill.codes.claim_status import ENTITIES, category, meaning
from cleanbill.model.claim import Claim
from cleanbill.model.claim_status import AcknowledgedClaim, AcknowledgedLine, Status

ANY_LINE = "/lines/0"  # in the table: a field of a line, whichever it is


class Mending(Struct, frozen=True):
    """A sentence that says what is wrong and what to do, and the claim document's field, "" where none is known."""

    status: Status
    sentence: str
    pointer: str = ""


def mendings(acknowledged: AcknowledgedClaim, claim: Claim | None = None) -> tuple[Mending, ...]:
    """What to mend, one for each status of a claim that was rejected; none for an accepted one.

    Where the `claim` that was sent is given, a rejected line's field is named with the line's place in it.
    """
    if acknowledged.accepted is not False:
        return ()
    return tuple(_mendings(acknowledged, claim))


def _mendings(acknowledged: AcknowledgedClaim, claim: Claim | None) -> Iterator[Mending]:
    for status in acknowledged.statuses:
        yield _mending(status, "/lines")
    for line in acknowledged.lines:
        for status in line.statuses:
            yield _mending(status, _place(line, claim), line.control_number or line.code or "")


def _mending(status: Status, lines: str, line: str = "") -> Mending:
    known = meaning(status.code, status.entity)
    pointer = known.pointer if known else ""
    if pointer.startswith(ANY_LINE):
        pointer = lines if lines == "/lines" else lines + pointer.removeprefix(ANY_LINE)
    where = f"Line {line}: " if line else ""
    return Mending(status, f"{where}{_said(status)} {_advice(status, pointer)}", pointer)


def _said(status: Status) -> str:
    """What the status says, with its code."""
    code = ":".join(part for part in (status.category, status.code, status.entity) if part)
    known, kind = meaning(status.code, status.entity), category(status.category)
    whose = ENTITIES.get(status.entity or "")
    words = known.words if known else kind.words if kind else "The payer gives a status that is not known here."
    if whose and not (known and known.entity):
        words = f"{words.removesuffix('.')} ({whose})."
    own = f" It adds: {status.text!r}." if status.text else ""
    return f"{words.removesuffix('.')} [{code}].{own}"


def _advice(status: Status, pointer: str) -> str:
    known = meaning(status.code, status.entity)
    if known is None:
        return f"Look status {status.code} up in the list of claim status codes, or ask the payer."
    if not known.mend:
        return "Ask the payer what it wants."
    return f"{known.mend[0].upper()}{known.mend[1:]}{f' ({pointer})' if pointer else ''}."


def _place(line: AcknowledgedLine, claim: Claim | None) -> str:
    """The pointer of a line in the claim that was sent; "/lines" where it cannot be told."""
    if claim and line.control_number:
        for index, one in enumerate(claim.lines):
            if line.control_number == (one.control_number or f"{claim.claim_id}-{index + 1}"):
                return f"/lines/{index}"
    return "/lines"
