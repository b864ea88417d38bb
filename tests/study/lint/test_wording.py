import pytest

from csatreport.study.lint.concepts import families, mixed_labels, strangers
from csatreport.study.lint.wording import joined_by, negated_by


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("您对办理退换货的方便程度和快慢满意吗？", "和"),
        ("您對收銀員的態度與用語滿意嗎？", "與"),
        ("员工是否热情、有礼貌？", "、"),
        ("服务是否及时以及准确？", "以及"),
        ("员工热情并耐心吗？", "并"),
        ("环境干净且安静吗？", "且"),
        ("价格及质量如何？", "及"),
        ("服务又快又好吗？", "又快又"),
        ("您满意吗？问题解决了吗？", "？"),
        ("How satisfied are you with speed and accuracy?", "and"),
        ("How satisfied are you with speed as well as accuracy?", "as well as"),
        ("How satisfied are you with our staff's speed/accuracy?", "/"),
        ("How satisfied are you with speed & accuracy?", "&"),
        ("Are you satisfied? Would you return?", "?"),
    ],
)
def test_two_questions_in_one_are_seen(text, word):
    assert joined_by(text) == word


@pytest.mark.parametrize(
    "text",
    [
        "我们交货及时吗？",
        "您是否参与过活动？",
        "员工态度温和吗？",
        "店内气氛和谐吗？",
        "日常做法与公司规定一致。",
        "我与其他部门的合作顺畅。",
        "和我共事的同事乐于助人。",
        "您对结账速度（含刷卡和现金）满意吗？",
        "您对“品质与服务”活动满意吗？",
        "合并后的流程清楚吗？",
        "總體來說，您滿意嗎？",
        "How satisfied are you with returns and exchanges?",
        "How good is co-operation between departments and sites?",
        "How satisfied are you with our terms and conditions?",
        "How satisfied are you with the staff (attitude and language)?",
        "Is the desk open 24/7?",
        "How understandable was he/she?",
        "How satisfied are you with the standard of the sandwiches?",
    ],
)
def test_words_that_only_look_like_a_conjunction_are_left_alone(text):
    assert joined_by(text) is None


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("公司没有官僚主义。", "没有"),
        ("辦事不會遇到阻礙。", "不"),
        ("There is no bureaucracy.", "no"),
        ("I don't lack tools.", "don't"),
        ("I can work without delay.", "without"),
    ],
)
def test_negations_are_seen(text, word):
    assert negated_by(text) == word


@pytest.mark.parametrize(
    "text",
    [
        "您是否满意？",
        "有没有人帮您？",
        "我们预防问题，而不是事后补救。",
        "员工不仅热情。",
        "大家看法不同。",
        "公司的未来值得期待。",
        "Not only the price is right.",
        "I know what to do.",
        "Notes are clear.",
    ],
)
def test_what_only_looks_negative_is_left_alone(text):
    assert negated_by(text) is None


def test_polarity_does_not_change_the_concept():
    assert families("及时") == families("不及时") == families("often late") == {"timeliness"}
    assert families("愉快") == frozenset()


def test_a_label_of_another_concept_is_a_stranger_only_where_others_answer():
    assert strangers("交货及时吗", ["及时", "一般", "经常出错"]) == ("经常出错",)
    assert strangers("交货怎么样", ["及时", "一般", "经常出错"]) == ()
    assert strangers("交货及时吗", ["好", "一般", "经常出错"]) == ()


def test_labels_are_mixed_where_no_concept_runs_through_all():
    assert mixed_labels(["Complete", "Incomplete", "Badly damaged"]) == (
        "Complete",
        "Badly damaged",
    )
    quality = ["Expert and warm", "Expert but plain", "Not expert", "Cold"]
    assert mixed_labels(quality) == ("Expert but plain", "Cold")
    assert mixed_labels(["Complete", "Mixed up", "Badly damaged"]) == ("Complete", "Badly damaged")
    assert mixed_labels(["Prompt and fully", "Slow, not fully"]) is None
    assert mixed_labels(["Good", "Bad"]) is None
    assert mixed_labels([]) is None
