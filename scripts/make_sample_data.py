"""Make the answers of the three sample surveys: the same bytes every time.

A person's answer to an item is a point on a hidden scale of contentment (what the item, the
place, the person and the month add up to, with logistic noise) cut into the printed options.
Each file has a random stream of its own, drawn from uniform numbers only, so that any one file
can be made again without the others.

The stories told: one store (Sancha) slides over its last half year, the checkout queue recovers
in the last two months while returns get worse, deliveries to business customers grow late, and
co-operation among employees clearly improves in the last round. There is honest dirt too: blanks,
double ticks, cells that say nothing, forms keyed in twice, a store that does not exist.

Run it with ``python scripts/make_sample_data.py``; another folder may be named.
"""

from __future__ import annotations

import csv
import io
import math
import sys
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
WORLD = tomllib.loads((Path(__file__).parent / "sample_study.toml").read_text("utf-8"))
SEED = 20_241_101
MONTHS = tuple(f"{2024 + m // 12}-{m % 12 + 1:02d}" for m in range(10, 34))
ROUNDS = ("r2024", "r2025", "r2026")
RETAIL, SUPPLIER, STAFF, CUSTOMERS = range(4)


class Dice:
    """A stream of uniform numbers and what can be made of them."""

    def __init__(self, *key: int) -> None:
        self._uniform = np.random.default_rng((SEED, *key)).random

    def chance(self, probability: float) -> bool:
        """Say yes with a probability."""
        return bool(self._uniform() < probability)

    def below(self, count: int) -> int:
        """Draw a whole number from 0 up to but not including ``count``."""
        return int(self._uniform() * count)

    def pick(self, choices: Sequence[str]) -> str:
        """Draw one of several texts."""
        return choices[self.below(len(choices))]

    def weighted(self, weights: Sequence[float]) -> int:
        """Draw a place, each as likely as its weight says."""
        left = self._uniform() * sum(weights)
        for place, weight in enumerate(weights):
            left -= weight
            if left < 0:
                return place
        return len(weights) - 1

    def noise(self) -> float:
        """Draw a standard logistic number."""
        level = min(max(float(self._uniform()), 1e-9), 1 - 1e-9)
        return math.log(level / (1 - level))

    def bell(self, spread: float) -> float:
        """Draw a roughly normal number around zero."""
        return spread * (sum(float(self._uniform()) for _ in range(12)) - 6)


@dataclass(frozen=True, kw_only=True)
class Asked:
    """An item as the generator sees it: header, mood and where the options are cut."""

    id: str
    header: str
    mood: float = 0.0
    cuts: Sequence[float] = (0.5, -2.0, -3.2)
    not_applicable: float = 0.0


RETAIL_ITEMS = tuple(Asked(**item) for item in WORLD["retail"]["items"])
SUPPLIER_ITEMS = tuple(Asked(**item) for item in WORLD["supplier"]["items"])
STAFF_ITEMS = tuple(Asked(**item, cuts=WORLD["staff"]["cuts"]) for item in WORLD["staff"]["items"])

STORES = tuple(f"S{n:03d}" for n in range(1, 25))
COUNTY = frozenset({"S001", "S002", "S003", "S004", "S005", "S006", "S007", "S012", "S017", "S021"})
STORE_MOODS = {"S001": 0.45, "S004": -0.45, "S005": -0.25, "S008": 0.3, "S018": -0.2, "S024": 0.4}
AGES = ("24 岁以下", "25～34 岁", "35～44 岁", "45～59 岁", "60 岁以上")
DEPARTMENTS = {
    "city": ("城区销售部", 36, 0.1),
    "east": ("东线销售部", 32, 0.0),
    "west": ("西线销售部", 28, -0.2),
    "key": ("大客户部", 24, 0.2),
}
CREWS = {
    "维修一部": ((47, 46, 48), 0.1),
    "维修二部": ((40, 42, 41), -0.2),
    "客户服务部": ((33, 32, 33), 0.2),
    "配件仓储部": ((24, 25, 24), -0.3),
    "技术支持部": ((16, 17, 16), 0.2),
    "人事行政部": ((9, 9, 10), 0.3),
    "财务部": ((6, 5, 6), 0.2),
    "信息系统部": ((4, 4, 3), 0.0),
}
AGREE = ("同意", "比较同意", "不太同意", "不同意")
TENURES = ("不满 2 年", "2～9 年", "10～19 年", "20 年以上")
ROLES = ("一线员工", "专业人员", "管理人员", "高层管理人员")


