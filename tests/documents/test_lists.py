"""Lists: which rows fit, what stands beside each choice, what the sentence says, which addresses answer."""

import pytest
from bs4 import BeautifulSoup

from documents.models import Agency
from tests.builders import JINAN, MAOJIAN, SICHUAN, Quantity, TaskSpec, build_document

pytestmark = pytest.mark.django_db

POLICE = TaskSpec(
    title="智慧公安",
    text="2018年织密视频监控，2020年全覆盖。",
    domain="governance/public_safety",
    agencies=(("市公安局", "lead", "public_security"), ("市教育局", "support", "education")),
    deadlines=(("2018年", "2018", "year"), ("2020年", "2020", "year")),
)
CLOUD = TaskSpec(
    title="政务云",
    text="到2019年，上云率不低于60%，建设交通云。",
    domain="infrastructure/cloud_datacentre",
    other_domains=("governance/traffic", "data"),
    agencies=(("市大数据局", "responsible", "data"),),
    deadlines=(("到2019年", "2019", "year"),),
    quantities=(Quantity("上云率不低于60%", "上云率", ">=", "60", "%"),),
)
PLAIN = TaskSpec(title="100%覆盖_试点", text="推进试点。", domain="other")


@pytest.fixture
def corpus_of_two():
    """茅箭: 智慧交通 (lead 区交通运输局, 2022), 智慧教育 (lead 区教育局), 加强资金保障; 济南: three key tasks."""
    build_document(place=MAOJIAN)
    build_document(
        place=JINAN,
        title="济南市行动计划",
        number="",
        document_type="行动计划",
        tasks=(POLICE, CLOUD, PLAIN),
        issued_on=None,
    )


def page(client, address):
    response = client.get(address)
    assert response.status_code == 200, response.headers.get("Location")
    return BeautifulSoup(response.content, "lxml")


def titles(soup):
    return [title.a.get_text() for title in soup.select("h3.item-title")]


def said(soup):
    return soup.select_one(".said").get_text().strip()


def counts(soup, name):
    """{words of the choice: number beside it} of one group of the filter panel."""
    boxes = soup.select(f'#facets input[name="{name}"][type!="search"]')
    return {box.parent.select("span")[0].get_text(): int(box.parent.select_one(".count").get_text()) for box in boxes}


@pytest.mark.parametrize(
    ("query", "expected", "sentence"),
    [
        ("", ["智慧交通", "智慧教育", "智慧公安", "政务云", "100%覆盖_试点"], "全部任务，5项。"),
        ("domain=governance", ["智慧交通", "智慧公安"], "领域为城市治理的任务，2项，共5项。"),
        ("domain=governance/traffic", ["智慧交通"], "领域为交通的任务，1项，共5项。"),
        (
            "domain=governance/traffic&domain=livelihood/education",
            ["智慧交通", "智慧教育"],
            "领域为交通或教育的任务，2项，共5项。",
        ),
        (
            "domain=governance&touching=1",
            ["智慧交通", "智慧公安", "政务云"],
            "领域为城市治理、含兼及的任务，3项，共5项。",
        ),
        ("domain=governance&role=lead", ["智慧交通", "智慧公安"], "领域为城市治理、写明牵头单位的任务，2项，共5项。"),
        ("jurisdiction=370100", ["智慧公安", "政务云", "100%覆盖_试点"], "地区为济南市的任务，3项，共5项。"),
        ("level=county", ["智慧交通", "智慧教育"], "层级为县级的任务，2项，共5项。"),
        ("category=safeguard", ["加强资金保障"], "全部保障措施，1项。"),
        (
            "jurisdiction=420302&category=all",
            ["智慧交通", "智慧教育", "加强资金保障"],
            "地区为茅箭区的任务和保障措施，3项，共6项。",
        ),
        ("role=lead&function=public_security", ["智慧公安"], "写明牵头单位、单位职能为公安的任务，1项，共5项。"),
        ("role=support&function=public_security", ["智慧交通"], "写明配合单位、单位职能为公安的任务，1项，共5项。"),
        ("function=education", ["智慧教育", "智慧公安"], "单位职能为教育的任务，2项，共5项。"),
        ("year=2018", ["智慧公安"], "时限为2018年的任务，1项，共5项。"),
        (
            "year=2022&year=none",
            ["智慧交通", "智慧教育", "100%覆盖_试点"],
            "时限为2022年或未写时限的任务，3项，共5项。",
        ),
        (
            "since=2019&until=2020",
            ["智慧公安", "政务云"],
            "最后时限不早于2019年、最后时限不晚于2020年的任务，2项，共5项。",
        ),
        (
            "document_type=%E8%A1%8C%E5%8A%A8%E8%AE%A1%E5%88%92",
            ["智慧公安", "政务云", "100%覆盖_试点"],
            "文种为行动计划的任务，3项，共5项。",
        ),
        ("q=%E4%BA%A4%E9%80%9A", ["智慧交通", "政务云"], "含“交通”的任务，2项，共5项。"),
        ("q=%E4%BA%A4%E9%80%9A+%E4%BA%91", ["政务云"], "含“交通 云”的任务，1项，共5项。"),
        ("q=100%25%E8%A6%86%E7%9B%96_", ["100%覆盖_试点"], "含“100%覆盖_”的任务，1项，共5项。"),
        ("role=responsible&origin=automatic", ["政务云"], "写明责任单位、来源为自动抽取的任务，1项，共5项。"),
        ("sort=deadline", ["政务云", "智慧公安", "智慧交通", "智慧教育", "100%覆盖_试点"], "全部任务，5项。"),
        ("sort=domain", ["政务云", "智慧交通", "智慧公安", "智慧教育", "100%覆盖_试点"], "全部任务，5项。"),
    ],
)
def test_tasks_shows_what_fits_and_says_it(client, corpus_of_two, query, expected, sentence):
    soup = page(client, f"/tasks/?{query}".rstrip("?"))

    assert titles(soup) == expected
    assert said(soup) == sentence
    assert soup.title.get_text().startswith(sentence.split("，")[0])


