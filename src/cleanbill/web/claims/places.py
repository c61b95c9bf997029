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

_HELD_BY = {
    "billing": "billing", "billing_npi": "billing", "place_of_service": "billing", "payer": "payer",
    "/patient/id": "coverage", "subscriber": "coverage", "patient": "patient", "rendering": "provider",
    "accident": "episode", "date_onset": "episode", "referring": "episode", "referring_npi": "episode",
}  # fmt: skip
"""The kind of record that holds a part of a claim."""


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
    """The page where a field is entered, and its name."""
    top = "/patient/id" if pointer == "/patient/id" else pointer.split("/")[1] if "/" in pointer else ""
    visit = claim.appointment
    pages: dict[str, tuple[str, int | None, str]] = {
        "billing": ("identity", None, "Billing identity"),
        "payer": ("edit_payer", claim.payer_id, "Payer"),
        "coverage": ("edit_coverage", claim.coverage_id, "Coverage"),
        "patient": ("edit_patient", claim.patient_id, "Chart"),
        "provider": ("edit_provider", visit.provider_id, "Provider"),
        "episode": ("edit_episode", visit.episode_id, "Episode"),
        "claim": ("edit_claim", claim.pk, "Edit the claim"),
    }
    kind = _HELD_BY.get(top, "claim")
    name, number, title = pages["claim" if kind == "episode" and not visit.episode_id else kind]
    return reverse(name, args=[number] if number else []), title
