"""A page can be made of every code of the set, and every sentence of it has its source."""

import datetime as dt
from functools import cache

import pytest

from cleanbill import codes
from cleanbill.guide import markdown
from cleanbill.guide.build import page
from cleanbill.guide.page import Guide, Statements

ON = dt.date(2026, 11, 2)
LAST_YEAR = dt.date(2026, 9, 30)
ROWS = 98_403


@cache
def _keys(on: dt.date) -> list[str]:
    sql = "SELECT key FROM node WHERE level IN ('diag', 'seventh') ORDER BY id"
    return [row[0] for row in codes.release(on).rows(sql)]


def _parts() -> list[str]:
    """Beginnings of codes that share the set out between test processes: injuries are a third of it."""
    return sorted({key[:2] if key[0] in "ST" else key[0] for key in _keys(ON)})


def _unsourced(guide: Guide) -> list[str]:
    """The ids that are cited and not listed, and a sign where a sentence cites nothing."""
    listed = {source.id for source in guide.sources}
    found = []
    for section in guide.sections:
        for block in section.blocks:
            for ids in block.cited():
                found += [id_ for id_ in ids if id_ not in listed] or ([] if ids else [f"{section.kind}: none"])
    return found


@pytest.mark.parametrize("part", _parts())
def test_every_code_has_a_page_whose_every_sentence_has_a_source(part: str) -> None:
    release = codes.release(ON)
    mine = [key for key in _keys(ON) if key.startswith(part)]
    assert mine
    for key in mine:
        guide = page(release, release.lookup(key, ON))
        assert guide.found, key
        assert guide.title, key
        assert not _unsourced(guide), key


def test_the_walk_covers_the_whole_set() -> None:
    assert len(_keys(ON)) == ROWS
    assert sum(key.startswith(part) for part in _parts() for key in _keys(ON)) == ROWS


@pytest.mark.parametrize("on", [ON, LAST_YEAR])
@pytest.mark.parametrize("part", range(4))
def test_a_page_reads_as_markdown(on: dt.date, part: int) -> None:
    release = codes.release(on)
    for key in _keys(on)[part * 65 :: 260]:
        guide = page(release, release.lookup(key, on))
        text = markdown.render(guide)
        assert text.startswith(f"# {guide.code}")
        assert "## Sources" in text
        assert not [line for line in text.splitlines() if line.startswith("|") and not line.endswith("|")], key
        assert "  |" not in text.replace("|  |", ""), key


@pytest.mark.parametrize(
    "code", ["M62.830", "S39.012A", "E11.9", "Z47.1", "O26.891", "W18.30XA", "M54.5", "S39.012", "T52.8X1A", "13"]
)
def test_every_source_can_be_opened_by_a_coder(code: str) -> None:
    release = codes.release(ON)
    for source in page(release, release.lookup(code, ON)).sources:
        assert source.title, source
        assert source.section, source
        assert source.edition, source


def test_no_section_is_empty_and_no_statement_is_said_twice_in_one() -> None:
    release = codes.release(ON)
    for key in _keys(ON)[::997]:
        for section in page(release, release.lookup(key, ON)).sections:
            assert section.blocks, (key, section.kind)
            for block in section.blocks:
                if isinstance(block, Statements):
                    texts = [item.text for item in block.items]
                    assert texts, (key, section.kind)
                    assert len(texts) == len(set(texts)), (key, section.kind)
