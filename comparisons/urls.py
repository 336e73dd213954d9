"""Addresses of the comparison, below /compare/."""

from django.urls import URLPattern

app_name = "comparisons"
urlpatterns: list[URLPattern] = []
