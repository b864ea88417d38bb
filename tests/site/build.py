"""Reports made by hand, rich enough to show every block: a shop in one month, in two languages.

The numbers are invented. Nothing here is computed by the program, so that these pages can be
looked at and tested without the rooms that compose real reports.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

from csatreport.base.label import Label
from csatreport.report.figures import (
    Compare,
    CompareRow,
    Dot,
    ItemGroup,
    ItemRow,
    Items,
    LegendKey,
    Point,
    StripPart,
    Trend,
)
from csatreport.report.inline import Direction, Link, Mark, Tone, Words
from csatreport.report.model import (
    Bar,
    Bars,
    Callout,
    Card,
    CardRow,
    Cards,
    Chapter,
    Columns,
    Definition,
    Definitions,
    Explanation,
    Explanations,
    ExplanationStep,
    Headline,
    Paragraph,
    QuestionPage,
    Quote,
    Quotes,
    Report,
    Table,
)
from csatreport.site import pages
from csatreport.site.sitemap import ItemEntry, PeriodEntry, QuestionnaireEntry, SiteMap, UnitEntry
from csatreport.study.periods import Period, PeriodKind
from csatreport.study.policy import Audience

LANGUAGES = ("zh-Hans", "zh-Hant", "en")
TONES4 = (Tone.GOOD_1, Tone.GOOD_2, Tone.BAD_1, Tone.BAD_2)
TONES3 = (Tone.GOOD_1, Tone.MIDDLE, Tone.BAD_2)
TONES_MIDDLE = (Tone.GOOD_1, Tone.MIDDLE, Tone.BAD_1, Tone.BAD_2)
WORDS4 = (
    ("满意", "satisfied"),
    ("较满意", "fairly satisfied"),
    ("较不满意", "fairly dissatisfied"),
    ("不满意", "dissatisfied"),
)
WORDS3 = (("几乎不用等", "hardly any"), ("稍等片刻", "a little"), ("等很久", "a long wait"))
WORDS_AISLE = (
    ("方便", "convenient"),
    ("一般", "average"),
    ("较不方便", "fairly inconvenient"),
    ("不方便", "inconvenient"),
)

# number, Chinese, English, counts, not applicable, share, interval, index, change
ITEMS = (
    (
        "8",
        "收银员态度与用语",
        "Cashiers’ manner",
        (728, 315, 76, 16),
        0,
        91.9,
        (90.2, 93.3),
        84.9,
        2.4,
    ),
    (
        "12",
        "收银员解答问题",
        "Cashiers’ answers",
        (651, 388, 67, 27),
        0,
        91.7,
        (90.0, 93.2),
        82.3,
        5.8,
    ),
    (
        "10",
        "收银区整洁",
        "Checkout area clean",
        (658, 374, 79, 29),
        0,
        90.5,
        (88.7, 92.1),
        81.9,
        1.7,
    ),
    (
        "6",
        "员工热心、有礼貌",
        "Staff helpful and courteous",
        (632, 387, 87, 20),
        0,
        90.5,
        (88.6, 92.1),
        81.6,
        2.2,
    ),
    (
        "1",
        "购物环境总体感受",
        "Shopping environment",
        (621, 408, 85, 29),
        0,
        90.0,
        (88.2, 91.6),
        80.6,
        1.3,
    ),
    (
        "11",
        "刷卡付款速度",
        "Speed of card payment",
        (456, 337, 76, 23),
        246,
        88.9,
        (86.7, 90.8),
        79.1,
        3.7,
    ),
    (
        "3",
        "便民服务",
        "Convenience services",
        (543, 443, 118, 38),
        0,
        86.3,
        (84.2, 88.2),
        76.9,
        3.3,
    ),
    (
        "5",
        "服务台与存包",
        "Service desk and bag deposit",
        (408, 500, 147, 83),
        0,
        79.8,
        (77.4, 82.0),
        69.4,
        2.3,
    ),
    (
        "4",
        "维修与售后、质量问题处理",
        "Repairs and after-sales service, quality problems solved",
        (252, 267, 101, 35),
        489,
        79.2,
        (76.0, 82.2),
        70.8,
        2.7,
    ),
    (
        "2",
        "退换货方便、快捷",
        "Returns and exchanges",
        (150, 349, 156, 87),
        405,
        67.3,
        (63.8, 70.5),
        58.6,
        -5.9,
    ),
)
QUEUE = (
    "9",
    "结账排队时间",
    "Queue at checkout",
    (653, 369, 112),
    0,
    57.6,
    (54.7, 60.4),
    73.9,
    14.9,
)
AISLE = (
    "7",
    "通道与陈列便于选购",
    "Aisles and display",
    (606, 363, 127, 46),
    0,
    53.1,
    (50.2, 55.9),
    78.0,
    3.9,
)
TREND = (
    73.1,
    74.0,
    72.6,
    73.5,
    74.8,
    73.4,
    72.9,
    74.1,
    73.0,
    74.6,
    73.9,
    72.8,
    73.7,
    74.2,
    73.1,
    72.7,
    74.4,
    73.6,
    74.9,
    73.8,
    74.6,
    73.3,
    73.8,
    77.3,
)
REGIONS = (
    ("R1", "城关片区", "Chengguan region"),
    ("R2", "东川片区", "Dongchuan region"),
    ("R3", "南河片区", "Nanhe region"),
)
STORES = (
    ("S01", "人民路店", "Renmin Road store", "county", "R1", 83.1, 83), ("S02", "柳树路店", "Willow Road store", "county", "R1", 74.6, 58),
    ("S03", "南门店", "South Gate store", "county", "R1", 79.9, 76), ("S04", "车站店", "Station store", "county", "R1", 70.2, 65),
    ("S05", "滨河店", "Riverside store", "county", "R1", 74.0, 48), ("S06", "东关店", "East Pass store", "county", "R1", 77.2, 71),
    ("S07", "东川中心店", "Dongchuan Central store", "county", "R2", 78.8, 61), ("S08", "石桥店", "Stone Bridge store", "township", "R2", 81.0, 38),
    ("S09", "白杨店", "Poplar store", "township", "R2", 76.4, 29), ("S10", "清水店", "Clearwater store", "township", "R2", 79.1, 44),
    ("S11", "杏林店", "Apricot Grove store", "township", "R2", 78.0, 52), ("S12", "双井店", "Twin Wells store", "township", "R3", 76.0, 41),
    ("S13", "槐树店", "Locust Tree store", "township", "R3", 72.3, 33), ("S14", "平安店", "Ping’an store", "township", "R3", 75.1, 26),
    ("S15", "三岔店", "Three Forks store", "township", "R3", 61.5, 46), ("S16", "柏树店", "Cypress store", "township", "R3", 88.0, 9),
)  # fmt: skip


def words(text: str) -> Words:
    return Words(text=text, language="zh-Hans", short=text)


def word(language: str, chinese: str, english: str) -> str:
    """Choose a text; Traditional Chinese borrows the Simplified here."""
    return english if language == "en" else chinese


def label(chinese: str, english: str) -> Label:
    """Make a label in both languages."""
    return Label.of({"zh-Hans": chinese, "zh-Hant": chinese, "en": english})


def mark(language: str, change: float | None) -> Mark:
    """Make a change mark with the verdict that the size calls for."""
    if change is None:
        return Mark(
            direction=Direction.FEW, number="", word=word(language, "答卷太少", "too few answers")
        )
    number = f"{change:+.1f}".replace("-", "−")
    title = f"{number}; q = 0.01"
    if abs(change) < 3:
        return Mark(
            direction=Direction.NONE,
            number=number,
            word=word(language, "未显示变化", "no change shown"),
            title=title,
        )
    if change > 0:
        return Mark(
            direction=Direction.UP,
            number=number,
            word=word(language, "明确上升", "clearly up"),
            title=title,
        )
    return Mark(
        direction=Direction.DOWN,
        number=number,
        word=word(language, "明确下降", "clearly down"),
        title=title,
    )


def item_row(
    language: str,
    place: int,
    item: tuple,
    words: tuple,
    tones: tuple,
    *,
    own: bool,
    reference: float | None = None,
) -> ItemRow:
    """Make a row of the item table."""
    number, chinese, english, counts, absent, share, (low, high), index, change = item
    n = sum(counts)
    names = [word(language, *pair) for pair in words]
    bad = [tone in (Tone.BAD_1, Tone.BAD_2) for tone in tones]
    base = f"n\xa0=\xa0{n:,}"
    if absent:
        base += word(language, f" · 不适用 {absent}", f" · not applicable {absent}")
    return ItemRow(
        id=f"q{number}",
        explain=f"explain:q{number}",
        number=number,
        label=Link(text=word(language, chinese, english), target=f"item:q{number}"),
        base=base,
        parts=tuple(
            StripPart(tone=tone, width=100 * count / n, count="" if is_bad or count / n < 0.08 else f"{count:,}", title=f"{name} {count} ({100 * count / n:.1f}%)")
            for tone, count, name, is_bad in zip(tones, counts, names, bad, strict=True)
        ),
        alt=", ".join(f"{name} {count}" for name, count in zip(names, counts, strict=True)),
        bad=tuple(f"{count:,}" for count, is_bad in zip(counts, bad, strict=True) if is_bad),
        favourable=f"{share:.1f}%",
        interval=f"{low:.1f}–{high:.1f}",
        dot=Dot(value=share, low=low, high=high, reference=reference, text=f"{share:.1f}% ({low:.1f}–{high:.1f}), n = {n}"),
        index=f"{index:.1f}",
        mark=mark(language, change),
        reference=f"{reference:.0f}%" if reference is not None else "",
        key=tuple(LegendKey(tone=tone, label=name) for tone, name in zip(tones, names, strict=True)) if own else (),
        order=(float(place), share, change),
    )  # fmt: skip


def items(language: str, *, reference: bool = False, scale: float = 1.0) -> Items:
    """Make the table of items; ``scale`` shrinks the counts to a unit's."""

    def shrunk(item: tuple) -> tuple:
        return (
            *item[:3],
            tuple(max(1, round(c * scale)) for c in item[3]),
            round(item[4] * scale),
            *item[5:],
        )

    def row(place: int, item: tuple, words: tuple, tones: tuple, *, own: bool) -> ItemRow:
        above = min(item[5] + 2.5, 100) if reference else None
        return item_row(language, place, shrunk(item), words, tones, own=own, reference=above)

    rows = tuple(row(int(i[0]), i, WORDS4, TONES4, own=False) for i in ITEMS)
    apart = (
        row(9, QUEUE, WORDS3, TONES3, own=True),
        row(7, AISLE, WORDS_AISLE, TONES_MIDDLE, own=True),
    )
    key = tuple(
        LegendKey(tone=t, label=word(language, *w)) for t, w in zip(TONES4, WORDS4, strict=True)
    )
    return Items(
        heads=(
            Link(text=word(language, "题目", "Question")),
            Link(text=word(language, "回答", "Answers")),
            Link(text=word(language, "好评占比", "favourable"), target="term:favourable"),
            Link(text=word(language, "指数", "index"), target="term:index"),
            Link(text=word(language, "比九月", "on September"), target="term:clear"),
        ),
        groups=(
            ItemGroup(title="", key=key, rows=rows),
            ItemGroup(
                title=word(language, "设有中间选项的两题：中间选项不计入好评，占比不宜与上面各题直接比较。", "Two questions with a middle answer, which does not count as favourable: compare their shares only with their own past."),
                key=(),
                rows=apart,
            ),
        ),
        note=word(language, "色条上为人数，颜色越深，不满越重；右侧两数为两档不满意的人数，末档加粗。圆点为好评占比，横线为 95% 区间。", "Counts are printed on the strips, those of the unfavourable answers beside them, the worst in bold. The dot is the favourable share, the line its 95% interval."),
        reference_head=word(language, "县城店", "county stores") if reference else "",
    )  # fmt: skip


