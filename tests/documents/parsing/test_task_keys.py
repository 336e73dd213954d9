"""Keys of tasks: the same for the same profile, shared by tasks of one subject and by near copies."""

from documents.parsing.profiles import profile
from documents.parsing.task_keys import keys_of

CROSSING = profile("智慧交通", "智慧交通。建设交通信号灯联网控制系统，推进主干道路口信号灯联网，疏导交通拥堵。")
LAMPS = profile("交通信号联网", "交通信号联网。对全市路口信号灯进行联网改造，提升交通通行效率。")
SCHOOL = profile("智慧教育", "智慧教育。建设数字校园，推进优质教育资源共享，开展在线教学。")


def test_a_task_has_at_most_twenty_short_keys_that_depend_on_nothing_but_its_profile():
    assert len(CROSSING.keys) == len(set(CROSSING.keys)) <= 20
    assert all(len(key) == 6 for key in CROSSING.keys)
    turned = dict(reversed(CROSSING.words.items()))
    assert keys_of(titled=CROSSING.titled, shares=CROSSING.shares, words=turned) == CROSSING.keys


def test_tasks_of_one_subject_that_share_a_telling_word_share_a_key_and_those_of_others_none():
    assert set(CROSSING.keys) & set(LAMPS.keys)
    assert not set(CROSSING.keys) & set(SCHOOL.keys)


def test_a_task_with_one_word_changed_shares_most_keys_and_one_without_words_has_none():
    copy = profile("智慧交通", "智慧交通。建设交通信号灯联网控制系统，推进主干道路口信号灯联网，治理交通拥堵。")
    assert len(set(CROSSING.keys) & set(copy.keys)) >= 10
    assert keys_of(titled=(), shares={}, words={}) == ()
