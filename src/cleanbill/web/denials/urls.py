"""The addresses of denials. They hold numbers and codes, never a name."""

from django.urls import path

from cleanbill.web.denials.views import letters, listing, one

urlpatterns = [
    path("denials/", listing.denials, name="denials"),
    path("denials/many/", listing.many_denials, name="many_denials"),
    path("denials/causes/", listing.denial_causes, name="denial_causes"),
    path("denials/column/<slug:column>/", listing.denial_column, name="denial_column"),
    path("denials/<int:pk>/", one.denial, name="denial"),
    path("denials/<int:pk>/letter/", letters.appeal_letter, name="appeal_letter"),
    path("denials/<int:pk>/appeal/", letters.send_appeal, name="send_appeal"),
    path("denials/appeals/<int:pk>/", letters.appeal_pdf, name="appeal_pdf"),
    path("denials/appeals/<int:pk>/answer/", letters.answer_appeal, name="answer_appeal"),
    *(path(f"denials/<int:pk>/{name}/", view, name=f"{name}_denial") for name, view in one.ACTS.items()),
]
