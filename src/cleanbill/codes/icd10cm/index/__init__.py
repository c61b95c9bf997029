"""The Alphabetic Index of ICD-10-CM and its tables: read, its `see` followed, and given to each edition."""

from cleanbill.codes.icd10cm.index.given import SELECTION, Term, chosen, terms, write
from cleanbill.codes.icd10cm.index.kinds import KINDS

__all__ = ["KINDS", "SELECTION", "Term", "chosen", "terms", "write"]
