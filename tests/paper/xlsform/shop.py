"""A study made up for tests: every kind of question that a form for tablets may ask."""

from pathlib import Path

from tests.folders import QINGHE, lay

SHOP = """\
id: shop
title: {zh-Hans: 顾客调查, en: Shoppers}
every: month
intro: {zh-Hans: 感谢您抽出三分钟。, en: Thank you.}
units: units/shop.csv
columns: {unit: 门店, date: 日期}
scales:
  satisfied:
    options:
      - {code: A, label: {zh-Hans: 满意, en: Satisfied}, points: 3, valence: good}
      - {code: B, label: {zh-Hans: 一般, en: So so}, points: 1.5, valence: neutral}
      - {code: C, label: {zh-Hans: 不满意, en: Dissatisfied}, points: 0, valence: bad}
    not_applicable: {zh-Hans: 没用过, en: Never used}
follow_up: {options: bad, text: {zh-Hans: 请写明原因, en: Tell us why}}
sections:
  - id: main
    title: {zh-Hans: 服务, en: Service}
    items:
      - {id: staff, text: {zh-Hans: 您对店员满意吗？, en: How was our staff?}, label: {zh-Hans: 店员, en: Staff}, scale: satisfied}
      - {id: queue, text: {zh-Hans: 排队让您不快吗？, en: Was queueing a bother?}, scale: satisfied, reversed: true}
      - {id: again, kind: rating, role: recommend, low: 0, high: 10, text: {zh-Hans: 您会推荐吗？, en: Recommend?},
         ends: {low: {zh-Hans: 一定不会, en: Never}, high: {zh-Hans: 一定会, en: Surely}}}
      - {id: member, kind: yesno, role: background, text: {zh-Hans: 您是会员吗？, en: Member?}}
  - id: more
    items:
      - {id: why, kind: several, picks: 2, text: {zh-Hans: 来店原因, en: Why here?},
         options: [{code: N1, label: {zh-Hans: 离家近, en: Near}}, {code: P1, label: {zh-Hans: 价格低, en: Cheap}}, {code: Q1, label: {zh-Hans: 质量, en: Quality}}]}
      - {id: top, kind: ranked, picks: 2, text: {zh-Hans: 最看重什么, en: What counts?},
         options: [{code: P, label: {zh-Hans: 价格, en: Price}}, {code: Q, label: {zh-Hans: 质量, en: Quality}}, {code: R, label: {zh-Hans: 近, en: Near}}]}
      - {id: order, kind: ranked, text: {zh-Hans: 请排序, en: Put in order},
         options: [{code: P, label: {zh-Hans: 价格, en: Price}}, {code: Q, label: {zh-Hans: 质量, en: Quality}}]}
      - {id: rivals, kind: ranked, picks: 2, role: comment, text: {zh-Hans: 还去哪些店, en: Other shops}}
      - {id: age, kind: number, low: 0, high: 120, unit: {zh-Hans: 岁, en: years}, text: {zh-Hans: 年龄, en: Age}}
      - {id: since, kind: date, text: {zh-Hans: 何时入会, en: Since when?}}
      - {id: phone, kind: text, role: detail, personal: true, text: {zh-Hans: 电话, en: Phone}}
      - {id: say, kind: text, text: {zh-Hans: 意见, en: Comments}}
"""


def make_study(folder: Path) -> Path:
    return lay(folder, QINGHE | {"config/questionnaires/shop.yaml": SHOP})
