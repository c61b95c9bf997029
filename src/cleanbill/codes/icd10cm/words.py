"""How codes and lists of codes are written."""

from collections.abc import Sequence


def dotted(key: str) -> str:
    """A code as it is printed: M62830 as M62.830."""
    return f"{key[:3]}.{key[3:]}" if len(key) > 3 and "-" not in key else key


def listed(items: Sequence[str]) -> str:
    """ "A", "A or B", "A, B or C"."""
    return " or ".join(filter(None, (", ".join(items[:-1]), *items[-1:])))
