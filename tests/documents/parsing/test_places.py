"""Which jurisdiction issues a document, and the gazetteer behind the answer."""

import pytest

from documents.parsing.gazetteer import COLUMNS, all_places, gazetteer
from documents.parsing.places import find_place, parents
from documents.parsing.reference import FIXTURES, ReferenceDataError
from documents.parsing.subplaces import new_areas

HEADER = ",".join(COLUMNS) + "\n"
NATION = "000000,全国,全国,全国,national,place,,,国\n"
HUBEI = "420000,湖北省,湖北,湖北省,province,place,000000,,鄂\n"


def corpus(name):
    return (FIXTURES / "corpus" / name).read_bytes().decode("utf-8")


def read(title="", issuers=(), number=None, body=""):
    return find_place(title=title, issuers=issuers, document_number=number, body=body)


@pytest.mark.parametrize(
    ("title", "issuers", "number", "file", "code", "level", "province"),
    [
        (
            "济源产城融合示范区管理委员会办公室济源市人民政府办公室关于加快推进新型智慧城市建设的实施意见",
            ("济源产城融合示范区管理委员会办公室", "济源市人民政府办公室"),
            None,
            "jiyuan-2020.txt",
            "419001",
            "prefecture",
            "河南省",
        ),
        (
            "茅箭区推进新型智慧城市建设实施方案",
            ("十堰市茅箭区人民政府办公室",),
            "茅政办发〔2022〕18号",
            "maojian-2022.txt",
            "420302",
            "county",
            "湖北省",
        ),
        (
            "禹城市新型智慧城市试点建设工作实施方案(2020—2021年)",
            ("禹城市人民政府办公室",),
            "禹政办字〔2020〕33号",
            "yucheng-2020.txt",
            "371482",
            "county",
            "山东省",
        ),
        (
            "济南市新型智慧城市建设行动计划(2018-2020年)",
            (),
            None,
            "jinan-2018.txt",
            "370100",
            "prefecture",
            "山东省",
        ),
        (
            "关于加快新型智慧城市建设的指导意见",
            ("四川省推进数字经济发展领导小组办公室",),
            None,
            "sichuan-2020.txt",
            "510000",
            "province",
            "四川省",
        ),
    ],
    ids=["济源", "茅箭", "禹城", "济南", "四川"],
)
def test_the_five_documents_are_found_where_they_were_issued(title, issuers, number, file, code, level, province):
    reading = read(title, issuers, number, corpus(file))

    assert (reading.place.code, reading.place.level, reading.place.province) == (code, level, province)
    assert reading.doubts == ()


@pytest.mark.parametrize(
    ("title", "issuers", "number", "body", "name", "evidence"),
    [
        ("国务院办公厅关于加快发展体育竞赛表演产业的指导意见", (), None, "", "全国", "issuer"),
        ("", ("工业和信息化部办公厅",), None, "", "全国", "issuer"),
        ("", ("公安茅箭分局",), None, "", "茅箭区", "issuer"),
        ("", ("成都市经济和信息化局",), None, "", "成都市", "issuer"),
        ("南京市鼓楼区数字化转型方案", (), None, "", "鼓楼区", "title"),
        ("四川省攀枝花市仁和区实施方案", (), None, "", "仁和区", "title"),
        ("吉林市城市总体规划", (), None, "", "吉林市", "title"),
        ("襄樊市国民经济规划", (), None, "", "襄阳市", "title"),
        ("内蒙古数字政府建设方案", (), None, "", "内蒙古自治区", "title"),
        ("济南高新区管理办法", (), None, "", "济南高新技术产业开发区", "title"),
        ("关于加快推进茅箭新型智慧城市建设的意见", (), None, "茅箭区各部门：", "茅箭区", "title"),
        ("", (), "豫政办〔2020〕27号", "", "河南省", "number"),
        ("", (), "数鲁专组办发〔2019〕7号", "", "山东省", "number"),
        ("", (), "十政办发〔2021〕51号", "", "十堰市", "number"),
        ("", (), "茅政办发〔2022〕18号", "", "茅箭区", "number"),
        ("", (), "国办发〔2018〕121号", "", "全国", "number"),
        ("", (), "禹政办字〔2020〕33号", "结合我市实际，建设禹城市数字运营中心。", "禹城市", "number"),
        ("", (), None, "各省、自治区、直辖市人民政府：", "全国", "body"),
    ],
)
def test_find_place_takes_the_best_evidence_there_is(title, issuers, number, body, name, evidence):
    reading = read(title, issuers, number, body)

    assert (reading.place.name, reading.evidence) == (name, evidence)


def test_every_province_is_found_by_its_one_character_abbreviation():
    expected = {
        "京": "北京市", "津": "天津市", "冀": "河北省", "晋": "山西省", "内": "内蒙古自治区", "辽": "辽宁省",
        "吉": "吉林省", "黑": "黑龙江省", "沪": "上海市", "苏": "江苏省", "浙": "浙江省", "皖": "安徽省",
        "闽": "福建省", "赣": "江西省", "鲁": "山东省", "豫": "河南省", "鄂": "湖北省", "湘": "湖南省",
        "粤": "广东省", "桂": "广西壮族自治区", "琼": "海南省", "渝": "重庆市", "川": "四川省", "黔": "贵州省",
        "云": "云南省", "藏": "西藏自治区", "陕": "陕西省", "甘": "甘肃省", "青": "青海省", "宁": "宁夏回族自治区",
        "新": "新疆维吾尔自治区",
    }  # fmt: skip

    found = {sign: read(number=f"{sign}政办发〔2020〕1号").place.name for sign in expected}

    assert found == expected


