"""A form as PDF by ReportLab: its data alone, for paper that has the form printed in red, or a preview with boxes."""

from collections.abc import Iterable
from io import BytesIO

from msgspec import Struct
from reportlab.lib.colors import Color, HexColor, black
from reportlab.lib.pagesizes import letter
from reportlab.pdfgen.canvas import Canvas

from cleanbill.forms.frames import FRAMES, TICKS
from cleanbill.forms.places import FIRST_SERVICE, LETTERS, MOST_SERVICES, PLACES, Place

CHARACTER = 7.2  # points: ten an inch
LINE = 12.0  # points: six an inch
BASE = 9.5  # points from the top of a line to where its letters stand
HEIGHT: float = letter[1]
INK, SHADE = HexColor("#B4473C"), HexColor("#F6E3E0")
NOTICE = "A preview. Payers take the printed red form: print without --preview on that."


class Margins(Struct, frozen=True):
    """Where line 1 and column 1 begin on the paper, in points from its upper left corner.

    The form's frame begins 1.33 inches below the edge, with line 7, and 0.3 inches from the left.
    """

    left: float = 21.6
    top: float = 24.0


def draw(pages: Iterable[dict[str, str]], margins: Margins, preview: bool = False) -> bytes:
    """The pages as one PDF. The same pages give the same bytes."""
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=letter, invariant=1)
    canvas.setTitle("CMS-1500 (02/12)")
    for page in pages:
        sheet = _Sheet(canvas, margins)
        if preview:
            sheet.form()
        for box, text in page.items():
            sheet.text(PLACES[box], text)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


class _Sheet:
    """One page: what is drawn on it by lines and columns."""

    def __init__(self, canvas: Canvas, margins: Margins) -> None:
        self._canvas, self._margins = canvas, margins

    def text(self, place: Place, text: str) -> None:
        """The text of a box."""
        start = place.column + (place.width - len(text) if place.right else 0)
        self._canvas.setFillColor(black)
        self._canvas.setFont("Courier", LINE)
        self._canvas.drawString(self._x(start), self._y(place.line) - BASE, text)

    def form(self) -> None:
        """The frames, their labels, the squares to be ticked, the letters of the diagnoses, the services' halves."""
        canvas = self._canvas
        canvas.setLineWidth(0.5)
        canvas.setStrokeColor(INK)
        for service in range(MOST_SERVICES):
            self._service(FIRST_SERVICE + 2 * service)
        for frame in FRAMES:
            self._rectangle(frame.top, frame.bottom, frame.left, frame.right)
            self._label(frame.left, frame.top, frame.label, 6.5 if frame.bottom > frame.top else 7.5)
        for box, label in TICKS.items():
            place = PLACES[box]
            canvas.rect(self._x(place.column) - 1, self._y(place.line) - LINE + 1, CHARACTER + 2, LINE - 2)
            self._label(place.column + 1.35, place.line, label, 8.5)
        for at in LETTERS:
            place = PLACES[f"21.{at}"]
            self._label(place.column - 1, place.line, at, 8.5)
        self._label(1, 63, NOTICE, 8)

    def _service(self, line: int) -> None:
        self._rectangle(line, line, 1, 80, SHADE)
        for frame in FRAMES:
            if frame.top == FIRST_SERVICE - 2:
                self._rectangle(line + 1, line + 1, frame.left, frame.right)

    def _rectangle(self, top: int, bottom: int, left: int, right: int, fill: Color | None = None) -> None:
        if fill:
            self._canvas.setFillColor(fill)
        width, height = (right - left) * CHARACTER, (bottom - top + 1) * LINE
        self._canvas.rect(self._x(left) - 2, self._y(top) - height, width, height, fill=int(fill is not None))

    def _label(self, column: float, line: int, text: str, below: float) -> None:
        self._canvas.setFillColor(INK)
        self._canvas.setFont("Helvetica", 5.5)
        self._canvas.drawString(self._x(column), self._y(line) - below, text)

    def _x(self, column: float) -> float:
        return self._margins.left + (column - 1) * CHARACTER

    def _y(self, line: int) -> float:
        """The top of a line, from the lower edge of the paper."""
        return HEIGHT - self._margins.top - (line - 1) * LINE
