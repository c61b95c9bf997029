"""The addresses of the audit log."""

from django.urls import path

from cleanbill.web.audit import views

urlpatterns = [
    path("audit/", views.log, name="audit"),
    path("audit/verify/", views.verified, name="audit_verify"),
]
