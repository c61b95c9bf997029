"""The note of a visit, from a blank page to signed, and what is added to it later."""
