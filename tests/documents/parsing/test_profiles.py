"""What a task is compared by, read from wordings that a reader can check by eye."""

from documents.parsing.profiles import profile
from documents.parsing.segmentation import words


def test_words_are_segmented_and_figures_and_marks_are_none():
    assert words("推进路口信号灯联网，2022年完成5项。") == ["推进", "路口", "信号灯", "联网", "完成"]


def test_a_title_names_its_subject_and_the_wording_is_shared_out_by_sentences():
    found = profile("智慧交通", "1.智慧交通。建设智能公交系统。推进城乡网格化管理。")
    assert found.titled == ("governance/traffic",)
    assert found.shares == {"governance/community": 0.529, "governance/traffic": 0.471}


def test_a_broad_title_names_no_single_subject_but_its_wording_does():
    found = profile("推进智慧民生综合应用", "(十)推进智慧民生综合应用。推进远程医疗。建设智慧校园。")
    assert found.titled == ("livelihood",)
    assert found.shares == {"livelihood/health": 0.5, "livelihood/education": 0.5}


def test_a_responsibility_note_is_no_wording():
    plain = profile("智慧教育", "推进数字校园建设。")
    noted = profile("智慧教育", "推进数字校园建设。（牵头单位：市公安局；责任单位：市交通运输局）")
    assert noted == plain


def test_a_safeguard_is_about_support_or_security_only():
    assert profile("资金保障", "安排医疗专项资金。", category="safeguard").shares == {"support/funding": 1.0}


def test_words_of_the_title_weigh_more_and_the_heading_does_not_count_twice():
    found = profile("智慧交通", "1.智慧交通。推进公交联网。")
    assert found.words["交通"] == 1.0
    assert found.words["公交"] == 1.0
    assert profile("公交联网", "推进公交联网。").words["公交"] == 1.0


def test_terms_of_the_field_stand_in_their_order_each_once():
    assert profile("智慧交通", "智慧交通。推进智慧停车和智慧公交，智慧停车联网。").terms[:3] == (
        "智慧交通",
        "智慧停车",
        "智慧公交",
    )


def test_an_empty_wording_has_no_shares():
    found = profile("智慧交通", "智慧交通")
    assert (found.shares, found.titled) == ({}, ("governance/traffic",))