def test_the_numbers_beside_the_choices_are_what_choosing_them_would_show(client, corpus_of_two):
    soup = page(client, "/tasks/?domain=governance&role=lead")

    assert counts(soup, "domain")["城市治理"] == 2
    assert counts(soup, "domain")["交通"] == 1
    assert counts(soup, "domain")["民生服务"] == 1
    assert counts(soup, "domain")["基础设施"] == 0
    assert counts(soup, "jurisdiction") == {"济南市": 1, "茅箭区": 1}
    assert counts(soup, "level") == {"地级": 1, "县级": 1}
    assert counts(soup, "role") == {"写明牵头单位": 2, "写明配合单位": 2, "写明责任单位": 0}
    assert counts(soup, "function") == {"公安": 1, "交通运输": 1, "教育": 0, "数据管理": 0}
    assert counts(soup, "signed") == {"2022年": 1, "原文未载": 1}
    assert counts(soup, "year") == {"2018年": 1, "2019年": 0, "2020年": 1, "2022年": 1, "未写时限": 0}
    assert counts(soup, "category") == {"重点任务": 2, "保障措施": 0, "两类都看": 2}


def test_counts_with_touching_include_tasks_that_list_the_domain_as_a_further_one(client, corpus_of_two):
    soup = page(client, "/tasks/?domain=governance&touching=1")

    assert counts(soup, "touching") == {"含兼及的任务": 3}
    assert counts(soup, "domain")["城市治理"] == 3
    assert counts(soup, "domain")["交通"] == 2
    assert counts(soup, "domain")["数据"] == 2, "政务云 and 智慧教育 touch on data, none is filed there"
    assert counts(soup, "domain")["基础设施"] == 1


def test_an_agency_can_be_asked_for_by_its_address(client, corpus_of_two):
    agency = Agency.objects.get(name="市公安局")

    soup = page(client, f"/tasks/?agency={agency.pk}")

    assert titles(soup) == ["智慧公安"]
    assert said(soup) == "单位为市公安局的任务，1项，共5项。"
    assert soup.select_one(f'#facets input[type="checkbox"][name="agency"][value="{agency.pk}"][checked]')


def test_an_empty_list_offers_the_step_that_helps(client, corpus_of_two):
    soup = page(client, "/tasks/?domain=governance/traffic&jurisdiction=370100")

    action = soup.select_one(".empty .button")
    assert soup.select_one(".empty h2").get_text() == "没有符合条件的任务"
    assert action.get_text() == "去掉“领域为交通”，看3项"
    assert titles(page(client, f"/tasks/{action['href']}")) == ["智慧公安", "政务云", "100%覆盖_试点"]


