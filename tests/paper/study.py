"""A study with one questionnaire of every item kind, and forms of it."""

from __future__ import annotations

from pathlib import Path

from csatreport.making.tools.forms import find_questionnaire, laid_out
from csatreport.paper.asked import AskedForm
from csatreport.paper.layout import LaidOutForm
from csatreport.study.model import Questionnaire
from tests.folders import lay

STUDY = "name: {zh-Hans: 小店, en: Little shop}\nlanguages: [zh-Hans, zh-Hant, en]\n"
UNITS = (
    "id,name,name@en,parent,kind,region,population\n"
    "all,小店,Shop,,,,\nS1,北店,North,all,,,60\nS2,南店,South,all,,,40\n"
)
QUESTIONNAIRE = """\
id: kinds
title: {zh-Hans: 各种题型, en: All kinds}
intro: {zh-Hans: 谢谢您。, en: Thank you.}
form: {fax: 000-0000, stamp: true, mark: mark.svg}
every: month
units: units.csv
columns: {id: customer_id, name: customer}
reports: {periods: [month]}
follow_up: {options: bad, text: {zh-Hans: 请写明原因, en: Why?}}
scales:
  pleased:
    options:
      - {code: A, label: {zh-Hans: 满意, en: Satisfied}, points: 2, valence: good}
      - {code: B, label: {zh-Hans: 一般, en: So-so}, points: 1, valence: neutral}
      - {code: C, label: {zh-Hans: 不满意, en: Dissatisfied}, points: 0, valence: bad}
sections:
  - id: about
    items:
      - {id: customer_id, kind: text, role: detail, text: {zh-Hans: 客户编号, en: Customer number}}
      - {id: customer, kind: text, role: detail, personal: true, text: {zh-Hans: 客户名称, en: Customer}}
      - id: sex
        role: background
        text: {zh-Hans: 性别, en: Sex}
        options: [{code: F, label: {zh-Hans: 女, en: Female}}, {code: M, label: {zh-Hans: 男, en: Male}}]
  - id: shop
    title: {zh-Hans: 本店, en: The shop}
    items:
      - {id: staff, number: 1, text: {zh-Hans: 店员的态度, en: Manner of the staff}, scale: pleased, not_applicable: true}
      - {id: range, number: 2, text: {zh-Hans: 商品的种类, en: Range of goods}, scale: pleased, follow_up: false}
      - {id: price, number: 3, text: {zh-Hans: 商品的价格, en: Prices}, scale: pleased, follow_up: false}
      - {id: again, number: 4, kind: yesno, text: {zh-Hans: 还会再来吗, en: Would you come again?}, follow_up: false}
      - {id: recommend, number: 5, kind: rating, role: recommend, low: 0, high: 10, text: {zh-Hans: 愿意推荐吗, en: Would you recommend us?}, follow_up: false}
      - id: media
        number: 6
        kind: several
        role: background
        text: {zh-Hans: 从哪里知道本店, en: How did you hear of us?}
        options:
          - {code: paper, label: {zh-Hans: 报纸, en: Newspaper}}
          - {code: web, label: {zh-Hans: 网上, en: Web}}
          - {code: friends, label: {zh-Hans: 朋友, en: Friends}}
      - {id: first, number: 7, kind: ranked, picks: 3, role: comment, text: {zh-Hans: 最该改进的三件事, en: Three things to improve}}
      - {id: visits, number: 8, kind: number, role: background, low: 0, high: 99, text: {zh-Hans: 每月来几次, en: Visits a month}}
      - {id: since, number: 9, kind: date, role: background, text: {zh-Hans: 第一次来是哪天, en: Day of the first visit}}
      - {id: words, number: 10, kind: text, role: comment, text: {zh-Hans: 还想说什么, en: Anything else?}}
"""


def make_study(folder: Path, questionnaire: str = QUESTIONNAIRE, **files: str) -> Path:
    """Write the study; ``files`` are further ones by path below it, with ``__`` for a slash."""
    texts = {
        "config/study.yaml": STUDY,
        "config/units.csv": UNITS,
        "config/questionnaires/kinds.yaml": questionnaire,
        **{name.replace("__", "/"): text for name, text in files.items()},
    }
    return lay(folder, texts)


def form_of(
    study: Path, name: str = "kinds", language: str = "zh-Hans", **how: bool
) -> tuple[Questionnaire, LaidOutForm]:
    """Lay the newest edition of a questionnaire out."""
    asked = find_questionnaire(study, name)
    return asked, laid_out(
        AskedForm(study=study, questionnaire=asked, edition=asked.newest, language=language, **how)
    )
