"""A small sound study, and a way to write it down with something changed."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.folders import lay

STUDY = """\
name: {zh-Hans: 青禾, en: Qinghe}
languages: [zh-Hans, en]
rounds:
  - {id: r1, label: "2026", from: 2026-05-01, to: 2026-05-31, closes: 2026-06-07}
  - {id: r2, from: 2027-05-01, to: 2027-05-31, closes: 2027-06-07}
questionnaires: [shop]
"""

SHOP = """\
id: shop
title: Shop
every: month
units: units/shop.csv
columns: {id: number, unit: store, date: day}
target:
  - {value: 70}
  - {value: 80, begins: 2026, unit: S1}
follow_up: {options: [C, D]}
scales:
  four:
    options:
      - {code: A, label: Very good, points: 3, valence: good}
      - {code: B, label: Fairly good, points: 2, valence: good}
      - {code: C, label: Fairly bad, points: 1, valence: bad}
      - {code: D, label: Very bad, points: 0, valence: bad}
sections:
  - id: main
    title: {zh-Hans: 店, en: The shop}
    items:
      - {id: q1, text: Goods, scale: four}
      - {id: q2, text: Staff, scale: four}
      - {id: q3, text: Queue, scale: four, follow_up: false}
      - {id: again, text: Again, kind: rating, low: 0, high: 10, role: recommend}
      - {id: seen, text: Seen, kind: yesno}
      - {id: why, text: Why, kind: several, picks: 1, options: [{code: a, label: Near}, {code: b, label: Far}]}
      - {id: age, text: Age, kind: number, low: 0, high: 120, unit: years}
      - {id: own, text: Comments, kind: text}
      - {id: who, text: Surveyor, kind: text, role: detail, personal: true}
index:
  dimensions:
    - {id: goods, label: Goods, items: [q1]}
    - {id: people, label: People, items: [q2, q3, seen]}
"""

UNITS = """\
id,name,name@en,parent,kind,region,population
all,青禾,Qinghe,,,,
S1,一店,One,all,,,36
S2,二店,Two,all,,,24
"""

MAPPING = """\
questionnaire: shop
files: "old*.csv"
period: 2026-03
columns: {Q1: q1, Q1W: q1?, NR: id, WHERE: unit}
values: {"9": blank, "1": A}
items: {q1: {values: {"8": not_applicable}}}
date_format: "%d.%m.%Y"
"""

FILES = {
    "config/study.yaml": STUDY,
    "config/questionnaires/shop.yaml": SHOP,
    "config/units/shop.csv": UNITS,
    "config/mappings/old.yaml": MAPPING,
}

Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write the small study, with files changed or added, and return its folder."""

    def writer(changed: dict[str, str | bytes] | None = None) -> Path:
        return lay(tmp_path, {**FILES, **(changed or {})})

    return writer


@pytest.fixture
def shop() -> str:
    """The small questionnaire."""
    return SHOP
