"""The 837P: claim documents from and to files."""
