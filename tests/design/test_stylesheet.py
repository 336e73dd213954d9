"""The design holds together: contrast of the tokens, classes that exist, shapes that exist, components that say what they take."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CSS = {path.name: path.read_text(encoding="utf-8") for path in sorted((ROOT / "portal/static/css").glob("*.css"))}
TEMPLATES = {
    path.relative_to(ROOT / "templates").as_posix(): path.read_text(encoding="utf-8")
    for path in sorted((ROOT / "templates").rglob("*.html"))
}
COMPONENTS = {name: source for name, source in TEMPLATES.items() if name.startswith("_components/")}
TOKENS = dict(re.findall(r"--([\w-]+): light-dark\((#\w{6}, #\w{6})\);", CSS["tokens.css"]))

# Text on its ground, and the contrast WCAG 2.2 AA asks for: 4.5 for text, 3 for the edges of controls and for marks.
PAIRS = [
    ("ink", "paper", 4.5),
    ("ink-2", "paper", 4.5),
    ("ink-3", "paper", 4.5),
    ("ink-2", "sunken", 4.5),
    ("ink-3", "sunken", 4.5),
    ("ink-3", "wash", 4.5),
    ("ink-3", "raised", 4.5),
    ("accent", "paper", 4.5),
    ("accent", "sunken", 4.5),
    ("accent", "wash", 4.5),
    ("on-accent", "accent", 4.5),
    ("on-accent", "accent-2", 4.5),
    ("zhu", "paper", 4.5),
    ("zhu", "zhu-wash", 4.5),
    ("ink", "wash-2", 4.5),
    ("ink", "heat-1", 4.5),
    ("ink", "heat-2", 4.5),
    ("ink", "heat-3", 4.5),
    ("on-accent", "heat-4", 4.5),
    ("ctl", "paper", 3),
]


def luminance(colour):
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_is_reckoned_as_wcag_does():
    assert round(contrast("#000000", "#ffffff"), 1) == 21.0
    assert round(contrast("#767676", "#ffffff"), 2) == 4.54


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("text", "ground", "least"), PAIRS)
def test_text_stands_out_from_its_ground(text, ground, least, theme):
    assert contrast(TOKENS[text].split(", ")[theme], TOKENS[ground].split(", ")[theme]) >= least


def test_colours_are_written_down_in_the_tokens_only():
    loose = {
        name: found
        for name, source in CSS.items()
        if name != "tokens.css" and (found := re.findall(r"#[0-9a-fA-F]{3,8}\b(?![^{}]*\{)", source))
    }

    assert loose == {}


def test_every_custom_property_in_use_is_defined():
    everything = "".join(CSS.values())
    used = set(re.findall(r"var\(--([\w-]+)[,)]", everything))
    defined = set(re.findall(r"--([\w-]+)\s*:", everything))

    assert used - defined == set()


def test_every_stylesheet_is_imported_into_a_layer():
    imported = set(re.findall(r'@import url\("([\w.-]+)"\) layer\(\w+\);', CSS["main.css"]))

    assert imported == set(CSS) - {"main.css"}


def test_every_class_in_a_template_has_a_rule():
    ruled = set(re.findall(r"\.([a-zA-Z][\w-]*)", "".join(CSS.values())))
    written = {
        (name, word)
        for name, source in TEMPLATES.items()
        for value in re.findall(r'\sclass="([^"]*)"', re.sub(r"\{%.*?%\}", " ", source, flags=re.DOTALL))
        for word in value.split()
        if "{{" not in value and "}}" not in word
    }

    assert {(name, word) for name, word in written if word not in ruled} == set()


def test_every_shape_a_template_uses_is_drawn():
    drawn = set(re.findall(r'<symbol id="([\w-]+)"', COMPONENTS["_components/icons.html"]))
    used = {shape for source in TEMPLATES.values() for shape in re.findall(r'href="#(i-[\w-]+)"', source)}

    assert used
    assert used - drawn == set()


@pytest.mark.parametrize("state", ["stated", "touched", "silent_checked", "not_found", "not_applicable"])
def test_each_of_the_five_answers_has_a_shape(state):
    assert f'id="i-{state}"' in COMPONENTS["_components/icons.html"]


@pytest.mark.parametrize("name", COMPONENTS)
def test_each_component_says_what_it_takes(name):
    opening = re.match(r"\{#(.*?)#\}|\{% comment %\}(.*?)\{% endcomment %\}", COMPONENTS[name], re.DOTALL)

    assert opening
    assert "ontext" in opening[0]
