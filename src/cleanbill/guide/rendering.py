"""What both renderers need: the templates, a source's number, the word for a statement's standing."""

from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from cleanbill.guide.page import Guide, Path, Questions, Source, Standing, Statements, Table

LABELS: dict[Standing, str] = {"official": "", "advice": "Advice", "correction": "", "ours": "Our reading"}


@cache
def environment() -> Environment:
    """The templates; HTML is escaped, and an unknown name is an error."""
    found = Environment(
        loader=PackageLoader("cleanbill.guide"),
        autoescape=lambda name: bool(name and name.endswith(".html.j2")),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        undefined=StrictUndefined,
    )
    kinds = {"statements": Statements, "table": Table, "path": Path, "questions": Questions}
    found.tests |= {name: lambda block, kind=kind: isinstance(block, kind) for name, kind in kinds.items()}
    return found


def fill(template: str, guide: Guide, **more: Any) -> str:
    """A template filled with a page."""
    return environment().get_template(template).render(guide=guide, **more)


class Citations:
    """The numbers of a page's sources, and which of them are verified."""

    def __init__(self, guide: Guide) -> None:
        self._number = {source.id: n for n, source in enumerate(guide.sources, 1)}
        self._verified = {source.id: source.verified for source in guide.sources}

    def numbers(self, ids: tuple[str, ...]) -> list[int]:
        """The numbers of the sources, ascending."""
        return sorted({self._number[id_] for id_ in ids})

    def unverified(self, ids: tuple[str, ...]) -> bool:
        """Whether a statement rests on sources alone that were not at hand."""
        return not any(self._verified[id_] for id_ in ids)


def cite(source: Source) -> str:
    """A source as it is printed in the list."""
    doubt = "" if source.verified else " (not verified against the source)"
    return f"{source.title}, {source.section}, {source.edition}{doubt}"
