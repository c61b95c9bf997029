"""The code book: search, a code's page, its guide, and what a new edition changed."""
