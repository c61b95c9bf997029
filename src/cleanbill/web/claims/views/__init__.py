"""The pages of billing, one file a subject."""
