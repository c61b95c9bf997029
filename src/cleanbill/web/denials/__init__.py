"""Denials: what payers refused, worked on by the next act until a person closes it; causes; appeals."""
