"""The code book: every page answers for the date of service that stands in its date picker."""

import base64
import datetime as dt
import hashlib
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from cleanbill import code_guide, codes
from cleanbill.codes.icd10cm import edition_on
from cleanbill.codes.icd10cm.updates import updates
from cleanbill.guide import html
from cleanbill.guide.words import NOTE_KINDS, VERDICTS
from cleanbill.model.code import CodeRecord, NoteLine
from cleanbill.web.accounts.access import page, person
from cleanbill.web.charts.fields import diagnoses
from cleanbill.web.charts.models import Episode
from cleanbill.web.charts.views.listing import answer

_MOST = 40


@page("read_codes")
def search(request: HttpRequest) -> HttpResponse:
    """Codes for the words people use, as they are typed."""
    on, text = _day(request), request.GET.get("q", "").strip()[:200]
    billable = request.GET.get("billable") == "on"
    hits = codes.release(on).search(text, on, _MOST, billable) if text else ()
    return answer(request, "codebook/search", {**_shared(on), "q": text, "billable": billable, "hits": hits})


@page("read_codes")
def code(request: HttpRequest, code: str) -> HttpResponse:
    """What the official source says of one code on a date of service."""
    on = _day(request)
    record = codes.release(on).lookup(code, on)
    context = {**_shared(on), "record": record, "verdict": VERDICTS[record.status.kind], "notes": list(_notes(record))}
    return render(request, "codebook/code.html", context, status=200 if record.status.exists else 404)


@page("read_codes")
def guide(request: HttpRequest, code: str) -> HttpResponse:
    """The guide page of a code: the whole document, whose own style is allowed by its hash."""
    on = _day(request)
    made = code_guide(code, on)
    back = f"{reverse('code', args=[made.code])}?on={on}"
    response = HttpResponse(html.render(made, back=(back, f"{made.code} in the code book")))
    digest = base64.b64encode(hashlib.sha256(html.style().encode()).digest()).decode()
    response._csp_update = {"style-src": [f"'sha256-{digest}'"]}  # type: ignore[attr-defined]
    return response


@page("read_codes")
def changes(request: HttpRequest) -> HttpResponse:
    """What the edition of a date changed for the codes of the clinic's episodes, or for those asked about."""
    on, asked = _day(request), request.GET.get("codes", "")[:2000]
    since = edition_on(on).start - dt.timedelta(days=1)
    used, wrong = _asked(asked) if asked.strip() else (_in_use(request), "")
    found = list(updates(dict.fromkeys(used), codes.release(since), since, codes.release(on), on))
    context = {**_shared(on), "since": since, "asked": asked, "used": used, "updates": found, "wrong": wrong}
    return render(request, "codebook/changes.html", context)


def _asked(text: str) -> tuple[list[str], str]:
    """The codes of a text; or none, and the sentence that says which word is not a code."""
    try:
        return diagnoses(text), ""
    except ValidationError as error:
        return [], error.messages[0]


def _in_use(request: HttpRequest) -> list[str]:
    """The diagnoses of the clinic's episodes under care."""
    texts = Episode.objects.of(person(request).clinic).filter(closed=None).values_list("dx", flat=True).distinct()
    return sorted({word for text in texts for word in text.replace(",", " ").split()})


def _shared(on: dt.date) -> dict[str, Any]:
    return {"on": on, "edition": codes.release(on).edition}


def _day(request: HttpRequest) -> dt.date:
    """The date asked for; today where it is none."""
    try:
        return dt.date.fromisoformat(request.GET.get("on", ""))
    except ValueError:
        return timezone.localdate()


def _notes(record: CodeRecord) -> Iterator[tuple[str, list[NoteLine]]]:
    """The notes by kind and owner; inclusion terms of a heading above are not this code's, and are left out."""
    mine = [note for note in record.notes if not (note.inherited and note.kind == "inclusionTerm")]
    for (kind, owner), lines in groupby(mine, key=lambda note: (note.kind, note.owner)):
        group = list(lines)
        above = f", from {owner} {group[0].owner_title}" if group[0].inherited else ""
        yield f"{NOTE_KINDS[kind]}{above}", group
