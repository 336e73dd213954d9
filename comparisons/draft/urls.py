"""Addresses of the draft check, below /check/; no address holds anything of a draft."""

from django.urls import path

from comparisons.draft import views

app_name = "draft"
urlpatterns = [
    path("", views.check, name="check"),
    path("report/", views.report, name="report"),
]
