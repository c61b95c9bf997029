"""What a number is made of: records, of which each has its part above the line and its part below."""

from collections.abc import Callable
from typing import Any, NamedTuple

from django.db.models import BigIntegerField, Case, Func, IntegerField, Q, QuerySet, Value, When

from cleanbill.web.accounts.models import Clinic
from cleanbill.web.dashboards.period import Period

Records = Callable[[Clinic, Period], "QuerySet[Any]"]


class Measure(NamedTuple):
    """`records` gives a number's records, each with what it has `above` and `below` the line: its sums are divided.

    `payer` and `provider` are the ways from a record to those, "" where there is none. `breakdown` names the field by
    which the number is told apart, `over` the number whose sum
    stands below the line instead. `balance` marks what is known as of today alone: of a closed month only what was
    kept. `now` marks what has no month at all.
    """

    records: Records
    payer: str = "payer"
    provider: str = "provider"
    breakdown: str = ""
    over: str = ""
    balance: bool = False
    now: bool = False


class Days(Func):
    """The days from the second day to the first, by the database's own calendar: Django's for SQLite is slow."""

    arity = 2
    output_field = IntegerField()
    template = "CAST(julianday(%(expressions)s) AS INTEGER)"
    arg_joiner = ") - julianday("

    def as_postgresql(self, compiler: Any, connection: Any) -> Any:
        """PostgreSQL takes a day from a day."""
        return self.as_sql(compiler, connection, template="(%(expressions)s)", arg_joiner=" - ")


def when(condition: Any, then: Any = 1) -> Case:
    """`then` for the records of a condition, 0 for others."""
    value = Value(then) if isinstance(then, int) else then
    return Case(When(condition, then=value), default=Value(0), output_field=BigIntegerField())


def within(field: str, days: tuple[Any, Any]) -> Q:
    """Whether a date lies in some days."""
    return Q(**{f"{field}__gte": days[0], f"{field}__lte": days[1]})


ONE = Value(1, output_field=BigIntegerField())
NONE = Value(0, output_field=BigIntegerField())
