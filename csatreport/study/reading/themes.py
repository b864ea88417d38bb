"""Reads the themes of comments."""

from __future__ import annotations

from csatreport.study.models import Theme
from csatreport.study.reading.items import note_duplicates
from csatreport.study.yaml.block import Fields
from csatreport.study.yaml.declared import read_settings
from csatreport.study.yaml.written import Problems


def read_themes(fields: Fields, problems: Problems) -> tuple[Theme, ...]:
    """Return the themes in their order; one without a word that could be found is noted."""
    blocks = fields.blocks("themes")
    note_duplicates(blocks, problems)
    found = tuple(read_settings(Theme, block) for block in blocks)
    for block, theme in zip(blocks, found, strict=True):
        if "words" in block and not theme.words:
            problems.add("C310", block.place("words"), id=theme.id)
    return found