def trend(
    language: str,
    values: tuple[float | None, ...] = TREND,
    *,
    breaks: int = -1,
    target: float | None = 75.0,
    spread: float = 1.6,
) -> Trend:
    """Make a trend of months that ends in October 2026."""
    points = []
    for place, value in enumerate(values):
        months = 2026 * 12 + 9 - (len(values) - 1 - place)
        year, month = divmod(months, 12)
        name = word(language, f"{year} 年 {month + 1} 月", f"{dt.date(year, month + 1, 1):%b %Y}")
        points.append(
            Point(
                label=name,
                short=(word(language, f"{year}.{month + 1}", f"{dt.date(year, month + 1, 1):%b %Y}") if (len(values) - 1 - place) % 6 == 0 else ""),
                value=value,
                low=None if value is None else value - spread,
                high=None if value is None else value + spread,
                text=f"{name}: {value if value is not None else '–'}",
                breaks=place == breaks,
            )
        )  # fmt: skip
    last = values[-1] if values else None
    return Trend(
        title=word(language, "24 个月走势", "24 months"),
        alt=word(language, "总指数 24 个月走势，最近一月 77.3", "Index over 24 months, latest 77.3"),
        points=tuple(points),
        last=f"{last:.1f}" if last is not None else "",
        target=target,
        target_text=word(language, f"目标 {target:g}", f"target {target:g}") if target else "",
        break_text=word(language, "虚线处换了新版问卷，前后不可比。", "At the dotted line a new edition began; before and after cannot be compared.") if breaks >= 0 else "",
        note=word(language, "竖线为 95% 区间。", "Bars are 95% intervals."),
    )  # fmt: skip


