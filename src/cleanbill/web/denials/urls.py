"""The addresses of denials. They hold numbers and codes, never a name."""

from django.urls import path

from cleanbill.web.denials.views import backtest, letters, listing, one, records, rule

urlpatterns = [
    path("denials/", listing.denials, name="denials"),
    path("denials/many/", listing.many_denials, name="many_denials"),
    path("denials/causes/", listing.denial_causes, name="denial_causes"),
    path("denials/backtest/", backtest.denial_backtest, name="denial_backtest"),
    path("denials/backtest/list/", backtest.backtest_list, name="backtest_list"),
    path("denials/backtest/try/", backtest.try_rules, name="try_rules"),
    path("denials/column/<slug:column>/", listing.denial_column, name="denial_column"),
    path("denials/<int:pk>/", one.denial, name="denial"),
    path("denials/<int:pk>/rule/", rule.draft_of_rule, name="draft_of_rule"),
    path("denials/<int:pk>/letter/", letters.appeal_letter, name="appeal_letter"),
    path("denials/<int:pk>/appeal/", letters.send_appeal, name="send_appeal"),
    path("denials/<int:pk>/records/", records.item_records, name="item_records"),
    path("denials/<int:pk>/records/send/", records.send_item_records, name="send_item_records"),
    path("claims/<int:pk>/records/", records.claim_records, name="claim_records"),
    path("claims/<int:pk>/records/send/", records.send_claim_records, name="send_claim_records"),
    path("denials/appeals/<int:pk>/", letters.appeal_pdf, name="appeal_pdf"),
    path("denials/appeals/<int:pk>/answer/", letters.answer_appeal, name="answer_appeal"),
    *(path(f"denials/<int:pk>/{name}/", view, name=f"{name}_denial") for name, view in one.ACTS.items()),
]
