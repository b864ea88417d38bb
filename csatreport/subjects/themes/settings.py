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
    doc="What comments may be about, known by words in Chinese and English.",
    example="{id: queue, label: {zh-Hans: 排队, en: Queues}, words: [排队, 收银慢, queue*]}",
)
class Theme:
    """What a comment may be about."""

    id: str = key(ITEM_ID, "Small letters, digits and _, unique among the themes.", example="queue")
    label: Label = key(LABEL, "The theme's name.", example="{zh-Hans: 排队, en: Queues}")
    words: tuple[str, ...] = key(
        ListOf(of=PLAIN),
        "Phrases, capitals or not. Chinese ones are found anywhere; English ones as whole words, "
        "with `*` at the end for any ending.",
        example="[排队, 收银慢, queue*]",
        made=lambda words: once(tuple(word for word in words if word.strip(" *"))),
    )  # fmt: skip
    besides: tuple[str, ...] = key(
        ListOf(of=PLAIN),
        "Phrases in which a word means something else; what lies in them is passed over.",
        default=(), example="[排队买票]", made=once,
    )  # fmt: skip
    negated: bool = key(
        Flag(), "Whether a word counts after a negation too (“not rude”, “没有排队”).",
        default=False, example="true",
    )  # fmt: skip


@settings(name="questionnaire")
class ThemeSettings(OwnSettings):
    """What comments are sorted by."""

    behind = "pairs"
    themes: tuple[Theme, ...] = key(
        ListOf(of=block_of(Theme)), "What comments and reasons are sorted by and counted.",
        default=(), example="[{id: queue, label: 排队, words: [排队, queue*]}]",
    )  # fmt: skip

    def checked(self, fields: Fields, edition: Edition, problems: Problems) -> ThemeSettings:  # noqa: ARG002
        """Note themes of one id, and those without a word that could be found."""
        blocks = fields.blocks("themes")
        note_duplicates(blocks, problems)
        for block, theme in zip(blocks, self.themes, strict=True):
            if "words" in block and not theme.words:
                problems.add("C310", block.place("words"), id=theme.id)
        return self
