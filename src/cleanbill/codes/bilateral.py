"""Whether a procedure can be of both sides: the fee schedule's bilateral indicator, from `bilateral.csv`."""

from cleanbill.codes.tables import rows

EDITION = "2024-07"
INDICATORS = {code: row["indicator"] for row in rows("bilateral.csv") for code in row["codes"].split()}
"""By code "1", modifier 50 on one line with one unit, or "0" or "9", 50 does not apply."""
TWO_SIDED = frozenset(code for code, indicator in INDICATORS.items() if indicator == "1")
