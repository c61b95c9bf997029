"""Tables as files for a spreadsheet: text is never taken for a formula."""

import csv
import datetime as dt
from collections.abc import Iterable
from io import BytesIO, StringIO
from itertools import chain
from typing import Literal

from django.http import HttpResponse

Cell = str | int | float | dt.date | None
Kind = Literal["csv", "xlsx"]
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def file_of(kind: Kind, name: str, head: list[str], rows: Iterable[list[Cell]]) -> HttpResponse:
    """The answer that is a file of that kind; the first row is the head."""
    if kind == "csv":
        answer = HttpResponse(_csv(head, rows), content_type="text/csv; charset=utf-8")
    else:
        sheet = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        answer = HttpResponse(_workbook(head, rows), content_type=sheet)
    answer["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    return answer


def _csv(head: list[str], rows: Iterable[list[Cell]]) -> str:
    stream = StringIO()
    csv.writer(stream).writerows([_plain(one) for one in cells] for cells in chain[list[Cell]]([list(head)], rows))
    return stream.getvalue()


def _plain(cell: Cell) -> Cell:
    """The cell, as no spreadsheet takes it for a formula: an apostrophe before text that begins like one."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


def _workbook(head: list[str], rows: Iterable[list[Cell]]) -> bytes:
    from xlsxwriter import Workbook

    stream = BytesIO()
    book = Workbook(stream, {"in_memory": True})
    sheet, bold = book.add_worksheet(), book.add_format({"bold": True})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    for column, title in enumerate(head):
        sheet.write_string(0, column, title, bold)
    for place, cells in enumerate(rows, 1):
        for column, cell in enumerate(cells):
            if isinstance(cell, str):
                sheet.write_string(place, column, cell)
            elif isinstance(cell, dt.date):
                sheet.write_datetime(place, column, dt.datetime.combine(cell, dt.time()), day)
            elif cell is not None:
                sheet.write_number(place, column, cell)
    book.close()
    return stream.getvalue()