def test_every_chip_takes_off_its_own_condition(client, corpus_of_two):
    soup = page(client, "/tasks/?domain=governance/traffic&domain=livelihood/education&role=lead")

    chips = {chip.get_text().strip(): chip["href"] for chip in soup.select("a.chip")}
    assert chips == {
        "领域：交通": "?domain=livelihood/education&role=lead",
        "领域：教育": "?domain=governance/traffic&role=lead",
        "单位：写明牵头单位": "?domain=governance/traffic&domain=livelihood/education",
    }


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/tasks/?domain=space", "领域"),
        ("/tasks/?jurisdiction=999999", "地区"),
        ("/tasks/?level=galaxy", "层级"),
        ("/tasks/?year=soon", "时限"),
        ("/tasks/?since=MMXX", "最后时限起"),
        ("/tasks/?since=999999999999999999999999", "最后时限起"),
        ("/tasks/?agency=abc", "单位"),
        ("/tasks/?agency=99999999999999999999", "单位"),
        ("/tasks/?sort=owner__password", "次序"),
        ("/tasks/?role=boss", "单位"),
        ("/targets/?unit=NaN", "计量单位"),
        ("/documents/?effect=perhaps", "效力"),
        ("/agencies/?function=nothing", "职能"),
        ("/tasks/?q=a+b+c+d+e+f+g+h+i+j+k", "关键词"),
        ("/tasks/?q=" + "x" * 101, "关键词"),
    ],
)
def test_a_value_that_makes_no_sense_shows_no_rows_and_says_so(client, corpus_of_two, address, words):
    soup = page(client, address)

    assert titles(soup) == []
    assert words in soup.select_one(".notice[role=alert]").get_text()
    assert soup.select_one(".empty .button").get_text() == "清除全部条件"


@pytest.mark.parametrize(
    ("asked", "canonical"),
    [
        ("/tasks/?role=lead&domain=governance", "/tasks/?domain=governance&role=lead"),
        ("/tasks/?domain=&q=", "/tasks/"),
        ("/tasks/?page=1&sort=source&category=key_task", "/tasks/"),
        ("/tasks/?level=county&level=county", "/tasks/?level=county"),
        ("/tasks/?year=none&year=2022", "/tasks/?year=2022&year=none"),
        ("/tasks/?utm_source=x&_connector=OR", "/tasks/"),
        ("/targets/?kind=quantity", "/targets/"),
    ],
)
def test_an_untidy_address_leads_to_the_one_address(client, corpus_of_two, asked, canonical):
    response = client.get(asked)

    assert (response.status_code, response.headers.get("Location")) == (302, canonical)
    assert client.get(canonical).status_code == 200


def test_a_slash_may_be_written_either_way_without_a_redirect(client, corpus_of_two):
    assert client.get("/tasks/", query_params={"domain": "governance/traffic"}).status_code == 200


@pytest.mark.parametrize(
    "query",
    [
        "q=" + "x" * 2000,
        "&".join(f"year={year}" for year in range(1985, 2036)),
        "q=%00",
        "domain=a%1bb",
    ],
    ids=["too long", "51 values", "NUL", "escape"],
)
@pytest.mark.parametrize("path", ["/tasks/", "/targets/", "/documents/", "/agencies/", "/tasks/export/csv/"])
def test_too_much_is_refused_with_a_page_that_says_why(client, db, path, query):
    response = client.get(f"{path}?{query}")

    assert response.status_code == 400
    assert "这个地址没有执行" in response.content.decode()


@pytest.mark.parametrize("page_number", ["0", "-1", "2", "201", "abc", "1e3", "100000000000000000000"])
def test_a_page_that_is_not_there_is_not_found(client, corpus_of_two, page_number):
    assert client.get(f"/tasks/?page={page_number}").status_code == 404


