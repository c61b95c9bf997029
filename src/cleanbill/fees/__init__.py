"""What Medicare pays for a procedure: relative values, localities and the arithmetic, by date of service."""

from cleanbill.fees import localities, schedule
from cleanbill.fees.answer import price

KINDS = (schedule.KIND, localities.KIND)

__all__ = ["KINDS", "price"]
