"""The Alphabetic Index of ICD-10-CM and its tables: read, its `see` followed, and given to each edition."""

from cleanbill.codes.icd10cm.index.kinds import KINDS
from cleanbill.codes.icd10cm.index.terms import SELECTION, Term, chosen, terms, write

__all__ = ["KINDS", "SELECTION", "Term", "chosen", "terms", "write"]
