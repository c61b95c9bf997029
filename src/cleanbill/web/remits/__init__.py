"""Payments: remittances taken in, posted and taken out again; accounts that balance to the cent; what stays open."""
