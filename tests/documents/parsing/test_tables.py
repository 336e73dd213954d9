"""Tables of tasks come out of web pages, Word files and PDFs as tasks, whatever cells are merged; other tables do not."""

import io

import pytest
from docx import Document

from documents.parsing.pipeline import parse_bytes
from tests.documents.parsing.formats.made import pdf_of
from tests.documents.parsing.formats.test_pdf_columns import ruled

PAGE = """<html><head><meta charset="utf-8"></head><body><div>首页 &gt; 政策</div><div class="article">
<h1>某市数字政府建设实施方案</h1>
<p>一、总体要求</p><p>以数字化改革为引领，推进政府治理现代化，提升服务水平。</p>
<p>附件1</p><p>重点任务分工表</p>
<table><tr><td>序号</td><td>重点任务</td><td>工作举措</td><td colspan="2">责任分工</td><td>完成时限</td></tr>
<tr><td></td><td></td><td></td><td>牵头单位</td><td>配合单位</td><td></td></tr>
<tr><td rowspan="2"><p>1</p></td><td rowspan="2">夯实数字底座</td><td><p>建成政务云平台。</p><p>上云率达到95%以上。</p></td>
<td rowspan="2">市大数据局</td><td>市财政局<br>各区政府</td><td>2022年12月底前</td></tr>
<tr><td>提升网络支撑能力。</td><td>&nbsp;</td><td>持续推进</td></tr>
<tr><td>2</td><td>智慧医保</td><td>推广移动支付，定点医院达到50家。</td><td>市医保局</td><td>市卫生健康委</td><td>2023年</td></tr>
<tr><td colspan="6">三、保障措施</td></tr>
<tr><td>3</td><td>强化资金保障</td><td>加大财政投入。</td><td>市财政局</td><td></td><td>长期坚持</td></tr></table>
<p>（此件公开发布）</p></div></body></html>"""
READ = [
    (
        "附件1/表1/夯实数字底座/第1行",
        "建成政务云平台",
        "key_task",
        "lead 市大数据局；support 市财政局；support 各区政府",
        "2022-12-31",
    ),
    ("附件1/表1/夯实数字底座/第2行", "提升网络支撑能力", "key_task", "lead 市大数据局", ""),
    ("附件1/表1/第3行", "智慧医保", "key_task", "lead 市医保局；support 市卫生健康委", "2023"),
    ("附件1/表1/三/第4行", "强化资金保障", "safeguard", "lead 市财政局", ""),
]


def word_file():
    """The same table in Word: cells merged over rows and columns."""
    document = Document()
    for line in ("某市数字政府建设实施方案", "一、总体要求", "以数字化改革为引领。", "附件1", "重点任务分工表"):
        document.add_paragraph(line)
    rows = [
        ("序号", "重点任务", "工作举措", "责任分工", "", "完成时限"),
        ("", "", "", "牵头单位", "配合单位", ""),
        (
            "1",
            "夯实数字底座",
            "建成政务云平台。\n上云率达到95%以上。",
            "市大数据局",
            "市财政局\n各区政府",
            "2022年12月底前",
        ),
        ("", "", "提升网络支撑能力。", "", "", "持续推进"),
        ("2", "智慧医保", "推广移动支付，定点医院达到50家。", "市医保局", "市卫生健康委", "2023年"),
        ("三、保障措施", "", "", "", "", ""),
        ("3", "强化资金保障", "加大财政投入。", "市财政局", "", "长期坚持"),
    ]
    table = document.add_table(rows=len(rows), cols=6)
    for row, words in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, words, strict=True):
            cell.text = text
    for first, last in (((0, 3), (0, 4)), ((2, 0), (3, 0)), ((2, 1), (3, 1)), ((2, 3), (3, 3)), ((5, 0), (5, 5))):
        table.cell(*first).merge(table.cell(*last))
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def read(parsed):
    return [
        (
            task.locator,
            task.title,
            task.category,
            "；".join(f"{agency.role} {agency.name}" for agency in task.agencies),
            "、".join(deadline.date for deadline in task.deadlines),
        )
        for task in parsed.tasks
    ]


