"""Places of the body: runs of side, level and structure words, read as one phrase with region and side."""

import re
from bisect import bisect_left
from typing import NamedTuple, cast

from cleanbill.model.reading import Side
from cleanbill.notes.page import Page
from cleanbill.notes.words import lexicon

LEVEL = re.compile(
    r"(?P<a>[ctls])(?<![a-z0-9].)(?<![a-z]/.)-?\s?(?P<n>\d{1,2})(?:\s?(?:-|/|to|thru|through"
    r"|&)\s?(?P<b>[ctls])?-?\s?(?P<m>\d{1,2}))?(?![a-z0-9%.]*[/]\d)(?![a-z0-9°%])"
)
REACHED = re.compile(  # "IR to T12" says how far up the hand comes behind the back
    r"\b(?:f?ir|int(?:ernal)? rot\w*|hbb|behind (?:the |his |her )?back)\b[ :(=a-z]{0,8}$"
)
MACHINE = re.compile(  # "Bike L3": how hard it is set
    r"\b(?:bike|recumbent|elliptical|nu-?step|scifit|sci-?fit|stepper|stair ?master|ube|arc trainer|rower|treadmill"
    r"|level)[ :@-]{1,3}$"
)
HEART = re.compile(r"s[12],? ?(?:and |& |/ ?)?s[12]\b|s[12] (?:is |are )?(?:normal|audible|heard)")  # heart sounds
HIGHEST = {"c": 8, "t": 12, "l": 6, "s": 5}
SPINE = {"c": "cervical", "t": "thoracic", "l": "lumbar", "s": "sacroiliac"}
ACROSS = {"ct": "cervicothoracic", "tl": "thoracolumbar", "ls": "lumbosacral"}
LEFT, RIGHT, BOTH = "left", "right", "bilateral"
SIDES: dict[str, Side] = {
    "left": "left", "lt": "left", "right": "right", "rt": "right", "bilateral": "bilateral", "bilat": "bilateral",
    "bilaterally": "bilateral", "bil": "bilateral", "both": "bilateral", "bilat.": "bilateral", "lft": "left",
    "rle": "right", "lle": "left", "rue": "right", "lue": "left", "ble": "bilateral", "bue": "bilateral",
    "rigth": "right", "rght": "right", }  # fmt: skip
LETTERS: dict[str, Side] = {"l": "left", "r": "right", "b": "bilateral"}
NOT_A_SIDE = re.compile(
    r"right[- ]hand(?:ed)?[- ]dom|left[- ]hand(?:ed)?[- ]dom|right (?:now|away|after|before|hand(?:ed)? dom"
    r"|handed|-handed)|left (?:the|work|home|over"
    r"|untreated|hand(?:ed)? dom|handed|-handed|ama)|(?:has|had|was|were|he|she|they) left\b"
    r"|all right"
)
BOTH_SIDES = re.compile(
    r"\b(?:b/l|r ?(?:>|<|=|&|/|\+) ?l|l ?(?:>|<|=|&|/|\+) ?r|(?:right|left)(?: side)? (?:greater"
    r"|worse|more) than (?:the )?(?:left|right)|right and left|left and right"
    r"|(?:right|left) ?[>/&] ?(?:right|left))(?![a-z])"
)
DIRECTIONS = frozenset("upper lower mid middle lateral medial anterior posterior proximal distal".split())
"""Words that say which part of the site that follows: kept in front of its name."""
MODIFIERS = DIRECTIONS | frozenset(
    (
        "muscle muscles mm ms musc musculature area region regions spine column aspect side insertion origin "
        "tendon ligament joint joints jt jts group groups process processes sided belly border margin "
        "segments segment level levels superior inferior distribution dermatome bony distally proximally band "
        "line prominence body bodies compartment fossa space soft tissue tissues tendons ligaments deep "
        "central"
    ).split()
)
GLUE = frozenset(["and", "&", "/", "-", "of", "on", "the", "to", "over", "in", "at", ">", "<", "(", ")", "+", "along"])
SPECIFIC = ("cervicothoracic", "thoracolumbar", "lumbosacral", "sacroiliac", "cervical", "thoracic", "lumbar")
LIMBS = frozenset({"shoulder", "elbow", "wrist_hand", "hip", "thigh", "knee", "lower_leg", "ankle_foot"})
BACK = frozenset({"thoracic", "thoracolumbar", "lumbar", "lumbosacral", "sacroiliac", "back_unspecified"})


