"""Write the tables of all keys into docs/configuration.md, from the format the reader uses.

Run it after a change of the format: ``python scripts/write_key_reference.py``.
"""

from __future__ import annotations

import re
from pathlib import Path

from csatreport.study.format.schema import blocks_of, formats
from csatreport.study.yaml.block import Block, Key
from csatreport.subjects.study import own_settings

PAGE = Path(__file__).resolve().parents[1] / "docs" / "configuration.md"
BEGIN = "<!-- reference: written by scripts/write_key_reference.py -->"
END = "<!-- end of reference -->"

FILES = {
    "study": "study.yaml",
    "questionnaire": "questionnaires/*.yaml",
    "units": "units/*.yaml",
    "mapping": "mappings/*.yaml",
    "register": "registers/*.yaml",
}


def compose_reference() -> str:
    """Return the tables of every file as Markdown."""
    found = formats(own_settings())
    return "\n".join(part for kind in FILES for part in _file(FILES[kind], found[kind]))


def with_reference(page: str) -> str:
    """Return the page with its tables written anew."""
    before, rest = page.split(BEGIN)
    _, after = rest.split(END)
    return f"{before}{BEGIN}\n\n{compose_reference()}\n{END}{after}"


def _file(file: str, root: Block) -> list[str]:
    parts = [f"### `config/{file}`", ""]
    for block in blocks_of(root):
        if block is not root:
            parts += [f"#### {block.title or f'`{block.name}`'}", "", block.doc, ""]
        parts += [
            "| key | meaning | default | example |",
            "|---|---|---|---|",
            *(_row(key) for key in block.keys),
            "",
        ]
    return parts


def _row(key: Key) -> str:
    name = f"**`{key.name}`**" if key.required else f"`{key.name}`"
    kinds = f" For {', '.join(sorted(key.kinds))}." if key.kinds else ""
    cells = (name, key.doc + kinds, key.default, f"`{key.example}`")
    return "| " + " | ".join(re.sub(r"(?<!\\)\|", r"\\|", cell) for cell in cells) + " |"


if __name__ == "__main__":
    PAGE.write_text(with_reference(PAGE.read_text("utf-8")), "utf-8", newline="\n")
