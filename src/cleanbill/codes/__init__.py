"""Code sets by date of service: ICD-10-CM, procedure facts, modifiers, edits."""

from cleanbill.codes.icd10cm import CodeSetError, Release, release
from cleanbill.model.code import CodeRecord, Exclusion, SearchHit, Status

__all__ = ["CodeRecord", "CodeSetError", "Exclusion", "Release", "SearchHit", "Status", "release"]
