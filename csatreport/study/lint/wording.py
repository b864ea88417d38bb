"""Wording that makes a question hard to answer: two questions in one, and negations.

The rules look at single words, so they are kept from the commonest false alarms: words that only
contain a conjunction (及时, 参与), fixed terms (returns and exchanges), prepositions (与…一致) and
whatever stands in brackets.
"""

import re

LOOKED_AT = 1_000
"""How much of a text is looked at: no question is longer, and the rules look ahead at each word."""

_CHINESE = re.compile("[\u3400-\u9fff]")
_BRACKETED = re.compile(
    r"（[^）]*）|\([^)]*\)|【[^】]*】|\[[^\]]*\]|《[^》]*》|“[^”]*”|「[^」]*」|『[^』]*』|\"[^\"]*\""
)

_NOT_JOINING = re.compile(
    # words that contain the sign of a conjunction
    "及[时時格早]|[涉普顾顧提触觸惠波危遍企可]及|[来來]得及|[来來]不及"
    "|和[谐諧气氣平睦善蔼藹缓緩解]|[温溫柔平暖随隨缓緩总總饱飽共调調祥]和"
    "|[参參给給赋赋]与|参與|參與|[与與](?:否|会|會|其|众不同|眾不同|时俱|時俱)"
    "|合[并併]|[并並](?:非|不|没|沒|未|列)|一[并併]|[暂暫尚姑况況]且"
    # fixed terms
    "|退[货貨]?[和与與、及]换[货貨]|退[货貨]?[和与與、及]換[货貨]|研究[与與和]开发"
    # prepositions: after a pronoun, at the head of a clause, or followed by what compares
    "|(?:我们|我們|我|您|你们|你們|你|他们|他們|大家|彼此)[和与與跟]"
    "|(?:^|(?<=[，。；：,;:]))[和与與跟]"
    "|[和与與跟](?=[^，。；？]*(?:一致|相符|相比|相同|不同|有关|有關|无关|無關|匹配|相似|一样|一樣))"
)
_JOINING = re.compile(
    "以及|并且|並且|而且|同时|同時|、|及|和|与|與|并|並|且|又[^，。]+又|既[^，。]+[又也]"
)

_FIXED = re.compile(
    r"\b(?:and/or|yes/no|he/she|she/he|his/her|her/his|s/he|him/her|w/o|n/a)\b"
    r"|\breturns? (?:and|or) exchanges?\b|\bterms (?:and|&) conditions\b"
    r"|\bhealth (?:and|&) safety\b|\bresearch (?:and|&) development\b|\br&d\b"
    r"|\bpros and cons\b|\blost and found\b|\bwear and tear\b|\bfood and drinks?\b"
    r"|\b(\w+) and \1\b|\bfirst and foremost\b|\bbetween [^,.;?]+? and\b",
    re.IGNORECASE,
)
_AND = re.compile(r"\band\b|\bas well as\b|(?<=\w) ?& ?(?=\w)|(?<=[a-z])/(?=[a-z])", re.IGNORECASE)

_NOT_NEGATIVE = re.compile(
    "[是能可与與]否|(.)[不没沒]\\1|有[没沒]有|不[同仅僅断斷少管论論错錯锈鏽久时時]|而不是|而非"
    "|无[论論线線]|無[论論線]|无障碍|無障礙|未[来來]|差不多|不可或缺|不得不"
)
_NEGATIVE = re.compile("[没沒]有|从[不未没]|從[不未沒]|无法|無法|不|没|沒|无|無|未")
_ENGLISH_NOT_NEGATIVE = re.compile(r"\bnot only\b|\bno doubt\b|\bno matter\b|\bno\.", re.IGNORECASE)
_ENGLISH_NEGATIVE = re.compile(
    r"\b(?:no|not|never|none|nobody|nothing|neither|nor|cannot|without|\w+n['’]t)\b", re.IGNORECASE
)


def is_chinese(text: str) -> bool:
    """Tell whether Chinese rules apply to a text, whatever language it is filed under."""
    return _CHINESE.search(text) is not None


def joined_by(text: str) -> str | None:
    """Return the word or sign that joins two questions into one; None if there is none.

    >>> joined_by("您对服务台和存包处满意吗？")
    '和'
    >>> joined_by("我们交货及时吗？") is None
    True
    """
    plain = _BRACKETED.sub("", text[:LOOKED_AT])
    if is_chinese(plain):
        found = _JOINING.search(_NOT_JOINING.sub("○", plain))
    else:
        found = _AND.search(_FIXED.sub("○", plain))
    if found:
        return found[0].strip()
    questions = re.findall("[？?]", plain)
    return questions[1] if len(questions) > 1 else None


def negated_by(text: str) -> str | None:
    """Return the word that negates a statement; None if there is none.

    >>> negated_by("There is no bureaucracy here.")
    'no'
    """
    plain = _BRACKETED.sub("", text[:LOOKED_AT])
    if is_chinese(plain):
        found = _NEGATIVE.search(_NOT_NEGATIVE.sub("○", plain))
    else:
        found = _ENGLISH_NEGATIVE.search(_ENGLISH_NOT_NEGATIVE.sub("○", plain))
    return found[0] if found else None
