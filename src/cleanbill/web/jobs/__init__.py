"""The site's nightly work and its log, what is to be done today, and what goes out about it."""
