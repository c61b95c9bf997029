"""Whether a person is covered: questions (270) and replies (271), and what a reply says of a service."""
