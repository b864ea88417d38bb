"""Writes the answers of examples/models: invented people, the same ones every time.

    python scripts/make_model_data.py

Each questionnaire gets the answers of two quarters, in which something is to be found: customers
miss responsiveness most, managers rank otherwise than customers, one feature is a must, one
delights, one nobody needs, and a journey is remembered by its peak and its end.
"""

from __future__ import annotations

import csv
import datetime as dt
import random
import re
from collections.abc import Callable
from pathlib import Path

STUDY = Path(__file__).parents[1] / "examples" / "models"
QUARTERS = (("2026-08", 90), ("2026-11", 120))
MORE = {"touchpoints": 3}
"""How many times as many answer where the model needs so many complete answers."""
Row = dict[str, object]

SERVQUAL = {
    "tangibles": (("equipment", "premises", "dress", "fitting"), 5.4, 5.3),
    "reliability": (("promise", "sympathy", "dependable", "delivery", "records"), 6.5, 5.6),
    "responsiveness": (("when", "prompt", "willing", "busy"), 6.2, 4.6),
    "assurance": (("trust", "safe", "polite", "backing"), 6.1, 5.8),
    "empathy": (("firm_attention", "staff_attention", "needs", "interest", "hours"), 5.6, 5.2),
}
REVERSED = {"responsiveness", "empathy"}
POINTS = {"tangibles": 12, "reliability": 32, "responsiveness": 24, "assurance": 18, "empathy": 14}
RATER = ("reliability", "assurance", "tangibles", "empathy", "responsiveness")
CUSTOMERS = (5, 3, 1, 2, 4)
MANAGERS = (3, 2, 5, 1, 4)
ASPECTS = {
    "product": (8.2, 8.1), "price": (7.0, 6.0), "service": (7.8, 8.4), "speed": (7.6, 6.4),
    "place": (6.5, 6.6),
}  # fmt: skip
GAPS = {
    "tangibles": (("premises", "dress"), 5.2, 6.1, 5.9, 5.3),
    "reliability": (("promise", "right"), 6.6, 6.4, 6.2, 5.4),
    "responsiveness": (("prompt", "willing"), 6.3, 5.3, 5.2, 4.8),
    "assurance": (("knowledge", "polite"), 6.1, 6.0, 6.2, 5.9),
    "empathy": (("attention", "hours"), 5.5, 5.6, 4.6, 5.0),
}
"""What customers expect, managers believe, standards demand, and customers perceive."""
CHECKED = {
    "appearance": 0.95, "cleanliness": 0.93, "facilities": 0.95, "professionalism": 0.78,
    "attitude": 0.74, "knowledge": 0.93, "manners": 0.92, "attention": 0.72,
}  # fmt: skip
PROMISED = {"送货": (8, 0.86), "维修完成": (5, 0.9), "回电": (11, 0.93), "退款": (2, 0.97)}
ASKED_INSIDE = {"managers": (1, 9, 11), "frontline": (2, 46)}
"""Which of the levels of `GAPS` they tell, and how many answer in each quarter; staff once."""
LIKES = ("like", "expect", "neutral", "bear", "dislike")
FEATURES = {
    "hotline": {"M": 5, "O": 3, "A": 1, "I": 1},
    "loan": {"O": 5, "A": 3, "M": 1, "I": 1},
    "app": {"A": 6, "I": 3, "O": 1},
    "visit": {"A": 3, "I": 4, "R": 2, "O": 1},
    "invoice": {"M": 6, "O": 2, "I": 1},
    "music": {"I": 5, "R": 3, "A": 2},
}
PAIRS = {"M": ("expect", "dislike"), "O": ("like", "dislike"), "A": ("like", "neutral"),
         "I": ("neutral", "neutral"), "R": ("dislike", "expect")}  # fmt: skip
IMAGE = {
    "purpose": 2.2, "values": 2.1, "philosophy": 2.0, "service": 1.7, "trade": 1.9, "keeping": 1.6,
    "sign": 2.3, "place": 2.1, "dress": 2.2,
}  # fmt: skip
JOURNEY = {
    "advertising": 2.7, "reception": 3.2, "phone_sales": 2.6, "communication": 2.9,
    "sales_site": 3.3, "planning": 3.0, "build_quality": 2.3, "site_management": 2.7,
    "product_on_site": 3.1, "complaints": 1.9, "title_deeds": 2.6, "handover": 2.0, "finance": 2.8,
    "estate_complaints": 2.1, "move_in": 2.9, "fees": 2.2, "fitting_out": 2.5, "security": 3.0,
    "cleaning": 3.1, "planting": 3.2, "repairs": 2.2, "facilities": 2.7, "estate_site": 2.8,
    "web_site": 2.5, "magazine": 2.4,
}  # fmt: skip
SELDOM = ("complaints", "estate_complaints")
WEIGHT = {"M": 3, "O": 2, "A": 1, "I": 0, "R": 0}


