"""What a question and its options talk about, to tell whether the options answer the question.

A scale climbs one ladder: all its labels speak of timeliness, or all of accuracy. Words are
sorted into families of one concept each, good and bad alike; a label of another family than the
question answers something that was not asked, and labels that share no family mix two ladders.
"""

import re
from collections.abc import Sequence

_FAMILIES = {
    "timeliness": "及时|及時|准时|準時|按时|按時|按期|误期|誤期|延误|延誤|延迟|延遲|迟缓|遲緩|迅速"
    r"|(?<![愉痛])快(?![乐樂])|慢|\btimel|\bon time|\bprompt|\blate\b|\bdelay|\bfast|\bquick"
    r"|\bslow",
    "accuracy": "准确|準確|正确|正確|差错|差錯|出错|出錯|错误|錯誤|错发|錯發"
    r"|\baccura|\binaccura|\bwrong|\berror|\bcorrect|\bmistake",
    "completeness": "齐全|齊全|齐备|齊備|完整|不全|短缺|缺失|片面"
    r"|\bcomplete|\bincomplete|\bpartial",
    "condition": r"完好|破损|破損|损坏|損壞|受损|受損|\bintact|\bdamage|\bundamaged|\bbroken",
    "order": r"混乱|混亂|杂乱|雜亂|\bmixed up|\bdisorder|\buntidy",
    "truth": "真实|真實|虚假|虛假|夸大|誇大|误导|誤導"
    r"|\btrue|\btruth|\bfalse|\bexaggerat|\bmislead",
    "warmth": r"热情|熱情|冷淡|礼貌|禮貌|友好|亲切|親切|\bwarm|\bcold|\bpolite|\brude|\bcourte"
    r"|\bfriendl|\bunfriendl",
    "expertise": r"专业|專業|内行|內行|\bexpert|\bprofessional|\bunprofessional|\bknowledg",
    "cleanliness": r"干净|乾淨|清洁|清潔|整洁|整潔|肮脏|骯髒|\bclean|\bdirty|\bunclean",
    "convenience": r"方便|便利|便捷|\bconvenien|\binconvenien|\beas[yi]",
    "conformity": r"合格|符合|\bconform|\bcompl[yi]",
    "competitiveness": r"竞争力|競爭力|\bcompetitiv|\buncompetitiv",
    "price": r"便宜|昂贵|昂貴|\bcheap|\bexpensive",
    "satisfaction": r"满意|滿意|\bsatisf|\bdissatisf",
    "agreement": r"同意|\bagree|\bdisagree",
}
_PATTERNS = {name: re.compile(words, re.IGNORECASE) for name, words in _FAMILIES.items()}


def families(text: str) -> frozenset[str]:
    """Return the concepts a text speaks of.

    >>> sorted(families("True and complete"))
    ['completeness', 'truth']
    """
    return frozenset(name for name, pattern in _PATTERNS.items() if pattern.search(text))


def strangers(question: str, labels: Sequence[str]) -> tuple[str, ...]:
    """Return the labels that speak of something else than the question and the other labels do."""
    asked = families(question)
    told = [(label, families(label)) for label in labels]
    if not any(asked & about for _, about in told):
        return ()
    return tuple(label for label, about in told if about and not asked & about)


def mixed_labels(labels: Sequence[str]) -> tuple[str, str] | None:
    """Return two labels that stand on different ladders; None if one concept runs through all."""
    told = [(label, about) for label in labels if (about := families(label))]
    if not told or frozenset.intersection(*(about for _, about in told)):
        return None
    # The pair farthest apart on the scale shows best what is mixed.
    for lower, concepts in reversed(told):
        for upper, about in told:
            if not about & concepts:
                return upper, lower
    return told[0][0], told[-1][0]
