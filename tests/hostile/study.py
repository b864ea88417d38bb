"""A study whose every text is an attack: labels of all kinds, names of units, words of people.

The fields are found by the format itself: a new key with a text for people fails a test until this
study uses it.
"""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path

import yaml

from csatreport.study.format.schema import blocks_of, formats
from csatreport.study.yaml.block import Block
from csatreport.study.yaml.shapes import LabelText
from csatreport.subjects.study import own_settings

ROOT = Path(__file__).parent.parent.parent
ATTACKS = (
    "<script>window.hit = 1</script>",
    "\"'><img src=x onerror=window.hit=1>",
    "<svg onload=window.hit=1><script>window.hit=1</script></svg>",
    "</style><style>body{display:none}</style></title></script>",
    "<a href=javascript:window.hit=1>[click](javascript:window.hit=1) **bold**</a>",
    "{{ 7*191 }}{% include '/etc/passwd' %}{# gone #}",
    "<link rel=attachment href=file:///etc/passwd><a rel=attachment href=file:///etc/passwd>",
    "<style>@import url(http://evil.invalid/a.css); body{background:url(file:///etc/passwd)}</style>",
    "<iframe src=http://evil.invalid></iframe><object data=file:///etc/passwd></object>",
    "=cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "&lt;b&gt;&#x3C;script&#x3E;]]>",
    "\u202ednuora\u202c zero\u200bwidth \u2067\u05d0\u05d1\u05d2",
    "𠮷野家 <b>",
    "no font has \U0010fffd",
    "\u200b=1+1",
)
MORE_ITEMS = (
    {"id": "recommend", "kind": "rating", "text": "", "low": 0, "high": 10,
     "good": [9, 10], "bad": [0, 1], "follow_up": False, "ends": {"low": "", "high": ""}},
)  # fmt: skip
"""What the sample's form does without."""
PAIRS = {"competitor": ""}
TREND = {"rebase": [{"begins": "2026-10", "decided": "2026-10-31", "reason": ""}]}


def write_study(folder: Path) -> Path:
    """Write the sample's shopper survey with attacks in place of all texts, one month, 60 rows."""
    attacks = cycle(ATTACKS)
    labels = label_keys()
    source = ROOT / "config"
    form = yaml.safe_load((source / "questionnaires/retail.yaml").read_text("utf-8"))
    form["sections"][-1]["items"] += [dict(item) for item in MORE_ITEMS]
    paper = {**form["form"], "thanks": "", "address": ""}
    attacked = _attacked({**form, "trend": TREND, "pairs": PAIRS, "form": paper}, labels, attacks)
    study = {"name": next(attacks), "languages": ["en", "zh-Hans"], "whole": {"en": next(attacks)}}
    (folder / "config/questionnaires").mkdir(parents=True)
    (folder / "config/units").mkdir()
    # JSON is YAML, and quotes whatever needs to be.
    _write(folder / "config/study.yaml", json.dumps(study, ensure_ascii=False))
    _write(folder / "config/questionnaires/retail.yaml", json.dumps(attacked, ensure_ascii=False))
    _units(source / "units/retail.csv", folder / "config/units/retail.csv", attacks)
    _answers(folder / "data/retail/2026-10.csv", attacks)
    return folder


def label_keys() -> set[str]:
    """Return every key that takes a text for people."""
    return {
        key.name
        for name, top in formats(own_settings()).items()
        if name in {"study", "questionnaire", "units"}
        for block in blocks_of(top)
        if isinstance(block, Block)
        for key in block.keys
        if isinstance(key.shape, LabelText)
    }


def _attacked(value: object, labels: set[str], attacks: Iterator[str], key: str = "") -> object:
    if key in labels and isinstance(value, (str, dict)):
        return {language: next(attacks) for language in ("zh-Hans", "zh-Hant", "en")}
    if key in {"columns", "reports", "duplicates"}:
        return value
    if key == "unit_kinds" and isinstance(value, dict):
        return {name: next(attacks) for name in value}
    if isinstance(value, dict):
        return {name: _attacked(inner, labels, attacks, name) for name, inner in value.items()}
    if isinstance(value, list):
        return [_attacked(inner, labels, attacks) for inner in value]
    return value


def _units(source: Path, target: Path, attacks: Iterator[str]) -> None:
    with source.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        for column in row:
            if column.startswith("name") or (column == "region" and row[column]):
                row[column] = f"{row['id']} {next(attacks)}"
    _table(target, list(rows[0]), [list(row.values()) for row in rows])


def _answers(target: Path, attacks: Iterator[str]) -> None:
    """Write the newest month's first rows; words of people become attacks."""
    with (ROOT / "data/retail/2026-10.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))[:60]
    heads = list(rows[0])
    for row in rows:
        for head in heads:
            if len(row[head]) > 6 and not row[head][:4].isdigit():
                row[head] = next(attacks)
    _table(target, [*heads, "=HYPERLINK(1)", "<script>"], [[*r.values(), "", ""] for r in rows])


def _table(target: Path, heads: list[str], rows: list[list[str]]) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([heads, *rows])


def _write(target: Path, text: str) -> None:
    target.write_text(text, encoding="utf-8")


def remove(folder: Path) -> None:
    """Take the study away again."""
    shutil.rmtree(folder, ignore_errors=True)