def headline(language: str, value: str = "77.3") -> Headline:
    """Make the headline."""
    return Headline(
        label=Link(text=word(language, "总指数（0–100 分）", "Index, 0–100"), target="term:headline"),
        value=value,
        interval=Link(text=word(language, "95% 区间 76.4–78.1", "95% interval 76.4–78.1"), target="term:interval"),
        base=word(language, "n = 1,152 份答卷", "n = 1,152 answers"),
        verdict=word(language, "比 9 月高 3.5 分：明确上升", "Up 3.5 on September: clear"),
        direction=Direction.UP,
        sentence=word(language, "结账排队时间、收银员解答问题等 5 题明确上升；退换货方便、快捷明确下降。", "Queue at checkout, cashiers’ answers and 3 more clearly up; returns and exchanges clearly down."),
        facts=(
            (word(language, "目标", "Target"), word(language, "75 分，明确高出", "75, clearly above")),
            (word(language, "2025 年 10 月", "October 2025"), word(language, "72.8，+4.5，明确上升", "72.8, +4.5, clearly up")),
        ),
    )  # fmt: skip


def cards(language: str) -> Cards:
    """Make the three cards of the one page."""
    by_number = {i[0]: i for i in (*ITEMS, QUEUE, AISLE)}

    def change(number: str, pair: str) -> CardRow:
        item = by_number[number]
        return CardRow(
            head=Link(text=word(language, item[1], item[2]), target=f"item:q{number}"),
            detail=pair,
            mark=mark(language, item[8]),
        )

    def weak(number: str, detail: str) -> CardRow:
        item = by_number[number]
        return CardRow(
            head=Link(text=word(language, item[1], item[2]), target=f"item:q{number}"),
            detail=detail,
        )

    return Cards(
        cards=(
            Card(
                title=word(language, "三项明确变化", "Three clear changes"),
                rows=(change("9", "58.9 → 73.9"), change("2", "64.5 → 58.6"), change("12", "76.4 → 82.3")),
                note=word(language, "12 题中 5 题明确上升，1 题明确下降，其余未显示变化。", "Of 12 questions 5 went clearly up, 1 clearly down."),
            ),
            Card(
                title=word(language, "最弱的三题", "The three weakest"),
                rows=(
                    weak("2", word(language, "243 个不满意回答，占 15%", "243 unfavourable answers, 15%")),
                    weak("5", word(language, "230 个不满意回答，占 14%", "230 unfavourable answers, 14%")),
                    weak("7", word(language, "173 个不满意回答，占 10%", "173 unfavourable answers, 10%")),
                ),
                numbered=True,
            ),
            Card(title=word(language, "要跟进的低分", "Low answers to follow up"), rows=(weak("9", word(language, "12 个", "12 answers")),), note=word(language, "低分连同原因见“原话”一章。", "Low answers and their reasons are in the chapter on voices.")),
        )
    )  # fmt: skip


def bars(language: str, caption: tuple[str, str], rows: tuple[tuple[str, str, int], ...]) -> Bars:
    """Make a bar table from labels and counts."""
    total = sum(r[2] for r in rows)
    return Bars(
        caption=word(language, *caption),
        rows=tuple(
            Bar(
                label=word(language, zh, en),
                count=f"{n:,}",
                share=f"{100 * n / total:.0f}%",
                size=n,
            )
            for zh, en, n in rows
        ),
    )


def compare(language: str, stores: tuple = STORES) -> Compare:
    """Make the comparison of stores."""
    kinds = {
        "county": word(language, "县城店", "county store"),
        "township": word(language, "乡镇店", "township store"),
    }
    rows = []
    for id_, zh, en, kind, _, value, n in stores:
        half = 28 / n**0.5
        rows.append(
            CompareRow(
                label=Link(text=word(language, zh, en), target=f"unit:{id_}"),
                kind=kind, kind_label=kinds[kind], value=value, low=value - half, high=min(value + half, 100),
                value_text=f"{value:.1f}", interval_text=f"{value - half:.1f}–{value + half:.1f}", base=str(n),
            )
        )  # fmt: skip
    return Compare(
        title=word(language, "各店总指数", "Index by store"),
        alt=word(language, "16 家门店的总指数，从 61.5 到 88.0", "Index of 16 stores, from 61.5 to 88.0"),
        heads=(word(language, "门店", "Store"), word(language, "指数", "Index"), word(language, "95% 区间", "95% interval"), word(language, "答卷", "Answers")),
        rows=tuple(rows),
        reference=77.3,
        reference_text=word(language, "全公司 77.3", "whole company 77.3"),
        axis_title=word(language, "总指数，0–100", "index, 0–100"),
        note=word(language, "不排名次。不足 10 份答卷的门店不作判断。", "No ranking. Stores with fewer than 10 answers are not judged."),
        search_hint=word(language, "查找门店", "Find a store"),
    )  # fmt: skip


LOWS = (
    ("S15", "9 结账排队时间", "9 Queue at checkout", "等很久", "a long wait", "傍晚只开一个收银台，买瓶酱油排了二十多分钟。", "2026-10-29"),
    ("S07", "2 退换货方便、快捷", "2 Returns and exchanges", "不满意", "dissatisfied", "小票还在，包装拆了就不给换，也没人说清规定。", "2026-10-28"),
    ("S04", "1 购物环境总体感受", "1 Shopping environment", "不满意", "dissatisfied", "入口堆着纸箱，推婴儿车进不去。", "2026-10-27"),
    ("S01", "5 服务台与存包", "5 Service desk and bag deposit", "不满意", "dissatisfied", "存包柜有六个打不开，等了很久没人来。", "2026-10-22"),
    ("S06", "7 通道与陈列便于选购", "7 Aisles and display", "较不方便", "fairly inconvenient", "促销堆头占了半条通道，两辆车错不开。", "2026-10-20"),
)  # fmt: skip


def lows_table(language: str, times: int = 1) -> Table:
    """List low answers with their reasons."""
    names = {s[0]: word(language, s[1], s[2]) for s in STORES}
    rows = tuple(
        (
            Link(text=names[unit], target=f"unit:{unit}"),
            Link(text=word(language, zh, en), target=f"item:q{zh.split()[0]}"),
            word(language, option, option_en),
            reason,
            date,
        )
        for unit, zh, en, option, option_en, reason, date in LOWS * times
    )
    return Table(
        caption=word(language, "低分与原因", "Low answers and their reasons"),
        heads=(word(language, "门店", "Store"), word(language, "题目", "Question"), word(language, "选项", "Answer"), word(language, "原因", "Reason"), word(language, "日期", "Date")),
        rows=rows,
        css="reasons",
    )  # fmt: skip


