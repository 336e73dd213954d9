"""House rules of the templates: nothing unescaped, nothing inline, every word translatable, every file there."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.template.loader import get_template

ROOT = Path(__file__).parents[2]
TEMPLATES = {
    path.relative_to(ROOT / "templates").as_posix(): path.read_text(encoding="utf-8")
    for path in sorted((ROOT / "templates").rglob("*.*"))
    if path.suffix in {".html", ".svg", ".txt", ".xml"}
}
FORBIDDEN = {
    "an unescaped value": r"\|\s*safe(?:seq)?\b|\{%\s*autoescape\s+off",
    "an inline style": r"<[^>]*\sstyle\s*=|<style\b",
    "an inline script": r"<script\b(?![^>]*\bsrc\s*=)",
    "an inline event handler": r"<[a-z][^>]*\son[a-z]+\s*=",
    "a script address": r"javascript:",
    "something fetched from elsewhere": r"""<(?:script|link|img|source|iframe)\b[^>]*(?:src|href)\s*=\s*["'](?:https?:)?//""",
}
COMMENT = r"\{#.*?#\}|\{%\s*comment\b.*?endcomment\s*%\}|<!--.*?-->"
TRANSLATED = (
    r"\{%\s*blocktrans(?:late)?\b.*?endblocktrans(?:late)?\s*%\}"
    r"|\{%\s*trans(?:late)?\s.*?%\}"
    r"""|_\("[^"]*"\)|_\('[^']*'\)"""
)
CHINESE = r"[\u4e00-\u9fff]+"


def without(pattern, text):
    return re.sub(pattern, "", text, flags=re.DOTALL)


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_template_holds(what):
    found = [
        f"{name}: {match[0][:60]}"
        for name, source in TEMPLATES.items()
        for match in re.finditer(FORBIDDEN[what], without(COMMENT, source), re.IGNORECASE)
    ]

    assert found == []


@pytest.mark.parametrize(
    ("what", "source"),
    [
        ("an unescaped value", "{{ text|safe }}"),
        ("an unescaped value", "{% autoescape off %}"),
        ("an inline style", '<p class="a" style="color:red">'),
        ("an inline script", "<script>alert(1)</script>"),
        ("an inline event handler", '<a href="/" onclick="go()">'),
        ("a script address", '<a href="javascript:go()">'),
        ("something fetched from elsewhere", '<script src="//cdn.example/x.js">'),
    ],
)
def test_the_search_finds_what_it_is_for(what, source):
    assert re.search(FORBIDDEN[what], source, re.IGNORECASE)


def test_every_chinese_word_in_a_template_is_translatable():
    bare = {
        name: words
        for name, source in TEMPLATES.items()
        if (words := re.findall(CHINESE, without(TRANSLATED, without(COMMENT, source))))
    }

    assert bare == {}


def test_every_template_compiles():
    assert len(TEMPLATES) > 10
    for name in TEMPLATES:
        assert get_template(name)


def test_every_static_file_that_a_template_names_is_there():
    named = {
        (name, path)
        for name, source in TEMPLATES.items()
        for path in re.findall(r"""\{%\s*static\s+["']([^"']+)["']""", without(COMMENT, source))
    }

    assert named
    assert {(name, path) for name, path in named if finders.find(path) is None} == set()