def option(dice: Dice, item: Asked, mood: float) -> int:
    """Draw the place of the option a person in this mood ticks."""
    hidden = mood + item.mood + dice.noise()
    return sum(hidden <= cut for cut in item.cuts)


def spoilt(dice: Dice, written: str, other: str, blank: float = 0.025) -> str:
    """Leave a cell blank, tick two boxes or scribble, now and then; else return it as it is."""
    if dice.chance(blank):
        return ""
    if dice.chance(0.003):
        return f"{written}、{other}"
    return dice.pick(("?", "9", "看不清")) if dice.chance(0.0004) else written


def reason(dice: Dice, survey: str, item: str) -> str:
    """Make up why somebody ticked a low option; four in ten leave the room empty."""
    if dice.chance(0.38):
        return ""
    texts = WORLD[survey]
    text = dice.pick(texts["why"][item])
    if dice.chance(0.5):
        text = f"{dice.pick(texts['when'][item])}，{text}"
    if dice.chance(0.2):
        text = f"{text}，{dice.pick(texts['again'])}"
    return text


def table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    """Write rows as CSV in UTF-8 with a byte order mark, as spreadsheet programs like it."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue().encode("utf-8-sig")


def with_reasons(items: Sequence[Asked]) -> list[str]:
    """Return the headers of items, each followed by the column for its reason."""
    return [name for item in items for name in (item.header, f"{item.header}原因")]


# The shoppers ------------------------------------------------------------------------------


def retail_drift(item: str, store: str, month: int) -> float:
    """Return what the stories add to a shopper's mood (month 0 is the first of 24)."""
    drift = 0.0
    if store == "S020":
        drift -= 0.27 * max(0, month - 17)
    if item == "queue":
        drift += (0.2, 0.75)[month - 22] if month >= 22 else -0.03 * max(0, month - 12)
    if item == "queue" and month in (2, 14):
        drift -= 0.4
    if item == "returns":
        drift -= (0.1, 0.2, 0.65)[month - 21] if month >= 21 else 0.0
    return drift


def retail_answers(dice: Dice, store: str, month: int) -> list[str]:
    """Answer the twelve closed items, each with its reason where it is low."""
    person = dice.bell(0.9) + STORE_MOODS.get(store, 0.0)
    always = dice.pick("AB") if dice.chance(0.02) else ""
    cells = []
    for item in RETAIL_ITEMS:
        if item.not_applicable and dice.chance(item.not_applicable) and not always:
            cells += ["N", ""]
            continue
        place = option(dice, item, person + retail_drift(item.id, store, month))
        letter = always or "ABCD"[place]
        low = not always and place >= 2
        written = spoilt(dice, letter, "ABCD"[place - 1 if place else 1])
        why = reason(dice, "retail", item.id) if low and written == letter else ""
        cells += [chr(ord(letter) + 0xFEE0) if dice.chance(0.001) else written, why]
    return cells


def retail_comment(dice: Dice) -> str:
    """Say what cashiers should improve; most people write nothing."""
    if not dice.chance(0.2):
        return ""
    texts = WORLD["retail"]["comments"]
    text = dice.pick(texts["improve"])
    return f"{text}，{dice.pick(texts['tail'])}" if dice.chance(0.25) else text


