"""The sections of a page, one file each: a pure function from a subject to a section, or None."""
