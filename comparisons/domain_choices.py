"""The domain of a selection: known to the taxonomy or said not to be, and the choices of its list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from comparisons.choices import Option, OptionGroup
from comparisons.matrix import Topic
from comparisons.selection import shortened


@dataclass(frozen=True, slots=True)
class ChosenDomain:
    """The domain that limits a view; empty code and name where none does."""

    code: str
    name: str
    problems: tuple[str, ...] = ()

    def holds(self, code: str) -> bool:
        """Whether a domain is this one or lies below it; everything does where none is chosen."""
        return not self.code or code == self.code or code.startswith(f"{self.code}/")


def domain_names(taxonomy: Sequence[Topic]) -> dict[str, str]:
    """The name of every domain by its code, top domains and their children, in the order of the taxonomy."""
    return {each.code: each.name for topic in taxonomy for each in (topic, *topic.children)}


def chosen_domain(code: str, *, taxonomy: Sequence[Topic]) -> ChosenDomain:
    """The domain if the taxonomy has it, else none with a sentence that says so."""
    names = domain_names(taxonomy)
    if not code or code in names:
        return ChosenDomain(code, names.get(code, ""))
    return ChosenDomain("", "", (_("没有这个领域：%(code)s。已列全部领域。") % {"code": shortened(code)},))


def domain_options(
    taxonomy: Sequence[Topic], *, selected: str, counts: Mapping[str, int] | None = None
) -> tuple[OptionGroup, ...]:
    """Every top domain as a group: itself first, then its children.

    With `counts`, how many things lie in each domain, only those that hold something or are chosen: 交通（3）.
    """

    def option(code: str, label: str) -> Option:
        if counts is not None:
            label = _("%(label)s（%(count)s）") % {"label": label, "count": counts.get(code, 0)}
        return Option(code, label, code == selected)

    groups = (
        OptionGroup(
            label=topic.name,
            options=tuple(
                option(code, label)
                for code, label in (
                    (
                        topic.code,
                        topic.name if counts is not None else _("%(domain)s（全部）") % {"domain": topic.name},
                    ),
                    *((child.code, child.name) for child in topic.children),
                )
                if counts is None or counts.get(code) or code == selected
            ),
        )
        for topic in taxonomy
    )
    return tuple(group for group in groups if group.options)
