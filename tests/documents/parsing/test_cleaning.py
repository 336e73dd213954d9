"""Cleaning holds for any text: it repeats without effect, and its repairs are true to the original."""

from hypothesis import given, settings
from hypothesis import strategies as st

from documents.parsing.cleaning.layers import clean
from documents.parsing.corrections import Correction
from documents.parsing.pipeline import parse_bytes
from documents.parsing.raw import RawText
from documents.parsing.spans import Span

TEXTS = st.text("建設設國城市推進的，,、()（）shèguān1230%年:：;；\n [〔﹝﹞号﹕㈠２?!", max_size=60)


def _raw(text: str) -> RawText:
    return RawText("案例.txt", text, "0" * 64, "text/plain", "utf-8")


@settings(deadline=None)
@given(TEXTS)
def test_repairs_quote_the_original(text: str) -> None:
    for repair in clean(_raw(text)).repairs:
        assert repair.span.slice(text) == repair.before


@settings(deadline=None)
@given(TEXTS)
def test_clean_text_lies_inside_the_original(text: str) -> None:
    cleaned = clean(_raw(text))
    places = [cleaned.traced.source(Span(place, place + 1)) for place in range(len(cleaned.text))]

    assert all(0 <= place.start <= place.end <= len(text) for place in places)


def test_correction_of_a_person_goes_before_every_layer() -> None:
    text = "駕駛?cè)擞浄植樵儭⒐卉嚨秸拘畔崟r查詢"
    correction = Correction(2, 19, text[2:19], "人记分查询、公交车到站信息实时", "对照来源", "项目编辑", "2026-11-22")

    cleaned = clean(_raw(text), corrections=[correction])

    assert cleaned.text == "驾驶人记分查询、公交车到站信息实时查询"
    assert [repair.kind for repair in cleaned.repairs] == ["correction"]


def test_correction_that_no_longer_fits_is_not_applied() -> None:
    correction = Correction(0, 2, "别字", "正字", "对照来源", "项目编辑", "2026-11-22")

    assert clean(_raw("城市建设"), corrections=[correction]).text == "城市建设"


def test_lost_characters_are_shown_and_doubted() -> None:
    cleaned = clean(_raw("可办理駕駛?cè)擞浄植樵儭⒐卉嚨秸拘畔崟r查詢等事項"))

    assert "□" in cleaned.text
    assert [(doubt.kind, "仍缺 5 字" in doubt.message) for doubt in cleaned.doubts] == [("damaged_text", True)]


def test_entities_and_stars_are_no_repairs_and_every_fact_still_quotes_the_original() -> None:
    text = (
        "**某市数字&#8220;一网通办&#8221;行动方案**\n\n**一、重点任务**\n\n（一）建设平台。&nbsp;到2025年，&ldquo;一网通办&rdquo;率达到80%。（责任单位：市数据局、市"
        "财政局）\n"
    )
    document = parse_bytes(text.encode(), name="案例.txt")
    target = next(target for target in document.targets if target.kind == "quantity")

    assert document.metadata.title == "某市数字“一网通办”行动方案"
    assert [task.title for task in document.tasks] == ["建设平台"]
    assert target.quote == "&ldquo;一网通办&rdquo;率达到80%"
    assert target.quote == target.span.slice(text)
    assert document.repairs == ()
