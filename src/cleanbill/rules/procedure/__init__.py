"""Procedure codes that may not stand together."""
