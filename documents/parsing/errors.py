"""The ways a file can fail to be a policy document, each with words for the person who sent it."""

from __future__ import annotations


class ParsingError(Exception):
    """Base of all reading errors; the message says in Chinese what is wrong and what to do."""


class UnreadableFile(ParsingError):
    """The file cannot be opened, is too large, or is of a kind that is not read."""


class EmptyFile(ParsingError):
    """The file holds no text."""


class UnknownEncoding(ParsingError):
    """The bytes are no text in any encoding that could be told with confidence."""


class NotAPolicy(ParsingError):
    """The text is readable but shows no sign of a policy document."""
