"""Taking official files in: recognised by how they begin, read whole, and only then kept.

Few commands do: what opens archives and workbooks is imported where it is used.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from itertools import islice
from pathlib import Path

import msgspec
from msgspec import Struct

from cleanbill.data.foreign import what_it_is
from cleanbill.data.kind import Contents, DataFileError, Kind, Parts
from cleanbill.data.shelf import Holding, keep

_HEAD = 64 * 1024


class _Found(Struct):
    """Files of one kind that become one holding, and the name of what they came in."""

    kind: Kind
    source: str
    parts: dict[str, Path]


def add(path: Path, kinds: Sequence[Kind], added: dt.datetime, start: dt.date | None = None) -> tuple[Holding, ...]:
    """Take a file in: each part that is of a known kind is read whole, and only then are all of them kept.

    `start` is the first date of service, where the file does not say it or says it wrongly. What is on the shelf
    already is handed back as it is. Raises `DataFileError` for what is wrong with the file, OSError where it cannot
    be read or the shelf cannot be written.
    """
    return add_together((path,), kinds, added, start)


def add_together(
    paths: Sequence[Path], kinds: Sequence[Kind], added: dt.datetime, start: dt.date | None = None
) -> tuple[Holding, ...]:
    """Take several files in, all or none; those of a table that is published in several become one holding."""
    from cleanbill.data.unpack import unpacked

    with ExitStack() as stack:
        given = [(path.name, stack.enter_context(unpacked(path))) for path in paths]
        found = _gathered([one for name, files in given for one in _of_one(name, files, kinds)])
        read = [(one, _described(one, start)) for one in found]
        return tuple(keep(one.source, one.kind, one.parts, contents, added) for one, contents in read)


def _of_one(source: str, files: Parts, kinds: Sequence[Kind]) -> list[_Found]:
    """What is known of a file that was given; it may not be nothing."""
    found = list(_recognised(source, files, kinds))
    if not found:
        known = "; ".join(kind.title for kind in kinds)
        why = _lacking(files, kinds) or _foreign(files)
        raise DataFileError(f"{source} is not a file that can be added{why}. What can be added: {known}.")
    return found


def _recognised(source: str, files: Parts, kinds: Sequence[Kind]) -> Iterator[_Found]:
    from cleanbill.data.sheet import beginning
    from cleanbill.data.workbook import is_workbook

    for kind in kinds:
        if kind.parts:
            together = {name.lower(): path for name, path in files.items() if name.lower() in kind.parts}
            if len(together) == len(kind.parts):
                yield _Found(kind, source, together)
    known: list[tuple[Kind, str, Path]] = []
    for name, path in files.items():
        head, book = beginning(name, path, _HEAD), is_workbook(path)
        fit = (kind for kind in kinds if kind.begins and (kind.workbook or not book) and kind.begins(head))
        known += [(kind, name, path) for kind in islice(fit, 1)]
    for kind, name, path in known:
        if not (is_workbook(path) and any(_same_table(name, other) for k, other, _ in known if k is kind)):
            yield _Found(kind, source, {name: path})


def _same_table(workbook: str, other: str) -> bool:
    """Whether a file of another format is published beside a workbook under the same name."""
    return workbook != other and Path(workbook).stem.lower() == Path(other).stem.lower()


def _gathered(found: Sequence[_Found]) -> list[_Found]:
    together: dict[str, _Found] = {}
    kept = []
    for one in found:
        first = together.setdefault(one.kind.name, one) if one.kind.gathers else one
        if first is one:
            kept.append(one)
            continue
        twice = next((name for name in one.parts if name in first.parts), None)
        if twice:
            raise DataFileError(f"{twice} is given twice; give each file of the table once.")
        first.parts |= one.parts
        if one.source not in first.source.split(", "):
            first.source += f", {one.source}"
    return kept


def _lacking(files: Parts, kinds: Sequence[Kind]) -> str:
    """Which parts are absent where some that make sense only together are there."""
    names = {name.lower() for name in files}
    absent = [[part for part in kind.parts if part not in names] for kind in kinds if names.intersection(kind.parts)]
    return f": it lacks {', '.join(absent[0])}" if absent else ""


def _foreign(files: Parts) -> str:
    """What the first of the files that shows it is."""
    from cleanbill.data.sheet import beginning

    shown = (what_it_is(beginning(name, path, _HEAD)) for name, path in files.items())
    return next((f": {words}" for words in shown if words), "")


def _described(found: _Found, start: dt.date | None) -> Contents:
    contents = found.kind.read(found.parts)
    if start:
        return msgspec.structs.replace(contents, start=start)
    if contents.start is None:
        raise DataFileError(
            f"{found.source} does not say from when it holds; give the first date of service with --from."
        )
    return contents
