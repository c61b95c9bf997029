"""The second factor: added with its recovery codes, asked at sign-in, kept encrypted, removed by the owner."""

from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.contrib.auth.hashers import make_password
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from cleanbill.web.accounts.models import User
from cleanbill.web.accounts.roles import Role
from cleanbill.web.audit.models import Entry
from cleanbill.web.conftest import Practice, SignIn

PASSWORD = "a calm green river"


@pytest.fixture
def enrolled(practice: Practice, django_capture_on_commit_callbacks: Any) -> tuple[User, str, list[str]]:
    """Someone who has added an authenticator app, its secret, and the recovery codes that were shown."""
    cache.clear()
    user = practice.people[Role.BILLER]
    user.password = make_password(PASSWORD)
    user.save()
    client = Client()
    _sign_in(client, user)
    assert client.get(reverse("mfa_activate_totp")).status_code == 302, "the password is asked once more"
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    secret = client.get(reverse("mfa_activate_totp")).context["form"].secret
    with django_capture_on_commit_callbacks(execute=True):
        shown = client.post(reverse("mfa_activate_totp"), {"code": _code(secret)}, follow=True)
    return user, secret, shown.context["unused_codes"]


def _sign_in(client: Client, user: User) -> Any:
    return client.post(reverse("account_login"), {"login": user.username, "password": PASSWORD})


def _code(secret: str) -> str:
    code: str = format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))
    return code


def test_the_password_alone_opens_nothing_any_more(enrolled: tuple[User, str, list[str]]) -> None:
    user, _, codes = enrolled
    client = Client()
    assert _sign_in(client, user)["Location"] == reverse("mfa_authenticate")
    assert client.get("/patients/").status_code == 302
    assert client.post(reverse("mfa_authenticate"), {"code": "000000"}).status_code == 200
    assert client.get("/patients/").status_code == 302
    assert client.post(reverse("mfa_authenticate"), {"code": codes[0]})["Location"] == "/"
    assert client.get("/patients/").status_code == 200


def test_a_recovery_code_opens_once(enrolled: tuple[User, str, list[str]]) -> None:
    user, _, codes = enrolled
    for location in ("/", None):
        client = Client()
        _sign_in(client, user)
        assert client.post(reverse("mfa_authenticate"), {"code": codes[1]}).get("Location") == location


def test_codes_cannot_be_tried_without_end(enrolled: tuple[User, str, list[str]]) -> None:
    user, _, codes = enrolled
    client = Client()
    _sign_in(client, user)
    for _ in range(5):
        client.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert "Location" not in client.post(reverse("mfa_authenticate"), {"code": codes[0]})


def test_the_secret_is_stored_encrypted(enrolled: tuple[User, str, list[str]]) -> None:
    user, secret, codes = enrolled
    stored = str(list(Authenticator.objects.filter(user=user).values_list("data", flat=True)))
    assert secret not in stored
    assert codes[0] not in stored


def test_an_owner_removes_it_for_who_lost_the_phone(
    enrolled: tuple[User, str, list[str]], practice: Practice, browse: SignIn
) -> None:
    user = enrolled[0]
    assert browse(practice.owner).post(reverse("drop_second_factor", args=[user.pk])).status_code == 302
    assert _sign_in(Client(), user)["Location"] == "/"
    actions = set(Entry.objects.values_list("action", flat=True))
    assert {"added second factor", "removed second factor"} <= actions


def test_an_owner_invites_and_the_link_sets_the_password(practice: Practice, browse: SignIn) -> None:
    sent = {"name": "Ana Diaz", "username": "a.diaz", "role": "front_desk", "is_active": "on"}
    link = browse(practice.owner).post(reverse("new_person"), sent).context["address"]
    client = Client()
    address = client.get(link)["Location"]
    client.post(address, {"password1": PASSWORD, "password2": PASSWORD})
    assert _sign_in(client, User.objects.get(username="a.diaz"))["Location"] == "/"