VISIT = re.compile(
    r"rtc:? (?:in |on |at |if |as |when |prn|after |for |\d|one |two |next |w/)"
)  # return to clinic, no cuff


DOMINANT = re.compile(r"hands?(?:ed)?[- ](?:dom\w*|held|washing)\b")  # whose hand writes is no place of a complaint


OTHERS = re.compile(  # whose part of the body it is: "came down on a teammate's foot"
    r"\b(?:team-?mate|opponent|player|partner|someone|somebody|defender|goalie|friend|co-?worker|child|kid|toddler"
    r"|baby|dog|horse|cow|passenger|driver|resident|mother|father|wife|husband|sister|brother|daughter|son)'s $"
)


class Site(NamedTuple):
    """One place: offsets of its words, region (None: words such as "paraspinal" alone), side, level, structure."""

    start: int
    end: int
    region: str | None
    side: Side | None
    level: str | None
    structure: str | None


class _Piece(NamedTuple):
    first: int
    last: int
    kind: str  # side, level, body, modifier
    region: str | None
    value: str


def sites(page: Page, words: list[str]) -> list[Site]:
    """The places that a note names, in order."""
    pieces = _pieces(page, words)
    found: list[Site] = []
    run: list[_Piece] = []
    for piece in pieces:
        if run and not _goes_on(page, words, run, piece):
            found += _site(page, run)
            run = []
        run.append(piece)
    return found + _site(page, run)


def _pieces(page: Page, words: list[str]) -> list[_Piece]:
    taken: dict[int, _Piece] = {}
    for match in BOTH_SIDES.finditer(page.low):
        first, last = page.token_at(match.start()), page.token_at(match.end())
        _put(taken, _Piece(first, last, "side", None, BOTH))
    for match in LEVEL.finditer(page.low):
        region = _level_region(match)
        if region and not (
            REACHED.search(page.low, max(0, match.start() - 24), match.start())
            or MACHINE.search(page.low, max(0, match.start() - 16), match.start())
            or HEART.match(page.low, match.start())
        ):
            first, last = page.token_at(match.start()), page.token_at(match.end())
            _put(taken, _Piece(first, last, "level", region, page.text[match.start() : match.end()]))
    for found in lexicon("body.tsv").matches(page, words):
        region, structure = found.entry.row
        start = page.starts[found.first]
        if (
            VISIT.match(page.low, start)
            or DOMINANT.match(page.low, start)
            or OTHERS.search(page.low, max(0, start - 16), start)
        ):
            continue
        _put(taken, _Piece(found.first, found.last, "body", None if region == "-" else region, structure))
    for at, word in enumerate(words):
        side = side_at(page, words, at) if word in SIDES or word in LETTERS else None
        if side:
            _put(taken, _Piece(at, at + 1, "side", None, side))
        elif word in MODIFIERS:
            _put(taken, _Piece(at, at + 1, "modifier", None, word))
    return sorted(set(taken.values()))


def _put(taken: dict[int, _Piece], piece: _Piece) -> None:
    """Takes the tokens of `piece`, unless one of them is taken."""
    if not any(at in taken for at in range(piece.first, piece.last)):
        for at in range(piece.first, piece.last):
            taken[at] = piece


def _level_region(match: re.Match[str]) -> str | None:
    first, second = match["a"], match["b"] or match["a"]
    number, other = int(match["n"]), int(match["m"] or match["n"])
    if not 1 <= number <= HIGHEST[first]:
        return None
    if match["m"] and not match["b"] and other < number:
        second = {"c": "t", "t": "l", "l": "s"}.get(first, first)  # "L5/1" is L5-S1
    if first == second == "s" and number == other == 1:
        return "lumbosacral"
    return ACROSS.get(first + second, SPINE[first])


