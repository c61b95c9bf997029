"""The note before it is signed, and the claim against the note."""
