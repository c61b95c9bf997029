"""Coverage articles as a biller asks of them: is the diagnosis listed, by whom, in which group, on what terms."""

import textwrap

from rich.console import Console
from rich.text import Text

from cleanbill.cli.show import show_labelled, show_verdict, show_wrapped
from cleanbill.codes.procedures import label
from cleanbill.model.coverage import Article, CodeGroup, Coverage

_SHORT = 300  # characters of a paragraph
_VERDICTS = {
    "supports": ("✓ listed as supporting", "bold green"),
    "other_service": ("▲ listed for other services", "bold yellow"),
    "not_covered": ("✗ listed as not supporting", "bold red"),
    "not_listed": ("▲ not listed", "bold yellow"),
    "no_list": ("· no list of diagnoses", "dim"),
    "not_asked": ("", ""),
}
_ROLES = {"covered": "Supports", "noncovered": "Does not"}
_STANDING = (
    "An article without a code list says nothing about diagnoses.",
    "Articles and LCDs bind Medicare's contractors; other payers have policies of their own.",
)


def show_coverage(out: Console, coverage: Coverage) -> None:
    """The count, each article with its verdict, and what must be known beside it."""
    what = label(coverage.code[:20]) + (f" with {coverage.dx[:20]}" if coverage.dx else "")
    n = len(coverage.articles)
    show_verdict(out, what, f"{n} article{'' if n == 1 else 's'}" if n else "no article", "bold" if n else "bold red")
    show_wrapped(out, f"{coverage.edition}. {coverage.reason}")
    if coverage.remark:
        show_wrapped(out, coverage.remark, style="bold red")
    for article in coverage.articles:
        _show_article(out, article)
    out.print()
    for remark in (*_others(coverage), *_STANDING):
        show_wrapped(out, f"– {remark}", hang="  ")
    show_wrapped(out, f"From {coverage.source}, {coverage.sha256[:12]}", style="dim")


def _others(coverage: Coverage) -> tuple[str, ...]:
    others = coverage.other_times
    more = f"; and {len(others) - 3} more" if len(others) > 3 else ""
    return (f"Not in force that day: {'; '.join(others[:3])}{more}.",) if others else ()


def _show_article(out: Console, article: Article) -> None:
    verdict, style = _VERDICTS[article.verdict]
    out.print()
    out.print(Text.assemble((article.id, "bold"), f" version {article.version}", (f"  {verdict}".rstrip(), style)))
    show_wrapped(out, article.title, "   ")
    until = f" to {article.end}" if article.end else ""
    lcds = f"; with {', '.join(article.lcds)}" if article.lcds else ""
    show_labelled(out, "In force", f"from {article.start}{until}{lcds}")
    for name, numbers, states in _by_name(article):
        show_labelled(out, "Issued by", f"{name} ({numbers}): {states}")
    for group in article.found if article.verdict != "not_asked" else (*article.covered, *article.noncovered):
        of = len(article.covered if group.role == "covered" else article.noncovered)
        show_labelled(out, _ROLES[group.role], _in_short(group, of))
    if article.verdict == "not_listed":
        show_labelled(out, "Lists", _lists(article))


def _by_name(article: Article) -> list[tuple[str, str, str]]:
    """Each contractor once, whatever number of contracts it has: name, numbers, states."""
    found = []
    for name in dict.fromkeys(x.name for x in article.contractors):
        mine = [x for x in article.contractors if x.name == name]
        states = sorted({state for x in mine for state in x.states})
        numbers = ", ".join(dict.fromkeys(filter(None, (x.number for x in mine))))
        found.append((name, numbers or "no number", ", ".join(states) or "no state that day"))
    return found


def _in_short(group: CodeGroup, of: int) -> str:
    """Group, size, the beginning of its paragraph, and what its asterisk says."""
    paragraph, asterisk = (textwrap.shorten(x, _SHORT, placeholder=" …") for x in (group.paragraph, group.asterisk))
    size = f"group {group.number} of {of} ({group.codes:,} code{'' if group.codes == 1 else 's'})"
    star = f"; asterisk: “{asterisk.lstrip('* ')}”" if asterisk else ""
    return (f"{size}: “{paragraph}”" if paragraph else f"{size}, without a paragraph") + star


def _lists(article: Article) -> str:
    covered, not_covered = (sum(x.codes for x in y) for y in (article.covered, article.noncovered))
    parts = [
        f"{covered:,} codes that support" if covered else "",
        f"{not_covered:,} that do not" if not_covered else "",
    ]
    return "it is in none of them: " + ", ".join(filter(None, parts))
