"""Addresses of the portal: each part brings its own."""

from django.contrib import admin
from django.urls import include, path

from portal.health import healthz, readyz
from portal.home import home
from portal.metrics.page import metrics

urlpatterns = [
    path("", home, name="home"),
    path("", include("documents.urls")),
    path("lenses/", include("documents.lenses.urls")),
    path("review/", include("documents.reviewing.urls")),
    path("compare/", include("comparisons.urls")),
    path("check/", include("comparisons.draft.urls")),
    path("import/", include("documents.importing.urls")),
    path("accounts/", include("portal.accounts.urls")),
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
    path("metrics", metrics, name="metrics"),
    path("admin/", admin.site.urls),
]

handler400 = "portal.errors.bad_request"
handler403 = "portal.errors.permission_denied"
handler404 = "portal.errors.page_not_found"
handler500 = "portal.errors.server_error"
