"""X12: reads an 837P into claim documents and writes it from them; tells where in the file a finding stands."""

from cleanbill.x12.interchange import UnwritableError
from cleanbill.x12.places import place
from cleanbill.x12.reader import Reader, read_837
from cleanbill.x12.trading import Sending, Trading
from cleanbill.x12.writer import Writer

__all__ = ["Reader", "Sending", "Trading", "UnwritableError", "Writer", "place", "read_837"]
