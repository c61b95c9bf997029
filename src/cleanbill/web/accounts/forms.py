"""The forms of people and of the first run."""

from typing import Any, ClassVar

from allauth.account.forms import LoginForm
from django import forms
from django.contrib.auth.forms import SetPasswordMixin
from django.core.exceptions import ValidationError

from cleanbill.web.accounts.links import is_setup_code
from cleanbill.web.accounts.models import Clinic, User
from cleanbill.web.accounts.roles import Role
from cleanbill.web.charts.models import Provider
from cleanbill.web.forms import name_the_empty_choice

_LONG = "At least 12 characters; a sentence is easy to remember."


class SignInForm(LoginForm):  # type: ignore[misc]
    """Who signs in, in the words of the rest of the site."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = "User name"
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)


class SetUpForm(SetPasswordMixin, forms.ModelForm):  # type: ignore[type-arg]
    """The first run: the clinic and its owner."""

    code = forms.CharField(label="Set-up code", help_text="The terminal in which the site was started shows it.")
    clinic_name = forms.CharField(label="Clinic", max_length=120)
    password1, password2 = SetPasswordMixin.create_password_fields("Password", "Password again")
    password1.help_text = _LONG

    class Meta:
        model = User
        fields: ClassVar = ["name", "username"]
        labels: ClassVar = {"name": "Your name", "username": "User name"}
        help_texts: ClassVar = {"username": "Small letters, digits, dots and hyphens, such as m.lee."}

    field_order = ("code", "clinic_name", "name", "username", "password1", "password2")

    def clean_code(self) -> str:
        """Raise `ValidationError` for another code than the terminal's."""
        code: str = self.cleaned_data["code"]
        if not is_setup_code(code):
            raise ValidationError("This is not the code that the terminal shows.")
        return code

    def _post_clean(self) -> None:
        self.instance.role = Role.OWNER
        self.instance.clinic = Clinic(name=self.cleaned_data.get("clinic_name", ""))
        super()._post_clean()  # type: ignore[misc]
        self.validate_passwords()
        self.validate_password_for_user(self.instance)


class PasswordForm(SetPasswordMixin, forms.Form):  # type: ignore[type-arg]
    """A new password, twice."""

    password1, password2 = SetPasswordMixin.create_password_fields("New password", "New password again")
    password1.help_text = _LONG

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean(self) -> dict[str, Any]:
        """Raise `ValidationError` for two that differ or one that is weak."""
        self.validate_passwords()
        self.validate_password_for_user(self.user)
        return super().clean() or self.cleaned_data


class PersonForm(forms.ModelForm):  # type: ignore[type-arg]
    """A person of the clinic. An owner cannot shut themselves out."""

    class Meta:
        model = User
        fields: ClassVar = ["name", "username", "role", "provider", "is_active"]
        labels: ClassVar = {"username": "User name"}
        help_texts: ClassVar = {
            "username": "Small letters, digits, dots and hyphens, such as m.lee.",
            "provider": "Whose credential stands under the notes that this person signs.",
        }

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.clinic = by.clinic
        self.fields["provider"].queryset = Provider.objects.of(by.clinic)  # type: ignore[attr-defined]
        name_the_empty_choice(self.fields["role"])
        name_the_empty_choice(self.fields["provider"], "Nobody")
        if self.instance.pk == by.pk:
            del self.fields["role"], self.fields["is_active"]
