"""cleanbill: a musculoskeletal visit paid the first time. This is the public door; everything else is a room.

Nothing is imported until it is asked for.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from cleanbill.version import __version__

if TYPE_CHECKING:
    from cleanbill.door import (
        check_claim,
        check_note,
        code_guide,
        coverage,
        fee,
        lookup,
        own,
        read_835,
        read_837,
        read_note,
        search,
        write_835,
        write_837,
    )

__all__ = [
    "__version__",
    "check_claim",
    "check_note",
    "code_guide",
    "coverage",
    "fee",
    "lookup",
    "own",
    "read_835",
    "read_837",
    "read_note",
    "search",
    "write_835",
    "write_837",
]


def __getattr__(name: str) -> Any:
    """A function of the door, imported when it is first used."""
    if name not in __all__:
        raise AttributeError(f"cleanbill has no {name!r}")
    globals()[name] = value = getattr(import_module("cleanbill.door"), name)
    return value


def __dir__() -> list[str]:
    """The names of the door, whether they are imported yet or not."""
    return __all__
