"""Titles break between words, and nothing of them is lost or unescaped."""

import pytest
from django.template import Context, Template

from documents.typography import title_words


@pytest.mark.parametrize(
    ("title", "pieces"),
    [
        ("加快信息通信网络建设", "加快 信息 通信 网络 建设"),
        ("构建一体化综合指挥平台", "构建 一体化 综合 指挥 平台"),
        ("济南市新型智慧城市建设行动计划（2018-2020年）", "济南市 新型 智慧 城市 建设 行动计划 （2018-2020年）"),
        ("公共安全“一网通”", "公共安全 “一网通”"),
        ("建设数字运营中心，打造综合平台", "建设 数字 运营 中心， 打造 综合 平台"),
        ("关于加快新型智慧城市建设的指导意见", "关于 加快 新型 智慧 城市 建设的 指导意见"),
        ("“N”智慧应用专题项目", "“N” 智慧 应用 专题 项目"),
        ("（建设）", "（建设）"),
        ("", ""),
    ],
)
def test_a_title_breaks_between_its_words(title, pieces):
    assert title_words(title) == tuple(pieces.split())


def test_the_filter_escapes_what_it_is_given():
    page = Template("{% load typography %}{{ title|breakable }}").render(Context({"title": "<b>建设平台"}))

    assert page == "&lt;b&gt;<wbr>建设<wbr>平台<wbr>"
