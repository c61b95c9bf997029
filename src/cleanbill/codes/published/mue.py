"""The Medically Unlikely Edits for practitioners as CMS publishes them: code, units, indicator, rationale."""

import re
import sqlite3
from collections.abc import Iterator

from cleanbill.codes.published.shape import day_in, procedure_code
from cleanbill.data import Contents, DataFileError, Holding, Kind, Parts
from cleanbill.data.compiling import database
from cleanbill.data.sheet import Row, under_heading

_HEADING = re.compile(rb"(?i)(Practitioner|Outpatient Hospital|Facility|DME Supplier)[^\r\n,\t]* MUE Values")
_COLUMNS = {
    "code": r"hcpcs( code)? cpt code|hcpcs code",
    "units": r"practitioner services mue values",
    "indicator": r"(practitioner services )?mue adjudication indicator",
    "rationale": r"(practitioner services )?mue rationale",
}


def read(parts: Parts) -> Contents:
    """All of the table, checked row by row; its first day is that of the file name (`..._Eff_07-01-2026.csv`)."""
    ((name, path),) = parts.items()
    with path.open("rb") as stream:
        other = _HEADING.search(stream.read(1 << 16))
    if other and other[1].lower() != b"practitioner":
        raise DataFileError(
            f"{name} is the MUE table of the {other[1].decode()}; claims on an 837P are judged by the one for "
            "practitioner services (MCR_MUE_PractitionerServices_*)."
        )
    seen = set()
    for row, code, _, _ in _limits(parts):
        if code in seen:
            raise DataFileError(f"{name}, row {row.number}: {code} stands there twice.")
        seen.add(code)
    if not seen:
        raise DataFileError(f"{name} has a heading and no rows; download it again.")
    start = day_in(name)
    return Contents(f"MUE practitioner {start or name}", start, len(seen))


def write(db: sqlite3.Connection, parts: Parts) -> None:
    """Compile the table: units and indicator by code."""
    db.execute("CREATE TABLE mue (code TEXT PRIMARY KEY, units INTEGER, indicator INTEGER) WITHOUT ROWID")
    db.executemany("INSERT INTO mue VALUES (?, ?, ?)", (limit for _, *limit in _limits(parts)))


def opened(holding: Holding) -> sqlite3.Connection:
    """The compiled table of a holding."""
    return database(holding, (__file__,), write)


def _limits(parts: Parts) -> Iterator[tuple[Row, str, int, int]]:
    ((name, path),) = parts.items()
    for row in under_heading(name, path, _COLUMNS, ("rationale",)):
        indicator = row.needed("indicator")[:1]
        if indicator not in "123":
            raise DataFileError(f"{name}, row {row.number}: the adjudication indicator is not 1, 2 or 3.")
        yield row, procedure_code(row, "code"), row.whole("units"), int(indicator)


KIND = Kind(
    name="mue",
    title="the Medically Unlikely Edits for practitioners (MCR_MUE_PractitionerServices_*.csv, or its zip)",
    read=read,
    workbook=True,
    begins=lambda head: _HEADING.search(head) is not None,
)
