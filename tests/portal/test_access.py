"""Every address × role × method: who gets to a view, shown by requests through the whole stack, for every address there is."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.test import Client
from django.urls import path

from portal import access, errors, urls
from portal.access import ACCESS, may_open, rule_of
from portal.access_checks import access_problems, view_names
from tests.addresses import addresses
from tests.people import ADMINISTRATOR, EDITOR, REVIEWER, person, sign_in_with_code

REACHED = 299
METHODS = ("GET", "POST", "PUT", "DELETE", "OPTIONS")
READING = {"GET", "HEAD"}
ADMINISTRATORS = {"administrator with code"}
REVIEWERS = {"reviewer", "administrator", *ADMINISTRATORS}
EDITORS = {"editor", *REVIEWERS}
SIGNED_IN = {"account", *EDITORS}
EVERYBODY = {"visitor", *SIGNED_IN}

# Written a second time, by people, and compared with what happens: the table of the portal cannot be wrong by itself.
WHO_BY_NAMESPACE = {
    "": EVERYBODY,
    "documents": EVERYBODY,
    "lenses": EVERYBODY,
    "comparisons": EVERYBODY,
    "draft": EVERYBODY,
    "accounts": SIGNED_IN,
    "importing": EDITORS,
    "reviewing": REVIEWERS,
    "admin": ADMINISTRATORS,
}
WHO_BY_NAME = {
    "accounts:sign_in": EVERYBODY,
    "accounts:second_step": EVERYBODY,
    "accounts:people": ADMINISTRATORS,
    "accounts:new_person": ADMINISTRATORS,
    "accounts:person": ADMINISTRATORS,
    "comparisons:decide_alignment": REVIEWERS,
    "reviewing:report_error": EVERYBODY,
    "reviewing:report_state": EVERYBODY,
}
WRITING_BY_VISITORS = {
    *("accounts:sign_in", "accounts:second_step", "comparisons:take_snapshot", "draft:check", "draft:report"),
    "reviewing:report_error",
}


class StopBeforeTheView:
    """The last middleware of these tests: whoever gets here has passed every guard; the view itself is not run."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        return HttpResponse(status=REACHED)


def who_may(name):
    return WHO_BY_NAME.get(name) or WHO_BY_NAMESPACE[name.partition(":")[0] if ":" in name else ""]


@pytest.fixture
def clients(db, settings, monkeypatch):
    """One client for each role, behind the stack of the portal and a stop before the view; errors have no page here."""
    monkeypatch.setattr(errors, "_error_page", lambda status: HttpResponse(status=status))
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, f"{__name__}.StopBeforeTheView"]
    clients = {name: Client() for name in sorted(EVERYBODY)}
    clients["account"].force_login(person())
    clients["editor"].force_login(person(EDITOR))
    clients["reviewer"].force_login(person(REVIEWER))
    clients["administrator"].force_login(person(ADMINISTRATOR))
    sign_in_with_code(clients["administrator with code"], person(ADMINISTRATOR, name="另一位管理员"))
    return clients


def expected(name, role, method):
    """Status, and for redirects the page they lead to."""
    if role in who_may(name):
        return (REACHED, "") if method in rule_of(name).methods else (405, "")
    if role == "administrator":
        return 302, "/accounts/second-factor/"
    return (302, "/accounts/sign-in/") if role == "visitor" and method in READING else (403, "")


@pytest.mark.sqlite
def test_every_address_answers_every_role_and_method_as_decided(clients):
    cells = [
        (address, role, method)
        for address in addresses()
        for role in clients
        for method in (METHODS if not address.name.startswith("admin:") else ("GET", "DELETE"))
    ]
    assert len({address.name for address, _role, _method in cells}) > 70
    wrong = []
    for address, role, method in cells:
        answer = clients[role].generic(method, address.sample())
        found = answer.status_code, answer.headers.get("Location", "").partition("?")[0]
        if found != expected(address.name, role, method):
            wrong.append((address.name, role, method, found, expected(address.name, role, method)))
    assert wrong == []


def test_no_address_takes_more_than_it_needs():
    taking = {name for name, rule in ACCESS.items() if rule.role is access.Role.VISITOR and "POST" in rule.methods}
    assert taking == WRITING_BY_VISITORS
    assert {method for rule in ACCESS.values() for method in rule.methods} <= {"GET", "HEAD", "POST"}


@pytest.mark.django_db
def test_every_form_is_refused_without_its_token():
    strict = Client(enforce_csrf_checks=True)
    sign_in_with_code(strict, person(ADMINISTRATOR))
    taking = [each for each in addresses() if "POST" in rule_of(each.name).methods]
    assert len(taking) > 15
    assert {each.name: strict.post(each.sample()).status_code for each in taking} == {each.name: 403 for each in taking}


@pytest.mark.django_db
def test_the_function_that_decides_says_the_same_as_the_guard():
    assert may_open(AnonymousUser(), "documents:tasks")
    assert not may_open(AnonymousUser(), "importing:batches")
    assert may_open(person(EDITOR), "importing:batches")
    assert not may_open(person(REVIEWER), "admin:index")
    assert not may_open(person(ADMINISTRATOR), "admin:index"), "not without the second factor"
    assert not may_open(person(ADMINISTRATOR, name="别人"), "no:such")


@pytest.mark.django_db
def test_who_is_no_longer_active_is_a_visitor(clients):
    for role in SIGNED_IN:
        clients[role].get("/")
    type(person(EDITOR, name="另一位编辑")).objects.update(is_active=False)
    answers = {role: clients[role].get("/import/").headers.get("Location") for role in SIGNED_IN}
    assert set(answers.values()) == {"/accounts/sign-in/?next=%2Fimport%2F"}


def new_page(request):
    return HttpResponse("kept back")


urlpatterns = [*urls.urlpatterns, path("new/", new_page, name="new_page")]
handler404 = urls.handler404


@pytest.mark.urls(__name__)
def test_an_address_nobody_decided_on_is_not_found_and_named_by_the_check(client):
    assert client.get("/new/").status_code == 404
    assert "kept back" not in client.get("/new/").text
    problems = access_problems(set(view_names()))
    assert [(problem.id, "new_page" in problem.msg) for problem in problems] == [("portal.E004", True)]


def test_a_line_without_an_address_is_named_by_the_check():
    problems = access_problems({*ACCESS, "admin:index"} - {"documents:tasks"})
    assert [problem.id for problem in problems] == ["portal.E005"]
    assert "documents:tasks" in problems[0].msg
    assert [problem.id for problem in access_problems(set(ACCESS))] == ["portal.E005"]
