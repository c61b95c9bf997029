"""The addresses of payments. They hold numbers, never a name."""

from django.urls import path

from cleanbill.web.remits.views import accounts, decisions, listing, one, paper, patients, statements

urlpatterns = [
    path("payments/", listing.payments, name="payments"),
    path("payments/upload/", listing.upload_payments, name="upload_payments"),
    path("payments/unmatched/", listing.unmatched, name="unmatched"),
    path("payments/next-payers/", listing.next_payers, name="next_payers"),
    path("payments/next-payers/bill/", listing.bill_next_payers, name="bill_next_payers"),
    path("payments/new/", paper.new_payment, name="new_payment"),
    path("payments/<int:pk>/", one.payment, name="payment"),
    path("payments/<int:pk>/claims/find/", paper.find_paper_claim, name="find_paper_claim"),
    path("payments/<int:pk>/claims/<int:claim>/", paper.add_to_payment, name="add_to_payment"),
    path("payments/decisions/<int:pk>/", decisions.decision, name="decision"),
    path("payments/decisions/<int:pk>/assign/", decisions.assign_decision, name="assign_decision"),
    path("payments/decisions/<int:pk>/drop/", paper.drop_from_payment, name="drop_from_payment"),
    path("payments/accounts/<int:pk>/paid/", patients.new_patient_payment, name="new_patient_payment"),
    path("payments/patients/", statements.patient_balances, name="patient_balances"),
    path("payments/statements/", statements.make_statements, name="make_statements"),
    path("payments/statements/<int:pk>/", statements.statement, name="statement"),
    path("payments/statements/<int:pk>/together/", statements.statements_together, name="statements_together"),
    path("patients/<int:pk>/balance/", statements.patient_balance, name="patient_balance"),
    path("patients/<int:pk>/statement/", statements.make_statement, name="make_statement"),
    path("payments/accounts/<int:pk>/write-off/", accounts.write_off, name="write_off"),
    path("payments/accounts/<int:pk>/write-off/undo/", accounts.undo_write_off, name="undo_write_off"),
    *(path(f"payments/<int:pk>/{name}/", view, name=f"{name}_payment") for name, view in one.ACTS.items()),
]
