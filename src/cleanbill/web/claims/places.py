"""Where in the site a field of a claim document is entered, and what a person calls it."""

import re
from typing import NamedTuple

from django.urls import reverse

from cleanbill.web.claims.models import Claim

_LINE = re.compile(r"^/lines/(\d+)(?:/(\w+))?")
_NAMES = {
    "/billing_npi": "The billing NPI", "/billing": "The billing identity:", "/payer/id": "The payer id",
    "/payer/name": "The payer's name", "/patient/id": "The member id", "/patient/address": "The patient's address:",
    "/patient": "The patient:", "/rendering": "Who treated:", "/referring": "Who referred:",
    "/referring_npi": "The referring NPI", "/subscriber": "The subscriber:", "/dx": "The diagnoses:",
    "/place_of_service": "The place of service", "/other_payers": "The other payer:", "/accident": "The accident:",
}  # fmt: skip


class Place(NamedTuple):
    """What a field is called, its line (from 1) if any, and the page where it is entered."""

    name: str
    line: int | None
    link: str
    link_text: str


def place_of(claim: Claim, pointer: str) -> Place:
    """The place of a JSON pointer of a claim's document."""
    if match := _LINE.match(pointer):
        index, field = int(match[1]), match[2] or ""
        code = claim.lines[index]["code"] if index < len(claim.lines) else ""
        named = f"Line {index + 1}, {code}: its {field.replace('_', ' ')}" if field else f"Line {index + 1}, {code}:"
        if field == "charge":
            return Place(named, index + 1, reverse("charges"), "Fee table")
        return Place(named, index + 1, reverse("edit_claim", args=[claim.pk]), "Edit the claim")
    best = max((key for key in _NAMES if pointer.startswith(key)), key=len, default="")
    rest = pointer[len(best) :].strip("/").replace("/", " ").replace("_", " ")
    name = f"{_NAMES[best]} {rest}".strip() if best else pointer.strip("/").replace("/", " ").replace("_", " ")
    return Place(name, None, *_page(claim, pointer))


def _page(claim: Claim, pointer: str) -> tuple[str, str]:
    top = pointer.split("/")[1] if "/" in pointer else ""
    if top in ("billing", "billing_npi", "place_of_service"):
        return reverse("identity"), "Billing identity"
    if top == "payer":
        return reverse("edit_payer", args=[claim.payer_id]), "Payer"
    if pointer == "/patient/id" or top == "subscriber":
        return reverse("edit_coverage", args=[claim.coverage_id]), "Coverage"
    if top == "patient":
        return reverse("edit_patient", args=[claim.patient_id]), "Chart"
    if top == "rendering":
        return reverse("edit_provider", args=[claim.appointment.provider_id]), "Provider"
    if top in ("accident", "date_onset", "referring", "referring_npi") and claim.appointment.episode_id:
        return reverse("edit_episode", args=[claim.appointment.episode_id]), "Episode"
    return reverse("edit_claim", args=[claim.pk]), "Edit the claim"
