"""Files of a study written into a folder: what every small study of the tests is made with."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

QINGHE = {
    "config/study.yaml": "name: {zh-Hans: 青禾超市, en: Qinghe}\nlanguages: [zh-Hans, en]\n",
    "config/units/shop.csv": "id,name,parent\nall,青禾超市,\nS001,人民路店,all\nS002,柳树路店,all\n",
}
"""A company of two shops, made up for tests, without a questionnaire."""


def lay(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write files by their path below a folder, and return the folder."""
    for path, content in files.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder
