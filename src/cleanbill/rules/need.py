"""What procedures need in the note, by kind of need: `codes/documentation.toml` says which, one rule a kind asks."""

import re
from collections.abc import Callable, Iterator

from cleanbill.codes import documentation
from cleanbill.codes.procedures import label
from cleanbill.engine.rule import Fault
from cleanbill.engine.visit import Visit
from cleanbill.model.reading import NoteFacts, Span
from cleanbill.rules import noted

_BEFORE, _BEHIND = 120, 300
_END = re.compile(r"\n\s*\n|\n(?=\s*(?:[soap]|subjective|objective|assessment|plan|dx|diagnos\w+)\s?:)", re.IGNORECASE)
_CODE = re.compile(r"(?<!\d)(?:9\d{4}|G\d{4}|20\d{3})(?!\d)")
_CLAUSE = re.compile(r"[.;\n](?!\d)")
_UNTICKED = re.compile(r"[(\[] ?[)\]]\s*$")
_WORD = re.compile(r"[A-Za-z][A-Za-z'/-]{2,}")
_EMPTY = frozenset(
    "min mins minute minutes unit units total timed time code codes time-based treatment treatments tx and with for "
    "per the was were given done performed completed provided today pt patient tolerated well one-on-one direct "
    "contact therapy procedure procedures training intervention interventions billed cpt continue session visit each "
    "sec skilled supervised".split()
)
Meets = Callable[[str, NoteFacts, str], bool]


def lacking(visit: Visit, need: str, meets: Meets, says: str, searched: tuple[str, ...]) -> Iterator[Fault]:
    """A fault for each procedure of the visit that the note names and whose need it does not meet.

    `meets` is asked of each passage that speaks of the procedure: its words, the note's facts, the code. `says`
    completes "97140 (manual therapy): «MT 15 min» ...". A procedure that the note does not name is
    a matter of NO133.
    """
    found = noted.facts(visit)
    if found is None:
        return
    for code in _procedures(visit, found, documentation.needing(need)):
        named = mentions(visit, code)
        if not named or any(meets(passage(visit, mention, code).span, found, code) for mention in named):
            continue
        words = _treatment(found, named[0])
        message = f"{label(code)}: «{' '.join(words.span.split())}» {says}"
        line = next(iter(visit.having(frozenset({code}))), None)
        place = "code" if line else "note/text"
        yield Fault(message, line, place, evidence=(words,), searched=searched)


def mentions(visit: Visit, code: str) -> list[Span]:
    """Where today's part of the note speaks of a procedure, by its number or by the words for it."""
    found, text = noted.facts(visit), noted.text(visit)
    if found is None or code not in documentation.described():
        return []
    old = [(part.start, part.end) for part in found.copied]
    return [
        Span(m.start(), m.end(), m[0])
        for m in documentation.called(code).finditer(text)
        if not any(start <= m.start() < end for start, end in old)
        and not _UNTICKED.search(text, max(0, m.start() - 8), m.start())
    ]


def passage(visit: Visit, mention: Span, code: str) -> Span:
    """The words that go with a mention: from its clause's beginning to the next procedure number or paragraph."""
    text = noted.text(visit)
    floor = max(0, mention.start - _BEFORE)
    cuts = [cut.end() for cut in _CLAUSE.finditer(text, floor, mention.start)]
    start, stop = cuts[-1] if cuts else floor, min(len(text), mention.end + _BEHIND)
    end = _END.search(text, mention.end, stop)
    stop = end.start() if end else stop
    following = (m.start() for m in _CODE.finditer(text, mention.end, stop) if m[0] != code)
    stop = next(following, stop)
    return Span(start, stop, text[start:stop])


def left(words: str, code: str) -> str:
    """What the first clause of a passage says beyond the procedure's name, its figures and words that name nothing."""
    named = documentation.called(code).search(words)
    end = _CLAUSE.search(words, named.end() if named else 0)
    said = documentation.called(code).sub(" ", words[: end.start()] if end else words)
    return " ".join(word for word in _WORD.findall(said) if word.lower() not in _EMPTY)


def _treatment(found: NoteFacts, mention: Span) -> Span:
    """The treatment that holds a mention, else the mention itself."""
    around = (t for t in found.treatments if t.start <= mention.start < t.end)
    return next((noted.span(t) for t in around), mention)


def _procedures(visit: Visit, found: NoteFacts, codes: frozenset[str]) -> list[str]:
    """The procedures of the visit: what is billed, or what the note gives under a code where nothing is."""
    present = visit.codes if visit.lines else {t.cpt for t in found.treatments if t.cpt}
    return sorted(codes & present)
