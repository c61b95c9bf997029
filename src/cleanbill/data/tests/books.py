"""A workbook as spreadsheet programs write it: texts shared, numbers as numbers, empty cells left out."""

import io
import zipfile
from collections.abc import Sequence
from xml.sax.saxutils import escape

_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def xlsx(rows: Sequence[Sequence[str | int]], more: dict[str, str] | None = None) -> bytes:
    """The bytes of a workbook whose second part is its first sheet; `more` are parts to add or to put in its place."""
    texts: list[str] = []
    lines = "".join(
        f'<row r="{number}">{"".join(_cell(number, place, cell, texts) for place, cell in enumerate(row))}</row>'
        for number, row in enumerate(rows, 1)
        if any(cell != "" for cell in row)
    )
    parts = {
        "[Content_Types].xml": "<Types/>",
        "xl/workbook.xml": f'<workbook {_MAIN} xmlns:r="{_LINKS}"><sheets><sheet name="a" sheetId="1" r:id="rId2"/>'
        '<sheet name="b" sheetId="2" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/>'
        '<Relationship Id="rId2" Target="/xl/worksheets/sheet2.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f"<worksheet {_MAIN}><sheetData/></worksheet>",
        "xl/worksheets/sheet2.xml": f"<worksheet {_MAIN}><sheetData>{lines}</sheetData></worksheet>",
        "xl/sharedStrings.xml": f"<sst {_MAIN}>{''.join(texts)}</sst>",
    } | (more or {})
    book = io.BytesIO()
    with zipfile.ZipFile(book, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return book.getvalue()


def _cell(row: int, place: int, cell: str | int, texts: list[str]) -> str:
    reference = f"{chr(ord('A') + place)}{row}"
    if cell == "":
        return ""
    if isinstance(cell, int):
        return f'<c r="{reference}"><v>{cell}</v></c>'
    half = len(cell) // 2
    runs = f"<r><t>{escape(cell[:half])}</t></r><r><t>{escape(cell[half:])}</t></r><rPh><t>unsaid</t></rPh>"
    texts.append(f"<si>{runs}</si>")
    return f'<c r="{reference}" t="s"><v>{len(texts) - 1}</v></c>'
