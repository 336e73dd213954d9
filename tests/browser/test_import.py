"""An editor's way through import in a browser: files dropped and pasted, read, corrected beside the text, stored."""

import pytest
from django.test import Client
from playwright.sync_api import expect

from documents.models import ImportItem, PolicyDocument
from tests.audit import PHONE, problems_of
from tests.people import EDITOR, person

PLAN = """济南市人民政府办公室
关于印发济南市智慧水务实施方案的通知
济政办发〔2021〕7号
济南市智慧水务实施方案
一、总体目标
到2023年，全市供水管网漏损率降到8%以下。
二、重点任务
（一）建设水务大数据平台。由市水务局牵头，市大数据局配合，2022年底前完成。
（二）推进智慧水表。更换智慧水表20万只。（责任单位：市水务局）
三、保障措施
（一）加强组织领导。成立领导小组。
济南市人民政府办公室
2021年3月5日
"""
NAMELESS = "关于加快智慧环保建设的实施意见\n一、总体要求\n二、重点任务\n（一）建设监测平台。2022年底前建成。\n"
DROP = """([name, text]) => {
  const files = new DataTransfer();
  files.items.add(new File([text], name, { type: "text/plain" }));
  const form = document.querySelector("[data-import]");
  for (const kind of ["dragover", "drop"]) form.dispatchEvent(new DragEvent(kind, { dataTransfer: files, bubbles: true }));
}"""
SELECT = """(paragraph, words) => {
  const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
  while (!walker.nextNode().data.includes(words));
  const start = walker.currentNode.data.lastIndexOf(words);
  getSelection().setBaseAndExtent(walker.currentNode, start, walker.currentNode, start + words.length);
}"""
# How far the bars of the rows came, kept for after the page is left.
WATCH = """() => new MutationObserver(() => {
  const bars = [...document.querySelectorAll("[data-chosen] progress")];
  const came = bars.map((bar) => [bar.getAttribute("aria-label"), bar.value / bar.max]);
  if (bars.length) sessionStorage.setItem("came", JSON.stringify(came));
}).observe(document, { subtree: true, childList: true, attributes: true })"""


@pytest.fixture
def editors_page(browser, live_server, transactional_db):
    client = Client()
    client.force_login(person(EDITOR))
    session = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
    context = browser.new_context(base_url=live_server.url, locale="zh-CN", viewport={"width": 1280, "height": 900})
    context.add_cookies([session])
    page = context.new_page()
    said = []
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("console", lambda message: said.append(message.text) if "Content Security Policy" in message.text else None)
    page.audited = lambda: _audited(browser, live_server.url, session)
    yield page
    context.close()
    assert said == []


def _audited(browser, address, session):
    context = browser.new_context(base_url=address, locale="zh-CN", bypass_csp=True)
    context.add_cookies([session])
    return context.new_page()


def send_three(page):
    """One file chosen, one dropped, one pasted; returns the address of their batch when all have been read."""
    page.goto("/import/")
    page.set_input_files("#import-files", [{"name": "水务.txt", "mimeType": "text/plain", "buffer": PLAN.encode()}])
    page.evaluate(DROP, ["坏.txt", "\x00\x01\x02 not a policy \x00"])
    assert page.locator("[data-chosen] li").all_inner_texts() == ["水务.txt 1 KB", "坏.txt 1 KB"]
    page.get_by_text("粘贴正文", exact=True).click()
    page.fill("#import-name", "环保")
    page.fill("#import-text", NAMELESS)
    refused_for_its_place(page)
    page.evaluate(WATCH)
    page.get_by_role("button", name="收下并读取").press("Enter")
    page.wait_for_selector("[data-active='0']")
    assert page.evaluate("sessionStorage.getItem('came')") == '[["水务.txt",1],["坏.txt",1]]'
    return page.url


def refused_for_its_place(page):
    """The reason stands above the form, and what was chosen is still chosen."""
    page.get_by_text("来源和地区").click()
    page.get_by_label("地区", exact=True).fill("无此市")
    page.get_by_role("button", name="收下并读取").press("Enter")
    assert "没有找到地区“无此市”" in page.get_by_role("alert").inner_text()
    assert page.locator("[data-chosen] li").all_inner_texts() == ["水务.txt 1 KB", "坏.txt 1 KB"]
    page.get_by_label("地区", exact=True).fill("")


