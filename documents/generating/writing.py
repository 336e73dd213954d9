"""One whole generated document as text: head, general part, tasks by domain, stages, safeguards, closing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from documents.generating.drawing import about, several, zipf
from documents.generating.material import LEVEL, Material
from documents.generating.places import Seat
from documents.generating.tasks import Setting, domains_of, write_task
from documents.parsing.domains import taxonomy

NUMERALS = "零一二三四五六七八九十"
SUBJECTS = (
    "新型智慧城市建设",
    "数字政府建设",
    "推进新型智慧城市建设",
    "加快新型智慧城市建设",
    "智慧城市建设",
    "数字经济发展",
    "推进城市数字化转型",
    "大数据发展应用",
)
GENRES = ("实施方案", "实施意见", "行动计划", "工作方案", "指导意见")
FIRST_DAY, DAYS = date(2016, 1, 1), 3_650
TASKS_IN_THE_MIDDLE = 46


def write_document(random: Random, *, seat: Seat, material: Material) -> str:
    """The text of a document of this place; the same lots give the same text."""
    day = FIRST_DAY + timedelta(days=random.randrange(DAYS))
    setting = Setting(seat, day.year)
    genre = zipf(random, GENRES)
    subject = zipf(random, SUBJECTS)
    lines = [
        *_head(random, seat=seat, day=day, subject=subject, genre=genre),
        *_general_part(random, material, setting),
        *_task_part(random, material, setting),
        *_stages(random, day.year),
        *_safeguards(random, material, seat),
    ]
    return "\n".join((*lines, f"{seat.in_full}人民政府办公室", _spoken(day), ""))


def _head(random: Random, *, seat: Seat, day: date, subject: str, genre: str) -> Iterator[str]:
    """A notice with its number, or the page of a government, as they are found."""
    title = f"{seat.name}{subject}{genre}"
    if random.random() < 0.5:
        title += f"({day.year}—{day.year + random.randint(1, 5)}年)"
    opening = f"各有关部门、各有关单位:\n为扎实推进{subject},提升城市治理现代化水平和公共服务能力,结合我{seat.word}实际,制定本{genre}。"
    if random.random() < 0.5:
        yield f"{seat.number_prefix}政办发〔{day.year}〕{random.randint(1, 120)}号"
        yield f"{seat.in_full}人民政府办公室关于印发《{title}》的通知"
        yield f"各有关部门:\n《{title}》已经{seat.word}政府同意,现印发给你们,请认真组织实施。"
        yield f"{seat.in_full}人民政府办公室\n{_spoken(day)}\n{title}"
        yield opening.partition("\n")[2]
    else:
        yield "您现在的位置:首页  »   政策文件"
        yield f"{seat.in_full}人民政府办公室关于印发{title}的通知\n发布时间:{day.isoformat()}\n"
        yield opening


def _general_part(random: Random, material: Material, setting: Setting) -> Iterator[str]:
    def drawn(role: str, number: int) -> str:
        return "".join(several(random, material.general[role], number=number)).replace(LEVEL, setting.seat.word)

    yield "一、总体要求"
    yield f"(一)指导思想。{drawn('principle', 2)}"
    yield "(二)基本原则。"
    for number, name in enumerate(("统筹规划,集约建设", "以人为本,惠民优先", "创新驱动,安全可控"), start=1):
        yield f"{number}.{name}。{drawn('principle', 1)}"
    yield f"(三)主要目标。到{setting.year + random.randint(1, 4)}年,{drawn('goal', 1)}"


def _task_part(random: Random, material: Material, setting: Setting) -> Iterator[str]:
    """Tasks under groups of one upper domain each; a large document has several tasks of a domain."""
    number = about(random, middle=TASKS_IN_THE_MIDDLE, spread=0.45, least=6, most=200)
    by_top: dict[str, list[str]] = {}
    for _each in range(number):
        domain = zipf(random, domains_of(material))
        by_top.setdefault(domain.partition("/")[0], []).append(domain)
    yield "二、重点任务"
    for place, (top, domains) in enumerate(by_top.items(), start=1):
        yield f"({numeral(place)})推进{taxonomy().domains[top].name}数字化。"
        for order, domain in enumerate(domains, start=1):
            heading, text = write_task(random, domain=domain, material=material, setting=setting)
            yield f"{order}.{heading}。{text}"


def _stages(random: Random, year: int) -> Iterator[str]:
    yield "三、实施步骤"
    yield f"(一)动员部署阶段({year}年{random.randint(1, 6)}月底前)。制定工作方案,明确职责分工、目标任务、时间安排。"
    yield f"(二)集中建设阶段({year + 1}年底前)。组建工作专班,按照时间表、路线图推进项目建设。"
    yield "(三)巩固提升阶段。总结经验做法,形成常态化、制度化、规范化的运行模式。"


def _safeguards(random: Random, material: Material, seat: Seat) -> Iterator[str]:
    yield "四、保障措施"
    chosen = several(random, material.safeguards, number=random.randint(3, 6))
    for place, (title, text) in enumerate(chosen, start=1):
        yield f"({numeral(place)}){title}。{text.replace(LEVEL, seat.word)}"


def numeral(number: int) -> str:
    """A number up to 99 as headings write it: 12 gives 十二."""
    tens, ones = divmod(number, 10)
    if not tens:
        return NUMERALS[ones]
    return f"{'' if tens == 1 else NUMERALS[tens]}十{NUMERALS[ones] if ones else ''}"


def _spoken(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
