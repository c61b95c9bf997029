"""From entries to the codes that are offered: the right side, the 7th character, and not ten of one diagnosis."""

import datetime as dt
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from cleanbill.codes.icd10cm.search.asked import SIDES, Question
from cleanbill.codes.icd10cm.search.found import Found
from cleanbill.codes.icd10cm.search.spelling import compared
from cleanbill.codes.icd10cm.search.tables import present

if TYPE_CHECKING:
    from cleanbill.codes.icd10cm.release import Release

_COLUMNS = "id, key, code, title, level, parent, last"
_ENTRIES = f"SELECT {_COLUMNS} FROM node WHERE id IN (SELECT value FROM json_each(?))"
_UNDER = f"""
SELECT {_COLUMNS} FROM node n WHERE id > ? AND id <= ? AND level = 'diag'
AND (last = id OR EXISTS (SELECT 1 FROM node c WHERE c.id = n.id + 1 AND c.level = 'seventh'))
ORDER BY length(title), id LIMIT ?"""
_SEVENTHS = f"SELECT {_COLUMNS} FROM node WHERE parent = ? AND level = 'seventh' ORDER BY id"
_FEWEST = 30
_MOST_READ, _MOST_UNDER = 200, 20
_REPEATED = 0.9  # the second code of one diagnosis counts so much less, the third once more
_LATER = 0.98  # the next 7th character: initial encounter, subsequent encounter, sequela
_ENCOUNTER = 1.1  # better or worse by so much where an encounter is said: injuries have one
_CHAPTERS = {"M": 1.1, "S": 1.1, "O": 0.85, "P": 0.85, "V": 0.8, "W": 0.9, "X": 0.85, "Y": 0.85, "T": 0.9}
_HEADING, _UNDER_HEADING = 0.95, 0.97  # beside a code of its own that says the same
_BESIDES, _MOST_BESIDES = 0.03, 7  # for each word that an entry under a heading says besides
_NO_SIDE, _UNSPECIFIED_SIDE, _ONE_OF_BOTH, _OTHER_SIDE, _SIDE_UNASKED = 0.9, 0.65, 0.85, 0.4, 0.97
_SAYS_LITTLE = SIDES | frozenset(("unspecified", "uncomplicated", "site", "region"))


class Node(NamedTuple):
    """A row of the tree."""

    id: int
    key: str
    code: str
    title: str
    level: str
    parent: int
    last: int

    @property
    def heading(self) -> bool:
        """Whether there is something under it; 7th characters may be all there is."""
        return self.last > self.id


class Offer(NamedTuple):
    """A code with its score and the phrase that led to it; `needs_seventh`: it lacks its 7th character."""

    score: float
    node: Node
    found: Found
    billable: bool = False
    needs_seventh: bool = False


def offers(
    release: "Release", found: list[Found], question: Question, on: dt.date, limit: int, billable: bool
) -> list[Offer]:
    """The codes to offer, best first; with `billable`, complete ones in force on `on`."""
    best: dict[int, Offer] = {}
    enough = max(_FEWEST, 2 * limit)
    for offer in _led(release, found[:enough], question):
        there = best.get(offer.node.id)
        if there is None or offer.score > there.score:
            best[offer.node.id] = offer
    leading = sorted(best.values(), key=_order)[:enough]
    return _varied(whole for offer in leading for whole in _completed(release, offer, question, on, billable))


def _order(offer: Offer) -> tuple[float, int]:
    return -offer.score, offer.node.id


def _led(release: "Release", found: list[Found], question: Question) -> Iterator[Offer]:
    """The entries that were found and what stands under the headings among them."""
    nodes = {row[0]: Node(*row) for row in release.rows(_ENTRIES, json.dumps([one.node for one in found]))}
    for one in found:
        node = nodes[one.node]
        chapter = _CHAPTERS.get(node.key[0], 1.0)
        under = _under(release, node, one) if node.heading else []
        if not under:
            yield Offer(one.score * chapter * _side(node, question), node, one)
            continue
        yield Offer(one.score * chapter * _HEADING, node, one)
        said = question.words | _SAYS_LITTLE | frozenset(compared(node.title))
        for child in under:
            besides = min(len(frozenset(compared(present(child.title))) - said), _MOST_BESIDES)
            score = one.completed(frozenset(compared(child.title))) if one.missing else one.score
            score *= chapter * (_UNDER_HEADING - _BESIDES * besides)
            yield Offer(score * _side(child, question), child, one)


def _under(release: "Release", node: Node, found: Found) -> list[Node]:
    """What is complete under a heading, 7th characters aside: first what says most of what is missing, the shortest."""
    most = _MOST_READ if found.missing else _MOST_UNDER
    rows = [Node(*row) for row in release.rows(_UNDER, node.id, node.last, most)]
    if found.missing:
        wanted = {word for idea in found.missing for way in idea.ways for word in way.words}
        rows.sort(key=lambda child: -sum(word in child.title.lower() for word in wanted))
    return rows[:_MOST_UNDER]


def _side(node: Node, question: Question) -> float:
    """1 for the side that is asked for, less for another or none; where none is asked for, nearly all the same."""
    words = set(node.title.lower().replace(",", " ").split())
    sides = SIDES & words
    if not question.sides:
        return _SIDE_UNASKED if sides else 1.0
    if sides & question.sides:
        return 1.0
    if not sides:
        return _UNSPECIFIED_SIDE if "unspecified" in words else _NO_SIDE
    return _ONE_OF_BOTH if question.sides == {"bilateral"} else _OTHER_SIDE


def _completed(release: "Release", offer: Offer, question: Question, on: dt.date, billable: bool) -> Iterator[Offer]:
    """The entry itself; or, where it lacks a 7th character that is asked for or must be there, its codes."""
    node = offer.node
    if release.billable(node.code, on):
        yield offer._replace(billable=True, score=offer.score / (_ENCOUNTER if question.encounter else 1))
        return
    made = [Node(*row) for row in release.rows(_SEVENTHS, node.id)] if node.heading else []
    meant = _meant(made, len(node.title), question)
    if made and (billable or meant):
        for nth, child in enumerate(meant or made):
            if release.billable(child.code, on):
                score = offer.score * (_ENCOUNTER if meant else 1) * _LATER**nth
                yield offer._replace(node=child, billable=True, score=score)
    elif not billable:
        yield offer._replace(needs_seventh=bool(made))


def _meant(made: list[Node], stem: int, question: Question) -> list[Node]:
    """Those whose 7th character means most of what was said of the encounter; none where nothing was."""
    said = [sum(word in child.title[stem:].lower() for word in question.encounter) for child in made]
    most = max(said, default=0)
    return [child for child, many in zip(made, said, strict=True) if many == most] if most else []


def _varied(offers: Iterable[Offer]) -> list[Offer]:
    """Best first, each further code of one diagnosis set back a little more."""
    often: Counter[int] = Counter()
    varied = []
    for offer in sorted(offers, key=_order):
        node = offer.node
        diagnosis = node.parent if node.level == "seventh" or SIDES & set(node.title.split()) else node.id
        varied.append(offer._replace(score=offer.score * _REPEATED ** often[diagnosis]))
        often[diagnosis] += 1
    return sorted(varied, key=_order)
