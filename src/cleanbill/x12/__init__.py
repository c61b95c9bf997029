"""X12: claims (837P) and remittances (835) from and to documents; validates and answers files of all kinds we know."""

from cleanbill.x12.acknowledgement import Stamp, read_acknowledgement, write_acknowledgement
from cleanbill.x12.acknowledging import answer
from cleanbill.x12.places import place
from cleanbill.x12.reader import Reader, read_837
from cleanbill.x12.remittance_writer import UnwritableRemittanceError, write_835
from cleanbill.x12.remittances import Received, RemittanceReader, read_835
from cleanbill.x12.trading import Sending, Trading
from cleanbill.x12.tree import Trees
from cleanbill.x12.validator import Validator
from cleanbill.x12.writer import UnwritableError, Writer

__all__ = [
    "Reader",
    "Received",
    "RemittanceReader",
    "Sending",
    "Stamp",
    "Trading",
    "Trees",
    "UnwritableError",
    "UnwritableRemittanceError",
    "Validator",
    "Writer",
    "answer",
    "place",
    "read_835",
    "read_837",
    "read_acknowledgement",
    "write_835",
    "write_acknowledgement",
]