def near(dice: random.Random, middle: float, spread: float, low: int, high: int) -> int:
    """Draw a whole number around a middle."""
    return min(high, max(low, round(dice.gauss(middle, spread))))


def servqual(dice: random.Random, later: int) -> Row:
    """Answer both parts of SERVQUAL, and share out a hundred points."""
    mood, row = dice.gauss(0, 0.6), {}
    for name, (items, expected, perceived) in SERVQUAL.items():
        better = 0.4 if later and name == "responsiveness" else 0.0
        for item in items:
            marks = (
                near(dice, expected + mood / 3, 0.8, 1, 7),
                near(dice, perceived + better + mood, 1.1, 1, 7),
            )
            turned = [8 - mark for mark in marks] if name in REVERSED else list(marks)
            row[f"e_{item}"], row[item] = turned
    given = {name: max(0, points + dice.randint(-6, 6)) for name, points in POINTS.items()}
    if dice.random() < 0.85:
        given["reliability"] += 100 - sum(given.values())
    return row | {f"w_{name}": points for name, points in given.items()}


def gaps(dice: random.Random, later: int) -> Row:
    """Answer the customers' short form of the five gaps; helping gets a little better."""
    mood, row = dice.gauss(0, 0.5), {}
    for name, (items, expected, _, _, perceived) in GAPS.items():
        better = 0.3 if later and name == "responsiveness" else 0.0
        for item in items:
            row[f"e_{item}"] = near(dice, expected + mood / 3, 0.8, 1, 7)
            row[item] = near(dice, perceived + better + mood, 1.0, 1, 7)
    return row


def inside(name: str, dice: random.Random) -> Row:
    """Answer one of the short forms inside the firm."""
    level, mood = ASKED_INSIDE[name][0], dice.gauss(0, 0.3)
    return {
        item: near(dice, told[1 + level] + mood, 0.7, 1, 7)
        for told in GAPS.values()
        for item in told[0]
    }


def visits(dice: random.Random) -> list[Row]:
    """Visit the counter three times a month, and tick the checklist that ships."""
    text = (STUDY.parents[1] / "config/library/checklists/counter.yaml").read_text("utf-8")
    checks = re.findall(r"- {id: (\w+), section: (\w+)", text)
    return [
        {"门店": "all", "日期": f"2026-{month:02d}-{day:02d}", "检查人": "王", "检查项": check,
         "通过": "是" if dice.random() < CHECKED[section] + luck else "否", "照片": "",
         "复查关闭": ""}
        for month in range(7, 12)
        for day in (5, 14, 23)
        for luck in (dice.gauss(0, 0.04),)
        for check, section in checks
    ]  # fmt: skip


def promises(dice: random.Random) -> list[Row]:
    """Count every week what fell due, and what was kept of it."""
    made = []
    for week in range(22):
        day = dt.date(2026, 7, 3) + dt.timedelta(days=7 * week)
        for name, (usual, share) in PROMISED.items():
            due = near(dice, usual, 2, 1, 20)
            kept = sum(dice.random() < share for _ in range(due))
            made.append({"到期日期": day.isoformat(), "承诺": name, "到期数": due, "兑现数": kept})
    return made


def rater(dice: random.Random, later: int) -> Row:
    """Rate and rank the five dimensions, one in eight as a manager."""
    manager = dice.random() < 0.125
    row: Row = {"who": "manager" if manager else "customer"}
    weights = MANAGERS if manager else CUSTOMERS
    order = sorted(RATER, key=lambda name: -weights[RATER.index(name)] - dice.gauss(0, 1.2))
    row["order"] = "; ".join(order)
    if not manager:
        for name in RATER:
            middle = 1.7 if name == "responsiveness" else 2.3 + 0.1 * later
            row[f"r_{name}"] = near(dice, middle, 0.7, 0, 3)
    return row


def value(dice: random.Random, later: int) -> Row:
    """Say how much was expected, and how much was received: who paid much expects more."""
    mood, band, row = dice.gauss(0, 0.8), dice.choices(range(3), (5, 4, 2))[0], {}
    for name, (expected, received) in ASPECTS.items():
        row[f"e_{name}"] = near(dice, expected + 0.6 * band - 0.4, 1.2, 1, 10)
        row[name] = near(dice, received + mood + 0.2 * later, 1.3, 1, 10)
    return row | {"price_band": "ABC"[band]}


