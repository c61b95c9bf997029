"""Printed documents one after the other, as one PDF."""

from collections.abc import Sequence
from io import BytesIO

from pypdf import PdfWriter
from pypdf.generic import NameObject, TextStringObject


def bound(documents: Sequence[bytes], title: str) -> bytes:
    """Documents as one PDF, each with its own page numbers; one alone as it is. Its properties hold only `title`."""
    if len(documents) == 1:
        return documents[0]
    writer = PdfWriter()
    for one in documents:
        writer.append(BytesIO(one))
    return finished(writer, title)


def finished(writer: PdfWriter, title: str) -> bytes:
    """The PDF of a writer, in English, whose properties hold only `title`."""
    stream = BytesIO()
    writer.add_metadata({"/Title": title})
    writer.root_object[NameObject("/Lang")] = TextStringObject("en")
    writer.write(stream)
    return stream.getvalue()
