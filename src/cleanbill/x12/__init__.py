"""X12: claims (837P) and remittances (835) from and to documents; tells where in the file a finding stands."""

from cleanbill.x12.places import place
from cleanbill.x12.reader import Reader, read_837
from cleanbill.x12.remittance_writer import UnwritableRemittanceError, write_835
from cleanbill.x12.remittances import Received, RemittanceReader, read_835
from cleanbill.x12.trading import Sending, Trading
from cleanbill.x12.writer import UnwritableError, Writer

__all__ = [
    "Reader",
    "Received",
    "RemittanceReader",
    "Sending",
    "Trading",
    "UnwritableError",
    "UnwritableRemittanceError",
    "Writer",
    "place",
    "read_835",
    "read_837",
    "write_835",
]
