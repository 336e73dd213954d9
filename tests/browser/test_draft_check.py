"""A drafter's way in a browser: paste, read the gaps, follow a sentence, change the draft, take the report along."""

import re

import pytest

from tests.audit import problems_of
from tests.conftest import CORPUS

DRAFT = (CORPUS / "maojian-2022.txt").read_text(encoding="utf-8")


def check(page):
    page.goto("/check/")
    page.fill("#draft-text", DRAFT)
    page.click(".draft-form button")
    page.wait_for_selector("#summary")


@pytest.mark.browser
def test_a_drafter_pastes_follows_a_sentence_changes_the_draft_and_takes_the_report(page):
    check(page)
    assert page.url.endswith("/check/")
    page.click(".draft-points a:text('物联感知')")
    assert page.url.endswith("#domain-infrastructure-iot")
    assert "自动抽取未见" in page.inner_text("#domain-infrastructure-iot .own-cell")
    page.click(".draft-edit summary")
    page.fill("#held-text", DRAFT.replace("1. 智慧公安。", "1. 物联感知体系。部署物联网传感器。\n2. 智慧公安。"))
    page.click(".draft-edit button")
    page.wait_for_selector("#standing-both")
    assert "物联感知体系" in page.inner_text("#domain-infrastructure-iot .own-cell")
    with page.expect_download() as waiting:
        page.click("button:text('导出Word报告')")
    assert re.fullmatch(r"核稿报告-\d{4}-\d\d-\d\d\.docx", waiting.value.suggested_filename)


@pytest.mark.browser
def test_a_passage_of_a_peer_opens_beside_the_draft(page):
    check(page)
    page.click("#domain-infrastructure-iot a.locator")
    page.wait_for_selector("#panel:not([hidden])")
    assert "物联感知体系" in page.inner_text("#panel")
    assert page.query_selector("#summary")


@pytest.mark.browser
def test_form_and_result_are_accessible_and_fit_a_phone(audited):
    audited.goto("/check/")
    assert problems_of(audited) == []

    check(audited)
    assert problems_of(audited) == []


@pytest.mark.browser
def test_the_check_works_without_scripts(browser, portal_address):
    context = browser.new_context(base_url=portal_address, java_script_enabled=False, accept_downloads=True)
    page = context.new_page()
    check(page)
    page.uncheck(".draft-peers li:nth-child(1) input")
    page.click("button:text('与所选对标')")
    page.wait_for_selector("#summary")
    assert len(page.query_selector_all(".draft-peers input[checked]")) == 3
    context.close()
