"""Addresses of import, below /import/."""

from django.urls import path

from documents.importing import decisions, views

app_name = "importing"
urlpatterns = [
    path("", views.batches, name="batches"),
    path("places/", views.places, name="places"),
    path("<slug:key>/", views.batch, name="batch"),
    path("<slug:key>/accept/", decisions.accept_all, name="accept_all"),
    path("<slug:key>/discard/", decisions.discard_all, name="discard_all"),
    path("<slug:key>/<int:number>/", views.item, name="item"),
    path("<slug:key>/<int:number>/original/", views.original, name="original"),
    path("<slug:key>/<int:number>/describe/", decisions.describe, name="describe"),
    path("<slug:key>/<int:number>/correct/", decisions.correct_fact, name="correct"),
    path("<slug:key>/<int:number>/add/", decisions.add_fact, name="add"),
    path("<slug:key>/<int:number>/leave/", decisions.leave, name="leave"),
    path("<slug:key>/<int:number>/store/", decisions.store, name="store"),
    path("<slug:key>/<int:number>/discard/", decisions.discard_one, name="discard"),
    path("<slug:key>/<int:number>/again/", decisions.again, name="again"),
]
