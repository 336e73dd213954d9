"""Texts in the one form in which search compares them; every folded character knows where it came from.

Each character is folded alone, whatever stands beside it, so that a part of a text folds to a part of the folded text:
that makes searching in folded texts exact. Original and shown texts are never folded (NFKC would turn ㈠ into (一)).
"""

from __future__ import annotations

import unicodedata

from documents.parsing.cleaning.script import simplify
from documents.parsing.spans import Edit, Segment, TracedText

# Shapes that Unicode keeps apart and readers do not. NFKC has made full-width marks half-width before.
_SHAPES = {
    **dict.fromkeys("〔[【〖﹝{「『", "("),
    **dict.fromkeys("〕]】〗﹞}」』", ")"),
    **dict.fromkeys("“”„‟«»〝〞〟", '"'),
    **dict.fromkeys("‘’‚‛`´", "'"),
    **dict.fromkeys("‐‑‒–—―−─━", "-"),
    **dict.fromkeys("〜∼～", "~"),
    **dict.fromkeys("•‧∙⋅・･", "·"),
    **dict.fromkeys("∶︰", ":"),
    "〈": "<",
    "〉": ">",
}
# Second shapes of characters that NFKC leaves alone (Unicode data file EquivalentUnifiedIdeograph.txt).
_RADICALS = dict(
    zip(
        "⺁⺄⺆⺌⺎⺕⺗⺙⺜⺝⺟⺠⺣⺦⺩⺪⺫⺬⺭⺮⺯⺶⺷⺸⺹⺼⺽⺾⻀⻂⻃⻄⻅⻆⻈⻉⻊⻋⻌⻏⻐⻑⻒⻓⻔⻖⻘⻙⻚⻛⻜⻝⻞⻟⻠⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰",
        "厂乙冂小兀彐心攵日月母民灬丬王疋罒示礻竹糸羊羊芈耂月臼艹艹衤西西见角讠贝足车辶阝钅长镸长门阝青韦页风飞食食食饣马骨鬼鱼鸟卤麦黄齐齿龙",
        strict=True,
    )
)
_MARKS = range(0x300, 0x370)
_VARIATIONS = (range(0xFE00, 0xFE10), range(0xE0100, 0xE01F0))
# No character changes its form more often than this.
_STEPS = 4


class _Folds(dict[int, str]):
    """The form of each character, worked out once: no request loads a dictionary that it does not need."""

    def __missing__(self, code: int) -> str:
        folded = before = chr(code)
        for _step in range(_STEPS):
            folded = "".join(map(_form, before))
            if folded == before:
                break
            before = folded
        self[code] = folded
        return folded


_FOLDS = _Folds()


def fold(text: str) -> str:
    """The text as search compares it: one width, case, script and shape; each blank is a space.

    >>> fold("國辦發〔２０２０〕53號：ＩＰｖ6")
    '国办发(2020)53号:ipv6'
    """
    return text.translate(_FOLDS)


def folded(text: str) -> TracedText:
    """The folded text, each character with its place in `text`.

    >>> folded("㈠大數據").source(Span(1, 2))
    Span(start=0, end=1)
    """
    forms = [_FOLDS[ord(character)] for character in text]
    if all(len(form) == 1 for form in forms):
        return TracedText("".join(forms), (Segment(0, len(text), 0, len(text)),) if text else ())
    edits = [
        Edit(place, place + 1, form, "fold")
        for place, (character, form) in enumerate(zip(text, forms, strict=True))
        if character != form
    ]
    return TracedText.of(text).apply(edits)


def _form(character: str) -> str:
    """One step of folding one character; nothing for what is not seen."""
    if character.isspace():
        return " "
    if character in _SHAPES or character in _RADICALS:
        return _SHAPES.get(character) or _RADICALS[character]
    if _is_unseen(character):
        return ""
    plain = unicodedata.normalize("NFKD", character)
    if len(plain) > 1 and plain[0].isascii() and all(ord(mark) in _MARKS for mark in plain[1:]):
        return plain[0].casefold()
    form = unicodedata.normalize("NFKC", character).casefold()
    return simplify(form) if len(form) == 1 and form >= "⺀" else form


def _is_unseen(character: str) -> bool:
    code = ord(character)
    return (
        unicodedata.category(character) in ("Cc", "Cf", "Cs")
        or code in _MARKS
        or any(code in variations for variations in _VARIATIONS)
    )
