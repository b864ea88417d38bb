"""Writes the sample's registers: two years of complaints, receipts, actions, defects, inspections
of the supermarkets, and the customer list of the wholesaler.

    python scripts/make_register_data.py

Invented, and the same bytes every time. Something is to be found: spoilt goods keep coming back
from one store over the last summer, refunds are appealed against in autumn, one action is late.
"""

from __future__ import annotations

import csv
import datetime as dt
import random
from pathlib import Path

DATA = Path(__file__).resolve().parents[1] / "data"
FOLDER = DATA / "registers"
MONTHS = [dt.date(2024 + (10 + n) // 12, (10 + n) % 12 + 1, 1) for n in range(24)]
STORES = {"人民路店": 9, "柳树路店": 7, "南门店": 6, "车站店": 8, "滨河店": 5, "东关店": 5,
          "东川中心店": 8, "石桥店": 2, "白杨店": 2, "清水店": 3, "三岔店": 3}  # fmt: skip
DEPARTMENTS = ("城区销售部", "东线销售部", "西线销售部", "大客户部")
CAUSES = {
    "expired": ("货架", "生鲜", "生鲜部", "买的{goods}过期了{days}天", "退款并检查同批商品"),
    "packaging": ("货架", "食品", "店长", "{goods}包装漏了，弄脏了袋子", "换货并致歉"),
    "manner": ("收银", "食品", "收银主管", "收银员说话很冲，问价不理", "当面致歉，安排培训"),
    "waiting": ("收银", "食品", "收银主管", "周末只开一个台，等了{days}0分钟", "高峰增开收银台"),
    "refund": ("服务台", "百货", "客服部", "{goods}要退，服务台推来推去", "按规定退款"),
    "price": ("货架", "食品", "店长", "{goods}标价和小票不一样", "补差价并更换标签"),
}
GOODS = ("牛奶", "豆腐", "面包", "酸奶", "洗衣液", "电饭锅", "苹果", "火腿肠")
CHANNELS = ("现场", "现场", "电话", "微信")
LESSONS = {
    "expired": "晚班收货时先查日期，临期商品单独上架",
    "refund": "服务台授权当场处理三百元以内的退款",
}
REASONS = ("价格", "交货", "价格", "歇业", "质量")
LEAVING = 12
"""So many customers leave."""
STEPS = ("倾听", "分担", "澄清", "阐明", "询问")
HEADS = ("编号", "受理日期", "门店", "渠道", "顾客", "环节", "业务", "原因", "经过", "负责人",
         "期限", *STEPS, "解决日期", "处理结果", "顾客满意", "回访日期", "重开日期",
         "经验")  # fmt: skip
CHECKS = ("工服整洁", "佩戴工牌", "主动问候", "耐心解答", "台面清洁", "垃圾及时清理",
          "消防通道畅通", "知道退换规定")  # fmt: skip


def complaints(dice: random.Random) -> list[dict[str, object]]:
    """Make complaints month by month."""
    rows: list[dict[str, object]] = []
    for month in MONTHS:
        for store, size in STORES.items():
            for cause in CAUSES:
                chance = 0.05 * size * {"expired": 1.2, "waiting": 1.3}.get(cause, 0.7)
                chance += 1.6 if _spoilt(cause, store, month) else 0.0
                chance *= 0.7 if cause == "waiting" and month >= dt.date(2026, 9, 1) else 1.0
                number = int(chance) + (dice.random() < chance % 1)
                rows += [_complaint(dice, month, store, cause) for _ in range(number)]
    rows.sort(key=lambda row: (str(row["受理日期"]), str(row["门店"]), str(row["经过"])))
    for number, row in enumerate(rows, start=1):
        row["编号"] = f"T{number:04d}"
    return rows


def _spoilt(cause: str, store: str, month: dt.date) -> bool:
    return cause == "expired" and store == "三岔店" and month >= dt.date(2026, 6, 1)


def _complaint(dice: random.Random, month: dt.date, store: str, cause: str) -> dict[str, object]:
    touchpoint, line, owner, text, result = CAUSES[cause]
    day = month + dt.timedelta(days=dice.randrange(28))
    row: dict[str, object] = dict.fromkeys(HEADS, "")
    appeal = cause == "refund" and month >= dt.date(2026, 8, 1) and dice.random() < 0.5
    goods, days = dice.choice(GOODS), dice.randint(1, 4)
    row |= {
        "受理日期": day, "门店": store, "渠道": "12315" if appeal else dice.choice(CHANNELS),
        "顾客": f"会员{dice.randint(1, 400):03d}", "环节": touchpoint, "业务": line, "原因": cause,
        "经过": text.format(goods=goods, days=days), "负责人": owner,
    }  # fmt: skip
    if dice.random() < 0.1:
        row["经过"] = f"{row['经过']}，请打13{dice.randint(10**8, 10**9 - 1)}"
    at = day
    for step in STEPS:
        at += dt.timedelta(days=dice.choice((0, 0, 1, 1, 2)))
        if dice.random() < 0.93 and at <= dt.date(2026, 10, 31):
            row[step] = at
    took = dice.choice((2, 3, 4, 5, 6, 8, 9, 12, 16, 30))
    resolved = max(at, day + dt.timedelta(days=took))
    if resolved <= dt.date(2026, 10, 31) and dice.random() < 0.97:
        row["解决日期"], row["处理结果"] = resolved, result
        row["顾客满意"] = dice.choice(("是", "是", "是", "否", ""))
        if dice.random() < 0.6:
            row["回访日期"] = resolved + dt.timedelta(days=dice.randint(1, 6))
        if cause in LESSONS and dice.random() < 0.12:
            row["经验"] = LESSONS[cause]
    return row


def receipts(dice: random.Random) -> list[dict[str, object]]:
    """Make the receipts of every store and month."""
    return [
        {"门店": store, "月份": f"{month:%Y-%m}", "收银单数": size * 2400 + dice.randint(-900, 900)}
        for month in MONTHS
        for store, size in STORES.items()
    ]


def actions() -> list[dict[str, object]]:
    """Write down what was planned: some done, one late, one dropped."""
    rows = (
        ("A01", "queue", "", "2026-06", "结账排队满意率连续三期最低", "高峰只开一半收银台",
         "周末和傍晚增开两个收银台", "店长", "2026-08-31", "2026-08-25", "已完成", "75",
         "周末和傍晚多开两个收银台", "週末和傍晚多開兩個收銀台",
         "Two more tills at weekends and in the evening"),
        ("A02", "returns", "", "2026-07", "退换货差评增多", "服务台没有退款权限",
         "服务台可当场退三百元以内", "客服部", "2026-09-30", "", "进行中", "80",
         "三百元以内当场退款", "三百元以內當場退款",
         "Up to 300 yuan is refunded on the spot"),
        ("A03", "clean", "三岔店", "2026-06", "三岔店明显低于全公司", "晚班没有保洁",
         "增加一班保洁", "店长", "2026-07-31", "2026-07-28", "已完成", "75",
         "晚上也有人打扫收银区", "晚上也有人打掃收銀區",
         "The checkout is cleaned in the evening too"),
        ("A04", "aisles", "", "2026-08", "通道差评占一成", "促销堆头占道",
         "堆头不得超出地面划线", "店长", "2026-11-30", "", "进行中", "78",
         "促销堆头不再占通道", "促銷堆頭不再佔通道",
         "Special offers no longer stand in the aisles"),
        ("A05", "card", "车站店", "2026-05", "刷卡慢", "网络带宽不足",
         "更换刷卡机", "收银主管", "2026-07-15", "", "取消", "", "", "", ""),
    )  # fmt: skip
    heads = (
        "编号", "题目", "门店", "依据期间", "依据", "根本原因", "措施", "负责人", "期限",
        "完成日期", "状态", "目标", "告知顾客", "告知顾客（繁）", "告知顾客（英）",
    )  # fmt: skip
    return [dict(zip(heads, row, strict=True)) for row in rows]


def defects(dice: random.Random) -> list[dict[str, object]]:
    """Make what was found inside."""
    rows: list[dict[str, object]] = []
    for month in MONTHS:
        for _ in range(dice.randint(6, 14)):
            found = month + dt.timedelta(days=dice.randrange(28))
            limit = found + dt.timedelta(days=7)
            fixed = found + dt.timedelta(days=dice.choice((1, 2, 3, 4, 6, 9, 14)))
            rows.append({
                "编号": f"D{len(rows) + 1:04d}", "发现日期": found,
                "门店": dice.choice(list(STORES)),
                "发现人": dice.choice(("店长", "巡检", "理货员")),
                "环节": dice.choice(("临期商品", "标价", "冷柜", "地面", "收银设备")),
                "程度": dice.choice(("一般", "一般", "严重")),
                "影响顾客": dice.choice((0, 0, 0, 2, 5)),
                "期限": limit, "修复日期": fixed if fixed <= dt.date(2026, 10, 31) else "",
            })  # fmt: skip
    return rows


def inspections(dice: random.Random) -> list[dict[str, object]]:
    """Make a visit to every store in every second month."""
    rows: list[dict[str, object]] = []
    for month in [*MONTHS[::2], MONTHS[-1]]:
        for store in STORES:
            day = month + dt.timedelta(days=dice.randrange(28))
            worse = 0.18 if store == "三岔店" else 0.0
            for check in CHECKS:
                passed = dice.random() < 0.92 - worse
                closed = day + dt.timedelta(days=dice.choice((7, 14, 21)))
                done = not passed and closed <= dt.date(2026, 10, 31) and dice.random() < 0.8
                rows.append({
                    "门店": store, "日期": day, "检查人": "神秘顾客", "检查项": check,
                    "通过": "是" if passed else "否",
                    "照片": "" if passed else f"{store}-{day}.jpg",
                    "复查关闭": closed if done else "",
                })  # fmt: skip
    return rows


def customers(dice: random.Random) -> list[dict[str, object]]:
    """List the wholesaler's customers as they last stood in the answers, with what they bought."""
    last: dict[str, dict[str, str]] = {}
    for file in sorted((DATA / "supplier").glob("*.csv")):
        with file.open(encoding="utf-8-sig", newline="") as answers:
            for row in csv.DictReader(answers):
                if row["客户编号"] and row["部门"] in DEPARTMENTS:
                    last[row["客户编号"]] = row
    rows: list[dict[str, object]] = []
    for number, answer in sorted(last.items()):
        key = answer["部门"] == "大客户部"
        revenue = round(dice.lognormvariate(13.4 if key else 11.2, 0.6), -3)
        ago = dice.choice((2, 4, 7, 9, 15, 40))
        orders = max(1, round(revenue / dice.randint(4000, 12000)))
        rows.append({
            "客户编号": number, "客户名称": answer["客户名称"], "部门": answer["部门"],
            "等级": "A" if revenue > 400_000 else "B" if revenue > 80_000 else "C",
            "年收入": int(revenue), "重点客户": "是" if key else "否",
            "合作开始": dt.date(dice.randint(2012, 2024), dice.randint(1, 12), 1),
            "最近订货": dt.date(2026, 10, 31) - dt.timedelta(days=ago),
            "订货次数": orders,
            "流失日期": "", "流失原因": "", "赢回日期": "",
        })  # fmt: skip
    for place, row in enumerate(_leaving(rows, last)):
        answered = dt.date.fromisoformat(last[str(row["客户编号"])]["调查日期"])
        left = answered + dt.timedelta(days=8 + 3 * place)
        row["流失日期"] = left
        row["流失原因"] = REASONS[place % len(REASONS)]
        row["最近订货"] = answered
        if place == 0:
            row["赢回日期"] = left + dt.timedelta(days=25)
    return rows


def _leaving(
    rows: list[dict[str, object]], last: dict[str, dict[str, str]]
) -> list[dict[str, object]]:
    """Return the customers who leave: of those without a recent answer, the least content."""

    def marks(row: dict[str, object]) -> float:
        given = [int(text) for text in last[str(row["客户编号"])].values() if text in {*"1234"}]
        return -sum(given) / len(given) if given else 0.0

    quiet = [
        row
        for row in rows
        if row["重点客户"] == "否" and last[str(row["客户编号"])]["调查日期"] < "2026-09-20"
    ]
    return sorted(quiet, key=marks)[:LEAVING]


def write(name: str, rows: list[dict[str, object]]) -> None:
    """Write one register as CSV with a mark that spreadsheets understand."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (FOLDER / f"{name}.csv").open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def main() -> None:
    """Write all registers."""
    dice = random.Random("registers")
    write("retail-complaints", complaints(dice))
    write("retail-receipts", receipts(dice))
    write("retail-actions", actions())
    write("retail-defects", defects(dice))
    write("retail-inspections", inspections(dice))
    write("supplier-customers", customers(dice))


if __name__ == "__main__":
    main()
