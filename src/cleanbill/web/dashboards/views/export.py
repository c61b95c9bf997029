"""The numbers of a month, and the list behind one, as files for a spreadsheet."""

from django.http import Http404, HttpRequest, HttpResponse

from cleanbill.web.accounts.access import page, person
from cleanbill.web.audit.keep import note
from cleanbill.web.dashboards.asked import asked
from cleanbill.web.dashboards.definitions import Definition, definitions
from cleanbill.web.dashboards.measures import MEASURES
from cleanbill.web.dashboards.reckoning import Result, reckon, records, results
from cleanbill.web.dashboards.rows import row, with_names
from cleanbill.web.exporting import Cell, Kind, file_of

_NUMBERS = ["Number", "Variant", "Value", "Unit", "Part", "Whole", "Kept", "Definition", "Which", "By which date",
            "Left out", "Source"]  # fmt: skip


@page("read_numbers")
def export_numbers(request: HttpRequest, year: int, month: int, kind: Kind) -> HttpResponse:
    """All numbers of a month with their definitions."""
    what, clinic = asked(request, year, month), person(request).clinic
    wanted = [id for id in definitions() if what.period.open or not MEASURES[id].now]
    found = results(clinic, wanted, what.period, what.to)
    note(person(request), "exported", clinic, {"numbers": "all", "month": f"{year}-{month:02}", **what.words})
    return file_of(kind, f"numbers-{year}-{month:02}", _NUMBERS, (_number(one) for one in found))


@page("read_numbers")
def export_list(request: HttpRequest, year: int, month: int, id: str, kind: Kind) -> HttpResponse:
    """All records behind a number. That they were taken out is written down, with each of them."""
    if id not in definitions():
        raise Http404
    what, clinic, definition = asked(request, year, month), person(request).clinic, definitions()[id]
    if reckon(clinic, id, what.period, what.to).why:
        raise Http404
    found = records(clinic, id, what.period, what.to).order_by("-above", "pk")
    told = {"list": id, "month": f"{year}-{month:02}", "kind": found.model._meta.model_name, **what.words}
    note(person(request), "exported", clinic, {**told, "ids": list(found.values_list("pk", flat=True))})
    whole = [definition.whole] if definition.whole and not MEASURES[id].over else []
    head = ["Record", "Patient", "Payer or clinician", "Day", definition.part, *whole]
    rows = (_record(definition, one, bool(whole)) for one in with_names(found).iterator(2000))
    return file_of(kind, f"{id}-{year}-{month:02}", head, rows)


def _number(one: Result) -> list[Cell]:
    is_, value = one.definition, one.value
    shown: Cell = one.why or (value if value is None else value / 100 if is_.unit == "money" else round(value, 4))
    sums: list[Cell] = [None, None]
    if not one.why:
        sums = [_amount(is_, one.part), _amount(is_, one.whole) if is_.whole else None]
    kept = "kept" if one.kept else ""
    unit = "dollars" if is_.unit == "money" else is_.unit.replace("_", " ")
    head: list[Cell] = [is_.name, is_.variant, shown, unit, *sums, kept]
    return [*head, is_.words, is_.cohort, is_.date, is_.leaves_out, is_.source]


def _record(definition: Definition, record: object, whole: bool) -> list[Cell]:
    one = row(record)
    cells: list[Cell] = [one.name, one.patient, one.party, one.day, _amount(definition, one.part)]
    return [*cells, _amount(definition, one.whole)] if whole else cells


def _amount(definition: Definition, sum: int) -> Cell:
    """A part or a whole: dollars where it is money."""
    return sum / 100 if definition.in_cents else sum
