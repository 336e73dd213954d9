"""What all tests share: skips that count in CI, the five documents, a running portal, a real browser."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.running_portal import running_portal
from tests.stored_corpus import choose_database, make_corpus, put_corpus, remove_corpus

if TYPE_CHECKING:
    from _pytest.terminal import TerminalReporter
    from pytest_django import DjangoDbBlocker

ROOT = Path(__file__).parent.parent
CORPUS = ROOT / "fixtures" / "corpus"
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# The shell without windows takes half the work of the whole browser for the same page.
CHROMIUM_PLACES = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)

# Playwright keeps an event loop in the thread of the test, which Django takes for asynchronous code.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


DATABASE_FIXTURES = {"db", "transactional_db"}


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark what needs a browser, so that `-m "not browser"` runs the rest.

    With TESTS=database only tests that ask a database stay: what the second database can answer differently.
    """
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)
    if os.environ.get("TESTS") == "database":
        left = [item for item in items if not _asks_a_database(item)]
        items[:] = [item for item in items if _asks_a_database(item)]
        config.hook.pytest_deselected(items=left)


# These ask no database, or what the pages and files of every view ask as well, which the second database does answer.
SAID_ONCE = (
    "tests/browser/",
    "tests/design/",
    "tests/documents/parsing/",
    "tests/fuzz/",
    "tests/golden/",
    "tests/house/",
    "tests/comparisons/aspects/",
    "tests/comparisons/draft/",
    "tests/comparisons/test_twenty_facts",
    "tests/documents/test_exporters",
    "tests/documents/test_paper",
    "tests/documents/test_reading.py",
    "tests/documents/test_reading_tools",
)


def pytest_ignore_collect(collection_path: Path) -> bool | None:
    """With TESTS=database do not even read what is said once; a file outside the project is nobody's but its caller's."""
    if os.environ.get("TESTS") != "database" or not collection_path.is_relative_to(ROOT):
        return None
    name = collection_path.relative_to(ROOT).as_posix() + ("/" if collection_path.is_dir() else "")
    return True if name.startswith(SAID_ONCE) else None


def _asks_a_database(item: pytest.Item) -> bool:
    if item.get_closest_marker("browser") or item.get_closest_marker("sqlite"):
        return False
    named = DATABASE_FIXTURES & set(getattr(item, "fixturenames", ()))
    return bool(named or item.get_closest_marker("django_db")) and not item.nodeid.startswith(SAID_ONCE)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Connect to the database that the test expects, before its transaction begins."""
    names = set(getattr(item, "fixturenames", ()))
    mark = item.get_closest_marker("django_db")
    commits = "transactional_db" in names or "live_server" in names or bool(mark and mark.kwargs.get("transaction"))
    choose_database(with_corpus="corpus" in names and not commits)


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """In CI a skipped test is a failure: what was promised was not shown."""
    reporter: TerminalReporter | None = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter and os.environ.get("CI") == "true" and reporter.stats.get("skipped") and session.exitstatus == 0:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: "TerminalReporter") -> None:
    """Say what could not run on this machine, and why."""
    for report in terminalreporter.stats.get("skipped", []):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        terminalreporter.write_line(f"skipped: {report.nodeid}: {str(reason).removeprefix('Skipped: ')}")
    if terminalreporter.stats.get("skipped") and os.environ.get("CI") == "true":
        terminalreporter.write_line("CI=true: what is skipped counts as failed.", red=True)


@pytest.fixture(scope="session")
def corpus_database(django_db_setup: None, django_db_blocker: "DjangoDbBlocker") -> Iterator[None]:
    """A second database, with the five documents, as long as this process runs tests."""
    with django_db_blocker.unblock():
        make_corpus(str(CORPUS))
    yield
    with django_db_blocker.unblock():
        remove_corpus()


@pytest.fixture
def corpus(corpus_database: None, db: None) -> Path:
    """The five documents, as the command that everyone uses loads them; returns their folder."""
    put_corpus()
    return CORPUS


@pytest.fixture(scope="session")
def portal_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a portal that really runs, with the five documents: "http://127.0.0.1:…", for reading only."""
    with running_portal(tmp_path_factory.mktemp("portal"), corpus=CORPUS) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, without a window."""
    program = next(filter(None, map(shutil.which, (os.environ.get("CHROMIUM", ""), *CHROMIUM_PLACES))), None)
    if program is None:
        pytest.skip("no Chromium on this machine (Debian: apt-get install chromium-headless-shell fonts-noto-cjk)")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=CHROMIUM_FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Browser, portal_address: str, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A fresh browser page of 1280 × 900 on the running portal: `page.goto("/tasks/")`.

    Another size by `@pytest.mark.parametrize("page", [{"width": 390, "height": 844}], indirect=True)`.
    A script error or a breach of the content security policy fails the test.
    """
    size: Any = getattr(request, "param", {"width": 1280, "height": 900})
    context = browser.new_context(base_url=portal_address, locale="zh-CN", viewport=size, accept_downloads=True)
    new_page = context.new_page()
    problems: list[str] = []
    new_page.on("pageerror", lambda error: problems.append(str(error)))
    new_page.on("console", lambda message: problems.append(message.text) if _is_breach(message.text) else None)
    yield new_page
    context.close()
    assert problems == []


@pytest.fixture
def audited(browser: Browser, portal_address: str) -> Iterator[Page]:
    """A page for tests.audit: axe sets styles of its own, so the policy that forbids them is off here only."""
    context = browser.new_context(base_url=portal_address, locale="zh-CN", bypass_csp=True)
    yield context.new_page()
    context.close()


def _is_breach(message: str) -> bool:
    """Tell whether a line of the browser's console reports a breach of the content security policy."""
    return "Content Security Policy" in message