def kano(dice: random.Random, later: int) -> Row:  # noqa: ARG001 - nobody's taste changes in a year
    """Say how each feature feels, there and not there, and how important it is."""
    row: Row = {}
    for name, chances in FEATURES.items():
        feeling = dice.choices(list(chances), list(chances.values()))[0]
        row[name], row[f"no_{name}"] = PAIRS[feeling]
        if dice.random() < 0.04:
            row[f"no_{name}"] = ""
        row[f"imp_{name}"] = near(dice, WEIGHT[feeling], 0.6, 0, 3)
    return row


def quick(dice: random.Random, later: int) -> Row:
    """Answer the quick scales; whoever got help says it was good."""
    help_ = near(dice, 1.9 + 0.2 * later, 0.9, 0, 3)
    overall = near(dice, 0.7 * help_ + 0.6, 0.6, 0, 3)
    signs = ("listens", "smiles", "clear", "calm", "curious", "keeps_word", "neat", "on_time",
             "team", "learns", "owns")  # fmt: skip
    return {
        "overall": "DCBA"[overall],
        "helped": "DCBA"[help_],
        "again": "Y" if dice.random() < 0.3 + 0.2 * overall else "N",
        "channels": "; ".join(c for c in ("shop", "phone", "web") if dice.random() < 0.5),
        "wishes": "; ".join(dice.sample(["faster", "cheaper", "friendlier"], 3)),
        "visits": dice.randint(1, 12),
        "last_visit": f"2026-{dice.randint(1, 6):02d}-{dice.randint(1, 28):02d}",
        **{sign: "Y" if dice.random() < 0.55 + 0.1 * help_ else "N" for sign in signs},
    }


def image(dice: random.Random, later: int) -> Row:
    """Answer for idea, conduct and appearance; conduct gets better."""
    mood, row = dice.gauss(0, 0.5), {}
    for item, middle in IMAGE.items():
        better = 0.35 if later and item in {"service", "trade", "keeping"} else 0.0
        row[item] = "DCBA"[near(dice, middle + mood + better, 0.6, 0, 3)]
    row["all_in_all"] = "DCBA"[near(dice, 2.0 + mood + 0.2 * later, 0.4, 0, 3)]
    return row


def touchpoints(dice: random.Random, later: int) -> Row:
    """Rate a journey; the whole follows its peak, its end, and how the home was handed over."""
    mood = dice.gauss(0, 0.4)
    marks = {
        name: near(dice, middle + mood + 0.3 * (later and name == "repairs"), 0.9, 0, 4)
        for name, middle in JOURNEY.items()
    }
    for name in SELDOM:
        if dice.random() < 0.1:
            del marks[name]
    last = dice.choice([name for name in list(JOURNEY)[-8:] if name in marks])
    best = max(marks, key=lambda name: (marks[name], dice.random()))
    worst = min(marks, key=lambda name: (marks[name], name != "handover", dice.random()))
    peak = max(marks[worst], marks[best], key=lambda mark: abs(mark - 2))
    felt = 0.4 * peak + 0.4 * marks[last] + 0.2 * marks["handover"]
    overall = near(dice, felt, 0.4, 0, 4)
    row: Row = {name: marks[name] + 1 if name in marks else "N" for name in JOURNEY}
    row |= {"all_in_all": overall + 1, "recommend": near(dice, 2.2 * overall + 1.5, 1.2, 0, 10)}
    return row | {"best": best, "worst": worst, "last": last if dice.random() < 0.95 else ""}


def loyalty(dice: random.Random, later: int) -> Row:
    """Say how satisfied and how loyal; with few others to buy from, people stay in any case."""
    few = dice.random() < 0.4
    mood = dice.gauss(2.6 + 0.1 * later, 1.0)
    row: Row = {name: near(dice, mood, 0.6, 0, 4) + 1 for name in ("product", "service", "price")}
    overall = near(dice, mood, 0.4, 0, 4)
    stays = 2.8 if few else (0.9, 1.3, 1.7, 2.2, 3.6)[overall]
    row |= {"all_in_all": overall + 1, "recommend": near(dice, 2.4 * stays + 0.4, 1.5, 0, 10)}
    row |= {name: near(dice, stays, 0.7, 0, 4) + 1 for name in ("pay_more", "standard", "suggest")}
    return row | {"choice": "few" if few else "many"}


