"""ICD-10-CM: one compiled SQLite file an edition, chosen by date of service."""

from cleanbill.codes.icd10cm.editions import EDITIONS, CodeSetError, Edition, build, compiled, edition_on, sources
from cleanbill.codes.icd10cm.release import Release, release

__all__ = [
    "EDITIONS", "CodeSetError", "Edition", "Release", "build", "compiled", "edition_on", "release", "sources",
]  # fmt: skip
