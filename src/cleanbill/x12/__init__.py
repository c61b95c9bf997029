"""X12: reads an 837P into claim documents and writes it from them; validates and answers files of all kinds we know."""

from cleanbill.x12.acknowledgement import Stamp, read_acknowledgement, write_acknowledgement
from cleanbill.x12.acknowledging import answer
from cleanbill.x12.places import place
from cleanbill.x12.reader import Reader, read_837
from cleanbill.x12.trading import Sending, Trading
from cleanbill.x12.tree import Trees
from cleanbill.x12.validator import Validator
from cleanbill.x12.writer import UnwritableError, Writer

__all__ = [
    "Reader",
    "Sending",
    "Stamp",
    "Trading",
    "Trees",
    "UnwritableError",
    "Validator",
    "Writer",
    "answer",
    "place",
    "read_837",
    "read_acknowledgement",
    "write_acknowledgement",
]
