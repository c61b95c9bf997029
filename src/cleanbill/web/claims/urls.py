"""The addresses of billing. They hold numbers, never a name."""

from django.urls import path

from cleanbill.web.claims.views import listing, one, outbox, paper, tables, unanswered

urlpatterns = [
    path("claims/", listing.claims, name="claims"),
    path("claims/build/", listing.build_claims, name="build_claims"),
    path("claims/many/", listing.many_claims, name="many_claims"),
    path("claims/outbox/", outbox.outbox, name="outbox"),
    path("claims/outbox/work/", outbox.work_outbox, name="work_outbox"),
    path("claims/unanswered/", unanswered.unanswered, name="unanswered"),
    path("claims/identity/", tables.identity, name="identity"),
    path("claims/routes/", tables.routes, name="routes"),
    path("claims/routes/new/", tables.new_route, name="new_route"),
    path("claims/routes/<int:pk>/edit/", tables.edit_route, name="edit_route"),
    path("claims/routes/payers/new/", tables.new_payer_route, name="new_payer_route"),
    path("claims/routes/payers/<int:pk>/edit/", tables.edit_payer_route, name="edit_payer_route"),
    path("claims/charges/", tables.charges, name="charges"),
    path("claims/charges/new/", tables.new_charge, name="new_charge"),
    path("claims/charges/<int:pk>/edit/", tables.edit_charge, name="edit_charge"),
    path("claims/events/<int:pk>/", one.event, name="claim_event"),
    path("claims/<int:pk>/", one.claim, name="claim"),
    path("claims/<int:pk>/edit/", one.edit_claim, name="edit_claim"),
    path("claims/<int:pk>/document/", one.claim_document, name="claim_document"),
    path("claims/<int:pk>/837/", paper.claim_837, name="claim_837"),
    path("claims/<int:pk>/276/", unanswered.claim_276, name="claim_276"),
    path("claims/<int:pk>/form/", paper.claim_form, name="claim_form"),
    *(path(f"claims/<int:pk>/{name}/", view, name=f"{name}_claim") for name, view in one.ACTS.items()),
]
