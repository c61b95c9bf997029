"""Remote therapeutic monitoring."""
