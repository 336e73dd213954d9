"""The pages of a list: the first ones by number, all others by the row that they begin behind or end before.

A page by number counts its way through the rows before it, so only the first ones have one. after=2020,431 begins
behind the row with these values of the order's columns, wherever it stands now; before=2020,431 ends before it,
before=end is the last page. No row is passed over or shown twice, whatever is added or taken away meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, unquote

from django.core.exceptions import ValidationError
from django.core.paginator import EmptyPage, PageNotAnInteger, Paginator
from django.db.models import F, Field, Model, Q
from django.db.models.expressions import OrderBy
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from documents.addresses import AFTER, BEFORE, MAX_PAGE, PAGE
from documents.querysets import COUNT_LIMIT, CountedQuerySet

ROWS_PER_PAGE = 50
# Pages that others link to by their number; the addresses of those up to MAX_PAGE answer too.
NUMBERED = 20
END = "end"
NOTHING = "!"
"""What stands for an empty column; quoting leaves no other value like it."""


@dataclass(frozen=True, slots=True)
class PageLink:
    """One step to another page; without address, the page that is open, or a gap."""

    label: str
    url: str
    current: bool = False


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page of a list: the keys of its rows and the ways from it."""

    ids: Sequence[int]
    first: int
    """The place of its first row in the list; 0 where nobody has counted that far."""
    numbers: tuple[PageLink, ...] = ()
    first_url: str = ""
    previous_url: str = ""
    next_url: str = ""
    last_url: str = ""

    @property
    def last(self) -> int:
        """The place of its last row."""
        return self.first + len(self.ids) - 1

    @property
    def is_one_of_several(self) -> bool:
        """Whether there is any other page."""
        return bool(self.previous_url or self.next_url or self.first_url)


@dataclass(frozen=True, slots=True)
class Column:
    """One column of an order."""

    path: str
    descending: bool
    field: Field[Any, Any]
    can_be_empty: bool

    def ordering(self, *, backward: bool) -> OrderBy:
        """The order along this column; rows without a value come last, read backward first."""
        down = self.descending != backward
        expression = F(self.path)
        if not self.can_be_empty:
            return expression.desc() if down else expression.asc()
        places = {"nulls_first": True} if backward else {"nulls_last": True}
        return expression.desc(**places) if down else expression.asc(**places)

    def beyond(self, value: Any, *, backward: bool) -> list[Q]:
        """Conditions on rows that come later than `value` along this column, nearest first."""
        there, empty = Q(**{f"{self.path}__isnull": False}), Q(**{f"{self.path}__isnull": True})
        if value is None:
            return [there] if backward else []
        down = self.descending != backward
        later = Q(**{f"{self.path}__{'lt' if down else 'gt'}": value})
        return [later, empty] if self.can_be_empty and not backward else [later]

    def equal(self, value: Any) -> Q:
        """The condition on rows that have this value."""
        return Q(**{f"{self.path}__isnull": True}) if value is None else Q(**{self.path: value})


def read_leaf(request: HttpRequest, rows: CountedQuerySet, *, order: Sequence[Any], number: int, query: str) -> Leaf:
    """The page that the address asks for; Http404 for one that is not there.

    `rows` in their `order`, of which there are `number` (one more than COUNT_LIMIT for more); `query` are the other
    parameters, ending in & unless empty.
    """
    columns = _columns(rows.model, order)
    if request.GET.get(AFTER) or request.GET.get(BEFORE):
        return _by_row(request, rows, columns, query)
    return _by_number(request, rows, columns, number=number, query=query)


def _by_number(
    request: HttpRequest, rows: CountedQuerySet, columns: Sequence[Column], *, number: int, query: str
) -> Leaf:
    keys = rows.values_list("pk", flat=True)
    paginator = Paginator(keys, ROWS_PER_PAGE)
    paginator.__dict__["count"] = min(number, COUNT_LIMIT)  # counted already
    try:
        page = paginator.page(request.GET.get(PAGE, 1))
    except (PageNotAnInteger, EmptyPage) as error:
        raise Http404(_("没有这一页")) from error
    if page.number > MAX_PAGE:
        raise Http404(_("没有这一页"))
    ids = list(page.object_list)
    more = page.has_next() or number > page.end_index()
    behind = _token(rows.model, columns, ids[-1:]) if more and page.number >= NUMBERED else ""
    return Leaf(
        ids,
        page.start_index(),
        _numbers(page, query),
        first_url=f"?{query}".rstrip("&") if page.number > NUMBERED else "",
        previous_url=_numbered(page.number - 1, query) if page.number > 1 else "",
        next_url=f"?{query}{AFTER}={behind}" if behind else _numbered(page.number + 1, query) if more else "",
        last_url=f"?{query}{BEFORE}={END}" if more and paginator.num_pages > NUMBERED else "",
    )


def _numbers(page: Any, query: str) -> tuple[PageLink, ...]:
    """The numbers to step to: all of few pages, the first ones of many."""
    last = min(page.paginator.num_pages, NUMBERED)
    if page.number > last or last == 1:
        return ()
    shown = Paginator(range(last), 1)
    return tuple(
        PageLink(
            str(each), "" if each in (page.number, shown.ELLIPSIS) else _numbered(int(each), query), each == page.number
        )
        for each in shown.get_elided_page_range(page.number)
    )


def _numbered(number: int, query: str) -> str:
    return f"?{query}{PAGE}={number}" if number > 1 else f"?{query}".rstrip("&")


