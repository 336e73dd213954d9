"""Answers of the parser's child process as JSON: packed there, opened here by the types of our own records.

What is opened is built field by field from the type hints of the records, so that even a child that a hostile file
has taken over can hand over nothing but text, numbers, dates and spans.
"""

from __future__ import annotations

import dataclasses
import json
import types
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

from documents.parsing.collecting import not_collecting
from documents.parsing.errors import CLASSES, ParserStopped, ParsingError
from documents.parsing.raw import RawText
from documents.parsing.records import Derived, ParsedDocument, TaskProfile

RESULTS = {"Derived": Derived, "ParsedDocument": ParsedDocument, "RawText": RawText, "TaskProfile": TaskProfile}
"""What a child may answer with."""

Decoder = Callable[[Any], Any]


class Unopenable(ValueError):
    """The bytes are no answer of a child that kept to the form."""


def packed_result(result: object) -> bytes:
    """The bytes of a result. Raises TypeError for anything but a record of RESULTS.

    Example: packed_result(parse_bytes(data, name="方案.txt")).
    """
    kind = type(result).__name__
    if RESULTS.get(kind) is not type(result):
        raise TypeError(f"{kind} is no answer")
    return _packed(["result", kind, result])


def packed_refusal(refusal: ParsingError) -> bytes:
    """The bytes of a refusal with its code and what its sentence says."""
    return _packed(["refused", type(refusal).__name__, refusal.code, refusal.name, refusal.details])


def packed_stop(code: str, *, trace: str = "") -> bytes:
    """The bytes of an answer that says why there is none; `trace` is for the log."""
    return _packed(["stopped", code, trace])


@not_collecting()
def opened(packed: bytes, *, name: str) -> object:
    """The result in the bytes. Raises the refusal they hold, Unopenable for anything else.

    `name` is the file that was parsed, whatever the child says.
    """
    try:
        match json.loads(packed.decode("utf-8", errors="surrogatepass"), parse_constant=_no_number):
            case ["result", str(kind), fields]:
                return _decoder(RESULTS[kind])(fields)
            case ["refused", str(kind), str(code), str(said), dict(details)]:
                raise CLASSES[kind](code, name=said, **{key: _detail(value) for key, value in details.items()})
            case ["stopped", str(code), str(trace)]:
                stop = ParserStopped(code, name=name)
                if trace:
                    stop.add_note(trace)
                raise stop
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, ArithmeticError, RecursionError) as error:
        raise Unopenable(str(error)) from error
    raise Unopenable("an answer of no known form")


def _packed(answer: list[object]) -> bytes:
    text = json.dumps(answer, default=_plain, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return text.encode("utf-8", errors="surrogatepass")


def _plain(value: object) -> object:
    """What json does not know: a record is the list of its fields, dates and decimals are their words."""
    if dataclasses.is_dataclass(value):
        return [getattr(value, field.name) for field in dataclasses.fields(value)]
    if isinstance(value, date | Decimal):
        return str(value)
    raise TypeError(f"{type(value).__name__} is no part of an answer")


@cache
def _decoder(hint: Any) -> Decoder:
    """A function that builds a value of the type from what JSON holds; it raises for anything else."""
    if hint is date:
        return date.fromisoformat
    if hint is Decimal:
        return lambda value: Decimal(_exactly(str)(value))
    if hint in (str, int, bool, float):
        return _exactly(hint)
    if isinstance(hint, type) and dataclasses.is_dataclass(hint):
        return _record(hint, [field.name for field in dataclasses.fields(hint)])
    if get_origin(hint) in (Union, types.UnionType):
        (inner,) = (kind for kind in get_args(hint) if kind is not types.NoneType)
        decode = _decoder(inner)
        return lambda value: None if value is None else decode(value)
    if get_origin(hint) is tuple:
        return _tuple(get_args(hint))
    if get_origin(hint) is dict:
        return _mapping(get_args(hint))
    if issubclass(hint, tuple):
        return _record(hint, list(hint._fields))
    raise TypeError(f"{hint} is no part of an answer")


def _exactly(kind: type) -> Decoder:
    def decode(value: Any) -> Any:
        if type(value) is not kind and not (kind is float and type(value) is int):
            raise TypeError(f"{type(value).__name__} in place of {kind.__name__}")
        return value

    return decode


def _mapping(hints: tuple[Any, ...]) -> Decoder:
    decode_key, decode = map(_decoder, hints)

    def decode_all(value: Any) -> Any:
        return {decode_key(key): decode(each) for key, each in _exactly(dict)(value).items()}

    return decode_all


def _record(kind: type, names: list[str]) -> Decoder:
    hints = get_type_hints(kind)
    decoders = [_decoder(hints[name]) for name in names]
    return lambda values: kind(*(decode(value) for decode, value in zip(decoders, _listed(values), strict=True)))


def _tuple(kinds: tuple[Any, ...]) -> Decoder:
    if len(kinds) == 2 and kinds[1] is Ellipsis:
        decode = _decoder(kinds[0])
        return lambda values: tuple(decode(value) for value in _listed(values))
    decoders = [_decoder(kind) for kind in kinds]
    return lambda values: tuple(decode(value) for decode, value in zip(decoders, _listed(values), strict=True))


def _listed(values: Any) -> list[Any]:
    if type(values) is not list:
        raise TypeError(f"{type(values).__name__} in place of a list")
    return values


def _detail(value: Any) -> str | int:
    if type(value) not in (str, int):
        raise TypeError(f"{type(value).__name__} in a sentence")
    return value  # type: ignore[no-any-return]


def _no_number(word: str) -> float:
    raise ValueError(f"{word} is no number")
