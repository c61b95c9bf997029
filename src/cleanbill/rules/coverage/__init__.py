"""Limits of the plan."""