def test_the_pages_of_a_long_list_hold_every_row_once(client, db):
    many = tuple(TaskSpec(title=f"任务{number}号", text="内容。") for number in range(10))
    for place in (MAOJIAN, JINAN, SICHUAN):
        for part in range(2):
            build_document(place=place, title=f"{place.name}方案{part}", tasks=many)

    first, second = page(client, "/tasks/"), page(client, "/tasks/?page=2")

    assert (len(titles(first)), len(titles(second))) == (50, 10)
    addresses = [link["href"] for soup in (first, second) for link in soup.select("h3.item-title a")]
    assert len(set(addresses)) == 60
    assert said(first) == "全部任务，60项。"


@pytest.mark.parametrize(
    ("query", "expected", "sentence"),
    [
        ("", ["路口信号联网率", "上云率"], "全部数值目标，2个。"),
        ("kind=milestone&jurisdiction=370100", ["建成数字城市"], "地区为济南市的里程碑，1个，共2个。"),
        ("year=2019", ["上云率"], "时限为2019年的数值目标，1个，共2个。"),
        ("level=county&unit=%25", ["路口信号联网率"], "层级为县级、计量单位为%的数值目标，1个，共2个。"),
        ("sort=unit", ["路口信号联网率", "上云率"], "全部数值目标，2个。"),
        ("sort=deadline", ["上云率", "路口信号联网率"], "全部数值目标，2个。"),
        ("q=%E4%BF%A1%E5%8F%B7", ["路口信号联网率"], "含“信号”的数值目标，1个，共2个。"),
    ],
)
def test_targets_shows_what_fits_and_says_it(client, corpus_of_two, query, expected, sentence):
    soup = page(client, f"/targets/?{query}".rstrip("?"))

    assert [row.select("td")[1].get_text().strip() for row in soup.select(".target-table tbody tr")] == expected
    assert said(soup) == sentence


def test_a_target_shows_sign_number_unit_deadline_and_the_number_in_its_quote(client, corpus_of_two):
    row = page(client, "/targets/?jurisdiction=420302").select_one(".target-table tbody tr")

    assert row.select_one(".value").get_text() == "≥80%"
    assert "2022年底前" in row.get_text()
    assert row.select_one(".quote").get_text() == "路口信号联网率达到80%以上"
    assert row.select_one(".quote mark").get_text() == "80%以上"


@pytest.mark.parametrize(
    ("query", "expected", "sentence"),
    [
        ("", ["茅箭区智慧城市建设实施方案", "济南市行动计划"], "全部文件，2份。"),
        ("year=2022", ["茅箭区智慧城市建设实施方案"], "成文年份为2022年的文件，1份，共2份。"),
        ("year=none", ["济南市行动计划"], "成文年份为原文未载的文件，1份，共2份。"),
        ("doubts=no", [], "没有疑点的文件，0份，共2份。"),
        ("level=prefecture&doubts=yes", ["济南市行动计划"], "层级为地级、有疑点的文件，1份，共2份。"),
        ("q=18%E5%8F%B7", ["茅箭区智慧城市建设实施方案"], "标题或文号含“18号”的文件，1份，共2份。"),
    ],
)
def test_documents_shows_what_fits_and_says_it(client, corpus_of_two, query, expected, sentence):
    soup = page(client, f"/documents/?{query}".rstrip("?"))

    assert titles(soup) == expected
    assert said(soup) == sentence


def test_agencies_stand_under_their_function_with_what_they_lead_and_support(client, corpus_of_two):
    rows = page(client, "/agencies/?function=public_security").select("tbody tr")

    assert [" ".join(row.get_text(" ").split()) for row in rows] == [
        "公安 市公安局 济南市 地级 1 0 0",
        "公安 公安茅箭分局 茅箭区 县级 0 1 0",
    ]


def test_every_figure_of_the_first_page_leads_to_a_list_of_so_many(client, corpus):
    shown = [
        f"{figure.a['href']} {figure.dd.text}{figure.dt.text}: {said(page(client, figure.a['href']))}"
        for figure in page(client, "/").select(".figures > div")
    ]

    assert shown == [
        "/documents/ 5份文件: 全部文件，5份。",
        "/tasks/ 58项重点任务: 全部任务，58项。",
        "/tasks/?category=safeguard 25项保障措施: 全部保障措施，25项。",
        "/tasks/?role=lead 22项写明牵头单位: 写明牵头单位的任务，22项，共58项。",
        "/targets/ 12个量化目标: 全部数值目标，12个。",
        "/agencies/ 37个单位: 全部单位，39家，其中泛指2家。",
    ]
