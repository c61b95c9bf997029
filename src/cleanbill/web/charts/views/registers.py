"""Payers, providers and referrers: three registers of one shape, each a list, a page and a form."""

from collections.abc import Callable
from typing import Any, NamedTuple

from django.db.models import Model, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from cleanbill.web.accounts.access import page, person
from cleanbill.web.accounts.scope import ClinicRecord
from cleanbill.web.charts.forms import PayerForm, ProviderForm, RecordForm, ReferrerForm
from cleanbill.web.charts.models import Payer, Provider, Referrer
from cleanbill.web.charts.views.listing import answer, page_of
from cleanbill.web.charts.views.saving import edit

Pages = Callable[..., HttpResponse]


class Register(NamedTuple):
    """A register: its names, its form, what its list shows beside the name, and what a search looks at."""

    name: str
    plural: str
    model: type[ClinicRecord]
    form: type[RecordForm]
    columns: tuple[str, ...]
    searched: tuple[str, ...]

    def views(self) -> tuple[Pages, Pages, Pages, Pages]:
        """The pages: list, one record, add, change."""

        @page("read_charts")
        def list_(request: HttpRequest) -> HttpResponse:
            text = request.GET.get("q", "").strip()[:100]
            wanted = Q()
            for word in text.replace(",", " ").split():
                wanted &= Q(*((f"{field}__icontains", word) for field in self.searched), _connector=Q.OR)
            listed = page_of(self.model.objects.of(person(request).clinic).filter(wanted), request.GET.get("page"))
            rows = [(record, shown(record, self.columns)) for record in listed]
            return answer(request, "charts/register", {**self._context(), "page": listed, "rows": rows, "q": text})

        @page("read_charts")
        def detail(request: HttpRequest, pk: int) -> HttpResponse:
            record = get_object_or_404(self.model.objects.of(person(request).clinic), pk=pk)
            facts = shown(record, tuple(self.form.base_fields))
            return render(request, "charts/record.html", {**self._context(), "record": record, "facts": facts})

        @page("write_register")
        def add(request: HttpRequest) -> HttpResponse:
            record = self.model(clinic=person(request).clinic)
            return self._form(request, record, f"New {self.name}", reverse(self.plural))

        @page("write_register")
        def change(request: HttpRequest, pk: int) -> HttpResponse:
            record = get_object_or_404(self.model.objects.of(person(request).clinic), pk=pk)
            return self._form(request, record, f"Edit {self.name}", self._home(record))

        return list_, detail, add, change

    def _context(self) -> dict[str, Any]:
        labels = [label(self.model, column) for column in self.columns]
        return {"name": self.name, "plural": self.plural, "labels": labels, "new": f"new_{self.name}",
                "edit": f"edit_{self.name}"}  # fmt: skip

    def _home(self, record: Model) -> str:
        return reverse(self.name, args=[record.pk])

    def _form(self, request: HttpRequest, record: ClinicRecord, title: str, back: str) -> HttpResponse:
        return edit(request, self.form, record, {"title": title, "back": back}, self._home)


def label(model: type[Model], column: str) -> str:
    """What a field is called on screen."""
    name = str(model._meta.get_field(column).verbose_name)  # type: ignore[union-attr]
    return name[0].upper() + name[1:]


def shown(record: Model, columns: tuple[str, ...]) -> list[tuple[str, str]]:
    """Labels and values of a record as a person reads them; yes and no for what is one or the other."""
    facts = []
    for column in columns:
        value = getattr(record, column)
        display = getattr(record, f"get_{column}_display", None)
        text = display() if display else {True: "Yes", False: "No"}.get(value, value)
        facts.append((label(type(record), column), str(text)))
    return facts


PAYERS = Register("payer", "payers", Payer, PayerForm, ("profile", "payer_id"), ("name", "payer_id"))
PROVIDERS = Register(
    "provider", "providers", Provider, ProviderForm, ("credential", "npi", "active"), ("last_name", "first_name", "npi")
)
REFERRERS = Register(
    "referrer", "referrers", Referrer, ReferrerForm, ("organization", "npi", "phone"),
    ("last_name", "first_name", "npi", "organization"),
)  # fmt: skip
