"""Addresses of the lenses."""

from django.urls import path

from documents.lenses.cues.views import cue_export, cues
from documents.lenses.lineage.views import citation_export, citations
from documents.lenses.terms.views import sentence_export, sentences
from documents.lenses.views import VIEWS, index

app_name = "lenses"
urlpatterns = [
    path("", index, name="index"),
    path("cues/", cues, name="cues"),
    path("terms/sentences/", sentences, name="sentences"),
    path("terms/sentences/export/<slug:format>/", sentence_export, name="sentence_export"),
    path("citations/", citations, name="citations"),
    path("citations/export/<slug:format>/", citation_export, name="citation_export"),
    path("cues/export/<slug:format>/", cue_export, name="cue_export"),
    *(path(f"{key}/", page, name=key.replace("-", "_")) for key, (page, _export) in VIEWS.items()),
    *(
        path(f"{key}/export/<slug:format>/", export, name=f"{key.replace('-', '_')}_export")
        for key, (_page, export) in VIEWS.items()
    ),
]
