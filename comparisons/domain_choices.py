"""The domain of a selection: known to the taxonomy or said not to be, and the choices of its list."""

from __future__ import annotations

from collections.abc import Sequence
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


def chosen_domain(code: str, *, taxonomy: Sequence[Topic]) -> ChosenDomain:
    """The domain if the taxonomy has it, else none with a sentence that says so."""
    names = {each.code: each.name for topic in taxonomy for each in (topic, *topic.children)}
    if not code or code in names:
        return ChosenDomain(code, names.get(code, ""))
    return ChosenDomain("", "", (_("没有这个领域：%(code)s。已列全部领域。") % {"code": shortened(code)},))


def domain_options(taxonomy: Sequence[Topic], *, selected: str) -> tuple[OptionGroup, ...]:
    """Every top domain as a group: itself first, then its children."""
    return tuple(
        OptionGroup(
            label=topic.name,
            options=(
                Option(topic.code, _("%(domain)s（全部）") % {"domain": topic.name}, topic.code == selected),
                *(Option(child.code, child.name, child.code == selected) for child in topic.children),
            ),
        )
        for topic in taxonomy
    )
