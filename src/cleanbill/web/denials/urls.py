"""The addresses of denials. They hold numbers and codes, never a name."""

from django.urls import path

from cleanbill.web.denials.views import listing, one

urlpatterns = [
    path("denials/", listing.denials, name="denials"),
    path("denials/many/", listing.many_denials, name="many_denials"),
    path("denials/causes/", listing.denial_causes, name="denial_causes"),
    path("denials/column/<slug:column>/", listing.denial_column, name="denial_column"),
    path("denials/<int:pk>/", one.denial, name="denial"),
    *(path(f"denials/<int:pk>/{name}/", view, name=f"{name}_denial") for name, view in one.ACTS.items()),
]
