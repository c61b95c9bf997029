"""Authorizations asked for and decided (278, services review), read and written."""
