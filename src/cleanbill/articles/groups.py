"""The groups of an article's codes: those in which a code stands, and what follows for a diagnosis."""

import sqlite3
from collections.abc import Sequence

from msgspec.structs import replace

from cleanbill.articles.paragraph import names
from cleanbill.model.coverage import CodeGroup, Verdict

_ROLES = ("service", "covered", "noncovered")


def groups(db: sqlite3.Connection, key: tuple[int, int], service: str) -> tuple[CodeGroup, ...]:
    """Every group of an article that holds codes, by role and number."""
    sql = (
        "SELECT s.role, s.number, s.codes, coalesce(g.paragraph, '') FROM size s "
        "LEFT JOIN grp g USING (id, version, role, number) WHERE s.id = ? AND s.version = ?"
    )
    rows = sorted(db.execute(sql, key).fetchall(), key=lambda row: (_ROLES.index(row[0]), row[1]))
    return tuple(
        CodeGroup(role, number, codes, paragraph, names(paragraph, service)) for role, number, codes, paragraph in rows
    )


def standing(
    db: sqlite3.Connection, key: tuple[int, int], every: Sequence[CodeGroup], code: str
) -> tuple[CodeGroup, ...]:
    """The groups in which a code stands, with what its asterisk means where the list marks it."""
    sql = (
        "SELECT c.role, c.grp, CASE WHEN c.asterisk THEN coalesce(g.asterisk, '') ELSE '' END FROM code c "
        "LEFT JOIN grp g ON (g.id, g.version, g.role, g.number) = (c.id, c.version, c.role, c.grp) "
        "WHERE c.role IN ('service', 'covered', 'noncovered') AND c.code = ? AND c.id = ? AND c.version = ?"
    )
    found = {row[:2]: row[2] for row in db.execute(sql, (code.replace(".", ""), *key))}
    places = ((group, (group.role, group.number)) for group in every)
    return tuple(replace(group, asterisk=found[place]) for group, place in places if place in found)


def verdict(every: Sequence[CodeGroup], found: Sequence[CodeGroup]) -> Verdict:
    """What the groups say of a diagnosis. One whose paragraph names only other services says nothing of this one."""
    if not any(group.role != "service" for group in every):
        return "no_list"
    roles = {group.role for group in found if group.speaks_of_service is not False}
    if "noncovered" in roles:
        return "not_covered"
    if "covered" in roles:
        return "supports"
    return "other_service" if found else "not_listed"
