"""ICD-10-CM: one compiled SQLite file an edition, chosen by date of service."""

from typing import TYPE_CHECKING

from cleanbill.codes.icd10cm.editions import CodeSetError, Edition, all_editions, build, compiled, edition_on, sources
from cleanbill.codes.icd10cm.release import Release, release

if TYPE_CHECKING:
    from cleanbill.data import Kind

__all__ = [
    "CodeSetError", "Edition", "Release", "all_editions", "build", "compiled", "edition_on", "kinds", "release",
    "sources",
]  # fmt: skip


def kinds() -> "tuple[Kind, ...]":
    """The official files of ICD-10-CM that can be added."""
    from cleanbill.codes.icd10cm import conversions, order, tabular
    from cleanbill.codes.icd10cm.index.kinds import KINDS as INDEX_KINDS

    return tabular.KIND, order.KIND, conversions.KIND, *INDEX_KINDS
