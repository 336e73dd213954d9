"""Targets made by hand for tests of the pure parts of the view by target."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from zlib import crc32

from comparisons.aspects.targets.identity import identity_of
from comparisons.aspects.targets.records import TargetFact
from comparisons.records import ComparedDocument
from tests.comparisons.made import JINAN, MAOJIAN

JIYUAN = replace(JINAN, pk=3, slug="419001-1", place="济源市", place_code="419001", label="济源市")
QINGDAO = replace(JINAN, pk=4, slug="370200-1", place="青岛市", place_code="370200", label="青岛市", reviewed=True)
COLUMNS = (JIYUAN, MAOJIAN, JINAN, QINGDAO)
NAMES = {"data": "数据", "data/platform": "数据平台", "ecology": "生态环境"}


def target(
    document: ComparedDocument,
    indicator: str,
    number: str,
    *,
    unit: str = "%",
    operator: str = "=",
    most: str = "",
    wording: str = "",
    deadline: str = "",
    domain: str = "data/platform",
    strength: str = "plain",
    base_year: int | None = None,
) -> TargetFact:
    """A quantity as the database would give it: 济源市, 上云率 = 80 %."""
    wording = wording or f"{indicator}达到{number}{unit}"
    return TargetFact(
        pk=crc32(f"{document.pk} {indicator} {number} {unit} {deadline}".encode()),
        document=document,
        column=COLUMNS.index(document),
        indicator=indicator,
        operator=operator,
        value=Decimal(number),
        value_max=Decimal(most) if most else None,
        unit=unit,
        strength=strength,
        strength_words={"plain": "平述", "must": "确保"}[strength],
        base_year=base_year,
        deadline=deadline,
        deadline_words=deadline and f"到{deadline}年",
        quote=wording,
        original=wording,
        before=wording,
        figure="",
        after="",
        value_text=f"{number}—{most}" if most else number,
        domain=domain,
        task="",
        locator="一/(三)",
        address="/documents/x/#c1",
        panel_address="/documents/x/passage/1-2/",
        origin="automatic",
        origin_words="自动抽取",
        identity=identity_of(
            indicator, wording=wording, operator=operator, unit=unit, place=document.place, base_year=base_year
        ),
    )
