"""The pages of the nightly work, one file a subject."""
