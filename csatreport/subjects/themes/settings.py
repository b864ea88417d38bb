"""What comments may be about: themes, known by words in Chinese and English."""

from __future__ import annotations

from csatreport.base.label import Label
from csatreport.study.edition import Edition
from csatreport.study.format.own import OwnSettings
from csatreport.study.names import ITEM_ID, LABEL, PLAIN
from csatreport.study.reading.items import note_duplicates
from csatreport.study.yaml.block import Fields
from csatreport.study.yaml.declared import block_of, key, once, settings
from csatreport.study.yaml.groups import ListOf
from csatreport.study.yaml.shapes import Flag
from csatreport.study.yaml.written import Problems


@settings(
    name="theme",
    title="A theme (`themes`)",
    example="{id: queue, label: {zh-Hans: 排队, en: Queues}, words: [排队, 收银慢, queue*]}",
)
class Theme:
    """What comments may be about, known by words in Chinese and English."""

    id: str = key(ITEM_ID, "queue")
    """Small letters, digits and _, unique among the themes."""
    label: Label = key(LABEL, "{zh-Hans: 排队, en: Queues}")
    """The theme's name."""
    words: tuple[str, ...] = key(
        ListOf(PLAIN),
        "[排队, 收银慢, queue*]",
        made=lambda words: once(tuple(word for word in words if word.strip(" *"))),
    )
    """Phrases, capitals or not. Chinese ones are found anywhere; English ones as whole words, with
    `*` at the end for any ending."""
    besides: tuple[str, ...] = key(ListOf(PLAIN), "[排队买票]", default=(), made=once)
    """Phrases in which a word means something else; what lies in them is passed over."""
    negated: bool = key(Flag(), "true", default=False)
    """Whether a word counts after a negation too (“not rude”, “没有排队”)."""


@settings(name="questionnaire")
class ThemeSettings(OwnSettings):
    """What comments are sorted by."""

    behind = "pairs"
    themes: tuple[Theme, ...] = key(
        ListOf(block_of(Theme)), "[{id: queue, label: 排队, words: [排队, queue*]}]", default=()
    )
    """What comments and reasons are sorted by and counted."""

    def checked(self, fields: Fields, edition: Edition, problems: Problems) -> ThemeSettings:  # noqa: ARG002
        """Note themes of one id, and those without a word that could be found."""
        blocks = fields.blocks("themes")
        note_duplicates(blocks, problems)
        for block, theme in zip(blocks, self.themes, strict=True):
            if "words" in block and not theme.words:
                problems.add("C310", block.place("words"), id=theme.id)
        return self