@pytest.mark.parametrize(
    ("data", "name"), [(PAGE.encode(), "方案.html"), (word_file(), "方案.docx")], ids=["page", "word"]
)
def test_each_row_is_a_task_with_the_agencies_and_the_time_of_its_columns(data, name):
    parsed = parse_bytes(data, name=name)

    assert read(parsed) == READ
    assert [(target.locator, target.indicator, f"{target.value}", target.unit) for target in parsed.targets] == [
        ("附件1/表1/夯实数字底座/第1行", "上云率", "95", "%"),
        ("附件1/表1/第3行", "定点医院", "50", "家"),
    ]
    assert [target.deadline.date for target in parsed.targets] == ["2022-12-31", "2023"]
    assert {task.rule for task in parsed.tasks} == {"task.table_row", "safeguard.table_row"}
    for task in parsed.tasks:
        assert task.span.slice(parsed.original) == task.text
        assert all(agency.span.slice(parsed.original) == agency.as_written for agency in task.agencies)
        assert all(deadline.span.slice(parsed.original) == deadline.text for deadline in task.deadlines)
    assert "".join(section.span.slice(parsed.original) for section in parsed.sections) == parsed.original


def test_rows_of_a_ruled_table_of_a_pdf_are_tasks_though_a_cell_is_empty():
    rows = [
        ("序号工作任务", "牵头单位", "配合单位"),
        ("建设城市运行管理平台，汇聚各部门数据", "市大数据局", ""),
        ("建设智慧交通系统", "市公安局", "市交通局"),
    ]
    pieces = [(90, 780, 16, "某市智慧城市建设实施方案"), *ruled(rows)]

    parsed = parse_bytes(pdf_of([pieces]), name="方案.pdf")

    assert [(title, agencies) for _locator, title, _category, agencies, _due in read(parsed)] == [
        ("建设城市运行管理平台，汇聚各部门数据", "lead 市大数据局"),
        ("建设智慧交通系统", "lead 市公安局；support 市交通局"),
    ]


def test_a_cell_of_a_pdf_that_no_rule_divides_heads_both_its_rows():
    rows = (("任务", "措施", "责任单位"), ("", "建设政务云平台", "市大数据局"), ("", "建设视频平台", "市公安局"))
    pieces = [(90, 780, 16, "某市智慧城市建设实施方案"), (75, 612, 12, "夯实底座")]
    pieces += [(x, 580, 120, "│") for x in (70, 150, 350, 530)]
    pieces += [(left, y, 530 - left, "─") for left, y in ((70, 700), (70, 660), (150, 620), (70, 580))]
    pieces += [
        (x + 5, 675 - 40 * order, 12, cell)
        for order, row in enumerate(rows)
        for x, cell in zip((70, 150, 350), row, strict=True)
        if cell
    ]

    parsed = parse_bytes(pdf_of([pieces]), name="方案.pdf")

    assert [(locator, title) for locator, title, *_rest in read(parsed)] == [
        ("表1/夯实底座/第1行", "建设政务云平台"),
        ("表1/夯实底座/第2行", "建设视频平台"),
    ]


def test_a_table_whose_columns_cannot_be_told_is_a_doubt_and_no_guess():
    unknown = "某市实施方案\n重点任务分工表\n甲\t乙\t丙\n建设平台\t市大数据局\t一\n建设系统\t市公安局\t二\n建设中心\t市财政局\t三\n"
    run_together = "某市实施方案\n民生实事责任分解表序号项目名称主要内容牵头单位配合单位1增加教育资源新建学校十二所教育局各街道2促进就业城镇新增就业人社局\n"

    broken = "某市实施方案\n序号\t工作任务\t责任单位\n推进平台建设，\n市大数据局、市财\n1\t打通数据\n政局\n健全机制。\n"
    for text in (unknown, run_together, broken):
        parsed = parse_bytes(text.encode(), name="方案.txt")

        assert parsed.tasks == ()
        assert [doubt.kind for doubt in parsed.doubts if doubt.kind == "table_unread"] == ["table_unread"]


