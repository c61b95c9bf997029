"""Printed documents one after the other, as one PDF."""

from collections.abc import Sequence
from io import BytesIO

from pypdf import PdfWriter
from pypdf.generic import NameObject, TextStringObject


def bound(documents: Sequence[bytes], title: str) -> bytes:
    """Documents as one PDF, each with its own page numbers; one alone as it is. Its properties hold only `title`."""
    if len(documents) == 1:
        return documents[0]
    writer, stream = PdfWriter(), BytesIO()
    for one in documents:
        writer.append(BytesIO(one))
    writer.add_metadata({"/Title": title})
    writer.root_object[NameObject("/Lang")] = TextStringObject("en")
    writer.write(stream)
    return stream.getvalue()
