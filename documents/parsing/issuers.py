"""Who issues a document: the bodies that sign, else those its title, its order or its page name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from documents.parsing.bodies import bodies_in
from documents.parsing.frame import (
    HALF_SIGNATURE,
    LEADER,
    ORDER,
    ORDER_HEAD,
    PUBLIC_NOTE,
    SIGNED_LINE,
    FramedLine,
    is_dated,
)
from documents.parsing.genres import document_type
from documents.parsing.page_values import page_value
from documents.parsing.patterns import pattern
from documents.parsing.places import find_place

JOINED = pattern("joined_issuers", r"[、，,;； 　]+")
PRINTED_BODY = pattern(
    "printed_body",
    r"\A(?P<bodies>[^《》。；]{3,120}?)(?:等 ?[\d一二三四五六七八九十]{1,2} ?(?:个?部门|单位|厅局))?(?:关于|印发|转发|批转|发布|公布)",
)
OWN_RULES = pattern(
    "own_rules", r"\A(?P<bodies>[^《》。；]{2,40}?(?:人民政府|委员会|局|厅))(?:工作规则|议事规则|工作细则)"
)
REPORTED = pattern(
    "reported_issue",
    r"(?:\A|[，。]|电[ 　]{1,3}|(?:近日|日前|近期)[，,]?)(?P<bodies>[\u4e00-\u9fff]{3,24}(?:[、 　]{1,2}[\u4e00-\u9fff]{3,24}){0,5}?)(?:近日|日前|联合|正式)?印发了?《",
)
SITE = pattern("site_name", r"(?:网|网站|门户|平台|公众号|客户端)\Z")


def signing_bodies(frame: Sequence[FramedLine], *, title: str) -> tuple[str, ...]:
    """The bodies that issue a document, in order: signed, ordering, printed above or in the title, empty if none is.

    `title` is the notice's, where there is one. Example: 十堰市茅箭区人民政府办公室 above 2022年7月18日.
    """
    return tuple(dict.fromkeys(_signed(frame))) or _ordering(frame) or _printed_above(frame) or _printed_issuer(title)


def stated_bodies(frame: Sequence[FramedLine], *, title: str, number: str, body: str) -> tuple[str, ...]:
    """Where nobody signs: the issuers the page states, bodies below the title or in a report of the issue (近日，A、B印发了
    《…》), or the publisher of the same place.
    """
    return (
        _header_issuers(frame)
        or _printed_below(frame)
        or _reported(frame)
        or _publishing_issuer(frame, title=title, number=number, body=body)
    )


def _signed(frame: Sequence[FramedLine]) -> Iterator[str]:
    """Signing bodies of the notice, else of the text; a long name may stand on two lines."""
    half, found = "", False
    for framed in frame:
        if found and framed.part == "title":
            return  # What is signed below belongs to the text that the notice passes on.
        signed = SIGNED_LINE.fullmatch(framed.line.text)
        text = half + (signed.group("body") if signed else framed.line.text)
        half = ""
        if framed.part != "closing" or is_dated(text) or PUBLIC_NOTE.fullmatch(text) or LEADER.fullmatch(text):
            continue
        if HALF_SIGNATURE.fullmatch(text) and not bodies_in(text):
            half = text
        else:
            found = True
            yield from bodies_in(text) or (text,)


def _printed_above(frame: Sequence[FramedLine]) -> tuple[str, ...]:
    """Issuers printed on lines of their own above 关于…."""
    names = [
        name
        for framed in frame
        if framed.part == "title" and not document_type(framed.line.text)
        for name in bodies_in(framed.line.text)
    ]
    return tuple(dict.fromkeys(names))


def _printed_below(frame: Sequence[FramedLine]) -> tuple[str, ...]:
    """Bodies on lines of their own right below a title."""
    names: list[str] = []
    below = False
    for framed in frame:
        bodies = bodies_in(framed.line.text) if framed.part == "preamble" and below else ()
        names.extend(bodies)
        below = framed.part == "title" or bool(bodies)
    return tuple(dict.fromkeys(names))


def _reported(frame: Sequence[FramedLine]) -> tuple[str, ...]:
    """Who issued a text that an agency reports above it: 近日，中共中央办公厅、国务院办公厅印发了《…》，并发出通知."""
    for framed in frame:
        if framed.part not in ("title", "preamble"):
            continue
        match = REPORTED.search(framed.line.text)
        names = JOINED.split(match.group("bodies")) if match else []
        if names and all(bodies_in(name) for name in names):
            return tuple(names)
    return ()


def _printed_issuer(title: str) -> tuple[str, ...]:
    """The issuers a title is printed with, where nobody signs: 包头市人民政府办公室关于印发…的通知, 某县人民政府工作规则."""
    match = PRINTED_BODY.match(title) or OWN_RULES.match(title)
    return bodies_in(match.group("bodies").replace("、", " ")) if match else ()


def _ordering(frame: Sequence[FramedLine]) -> tuple[str, ...]:
    """The body that gives an order: 中华人民共和国国务院令第693号 is of 国务院."""
    numbers = [framed.line.text for framed in frame if framed.part == "number"]
    orders = (ORDER.fullmatch(text) or ORDER_HEAD.fullmatch(text) for text in numbers)
    return next(((match.group("body"),) for match in orders if match), ())


def _header_issuers(frame: Sequence[FramedLine]) -> tuple[str, ...]:
    """The issuers the page states; the name of a website is none."""
    stated = page_value(frame, kind="issuer")
    return tuple(name for name in JOINED.split(stated) if name and not SITE.search(name))


def _publishing_issuer(frame: Sequence[FramedLine], *, title: str, number: str, body: str) -> tuple[str, ...]:
    """The publisher where nobody signs, if it is of the place that title, number and text speak of (no mirror)."""
    publisher = page_value(frame, kind="publisher")
    if not bodies_in(publisher) or SITE.search(publisher):
        return ()
    own = find_place(title=title, issuers=(), document_number=number or None, body=body).place
    publishing = find_place(title="", issuers=(publisher,), document_number=None, body=body).place
    return (publisher,) if own and publishing and own.code == publishing.code else ()
