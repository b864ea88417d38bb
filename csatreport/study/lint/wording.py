"""Wording that makes a question hard to answer: two questions in one, and negations.

The rules look at single words, so they are kept from the commonest false alarms: words that only
contain a conjunction (及时, 参与), fixed terms (returns and exchanges), prepositions (与…一致) and
whatever stands in brackets.
"""

import re

from csatreport.base.vocabulary import any_of

LOOKED_AT = 1_000
"""How much of a text is looked at: no question is longer, and the rules look ahead at each word."""

_CHINESE = re.compile("[\u3400-\u9fff]")
_BRACKETED = re.compile(
    r"（[^）]*）|\([^)]*\)|【[^】]*】|\[[^\]]*\]|《[^》]*》|“[^”]*”|「[^」]*」|『[^』]*』|\"[^\"]*\""
)

_NOT_JOINING = any_of("wording", "not_joining")
_JOINING = re.compile(
    "以及|并且|並且|而且|同时|同時|、|及|和|与|與|并|並|且|又[^，。]+又|既[^，。]+[又也]"
)

_FIXED = any_of("wording", "fixed_terms")
_AND = re.compile(r"\band\b|\bas well as\b|(?<=\w) ?& ?(?=\w)|(?<=[a-z])/(?=[a-z])", re.IGNORECASE)

_NOT_NEGATIVE = any_of("wording", "not_negative")
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
