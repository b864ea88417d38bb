"""Reads the themes of comments."""

from __future__ import annotations

from csatreport.label import Label
from csatreport.survey.block import Fields
from csatreport.survey.items import note_duplicates
from csatreport.survey.policy import Theme
from csatreport.survey.written import Problems


def read_themes(fields: Fields, problems: Problems) -> tuple[Theme, ...]:
    """Return the themes in their order; one without a word that could be found is noted."""
    blocks = fields.blocks("themes")
    note_duplicates(blocks, problems)
    found: list[Theme] = []
    for block in blocks:
        words = tuple(dict.fromkeys(block.texts("words")))
        if "words" in block and not any(word.strip(" *") for word in words):
            problems.add("C310", block.place("words"), id=block.text("id") or "")
        found.append(
            Theme(
                id=block.text("id") or "",
                label=block.label("label") or Label(),
                words=tuple(word for word in words if word.strip(" *")),
                besides=tuple(dict.fromkeys(block.texts("besides"))),
                negated=block.flag("negated") or False,
            )
        )
    return tuple(found)
