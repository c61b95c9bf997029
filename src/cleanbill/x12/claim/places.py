"""From a place in a claim document (a JSON pointer) to the place in its 837P: loop, segment, element, position."""

import re
from functools import lru_cache

from cleanbill.model.claim import Claim

Place = tuple[str, str, str | None, int | None]

# By pointer, `0` for any index: loop, segment, element, and the pointer under which the position is kept.
# An element with a plus counts on with the pointer's last index: the second diagnosis stands in HI02.
PLACES: dict[str, tuple[str, str, str | None, str]] = {
    "": ("2300", "CLM", None, ""),
    "/claim_id": ("2300", "CLM", "CLM01", ""),
    "/place_of_service": ("2300", "CLM", "CLM05-1", ""),
    "/frequency_code": ("2300", "CLM", "CLM05-3", ""),
    "/payer": ("2010BB", "NM1", None, "/payer"),
    "/payer/name": ("2010BB", "NM1", "NM103", "/payer"),
    "/payer/id": ("2010BB", "NM1", "NM109", "/payer"),
    "/payer/type": ("2000B", "SBR", "SBR09", "/payer/type"),
    "/patient": ("2010BA", "NM1", None, "/patient"),
    "/patient/id": ("2010BA", "NM1", "NM109", "/patient/id"),
    "/patient/last_name": ("2010BA", "NM1", "NM103", "/patient"),
    "/patient/first_name": ("2010BA", "NM1", "NM104", "/patient"),
    "/patient/dob": ("2010BA", "DMG", "DMG02", "/patient/dob"),
    "/patient/sex": ("2010BA", "DMG", "DMG03", "/patient/dob"),
    "/patient/dod": ("2000B", "PAT", "PAT06", "/patient/dod"),
    "/billing_npi": ("2010AA", "NM1", "NM109", "/billing_npi"),
    "/rendering": ("2310B", "NM1", None, "/rendering"),
    "/rendering/npi": ("2310B", "NM1", "NM109", "/rendering"),
    "/rendering/taxonomy": ("2310B", "PRV", "PRV03", "/rendering/taxonomy"),
    "/rendering/credential": ("2310B", "PRV", "PRV03", "/rendering/taxonomy"),
    "/referring_npi": ("2310A", "NM1", "NM109", "/referring_npi"),
    "/accident": ("2300", "CLM", "CLM11", ""),
    "/accident/type": ("2300", "CLM", "CLM11-1", ""),
    "/accident/state": ("2300", "CLM", "CLM11-4", ""),
    "/accident/date": ("2300", "DTP", "DTP03", "/accident/date"),
    "/accident/claim_number": ("2010BA", "REF", "REF02", "/accident/claim_number"),
    "/date_initial_treatment": ("2300", "DTP", "DTP03", "/date_initial_treatment"),
    "/date_last_xray": ("2300", "DTP", "DTP03", "/date_last_xray"),
    "/original_claim_ref": ("2300", "REF", "REF02", "/original_claim_ref"),
    "/auth": ("2300", "REF", "REF02", "/auth/number"),
    "/auth/number": ("2300", "REF", "REF02", "/auth/number"),
    "/dx": ("2300", "HI", None, "/dx"),
    "/dx/0": ("2300", "HI", "HI+01", "/dx"),
    "/lines": ("2400", "LX", None, ""),
    "/lines/0": ("2400", "SV1", None, "/lines/0"),
    "/lines/0/n": ("2400", "LX", "LX01", "/lines/0/n"),
    "/lines/0/code": ("2400", "SV1", "SV101-2", "/lines/0"),
    "/lines/0/modifiers": ("2400", "SV1", "SV101-3..6", "/lines/0"),
    "/lines/0/modifiers/0": ("2400", "SV1", "SV101-+3", "/lines/0"),
    "/lines/0/charge": ("2400", "SV1", "SV102", "/lines/0"),
    "/lines/0/units": ("2400", "SV1", "SV104", "/lines/0"),
    "/lines/0/dx_pointers": ("2400", "SV1", "SV107", "/lines/0"),
    "/lines/0/dx_pointers/0": ("2400", "SV1", "SV107-+1", "/lines/0"),
    "/lines/0/date": ("2400", "DTP", "DTP03", "/lines/0/date"),
}
OF_DEPENDENT = {"2010BA": "2010CA", "2000B": "2000C"}
_INDEX = re.compile(r"/([0-9]+)(?=/|$)")
_COUNTED = re.compile(r"\+([0-9]+)$")


def place(claim: Claim, path: str) -> Place:
    """Loop, segment, element and position of a JSON pointer in the 837P the claim came from.

    What the file does not say has the place where it would stand, and the position of its nearest parent. The
    element is None for a whole segment; the position is None for a claim that came from no 837P.
    """
    positions = claim.source.positions if claim.source else {}
    loop, segment, element, anchors, varies = _row(path)
    if varies:
        loop = _loop(loop, segment, path, positions)
    for anchor in anchors:
        if anchor in positions:
            return loop, segment, element, positions[anchor]
    return loop, segment, element, None


@lru_cache(maxsize=4096)
def _row(path: str) -> tuple[str, str, str | None, tuple[str, ...], bool]:
    """Loop, segment, element, the pointers whose position serves (the nearest first), whether the loop varies."""
    known = path
    while (row := PLACES.get(_INDEX.sub("/0", known))) is None:
        known = known.rpartition("/")[0]
    loop, segment, element, anchor = row
    indices = _INDEX.findall(known)
    if indices:
        anchor = anchor.replace("/lines/0", f"/lines/{indices[0]}")
    if indices and element:
        element = _COUNTED.sub(lambda found: _count(found[1], indices[-1]), element)
    anchors = [anchor]
    while anchors[-1]:
        anchors.append(anchors[-1].rpartition("/")[0])
    return loop, segment, element, tuple(anchors), path.startswith(("/patient", "/rendering", "/accident"))


def _count(first: str, index: str) -> str:
    return str(int(first) + int(index)).zfill(len(first))


def _loop(loop: str, segment: str, pointer: str, positions: dict[str, int]) -> str:
    """The loop where this claim has it: a dependent is the patient of 2010CA, and several loops name who treats."""
    if pointer.startswith("/rendering"):
        return _rendering_loop(segment, positions)
    if "/patient/id" not in positions or pointer == "/patient/id":  # kept apart from /patient for a dependent only
        return loop
    if segment == "REF" and positions.get(pointer, 0) < positions.get("/payer", 0):
        return loop
    return OF_DEPENDENT.get(loop, loop)


def _rendering_loop(segment: str, positions: dict[str, int]) -> str:
    name, first_line = positions.get("/rendering"), positions.get("/lines/0")
    if name is None:
        return "2310B"
    if name == positions.get("/billing_npi"):
        return "2000A" if segment == "PRV" else "2010AA"
    return "2420A" if first_line is not None and name > first_line else "2310B"
