"""Names of people: those that are listed, however they are written, and those beside a title.

A listed name is found with blanks or dots between its parts, joined, in the other order, and in
Chinese by the given name alone. Names that are not listed are found only where a title or a word
for an employee stands beside a usual surname; all others stay.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from csatreport.counts.masking.fold import HAN, Span, find_shapes, fold

_SURNAMES = (
    "王李张張刘劉陈陳杨楊赵趙黄黃周吴吳徐孙孫胡朱林郭罗羅梁宋郑鄭谢謝韩韓唐冯馮董萧蕭程曹袁邓鄧许許傅沈曾彭吕呂苏蘇卢盧"
    "蒋蔣蔡贾賈丁魏薛叶葉阎閻余潘杜戴夏钟鍾汪田任姜范姚谭譚廖邹鄒熊陆陸郝孔崔康邱秦江史顾顧侯邵孟龙龍万萬段雷钱錢汤湯"
    "尹黎易武乔喬贺賀赖賴龚龔庞龐樊施洪翟倪严嚴牛俞葛毕畢聂聶丛焦向柳邢骆駱岳齐齊梅庄莊涂祁耿詹关關费費纪紀靳童"
    "欧歐甄裴卫衛祝霍阮尤柯牟滕穆柏"
)
_TITLES = (
    "经理|經理|主任|主管|店长|店長|师傅|師傅|先生|女士|小姐|太太|阿姨|大姐|大哥|大妈|大媽|大爷|大爺|老师|老師|同志|医生|醫生|"
    "护士|護士|警官|老板|老闆|组长|組長|班长|班長|科长|科長|处长|處長|部长|部長|院长|院長|校长|校長|厂长|廠長|总监|總監|"
    "队长|隊長|工程师|工程師|姐|哥|总(?![是经經体體之共])|總(?![是經體之共])|工(?![作人资資序具程艺藝业業号號牌装裝服])"
)
_ROLES = (
    "收银员|收銀員|店员|店員|服务员|服務員|营业员|營業員|员工|員工|导购|導購|保安|客服|柜员|櫃員|司机|司機|送货员|送貨員|"
    "快递员|快遞員|维修工|維修工|理货员|理貨員|促销员|促銷員|经理|經理|店长|店長|主管|师傅|師傅|同事|感谢|感謝|谢谢|謝謝|表扬|表揚|"
    "投诉|投訴|工牌|胸牌|姓名|名叫|叫做|我叫|我是"
)
_TITLED = (
    rf"(?<![对對任如为為副各双雙前总總多])(?:[{_SURNAMES}]|欧阳|歐陽|司马|司馬|上官|诸葛|諸葛|司徒)(?:{_TITLES})",
    rf"(?:{_ROLES})[\s:：叫]{{0,2}}(?P<x>[小老阿大][{_SURNAMES}])(?!程序|毛病|龙虾|苏打|黄瓜|钱|周末|时)",
    rf"(?:姓名|名字|我叫|名叫|叫做)[\s:：是]{{0,2}}(?P<x>[{_SURNAMES}][{HAN}]{{1,2}})",
    r"(?<![A-Za-z])(?:Mr|Mrs|Ms|Miss|Mister|Madam|Dr|Prof)\b\.?\s?[A-Z][A-Za-z'\-]+(?:\s[A-Z][a-z'\-]+)?",
)
_FOUND = tuple(re.compile(shape) for shape in _TITLED)
_BETWEEN = r"[\s·•.\-_*,、]{0,3}"
_GIVEN = 2
"""A given name of so many characters is one by itself."""


def find_titled(text: str) -> Iterator[Span]:
    """Yield where a folded text has a surname with a title, or a name behind a role."""
    return find_shapes(_FOUND, text)


def find_listed(text: str, names: frozenset[str]) -> Iterator[Span]:
    """Yield where a folded text has a listed name, however it is written."""
    return (found.span() for found in _pattern(names).finditer(text))


@lru_cache(maxsize=256)
def _pattern(names: frozenset[str]) -> re.Pattern[str]:
    written = [_parts(fold(name)[0]) for name in names]
    words = _either(form for parts in written if not _all_han(parts) for form in _words(parts))
    chinese = _either(form for parts in written if _all_han(parts) for form in _chinese(parts))
    # What stands around a word is compiled once: with each of 250 words it took three seconds.
    around = rf"(?<![^\W_{HAN}]){words}(?:'?s)?(?![^\W_{HAN}])"
    return re.compile(f"{around}|{chinese}", re.IGNORECASE)


def _either(forms: Iterable[str]) -> str:
    """Join patterns, longer ones first, so that none is left over behind a shorter one."""
    return f"(?:{'|'.join(sorted(set(forms), key=lambda f: (-len(f), f))) or '(?!)'})"


def _parts(name: str) -> list[str]:
    return [part for part in re.split(rf"[^\w]|_|(?<=[{HAN}])(?=[{HAN}])", name) if part]


def _all_han(parts: list[str]) -> bool:
    return all(re.fullmatch(f"[{HAN}]", part) for part in parts)


def _chinese(parts: list[str]) -> Iterator[str]:
    """Yield patterns for the ways in which a name of single characters is written."""
    if not parts:
        return
    yield _BETWEEN.join(parts)
    if len(parts) > _GIVEN:
        yield "".join(parts[-_GIVEN:])
    yield r"[\s·•.\-_*,、]{1,3}".join([_BETWEEN.join(parts[1:]), parts[0]])


def _words(parts: list[str]) -> Iterator[str]:
    """Yield patterns for the ways in which a name of words is written."""
    for order in (parts, parts[::-1]):
        yield r"[\W_]{0,3}".join(map(re.escape, order))
