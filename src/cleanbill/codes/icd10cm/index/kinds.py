"""The kinds of Index file that a clinic can add, recognised by how they begin."""

from collections.abc import Callable

from cleanbill.codes.icd10cm.index import flattened, official
from cleanbill.codes.icd10cm.index.chosen import DISEASES, DRUGS, EXTERNAL_CAUSES, NEOPLASMS
from cleanbill.codes.icd10cm.index.entry import Index
from cleanbill.codes.icd10cm.published import start_of
from cleanbill.data import Contents, Kind, Parts

_FLAT = ",".join(flattened.HEADING).encode()


def read(parts: Parts) -> Index:
    """The Index in the one file of a holding, official or flattened. Raises `DataFileError` for a damaged one."""
    [(file, path)] = parts.items()
    with path.open("rb") as stream:
        flat = _flat(stream.read(len(_FLAT) + 3))
    return flattened.read(path, file) if flat else official.read(path, file)


def _contents(title: str) -> Callable[[Parts], Contents]:
    def described(parts: Parts) -> Contents:
        year, entries = read(parts)
        [file] = parts
        if year is None:
            return Contents(title, None, len(entries))
        return Contents(f"{title} FY{year}", start_of(year, file), len(entries))

    return described


def _flat(head: bytes) -> bool:
    return head.removeprefix(b"\xef\xbb\xbf").startswith(_FLAT)


def _official(head: bytes, mark: bytes) -> bool:
    return b"<ICD10CM.index" in head and mark in head


def _external(head: bytes) -> bool:
    return _official(head, b"EXTERNAL CAUSE")


def _neoplasms(head: bytes) -> bool:
    return _official(head, b'<head col="1">Neoplasm<')


def _drugs(head: bytes) -> bool:
    return _official(head, b'<head col="1">Substance<')


def _diseases(head: bytes) -> bool:
    others = _external(head) or _neoplasms(head) or _drugs(head)
    return _flat(head) or (_official(head, b"") and not others)


KINDS = (
    Kind(DISEASES, "ICD-10-CM Alphabetic Index (XML or CSV)", _contents("ICD-10-CM Index"), _diseases),
    Kind(EXTERNAL_CAUSES, "ICD-10-CM External Cause Index (XML)",
         _contents("ICD-10-CM External Cause Index"), _external),
    Kind(NEOPLASMS, "ICD-10-CM Table of Neoplasms (XML)",
         _contents("ICD-10-CM Table of Neoplasms"), _neoplasms),
    Kind(DRUGS, "ICD-10-CM Table of Drugs and Chemicals (XML)",
         _contents("ICD-10-CM Table of Drugs and Chemicals"), _drugs),
)  # fmt: skip
