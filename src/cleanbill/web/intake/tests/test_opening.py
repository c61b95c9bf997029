"""Who opens an intake: by the link, on the tablet, and nobody else."""

import datetime as dt
import logging
import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cleanbill.web.accounts.roles import Role
from cleanbill.web.audit.models import Entry
from cleanbill.web.conftest import Practice, SignIn
from cleanbill.web.errors import WithoutPatients
from cleanbill.web.intake.links import prove
from cleanbill.web.intake.models import Intake
from cleanbill.web.intake.session import patient_of
from cleanbill.web.intake.tests.filled import (
    BORN,
    PROBLEM,
    finish,
    opened,
    step,
)


def test_a_link_is_a_random_token_of_which_only_the_hash_is_kept(link: tuple[Intake, str]) -> None:
    intake, address = link
    token = address.split("/")[3]
    assert len(token) >= 43
    assert token not in str(list(Intake.objects.values())) + str(list(Entry.objects.values()))
    assert len(intake.token) == 64


def test_a_link_shows_nothing_of_the_patient_before_the_date_of_birth(link: tuple[Intake, str]) -> None:
    phone = Client()
    moved = phone.get(link[1])
    assert moved["Location"] == "/intake/"
    shown = phone.get("/intake/").content.decode()
    assert "Smith" not in shown
    assert "John" not in shown
    for address in ("/intake/step/1/", "/intake/check/", "/intake/stay/"):
        assert phone.get(address)["Location"] == "/intake/"
        assert phone.post(address, PROBLEM)["Location"] == "/intake/"


def test_five_wrong_dates_of_birth_lock_the_link_also_for_the_right_one(link: tuple[Intake, str]) -> None:
    phone = Client()
    phone.get(link[1])
    for _ in range(5):
        phone.post("/intake/", {"dob": "1990-01-01"})
    assert phone.post("/intake/", {"dob": BORN}).status_code == 429
    assert opened(link[1]).get("/intake/step/1/").status_code == 302
    entry = Entry.objects.filter(kind="intake", detail__contains="wrong date of birth").first()
    assert entry
    assert entry.actor == "patient (by a link)"


def test_a_new_link_opens_again_and_ends_the_old_one_and_its_session(
    link: tuple[Intake, str], practice: Practice, browse: SignIn
) -> None:
    intake, old = link
    phone = opened(old)
    assert phone.get("/intake/step/1/").status_code == 200
    shown = browse(practice.owner).post(reverse("resend_intake", args=[intake.pk])).content.decode()
    new = re.findall(r"http://testserver(/intake/link/[\w-]+/)", shown)[0]
    assert phone.get("/intake/step/1/").status_code == 410
    assert Client().get(old).status_code == 410
    assert opened(new).get("/intake/step/1/").status_code == 200


@pytest.mark.parametrize("change", [{"ends": dt.date(2020, 1, 1)}, {"state": "ended"}, {"state": "finished"}])
def test_a_link_that_is_over_opens_nothing(link: tuple[Intake, str], change: dict[str, Any]) -> None:
    phone = opened(link[1])
    Intake.objects.filter(pk=link[0].pk).update(**change)
    assert phone.get("/intake/step/1/").status_code == 410
    assert Client().get(link[1]).status_code == 410


def test_a_guessed_token_opens_nothing(link: tuple[Intake, str]) -> None:
    for token in ("guess", link[0].token, ""):
        assert Client().get(f"/intake/link/{token or '-'}/").status_code == 410


def test_the_session_is_new_when_the_date_of_birth_is_proven_and_reaches_no_page_of_the_clinic(
    link: tuple[Intake, str], practice: Practice
) -> None:
    phone = Client()
    phone.get(link[1])
    before = phone.cookies["session"].value
    phone.post("/intake/", {"dob": BORN})
    assert phone.cookies["session"].value != before
    for address in ("/patients/", reverse("patient", args=[practice.records["patient"].pk]), "/intakes/"):
        assert phone.get(address)["Location"].startswith("/sign-in/")
    fixed = Client()
    fixed.cookies["session"] = before
    assert fixed.get("/intake/step/1/").status_code == 410


def test_the_tablet_reaches_nothing_but_its_intake_and_leaving_asks_for_the_password(
    link: tuple[Intake, str], practice: Practice, browse: SignIn
) -> None:
    tablet = browse(practice.people[Role.FRONT_DESK])
    before = tablet.cookies["session"].value
    handed = tablet.post(reverse("hand_over_intake", args=[link[0].pk]))
    assert handed["Location"] == "/intake/"
    assert tablet.get("/intake/", follow=True).redirect_chain[-1][0] == "/intake/step/1/"
    assert tablet.get("/patients/")["Location"].startswith("/sign-in/")
    old = Client()
    old.cookies["session"] = before
    assert old.get("/patients/").status_code == 302, "the session of before is over"
    left = tablet.post("/intake/leave/")
    assert left["Location"] == f"/sign-in/?next=/intakes/{link[0].pk}/"
    assert tablet.get("/intake/step/1/").status_code == 410
    assert tablet.get(f"/intakes/{link[0].pk}/").status_code == 302


def test_who_signs_in_on_the_tablet_finds_nothing_of_the_intake_in_the_session(
    link: tuple[Intake, str], practice: Practice
) -> None:
    tablet = opened(link[1])
    tablet.force_login(practice.owner, backend="django.contrib.auth.backends.ModelBackend")
    assert tablet.get("/intake/step/1/").status_code == 410


def test_finishing_keeps_what_is_settled_and_ends_link_and_session(link: tuple[Intake, str]) -> None:
    phone = opened(link[1])
    assert finish(phone)["Location"] == "/intake/done/"
    done = Intake.objects.get(pk=link[0].pk)
    assert (done.state, done.token, done.facts["trauma"]) == ("finished", "", "traumatic")
    assert done.facts["onset"] == "acute"
    assert "Began with an injury: I slipped on the stairs at work" in done.facts["text"]
    assert phone.get("/intake/step/1/").status_code == 410
    assert Client().get(link[1]).status_code == 410


def test_a_last_day_that_is_over_is_refused(practice: Practice, browse: SignIn) -> None:
    address = reverse("new_intake", args=[practice.records["patient"].pk])
    shown = browse(practice.owner).post(address, {"way": "link", "ends": "2020-01-01"})
    assert "This day is over: choose today or later." in shown.content.decode()


def test_a_log_line_holds_neither_token_nor_answer(link: tuple[Intake, str]) -> None:
    seen: list[str] = []
    handler = logging.Handler()
    handler.emit = lambda record: seen.append(WithoutPatients().format(record))  # type: ignore[method-assign]
    logging.getLogger("django.request").addHandler(handler)
    step(opened(link[1]), 2, {"/complaint/origin": "event", "/complaint/began": "stairs"})
    Client().get("/intake/link/guessed/")
    logging.getLogger("django.request").removeHandler(handler)
    assert seen == ["WARNING django.request 422", "WARNING django.request 410"]


def test_a_locked_link_counts_no_right_date_also_where_two_tries_cross(link: tuple[Intake, str]) -> None:
    Intake.objects.filter(pk=link[0].pk).update(tries=5)
    assert not prove(patient_of(link[0]), link[0], dt.date.fromisoformat(BORN))
