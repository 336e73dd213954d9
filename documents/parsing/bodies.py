"""Lines that name who signs: one body, several with blanks between, or several run together.

Example: 某市教育局  某市财政局 names two; 国家税务总局山西省税务局 is one, a central body with its branch.
"""

from __future__ import annotations

from itertools import pairwise

from documents.parsing.gazetteer import gazetteer
from documents.parsing.patterns import pattern

SIGNATURE = pattern(
    "signature_line",
    r"[\u4e00-\u9fff（）]{2,40}(?:办公室|人民政府|政府|委员会|管委会|领导小组|小组|指挥部|局|厅|委|部|院|署|中心|会|处|管委|政府办|支行|分行|银行|总队|支队|集团|公司|大学)\Z|中共中央\Z",
)
SEAL = pattern("seal", r"（(?:代章|印章|公章|盖章|章)）\Z")
BODY_END = pattern(
    "body_end",
    r"\A中共中央\Z|[省市区县州旗]委办公[室厅]\Z|[\u4e00-\u9fff]{3}(?:办公室|办公厅|人民政府|委员会|管委会|管委|市委|县委|区委|州委|省委|局|厅|部|中心|支行|分行|总队|支队)\Z",
)
# A central body that names its branch behind itself: 国家税务总局|山西省税务局 is one.
BRANCH = pattern(
    "central_branch", r"国家(?:税务总局|统计局|矿山安全监察局|能源局|外汇管理局)|中国(?:人民银行|气象局|民用航空局)"
)
NATIONAL_BODY = pattern("national_body", r"国家|中共|中国|国务院")
LEVEL_BODY = pattern("level_body", r"(?<=办公[室厅])[省市区县州旗](?:委|政府|人民政府)办公[室厅]\Z")
LAST_SIGNS = frozenset("室府会组部局厅委院署心处办行队团司学央")
"""What the name of a body can end with: asked first, because most lines of a text end otherwise."""
MAX_LINE = 600
HALF_BODIES = frozenset(("办公厅", "办公室", "人民政府", "委员会", "管委会", "领导小组", "管理局", "指挥部"))


def bodies_in(line: str) -> tuple[str, ...]:
    """The bodies a line names and nothing else: one, also letter-spaced, or several divided by spaces.

    >>> bodies_in("某市教育局  某市财政局")
    ('某市教育局', '某市财政局')
    """
    parts = [SEAL.sub("", part) for part in line.split()]
    if len(parts) > 1 and all(
        len(part) > 2 and part not in HALF_BODIES and SIGNATURE.fullmatch(part) for part in parts
    ):
        return tuple(body for part in parts for body in _joined_bodies(part))
    if not parts or parts[-1][-1:] not in LAST_SIGNS or len(line) > MAX_LINE:
        return ()
    bodies = _joined_bodies("".join(parts))
    return bodies if all(SIGNATURE.fullmatch(body) for body in bodies) else ()


def _joined_bodies(text: str) -> tuple[str, ...]:
    """Bodies that stand without a space between them: a body ends where the next begins with a place or 国家, 中共."""
    cuts = [mention.start for mention in gazetteer().mentions(text)]
    cuts += [match.start() for match in NATIONAL_BODY.finditer(text)]
    cuts += [match.start() for match in LEVEL_BODY.finditer(text)]
    places = [0]
    for cut in sorted(cuts):
        if BODY_END.search(text[:cut]) and not BRANCH.fullmatch(text[places[-1] : cut]):
            places.append(cut)
    return tuple(text[start:end] for start, end in pairwise([*places, len(text)]))
