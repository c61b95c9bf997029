"""A relative value file and a GPCI file in their official shapes, and a shelf to add them to."""

import datetime as dt
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from cleanbill import data
from cleanbill.fees import KINDS

_COMMAS = "," * 29
_HEADING = (
    ",,,,,,,,,,,,,,,,,,,,,,,,,,,,,NON-FACILITY,FACILITY,\n"
    ",,,,NOT USED,,,,,,,,,,,,,,,,,,,,,,PHYSICIAN,,DIAGNOSTIC,PE USED,PE USED,MP USED\n"
    ",,,,FOR,,,NON-FAC,,FACILITY,,,,,,,,,,,,,,,,,SUPERVISION OF,,IMAGING,FOR OPPS,FOR OPPS,FOR OPPS\n"
    ",,,STATUS,MEDICARE,WORK,NON-FAC,NA,FACILITY,NA,MP,NON-FACILITY,FACILITY,PCTC,GLOB,PRE,INTRA,POST,MULT,BILAT,"
    "ASST,CO-,TEAM,PRIC,ENDO,CONV,DIAGNOSTIC,CALCULATION,FAMILY,PAYMENT,PAYMENT,PAYMENT\n"
    "HCPCS,MOD,DESCRIPTION,CODE,PAYMENT,RVU,PE RVU,INDICATOR,PE RVU,INDICATOR,RVU,TOTAL,TOTAL,IND,DAYS,OP,OP,OP,"
    "PROC,SURG,SURG,SURG,SURG,IND,BASE,FACTOR,PROCEDURES,FLAG,INDICATOR,AMOUNT,AMOUNT,AMOUNT\n"
)


def service(
    code: str,
    values: str = "0.45 0.42 0.42 0.01",
    mod: str = "",
    status: str = "A",
    pctc: str = "0",
    multiple: str = "0",
    na: str = "",
    cap: str = "0.00 0.00 0.00",
    factor: str = "33.2875",
) -> str:
    """A row: work, practice expense outside and in a facility, malpractice. Its descriptor may come out nowhere."""
    work, outside, inside, malpractice = values.split()
    return (
        f'{code},{mod},"SECRET, descriptor",{status},,{work},{outside},{na},{inside},,{malpractice},0.00,0.00,{pctc},'
        f"000,0.00,0.00,0.00,{multiple},0,0,0,0,9,,{factor},09,0,99,{cap.replace(' ', ',')}\n"
    )


def schedule(rows: Sequence[str], year: int = 2024, release: str = "July") -> str:
    """The whole file: titles, the heading spread over five rows, and the rows."""
    return (
        f",,{year} National Physician Fee Schedule Relative Value File {release} Release,{_COMMAS}\n"
        f",,CPT codes and descriptions only are copyright {year} American Medical Association.,{_COMMAS}\n"
        f",,,{_COMMAS}\n,,RELEASED 06/30/{year},{_COMMAS}\n{_HEADING}{''.join(rows)}"
    )


def gpci(rows: Sequence[str], year: int = 2024, floor: str = " (with 1.0 Floor)") -> str:
    """The whole file: a title, an empty row, the heading, the rows, footnotes."""
    return (
        f"ADDENDUM E. FINAL CY {year} GEOGRAPHIC PRACTICE COST INDICES (GPCIs) BY STATE AND MEDICARE LOCALITY,,,,,,\n"
        f",,,,,,\nMedicare Administrative Contractor (MAC),State,Locality Number,Locality Name,{year} PW GPCI{floor},"
        f"{year} PE GPCI,{year} MP GPCI\n{''.join(rows)}\n"
        "* Payment locality is serviced by two carriers.,,,,,,\n\x1a"
    )


THERAPY = service("97110", pctc="7", multiple="5")
NEW_YORK = "13202,NY,1,MANHATTAN*,1.065,1.166,1.656\n"
ROWS = (
    NEW_YORK,
    "13282,NY,99,REST OF NEW YORK,1,0.949,0.732\n",
    "1112,CA,75,REST OF CALIFORNIA,1.014,1.093,0.56\n",
    "1112,CA,5,SAN FRANCISCO (MARIN CNTY),1.088,1.419,0.445\n",
    "5202,KS,0,KANSAS*,1,0.9,0.6\n",
    "5302,MO,2,METROPOLITAN KANSAS CITY,1,0.95,0.9\n",
    "02102,AK,01,ALASKA**,1.5,1.081,0.592\n",
)


@pytest.fixture(autouse=True)
def _own_shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLEANBILL_DATA", str(tmp_path / "shelf"))
    monkeypatch.setattr("cleanbill.data.compiling.cache_folder", lambda: tmp_path / "cache")


@pytest.fixture
def add(tmp_path: Path) -> Callable[..., data.Holding]:
    """Adds a file of that name and text to the test's own shelf."""

    def added(name: str, text: str | bytes, start: dt.date | None = None) -> data.Holding:
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode("cp1252"))
        (holding,) = data.add(path, KINDS, dt.datetime.now(dt.UTC), start)
        return holding

    return added
