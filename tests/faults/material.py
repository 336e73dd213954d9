"""Twenty short policy documents of twenty cities, without doubts, the same bytes each time."""

from __future__ import annotations

from documents.importing.desk.receiving import Received

CITIES = (
    *(
        "济南市济",
        "青岛市青",
        "合肥市合",
        "芜湖市芜",
        "南京市宁",
        "苏州市苏",
        "杭州市杭",
        "宁波市甬",
        "福州市榕",
        "厦门市厦",
    ),
    *(
        "长沙市长",
        "株洲市株",
        "武汉市武",
        "宜昌市宜",
        "郑州市郑",
        "洛阳市洛",
        "成都市成",
        "绵阳市绵",
        "西安市市",
        "宝鸡市宝",
    ),
)
TEXT = """{city}人民政府办公室
关于印发{city}智慧{topic}实施方案的通知
{prefix}政办发〔2021〕{number}号
各县（市、区）人民政府：
现将《{city}智慧{topic}实施方案》印发给你们，请认真组织实施。
{city}人民政府办公室
2021年3月{day}日
{city}智慧{topic}实施方案
一、总体目标
到2023年，全市{topic}平台覆盖率达到{share}%以上。
二、重点任务
（一）建设{topic}大数据平台。由市大数据局牵头，市财政局配合，2022年底前完成。
（二）推进{topic}便民服务。（责任单位：市教育局）
三、保障措施
（一）加强组织领导。成立领导小组。
"""
TOPICS = ("养老", "教育", "交通", "水务", "环保")


def documents(number: int = 20, *, series: int = 1) -> list[Received]:
    """The first `number` documents; another series has other numbers and other bytes."""
    return [_document(place, series) for place in range(number)]


def _document(place: int, series: int) -> Received:
    city, prefix = CITIES[place][:3], CITIES[place][3:]
    text = TEXT.format(
        city=city,
        prefix=prefix,
        topic=TOPICS[place % len(TOPICS)],
        number=series * 20 + place,
        day=1 + place,
        share=60 + place,
    )
    return Received(f"{place:02d}-{city}.txt", text.encode())