def correct_by_keyboard(page):
    """Another title, another role, one task left out; the text beside shows the passage of the fact looked at."""
    task = page.locator(".import-fact", has_text="建设水务大数据平台")
    task.get_by_role("link", name="更正").press("Enter")
    assert page.locator(".import-passage.beside").inner_text().startswith("（一）建设水务大数据平台")
    page.get_by_label("任务", exact=True).fill("建设水务数据平台")
    page.get_by_label("角色：市大数据局").select_option("responsible")
    page.get_by_role("button", name="保存更正").last.press("Enter")
    assert "责任 市大数据局" in page.locator(".import-fact", has_text="建设水务数据平台").inner_text()
    page.get_by_role("button", name="剔除 推进智慧水表").press("Enter")
    assert "不入库" in page.locator(".import-fact", has_text="推进智慧水表").inner_text()
    assert "标题：建设水务大数据平台 → 建设水务数据平台" in page.locator(".import-log").inner_text()


def give_a_place(page):
    """A place is typed, suggested and saved, on a phone."""
    assert page.get_by_role("button", name="入库，送核对").is_disabled()
    page.get_by_label("地区").press_sequentially("青岛")
    page.wait_for_selector("#places option[value='370200 山东省青岛市']", state="attached")
    page.get_by_label("地区").fill("370200 山东省青岛市")
    page.get_by_role("button", name="保存更正").press("Enter")


def enter_what_is_selected(page):
    """Words selected in the text are those of an agency that the rules missed."""
    page.get_by_role("link", name="补单位或时限 建设水务数据平台").press("Enter")
    page.wait_for_selector("#add-quote")
    page.locator(".import-text p", has_text="由市水务局牵头").evaluate(SELECT, "水务大数据平台")
    expect(page.get_by_label("原话")).to_have_value("水务大数据平台")
    page.get_by_role("button", name="找到它").press("Enter")
    page.get_by_label("角色").select_option("support")
    page.get_by_role("button", name="补录这一条").press("Enter")
    expect(
        page.locator(".import-fact", has_text="建设水务数据平台").get_by_role("link", name="配合 水务大数据平台")
    ).to_be_visible()
    expect(page.locator(".import-passage.beside")).to_contain_text("由市水务局牵头")


def test_files_are_dropped_read_corrected_and_stored(editors_page):
    page = editors_page
    batch = send_three(page)
    assert page.locator(".import-state strong").all_inner_texts() == ["待入库", "读不了", "待入库"]
    assert "没有读出地区" in page.locator("#file-3").inner_text()

    page.get_by_role("link", name="预览 水务.txt").click()
    correct_by_keyboard(page)
    preview = page.url.partition("#")[0]
    enter_what_is_selected(page)
    audited = page.audited()
    for address in ("/import/", batch, f"{preview}?text=original", f"{preview}?add=task&quote=更换智慧水表20万只"):
        audited.goto(address)
        assert (address, problems_of(audited)) == (address, [])
    audited.context.close()
    page.get_by_role("button", name="入库，送核对").press("Enter")
    page.wait_for_url(f"{batch}#file-1")
    assert "已入库" in page.locator("#file-1").inner_text()

    page.set_viewport_size(PHONE)
    page.get_by_role("link", name="预览 环保.txt").click()
    give_a_place(page)
    page.get_by_role("button", name="入库，送核对").press("Enter")
    page.wait_for_url(f"{batch}#file-3")
    page.locator("#file-3").get_by_role("link", name="打开文件").click()
    assert "核对中" in page.locator(".document-kicker").inner_text()
    assert sorted(PolicyDocument.objects.values_list("state", "jurisdiction__code")) == [
        ("in_review", "370100"),
        ("in_review", "370200"),
    ]
    states = ImportItem.objects.order_by("ordinal").values_list("state", flat=True)
    assert list(states) == ["stored", "refused", "stored"]
