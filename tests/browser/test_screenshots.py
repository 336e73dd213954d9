"""The pictures of the README, made by a real browser: `make screenshots` writes them to docs/images/."""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PICTURES = {
    "overview": "/",
    "comparison": "/compare/?place=510000&place=370100&place=419001&place=371482&place=420302",
    "tasks": "/tasks/",
    "documents": "/documents/",
}


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_shows_the_page_and_not_an_error(page, tmp_path, name):
    folder = ROOT / "docs" / "images" if os.environ.get("UPDATE_SCREENSHOTS") == "1" else tmp_path
    folder.mkdir(parents=True, exist_ok=True)

    response = page.goto(PICTURES[name])
    picture = page.screenshot(path=folder / f"{name}.png")

    assert response.status == 200
    assert picture.startswith(b"\x89PNG")
    assert page.get_by_role("heading", level=1).is_visible()
