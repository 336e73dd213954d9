"""Web pages give their visible text in reading order; what the host page adds stays, but outside the main text."""

import pytest

from documents.parsing.errors import EmptyFile, UnreadableFile
from documents.parsing.pipeline import parse_bytes
from documents.parsing.reader import read_bytes

PAGE = """<!DOCTYPE html><html><head><meta charset="utf-8">
<title>关于建设数字城市的实施方案_某某市人民政府</title>
<meta name="ArticleTitle" content="关于建设数字城市的实施方案">
<meta name="PubDate" content="2020-03-01 08:30"><meta name="ContentSource" content="市政府办公室">
<style>p{color:red}</style><script>var a = "脚本里的字";</script></head><body>
<div class="nav"><a href="/">首页</a> <a href="/zw">政务公开</a></div>
<table class="info">
<tr><td><b>索&nbsp;&nbsp;引&nbsp;&nbsp;号：</b></td><td>0123-2020-00001</td><th>发布机构</th><td>某某市人民政府办公室</td></tr>
<tr><td>成文日期：2020年2月21日</td><td>文&emsp;号：某政办发〔2020〕1号</td></tr>
</table>
<h1>关于建设数字城市的实施方案</h1>
<div>发布时间：2020-03-01 字号：[大 中 小]</div>
<div class="TRS_Editor"><p>　　为加快建设数字城市，提升治理水平，结合实际，制定本方案。</p>
<p><strong>一、总体</strong><span><b>目标</b></span></p><p>&nbsp;&nbsp;到2025年，网上可办率
达到95%以上。<br>公共数据实现统一管理，城市运行一屏总览。</p>
<p style="display: none">隐藏的字</p>
<table><tr><th>序号</th><th>任务</th><th>牵头单位</th></tr><tr><td>1</td><td>建设平台</td><td>市大数据局</td></tr></table>
</div>
<div class="foot">版权所有：某某市人民政府 <a href="#">打印本页</a></div></body></html>"""


def test_every_visible_line_of_a_page_is_kept_in_order():
    assert read_bytes(PAGE.encode(), name="方案.html").text.split("\n") == [
        "首页 政务公开",
        "索引号：0123-2020-00001",
        "发布机构：某某市人民政府办公室",
        "成文日期：2020年2月21日",
        "文号：某政办发〔2020〕1号",
        "关于建设数字城市的实施方案",
        "发布时间：2020-03-01 字号：[大 中 小]",
        "　　为加快建设数字城市，提升治理水平，结合实际，制定本方案。",
        "一、总体目标",
        "  到2025年，网上可办率达到95%以上。",
        "公共数据实现统一管理，城市运行一屏总览。",
        "序号\t任务\t牵头单位",
        "1\t建设平台\t市大数据局",
        "版权所有：某某市人民政府 打印本页",
        "来源：市政府办公室",
    ]


def test_the_main_text_runs_from_the_title_to_the_end_of_the_article():
    raw = read_bytes(PAGE.encode(), name="方案.html")
    start, end = raw.main
    main = raw.text[start:end].split("\n")

    assert (main[0], main[-1]) == ("关于建设数字城市的实施方案", "1\t建设平台\t市大数据局")


@pytest.mark.parametrize("codec", ["utf-8", "gbk", "utf-16"])
def test_the_declared_charset_may_lie(codec):
    raw = read_bytes(PAGE.encode(codec, errors="xmlcharrefreplace"), name="方案.html")

    assert "一、总体目标" in raw.text
    assert raw.confidence >= 0.9
    assert raw.media_type == "text/html"


def test_a_title_that_only_the_head_knows_is_put_before_the_text():
    page = PAGE.replace("<h1>关于建设数字城市的实施方案</h1>", "")

    assert "\n关于建设数字城市的实施方案\n　　为加快" in read_bytes(page.encode(), name="方案.html").text


def test_an_article_that_a_script_would_show_is_read_though_it_is_hidden():
    page = f"<html><body><p>首页</p><div style='display:none'><p>{'为加快建设数字城市，制定本方案。' * 5}</p></div></body></html>"

    assert "为加快建设数字城市" in read_bytes(page.encode(), name="方案.html").text


def test_pinyin_above_the_line_is_no_text():
    page = "<html><body><p>建<ruby>設<rp>(</rp><rt>shè</rt><rp>)</rp></ruby>平台</p></body></html>"

    assert read_bytes(page.encode(), name="方案.html").text == "建設平台"


def test_lists_headings_and_preformatted_lines_stand_alone():
    page = (
        "<html><body><h2>一、总体要求</h2><ul><li>坚持统筹</li><li>坚持安全</li></ul>"
        "<pre>第一行\n第二行</pre><p>文字<em>强</em>调</p></body></html>"
    )

    assert (
        read_bytes(page.encode(), name="方案.html").text == "一、总体要求\n坚持统筹\n坚持安全\n第一行\n第二行\n文字强调"
    )


