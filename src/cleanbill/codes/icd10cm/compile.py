"""From the official files to the material of one edition: its tree, dates, successors and titles."""

import datetime as dt
import hashlib
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from cleanbill.codes.icd10cm import changes, conversions, editor, order, store, tabular
from cleanbill.codes.icd10cm.editor import Pair, Period
from cleanbill.codes.icd10cm.expand import NO_SEVENTHS, Sevenths
from cleanbill.codes.icd10cm.index.chosen import DISEASES
from cleanbill.codes.icd10cm.tabular import Node
from cleanbill.data import Holding, opened

if TYPE_CHECKING:
    from cleanbill.codes.icd10cm.editions import Edition

_WITHOUT_NOTES = "Of this edition only the order file is at hand: it has titles, but no notes and no inclusion terms."
_Read = TypeVar("_Read")
_ONE_DAY = dt.timedelta(days=1)


class Workshop:
    """Writes editions, oldest first, and reads what they share once."""

    def __init__(self, shipped: Path, dates: Path, say: Callable[[str, float], None]) -> None:
        self._shipped, self._dates = shipped, dates
        self._say = say
        self._tree: list[Node] = []

    def write(self, edition: "Edition", ingredients: Sequence[Holding], path: Path) -> None:
        """Write one edition to `path`, from the packages' files and from holdings of the shelf."""
        own = {holding.kind: holding for holding in ingredients}
        chapters = self._chapters(edition)
        rows = changes.read_changes() if edition.made_by_changes else []
        periods = _periods(self._editor, chapters, edition.start)
        short = {row.key: row.short for row in _read(own.get(order.KIND.name), order.read)}
        pairs = _read(own.get(conversions.KIND.name), conversions.read)
        store.write(
            path,
            store.Material(
                start=edition.start,
                chapters=chapters,
                periods=periods,
                manifestation=self._editor.manifestation,
                external_cause=self._editor.external_cause,
                ages=self._editor.ages,
                pairs=_known({*self._editor.pairs, *pairs}, periods),
                moved=[row for row in rows if row.change == "moved"],
                short_titles=short,
                meta=self._meta(edition) | {"whole_index": "yes" if DISEASES in own else ""},
            ),
        )

    def _chapters(self, edition: "Edition") -> list[Node]:
        """The tree of an edition. The shipped one is kept until the table of changes has turned it into the next."""
        if edition.holding and edition.holding.kind == order.KIND.name:
            return order.tree(_read(edition.holding, order.read), tabular.parse(self._shipped))
        if edition.holding:
            return _read(edition.holding, tabular.parse)
        chapters, self._tree = self._tree or tabular.parse(self._shipped), []
        if edition.made_by_changes:
            changes.apply(changes.read_changes(), chapters)
        else:
            self._tree = chapters
        return chapters

    def _meta(self, edition: "Edition") -> dict[str, str]:
        half_a_year = (edition.start + dt.timedelta(days=181)).isoformat()  # until the next release, April or October
        shipped = {} if edition.holding else {f"sha256 of {self._shipped.name}": _sha256(self._shipped)}
        added = {f"sha256 of {edition.holding.source}": edition.holding.sha256} if edition.holding else {}
        return {
            "edition": edition.name,
            "start": edition.start.isoformat(),
            "remark": _WITHOUT_NOTES if edition.holding and edition.holding.kind == order.KIND.name else "",
            "known_until": max(self._editor.horizon.isoformat(), half_a_year),
            f"sha256 of {self._dates.name}": _sha256(self._dates),
            **shipped,
            **added,
        }

    @cached_property
    def _editor(self) -> editor.Editor:
        return editor.read(self._dates)


def _read(holding: Holding | None, read: Callable[[Path], list[_Read]]) -> list[_Read]:
    """What a reader gives of the one file of a holding; nothing where there is no holding."""
    if holding is None:
        return []
    with opened(holding) as parts:
        [path] = parts.values()
        return read(path)


def _periods(dated: editor.Editor, chapters: list[Node], start: dt.date) -> list[Period]:
    """The Medicare Code Editor's dates; beyond its horizon, an edition's own tree says what begins and ends with it."""
    if start <= dated.horizon:
        return dated.periods
    complete = {key for chapter in chapters for key in _complete(chapter, NO_SEVENTHS)}
    periods = []
    for period in dated.periods:
        ends = period.end is None and period.code not in complete
        periods.append(period._replace(end=start - _ONE_DAY) if ends else period)
    known = {period.code for period in periods if period.end is None}
    return periods + [Period(key, start, None) for key in sorted(complete - known)]


def _complete(node: Node, sevenths: Sevenths) -> Iterable[str]:
    """The billable codes under a node, without dots."""
    sevenths = sevenths.at(node)
    under = node.children or sevenths.expand(node)
    if not under:
        yield node.code.replace(".", "")
    for child in under:
        yield from _complete(child, sevenths)


def _known(pairs: Iterable[Pair], periods: Iterable[Period]) -> list[Pair]:
    """Pairs between codes that were ever billable; a table's ranges and headings name others as well."""
    ever = {period.code for period in periods}
    return sorted(pair for pair in pairs if pair.code in ever and pair.next in ever)


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
