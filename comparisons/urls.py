"""Addresses of the comparison and of each of its views, below /compare/."""

from django.urls import path

from comparisons import views
from comparisons.aspects.aligned.views import decide_alignment
from comparisons.closest.views import closest
from comparisons.snapshots.views import export_snapshot, snapshot, take_snapshot

app_name = "comparisons"
urlpatterns = [
    path("", views.compare, name="compare"),
    path("export/<slug:format>/", views.export, name="export"),
    path("aligned/decide/", decide_alignment, name="decide_alignment"),
    path("pins/", views.pins, name="pins"),
    path("closest/<slug:slug>/<int:start>/", closest, name="closest"),
    path("snapshot/<slug:token>/", snapshot, name="snapshot"),
    path("snapshot/<slug:token>/export/<slug:format>/", export_snapshot, name="snapshot_export"),
    path("<slug:aspect>/", views.compare, name="aspect"),
    path("<slug:aspect>/snapshot/", take_snapshot, name="take_snapshot"),
    path("<slug:aspect>/export/<slug:format>/", views.export, name="aspect_export"),
]