def change_table(language: str) -> Table:
    """List changes with the figures that they rest on."""
    rows = tuple(
        (
            Link(text=word(language, i[1], i[2]), target=f"item:q{i[0]}"),
            f"{i[7] - i[8]:.1f}",
            f"{i[7]:.1f}",
            f"{i[8]:+.1f}".replace("-", "−"),
            f"{i[8] - 2:+.1f} – {i[8] + 2:+.1f}".replace("-", "−"),
            "0.012",
            "2.9",
            mark(language, i[8]),
        )
        for i in (*ITEMS, QUEUE, AISLE)
    )
    return Table(
        caption=word(language, "与 2026 年 9 月相比", "Against September 2026"),
        heads=(
            word(language, "题目", "Question"), word(language, "2026 年 9 月", "September 2026"), word(language, "2026 年 10 月", "October 2026"), word(language, "差", "Difference"),
            word(language, "95% 区间", "95% interval"), "q", word(language, "可测出", "detectable"), word(language, "结论", "Verdict"),
        ),
        rows=rows,
        numeric=(False, True, True, True, True, True, True, False),
        note=word(language, "12 题一起检验，用 Benjamini–Hochberg 法校正。", "12 questions were tested together, corrected by Benjamini–Hochberg."),
        css="change",
    )  # fmt: skip


def definitions(language: str) -> Definitions:
    """Make the terms that links lead to."""
    entries = (
        ("favourable", "好评占比", "Favourable share", "选择好评选项的人数除以该题有效回答数。空白、多选、不适用分别计数，不计分，也不当作零分。", "People who picked a favourable option, out of all who answered the question. Blank, several ticks and not applicable are counted apart and never score zero.", "p = k / n", ""),
        ("index", "指数", "Index", "每题按自身最低分与最高分换算成 0–100，默认各选项间距相等，这是一个假定。", "Each question is rescaled to 0–100 by its own lowest and highest points. Equal distances between options are an assumption.", "100 · (x̄ − min) / (max − min)", ""),
        ("headline", "总指数", "Headline index", "先求每人答过各题的平均，再求全体平均；答题不足一半者不计。", "The mean of each person’s questions, then the mean over people; who answered fewer than half is left out.", "", ""),
        ("interval", "95% 区间", "95% interval", "只反映偶然误差。店内自愿填写不是随机抽样，谁愿意填写带来的偏差不在区间之内。", "Covers chance only. Forms on a counter are no random sample; who chooses to answer is not covered.", "(p + z²/2n ± z·√(p(1 − p)/n + z²/4n²)) / (1 + z²/n)", "Wilson (1927)"),
        ("clear", "明确变化", "Clear change", "Welch 检验，多题一起校正，q ≤ 0.05 且变化不小于 3 分才称“明确”。", "Welch’s test, corrected for testing many questions: q ≤ 0.05 and at least 3 points.", "t = (x̄₁ − x̄₂) / √(s₁²/n₁ + s₂²/n₂)", "Welch (1947)"),
    )  # fmt: skip
    return Definitions(
        entries=tuple(
            Definition(
                id=id_,
                term=word(language, zh, en),
                text=word(language, zt, et),
                formula=f,
                source=s,
            )
            for id_, zh, en, zt, et, f, s in entries
        )
    )


def method(language: str) -> Chapter:
    """Make the method chapter."""
    return Chapter(
        id="method",
        number="8",
        topic=word(language, "方法", "Method"),
        heading=word(
            language,
            "这些数字怎么来，能说明什么",
            "How these figures are made, and what they can say",
        ),
        blocks=(definitions(language),),
    )


def explanations(language: str) -> Chapter:
    """Make the chapter that the figures of the first question lead to."""
    count = ExplanationStep(
        title=word(language, "计数", "The count"),
        lines=(word(language, "有效回答 1,150 + 无有效回答 2 = 1,152 份。", "1,150 answers + 2 without = 1,152 forms."),),
        heads=(word(language, "选项", "Answer"), word(language, "分值", "Points"), word(language, "算作", "Counts as"), "n"),
        rows=((word(language, "满意", "satisfied"), "3", word(language, "好评", "favourable"), "728"), (word(language, "空白", "Blank"), "", "", "2")),
    )  # fmt: skip
    share = ExplanationStep(
        title=word(language, "满意占比", "Share"), lines=("(728 + 357) / 1,150 = 94.3%",)
    )
    entry = Explanation(id="explain:q9", title="9", figure="94.3%", steps=(count, share))
    return Chapter(
        id="explain", number="8", topic=word(language, "由来", "How it came about"),
        heading=word(language, "每个数字怎么来的", "How each figure came about"),
        blocks=(Explanations(entries=(entry,)),), screen_only=True,
    )  # fmt: skip