def test_a_letter_that_issues_a_table_holds_no_tasks_of_its_own():
    text = (
        "某市人民政府办公室关于印发2022年重点工作任务分工表的通知\n某政办发〔2022〕3号\n各区人民政府：\n"
        "一、各单位要高度重视，抓好落实。\n二、各单位要加强配合，形成合力。\n某市人民政府办公室\n2022年3月1日\n"
        "附件\n2022年重点工作任务分工表\n序号\t工作任务\t责任单位\t完成时限\n1\t建设政务云平台\t市大数据局\t12月底前\n"
    )

    parsed = parse_bytes(text.encode(), name="通知.txt")

    assert read(parsed) == [("附件/表1/序号1", "建设政务云平台", "key_task", "responsible 市大数据局", "2022-12-31")]


def test_a_page_that_is_mostly_table_keeps_the_letter_above_it():
    rows = "".join(
        f"<tr><td>{number}</td><td>{work}</td><td>市发展改革委、市财政局</td></tr>"
        for number, work in enumerate(
            ("新建标准厂房，引进企业，扩大就业，增加收入。", "改造老旧小区，完善配套，提升环境，方便群众。"), start=1
        )
    )
    page = (
        '<html><head><meta charset="utf-8"></head><body><div>首页</div><div><div>鞍山市人民政府办公室关于印发重点工作任务分工方案的通知</div>'
        "<div><p>鞍政办发〔2022〕3号</p><p>各区人民政府：</p><p>现将方案印发给你们，请落实。</p><p>鞍山市人民政府办公室</p><p>2022年3月1日</p></div>"
        f"<div><table><tr><th>序号</th><th>工作任务</th><th>责任单位</th></tr>{rows}</table></div></div></body></html>"
    )

    parsed = parse_bytes(page.encode(), name="通知.html")

    assert parsed.metadata.issuers == ("鞍山市人民政府办公室",)
    assert [task.title for task in parsed.tasks] == [
        "新建标准厂房，引进企业，扩大就业，增加收入",
        "改造老旧小区，完善配套，提升环境，方便群众",
    ]


def test_a_table_inside_the_text_leaves_the_chapters_around_it_as_they_are():
    text = (
        "某市智慧城市建设实施方案\n一、总体要求\n加快建设新型智慧城市。\n二、重点任务\n任务分工如下：\n"
        "序号\t工作任务\t牵头单位\n1\t建设政务云平台\t市大数据局\n2\t建设视频平台\t市公安局\n各单位要按时报送进展。\n"
        "三、保障措施\n（一）加强组织领导。成立专班。\n"
    )

    parsed = parse_bytes(text.encode(), name="方案.txt")

    assert [task.locator for task in parsed.tasks] == ["二/表1/序号1", "二/表1/序号2", "三/(一)"]
    assert [section.locator for section in parsed.sections][-5:] == [
        "二/表1/序号1",
        "二/表1/序号2",
        "二/表后",
        "三",
        "三/(一)",
    ]


def test_a_table_of_indicators_gives_targets_for_the_years_to_come_and_no_tasks():
    text = (
        "某市信息化发展规划（2021—2025年）\n一、发展目标\n到2025年，基本建成数字城市。\n主要指标\n"
        "序号\t指标名称\t单位\t2020年\t2025年\t属性\n1\t系统上云率\t%\t60\t≥90\t约束性\n2\t5G基站数\t万个\t0.3\t1.2\t预期性\n"
        "3\t核心产业增加值占比（%）\t\t6.5\t10左右\t预期性\n4\t产业规模\t亿元\t800\t1,500\t预期性\n5\t农村宽带\t—\t—\t全覆盖\t预期性\n"
    )

    parsed = parse_bytes(text.encode(), name="规划.txt")
    quantities = [target for target in parsed.targets if target.kind == "quantity"]

    assert [
        (each.indicator, each.operator, f"{each.value.normalize():f} {each.unit}", each.deadline.date)
        for each in quantities
    ] == [
        ("系统上云率", ">=", "90 %", "2025"),
        ("5G基站数", "=", "12000 个", "2025"),
        ("核心产业增加值占比", "~", "10 %", "2025"),
        ("产业规模", "=", "1500 亿元", "2025"),
    ]
    assert {each.rule for each in quantities} == {"quantity.indicator_table"}
    assert all(each.span.slice(parsed.original) == each.quote for each in quantities)
    assert all(each.deadline.span.slice(parsed.original) == "2025年" for each in quantities)
    assert all(task.rule != "task.table_row" for task in parsed.tasks)
