"""The addresses of signing in and of a clinic's people. What django-allauth offers besides is not reachable."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from django.urls import path
from django.views.decorators.http import require_POST

from cleanbill.web.accounts import entrance, people

urlpatterns = [
    path("set-up/", entrance.set_up, name="set_up"),
    path("password/link/<str:uid>/<str:token>/", entrance.set_password, name="set_password"),
    path("sign-in/", account.login, name="account_login"),
    path("stay/", entrance.stay, name="stay"),
    path("sign-out/", require_POST(account.logout), name="account_logout"),
    path("sign-in/again/", account.reauthenticate, name="account_reauthenticate"),
    path("password/", account.password_change, name="account_change_password"),
    path("sign-in/code/", mfa.authenticate, name="mfa_authenticate"),
    path("sign-in/again/code/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("second-factor/", mfa.index, name="mfa_index"),
    path("second-factor/add/", totp.activate_totp, name="mfa_activate_totp"),
    path("second-factor/remove/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("second-factor/codes/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("second-factor/codes/new/", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("people/", people.people, name="people"),
    path("people/new/", people.new_person, name="new_person"),
    path("people/<int:pk>/edit/", people.edit_person, name="edit_person"),
    path("people/<int:pk>/link/", people.link, name="person_link"),
    path("people/<int:pk>/second-factor/", people.drop_second_factor, name="drop_second_factor"),
]
