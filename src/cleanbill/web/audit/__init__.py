"""Who did what, when: an append-only log whose entries are chained by hash, written with the change itself."""