def side_at(page: Page, words: list[str], at: int) -> Side | None:
    """The side that a token says, or None: "L" in "L4" and "right" in "right now" say none."""
    word, start = words[at], page.starts[at]
    side = SIDES.get(word)
    if side:
        return None if NOT_A_SIDE.match(page.low, start) or NOT_A_SIDE.match(page.low, max(0, start - 4)) else side
    if word not in LETTERS or not (page.text[start].isupper() or page.small):
        return None
    following = page.text[start + 1 : start + 2]
    if following in (":", "/", "'", "-", "=", "."):
        return LETTERS[word] if following == "." and page.text[start + 2 : start + 3] in ("", " ", "\n") else None
    if following.isdigit() or page.text[max(0, start - 1) : start] in ("/", "-", "'"):
        return None
    return LETTERS[word]


def _goes_on(page: Page, words: list[str], run: list[_Piece], piece: _Piece) -> bool:
    """Whether `piece` belongs to the phrase that `run` began."""
    gap = words[run[-1].last : piece.first]
    if len(gap) > 3 or "\n" in page.low[page.ends[run[-1].last - 1] : page.starts[piece.first]]:
        return False
    if gap == [","]:  # "C4-C6 spinous, R"
        ends = piece.last >= len(words) or words[piece.last] in {",", ".", ";"}
        return piece.kind == "side" and ends and all(p.kind != "side" for p in run)
    if any(word not in GLUE for word in gap):
        return False
    if any(p.kind == "side" for p in run) and piece.kind == "side" and run[-1].kind != "side":
        return False
    new = piece.region if piece.kind == "body" else None
    old = [p.region for p in run if p.region]
    apart = new and old and new not in (old[-1], "other") and (new in LIMBS or old[-1] in LIMBS)
    return not (apart and {"and", "&", "/"} & set(gap))


def _site(page: Page, run: list[_Piece]) -> list[Site]:
    named = [piece for piece in run if piece.kind in ("body", "level")]
    if not named:
        return []
    while run[0].kind == "modifier" and run[0].value not in DIRECTIONS | {"superior", "inferior"}:
        run = run[1:]
    sides = [piece.value for piece in run if piece.kind == "side"]
    side = None if not sides else (sides[0] if len(set(sides)) == 1 else BOTH)
    if side is None:
        side = next(
            (SIDES[w] for w in (page.low[page.starts[p.first] : page.ends[p.last - 1]] for p in named) if w in SIDES),
            None,
        )
    level = next((piece.value for piece in named if piece.kind == "level"), None)
    structure = next((page.low[page.starts[p.first] : page.ends[p.last - 1]] for p in named if p.kind == "body"), None)
    return [
        Site(
            page.starts[run[0].first],
            page.ends[run[-1].last - 1],
            _region(named),
            cast(Side | None, side),
            level,
            structure,
        )
    ]


def _region(named: list[_Piece]) -> str | None:
    regions = [piece.region for piece in named if piece.region]
    limb = next((region for region in regions if region in LIMBS), None)
    if limb and named[0].kind == "body" and not any(region in SPECIFIC for region in regions):
        return limb
    for region in SPECIFIC[:3]:
        if region in regions:
            return region
    return next((r for r in regions if r not in ("back_unspecified", "other")), regions[0] if regions else None)


class Places:
    """Looks up the place that a stretch of the note speaks of."""

    __slots__ = ("_starts", "all", "page")

    def __init__(self, page: Page, words: list[str]) -> None:
        self.page = page
        self.all = sites(page, words)
        self._starts = [site.start for site in self.all]

    def between(self, start: int, end: int) -> list[Site]:
        """The places named within a stretch."""
        low = bisect_left(self._starts, start)
        if low and self.all[low - 1].end > start:
            low -= 1
        return self.all[low : bisect_left(self._starts, end)]

    def near(self, start: int, end: int, low: int, high: int) -> Site | None:
        """The place in `low` to `high` that stands nearest to `start`-`end`; what overlaps comes first."""
        index = bisect_left(self._starts, start)
        candidates = self.all[max(0, index - 2) : index + 3]
        best: tuple[int, int, Site] | None = None
        for site in candidates:
            if site.end <= low or site.start >= high:
                continue
            gap = max(0, start - site.end, site.start - end)
            key = (gap, 0 if site.start < end else 1, site)
            if best is None or key[:2] < best[:2]:
                best = key
        return best[2] if best else None
