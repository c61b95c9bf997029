"""The code search against searches as people type them: how often the answer is first, how often among ten, how fast.

python benchmarks/search.py [--half tune|held] [--misses]

Misses are listed for the half that may be tuned on, never for the one held back.
"""

import argparse
import csv
import datetime as dt
import statistics
import time
from pathlib import Path
from typing import NamedTuple

import cleanbill

ON = dt.date(2026, 11, 2)
HALVES = ("tune", "held")
LIMIT = 10


class Query(NamedTuple):
    """A row of the query files: the words, the answers accepted, where the words come from, musculoskeletal or not."""

    text: str
    accepted: tuple[str, ...]
    origin: str
    msk: str


class Answer(NamedTuple):
    """What the search gave: the rank of the first accepted code (0: not among the first ten), first code, seconds."""

    query: Query
    rank: int
    first: str
    seconds: float


def queries(half: str) -> list[Query]:
    """The queries of one half."""
    path = Path(__file__).with_name(f"search_queries_{half}.csv")
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return [Query(r["query"], tuple(r["accepted"].split()), r["origin"], r["msk"]) for r in csv.DictReader(lines)]


def accepts(accepted: str, code: str) -> bool:
    """Whether the code is the answer, or begins as an answer that ends in "-" does."""
    return code.startswith(accepted[:-1]) if accepted.endswith("-") else code == accepted


def asked(query: Query) -> Answer:
    """The query put to the search, timed."""
    start = time.perf_counter()
    found = cleanbill.search(query.text, on=ON, limit=LIMIT, billable=True)
    seconds = time.perf_counter() - start
    right = (n for n, hit in enumerate(found, 1) if any(accepts(a, hit.code) for a in query.accepted))
    return Answer(query, next(right, 0), found[0].code if found else "nothing", seconds)


def scores(answers: list[Answer]) -> None:
    """Print hit@1 and hit@10 of all, by origin and by musculoskeletal or not."""
    groups: dict[str, list[Answer]] = {}
    for answer in answers:
        for name in ("all", f"msk {answer.query.msk}", f"origin {answer.query.origin}"):
            groups.setdefault(name, []).append(answer)
    for name, group in sorted(groups.items()):
        first = sum(answer.rank == 1 for answer in group) / len(group)
        ten = sum(answer.rank > 0 for answer in group) / len(group)
        print(f"  {name:20}{len(group):5}  hit@1 {first:6.1%}  hit@10 {ten:6.1%}")


def times(answers: list[Answer]) -> None:
    """Print the time per query."""
    ms = [answer.seconds * 1e3 for answer in answers]
    p95 = statistics.quantiles(ms, n=20)[-1]
    print(f"  ms per query: median {statistics.median(ms):.2f}, p95 {p95:.2f}, max {max(ms):.2f}")


def misses(answers: list[Answer]) -> None:
    """Print the queries whose first answer is not accepted, with its rank (0: none) and what came first."""
    for query, rank, first, _ in answers:
        if rank != 1:
            print(f"  {rank:2} {query.text}: {first}, not {' '.join(query.accepted)}")


def main() -> None:
    """Measure the halves asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--half", choices=HALVES, help="default: both")
    parser.add_argument("--misses", action="store_true", help="list the misses of tune")
    options = parser.parse_args()
    cleanbill.search("warm up", on=ON, limit=LIMIT, billable=True)
    for half in [options.half] if options.half else HALVES:
        answers = [asked(query) for query in queries(half)]
        print(half)
        scores(answers)
        times(answers)
        if options.misses and half == "tune":
            misses(answers)


if __name__ == "__main__":
    main()
