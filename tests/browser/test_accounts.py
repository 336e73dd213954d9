"""An administrator's way in with the keyboard alone: wrong password, second factor, pages of accounts, and out again."""

from base64 import b32decode

import pytest
from django_otp.oath import totp
from playwright.sync_api import expect

from tests.audit import DESK, problems_of
from tests.people import ADMINISTRATOR, EDITOR, person

PASSWORD = "河边 骑车 的 第七只 猫"
PHONE_WIDTH = 390


@pytest.fixture
def pages(browser, live_server, transactional_db):
    """Two pages of one browser: one under the policy, where every error counts, one for axe; and what went wrong."""
    person(ADMINISTRATOR, password=PASSWORD)
    person(EDITOR)
    said = []
    context = browser.new_context(base_url=live_server.url, locale="zh-CN", viewport=DESK)
    page = context.new_page()
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("console", lambda message: said.append(message.text) if "Content Security Policy" in message.text else None)
    free = browser.new_context(base_url=live_server.url, locale="zh-CN", bypass_csp=True)
    yield page, free.new_page()
    context.close()
    free.close()
    assert said == []


def phone_code(key_words, *, later=0):
    key = key_words.replace(" ", "")
    return f"{totp(b32decode(key + '=' * (-len(key) % 8)), drift=later):06}"


def look(page, audited, address):
    """Problems that axe and the ruler find on an address, seen with the session of `page`."""
    audited.context.add_cookies(page.context.cookies())
    audited.goto(address)
    return problems_of(audited)


def type_in(page, *words):
    """Type words into field after field, and send the form from the last one."""
    for word in words[:-1]:
        page.keyboard.type(word)
        page.keyboard.press("Tab")
    page.keyboard.type(words[-1])
    page.keyboard.press("Enter")


def test_signing_in_setting_up_the_second_factor_and_signing_out_by_keyboard(pages):
    page, audited = pages
    heading = page.get_by_role("heading", level=1)
    assert look(page, audited, "/accounts/sign-in/") == []
    page.goto("/method/")
    page.get_by_role("link", name="登录").press("Enter")
    expect(page.get_by_label("用户名")).to_be_focused()
    type_in(page, ADMINISTRATOR, "错的")
    expect(page.get_by_role("alert")).to_have_text("用户名或密码不对。注意大小写。")
    expect(page.get_by_label("用户名")).to_have_value(ADMINISTRATOR)
    page.keyboard.press("Tab")
    type_in(page, PASSWORD)
    expect(heading).to_have_text("方法")

    page.goto("/admin/")
    expect(heading).to_have_text("启用两步验证")
    assert page.get_by_alt_text("密钥的二维码").evaluate("image => image.naturalWidth") > 100
    key = page.locator(".key-words").inner_text()
    assert look(page, audited, "/accounts/second-factor/?required") == []
    expect(page.get_by_label("验证码")).to_be_focused()
    type_in(page, phone_code(key))
    expect(page.locator(".recovery-codes li")).to_have_count(10)
    page.get_by_role("link", name="已经收好").press("Enter")
    expect(page.get_by_role("heading", name="登录中的设备")).to_be_visible()
    assert look(page, audited, "/accounts/") == []

    help_somebody(page, audited)
    page.locator(".account-menu > summary").press("Enter")
    page.get_by_role("button", name="退出").press("Enter")
    expect(page.get_by_role("link", name="登录")).to_be_visible()
    page.goto("/accounts/people/")
    expect(page.get_by_label("用户名")).to_be_focused()
    type_in(page, ADMINISTRATOR, PASSWORD)
    expect(heading).to_have_text("输入验证码")
    expect(page.get_by_label("验证码")).to_be_focused()
    type_in(page, phone_code(key, later=1))
    expect(heading).to_have_text("账号管理")


def help_somebody(page, audited):
    """From the menu to the list of accounts, to one of them, and a new password for it."""
    page.locator(".account-menu > summary").press("Enter")
    page.get_by_role("link", name="账号管理").press("Enter")
    assert look(page, audited, page.url) == []
    page.get_by_role("link", name=EDITOR, exact=True).press("Enter")
    assert look(page, audited, page.url) == []
    page.get_by_role("button", name="重设密码").press("Enter")
    expect(page.locator(".given-password code")).to_be_visible()


def test_the_bar_of_people_with_roles_fits_a_phone_and_a_narrow_desk(pages):
    page, _audited = pages
    page.goto("/accounts/sign-in/")
    page.get_by_label("用户名").fill(ADMINISTRATOR)
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_label("密码").press("Enter")
    expect(page.locator(".account-menu")).to_be_visible()
    for width in (PHONE_WIDTH, 640, 960, 1024, 1280):
        page.set_viewport_size({"width": width, "height": 844})
        assert page.evaluate("document.scrollingElement.scrollWidth") <= width, width
        tools = page.locator(".site-tools").bounding_box()
        assert tools["x"] + tools["width"] <= width, width
        if width >= 960:
            last = page.get_by_role("navigation", name="主导航").get_by_role("link").last.bounding_box()
            assert last["x"] + last["width"] <= tools["x"], width
