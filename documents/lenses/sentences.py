"""The sentence around a word: what stands before it, the word, what stands behind it."""

from __future__ import annotations

from dataclasses import dataclass

SENTENCE_ENDS = "。；;！？!?\n"
# A sentence longer than this is shown from and to a comma or cut.
REACH = 90


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with one word of it set apart."""

    before: str
    word: str
    after: str

    @property
    def text(self) -> str:
        """The sentence in one piece."""
        return f"{self.before}{self.word}{self.after}"


def sentence_at(text: str, *, start: int, word: str) -> Sentence:
    """The sentence of `text` in which `word` stands at `start`, or where it stands first if it does not stand there.

    >>> sentence_at("推进共享。鼓励社会资本参与；", start=5, word="鼓励").text
    '鼓励社会资本参与；'
    """
    if not text.startswith(word, start):
        start = max(text.find(word), 0)
    end = start + len(word)
    first = max(text.rfind(mark, 0, start) for mark in SENTENCE_ENDS) + 1
    ends = [place for mark in SENTENCE_ENDS if (place := text.find(mark, end)) >= 0]
    last = min(ends) + 1 if ends else len(text)
    before, after = text[first:start].lstrip(), text[end:last].rstrip()
    if len(before) > REACH:
        before = f"……{before[-REACH:]}"
    if len(after) > REACH:
        after = f"{after[:REACH]}……"
    return Sentence(before, text[start:end], after)


def sentences_with(text: str, *, word: str) -> list[tuple[int, Sentence]]:
    """Every sentence of `text` that holds `word`, once each, with the place of its first one."""
    found = []
    position = text.find(word)
    while position >= 0:
        sentence = sentence_at(text, start=position, word=word)
        found.append((position, sentence))
        ends = [place for mark in SENTENCE_ENDS if (place := text.find(mark, position + len(word))) >= 0]
        position = text.find(word, min(ends)) if ends else -1
    return found
