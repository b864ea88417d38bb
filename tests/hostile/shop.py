"""A study of one question, and a workbook of one answer to it, for files that mean harm."""

from __future__ import annotations

import os
import zipfile
from io import BytesIO
from pathlib import Path

import xlsxwriter

from tests.folders import lay

LONG = int(os.environ.get("CSATREPORT_FUZZ", "40"))
SHOP = """\
id: shop
title: Shop
every: month
units: shop.csv
sections:
  - id: main
    items:
      - {id: q1, text: Goods, options: [{code: A, label: a, points: 1, valence: good}, {code: B, label: b, points: 0, valence: bad}]}
"""


def make_shop(
    folder: Path, shop: str = SHOP, units: str = "id,name,parent\nall,All,\nS1,One,all\n"
):
    files = {"study.yaml": "name: Q\n", "questionnaires/shop.yaml": shop, "shop.csv": units}
    lay(folder / "config", files)
    return folder


def workbook_of(more: dict[str, bytes]) -> bytes:
    """Make a workbook of one answer, with further entries in its archive."""
    stream = BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["unit", "q1"])
        sheet.write_row(1, 0, ["S1", "A"])
    with zipfile.ZipFile(stream, "a") as archive:
        for name, content in more.items():
            archive.writestr(name, content)
    return stream.getvalue()
