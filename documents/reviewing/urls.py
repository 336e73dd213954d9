"""Addresses of review, below /review/."""

from django.urls import path

from documents.reviewing.views.adding import add_fact
from documents.reviewing.views.agreement import agreement, agreement_export
from documents.reviewing.views.document import document, read_again, step
from documents.reviewing.views.item import item
from documents.reviewing.views.queue import queue
from documents.reviewing.views.reports import answer_report, report_error, report_state, reports
from documents.reviewing.views.rules import rule, rules, undo_batch

app_name = "reviewing"
urlpatterns = [
    path("", queue, name="queue"),
    path("policies/<slug:slug>/", document, name="document"),
    path("policies/<slug:slug>/add/", add_fact, name="add_fact"),
    path("policies/<slug:slug>/steps/", step, name="step"),
    path("policies/<slug:slug>/read-again/", read_again, name="read_again"),
    path("policies/<slug:slug>/facts/<slug:kind>/<slug:key>/", item, name="item"),
    path("agreement/", agreement, name="agreement"),
    path("agreement/export/<slug:format>/", agreement_export, name="agreement_export"),
    path("reports/", reports, name="reports"),
    path("reports/<int:pk>/answer/", answer_report, name="answer_report"),
    path("report/<slug:code>/", report_state, name="report_state"),
    path("report/<slug:slug>/<int:start>-<int:end>/", report_error, name="report_error"),
    path("rules/", rules, name="rules"),
    path("rules/<str:code>/", rule, name="rule"),
    path("batches/<int:pk>/undo/", undo_batch, name="undo_batch"),
]