def customers(answers: list[Row]) -> list[Row]:
    """List those who answered: whoever says it buys, for longer, and lately; some are not known."""
    dice, made = random.Random("customers"), []
    for number, answer in enumerate(answers, 1):
        tie = (int(str(answer["pay_more"])) + int(str(answer["standard"])) - 2) / 8
        known = dice.random() > 0.08
        day = dt.date(2026, 12, 20) - dt.timedelta(days=near(dice, 150 - 130 * tie, 30, 0, 300))
        made.append({
            "客户编号": answer["id"], "客户名称": f"客户{number:03d}",
            "合作开始": dt.date(2026 - near(dice, 2 + 7 * tie, 2, 1, 15), 3, 1).isoformat(),
            "最近订货": day.isoformat(), "订货次数": near(dice, 3 + 18 * tie, 4, 0, 40),
            "钱包份额": near(dice, 20 + 65 * tie, 15, 0, 100) if known else "",
        })  # fmt: skip
    return made


LISTED = 150
WORTH = [random.Random(f"worth{n}").gauss(56, 14) for n in range(LISTED)]
REMARKS = ("评级标准能公开些就好了", "紧缺货总是轮不到我们", "客户经理很尽心", "希望多些陈列指导")
ASKED = [iter(random.Random(f"asked{m}").sample(range(LISTED), n)) for m, n in QUARTERS]


def grades(dice: random.Random, later: int) -> Row:
    """Answer as a customer of the list: those who are worth most are the hardest to please."""
    number = next(ASKED[later])
    mood, row = dice.gauss(2.9 - WORTH[number] / 60, 0.5), named(number)
    for item in ("supply", "visits", "answers", "owed", "fair"):
        row[item] = "DCBA"[near(dice, mood - (item == "owed") * 0.5 + 0.1 * later, 0.6, 0, 3)]
    needs = [one for one in ("supply", "training", "display", "terms") if dice.random() < 0.4]
    return row | {"overall": "DCBA"[near(dice, mood, 0.4, 0, 3)], "needs": "; ".join(needs),
                  "remarks": dice.choice(REMARKS) if dice.random() < 0.15 else ""}  # fmt: skip


def named(number: int) -> Row:
    """Return number and name of a customer."""
    return {"id": f"K{number + 1:03d}", "customer": f"{'晨明嘉和顺'[number % 5]}记{number + 1}号店"}


def listed() -> list[Row]:
    """List the customers; a few came in the year, a few left."""
    rows = list[Row]()
    for number, worth in enumerate(WORTH):
        one = named(number)
        rows.append(
            {
                "客户编号": one["id"],
                "客户名称": one["customer"],
                "年收入": 1000 * round(worth * worth / 20),
                "合作开始": "2026-09-15" if number % 29 == 5 else f"20{15 + number % 10}-03-01",
                "流失日期": "2026-11-20" if number % 37 == 11 else "",
            }
        )
    return rows


def points() -> list[Row]:
    """Give customers points every two months; in the last ones more fall than rise."""
    dice, rows = random.Random("points"), list[Row]()
    for place, month in enumerate(("2026-06", "2026-08", "2026-10", "2026-12")):
        for number, worth in enumerate(WORTH):
            one = {
                part: near(dice, worth - 1.5 * place + shift, 4, 0, 100)
                for part, shift in (("贡献", 0), ("配合", 6), ("能力", -4))
            }
            if (number + 7 * place) % 31 == 0:
                one["配合"] = ""
            if place < 2 and number % 29 == 5:
                continue
            rows.append({"客户编号": named(number)["id"], "月份": month} | one)
    return rows


MONTHS = [f"2026-{month:02d}" for month in range(7, 13)]
CARRIERS = {
    "顺捷物流": (0.992, 0.995, 1.6, 97, 4.5, 90), "远达货运": (0.955, 0.97, 2.4, 92, 4, 60),
    "通联快运": (0.93, 0.955, 1.9, 88, 3.5, 45), "江海航运": (0.87, 0.94, 5.2, 72, 3, 30),
    "迅马配送": (0.97, 0.93, 1.2, 64, 4, 12),
}  # fmt: skip
"""On time, requests met, days, destinations in percent, technology, and shipments a month."""
AGENTS = {
    "安心维修": (4.6, 4.5, 4.1, 4.0, 4.2, 4.4), "快修联盟": (3.8, 3.6, 4.4, 3.5, 4.0, 3.7),
    "诚达服务": (3.9, 2.6, 3.2, 3.0, 3.4, 3.1), "万家售后": (3.2, 3.5, 2.6, 2.8, 2.9, 3.3),
}  # fmt: skip
RATED = ("沟通", "态度与灵活", "自动化", "附加价值", "潜力", "适应能力")


