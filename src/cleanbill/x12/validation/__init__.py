"""Whether a file is as its guide wants it: envelopes, loops, segments, elements, and what only the whole shows."""