def company_report(language: str = "zh-Hans", stores: tuple = STORES) -> Report:
    """Make the company's report of October 2026."""
    chapters = (
        Chapter(id="summary", number="", topic=word(language, "一页摘要", "One page"), heading=word(language, "77.3：比 9 月高 3.5 分，明确上升", "77.3: up 3.5 on September, clear"), blocks=(headline(language), trend(language), cards(language))),
        Chapter(
            id="who", number="1", topic=word(language, "谁在回答", "Who answered"), heading=word(language, "1,152 位顾客交回有效答卷，县城店占 56%", "1,152 shoppers answered, 56% of them in county stores"),
            blocks=(
                Paragraph(text=word(language, "问卷放在店内，部分由店员入户发放，没有发放名单，回收率因此未知。另有 14 份未采用：9 份重复，5 份作答不足一半。", "Forms lay in the stores, some were handed out at the door. Response rate not known: no list of who was asked.")),
                Columns(
                    blocks=(
                        bars(language, ("按类别", "By kind"), (("县城店（10 家）", "county stores (10)", 640), ("乡镇店（14 家）", "township stores (14)", 512))),
                        bars(language, ("按片区", "By region"), (("城关（6 店）", "Chengguan (6)", 404), ("东川（5 店）", "Dongchuan (5)", 225), ("南河（5 店）", "Nanhe (5)", 219), ("西坪（4 店）", "Xiping (4)", 167), ("北原（4 店）", "Beiyuan (4)", 137))),
                        bars(language, ("性别", "Gender"), (("女", "women", 683), ("男", "men", 441), ("未填", "not stated", 28))),
                        bars(language, ("年龄", "Age"), (("30 岁以下", "under 30", 201), ("30–44 岁", "30–44", 386), ("45–59 岁", "45–59", 342), ("60 岁及以上", "60 and over", 195), ("未填", "not stated", 28))),
                    )
                ),
            ),
        ),
        Chapter(id="results", number="2", topic=word(language, "各题结果", "Results"), heading=word(language, "收银员态度与用语最受认可；退换货，三人中有一人不满意", "Cashiers’ manner is liked best; with returns one in three is unhappy"), blocks=(items(language),)),
        Chapter(id="change", number="3", topic=word(language, "变化", "Change"), heading=word(language, "12 题中 5 题明确上升，1 题明确下降", "Of 12 questions 5 went clearly up and 1 clearly down"), blocks=(Paragraph(text=word(language, "“明确”指经多重比较校正后 q ≤ 0.05，且变化不小于 3 分。", "“Clear” means q ≤ 0.05 after correction and at least 3 points.")), change_table(language))),
        Chapter(id="compare", number="4", topic=word(language, "门店比较", "Compare"), heading=word(language, "三岔店明显偏低，先去看看", "Three Forks store is clearly low: go there first"), blocks=(Paragraph(text=word(language, "16 家门店不排名次，只看谁的区间够不到全公司。", "16 stores are not ranked; look for intervals that do not reach the whole.")), compare(language, stores))),
        Chapter(
            id="voices", number="5", topic=word(language, "原话", "Voices"), heading=word(language, "1,664 个不满意回答，四成写明了原因", "1,664 unfavourable answers, four in ten with a reason"),
            blocks=(
                lows_table(language, 4),
                bars(language, ("第 13 题：收银员改进什么", "What cashiers should improve"), (("多开收银台", "open more tills", 118), ("用语更和气", "kinder words", 61), ("装袋帮一把", "help with bags", 28))),
                Quotes(title=word(language, "意见", "Comments"), rows=(Quote(words=words("早上的蔬菜很新鲜，收银的小姑娘态度好。"), about=word(language, "收银员可以怎样改进", "What cashiers should improve"), source=word(language, "石桥店，10 月 12 日", "Stone Bridge store, 12 Oct")), Quote(words=words("<b>粗体</b> & “引号” 'x' =1+1"), about=word(language, "其他意见", "Other"), source=word(language, "白杨店", "Poplar store"))), more=word(language, "另有 300 条。", "300 more.")),
            ),
        ),
        Chapter(
            id="quality", number="6", topic=word(language, "数据质量", "Data quality"), heading=word(language, "读入 1,166 行，14 行未采用", "1,166 rows read, 14 refused"),
            blocks=(
                Callout(text=word(language, "两个文件的日期列有 3 个空格。", "Three dates are missing in two files.")),
                Table(caption=word(language, "文件", "Files"), heads=(word(language, "文件", "File"), word(language, "读入", "Read"), word(language, "采用", "Kept"), word(language, "未采用", "Refused")), rows=(("data/retail/2026-10.csv", "1,166", "1,152", "14"),), numeric=(False, True, True, True)),
                Table(caption=word(language, "没有内容的表", "An empty table"), heads=("a",), rows=(), empty=word(language, "没有被拒的行。", "No row was refused.")),
            ),
        ),
        method(language),
        explanations(language),
    )  # fmt: skip
    return Report(
        questionnaire="retail", period="2026-10", unit="all", language=language, audience=Audience.OPEN, company=True,
        organisation=word(language, "青禾超市", "Qinghe Supermarkets"), title=word(language, "门店顾客满意度", "Shopper satisfaction"),
        where=word(language, "2026 年 10 月，全公司", "October 2026, whole company"), base=word(language, "n = 1,152 份答卷", "n = 1,152 answers"),
        sample=word(language, "示例数据", "sample data"), chapters=chapters, data=data(language),
    )  # fmt: skip


