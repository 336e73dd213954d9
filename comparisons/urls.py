"""Addresses of the comparison, below /compare/."""

from django.urls import path

from comparisons import views

app_name = "comparisons"
urlpatterns = [
    path("", views.compare, name="compare"),
    path("export/csv/", views.export_csv, name="export_csv"),
    path("export/xlsx/", views.export_xlsx, name="export_xlsx"),
]
