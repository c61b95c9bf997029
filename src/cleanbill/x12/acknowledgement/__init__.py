"""The 999 and the TA1: what became of a file."""
