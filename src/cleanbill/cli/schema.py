"""`cleanbill schema`: the JSON Schema of a document that other programs read or write."""

import json
import sys
from typing import Annotated, Any

import typer

from cleanbill.cli.options import refuse


def schema(
    document: Annotated[
        str, typer.Argument(metavar="DOCUMENT", help="claim, remittance, finding, facts, code, fee, coverage, visits.")
    ],
) -> None:
    """Print the JSON Schema of a document."""
    import msgspec

    from cleanbill.model.claim import Claim
    from cleanbill.model.code import CodeRecord
    from cleanbill.model.coverage import Coverage
    from cleanbill.model.fee import Fee
    from cleanbill.model.finding import Finding
    from cleanbill.model.reading import NoteReading
    from cleanbill.model.remittance import Remittance
    from cleanbill.visits import Ledger

    documents = {
        "claim": Claim, "finding": Finding, "facts": NoteReading, "code": CodeRecord, "fee": Fee, "coverage": Coverage,
        "remittance": Remittance, "visits": Ledger,
    }  # fmt: skip
    if document not in documents:
        refuse(f"There is no document {document!r}; choose {', '.join(documents)}.")
    text = json.dumps(_with_money(msgspec.json.schema(documents[document])), indent=2)
    sys.stdout.write(text + "\n")


def _with_money(schema: Any) -> Any:
    """The schema with money as a number too: decimals are decoded exactly from either."""
    if schema == {"type": "string", "format": "decimal"}:
        return {"type": ["number", "string"]}
    if isinstance(schema, dict):
        return {key: _with_money(value) for key, value in schema.items()}
    return [_with_money(value) for value in schema] if isinstance(schema, list) else schema
