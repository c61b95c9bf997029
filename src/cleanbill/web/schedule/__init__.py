"""Appointments, authorizations and limits of visits; the ledger of visits is built from them."""
