"""The pages of payments, one file a subject."""
