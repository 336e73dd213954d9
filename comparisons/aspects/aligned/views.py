"""The one thing that is written from a comparison: an editor's decision on which tasks speak of the same thing."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from comparisons.addresses import comparison as comparison_address
from comparisons.aspects.aligned import ALIGNED
from comparisons.aspects.aligned.deciding import UnreadableDecision, decide, pairs_of, read_wanted
from comparisons.aspects.aligned.queries import spots_of
from comparisons.builder import choose_columns
from comparisons.models import DECIDE
from comparisons.selection import read_selection


@require_POST
@permission_required(DECIDE, raise_exception=True)
def decide_alignment(request: HttpRequest) -> HttpResponseBase:
    """Write a decision on tasks of the selection in the address, and return to its page."""
    selection = read_selection(request.META["QUERY_STRING"], settings=ALIGNED.settings)
    columns = choose_columns(selection, user=request.user)
    form = request.POST
    try:
        wanted = read_wanted(action=form.get("action", ""), tasks=form.get("tasks", ""), others=form.get("others", ""))
        spots = spots_of((*wanted.tasks, *wanted.others), documents=columns.documents, user=request.user)
        number = decide(pairs_of(wanted, spots=spots), action=wanted.action, user=request.user, now=timezone.now())
    except UnreadableDecision as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("已记下，涉及%(count)s对任务。") % {"count": number})
    return HttpResponseRedirect(comparison_address(selection, aspect=ALIGNED.key))
