"""The basis of a target in words: whether it counts what is new, what stands at the end, or a change."""

from __future__ import annotations

from django.utils.translation import gettext as _


def basis_words(basis: str) -> str:
    """The basis of a target in words: 新增, 改造, 每年, 达到, 增长, 年均增长, 比2020年下降."""
    words = {"added": _("新增"), "renewed": _("改造"), "yearly": _("每年"), "total": _("达到")}
    if basis in words:
        return words[basis]
    _change, way, *against = basis.split(" ")
    verb = _("下降") if way == "down" else _("增长")
    if not against:
        return verb
    if against == ["yearly"]:
        return _("年均%(verb)s") % {"verb": verb}
    return _("比%(year)s年%(verb)s") % {"year": against[0], "verb": verb}
