"""Which findings are heard on a claim to a payer, and with what severity."""

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

import msgspec

from cleanbill.cli.config import Check, Config
from cleanbill.model.claim import Payer
from cleanbill.model.finding import Finding
from cleanbill.payers import Library

OWN = "own"  # the severity that the rule itself gave


class Choice:
    """What `--select` and `--ignore` say, else the sections of the configuration: the payer's, then everyone's.

    The payer's are those of its profile and of each that it inherits from, nearest first: of `select` the nearest
    counts, of `severity` the nearest that names the rule, and what any of them ignores is ignored.
    """

    def __init__(
        self, config: Config, payers: Library, select: tuple[str, ...] = (), ignore: tuple[str, ...] = ()
    ) -> None:
        self._config = config
        self._payers = payers
        self._select = select
        self._ignore = ignore
        self._of_payer = lru_cache(maxsize=4096)(self._made)

    def heard(self, findings: Iterable[Finding], payer: Payer) -> Iterator[Finding]:
        """The findings that are selected and not ignored, each with its severity for this payer."""
        loudness = self._of_payer(self._payers.named(payer))
        for finding in findings:
            severity = loudness(finding.rule, finding.catalogue or finding.rule)
            if severity is OWN or (severity and finding.severity == "not_checked"):  # what is not checked stays so
                yield finding
            elif severity:
                yield msgspec.structs.replace(finding, severity=severity)

    def _made(self, name: str | None) -> Callable[[str, str], str | None]:
        """What tells of a rule, by its two names, how loud its findings are for a payer; None: they are not heard."""
        check = self._check(name)
        return lru_cache(maxsize=4096)(lambda rule, catalogue: _loudness((rule, catalogue), check))

    def _check(self, name: str | None) -> Check:
        chain = self._payers.chain(name) if name else ()
        sections = [self._config.payer[one] for one in chain if one in self._config.payer] + [self._config.check]
        select = self._select or next((section.select for section in sections if section.select), ())
        ignore = self._ignore or tuple(word for section in sections for word in section.ignore)
        severity = {word: one for section in reversed(sections) for word, one in section.severity.items()}
        return Check(select, ignore, severity)


def _loudness(names: tuple[str, str], check: Check) -> str | None:
    """The severity that the longest of the words which name a rule says, else its own; None where it is not heard."""
    if (check.select and not _begins(names, check.select)) or _begins(names, check.ignore):
        return None
    words = [word for word in check.severity if _begins(names, (word,))]
    return check.severity[max(words, key=len)] if words else OWN


def _begins(names: tuple[str, ...], beginnings: tuple[str, ...]) -> bool:
    return any(name.startswith(beginnings) for name in names)
