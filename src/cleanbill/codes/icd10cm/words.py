"""How codes and lists of codes are written."""

from collections.abc import Sequence


def dotted(key: str) -> str:
    """A code as it is printed: M62830 as M62.830. What cannot be a code is left as it is."""
    looks_like_one = key[:1].isalpha() and any(char.isdigit() for char in key[1:3])
    return f"{key[:3]}.{key[3:]}" if looks_like_one and len(key) > 3 and "-" not in key else key


def listed(items: Sequence[str], joint: str = "or") -> str:
    """ "A", "A or B", "A, B or C"."""
    return f" {joint} ".join(filter(None, (", ".join(items[:-1]), *items[-1:])))
