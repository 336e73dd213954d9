"""The overview: what the corpus holds and the ways into it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def home(request: HttpRequest) -> HttpResponse:
    """Show what the corpus holds."""
    return render(request, "home.html")
