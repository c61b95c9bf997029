"""Where a visit stands against the yearly amount above which Medicare asks for KX on therapy lines."""

import datetime as dt
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Literal

from msgspec import Struct

from cleanbill import parameters
from cleanbill.codes.modifiers import DISCIPLINES, discipline_of
from cleanbill.codes.procedures import ALWAYS_THERAPY, OF_ONE_DISCIPLINE, THERAPY
from cleanbill.engine.rule import Fault
from cleanbill.engine.visit import Visit
from cleanbill.model.claim import Line, Rendering, TherapyAmountUsed
from cleanbill.model.finding import Authority

Group = Literal["pt_slp", "ot"]
NAME: dict[Group, str] = {"pt_slp": "physical and speech therapy", "ot": "occupational therapy"}
_GROUP: dict[str, Group] = {"GP": "pt_slp", "GN": "pt_slp", "GO": "ot"}
_DENIAL_EXPECTED = frozenset({"GA", "GX", "GY", "GZ"})
_NONE = Decimal(0)


class Account(Struct, frozen=True):
    """One group's amounts of the year: `lines` of the visit, `earlier` ones of the same claim, what was used before.

    `lacking`: JSON pointer and sentence of the fact without which nothing can be said, or None.
    """

    group: Group
    year: int
    lines: Sequence[Line]
    earlier: Sequence[Line]
    used: Decimal
    threshold: int
    lacking: tuple[str, str] | None

    def at_least(self, lines: Iterable[Line]) -> Decimal:
        """What is used with these lines, counting those alone whose allowed amount is given."""
        return self.used + sum((line.expected_allowed or _NONE for line in [*self.earlier, *lines]), _NONE)

    def at_most(self, lines: Iterable[Line]) -> Decimal | None:
        """What is used with these lines, at their charge where the allowed amount is not given; None: not known."""
        amounts = [_first(line.expected_allowed, line.charge) for line in [*self.earlier, *lines]]
        known = [amount for amount in amounts if amount is not None]
        return self.used + sum(known, _NONE) if len(known) == len(amounts) else None

    def not_checked(self, visit: Visit) -> Fault:
        """The fact that is lacking; the first allowed amount that is not given where the account itself is whole."""
        if self.lacking:
            path, sentence = self.lacking
        else:
            index = next(visit.index(x) for x in [*self.earlier, *self.lines] if x.expected_allowed is None)
            path, sentence = f"lines/{index}/expected_allowed", f"expected allowed of line {index + 1} not given"
        return Fault(f"Not checked: {sentence}.", field=path, severity="not_checked")


def accounts(visit: Visit, today: dt.date) -> list[Account]:
    """An account for each group that the visit's therapy lines belong to, but for lines billed for a denial."""
    on = visit.date or today
    groups: dict[Group, list[Line]] = {}
    for line in visit.lines:
        if (group := group_of(line, visit.rendering(line))) is not None:
            groups.setdefault(group, []).append(line)
    history = visit.claim.history
    known = history.therapy_amount_used if history else None
    return [account(group, on, lines, _earlier(visit, group, on), known) for group, lines in groups.items()]


def account(
    group: Group, on: dt.date, lines: Sequence[Line], earlier: Sequence[Line], known: TherapyAmountUsed | None
) -> Account:
    """The account of a group on a date of service: its lines of that day, its earlier ones, what is known of before."""
    stated = known or TherapyAmountUsed()
    used: Decimal | None = getattr(stated, group)
    threshold = parameters.value(f"therapy_threshold.{group}", on)
    lacking = _lacking(stated, used, threshold, group, on)
    return Account(group, on.year, lines, earlier, used or _NONE, threshold or 0, lacking)


def group_of(line: Line, rendering: Rendering) -> Group | None:
    """The group whose amount a line uses, by its modifier, its code or who treats; None for a line that uses none."""
    if line.code not in THERAPY or not _DENIAL_EXPECTED.isdisjoint(line.modifiers):
        return None
    named = DISCIPLINES.intersection(line.modifiers)
    if len(named) == 1:
        return _GROUP[min(named)]
    if named or line.code not in ALWAYS_THERAPY:
        return None
    return _GROUP.get(OF_ONE_DISCIPLINE.get(line.code) or discipline_of(rendering))


def dollars(amount: Decimal) -> str:
    """An amount as it is read: "$2,480.00"."""
    return f"${amount:,.2f}"


def authority() -> tuple[Authority, ...]:
    """Who asks for KX, and above what."""
    return (
        Authority(
            "Noridian Healthcare Solutions, Per-Beneficiary KX Modifier Thresholds",
            "KX modifier threshold",
            "read November 2026",
            "https://med.noridianmedicare.com/web/jea/provider-types/outpatient-therapy/per-beneficiary_kx_modifier_thresholds",
            "Medicare will deny your claims for therapy services above these amounts without the KX modifier.",
        ),
        Authority("Social Security Act 1833(g)(7)(A)", "added by the Bipartisan Budget Act of 2018, section 50202",
                  "services from 2018-01-01"),
        Authority("Medicare Claims Processing Manual (CMS Pub. 100-04)", "chapter 5, section 10.3", "current",
                  verified=False),
    )  # fmt: skip


def _earlier(visit: Visit, group: Group, on: dt.date) -> list[Line]:
    return [
        line for line in visit.claim.lines
        if line.date and line.date < on and line.date.year == on.year
        and group_of(line, visit.rendering(line)) == group
    ]  # fmt: skip


def _lacking(
    known: TherapyAmountUsed, used: Decimal | None, threshold: int | None, group: str, on: dt.date
) -> tuple[str, str] | None:
    where = "history/therapy_amount_used"
    if used is None:
        return f"{where}/{group}", f"history.therapy_amount_used.{group} not given"
    if known.year is None:
        return f"{where}/year", "history.therapy_amount_used.year not given"
    if known.year != on.year:
        return f"{where}/year", f"the amount used is of {known.year}, the visit of {on.year}"
    if threshold is None:
        return where, f"the threshold of {on.year} is not in the tables"
    return None


def _first(*amounts: Decimal | None) -> Decimal | None:
    return next((amount for amount in amounts if amount is not None), None)
