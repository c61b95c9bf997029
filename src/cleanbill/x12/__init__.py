"""X12: every document of the trade from and to files, which are validated and answered; a finding has its place."""

from cleanbill.x12.acknowledgement.answer import answer
from cleanbill.x12.acknowledgement.document import Stamp, read_acknowledgement, write_acknowledgement
from cleanbill.x12.claim.places import place
from cleanbill.x12.claim.reader import Reader, read_837
from cleanbill.x12.claim.writer import Writer
from cleanbill.x12.claim_status.acknowledgement import read_277ca
from cleanbill.x12.claim_status.inquiry import read_276, read_277
from cleanbill.x12.claim_status.write_acknowledgement import write_277ca
from cleanbill.x12.claim_status.write_inquiry import write_276, write_277
from cleanbill.x12.eligibility.read import read_270, read_271
from cleanbill.x12.eligibility.write import write_270, write_271
from cleanbill.x12.interchange import UnwritableError
from cleanbill.x12.remittance.reader import Received, RemittanceReader, read_835
from cleanbill.x12.remittance.writer import write_835
from cleanbill.x12.review.read import read_278
from cleanbill.x12.review.write import write_278
from cleanbill.x12.trading import Sending, Trading
from cleanbill.x12.tree import Trees
from cleanbill.x12.validation.validator import Validator

__all__ = [
    "Reader",
    "Received",
    "RemittanceReader",
    "Sending",
    "Stamp",
    "Trading",
    "Trees",
    "UnwritableError",
    "Validator",
    "Writer",
    "answer",
    "place",
    "read_270",
    "read_271",
    "read_276",
    "read_277",
    "read_277ca",
    "read_278",
    "read_835",
    "read_837",
    "read_acknowledgement",
    "write_270",
    "write_271",
    "write_276",
    "write_277",
    "write_277ca",
    "write_278",
    "write_835",
    "write_acknowledgement",
]