@pytest.mark.parametrize(
    "title",
    ["关于促进合作发展的意见", "平安建设实施方案", "和平区", "新城区建设规划", "市人民政府办公室关于资源利用的通知"],
)
def test_an_ordinary_word_is_not_taken_for_a_county(title):
    reading = read(title)

    assert reading.place is None


def test_a_name_that_several_places_bear_is_reported_and_not_guessed():
    reading = read("鼓楼区智慧城市方案", ("鼓楼区人民政府办公室",))

    assert reading.place is None
    assert "江苏省南京市鼓楼区、江苏省徐州市鼓楼区、福建省福州市鼓楼区、河南省开封市鼓楼区" in reading.doubts[0]


def test_the_body_settles_a_name_that_several_places_bear():
    reading = read("鼓楼区智慧城市方案", ("鼓楼区人民政府办公室",), None, "根据《南京市智慧城市方案》，结合我区实际")

    assert reading.place.full_name == "江苏省南京市鼓楼区"


@pytest.mark.parametrize(
    ("title", "issuers", "name", "kind", "code"),
    [
        ("", ("贵安新区管理委员会",), "贵安新区", "zone", "520000"),
        ("", ("贵州贵安新区管理委员会办公室",), "贵安新区", "zone", "520000"),
        ("", ("四川天府新区党工委管委会办公室",), "天府新区", "zone", "510000"),
        ("河北雄安新区智慧城市专项规划", (), "雄安新区", "zone", "130000"),
        ("西咸新区关于促进数字经济发展的若干措施", (), "西咸新区", "zone", "610000"),
        ("福州新区总体方案", ("福建省人民政府",), "福建省", "place", "350000"),
        ("长春市新区建设规划", (), "长春市", "place", "220100"),
    ],
)
def test_a_state_level_new_area_is_known_without_its_province(title, issuers, name, kind, code):
    reading = read(title, issuers)

    assert (reading.place.name, reading.place.kind, reading.place.code) == (name, kind, code)
    assert (kind == "zone") == any("没有行政区划代码" in doubt for doubt in reading.doubts)


def test_a_zone_inside_a_new_area_is_not_guessed():
    assert read("", ("西咸新区沣东新城管理委员会",)).place is None
    assert len(new_areas()) + 3 == 19  # 浦东新区, 滨海新区 and 兰州新区 have codes.


def test_a_number_that_fits_several_places_is_reported_and_not_guessed():
    reading = read(number="禹政办字〔2020〕33号")

    assert reading.place is None
    assert "山东省德州市禹城市" in reading.doubts[0]
    assert "河南省许昌市禹州市" in reading.doubts[0]


def test_the_issuer_wins_over_another_place_in_the_title_and_leaves_a_doubt():
    reading = read("国务院关于支持贵州在新时代西部大开发上闯新路的意见", ("国务院",))

    assert reading.place.name == "全国"
    assert reading.doubts == ("标题写“贵州省”，发文机关属“全国”，按发文机关归入，请核对",)


def test_a_joint_issue_of_two_places_goes_to_the_first_and_leaves_a_doubt():
    reading = read("", ("四川省经济和信息化厅", "重庆市经济和信息化委员会"))

    assert reading.place.name == "四川省"
    assert reading.doubts == ("与重庆市联合发文，按列第一位的发文机关归入，请核对",)


def test_a_place_read_from_the_body_alone_is_marked_as_inferred():
    reading = read(body=corpus("maojian-2022.txt"))

    assert (reading.place.name, reading.evidence) == ("茅箭区", "body")
    assert reading.doubts == ("发文地区只能由正文推断，请核对",)


def test_parents_go_from_the_nearest_to_the_nation():
    assert [place.name for place in parents("420302")] == ["十堰市", "湖北省", "全国"]
    assert [place.name for place in parents("419001")] == ["河南省", "全国"]
    assert [place.name for place in parents("110101")] == ["北京市", "全国"]
    assert parents("000000") == ()


def test_the_gazetteer_holds_all_of_china_down_to_counties():
    levels = [place.level for place in all_places()]
    zones = [place for place in all_places() if place.kind == "zone"]

    assert levels.count("national") == 1
    assert levels.count("province") == 34
    assert levels.count("prefecture") > 333
    assert levels.count("county") > 2800
    assert len([zone for zone in zones if len(zone.code) == 6]) == 124
    assert len(zones) > 600


def test_parents_stand_before_children_so_that_rows_can_be_stored_in_order():
    seen = {""}
    for place in all_places():
        assert place.parent_code in seen, place
        seen.add(place.code)


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ("4203,茅箭区,茅箭,茅箭区,county,place,,,\n", "第 2 行：代码“4203”不是六位数字"),
        (NATION + "420000,湖北省,湖北,湖北省,town,place,000000,,\n", "第 3 行：“level”为“town”"),
        (NATION + "420000,湖北省,湖北,湖北省,province,land,000000,,\n", "第 3 行：“kind”为“land”"),
        (NATION + HUBEI + HUBEI, "第 4 行：代码“420000”重复"),
        (NATION + "420302,茅箭区,茅箭,茅箭区,county,place,420300,,\n", "第 3 行：上级“420300”不在此行之前"),
        (NATION + "420000,湖北省,湖北,湖北省,province,place,,,\n", "第 3 行：只有全国（000000）没有上级"),
        (NATION + "420000,,湖北,湖北省,province,place,000000,,\n", "第 3 行：“name”为空"),
    ],
)
def test_a_bad_row_of_jurisdictions_is_refused_with_its_line(tmp_path, rows, message):
    path = tmp_path / "jurisdictions.csv"
    path.write_text(HEADER + rows, encoding="utf-8")

    with pytest.raises(ReferenceDataError) as caught:
        gazetteer(path)

    assert message in str(caught.value)
