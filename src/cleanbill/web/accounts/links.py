"""Links by which a person sets a password: an invitation and a recovery are the same link. And the first-run code."""

from django.contrib.auth.tokens import default_token_generator
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.encoding import force_str
from django.utils.http import urlsafe_base64_decode, urlsafe_base64_encode

from cleanbill.web.accounts.models import User


def password_link(user: User) -> str:
    """The path at which the person sets a new password. It works once, and for 24 hours."""
    token = default_token_generator.make_token(user)
    return reverse("set_password", args=[urlsafe_base64_encode(str(user.pk).encode()), token])


def owner_of(uid: str, token: str) -> User | None:
    """Whose link it is; None where it is used, too old or wrong."""
    try:
        key = int(force_str(urlsafe_base64_decode(uid)))
    except ValueError:
        return None
    user = User.objects.filter(pk=key, is_active=True).first()
    return user if user and default_token_generator.check_token(user, token) else None


def setup_code() -> str:
    """The code that the first-run page asks for, so that only who started the site can set it up."""
    return salted_hmac("cleanbill.setup", "first run", algorithm="sha256").hexdigest()[:20]


def is_setup_code(code: str) -> bool:
    """Whether it is that code."""
    return constant_time_compare(code.strip(), setup_code())
