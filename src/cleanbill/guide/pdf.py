"""A guide page as PDF, printed from its HTML. Needs the extra `pdf`: WeasyPrint, and Pango on the machine."""

from cleanbill.guide import html
from cleanbill.guide.page import Guide


class PrinterMissingError(RuntimeError):
    """PDF cannot be made on this machine; the message says what is missing."""


def render(guide: Guide) -> bytes:
    """The page as a tagged PDF. Raises `PrinterMissingError` without WeasyPrint or the libraries it needs."""
    return printed(html.render(guide))


def printed(document: str) -> bytes:
    """An HTML document as a tagged PDF (PDF/UA-1). Raises `PrinterMissingError` as `render` does."""
    try:
        from weasyprint import HTML
    except ImportError as error:
        raise PrinterMissingError("PDF needs WeasyPrint: pip install 'cleanbill[pdf]'.") from error
    except OSError as error:
        raise PrinterMissingError(
            "PDF needs the library Pango, which this machine lacks (Debian: libpango-1.0-0 and libpangoft2-1.0-0)."
        ) from error
    pdf: bytes = HTML(string=document).write_pdf(pdf_variant="pdf/ua-1")
    return pdf
