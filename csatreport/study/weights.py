"""How a sample is to stand for the people it was drawn from: ``weights:`` of a questionnaire."""

from enum import StrEnum

from csatreport.study.names import ITEM_ID, PLAIN
from csatreport.study.yaml.block import Block, Key
from csatreport.study.yaml.declared import block_of, key, settings
from csatreport.study.yaml.groups import ListOf, MapOf
from csatreport.study.yaml.shapes import Number


class WeightKind(StrEnum):
    """Where weights come from."""

    COLUMN = "column"
    """Design weights that stand with the answers."""
    STRATA = "strata"
    """Post-stratification by groups of known size."""
    MARGINS = "margins"
    """Raking to several margins."""


_PEOPLE = MapOf(keys=PLAIN, of=Number(low=0, high=1_000_000_000))


@settings(
    name="margin",
    title="An entry of `margins`",
    doc="One margin to be met.",
    example="{item: gender, shares: {F: 52, M: 48}}",
)
class Margin:
    """How people are parted by a background item: number or share by option code."""

    item: str = key(ITEM_ID, "The closed background item that parts people.", example="gender")
    people: tuple[tuple[str, float], ...] = key(
        _PEOPLE, "Shares or numbers of people by option code; only their proportion counts.",
        name="shares", example="{F: 52, M: 48}",
    )  # fmt: skip


_STRATA = Block(
    name="strata",
    title="`strata` of `weights`",
    doc="Groups whose size among all people is known: each gets the weight it has there.",
    keys=(
        block_of(Margin).keys[0],
        Key(
            name="counts", shape=_PEOPLE, required=True, example="counts: {F: 5200, M: 4800}",
            doc="How many people there are, by option code.",
        ),
        Key(
            name="collapse", shape=ListOf(of=ListOf(of=PLAIN, example="[F, M]")), default="none",
            example="collapse: [[young, middle]]",
            doc="Which two strata are joined, in this order, where one has fewer than two answers.",
        ),
    ),
)  # fmt: skip
"""One margin that is told in people, with what only it can have."""


@settings(
    name="weights", doc="How answers are weighted: by one of `column`, `strata` and `margins`."
)
class Weights:
    """How answers are weighted: one margin for strata, several for raking, none for a column."""

    kind: WeightKind
    column: str = key(
        PLAIN, "The header of the column with design weights.", default="", example="WEIGHT"
    )
    _strata = Key(
        name="strata", shape=_STRATA, default="none",
        example="strata: {item: gender, counts: {F: 5200, M: 4800}}",
        doc="Post-stratification: groups of known size.",
    )  # fmt: skip
    margins: tuple[Margin, ...] = key(
        ListOf(of=block_of(Margin)), "Raking: several margins that are met together.",
        default=(), example="[{item: gender, shares: {F: 52, M: 48}}]",
    )  # fmt: skip
    cap: float = key(
        Number(low=1, high=100), "The largest weight raking may give, in mean weights.",
        default=5.0, example="5",
    )  # fmt: skip
    collapse: tuple[tuple[str, str], ...] = ()
