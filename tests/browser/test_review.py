"""A reviewer's way through a document by keyboard alone: approve, correct, reject, enter, check; a visitor's report."""

import pytest
from django.test import Client
from playwright.sync_api import expect

from documents.loading.reference import load_reference
from documents.models import Decision, ErrorReport, PolicyDocument, Task, TaskAgency
from tests.audit import DESK, problems_of
from tests.builders import build_document
from tests.people import REVIEWER, person

SELECT = """(paragraph, words) => {
  const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
  while (!walker.nextNode().data.includes(words));
  const start = walker.currentNode.data.indexOf(words);
  getSelection().setBaseAndExtent(walker.currentNode, start, walker.currentNode, start + words.length);
}"""


@pytest.fixture
def desk(browser, live_server, transactional_db):
    """A document under review, the page of a reviewer, and a function that looks at an address with axe and ruler."""
    load_reference()
    document = build_document(state="in_review")
    client = Client()
    client.force_login(person(REVIEWER))
    session = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
    context = browser.new_context(base_url=live_server.url, locale="zh-CN", viewport=DESK)
    free = browser.new_context(base_url=live_server.url, locale="zh-CN", bypass_csp=True)
    for each in (context, free):
        each.add_cookies([session])
    said = []
    page, audited = context.new_page(), free.new_page()
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("console", lambda message: said.append(message.text) if "Content Security Policy" in message.text else None)

    def problems(address):
        audited.goto(address)
        return [f"{address}: {problem}" for problem in problems_of(audited)]

    yield document, page, problems
    context.close()
    free.close()
    assert said == []


def arrived(page, words):
    expect(page.get_by_role("heading", level=1)).to_have_text(words)
    page.wait_for_load_state()


def test_a_document_is_reviewed_by_keyboard_alone(desk):
    document, page, problems = desk
    page.goto("/review/?kind=agency")
    page.get_by_role("link", name="从第一条开始").press("Enter")
    arrived(page, "牵头 区交通运输局")
    expect(page.locator(".m-fact")).to_have_text("区交通运输局")

    decide_on_three(page, document)
    assert list(Decision.objects.order_by("pk").values_list("verdict", flat=True)) == ["approve", "correct", "reject"]
    assert sorted(TaskAgency.objects.values_list("agency__name", "origin")) == [
        ("区交通运输局", "reviewed"), ("市公安局茅箭分局", "manual"),
    ]  # fmt: skip

    enter_one(page)
    assert Task.objects.get(title="智慧教育").lead_agency.name == "区电教馆"

    place = f"/review/policies/{document.slug}/"
    lists = ("/review/", "/review/rules/", "/review/rules/note.label.lead/", "/review/agreement/", "/review/reports/")
    addresses = (*lists, page.url, place, f"{place}add/?quote=数字校园")
    assert [problem for address in addresses for problem in problems(address)] == []

    page.goto(place)
    page.get_by_role("checkbox").press("Space")
    page.get_by_role("button", name="已核对全文").press("Enter")
    expect(page.get_by_text("全文已核对")).to_be_visible()
    page.get_by_role("button", name="发布").press("Enter")
    expect(page.get_by_role("button", name="撤回")).to_be_visible()
    assert PolicyDocument.objects.get().reviewed


def decide_on_three(page, document):
    keys = page.keyboard
    keys.press("j")
    arrived(page, "配合 公安茅箭分局")
    keys.press("k")
    arrived(page, "牵头 区交通运输局")
    keys.press("?")
    expect(page.get_by_text("改内容；Esc 离开输入框")).to_be_visible()
    keys.press("a")
    arrived(page, "配合 公安茅箭分局")
    choose_other_characters(page)
    keys.press("e")
    expect(page.get_by_label("角色")).to_be_focused()
    keys.press("Tab")
    keys.type("市公安局茅箭分局")
    keys.press("a")
    expect(page.get_by_label("单位", exact=True)).to_have_value("市公安局茅箭分局a")  # letters are text in a field
    keys.press("Backspace")
    keys.press("Control+Enter")
    arrived(page, "牵头 区教育局")
    keys.press("r")
    arrived(page, document.title)


def choose_other_characters(page):
    """The place of the fact, by keys: wider at both ends, and back to what it was; then by mouse."""
    page.keyboard.press("q")
    expect(page.locator("[data-source]")).to_be_focused()
    words = page.get_by_label("出处的文字")
    expect(words).to_have_value("公安茅箭分局")
    for key in ("Shift+ArrowRight", "ArrowLeft", "ArrowLeft"):
        page.keyboard.press(key)
    expect(words).to_have_value("位：公安茅箭分局）")
    page.locator("[data-source] p", has_text="公安茅箭分局").evaluate(SELECT, "分局")
    expect(words).to_have_value("分局")
    page.locator("[data-source] p", has_text="公安茅箭分局").evaluate(SELECT, "公安茅箭分局")
    expect(words).to_have_value("公安茅箭分局")


def enter_one(page):
    page.get_by_role("link", name="补录", exact=True).press("Enter")
    page.get_by_label("任务单位").press("Space")
    page.get_by_label("原话").fill("数字校园")
    page.get_by_role("button", name="找到它").press("Enter")
    page.get_by_label("单位", exact=True).fill("区电教馆")
    page.keyboard.press("Control+Enter")
    arrived(page, "牵头 区电教馆")
    expect(page.locator(".review-history")).to_contain_text("补录")


def test_words_selected_in_the_text_are_entered_and_a_visitor_reports_an_error(desk):
    document, page, problems = desk
    page.goto(f"/documents/{document.slug}/")
    page.locator(".reading-text p", has_text="推进数字校园建设").evaluate(SELECT, "数字校园")
    page.get_by_role("link", name="补录所选文字").press("Enter")
    expect(page.locator(".m-fact").first).to_have_text("数字校园")

    PolicyDocument.objects.update(state="published")
    page.goto(f"/documents/{document.slug}/")
    report = page.locator(".margin-report a").first
    address = report.get_attribute("href")
    report.press("Enter")
    page.get_by_label("哪里不对").fill("牵头单位写错了")
    page.get_by_role("button", name="送出").press("Enter")
    code = page.locator(".review-code").inner_text()
    assert ErrorReport.objects.get().code == code
    assert problems(address) + problems(f"/review/report/{code}/") == []
