"""Whether a procedure can be of both sides: the fee schedule's bilateral indicator, from `bilateral.csv`."""

from cleanbill.codes.tables import rows

EDITION = "2024-07"


def indicator(code: str) -> str | None:
    """ "1": modifier 50 on one line with one unit; "0" or "9": 50 does not apply; None: not known."""
    return _INDICATORS.get(code)


_INDICATORS = {code: row["indicator"] for row in rows("bilateral.csv") for code in row["codes"].split()}
