"""`cleanbill schema`: the JSON Schema of a document that other programs read or write."""

import json
import sys
from typing import Annotated, Any

import typer

from cleanbill.cli.options import refuse


def schema(document: Annotated[str, typer.Argument(help="claim, finding, facts or code.")]) -> None:
    """Print the JSON Schema of a document."""
    import msgspec

    from cleanbill.model.claim import Claim
    from cleanbill.model.code import CodeRecord
    from cleanbill.model.finding import Finding
    from cleanbill.model.reading import NoteReading

    documents = {"claim": Claim, "finding": Finding, "facts": NoteReading, "code": CodeRecord}
    if document not in documents:
        refuse(f"There is no document {document!r}; choose {', '.join(documents)}.")
    sys.stdout.buffer.write(
        msgspec.json.format(msgspec.json.encode(msgspec.json.schema(documents[document])), indent=2)
    )
    sys.stdout.write("\n")
