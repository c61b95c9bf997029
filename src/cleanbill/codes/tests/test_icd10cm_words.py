"""The compiled code set against the official XML, node by node and word for word. The XML is read here anew, by other
means than the compiler's."""

import datetime as dt
import gzip
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

from cleanbill import codes
from cleanbill.codes import Release
from cleanbill.codes.icd10cm.references import Order, resolve

FY2026, FY2027 = dt.date(2026, 9, 30), dt.date(2026, 10, 1)
SHARED = Path(__file__).parents[5] / "shared" / "data" / "icd10cm"
RANGE = re.compile(r"\s*\([A-Z0-9]{3}(-[A-Z0-9]{3})?\)$")
PARENTHESES = re.compile(r"\([^()]*\)")
LIKE_A_CODE = re.compile(r"\b(?:[A-Z]\d[0-9A-Z]|[A-Z]{2}\d)")

Entry = tuple[str, str, tuple[str, ...], list[str]]
"""Code, title, codes above it, and its note lines in alphabetical order."""


def official(on: dt.date) -> ET.Element:
    if on == FY2026:
        spec = find_spec("simple_icd_10_cm")
        assert spec
        assert spec.origin
        return ET.parse(Path(spec.origin).with_name("data") / "icd10c-tabular-April-1-2026.xml").getroot()
    if not SHARED.is_dir():
        pytest.skip("the reference files are not beside the repository")
    return ET.fromstring(gzip.decompress((SHARED / "icd10cm-tabular-2027-reconstructed.xml.gz").read_bytes()))


def in_the_xml(element: ET.Element, above: tuple[str, ...] = ()) -> Iterator[Entry]:
    """Entries in the order of the XML. Umbrella sections are in no path: the XML nests nothing in them."""
    for child in element:
        if child.tag in ("chapter", "section", "diag"):
            code = child.get("id") or child.findtext("name") or ""
            title = plain(child.findtext("desc"))
            if child.tag == "section":
                code = code if "-" in code else f"{code}-{code}"
                title = RANGE.sub("", title)
            yield code, title, above, sorted(notes_of(child))
            yield from in_the_xml(child, (*above, code))


def notes_of(entry: ET.Element) -> Iterator[str]:
    """Notes between 7th characters are left out: they belong to the codes that the characters make."""
    for container in entry:
        if container.tag not in ("chapter", "section", "diag", "sectionIndex", "sevenChrDef"):
            yield from (f"{container.tag}: {plain(note.text)}" for note in container.iter("note"))


def plain(text: str | None) -> str:
    return " ".join((text or "").split())


def compiled(release: Release) -> Iterator[Entry]:
    notes: dict[int, list[str]] = {}
    for owner, note in release.rows("SELECT owner, kind || ': ' || text FROM note WHERE kind <> 'visualImpairment'"):
        notes.setdefault(owner, []).append(note)
    paths: dict[int, tuple[str, ...]] = {0: ()}
    sql = "SELECT id, code, title, parent, level FROM node WHERE level <> 'seventh' ORDER BY id"
    holds_codes = {row[0] for row in release.rows("SELECT DISTINCT parent FROM node WHERE level = 'diag'")}
    for number, code, title, parent, level in release.rows(sql):
        is_umbrella = level == "section" and number not in holds_codes
        paths[number] = paths[parent] if is_umbrella else (*paths[parent], code)
        yield code, title, paths[parent], sorted(notes.get(number, []))


@pytest.mark.parametrize("on", [FY2026, FY2027], ids=["FY2026", "FY2027"])
def test_titles_notes_and_ancestors_are_those_of_the_official_xml(on: dt.date) -> None:
    ours = list(compiled(codes.release(on)))
    theirs = list(in_the_xml(official(on)))
    unlike = [(mine, other) for mine, other in zip(ours, theirs, strict=True) if mine != other]
    doubtful = {row[0] for row in codes.release(on).rows("SELECT code FROM node WHERE source <> 'official'")}
    misfiled = "inclusionTerm: Fall from stool"  # the XML has it among the 7th characters of W08
    for mine, other in unlike:
        without = (mine[0], mine[1], mine[2], [note for note in mine[3] if note != misfiled])
        assert without == other or mine[0] in doubtful, (mine, other)
    assert len(unlike) <= 1 + len(doubtful)


@pytest.mark.parametrize("on", [FY2026, FY2027], ids=["FY2026", "FY2027"])
def test_every_reference_to_a_code_that_exists_is_resolved(on: dt.date) -> None:
    """But for G31.90, which does not exist; G6PD is an enzyme."""
    release = codes.release(on)
    order = Order({key: (first, last) for key, first, last in release.rows("SELECT key, id, last FROM node")})
    sql = "SELECT text FROM note WHERE kind NOT IN ('inclusionTerm', 'notes', 'sevenChrNote', 'visualImpairment')"
    groups = [
        group for (text,) in release.rows(sql) for group in PARENTHESES.findall(text) if LIKE_A_CODE.search(group)
    ]
    assert 9_900 < len(groups) < 10_000
    unresolved = [group for group in groups if not list(resolve(group, order))]
    assert set(unresolved) <= {"(G6PD)", "(G31.90)"}
    soft = [group for group in groups if not all(stretch.firm for stretch in resolve(group, order))]
    assert soft == []


@pytest.mark.parametrize("on", [FY2026, FY2027], ids=["FY2026", "FY2027"])
def test_every_code_of_a_list_of_codes_is_resolved(on: dt.date) -> None:
    """ "(C49.-, C79.89, D21.-, D48.1-)" names four stretches; a range counts once."""
    release = codes.release(on)
    order = Order({key: (first, last) for key, first, last in release.rows("SELECT key, id, last FROM node")})
    short = []
    for (text,) in release.rows("SELECT text FROM note WHERE kind IN ('excludes1', 'excludes2', 'codeFirst')"):
        for group in PARENTHESES.findall(text):
            parts = [part for part in re.split(r"[,;]| and ", group) if LIKE_A_CODE.search(part)]
            if len(parts) > len(list(resolve(group, order))):
                short.append(group)
    assert set(short) <= {"(G6PD)", "(G31.90)"}, short[:20]


@pytest.mark.parametrize("letter", "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
def test_every_entry_of_fy2027_has_its_record(letter: str) -> None:
    release = codes.release(FY2027)
    for (code,) in release.rows("SELECT code FROM node WHERE key GLOB ?", f"{letter}*"):
        record = release.lookup(code, FY2027)
        assert record.code == code
        assert record.title
        assert record.path
        assert record.status.exists
        assert record.status.billable == bool(release.billable(code, FY2027))


@pytest.mark.parametrize("letter", "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
def test_every_entry_of_fy2026_has_its_record(letter: str) -> None:
    release = codes.release(FY2026)
    for (code,) in release.rows("SELECT code FROM node WHERE key GLOB ? AND level <> 'seventh'", f"{letter}*"):
        assert release.lookup(code, FY2026).status.exists
