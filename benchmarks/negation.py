"""Negation on the NegEx test sentences: cleanbill, and medspaCy and negspacy where they are at hand.

    MEDSPACY_PYTHON=... NEGSPACY_PYTHON=... python benchmarks/negation.py

The two name interpreters of environments of their own (`pip install medspacy==1.3.1`, `pip install negspacy==1.1.0`):
their pins exclude each other, and cleanbill needs neither. Each is given the sentence with its concept marked, and
asked whether the concept is negated. Needs the `shared` folder beside the repository.
"""

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

SENTENCES = Path(__file__).resolve().parents[2] / "shared" / "data" / "notes" / "negex_part.jsonl"

MEDSPACY = """
import spacy, medspacy
from medspacy.context import ConText
nlp = spacy.blank("en"); nlp.add_pipe("sentencizer"); nlp.add_pipe("medspacy_context")
def negated(doc, span):
    doc.ents = [span]; nlp.get_pipe("medspacy_context")(doc); return doc.ents[0]._.is_negated
def prepared(text): return nlp.get_pipe("sentencizer")(nlp.make_doc(text))
"""
NEGSPACY = """
import spacy
from negspacy.negation import Negex
nlp = spacy.blank("en"); nlp.add_pipe("sentencizer"); nlp.add_pipe("negex", config={"neg_termset": {TERMS}})
def negated(doc, span):
    doc.ents = [span]; nlp.get_pipe("negex")(doc); return doc.ents[0]._.negex
def prepared(text): return nlp.get_pipe("sentencizer")(nlp.make_doc(text))
"""
RUN = """
import json, sys, time
rows = [json.loads(line) for line in sys.stdin]
said = []
start = time.perf_counter()
for row in rows:
    doc = prepared(row["sentence"]); at = row["sentence"].find(row["concept"].upper())
    span = doc.char_span(at, at + len(row["concept"]), alignment_mode="expand", label="CONCEPT") if at >= 0 else None
    said.append(bool(span is not None and negated(doc, span)))
print(json.dumps([said, time.perf_counter() - start]))
"""


def ours(rows: list[dict[str, Any]]) -> tuple[list[bool], float]:
    """What cleanbill says of each sentence, and the seconds it took."""
    from cleanbill.notes.assertion import Judge
    from cleanbill.notes.page import Page
    from cleanbill.notes.words import canonical

    said = []
    start = time.perf_counter()
    for row in rows:
        concept, sentence = row["concept"].upper(), row["sentence"]
        at = sentence.find(concept)
        negated = False
        if at >= 0:
            page = Page(sentence)
            words = canonical(page)
            first = min(page.token_at(at), len(words) - 1)
            last = max(page.token_at(at + len(concept)), first + 1)
            negated = Judge(page, words).judge(first, last).status == "negated"
        said.append(negated)
    return said, time.perf_counter() - start


def theirs(python: str, script: str, rows: list[dict[str, Any]]) -> tuple[list[bool], float]:
    """The same from a library in an environment of its own."""
    given = "\n".join(json.dumps(row) for row in rows)
    run = subprocess.run([python, "-c", script + RUN], input=given, capture_output=True, text=True, check=True)
    said, seconds = json.loads(run.stdout.splitlines()[-1])
    return said, seconds


def show(name: str, rows: list[dict[str, Any]], said: list[bool], seconds: float) -> None:
    """A line: precision, recall, F1, and sentences a second."""
    pairs = [(row["negation"] == "Negated", one) for row, one in zip(rows, said, strict=True)]
    hits, false = pairs.count((True, True)), pairs.count((False, True))
    precision, recall = hits / (hits + false), hits / sum(gold for gold, _ in pairs)
    f1 = 2 * precision * recall / (precision + recall)
    print(f"{name:24} P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}  {len(rows) / seconds:8,.0f} sentences/s")


def main() -> None:
    """Measure what is at hand."""
    with SENTENCES.open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    show("cleanbill", rows, *ours(rows))
    if python := os.environ.get("MEDSPACY_PYTHON"):
        show("medspaCy, own rules", rows, *theirs(python, MEDSPACY, rows))
    if python := os.environ.get("NEGSPACY_PYTHON"):
        terms = "from negspacy.termsets import termset\n" + NEGSPACY.replace("{TERMS}", "termset('en').get_patterns()")
        show("negspacy, en", rows, *theirs(python, terms, rows))


if __name__ == "__main__":
    if not SENTENCES.is_file():
        sys.exit("The reference sentences are not beside the repository; nothing to measure.")
    main()