def unit_report(language: str = "en", unit: str = "S02") -> Report:
    """Make a store's one-page report, with two chapters that stand on the screen only."""
    store = next(s for s in STORES if s[0] == unit)
    company = company_report(language)
    low = replace(
        headline(language, "74.6"),
        direction=Direction.NONE,
        verdict=word(
            language, "比 9 月高 1.8 分：未显示变化", "Up 1.8 on September: no change shown"
        ),
        base=word(language, "n = 58 份答卷", "n = 58 answers"),
        interval=Link(
            text=word(language, "95% 区间 70.5–78.6", "95% interval 70.5–78.6"),
            target="term:interval",
        ),
        sentence=word(
            language,
            "58 份答卷，小于 8 分的升降很可能看不出来。",
            "With 58 answers a rise or fall of less than about 8 points would probably have been missed.",
        ),
    )
    before = (round(v - 2 + ((i * 7) % 5 - 2) * 1.1, 1) for i, v in enumerate(TREND[:-1]))
    values = (*before, 74.6)
    chapters = (
        Chapter(id="summary", number="", topic=word(language, "一页摘要", "One page"), heading=low.verdict, blocks=(low, trend(language, values, spread=4.1))),
        Chapter(id="items", number="1", topic=word(language, "各题结果", "Results"), heading=word(language, "与 9 月相比，没有一题明确变化", "No question changed clearly since September"), blocks=(items(language, reference=True, scale=0.05),)),
        Chapter(
            id="words", number="2", topic=word(language, "顾客原话", "In their own words"), heading=word(language, "105 个不满意回答，17 个写明了原因", "105 unfavourable answers, 17 with a reason"),
            blocks=(Quotes(title=word(language, "最新三条", "The newest three"), rows=tuple(Quote(words=words(reason if language != "en" else english), about=word(language, zh, en), source=word(language, option, option_en)) for (_, zh, en, option, option_en, reason, _), english in zip(LOWS[:3], ("One till open at half past five, and I queued for twenty minutes to buy a bottle of soy sauce.", "Receipt in hand, box opened, and nobody could say what the rule was.", "Boxes at the entrance; I could not get in with the pram."), strict=True))),),
        ),
        *(replace(c, screen_only=True) for c in company.chapters if c.id in ("who", "quality", "method")),
    )  # fmt: skip
    return replace(company, unit=unit, company=False, title=word(language, store[1], store[2]), where=word(language, "门店顾客满意度，2026 年 10 月", "Shopper satisfaction, October 2026"), base=word(language, "n = 58 份答卷", "n = 58 answers"), chapters=chapters)  # fmt: skip


def at(report: Report, period: str) -> Report:
    """Return the same report for another period."""
    return replace(report, period=period)


def question_page(language: str = "zh-Hans") -> QuestionPage:
    """Make the page of one question through time, with a gap and a new edition."""
    values = (*TREND[:9], None, *TREND[10:])
    return QuestionPage(
        questionnaire="retail", item="q9", language=language, audience=Audience.OPEN, organisation=word(language, "青禾超市", "Qinghe Supermarkets"),
        title=word(language, "结账排队的时间长吗？", "Did you queue long at the checkout?"), where=word(language, "9 结账排队时间，门店顾客满意度", "9 Queue at checkout, shopper satisfaction"), sample=word(language, "示例数据", "sample data"),
        blocks=(
            Table(caption=word(language, "选项", "Options"), heads=(word(language, "选项", "Option"), word(language, "分值", "Points"), word(language, "算作", "Counts as")), rows=tuple((word(language, *w), p, v) for w, p, v in zip(WORDS3, ("3", "1.5", "0"), "+0−", strict=True)), numeric=(False, True, False)),
            trend(language, values, breaks=14, target=None),
            Table(caption=word(language, "各期人数", "Counts"), heads=(word(language, "期次", "Period"), "n", *(word(language, *w) for w in WORDS3), word(language, "不适用", "not applicable"), word(language, "好评占比", "favourable")), rows=tuple((word(language, f"2026 年 {m} 月", f"Month {m}, 2026"), "1,134", "653", "369", "112", "0", "57.6%") for m in range(10, 0, -1)), numeric=(False, *(True,) * 6), css="counts"),
        ),
    )  # fmt: skip


