"""The sentences behind one distinctive term, and their downloads."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpRequest, HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from documents.corpus import corpus_version
from documents.exporters import downloads
from documents.lenses.terms.filters import SentencesFilter
from documents.lenses.terms.sentences import Sentences, read_sentences, sentence_table
from documents.views.addressing import one_address, refused
from documents.views.exports import EXPORT_LIMIT, about_export, export_response, known_format, too_many


@one_address(SentencesFilter)
def sentences(request: HttpRequest) -> HttpResponseBase:
    """Show the sentences of one place's tasks that hold a term."""
    filterset = _filter(request)
    term = filterset.given.get("term") or ""
    found = read_sentences(filterset.tasks_with_term(), term=term, user=request.user, page=request.GET.get("page", 1))
    query = filterset.query(leave_out=("page",))
    context = {
        "found": found,
        "term": term,
        "said": _said(filterset, found, term),
        "query": query,
        "form": filterset.form,
        "downloads": downloads(
            lambda key: f"{reverse('lenses:sentence_export', args=[key])}?{query}".rstrip("?&"),
            word=_("列表，横排，可直接打印"),
        ),
        "corpus": corpus_version(request.user),
    }
    return TemplateResponse(request, "documents/lenses/sentences.html", context)


@one_address(SentencesFilter)
def sentence_export(request: HttpRequest, format: str) -> HttpResponseBase:  # noqa: A002 - the word of the address
    """Download the sentences that the page with the same conditions shows."""
    known_format(format, breakdown=False)
    filterset = _filter(request)
    if not filterset.is_valid():
        return refused(request, _("有一个条件没有读懂，没有导出。回到页面重新选择。"))
    term = filterset.given.get("term") or ""
    found = read_sentences(filterset.tasks_with_term(), term=term, user=request.user, page=1, per_page=EXPORT_LIMIT)
    if found.tasks > EXPORT_LIMIT:
        return too_many(request, _("项任务"))
    said = _said(filterset, found, term)
    table = sentence_table(
        found.rows, title=_("“%s”所在的句子") % term, said=said, site=request.build_absolute_uri("/")
    )
    address = f"{reverse('lenses:sentences')}?{filterset.query(leave_out=('page',))}".rstrip("?&")
    about = replace(
        about_export(request, address=address, what=said, corpus=corpus_version(request.user)),
        conditions=tuple((condition.key, condition.value) for condition in filterset.conditions),
    )
    return export_response(table, format=format, filename=f"{term}-{about.exported_on}", about=about)


def _filter(request: HttpRequest) -> SentencesFilter:
    return SentencesFilter.read(request.GET, user=request.user, request=request)


def _said(filterset: SentencesFilter, found: Sentences, term: str) -> str:
    scope = filterset.said(things=_("文件"), everything=_("全部文件"))
    number = sum(len(row.sentences) for row in found.rows)
    words = {"scope": scope, "term": term, "tasks": found.tasks, "number": number}
    if found.page.paginator.num_pages > 1:
        return _("%(scope)s：“%(term)s”见于%(tasks)d项任务") % words
    return _("%(scope)s：“%(term)s”见于%(tasks)d项任务，%(number)d句") % words