def _by_row(request: HttpRequest, rows: CountedQuerySet, columns: Sequence[Column], query: str) -> Leaf:
    backward = not request.GET.get(AFTER)
    token = request.GET[BEFORE] if backward else request.GET[AFTER]
    at_end = backward and token == END
    values = None if at_end else _values(token, columns)
    ids = _walk(rows, columns, values, backward=backward)
    if backward and len(ids) <= ROWS_PER_PAGE:  # the beginning of the list: its first page is a whole one
        first = list(rows[: ROWS_PER_PAGE + 1].values_list("pk", flat=True))
        if not at_end or len(first) <= ROWS_PER_PAGE:
            return _from_start(rows.model, columns, first, query)
    if not ids and not backward:  # what stood behind has gone
        return _by_end(rows, columns, query)
    more, ids = len(ids) > ROWS_PER_PAGE, ids[:ROWS_PER_PAGE]
    if backward:
        ids.reverse()
    has_next = not at_end if backward else more
    return Leaf(
        ids,
        0,
        first_url=f"?{query}".rstrip("&"),
        previous_url=f"?{query}{BEFORE}={_token(rows.model, columns, ids[:1])}",
        next_url=f"?{query}{AFTER}={_token(rows.model, columns, ids[-1:])}" if has_next else "",
        last_url=f"?{query}{BEFORE}={END}" if has_next else "",
    )


def _from_start(model: type[Model], columns: Sequence[Column], ids: list[int], query: str) -> Leaf:
    more, ids = len(ids) > ROWS_PER_PAGE, ids[:ROWS_PER_PAGE]
    return Leaf(
        ids,
        1 if ids else 0,
        next_url=f"?{query}{AFTER}={_token(model, columns, ids[-1:])}" if more else "",
        last_url=f"?{query}{BEFORE}={END}" if more else "",
    )


def _by_end(rows: CountedQuerySet, columns: Sequence[Column], query: str) -> Leaf:
    """The last page."""
    ids = _walk(rows, columns, None, backward=True)[:ROWS_PER_PAGE][::-1]
    before = f"?{query}{BEFORE}={_token(rows.model, columns, ids[:1])}" if ids else ""
    return Leaf(ids, 0, first_url=f"?{query}".rstrip("&"), previous_url=before)


def _walk(
    rows: CountedQuerySet, columns: Sequence[Column], values: Sequence[Any] | None, *, backward: bool
) -> list[int]:
    """Keys of the next rows from the row with these values, one more than a page holds; from the end without values.

    One question for the rows that share all values but the last, one for those that share all but the last two, and
    so on until there are enough: each is a stretch of an index, however far from the beginning it lies.
    """
    found: list[int] = []
    for condition, rest in _stretches(columns, values, backward=backward):
        ordered = rows.filter(condition).order_by(*(column.ordering(backward=backward) for column in rest))
        found += ordered.values_list("pk", flat=True)[: ROWS_PER_PAGE + 1 - len(found)]
        if len(found) > ROWS_PER_PAGE:
            break
    return found


def _stretches(
    columns: Sequence[Column], values: Sequence[Any] | None, *, backward: bool
) -> Iterator[tuple[Q, Sequence[Column]]]:
    """Conditions on the rows that follow, nearest first, each with the columns that still order them."""
    if values is None:
        first = columns[0]
        if first.can_be_empty:
            yield first.equal(None), columns[1:]
            yield Q(**{f"{first.path}__isnull": False}), columns
        else:
            yield Q(), columns
        return
    for place in range(len(columns) - 1, -1, -1):
        shared = Q()
        for column, value in zip(columns[:place], values, strict=False):
            shared &= column.equal(value)
        for beyond in columns[place].beyond(values[place], backward=backward):
            yield shared & beyond, columns[place:]


def _columns(model: type[Model], order: Sequence[Any]) -> tuple[Column, ...]:
    columns = []
    for each in order:
        path = str(getattr(each.expression, "name", "")) if isinstance(each, OrderBy) else str(each).removeprefix("-")
        descending = each.descending if isinstance(each, OrderBy) else str(each).startswith("-")
        fields = _fields(model, path)
        columns.append(Column(path, descending, fields[-1], any(field.null for field in fields)))
    return tuple(columns)


def _fields(model: Any, path: str) -> list[Field[Any, Any]]:
    """The fields along a path: function__order leads over the function of an agency, which may be missing."""
    found = []
    for name in path.split("__"):
        field = next(field for field in model._meta.concrete_fields if name in (field.name, field.attname))
        model = field.related_model
        found.append(field)
    return found


def _token(model: type[Model], columns: Sequence[Column], ids: Sequence[int]) -> str:
    """The values of one row along the order, as they stand in an address."""
    values = model._base_manager.filter(pk__in=ids).values_list(*(column.path for column in columns)).first()
    return quote(",".join(NOTHING if value is None else quote(str(value), safe="") for value in values or ()), safe=",")


def _values(token: str, columns: Sequence[Column]) -> list[Any]:
    """The values that a token stands for; Http404 for one that no page has given out."""
    parts = token.split(",")
    if len(parts) != len(columns):
        raise Http404(_("没有这一页"))
    try:
        return [_value(part, column) for part, column in zip(parts, columns, strict=True)]
    except (ValidationError, ValueError, OverflowError) as error:
        raise Http404(_("没有这一页")) from error


def _value(part: str, column: Column) -> Any:
    if part == NOTHING:
        return None
    field: Any = column.field
    target = field.target_field if field.remote_field else field
    clean: Callable[[Any], Any] = target.to_python
    value = clean(unquote(part))
    if isinstance(value, int):
        value.to_bytes(8, "big", signed=True)  # no larger than the databases hold
    return value
