"""Addresses of the corpus."""

from django.urls import path

from documents.search.views import found, search, search_export, suggest
from documents.views.agencies import agencies, agency, agency_export, function
from documents.views.document import document, original
from documents.views.jurisdictions import jurisdiction, jurisdiction_export, jurisdictions
from documents.views.method import method
from documents.views.passage import passage
from documents.views.policies import document_export, documents
from documents.views.targets import target_export, targets
from documents.views.tasks import task_export, tasks

app_name = "documents"
urlpatterns = [
    path("documents/", documents, name="documents"),
    path("documents/export/<slug:format>/", document_export, name="document_export"),
    path("documents/<slug:slug>/", document, name="document"),
    path("documents/<slug:slug>/original.txt", original, name="original"),
    path("documents/<slug:slug>/passage/<int:start>-<int:end>/", passage, name="passage"),
    path("tasks/", tasks, name="tasks"),
    path("tasks/export/<slug:format>/", task_export, name="task_export"),
    path("targets/", targets, name="targets"),
    path("targets/export/<slug:format>/", target_export, name="target_export"),
    path("agencies/", agencies, name="agencies"),
    path("agencies/export/<slug:format>/", agency_export, name="agency_export"),
    path("agencies/<int:pk>/", agency, name="agency"),
    path("agencies/functions/<slug:code>/", function, name="function"),
    path("jurisdictions/", jurisdictions, name="jurisdictions"),
    path("jurisdictions/export/<slug:format>/", jurisdiction_export, name="jurisdiction_export"),
    path("jurisdictions/<slug:code>/", jurisdiction, name="jurisdiction"),
    path("search/", search, name="search"),
    path("search/export/<slug:format>/", search_export, name="search_export"),
    path("search/passages/<int:pk>/", found, name="found"),
    path("search/suggestions/", suggest, name="suggest"),
    path("method/", method, name="method"),
]
