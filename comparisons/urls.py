"""Addresses of the comparison, below /compare/."""

from django.urls import path

from comparisons import views

app_name = "comparisons"
urlpatterns = [
    path("", views.compare, name="compare"),
    path("export/<str:format>/", views.export, name="export"),
]
