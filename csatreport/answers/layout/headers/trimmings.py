"""What platforms write around a wording, which says nothing about which question it is.

Signs of the editor (HTML, signs without width), the kind of question, a star, "required", and how
many options may be ticked. What stands in brackets is taken away only where it is one of these: an
option may stand there too.
"""

import html
import re

from csatreport.tables.fold import fold

_HTML = re.compile(r"</?[a-z][a-z0-9]*(?:\s[^<>]*)?/?>", re.IGNORECASE)
_UNSEEN = re.compile("[\u200b-\u200f\u2060\ufeff]|(?<=[\u3000-\u9fff]) (?=[\u3000-\u9fff])")
_KINDS = (
    "单选|多选|單選|複選|量表|矩阵|矩陣|填空|排序|评分|評分|下拉|判断|判斷|简答|簡答"
    "|必填|必答|选填|選填|选答|選答|非必填|非必答|可不填|required|optional"
)
_HINTS = (
    "(?:可|限|不定项)(?:多选|单选|複選|單選|选)|请?(?:最多|最少|至多|至少|限)?(?:选|勾选|选择)"
    "|請?(?:最多|最少|至多|至少|限)?(?:選|勾選|選擇)|(?:最多|最少|至多|至少)[0-9]"
    "|(?:please )?(?:select|choose|tick|check|mark) (?:all|one|any|up to|at most|no more)"
    "|(?:multiple|single)[ -](?:choice|answer|select)"
)
_AROUND = re.compile(
    rf"\s*[\[(【](?:(?:{_KINDS})[^\])】]{{0,6}}|(?:{_HINTS})[^\])】]{{0,40}})[\])】]", re.IGNORECASE
)
_CHOSEN = re.compile(
    r"\s*-\s*(?:selected choice|所选选项|已选选项|選取的選項|所選選項)(?=\s*-|\s*$)", re.IGNORECASE
)
"""What Qualtrics puts between a question and its options."""
TRIMMINGS = " *.:?!。、"


def plain_header(header: str) -> str:
    """Return a header's comparable form, without signs of an editor or of what is exported.

    >>> plain_header("<p>How was it?</p>&nbsp;")
    'how was it?'
    """
    if "<" in header or "&" in header:
        header = html.unescape(_HTML.sub("", header))
    return _CHOSEN.sub("", fold(header)) if "-" in header else fold(header)


def bare_header(name: str) -> str:
    """Return a header in its comparable form without what platforms write around it.

    >>> bare_header("why? [select all that apply] *")
    'why'
    """
    return _UNSEEN.sub("", _AROUND.sub("", name)).strip(TRIMMINGS + "—–-[")
