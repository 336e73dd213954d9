"""Addresses of review, below /review/."""

from django.urls import path

from documents.reviewing.views.item import item
from documents.reviewing.views.queue import queue

app_name = "reviewing"
urlpatterns = [
    path("", queue, name="queue"),
    path("documents/<slug:slug>/facts/<slug:kind>/<slug:key>/", item, name="item"),
]
