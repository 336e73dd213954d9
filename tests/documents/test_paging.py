"""Leafing through a list: every row once, in every order, whatever is added meanwhile; pages stay where they were."""

import pytest

from documents.models import Agency, Jurisdiction, PolicyDocument, Target, Task
from documents.views import paging
from tests.builders import JINAN, MAOJIAN, SICHUAN, Quantity, TaskSpec, build_document

pytestmark = pytest.mark.django_db
DOMAINS = ("governance/traffic", "other", "data", "livelihood/education")
YEARS = (None, "2020", "2022", None, "2021")
UNITS = (("%", "80"), ("个", "3"), ("%", "95"))


def _tasks(first, last):
    """Tasks with domains, years, agencies and quantities that take turns; some have no deadline."""
    made = []
    for number in range(first, last):
        year, (unit, value) = YEARS[number % 5], UNITS[number % 3]
        text = f"到{year}年，覆盖率不低于{value}{unit}。" if year else f"覆盖率不低于{value}{unit}。"
        made.append(
            TaskSpec(
                title=f"任务{number}号",
                text=text,
                domain=DOMAINS[number % 4],
                agencies=((f"第{number}局", "lead", "education" if number % 3 else ""),),
                deadlines=((f"到{year}年", year, "year"),) if year else (),
                quantities=(Quantity(f"覆盖率不低于{value}{unit}", "覆盖率", ">=", value, unit),),
            )
        )
    return tuple(made)


@pytest.fixture
def many(monkeypatch):
    """Sixty tasks in six documents of three places, read on pages of seven rows, two of them numbered."""
    monkeypatch.setattr(paging, "ROWS_PER_PAGE", 7)
    monkeypatch.setattr(paging, "NUMBERED", 2)
    for number, place in enumerate((MAOJIAN, JINAN, SICHUAN, MAOJIAN, JINAN, SICHUAN)):
        tasks = _tasks(10 * number, 10 * number + 10)
        issued = None if number % 2 else f"20{10 + number}-01-02"
        build_document(place=place, title=f"方案{number}", number="", tasks=tasks, issued_on=issued)


def _late(value):
    """Sorts rows without a value behind all others."""
    return (value is None, value or 0)


# Address -> the rows in their order, by plain sorting.
ORDERS = {
    "/tasks/": lambda: sorted(Task.objects.all(), key=lambda t: t.pk),
    "/tasks/?sort=place": lambda: sorted(Task.objects.all(), key=lambda t: (t.jurisdiction_id, t.pk)),
    "/tasks/?sort=domain": lambda: sorted(
        Task.objects.select_related("domain"), key=lambda t: (t.domain.order, t.pk)
    ),
    "/tasks/?sort=deadline": lambda: sorted(Task.objects.all(), key=lambda t: (_late(t.due_year), t.pk)),
    "/targets/?sort=unit": lambda: sorted(Target.objects.filter(kind="quantity"), key=lambda t: (t.unit, -t.value, t.pk)),
    "/agencies/": lambda: sorted(
        Agency.objects.select_related("function", "jurisdiction"),
        key=lambda a: (_late(a.function and a.function.order), a.jurisdiction.code, a.pk),
    ),
    "/agencies/?sort=name": lambda: sorted(Agency.objects.all(), key=lambda a: (a.name.encode(), a.pk)),
}  # fmt: skip


def leaf_of(client, address):
    response = client.get(address)
    assert response.status_code == 200, (address, response.headers.get("Location"))
    return response.context["listing"].leaf


@pytest.mark.parametrize("address", ORDERS)
def test_every_order_is_read_to_its_end_and_back_with_every_row_once(client, many, address):
    expected = [row.pk for row in ORDERS[address]()]
    path = address.partition("?")[0]

    forward, leaf = [], leaf_of(client, address)
    last = leaf_of(client, path + leaf.last_url)
    while True:
        forward += leaf.ids
        if not leaf.next_url:
            break
        leaf = leaf_of(client, path + leaf.next_url)
    backward, leaf = list(last.ids), last
    while leaf.previous_url:
        leaf = leaf_of(client, path + leaf.previous_url)
        backward = [*(key for key in leaf.ids if key not in backward), *backward]

    assert forward == expected
    assert backward == expected
    assert list(last.ids) == expected[-7:]
    assert not last.next_url


def test_rows_that_are_added_and_withdrawn_meanwhile_move_no_other(client, many):
    before = [row.pk for row in ORDERS["/tasks/?sort=deadline"]()]
    seen, leaf, turns = [], leaf_of(client, "/tasks/?sort=deadline"), 0
    while leaf.next_url:
        seen += leaf.ids
        turns += 1
        if turns == 3:
            build_document(place=MAOJIAN, title="另一方案", number="", tasks=_tasks(200, 210))
        if turns == 6:
            PolicyDocument.objects.filter(title="方案5").update(state="withdrawn")
        leaf = leaf_of(client, "/tasks/" + leaf.next_url)
    seen += leaf.ids

    withdrawn = set(Task.objects.filter(document__title="方案5").values_list("pk", flat=True))
    assert len(seen) == len(set(seen))
    assert [key for key in seen if key in before and key not in withdrawn] == [
        key for key in before if key not in withdrawn
    ]


def test_the_last_page_leads_back_and_what_is_gone_behind_shows_what_is_left(client, many):
    link = leaf_of(client, "/tasks/?page=2").next_url
    place = Jurisdiction.objects.get(code=MAOJIAN.code)
    whole = leaf_of(client, "/tasks/" + link)
    PolicyDocument.objects.exclude(jurisdiction=place).update(state="withdrawn")

    left = leaf_of(client, "/tasks/" + link)

    assert len(whole.ids) == 7
    assert set(Task.objects.filter(pk__in=left.ids).values_list("jurisdiction__code", flat=True)) == {MAOJIAN.code}
    assert leaf_of(client, "/tasks/" + left.first_url).first == 1


@pytest.mark.parametrize("place", ["after=x", "after=1,2", "before=" + "9" * 30, "after=!,!", "after=%F0%9F"])
def test_a_place_that_no_page_has_given_out_is_not_found(client, many, place):
    assert client.get(f"/tasks/?{place}").status_code == 404


def test_conditions_orders_and_downloads_begin_anew(client, many):
    address = "/tasks/" + leaf_of(client, "/tasks/?role=lead&page=2").next_url
    assert "after=" in address

    listing = client.get(address).context["listing"]
    page = client.get(address).text

    assert all("after=" not in link.url for link in listing.sorts)
    assert all("after=" not in condition.remove_url for condition in listing.conditions)
    assert "after" not in {name for name, _value in listing.hidden}
    assert 'export/csv/?role=lead"' in page
    assert [f">{word}</a>" in page for word in ("首页", "上一页", "下一页", "末页")] == [True] * 4
