"""Every address of the portal, found by asking the resolver, so that none is forgotten."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.urls.resolvers import RegexPattern

SAMPLES = {"int": 1, "slug": "x", "string": "x", "path": "x", "app_label": "documents"}


@dataclass(frozen=True, slots=True)
class Address:
    """The name of a view with its namespace, and what stands in its address: name and kind of each part."""

    name: str
    parts: tuple[tuple[str, str], ...]

    def sample(self) -> str:
        """An address of this form; nothing need be there."""
        if "." in self.name:  # views without a name: whatever else there is below /admin/
            return "/admin/nothing-else"
        return reverse(self.name, kwargs={name: SAMPLES[kind] for name, kind in self.parts})


def addresses() -> list[Address]:
    """Every address the resolver knows, by name; one name may stand twice with different parts."""
    return sorted(_walk(get_resolver().url_patterns, before="", given=()), key=lambda address: address.name)


def _walk(
    patterns: list[URLPattern | URLResolver], *, before: str, given: tuple[tuple[str, str], ...]
) -> Iterator[Address]:
    for pattern in patterns:
        parts = (*given, *_parts(pattern))
        if isinstance(pattern, URLResolver):
            inside = f"{before}{pattern.namespace}:" if pattern.namespace else before
            yield from _walk(pattern.url_patterns, before=inside, given=parts)
        else:
            yield Address(f"{before}{pattern.name or pattern.lookup_str}", parts)


def _parts(pattern: URLPattern | URLResolver) -> tuple[tuple[str, str], ...]:
    if isinstance(pattern.pattern, RegexPattern):
        names = pattern.pattern.regex.groupindex
        return tuple((name, "app_label" if name == "app_label" else "path") for name in names)
    converters = pattern.pattern.converters
    return tuple((name, type(each).__name__.removesuffix("Converter").lower()) for name, each in converters.items())