@pytest.mark.parametrize(
    ("opening", "lines"),
    [
        ("<ol>", "1.坚持统筹\n2.坚持安全"),
        ("<ol start=3>", "3.坚持统筹\n4.坚持安全"),
        ("<ol style='list-style-type: cjk-ideographic'>", "一、坚持统筹\n二、坚持安全"),
        ("<ol class='custom_cn list-paddingleft-1'>", "一、坚持统筹\n二、坚持安全"),
        ("<ol type=a>", "a.坚持统筹\nb.坚持安全"),
        ("<ol style='list-style:none'>", "坚持统筹\n坚持安全"),
        ("<ul>", "坚持统筹\n坚持安全"),
    ],
)
def test_the_numbers_a_browser_shows_stand_in_the_text(opening, lines):
    page = f"<html><body>{opening}<li><p>坚持统筹</p></li><li>坚持安全</li></body></html>"

    assert read_bytes(page.encode(), name="方案.html").text == lines


def test_a_number_that_is_written_is_not_shown_twice():
    page = "<html><body><ol><li>一、坚持统筹</li><li>（二）坚持安全</li></ol></body></html>"

    assert read_bytes(page.encode(), name="方案.html").text == "一、坚持统筹\n（二）坚持安全"


@pytest.mark.parametrize(
    "title",
    [
        "某某市人民政府 - 关于建设数字城市的实施方案",
        "关于建设数字城市的实施方案_政策文件_某某市人民政府",
        "某某市关于建设数字城市的实施方案",
    ],
)
def test_the_title_is_known_by_the_head_of_the_page(title):
    body = "".join(f"<p>第{index}段，说明建设数字城市的内容。</p>" for index in range(9))
    page = (
        f"<html><head><title>{title}</title></head><body><ul><li><a>关于2019年工作要点的通知</a></li></ul>"
        f"<div class=t>关于建设数字城市的实施方案</div><div>点击：12次</div><div>{body}</div>"
        "<div><a>关于其他事项的通知</a></div></body></html>"
    )
    raw = read_bytes(page.encode(), name="方案.html")
    main = raw.text[slice(*raw.main)].split("\n")

    assert (main[0], main[-1]) == ("关于建设数字城市的实施方案", "第8段，说明建设数字城市的内容。")


def test_entities_of_a_doctype_open_nothing(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("不该读到的字", encoding="utf-8")
    page = (
        f'<!DOCTYPE html [<!ENTITY x SYSTEM "file://{secret}"><!ENTITY y "展开">]>'
        "<html><body><p>一、总体要求&x;&y;</p></body></html>"
    )

    text = read_bytes(page.encode(), name="方案.html").text

    assert "一、总体要求" in text
    assert "不该读到的字" not in text
    assert "展开" not in text.replace('"展开"', "")


@pytest.mark.parametrize("tag", ["div", "b", "table"])
def test_a_page_nested_without_end_is_refused_not_cut(tag):
    page = f"<html><body>{f'<{tag}>' * 20_000}一、总体要求</body></html>"

    with pytest.raises(UnreadableFile, match="嵌套过深"):
        read_bytes(page.encode(), name="方案.html")


def test_a_page_without_text_says_what_to_do():
    page = "<html><head><title>方案</title></head><body><script>load()</script></body></html>"

    with pytest.raises(EmptyFile, match="在浏览器中打开"):
        read_bytes(page.encode(), name="方案.html")


def test_a_page_gives_the_metadata_of_its_information_table():
    parsed = parse_bytes(PAGE.encode(), name="方案.html")

    assert parsed.metadata.title == "关于建设数字城市的实施方案"
    assert parsed.metadata.issued_on.isoformat() == "2020-02-21"
    assert parsed.metadata.publisher == "某某市人民政府办公室"


def test_lines_that_an_author_wrote_without_elements_stay_lines():
    body = (
        "<div>各市（州）人民政府：\n现就有关工作通知如下。\n<b>一、各地自查</b>\n各市要按照督查的内容逐项自查，逐一查明原因。\n"
        "<b>二、部门自查</b>\n各部门要按照职责分工开展自查，于6月20日前报送。\n</div>"
    )

    text = read_bytes(f"<html><body>{body}</body></html>".encode(), name="通知.html").text

    assert [line for line in text.split("\n") if line] == [
        "各市（州）人民政府：",
        "现就有关工作通知如下。",
        "一、各地自查",
        "各市要按照督查的内容逐项自查，逐一查明原因。",
        "二、部门自查",
        "各部门要按照职责分工开展自查，于6月20日前报送。",
    ]


def test_lines_that_an_editor_only_wrapped_are_one_paragraph():
    body = "<p>一、各地自查。各市要按照督查的内容\n逐项自查，对落实进展缓慢的要逐一\n查明原因。二、部门自查。各部门要按照职责\n分工开展自查。</p>"

    text = read_bytes(f"<html><body>{body}</body></html>".encode(), name="通知.html").text

    assert "各市要按照督查的内容逐项自查，对落实进展缓慢的要逐一查明原因。" in text
