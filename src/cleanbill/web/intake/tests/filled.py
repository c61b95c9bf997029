"""What the tests of intakes share: answers, and how a patient gives them."""

import re
from typing import Any

from django.test import Client
from django.urls import reverse

from cleanbill.web.accounts.roles import Role
from cleanbill.web.conftest import Practice, SignIn
from cleanbill.web.intake.models import ConsentText, Intake

BORN = "1951-03-02"
SCRIPT = "<script>alert(1)</script>"
PROBLEM = {"/complaint/problem": "pain", "/complaint/place": "low_back"}
ORIGIN = {
    "/complaint/began": "2026-10-20", "/complaint/origin": "event",
    "/complaint/event": "I slipped on the stairs at work",
}  # fmt: skip
AT_WORK = {"/accident/kind": "work", "/accident/date": "2026-10-20", "/accident/number": "WC-77120"}
HOME = {"phone": "217-555-0100", "line1": "1 Elm Street", "city": "Springfield", "state": "IL", "zip": "62701"}


def link_of(practice: Practice, browse: SignIn) -> tuple[Intake, str]:
    """A new intake with the address of its link."""
    ConsentText.objects.of(practice.clinic).delete()
    address = reverse("new_intake", args=[practice.records["patient"].pk])
    sent = {"way": "link", "episode": practice.records["episode"].pk, "ends": "2099-12-31"}
    shown = browse(practice.people[Role.FRONT_DESK]).post(address, sent).content.decode()
    intake = Intake.objects.of(practice.clinic).first()
    assert intake
    return intake, re.findall(r"http://testserver(/intake/link/[\w-]+/)", shown)[0]


def opened(address: str, born: str = BORN) -> Client:
    """A phone on which the link was opened and a date of birth given."""
    phone = Client()
    phone.get(address)
    phone.post(reverse("intake_start"), {"dob": born})
    return phone


def step(phone: Client, number: int, answers: dict[str, Any]) -> Any:
    """A page filled and sent."""
    return phone.post(reverse("intake_step", args=[number]), answers)


def finish(phone: Client) -> Any:
    """Everything answered, consents given, and the last page sent."""
    for number, answers in enumerate((PROBLEM, ORIGIN, {}, AT_WORK, {"/red_flags/fever": "true"}, {}, HOME), 1):
        assert step(phone, number, answers).status_code == 302, number
    for number in (8, 9, 10):
        assert step(phone, number, {"agree": "on", "name": "John Smith"}).status_code == 302
    return phone.post(reverse("intake_check"))
