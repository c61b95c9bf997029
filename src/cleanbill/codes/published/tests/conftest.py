"""The official tables in the layouts in which they are published, and a shelf to add them to."""

import datetime as dt
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from cleanbill import data
from cleanbill.codes.published import KINDS

_NOTICE = "CPT codes, descriptions and other data only are copyright 2025 American Medical Association."
_PTP_HEADING = (
    "CPT only copyright 2025 American Medical Association.  All rights reserved.\t\t\t\t\t\t\n"
    "Column1/Column2 Edits\t\t\t\t\t\t\n"
    "Column 1\tColumn 2\t*=in existence\tEffective\tDeletion\tModifier\tPTP Edit Rationale\n"
    "\t\tprior to 1996\tDate\tDate\t0=not allowed\t\n"
    "\t\t\t\t*=no data\t1=allowed\t\n"
    "\t\t\t\t\t9=not applicable\t\n"
)
_HCPCS_COLUMNS = "HCPC,SEQNUM,RECID,LONG DESCRIPTION,SHORT DESCRIPTION,PRICE1,BETOS,ADD DT,ACT EFF DT,TERM DT,ACTION CD"


def edit(
    column1: str,
    column2: str,
    indicator: int = 1,
    first: str = "20200101",
    last: str = "*",
    rationale: str = "Misuse of Column Two code with Column One code",
) -> str:
    """A row of the PTP table."""
    return f"{column1}\t{column2}\t\t{first}\t{last}\t{indicator}\t{rationale}\n"


def ptp(rows: Iterable[str]) -> str:
    """A part of the PTP table, or all of it."""
    return _PTP_HEADING + "".join(rows)


def mue(rows: Iterable[str], whose: str = "Practitioner Services") -> str:
    """The MUE table: a notice in a cell of several lines, a heading in which a cell is broken, rows."""
    heading = f'"{_NOTICE}\n\nAll rights reserved.",,,\n"HCPCS/\nCPT Code",{whose} MUE Values,'
    return heading + "MUE Adjudication Indicator,MUE Rationale\n" + "".join(rows)


def limit(code: str, units: int, indicator: int = 3) -> str:
    """A row of the MUE table."""
    said = {1: "1 Line Edit", 2: "2 Date of Service Edit: Policy", 3: "3 Date of Service Edit: Clinical"}[indicator]
    return f"{code},{units},{said},Nature of Service/Procedure\n"


def add_on(rows: Iterable[str]) -> str:
    """The add-on file as text."""
    columns = "AOC_Edit_Type\tAdd-On_Code\tAOC_DelDT\tPrimary_Code\tPrimary_Code_DelDT\tAOC_Edit_EffDT\tAOC_Edit_DelDT"
    return f"{_NOTICE}\t\t\t\t\t\t\t\n{columns}\tSpecial_Instruction_Notes\n" + "".join(rows)


def listed(add_on: str, primary: str, type: int = 1, first: str = "2013001", last: str = "") -> str:
    """A row of the add-on file."""
    return f"{type}\t{add_on}\t\t{primary}\t\t{first}\t{last}\t\n"


def hcpcs_record(code: str, short: str, first: str = "20000101", last: str = "", kind: str = "3") -> str:
    """A record of the fixed-width HCPCS file; its long description is in two parts."""
    start = f"{code:>5}00100{kind}{'LONG WORDS':<80}{short:<28}"
    record = f"{start:<268}{first}{first}{last:<8}N".ljust(320)
    return f"{record}\n{f'{code:>5}00200{int(kind) + 1}MORE WORDS':<320}\n"


def hcpcs_table(rows: Iterable[tuple[str, str, str, str, str]]) -> str:
    """The HCPCS file as a table: code, kind, short description, first and last day."""
    lines = (
        f'{code},0010,{kind},"LONG, words",{short},,,{first},{first},{last},N'
        for code, kind, short, first, last in rows
    )
    return "\n".join([_HCPCS_COLUMNS, *lines]) + "\n"


PLACES = (
    "Place of Service Code(s),Place of Service Name,Place of Service Description\n"
    '11,Office,"Location, other than a hospital"\n12,Home,Location\n28-30,Unassigned,N/A\n67,Moon Base,Location\n'
)
REASONS = (
    "Code,Description,Start Date,Last Modified,Stop Date,Notes\n"
    '45,"Words, of X12",01/01/1995,07/01/2017,,\nA2,Words,01/01/1995,09/30/2007,01/01/2008,\n'
    "N999,Words,11/01/2026,,,\n"
)
TAXONOMY = (
    "Code,Grouping,Classification,Specialization,Definition,Notes,Display Name,Section\n"
    '225100000X,"Respiratory, Developmental, Rehabilitative",Physical Therapist,,"Long, words",,Physical Therapist,'
    "Individual\n"
    '2251X0800X,"Respiratory, Developmental, Rehabilitative",Physical Therapist,Orthopedic,x,,y,Individual\n'
)
WHOLE = (edit("0001U", "0028U"), edit("97140", "97124", 0), edit("97150", "97110"), edit("G0283", "97032"))
Add = Callable[..., data.Holding]


@pytest.fixture(autouse=True)
def _own_shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLEANBILL_DATA", str(tmp_path / "shelf"))
    monkeypatch.setattr("cleanbill.data.compiling.cache_folder", lambda: tmp_path / "cache")


@pytest.fixture
def add(tmp_path: Path) -> Add:
    """Adds a file of that name and text to the test's own shelf."""

    def added(name: str, text: str | bytes, start: dt.date | None = None) -> data.Holding:
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode("cp1252"))
        (holding,) = data.add(path, KINDS, dt.datetime.now(dt.UTC), start)
        return holding

    return added
