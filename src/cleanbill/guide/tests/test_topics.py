"""The topics: every code they name is a code, every source they cite is known, every procedure has its facts."""

import datetime as dt
import re
from collections.abc import Iterator

import pytest

from cleanbill import codes
from cleanbill.codes.procedures import PROCEDURES
from cleanbill.guide import services, sources, topics
from cleanbill.guide.topics import Topic
from cleanbill.rules import register

ON = dt.date(2026, 11, 2)
CODE = re.compile(r"(?<![A-Z0-9.])[A-TV-Z]\d[0-9A-Z](?:\.[0-9A-Z]{1,4})?(?![0-9A-Z])")
PROCEDURE = re.compile(r"(?<![\d-])(?:\d{5}|G\d{4})(?![\d-])")
OF_THE_CODE_SET = {"tabular", "dates", "successors", "secondary"}
every_topic = pytest.mark.parametrize("name", topics.topics())


def _words(topic: Topic) -> Iterator[str]:
    yield from topic.codes
    yield from topic.synonyms
    for point in (*topic.points, *topic.note):
        yield point.text
    for neighbour in topic.neighbours:
        yield from (neighbour.code, neighbour.when)
    for correction in topic.corrections:
        yield from (correction.said, correction.right)
    for asked in topic.questions:
        yield from (asked.ask, asked.answer)


def _cited(topic: Topic) -> list[tuple[str, ...]]:
    """The sources of each entry."""
    points = [point.sources for point in (*topic.points, *topic.note)]
    others = [each.sources for each in topic.neighbours] + [each.sources for each in topic.corrections]
    return points + others + [asked.sources for asked in topic.questions]


@every_topic
def test_every_code_a_topic_names_is_in_the_code_set_or_said_not_to_be(name: str) -> None:
    topic, release = topics.topics()[name], codes.release(ON)
    named = {code for text in _words(topic) for code in CODE.findall(text)}
    assert named
    absent = {code for code in named if not release.status(code, ON).exists}
    assert absent == set(topic.not_codes) & named


@every_topic
def test_a_code_that_is_no_code_is_named_only_where_it_is_corrected(name: str) -> None:
    topic, release = topics.topics()[name], codes.release(ON)
    for code in topic.not_codes:
        assert release.status(code, ON).kind in ("unknown", "retired")
    assert not {n.code for n in topic.neighbours} & set(topic.not_codes)


@every_topic
def test_every_entry_of_a_topic_covers_a_code(name: str) -> None:
    keys = [row[0] for row in codes.release(ON).rows("SELECT code FROM node WHERE level IN ('diag', 'seventh')")]
    for prefix in topics.topics()[name].codes:
        assert any(topics.covers(prefix, code) for code in keys), prefix


@every_topic
def test_every_source_a_topic_cites_is_known(name: str) -> None:
    topic = topics.topics()[name]
    known = set(sources.known()) | OF_THE_CODE_SET
    assert _cited(topic)
    for cited in _cited(topic):
        assert cited
        assert set(cited) <= known


@every_topic
def test_our_own_reading_never_poses_as_official(name: str) -> None:
    topic = topics.topics()[name]
    said = [(e.sources, e.standing) for e in (*topic.points, *topic.note)]
    said += [(n.sources, n.standing) for n in topic.neighbours]
    said += [(q.sources, q.standing) for q in topic.questions]
    for cited, standing in said:
        if set(cited) <= {"ours", "practice"}:
            assert standing in ("ours", "advice"), cited


@every_topic
def test_every_procedure_a_topic_names_is_in_the_house_table(name: str) -> None:
    for text in _words(topics.topics()[name]):
        for code in PROCEDURE.findall(text):
            assert code in PROCEDURES, text


def test_a_code_has_at_most_one_topic() -> None:
    """Two would contradict each other before long."""
    release = codes.release(ON)
    for row in release.rows("SELECT code FROM node WHERE level IN ('diag', 'seventh')"):
        assert len(topics.of(row[0], ON)) <= 1, row[0]


def test_topics_hold_from_the_oldest_edition_on() -> None:
    assert topics.of("M62.830", dt.date(2025, 10, 1))
    assert not topics.of("M62.830", dt.date(2025, 9, 30))
    assert not topics.of("M67.A01", dt.date(2026, 9, 30))


def test_every_procedure_of_a_set_says_what_the_note_must_show() -> None:
    for name in {topic.services for topic in topics.topics().values() if topic.services}:
        for code in services.services(name).codes:
            assert code in PROCEDURES, code
            assert any(code in need.codes for need in services.needs()), code


def test_every_need_cites_known_sources_and_known_procedures() -> None:
    for need in services.needs():
        assert set(need.sources) <= set(sources.known()), need
        assert set(need.codes) <= set(PROCEDURES), need
        assert bool(need.who) == need.shared, need


def test_every_rule_named_on_a_page_exists() -> None:
    ids = {rule.id for rule in register()}
    for code in PROCEDURES:
        assert set(services.rules(code)) <= ids


def test_a_source_has_one_id() -> None:
    contents = [(s.title, s.section, s.edition) for s in sources.known().values()]
    assert len(contents) == len(set(contents))
    assert all(source.title and source.section and source.edition for source in sources.known().values())


def test_an_id_of_the_code_set_is_no_other_source() -> None:
    assert not set(sources.known()) & OF_THE_CODE_SET