def data(language: str) -> dict[str, object]:
    """Make the raw figures of a report, in the shape that the report room gives them."""
    comparison = {
        "against": "previous",
        "period": "2026-09",
        "reference": 71.2,
        "difference": 3.3,
        "low": 1.1,
        "high": 5.5,
        "p": 0.001,
        "q": 0.004,
        "verdict": "up",
        "detectable": 2.9,
        "test": "welch",
        "pairs": 0,
        "family": 12,
    }
    none = dict.fromkeys(
        (
            "mean",
            "median",
            "sd",
            "index",
            "index_low",
            "index_high",
            "favourable",
            "favourable_low",
            "favourable_high",
        )
    )
    found = [
        {
            "id": f"q{i[0]}",
            "number": i[0],
            "label": word(language, i[1], i[2]),
            "series": f"q{i[0]}",
            "n": sum(i[3]),
            "blank": 3,
            "multiple": 1,
            "not_applicable": i[4],
            "invalid": 0,
            "counts": dict(zip("ABCD", i[3], strict=False)),
            **none,
            "index": i[7],
            "index_low": i[7] - 1,
            "index_high": i[7] + 1,
            "favourable": i[5] / 100,
            "favourable_low": i[6][0] / 100,
            "favourable_high": i[6][1] / 100,
            "census": False,
            "suppressed": None,
            "counts_suppressed": None,
            "new_series": False,
            "comparisons": [comparison],
        }
        for i in (*ITEMS, QUEUE, AISLE)
    ]
    hidden = {
        **found[0],
        **none,
        "id": "q99",
        "number": "99",
        "label": '=HYPERLINK("http://x")',
        "n": None,
        "blank": None,
        "multiple": None,
        "not_applicable": None,
        "invalid": None,
        "counts": None,
        "suppressed": "withheld",
        "counts_suppressed": "withheld",
        "comparisons": [],
    }
    return {
        "version": 1, "sample": True, "language": language, "organisation": word(language, "青禾超市", "Qinghe Supermarkets"),
        "questionnaire": {"id": "retail", "title": word(language, "门店顾客满意度", "Shopper satisfaction"), "edition": "1"},
        "period": {"id": "2026-10", "kind": "month", "start": "2026-10-01", "end": "2026-10-31", "label": "2026-10"},
        "unit": {"id": "all", "name": "all", "parent": None, "kind": None}, "responses": 1152, "population": None, "suppressed": None,
        "nodes": [{"id": "headline", "label": word(language, "总指数", "Index"), "series": "headline", "parent": None, "weight": None, "n": 1152, "blank": None, "multiple": None, "not_applicable": None, "invalid": None, "counts": None, **none, "index": 77.3, "index_low": 76.4, "index_high": 78.1, "census": False, "suppressed": None, "comparisons": [comparison]}],
        "items": [*found, hidden],
        "trend": [{"period": "2026-10", "label": "2026-10", "n": 1152, "index": 77.3, "index_low": 76.4, "index_high": 78.1, "new_series": False, "suppressed": None}],
        "units": [{"id": s[0], "name": word(language, s[1], s[2]), "kind": s[3], "n": s[6], "index": s[5], "index_low": s[5] - 3, "index_high": s[5] + 3, "suppressed": None} for s in STORES],
        "background": [{"id": "gender", "label": word(language, "性别", "Gender"), "asked": 1152, "blank": 28, "multiple": 0, "not_applicable": 0, "invalid": 0, "counts": {"F": 683, "M": 441}, "suppressed": None}],
    }  # fmt: skip


def period(
    id_: str, kind: PeriodKind, start: tuple[int, int, int], end: tuple[int, int, int]
) -> Period:
    """Make a period."""
    return Period(kind=kind, id=id_, start=dt.date(*start), end=dt.date(*end))


def site(stores: tuple = STORES) -> SiteMap:
    """Make the map of a small site: months, a quarter and a year of one survey, and two more."""
    units = [
        UnitEntry(id="all", name=label("全公司", "whole company"), kind="", parent=None, depth=0)
    ]
    for id_, zh, en in REGIONS:
        units.append(UnitEntry(id=id_, name=label(zh, en), kind="region", parent="all", depth=1))
        units += [
            UnitEntry(id=s[0], name=label(s[1], s[2]), kind=s[3], parent=id_, depth=2)
            for s in stores
            if s[4] == id_
        ]
    ids = frozenset(unit.id for unit in units)

    def entry(
        one: Period, name: Label, short: Label, pdfs: frozenset[str] = frozenset()
    ) -> PeriodEntry:
        return PeriodEntry(period=one, label=name, short=short, units=ids, pdfs=pdfs, whole=ids)

    months = [
        entry(
            period(f"2026-{m:02d}", PeriodKind.MONTH, (2026, m, 1), (2026, m, 28)),
            label(f"2026 年 {m} 月", f"{dt.date(2026, m, 1):%B %Y}"),
            label(f"{m} 月", f"{dt.date(2026, m, 1):%b}"),
            ids if m == 10 else frozenset(),
        )
        for m in range(1, 11)
    ]
    longer = [
        entry(
            period("2026-Q3", PeriodKind.QUARTER, (2026, 7, 1), (2026, 9, 30)),
            label("2026 年第 3 季度", "Q3 2026"),
            label("三季度", "Q3"),
        ),
        entry(
            period("2026", PeriodKind.YEAR, (2026, 1, 1), (2026, 12, 31)),
            label("2026 年", "2026"),
            label("2026 年", "2026"),
        ),
    ]
    name = label("青禾超市", "Qinghe Supermarkets")
    retail = QuestionnaireEntry(
        id="retail", title=label("门店顾客满意度", "Shopper satisfaction"), short=label("门店顾客", "Shoppers"), organisation=name, units=tuple(units), periods=tuple(months + longer),
        items=tuple(ItemEntry(id=f"q{i[0]}", number=i[0], label=label(i[1], i[2])) for i in sorted((*ITEMS, QUEUE, AISLE), key=lambda i: int(i[0]))),
    )  # fmt: skip
    others = tuple(
        QuestionnaireEntry(
            id=id_,
            title=label(zh, en),
            short=label(short, short_en),
            organisation=name,
            units=(UnitEntry(id="all", name=name, kind="", parent=None, depth=0),),
            periods=(),
        )
        for id_, zh, en, short, short_en in (
            ("supplier", "供货客户满意度", "Customer satisfaction", "供货客户", "Customers"),
            ("staff", "员工意见", "Staff survey", "员工", "Staff"),
        )
    )
    return SiteMap(
        name=label("青禾超市满意度", "Qinghe satisfaction"),
        languages=LANGUAGES,
        questionnaires=(retail, *others),
        sample=True,
    )


def front(report: Report, sitemap: SiteMap, study: Path) -> str:
    """Print the first page of a report."""
    return next(iter(pages.render_report(report, sitemap, study)))[1]
