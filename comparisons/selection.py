"""The selection of a comparison: read from an address, written back as the one canonical address."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal
from urllib.parse import parse_qsl, quote_plus

from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

# Columns together also stay within a number of tasks (builder.columns.MAX_TASKS); this bounds the address.
MAX_COLUMNS = 40
# More fields than any selection can use; parse_qsl refuses the rest before reading it.
MAX_FIELDS = 100
LONGEST_ECHO = 20
PLACE = re.compile(r"[0-9A-Za-z-]{1,12}\Z")
SLUG = re.compile(r"[0-9A-Za-z_-]{1,60}\Z")
DOMAIN = re.compile(r"[a-z_]{1,30}(/[a-z_]{1,30})?\Z")
CATEGORIES = ("key_task", "safeguard", "all")
# only_here and missing_here look from one column, the focus, at the others.
ROW_CHOICES = ("all", "common", "different", "single", "only_here", "missing_here")
LEVELS = ("", "national", "province", "prefecture", "county", "township")
PROVINCE = re.compile(r"[0-9]{2}\Z")
# What an address says as it is; a long comparison links to more than a hundred selections of the same columns.
PLAIN = re.compile(r"[0-9A-Za-z_./:~-]*")

Kind = Literal["place", "document"]


@dataclass(frozen=True, slots=True)
class Choice:
    """One chosen column: a place by its code, or a document by its slug."""

    kind: Kind
    value: str


@dataclass(frozen=True, slots=True)
class Setting:
    """A choice in the address that only one view reads: its key, the values it may have, the word for it.

    The first of `values` is the default and stays out of the address; with a `pattern` any value that matches may stand.
    """

    key: str
    label: StrOrPromise
    values: tuple[str, ...] = ("",)
    pattern: re.Pattern[str] | None = None

    def read(self, value: str) -> tuple[str, tuple[str, ...]]:
        """The value as it may stand, else the default with a sentence that says so."""
        if self.pattern is not None:
            return _matching(value, self.pattern, label=str(self.label))
        return _one_of(value, self.values, label=str(self.label))


@dataclass(frozen=True, slots=True)
class Selection:
    """What the reader chose, with sentences about what could not be read."""

    choices: tuple[Choice, ...] = ()
    domain: str = ""
    category: str = "key_task"
    rows: str = "all"
    empty: bool = False
    focus: str = ""
    """The column that is set against the others: code or slug of a choice."""
    find: str = ""
    """Words that narrow the list of places to choose from; like level and province no part of the comparison."""
    level: str = ""
    province: str = ""
    """The first two digits of its code: 37 for 山东省."""
    settings: tuple[tuple[str, str], ...] = ()
    """What one view reads besides, as far as it differs from the default: (("sort", "value"),)."""
    problems: tuple[str, ...] = ()

    @property
    def query(self) -> str:
        """The one canonical query string: columns in the chosen order, then what differs from the default."""
        pairs: list[tuple[str, str]] = [(choice.kind, choice.value) for choice in self.choices]
        pairs += [("domain", self.domain)] if self.domain else []
        pairs += [("category", self.category)] if self.category != "key_task" else []
        pairs += [("rows", self.rows)] if self.rows != "all" else []
        pairs += [("empty", "1")] if self.empty else []
        pairs += [("focus", self.focus)] if self.focus else []
        pairs += self.settings
        narrowing = (("find", self.find), ("level", self.level), ("province", self.province))
        pairs += [(key, value) for key, value in narrowing if value]
        return "&".join(f"{key}={_quoted(value)}" for key, value in pairs)

    def setting(self, key: str) -> str:
        """What stands for a key of the view; empty for its default."""
        return dict(self.settings).get(key, "")

    def set(self, key: str, value: str) -> Selection:
        """The selection with one setting of the view changed; an empty value takes it out."""
        kept = dict(self.settings) | {key: value}
        return replace(self, settings=tuple((each, said) for each, said in sorted(kept.items()) if said))

    def without(self, choice: Choice) -> Selection:
        """The selection with one column less."""
        return replace(self, choices=tuple(kept for kept in self.choices if kept != choice))

    def with_first(self, choice: Choice) -> Selection:
        """The selection with one column moved to the left end."""
        return replace(self, choices=(choice, *self.without(choice).choices))

    def moved(self, choice: Choice, *, by: int) -> Selection:
        """The selection with one column moved by so many places, to the left if negative; the ends hold."""
        others = list(self.without(choice).choices)
        place = max(0, self.choices.index(choice) + by)
        return replace(self, choices=(*others[:place], choice, *others[place:]))

    def adding(self, *choices: Choice) -> Selection:
        """The selection with more columns at the right end; one that stands already keeps its place."""
        return replace(self, choices=tuple(dict.fromkeys((*self.choices, *choices))))

    def comparing_only(self) -> Selection:
        """The selection without what only narrows the list of places to choose from."""
        if not (self.find or self.level or self.province):
            return self
        return replace(self, find="", level="", province="")

    def places(self) -> tuple[str, ...]:
        """Codes of the chosen places."""
        return tuple(choice.value for choice in self.choices if choice.kind == "place")

    def slugs(self) -> tuple[str, ...]:
        """Slugs of the chosen documents."""
        return tuple(choice.value for choice in self.choices if choice.kind == "document")


def _quoted(value: str) -> str:
    return value if PLAIN.fullmatch(value) else quote_plus(value, safe="/:")


def read_selection(query_string: str, *, settings: Sequence[Setting] = ()) -> Selection:
    """Read a selection from the query string of an address; never raises.

    Columns keep the order in which the address names them, which is why this reads the string itself:
    ``place=420302&document=jinan-2018`` puts 茅箭区 first. `settings` are what the view reads besides.
    """
    try:
        pairs = parse_qsl(query_string, max_num_fields=MAX_FIELDS)
    except ValueError:
        return Selection(problems=(_("地址里的条件太多，最多%(limit)s个。从下面重新选择。") % {"limit": MAX_FIELDS},))
    fields = dict(pairs)
    choices, problems = _choices(pairs)
    domain, bad_domain = _matching(fields.get("domain", ""), DOMAIN, label=_("领域"))
    category, bad_category = _one_of(fields.get("category", ""), CATEGORIES, label=_("类别"))
    rows, bad_rows = _one_of(fields.get("rows", ""), ROW_CHOICES, label=_("显示的行"))
    focus, bad_focus = _focus(fields.get("focus", ""), choices)
    level, bad_level = _one_of(fields.get("level", ""), LEVELS, label=_("层级"))
    province, bad_province = _matching(fields.get("province", ""), PROVINCE, label=_("省份"))
    chosen, bad_settings = _settings(fields, settings)
    return Selection(
        choices=choices,
        domain=domain,
        category=category,
        rows=rows,
        empty=fields.get("empty", "") == "1",
        focus=focus,
        level=level,
        province=province,
        find=fields.get("find", "").replace("\0", "").strip()[:LONGEST_ECHO],
        settings=chosen,
        problems=(
            *problems,
            *bad_domain,
            *bad_category,
            *bad_rows,
            *bad_focus,
            *bad_settings,
            *bad_level,
            *bad_province,
        ),
    )


def _choices(pairs: list[tuple[str, str]]) -> tuple[tuple[Choice, ...], list[str]]:
    """The columns in the order of the address, each once, and what was wrong with them."""
    chosen: list[Choice] = []
    problems: list[str] = []
    for key, value in pairs:
        if key not in ("place", "document"):
            continue
        if not (PLACE if key == "place" else SLUG).match(value):
            problems.append(_("“%(value)s”不是地区代码或文件地址，已略去。") % {"value": shortened(value)})
            continue
        choice = Choice("place" if key == "place" else "document", value)
        if choice not in chosen:
            chosen.append(choice)
    if len(chosen) > MAX_COLUMNS:
        problems.append(
            _("最多并列%(limit)s列，选了%(count)s列；只列前%(limit)s列，其余分次对照。")
            % {"limit": MAX_COLUMNS, "count": len(chosen)}
        )
    return tuple(chosen[:MAX_COLUMNS]), problems[:3]


def _focus(value: str, choices: Sequence[Choice]) -> tuple[str, tuple[str, ...]]:
    """The column to look from, if it is one of the columns."""
    if not value or any(choice.value == value for choice in choices):
        return value, ()
    return "", (_("要突出的一列不在所选的列里：%(value)s。") % {"value": shortened(value)},)


def _settings(
    fields: Mapping[str, str], settings: Sequence[Setting]
) -> tuple[tuple[tuple[str, str], ...], tuple[str, ...]]:
    """The settings that differ from their default, by key, and what was wrong with the others."""
    chosen: list[tuple[str, str]] = []
    problems: list[str] = []
    for setting in sorted(settings, key=lambda setting: setting.key):
        value, wrong = setting.read(fields.get(setting.key, ""))
        problems.extend(wrong)
        if value and value != setting.values[0]:
            chosen.append((setting.key, value))
    return tuple(chosen), tuple(problems)


def _matching(value: str, pattern: re.Pattern[str], *, label: str) -> tuple[str, tuple[str, ...]]:
    if not value or pattern.match(value):
        return value, ()
    return "", (_("%(label)s没有读懂：%(value)s。已列全部。") % {"label": label, "value": shortened(value)},)


def _one_of(value: str, known: tuple[str, ...], *, label: str) -> tuple[str, tuple[str, ...]]:
    """The value if known, else the default (the first) with a sentence that says so."""
    if value in known:
        return value, ()
    if not value:
        return known[0], ()
    return known[0], (
        _("%(label)s没有读懂：%(value)s。可以写：%(known)s。")
        % {"label": label, "value": shortened(value), "known": "、".join(word for word in known if word)},
    )


def shortened(value: str) -> str:
    """A value from an address, short enough to repeat in a sentence."""
    return value if len(value) <= LONGEST_ECHO else f"{value[:LONGEST_ECHO]}…"
