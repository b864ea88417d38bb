"""Ways to find a person that are no numbers alone: mail, plates, accounts, cards, addresses.

Each shape is one pattern; where only a part of it tells who somebody is, that part is called ``x``.
"""

import re
from collections.abc import Iterator

from csatreport.counts.masking.fold import HAN, Span, find_shapes

_PROVINCES = (
    "京津沪滬渝冀豫云雲辽遼黑湘皖鲁魯苏蘇浙赣贛鄂桂甘晋晉蒙陕陝吉闽閩贵貴粤粵青藏川宁寧琼瓊使领領"
)
"""Without 新 (new), which is a plate only beside a word for a car."""
_SIGN = (
    r"[A-HJ-Z][\s·•.\-]{0,2}(?=(?:[A-Z]{0,3}\d){3})"
    r"[A-HJ-NP-Z0-9]{4,6}(?:[挂掛学學警港澳]|(?![A-Z0-9]))"
)
_AT = r"\s?(?:@|[(\[{<]\s?at\s?[)\]}>]|艾特|(?<=\s)at(?=\s[a-z0-9-]{1,63}\sdot\s))\s?"
_DOT = r"\s?(?:\.|[(\[{<]\s?dot\s?[)\]}>]|(?<=\s)dot(?=\s)|点|點)\s?"
_LABEL = rf"(?:[a-z0-9-]{{1,63}}|[{HAN}]{{1,10}}?)"
_TOP = "(?:[a-z]{2,24}|中国|中國|公司|网络|網絡|网址|商城|香港|台湾|台灣)"
_IS = r"[\s:=是为為]{0,3}"
_NUMBER_OF = rf"(?:[号號][码碼]?|id|no\.?|number)?{_IS}"
_WECHAT = r"(?:微信|薇信|威信|维信|v信|wechat|weixin|\bwx|\bvx)"
_QQ = r"(?:\bqq|扣扣|企鹅|企鵝|球球|\bq)"
_CARRIER = (
    r"(?:\bline|telegram|whatsapp|skype|instagram|\big|facebook|douyin|抖音|微博|小红书|小紅書)"
)
_PAPER = r"(?:护照|護照|[证證]件|身份[证證]|通行[证證]|[驾駕]驶?[证證]|passport|\bid card)"
_BADGE = (
    r"(?:[员員]工|工|工牌|会员|會員|卡|[学學]|病[历歷]|社保|staff|employee|member|badge)"
    rf"{_NUMBER_OF}(?<=[号號码碼:\s.=是do])"
)
_POST = r"(?:[邮郵]政[编編][码碼]|[邮郵][编編]|郵遞區號|\bzip|postcode|postal code)"
_STREET = f"[{HAN}]{{1,4}}(?:路|街|大道|巷|胡同|弄|里)"
_HOUSE = r"\d{1,5}\s?(?:号楼|號樓|栋|棟|幢|座|号院|號院|弄)"
_STAIRS = r"\s?\d{1,3}\s?(?:单元|單元|门|門|层|層|楼|樓)"
_ROOM = rf"(?:{_STAIRS})?(?:\s?\d{{2,4}}\s?[室户戶房]?)?"
_ROAD = "(?:street|st|road|rd|avenue|ave|lane|ln|drive|boulevard|blvd|court|square)"
_FLAT = r"(?:,?\s(?:apt|apartment|flat|unit|room|rm|suite)\.?\s?#?\w{1,5})?"

_MAIL = rf"[a-z0-9._+%-]{{1,64}}{_AT}{_LABEL}(?:{_DOT}{_LABEL}){{0,4}}{_DOT}{_TOP}"
_SHAPES = (
    rf"(?<![a-z0-9._+%-]){_MAIL}(?![a-z0-9-])",
    rf"(?<![A-Z])[{_PROVINCES}]\s?{_SIGN}",
    rf"[车車牌辆輛][^\d]{{0,6}}(?P<x>新\s?{_SIGN})",
    rf"(?:[车車][牌号號]|牌照|\b(?:license )?plate){_NUMBER_OF}(?P<x>[A-Z0-9][A-Z0-9·\-]{{3,8}})",
    r"\bwxid_\w+",
    rf"(?:{_WECHAT}|加v)(?:[号號]|id)?[\s:=是为為加]{{1,3}}(?P<x>[a-z](?=[a-z_\-]{{0,18}}[\d_\-])[\w\-]{{4,19}})",
    rf"{_WECHAT}(?:[号號]|\s?id)?\s?[:=是]\s?(?P<x>[a-z][a-z0-9_\-]{{4,19}})",
    rf"(?:{_WECHAT}|{_QQ})(?:群|同[号號])?{_NUMBER_OF}(?P<x>[1-9]\d{{4,11}})(?!\d)",
    rf"{_CARRIER}(?:[号號]|\s?id)?\s?[:=]\s?(?P<x>@?[a-z0-9][\w.\-]{{3,29}})",
    rf"{_PAPER}\s?{_NUMBER_OF}(?P<x>[A-Z]{{0,2}}\d{{5,17}}[X\d]?(?:\(\d\))?)",
    r"(?<![A-Z0-9])(?:[EG]\d{8}|[A-Z][12]\d{8}|[A-Z]\d{6}\([\dA]\))(?![A-Z0-9])",
    rf"{_BADGE}(?P<x>[A-Z]{{0,3}}-?\d{{3,}})",
    rf"{_POST}{_NUMBER_OF}(?:code)?{_IS}(?P<x>\d{{3,6}})(?!\d)",
    rf"{_STREET}\s?\d{{1,5}}\s?[号號弄巷](?:\s?{_HOUSE})?{_ROOM}",
    rf"{_HOUSE}(?:{_STAIRS}|\s?\d{{2,4}}){_ROOM}",
    r"\d{1,3}\s?(?:单元|單元)\s?\d{2,4}\s?[室户戶]?",
    rf"\d{{1,5}}[a-z]?,?\s(?:(?-i:[A-Z])[a-z]+\s){{1,3}}{_ROAD}\b\.?{_FLAT}",
)
_FOUND = tuple(re.compile(shape, re.IGNORECASE) for shape in _SHAPES)


def find_contacts(text: str) -> Iterator[Span]:
    """Yield where a folded text says how to find a person."""
    return find_shapes(_FOUND, text)