def retail_month(month: int) -> bytes:
    """Make the shoppers' answers of one month (0 to 23) in all stores."""
    dice = Dice(RETAIL, month)
    rows = []
    for store in STORES:
        count = (43 if store in COUNTY else 35) + dice.below(7)
        for serial in range(1, count + 1):
            number = f"{MONTHS[month][2:4]}{MONTHS[month][5:]}-{store[1:]}-{serial:02d}"
            date = f"{MONTHS[month]}-{1 + dice.below(28):02d}"
            gender = spoilt(dice, "女" if dice.chance(0.62) else "男", "男", 0.02)
            age = AGES[dice.weighted((10, 20, 24, 27, 19))]
            about = [gender, "" if dice.chance(0.03) else age]
            answers = retail_answers(dice, store, month)
            rows.append([number, date, store, *about, *answers, retail_comment(dice)])
    rows.sort(key=lambda row: (row[1], row[0]))
    if month % 4 == 3:
        rows.append(rows[dice.below(len(rows))])
    if month % 6 == 5:
        rows[dice.below(len(rows))][2] = "S025"
    header = ["编号", "调查日期", "门店", "性别", "年龄", *with_reasons(RETAIL_ITEMS), "第13题"]
    return table(header, rows)


# The business customers --------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Customer:
    """A business customer: who it is and what does not change from month to month."""

    number: str
    name: str
    department: str
    mood: float
    imports: bool
    willing: float
    method: str
    surveyor: str


def make_customers() -> tuple[Customer, ...]:
    """Invent the 120 customers on the list."""
    dice = Dice(CUSTOMERS)
    names = WORLD["customers"]
    found: dict[str, Customer] = {}
    for key, (department, size, mood) in DEPARTMENTS.items():
        target = len(found) + size
        while len(found) < target:
            name = dice.pick(names["first"]) + dice.pick(names[key])
            found.setdefault(
                name,
                Customer(
                    number=f"C{len(found) + 1:03d}",
                    name=name,
                    department=department,
                    mood=mood + dice.bell(0.9),
                    imports=dice.chance(0.55),
                    willing=0.72 + 0.26 * dice.below(100) / 100,
                    method=("上门", "传真", "电子邮件")[dice.weighted((55, 15, 30))],
                    surveyor=dice.pick(names["surveyors"]),
                ),
            )
    return tuple(found.values())


def supplier_drift(item: str, department: str, month: int) -> float:
    """Return what the stories add to a customer's mood (month 0 is the first of 24)."""
    if item == "timeliness" and month >= 15:
        slide = (0.1, 0.2, 0.3, 0.4, 0.45, 0.5, 0.55, 0.6, 1.35)[month - 15]
        return -slide * (1.4 if department == "东线销售部" else 1.0)
    return 0.4 if item == "accuracy" and month >= 9 else 0.0


def supplier_row(dice: Dice, customer: Customer, month: int) -> list[str]:
    """Fill in one customer's form."""
    mood = customer.mood + dice.bell(0.35)
    cells = []
    for item in SUPPLIER_ITEMS:
        if item.id == "documents" and not customer.imports:
            cells += ["不适用", ""]
            continue
        place = option(dice, item, mood + supplier_drift(item.id, customer.department, month))
        written = spoilt(dice, str(place + 1), str(place or 2))
        low = place >= 2 and written == str(place + 1)
        cells += [written, reason(dice, "supplier", item.id) if low else ""]
    texts = WORLD["supplier"]["comments"]
    comment = dice.pick(texts["comments"]) if dice.chance(0.22) else ""
    wish = dice.pick(texts["requirements"]) if dice.chance(0.12) else ""
    date = f"{MONTHS[month]}-{4 + dice.below(24):02d}"
    method = "" if dice.chance(0.02) else customer.method
    who = [customer.number, customer.name, customer.department, date, customer.surveyor, method]
    return [*who, *cells, comment, wish]


