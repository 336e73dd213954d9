"""The view of texts (文本差异): two passages word by word, and the wording that any number of places share."""

from __future__ import annotations

from django.utils.translation import gettext_lazy

from comparisons.addresses import TEXTS as KEY
from comparisons.aspect import Ask, Aspect
from comparisons.aspects.texts.content import shared_texts, two_texts
from comparisons.aspects.texts.page import SETTINGS, TextsContent, mode_options, wanted_sides
from comparisons.aspects.texts.queries import other_texts, read_sources
from comparisons.aspects.texts.tables import tables

__all__ = ["TEXTS"]


def build(ask: Ask) -> TextsContent:
    """Read the texts of the columns that are shown, and compare them."""
    selection, documents = ask.selection, ask.documents
    if selection.setting("mode") == "shared":
        sources = read_sources(documents, user=ask.user)
        elsewhere = other_texts(documents, user=ask.user)
        return shared_texts(sources, elsewhere=elsewhere, documents=documents, selection=selection)
    wanted, problems = wanted_sides(selection, documents)
    if wanted is None:
        return TextsContent("", problems, "", mode_options(selection), selection, documents)
    chosen = tuple(dict.fromkeys(each.document for each in wanted))
    sources = read_sources(chosen, user=ask.user)
    return two_texts(wanted, sources, documents=documents, selection=selection, problems=problems)


TEXTS = Aspect(
    key=KEY,
    label=gettext_lazy("文本差异"),
    template="comparisons/texts/texts.html",
    build=build,
    tables=tables,
    settings=SETTINGS,
)
