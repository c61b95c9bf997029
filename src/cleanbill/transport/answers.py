"""What each kind of answer says of what was sent. `HANDLERS` is the table by kind; a later layer may give another."""

from collections.abc import Callable, Iterator
from itertools import pairwise, takewhile

from msgspec import structs

from cleanbill.transport.documents import Answers
from cleanbill.transport.matching import Answer, Place, of_batch, of_file, of_reference, of_set
from cleanbill.transport.states import State
from cleanbill.transport.store import Store
from cleanbill.x12.claim_status.statuses import COMPOSITES
from cleanbill.x12.sets import Elements, Head

Handler = Callable[[Store, Answers], list[Answer]]
"""Takes one answer within the transaction that takes its document: what it writes is kept with it, and once."""

_READ = ("A", "E")  # accepted, also with errors or in part of it
_REFUSED = ("A3", "A4", "A6", "A7", "A8")  # categories of claim status that mean: not in adjudication
_TAKEN = ("A0", "A1", "A2", "A5")


def interchange(store: Store, answers: Answers) -> list[Answer]:
    """TA1: whether the envelope of a file could be read."""
    (ta1,) = answers.segments
    number, verdict, note = ta1[1], ta1[4], ta1[5]
    file = of_file(store, answers.head, number)
    state: State = "acknowledged" if verdict in _READ else "rejected"
    reason = "" if note == "000" else f"TA1 note {note}"
    return _of_places(of_set(store, file) if file else [], number, state, reason)


def functional(store: Store, answers: Answers) -> list[Answer]:
    """999: whether the sets of a group follow the guide. A set is read or refused as a whole."""
    found: list[Answer] = []
    group = control = where = ""
    at_fault: set[str] = set()
    for segment in answers.segments:
        if segment[0] == "AK1":
            group = segment[2]
        elif segment[0] == "AK2":
            control, where, at_fault = segment[2], "", set()
        elif segment[0] == "CTX" and segment[1].startswith("CLM01"):
            at_fault.add(segment[1].split(answers.head.component)[-1])
        elif segment[0] == "IK3":
            where = where or f": {segment[1]}, segment {segment[2]}, code {segment[4]}"
        elif segment[0] == "IK5" or (segment[0] == "AK9" and not control):
            file = of_file(store, answers.head, group)
            places = of_set(store, file, control) if file else []
            if segment[1] in _READ:
                found += _of_places(places, group, "acknowledged", "")
            else:
                found += _refused(places, group, f"999 {segment[1]}{where}", at_fault)
    return found or [Answer(group)]


def _refused(places: list[Place], group: str, why: str, at_fault: set[str]) -> list[Answer]:
    """The claims of a set that is refused, each told whether it is at fault."""
    other = f"{why}, in another claim: send this one again"
    return [
        structs.replace(one, reason=why if not at_fault or one.reference in at_fault else other)
        for one in _of_places(places, group, "rejected", "")
    ]


def claim_status(store: Store, answers: Answers) -> list[Answer]:
    """277CA: which claims the payer or clearinghouse took, and its number for each."""
    batch: dict[str, Place] = {}
    whole: list[Answer] = []
    found: list[Answer] = []
    for level in _levels(answers):
        said = _said(level, answers.head.component)
        if level[0][3] == "PT":
            place = of_reference(store, answers.head, said.reference, batch)
            found.append(_placed(said, place))
        elif level[0][3] == "21":
            places = of_batch(store, answers.head, said.reference)
            batch = {place.reference.upper(): place for place in places}
            if said.state == "rejected":
                whole = _of_places(places, said.reference, "rejected", said.reason)
    return found or whole or [Answer("")]


def _levels(answers: Answers) -> Iterator[list[Elements]]:
    """The segments of each HL, with it."""
    level: list[Elements] = []
    for segment in answers.segments:
        if segment[0] == "HL" and level:
            yield level
        if segment[0] == "HL" or level:
            level = [segment] if segment[0] == "HL" else [*level, segment]
    if level:
        yield level


def _said(level: list[Elements], component: str) -> Answer:
    """What is said of the level itself: the lines of a claim, which follow, only say why."""
    reference = number = reason = ""
    state: State | None = None
    for segment in level:
        if segment[0] == "TRN":
            reference = segment[2]
        elif segment[0] == "STC":
            category = segment[1][:2]
            if category in _REFUSED or segment[3] == "U":
                state = "rejected"
                reason = " ".join(filter(None, (reason, segment[1].replace(component, ":"), segment[12])))
            elif category in _TAKEN and state is None:
                state = "accepted"
        elif segment[0] == "REF" and segment[1] == "1K":
            number = segment[2]
    return Answer(reference, state=state, reason=reason, payer_number=number)


def payment(store: Store, answers: Answers) -> list[Answer]:
    """835: the claims that the payer decided on, what was paid of each, and the payer's numbers."""
    return [
        _placed(
            Answer(clp[1], state="adjudicated", reason=f"{clp[4]} of {clp[3]}, status {clp[2]}", payer_number=clp[7]),
            of_reference(store, answers.head, clp[1]),
        )
        for clp in answers.segments
        if clp[0] == "CLP"
    ] or [Answer("")]


def status_reply(store: Store, answers: Answers) -> list[Answer]:
    """277: where a claim stands, by its own id or the question's trace, and the payer's number of it."""
    replies = [reply for level in _levels(answers) for reply in _replies(level)]
    return [_standing(store, answers.head, one) for one in replies] or [Answer("")]


def _replies(level: list[Elements]) -> Iterator[list[Elements]]:
    """What a level says to each question, from its trace on; the lines of a claim, which follow, only say why."""
    traces = [at for at, segment in enumerate(level) if segment[0] == "TRN"]
    for first, after in pairwise([*traces, len(level)]):
        yield list(takewhile(lambda segment: segment[0] != "SVC", level[first:after]))


def _standing(store: Store, head: Head, said: list[Elements]) -> Answer:
    numbers = {segment[1]: segment[2] for segment in said if segment[0] == "REF"}
    statuses = [segment[at] for segment in said if segment[0] == "STC" for at in COMPOSITES if segment[at]]
    names = [*filter(None, (numbers.get("EJ"), said[0][2]))]
    place = next(filter(None, (of_reference(store, head, one) for one in names)), None)
    return Answer(
        place.reference if place else "".join(names[:1]),
        place.file if place else "",
        place.version if place else "",
        reason=" ".join(statuses).replace(head.component, ":"),
        payer_number=numbers.get("1K", ""),
    )


def reply(store: Store, answers: Answers) -> list[Answer]:
    """271 and 278: which question is answered, by its trace."""
    refused = " ".join(f"AAA {segment[3]}" for segment in answers.segments if segment[0] == "AAA")
    traces = dict.fromkeys(segment[2] for segment in answers.segments if segment[0] == "TRN" and segment[1] == "2")
    return [_placed(Answer(trace, reason=refused), of_reference(store, answers.head, trace)) for trace in traces] or [
        Answer("")
    ]


def _of_places(places: list[Place], reference: str, state: State, reason: str) -> list[Answer]:
    return [Answer(place.reference, place.file, place.version, state, reason) for place in places] or [
        Answer(reference)
    ]


def _placed(said: Answer, place: Place | None) -> Answer:
    return structs.replace(said, file=place.file, version=place.version) if place else said


HANDLERS: dict[str, Handler] = {
    "TA1": interchange,
    "999": functional,
    "277CA": claim_status,
    "835": payment,
    "277": status_reply,
    "271": reply,
    "278": reply,
}
