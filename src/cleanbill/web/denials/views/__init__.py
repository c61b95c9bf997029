"""The pages of denials, one file a subject."""
