"""The way back in for an owner whom nobody in the clinic can help: by whoever has the machine."""

from allauth.mfa.models import Authenticator
from django.db import transaction

from cleanbill.web.accounts.links import password_link
from cleanbill.web.accounts.models import User
from cleanbill.web.audit.chain import append

TERMINAL = "terminal"
"""Who did it, in the audit log."""


@transaction.atomic
def recover(username: str, second_factor: bool) -> str:
    """The path at which the person sets a new password; their second factor is removed where that is lost too.

    Raises `User.DoesNotExist` for a name that nobody has.
    """
    user: User = User.objects.get(username=username)
    append(user.clinic, TERMINAL, "made password link", "user", user.pk)
    if second_factor:
        Authenticator.objects.filter(user=user).delete()
        append(user.clinic, TERMINAL, "removed second factor", "user", user.pk)
    return password_link(user)
