"""How answers are put into words: a phrase with places for answers.

`{minutes}` is the answer to that item, `[, {minutes} min]` is left out where an answer in it is missing, and of
`[ {sets}x{reps}| {sets} sets]` the first is taken that has its answers. The words of a choice may be a phrase too.
"""

import datetime as dt
import re
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from cleanbill.questionnaires.answers import Scope
from cleanbill.questionnaires.definition import Item, path_of

PART = re.compile(r"\{(?P<name>[a-z_.]+)\}|(?P<mark>[\[\]|])|(?P<text>[^{}\[\]|]+)")


class Piece(NamedTuple):
    """Words, and the path of the item they answer ("" for the phrase's own)."""

    text: str
    path: str = ""


class Place(NamedTuple):
    """Where an answer stands in a phrase."""

    name: str


class Choice(NamedTuple):
    """What may be left out: alternatives, of which the first is said that can be."""

    phrases: tuple["Parts", ...]


Parts = tuple[str | Place | Choice, ...]


@cache
def parse(phrase: str) -> Parts:
    """The phrase as text, places and, nested, what may be left out."""
    stack: list[list[list[str | Place | Choice]]] = [[[]]]  # open brackets, each with its alternatives so far
    for match in PART.finditer(phrase):
        if match["mark"] == "[":
            stack.append([[]])
        elif match["mark"] == "|":
            stack[-1].append([])
        elif match["mark"] == "]":
            closed = Choice(tuple(map(tuple, stack.pop())))
            stack[-1][-1].append(closed)
        else:
            stack[-1][-1].append(Place(match["name"]) if match["name"] else match["text"])
    return tuple(stack[0][0])


def names(phrase: str) -> set[str]:
    """The items that a phrase puts into words."""
    return {match["name"] for match in PART.finditer(phrase) if match["name"]}


def spoken(phrase: str, scope: Scope, items: dict[str, Item]) -> list[Piece] | None:
    """The phrase in words; None where an answer is missing that it cannot do without. `items`: the form's, by path."""
    return _said(parse(phrase), scope, items)


def _said(parts: Parts, scope: Scope, items: dict[str, Item]) -> list[Piece] | None:
    pieces: list[Piece] = []
    for part in parts:
        if isinstance(part, str):
            pieces.append(Piece(part))
        elif isinstance(part, Place):
            path = path_of(part.name, scope.group)
            said = words(items[path], scope.answer(part.name), path, scope, items)
            if not said:
                return None
            pieces += said
        else:
            spoken_ones = (_said(each, scope, items) for each in part.phrases)
            pieces += next((said for said in spoken_ones if said), [])
    return pieces


def words(item: Item, answer: Any, path: str, scope: Scope, items: dict[str, Item]) -> list[Piece]:
    """An answer in words; empty where there is none."""
    if not isinstance(answer, list):
        return list(_word(item, answer, path, scope, items))
    pieces: list[Piece] = []
    for index, each in enumerate(answer):
        said = list(_word(item, each, f"{path}/{index}", scope, items))
        pieces += [Piece(", "), *said] if pieces and said else said
    return pieces


def _word(item: Item, answer: Any, path: str, scope: Scope, items: dict[str, Item]) -> Iterator[Piece]:
    if answer is None:
        return
    if item.kind == "yes_no":
        text = item.yes if answer else item.no
    elif item.kind == "choice":
        option = item.option(answer)
        text = option.say or option.label[:1].lower() + option.label[1:] if option else ""
    elif isinstance(answer, dt.date):
        text = f"{answer:%m/%d/%Y}"
    else:
        text = f"{answer:g}" if isinstance(answer, int | float) else str(answer).rstrip(" .;,")
    if item.kind in ("choice", "yes_no") and "{" in text:
        for piece in spoken(text, scope, items) or []:
            yield piece if piece.path else Piece(piece.text, path)
    elif text:
        yield Piece(text, path)
