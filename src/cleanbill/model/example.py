"""An example: a claim document and what a rule says of it. It runs as a test and shows on a page."""

from typing import Any, Literal

from msgspec import Struct

ExampleKind = Literal["fails", "passes", "near miss", "unknown"]


class Example(Struct, frozen=True):
    """A claim document (as JSON would hold it) and what the rule says of it."""

    kind: ExampleKind
    title: str
    claim: dict[str, Any]
