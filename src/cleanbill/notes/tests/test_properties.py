"""What holds of any text, and how right the reading is on the shared sets."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleanbill.model.reading import NoteFacts
from cleanbill.notes import missing, read
from cleanbill.notes.assertion import Judge
from cleanbill.notes.page import Page, fold
from cleanbill.notes.words import canonical, one_edit

SHARED = Path(__file__).parents[5] / "shared" / "data" / "notes"
PIECES = (
    "S:", "O:", "A:", "P:", "R:", "T:", "\n", "\n\n", ", ", ". ", "; ", "no ", "denies ", "(-) ", "(+)", "[x] ", "[ ] ",
    "( ) yes ", "(x) no ", "spasm ", "TTP ", "L4-5 ", "R ", "L ", "lumbar ", "flex 40/60 ", "15 min ", "3x10 ",
    "[Copied from 09/08: ", "]", "97110 ", "x 3/7 ", "on 3/2/26 ", "MVA ", "Plan:", "CMT C/T/L ", "to reduce ", "4/5 ",
    "ODI 42% ", "Goal: ", "STG 1. ", "2x/wk x 6 wks ", "T6 PR ", "/s/ A Lee DC ", "DOS: 11.2.26 ", "since Labor Day ",
    "İ", "😀", "½", "\u2028", "99999999999", "chronic ", "3 wks ago ", "mother ", "if ", "DOS: ", "13/45/26 ",
)  # fmt: skip


def spans(facts: NoteFacts) -> list[tuple[int, int, str]]:
    """Every stretch that the facts quote."""
    found = [(x.start, x.end, x.span) for x in facts.objective_findings]
    found += [(x.start, x.end, x.span) for x in facts.assertions]
    found += [(x.start, x.end, x.span) for x in facts.treatments]
    found += [(x.start, x.end, x.span) for x in facts.functional_limits]
    found += [(x.start, x.end, x.span) for x in (facts.site, facts.rationale) if x]
    for each in (facts.measures, facts.goals, facts.segments, facts.part_elements, facts.plan, facts.copied):
        found += [(x.start, x.end, x.span) for x in each]
    found += [(x.start, x.end, x.span) for x in (facts.signature,) if x]
    found += [(x.start, x.end, x.span) for conflict in facts.conflicts for x in conflict.spans]
    for fact in facts.facts:
        found.append((fact.start, fact.end, fact.span))
        if fact.trigger:
            found.append((fact.trigger.start, fact.trigger.end, fact.trigger.span))
    return found


@given(st.one_of(st.text(), st.lists(st.sampled_from(PIECES), max_size=60).map("".join)))
@settings(deadline=None, max_examples=300)
def test_any_text_is_read_and_every_span_is_its_own_words(text: str) -> None:
    facts = read(text)
    missing(facts)
    assert all(0 <= start < end <= len(text) and text[start:end] == said for start, end, said in spans(facts))


@given(st.text())
def test_the_folded_view_is_as_long_as_the_text(text: str) -> None:
    assert len(fold(text)) == len(text)


@pytest.mark.skipif(not SHARED.exists(), reason="needs the shared notes beside the repository")
def test_a_note_gives_the_same_facts_in_every_process() -> None:
    """The order of a set differs from process to process; nothing that is read may follow it."""
    program = (
        "import datetime, json, sys; from msgspec.json import encode; from cleanbill.notes import read\n"
        "for line in open(sys.argv[1], encoding='utf-8'):"
        " print(encode(read(json.loads(line)['text'], datetime.date(2026, 11, 12))))"
    )
    command = [sys.executable, "-c", program, str(SHARED / "dev_msk.jsonl")]
    one, other = (subprocess.check_output(command, env={**os.environ, "PYTHONHASHSEED": seed}) for seed in "12")
    assert one
    assert one == other


@pytest.mark.parametrize(
    "piece",
    ["no spasm, ", "(", "[x] spasm ", "\n", ": ", "on 1/2/20 fell ", "and ", "Cervicalgia M54.2.\n", "L TKA 8/17/26 "],
)
def test_time_goes_with_length(piece: str) -> None:
    def seconds(length: int) -> float:
        start = time.process_time()
        read(piece * (length // len(piece)))
        return time.process_time() - start

    seconds(1000)
    assert seconds(80_000) < 16 * seconds(20_000) + 0.5


@pytest.mark.parametrize(
    ("one", "other", "close"),
    [
        ("lumar", "lumbar", True),
        ("truama", "trauma", True),
        ("injry", "injury", True),
        ("lumbar", "lumber", True),
        ("sprain", "trains", False),
        ("lumr", "lumbar", False),
        ("spasm", "spasm", True),
    ],
)
def test_one_slip_of_the_pen_is_forgiven(one: str, other: str, close: bool) -> None:
    assert one_edit(one, other) is close


@pytest.mark.parametrize("word", ["patent", "confusion", "rising", "started", "thing", "maternal", "train"])
def test_real_words_are_not_corrected(word: str) -> None:
    assert canonical(Page(word)) == [word]


@pytest.mark.skipif(not SHARED.exists(), reason="needs the shared notes beside the repository")
def test_negation_on_the_negex_sentences() -> None:
    hits = false = missed = 0
    for line in (SHARED / "negex_part.jsonl").read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        at = record["sentence"].find(record["concept"].upper())
        said = False
        if at >= 0:
            page = Page(record["sentence"])
            words = canonical(page)
            first = min(page.token_at(at), len(words) - 1)
            last = max(page.token_at(at + len(record["concept"])), first + 1)
            said = Judge(page, words).judge(first, last).status == "negated"
        gold = record["negation"] == "Negated"
        hits, false, missed = hits + (gold and said), false + (said and not gold), missed + (gold and not said)
    assert 2 * hits / (2 * hits + false + missed) >= 0.95


@pytest.mark.skipif(not SHARED.exists(), reason="needs the shared notes beside the repository")
def test_scalars_of_the_development_notes() -> None:
    wrong = []
    for line in (SHARED / "dev_msk.jsonl").read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        facts, gold = read(record["text"]), record["gold"]
        for name in ("onset", "trauma", "spasm"):
            wanted = gold[name] if isinstance(gold[name], list) else [gold[name]]
            if wanted != [None] and getattr(facts, name) not in wanted:
                wrong.append((record["id"], name, getattr(facts, name)))
        unsure = set(gold["missing_unsure"])
        if set(missing(facts)) - unsure != set(gold["missing"]) - unsure:
            wrong.append((record["id"], "missing", missing(facts)))
    assert len(wrong) <= 3, wrong


@pytest.mark.skipif(not SHARED.exists(), reason="needs the shared notes beside the repository")
def test_dictated_notes_are_read_without_fault() -> None:
    for line in (SHARED / "mtsamples_part.jsonl").read_text(encoding="utf-8").splitlines()[::12]:
        text = json.loads(line)["text"]
        assert all(text[start:end] == said for start, end, said in spans(read(text)))