def counted(dice: random.Random, share: float, of: int) -> Row:
    """Count how many of so many came right."""
    return {"个数": sum(dice.random() < share for _ in range(of)), "总数": of}


def carriers() -> list[Row]:
    """Measure carriers; one is late too often, one is new, one was not measured of late."""
    dice, rows = random.Random("carriers"), list[Row]()
    for name, (on_time, met, days, network, technology, number) in CARRIERS.items():
        for place, month in enumerate(MONTHS):
            if name == "迅马配送" and place < 3:
                continue
            some = {"运费": {"数值": 1000 * near(dice, number, number / 9, 1, 200)}}
            if name != "通联快运" or place < 3:
                some["准时率"] = counted(dice, on_time, near(dice, number, 5, 5, 200))
                some["运力"] = counted(dice, met, near(dice, number / 2, 4, 4, 100))
                some["速度"] = {"数值": near(dice, 10 * days, 2, 8, 90) / 10}
            if place % 3 == 2:
                some["网络"] = {"数值": network + place // 3}
                some["技术"] = {"数值": technology}
            rows += [
                {"月份": month, "承运商": name, "指标": what}
                | {"数值": "", "个数": "", "总数": ""} | one
                for what, one in some.items()
            ]  # fmt: skip
    return rows


def agents() -> list[Row]:
    """Let three colleagues rate each agent each quarter; add the fees of each month."""
    dice, rows = random.Random("agents"), list[Row]()
    for name, middles in AGENTS.items():
        for month in MONTHS:
            one = {"月份": month, "服务商": name}
            fees = 500 * near(dice, 20 * middles[0], 6, 1, 200)
            rows.append(one | {"指标": "服务费", "数值": fees})
            if month in MONTHS[2::3]:
                rows += [
                    one | {"指标": what, "数值": near(dice, middle, 0.5, 1, 5)}
                    for what, middle in zip(RATED, middles, strict=True)
                    for _ in range(3)
                ]
    return rows


MAKERS: dict[str, Callable[[random.Random, int], Row]] = {
    "servqual": servqual, "rater": rater, "value": value, "kano": kano, "quick": quick,
    "image": image, "touchpoints": touchpoints, "loyalty": loyalty, "grades": grades,
    "gaps": gaps,
}  # fmt: skip

REGISTERS: dict[str, Callable[[], list[Row]]] = {
    "grades-customers": listed, "grades-points": points,
    "dealer-carriers": carriers, "servqual-agents": agents,
}  # fmt: skip


def write(file: Path, rows: list[Row]) -> None:
    """Write a table."""
    with file.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.DictWriter(opened, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def write_inside() -> None:
    """Write what managers, staff, inspectors and the register of promises add to the five gaps."""
    for name, (_, *numbers) in ASKED_INSIDE.items():
        (STUDY / "data" / name).mkdir(exist_ok=True)
        dice = random.Random(name)
        for (month, _), number in zip(QUARTERS, numbers, strict=False):
            rows = [{"date": f"{month}-15"} | inside(name, dice) for _ in range(number)]
            write(STUDY / "data" / name / f"{month}.csv", rows)
    registers = STUDY / "data" / "registers"
    write(registers / "gaps-counter.csv", visits(random.Random("visits")))
    write(registers / "gaps-promises.csv", promises(random.Random("promises")))


def main() -> None:
    """Write a file for each questionnaire and quarter, and the registers beside them."""
    write_inside()
    for name, make in MAKERS.items():
        folder = STUDY / "data" / name
        folder.mkdir(parents=True, exist_ok=True)
        dice, answers = random.Random(name), []
        for later, (month, number) in enumerate(QUARTERS):
            rows = [
                {"id": f"{month}-{n:03d}", "date": f"{month}-{n % 28 + 1:02d}"} | make(dice, later)
                for n in range(number * MORE.get(name, 1))
            ]
            write(folder / f"{month}.csv", rows)
            answers += rows
        if name == "loyalty":
            write(STUDY / "data" / "registers" / "loyalty-customers.csv", customers(answers))
    for name, made in REGISTERS.items():
        write(STUDY / "data" / "registers" / f"{name}.csv", made())


if __name__ == "__main__":
    main()
