"""X12: reads an 837P into claim documents, and tells where in the file a finding stands."""

from cleanbill.x12.places import place
from cleanbill.x12.reader import Reader, read_837

__all__ = ["Reader", "place", "read_837"]
