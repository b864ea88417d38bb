"""Long numbers that point to nobody: amounts, dates, measures, lists, numbers of things.

What people complain about has numbers too, and a comment without them says nothing. A number is
left where the word before it, the unit behind it or its own form says what it is.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

_MONEY_BEFORE = re.compile(
    r"(?:[¥$€£₩]|\b(?:rmb|cny|usd|hkd|twd|nt|eur)|人民币|人民幣|价格?|價格?|[金总總余餘]?[额額]|共|花[了费費]|付了|"
    r"收了|退了|赔了|賠了|cost|paid|price)[\s:为為是$¥]{0,3}$",
    re.IGNORECASE,
)
_UNIT_BEHIND = re.compile(
    r"\s?(?:[元块塊万萬亿億円圆圓角¥$€%‰°人次件个個斤克吨噸升米度页頁票份字步年天]|美元|港币|港幣|台币|公斤|毫米|厘米|平方|"
    r"积分|積分|(?:rmb|cny|usd|hkd|yuan|dollars?|kg|g|mm|cm|m|ml|l|km|kb|mb|points?|pcs|people|times)\b)",
    re.IGNORECASE,
)
_THING_BEFORE = re.compile(
    r"(?:[订訂]单|[订訂]單|[单單][号號]|[编編][号號]|[条條]形?[码碼]|[货貨][号號]|型[号號]|款[号號]|批[号號]|批次|[发發]票|流水|"
    r"快[递遞]|[运運][单單]|小票|票[号號]|商品|型號|序列|\border|invoice|receipt|\bsku|barcode|\bean|\bmodel|\bbatch|"
    r"\blot|\bserial|\bref|\bno\.)[号號码碼]?(?:\s?(?:number|no\.?))?[\s:#.是为為]{0,3}[a-z]{0,3}-?$",
    re.IGNORECASE,
)
_DAY = r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
_DAYS = re.compile(rf"{_DAY}(?:(?:[01]\d|2[0-3])[0-5]\d(?:[0-5]\d)?)?")
_YEAR = re.compile(r"(?:19|20)\d\d")
CLOCK = re.compile(r"(?:[01]\d|2[0-4])(?:00|15|30|45)")
"""An hour of opening or closing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LongNumber:
    """Groups of digits, what stands between them, and the text before and behind."""

    groups: tuple[str, ...]
    gaps: Sequence[str]
    before: str
    behind: str

    @property
    def is_amount(self) -> bool:
        """Whether a currency or a unit says that it counts something."""
        return bool(_MONEY_BEFORE.search(self.before) or _UNIT_BEHIND.match(self.behind))


def is_innocent(number: LongNumber) -> bool:
    """Tell whether seven digits and more are an amount, a date, a list or the number of a thing."""
    return (
        number.is_amount
        or bool(_THING_BEFORE.search(number.before))
        or _is_part_of_fraction(number)
        or (len(number.groups) == 1 and _is_plain(number.groups[0]))
        or (len(number.groups) > 1 and _is_list(number.groups, number.gaps))
    )


def _is_part_of_fraction(number: LongNumber) -> bool:
    return bool(re.search(r"\d\.$", number.before) or re.match(r"\.\d", number.behind))


def _is_plain(digits: str) -> bool:
    """Tell whether one group is a day, a bar code or mere counting."""
    counting = "01234567890123456789"
    return bool(_DAYS.fullmatch(digits)) or digits in counting or _is_bar_code(digits)


def _is_bar_code(digits: str) -> bool:
    """Tell whether thirteen digits end with the right check digit (GS1 General Specifications).

    >>> _is_bar_code("6901234567892")
    True
    """
    if len(digits) != 13:
        return False
    odd, even = sum(map(int, digits[:12:2])), sum(map(int, digits[1:12:2]))
    return (odd + 3 * even + int(digits[12])) % 10 == 0


def _is_list(groups: Sequence[str], gaps: Sequence[str]) -> bool:
    """Tell whether groups are numbers of their own: years, days, hours, steps, thousands."""
    values = [int(group) for group in groups]
    steps = {b - a for a, b in pairwise(values)}
    thousands = {len(group) for group in groups[1:]} == {3} and {*gaps} == {" "}
    return (
        any(all(form.fullmatch(group) for group in groups) for form in (_YEAR, _DAYS, CLOCK))
        or all(value and value % 5 == 0 for value in values)
        or steps == {1}
        or (thousands and groups[0][0] != "0" and all(value % 100 == 0 for value in values[1:]))
    )
