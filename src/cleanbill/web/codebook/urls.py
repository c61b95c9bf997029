"""The addresses of the code book."""

from django.urls import path

from cleanbill.web.codebook import views

urlpatterns = [
    path("codes/", views.search, name="codes"),
    path("codes/changes/", views.changes, name="code_changes"),
    path("codes/<str:code>/", views.code, name="code"),
    path("codes/<str:code>/guide/", views.guide, name="guide"),
]
