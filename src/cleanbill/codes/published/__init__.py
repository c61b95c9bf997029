"""The official tables of procedures and of who, where and why, as they are published: recognised, checked, compiled."""

from cleanbill.codes.published import add_on, hcpcs, mue, places, ptp, reasons, taxonomy

KINDS = tuple(table.KIND for table in (ptp, mue, add_on, hcpcs, places, reasons, taxonomy))

__all__ = ["KINDS"]
