"""One task of a generated document: its heading, sentences of its domain, a target, a deadline, its agencies."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from documents.generating.drawing import several, zipf
from documents.generating.material import LEVEL, Material
from documents.generating.places import Seat

COMMA = "，"
VERBS = ("加快", "推进", "深化", "完善", "提升", "优化", "统筹推进", "大力发展", "")
ENDINGS = ("建设", "应用", "水平", "能力", "体系建设", "平台建设", "")
STRENGTHS = ("确保", "力争", "", "", "原则上")
NOTES = ("(牵头单位:{lead};配合单位:{support})", "(牵头单位:{lead})", "(责任单位:{all})", "({lead}牵头,{support}配合)")
WITHOUT_NOTE = 0.3
WITH_DEADLINE = 0.35
WITH_TARGET = 0.2
# How often a sentence comes from the domain itself; else from its upper one or from any.
OWN_SENTENCE, RELATED_SENTENCE = 0.7, 0.9
UNCHANGED = 0.3
UNGUIDED = ("other", "support")


@dataclass(frozen=True, slots=True)
class Setting:
    """What the tasks of one document share: who speaks, from which year on."""

    seat: Seat
    year: int


def write_task(random: Random, *, domain: str, material: Material, setting: Setting) -> tuple[str, str]:
    """Heading and text of one task: 推进智慧停车建设, 建设…。2023年底前,…。(牵头单位:市公安局)."""
    sentences = [
        _sentence(random, domain=domain, material=material)
        for _ in range(random.choices((1, 2, 3, 4), (2, 4, 3, 1))[0])
    ]
    body = list(dict.fromkeys(sentence.replace(LEVEL, setting.seat.word) for sentence in sentences))
    if random.random() < WITH_DEADLINE:
        body[-1] = f"{_deadline(random, setting)},{body[-1]}"
    if random.random() < WITH_TARGET:
        body.append(_target(random, material, setting))
    return _heading(random, domain, material), "".join(body) + _note(random, domain, material, setting.seat)


def domains_of(material: Material) -> tuple[str, ...]:
    """The domains that tasks are written for, those with most real sentences first."""
    codes = [code for code in material.titles if code.partition("/")[0] not in UNGUIDED]
    return tuple(sorted(codes, key=lambda code: (-len(material.sentences.get(code, ())), code)))


def _heading(random: Random, domain: str, material: Material) -> str:
    title = random.choice(material.titles[domain])
    if len(title) > 6:
        return title
    return f"{random.choice(VERBS)}{title}{random.choice(ENDINGS)}"


def _sentence(random: Random, *, domain: str, material: Material) -> str:
    """A real sentence, or the beginning of one with the end of another."""
    first, second = (_real_sentence(random, domain=domain, material=material) for _ in range(2))
    head, tail = first.split(COMMA), second.split(COMMA)
    if min(len(head), len(tail)) < 2 or random.random() < UNCHANGED:
        return first
    beginning = head[: random.randint(1, len(head) - 1)]
    mixed = COMMA.join((*beginning, *tail[random.randint(1, len(tail) - 1) :]))
    return mixed if mixed.count("“") == mixed.count("”") else first


def _real_sentence(random: Random, *, domain: str, material: Material) -> str:
    lot = random.random()
    pool: tuple[str, ...] = ()
    if lot < OWN_SENTENCE:
        pool = material.sentences.get(domain, ())
    if not pool and lot < RELATED_SENTENCE:
        top = domain.partition("/")[0]
        related = [code for code in material.sentences if code.partition("/")[0] == top]
        pool = material.sentences[random.choice(related)] if related else ()
    return random.choice(pool or material.sentences[random.choice(list(material.sentences))])


def _deadline(random: Random, setting: Setting) -> str:
    year = setting.year + random.choices((0, 1, 2, 3, 5), (4, 5, 4, 2, 1))[0]
    return random.choice((f"{year}年底前", f"到{year}年", f"{year}年{random.randint(1, 12)}月底前", f"到{year}年底"))


def _target(random: Random, material: Material, setting: Setting) -> str:
    indicator = random.choice(material.indicators)
    value = (
        random.randint(50, 100) if indicator.unit == "%" else max(1, round(indicator.value * random.uniform(0.2, 4)))
    )
    ending = random.choice(("", "以上")) if indicator.unit == "%" else ""
    return (
        f"{_deadline(random, setting)},{random.choice(STRENGTHS)}{indicator.name}达到{value}{indicator.unit}{ending}。"
    )


def _note(random: Random, domain: str, material: Material, seat: Seat) -> str:
    if random.random() < WITHOUT_NOTE:
        return ""
    top = domain.partition("/")[0]
    near = [name for code, names in material.agencies.items() if code.partition("/")[0] == top for name in names]
    every = list(dict.fromkeys(name for names in material.agencies.values() for name in names))
    lead = zipf(random, material.agencies.get(domain) or near or every)
    others = [name for name in several(random, every, number=random.randint(1, 4)) if name != lead]
    names = [_office(name, seat) for name in (lead, *others)]
    support = "、".join(names[1:]) or names[0]
    return random.choice(NOTES).format(lead=names[0], support=support, all="、".join(names))


def _office(name: str, seat: Seat) -> str:
    """公安局 of a province is 省公安厅."""
    return f"省{name.removesuffix('局')}厅" if seat.word == "省" and name.endswith("局") else f"{seat.word}{name}"
