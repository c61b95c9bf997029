"""Sign-ins, sign-outs and refusals, written to the audit log as they happen."""

from typing import Any

from allauth.account.signals import password_changed
from allauth.mfa.signals import authenticator_added, authenticator_removed
from axes.signals import user_locked_out
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.dispatch import receiver

from cleanbill.web.accounts.models import User
from cleanbill.web.audit.chain import append
from cleanbill.web.audit.keep import note


@receiver(user_logged_in)
def _came(sender: Any, user: User, **_: Any) -> None:
    note(user, "signed in", user)


@receiver(user_logged_out)
def _left(sender: Any, user: User | None, **_: Any) -> None:
    if user is not None:
        note(user, "signed out", user)


@receiver(password_changed)
def _new_password(sender: Any, user: User, **_: Any) -> None:
    note(user, "changed password", user)


@receiver(authenticator_added)
@receiver(authenticator_removed)
def _second_factor(sender: Any, user: User, authenticator: Any, signal: Any, **_: Any) -> None:
    note(user, "added second factor" if signal is authenticator_added else "removed second factor", user)


@receiver(user_login_failed)
def _refused(sender: Any, credentials: dict[str, Any], **_: Any) -> None:
    _of_name("sign-in refused", str(credentials.get("username", "")))


@receiver(user_locked_out)
def _locked(sender: Any, username: str, **_: Any) -> None:
    _of_name("locked out", username)


def _of_name(action: str, username: str) -> None:
    """A name that nobody has may be a password typed into the wrong box: it is not written down."""
    user = User.objects.filter(username=username).first()
    append(user.clinic if user else None, user.username if user else "unknown", action)
