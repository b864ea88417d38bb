"""The format of ``fieldwork:``: what became of those who were asked and did not answer."""

from __future__ import annotations

from csatreport.survey.block import Block, Key
from csatreport.survey.names import PERIOD
from csatreport.survey.shapes import Number

_COUNT = Number(low=0, high=1_000_000_000, whole=True)


def _count(name: str, example: int, doc: str) -> Key:
    return Key(name=name, shape=_COUNT, default="0", example=f"{name}: {example}", doc=doc)


FIELDWORK = Block(
    name="fieldwork",
    doc="What became of those who were asked in a period and did not answer, by AAPOR's classes.",
    example="{period: 2026-10, refused: 12, no_contact: 40}",
    keys=(
        Key(
            name="period",
            shape=PERIOD,
            required=True,
            example="period: 2026-10",
            doc="The period, as long as one round of the questionnaire.",
        ),
        _count("refused", 12, "Refused, or broke off at the door."),
        _count("no_contact", 40, "Never reached, though they are known to belong."),
        _count("other", 2, "Not asked for another reason: language, illness."),
        _count("unknown", 10, "Not known whether anybody who belongs was there at all."),
        Key(
            name="eligible",
            shape=Number(low=0, high=1),
            default="1",
            example="eligible: 0.6",
            doc="The part of the unknown that is thought to belong; only response rate 3 uses it.",
        ),
    ),
)