def supplier_month(month: int) -> bytes:
    """Make the business customers' answers of one month (0 to 23)."""
    dice = Dice(SUPPLIER, month)
    customers = make_customers()
    rows = [supplier_row(dice, c, month) for c in customers if dice.chance(c.willing)]
    if month % 3 == 2:
        number = rows[dice.below(len(rows))][0]
        again = next(c for c in customers if c.number == number)
        rows.append(supplier_row(dice, again, month))
    if month in (4, 23):
        rows[dice.below(len(rows))][2] = "北线销售部"
    rows.sort(key=lambda row: row[3])
    header = ["客户编号", "客户名称", "部门", "调查日期", "调查人", "调查方式"]
    return table([*header, *with_reasons(SUPPLIER_ITEMS), "意见建议", "其他要求"], rows)


# The employees -----------------------------------------------------------------------------


def staff_drift(dimension: str, place: int) -> float:
    """Return what the stories add to an employee's mood in a round (0, 1 or 2)."""
    if dimension == "teamwork":
        return (0.0, 0.05, 1.0)[place]
    return (0.0, 0.1, -0.05)[place] if dimension == "fairness" else 0.04 * place


def first_three(dice: Dice) -> str:
    """Name up to three things the company should put first, the most important first."""
    if not dice.chance(0.7):
        return ""
    left = list(WORLD["staff"]["first_three"])
    many = 2 if dice.chance(0.1) else 3
    return "；".join(left.pop(_early(dice, len(left))) for _ in range(many))


def _early(dice: Dice, count: int) -> int:
    """Draw a place, the first three times as likely as the last."""
    return dice.weighted([1.5 * count - place for place in range(count)])


def staff_row(dice: Dice, department: str, mood: float, place: int) -> list[str]:
    """Fill in one employee's form."""
    person = mood + dice.bell(1.0)
    always = 1 if dice.chance(0.015) else -1
    cells = []
    for item in STAFF_ITEMS:
        drawn = option(dice, item, person + staff_drift(item.id, place))
        chosen = always if always >= 0 else drawn
        cells.append(spoilt(dice, AGREE[chosen], AGREE[chosen - 1 if chosen else 1], 0.02))
    texts = WORLD["staff"]
    words = [dice.pick(texts["mission"]) if dice.chance(0.55) else "", first_three(dice)]
    words += [
        dice.pick(texts[name]) if dice.chance(0.25) else "" for name in ("president", "views")
    ]
    tenure = "" if dice.chance(0.04) else TENURES[dice.weighted((18, 42, 27, 13))]
    role = "" if dice.chance(0.04) else ROLES[dice.weighted((66, 22, 10, 2))]
    return [department, *cells, *words, tenure, role]


def staff_round(place: int) -> bytes:
    """Make the employees' answers of one round (0, 1 or 2), in an order that tells nothing."""
    dice = Dice(STAFF, place)
    rows = [
        (dice.below(1_000_000), staff_row(dice, department, mood, place))
        for department, (counts, mood) in CREWS.items()
        for _ in range(counts[place])
    ]
    rows.sort(key=lambda pair: pair[0])
    if place == 1:
        rows[dice.below(len(rows))][1][0] = "维修三部"
    words = ["我理解的使命", "最该先做的三件事", "想对总经理说的话", "其他看法"]
    header = ["部门", *(item.header for item in STAFF_ITEMS), *words, "工龄", "岗位类别"]
    return table(header, [row for _, row in rows])


def make_all(folder: Path) -> int:
    """Write every sample file below a folder; return how many bytes there are."""
    files = {f"staff/{name}.csv": staff_round(place) for place, name in enumerate(ROUNDS)}
    for place, month in enumerate(MONTHS):
        files[f"retail/{month}.csv"] = retail_month(place)
        files[f"supplier/{month}.csv"] = supplier_month(place)
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return sum(map(len, files.values()))


if __name__ == "__main__":
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "data"
    print(f"{make_all(target):,} bytes in {target}")
