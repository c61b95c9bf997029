"""Modifiers: missing, wrong, misplaced or unknown."""
