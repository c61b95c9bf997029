"""Lists: fifty rows a page, and the row templates that htmx asks for alone."""

from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

ROWS = 50


def page_of(records: "QuerySet[Any]", number: str | None) -> "Page[Any]":
    """The page of a list; the first for a number that is none."""
    return Paginator(records, ROWS).get_page(number or 1)


def answer(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """The whole page, or its rows alone where htmx asked."""
    rows = bool(getattr(request, "htmx", False))
    return render(request, f"{template}_rows.html" if rows else f"{template}.html", context)
