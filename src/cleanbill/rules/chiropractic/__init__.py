"""Chiropractic manipulation."""
