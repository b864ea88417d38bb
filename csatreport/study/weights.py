"""How a sample is to stand for the people it was drawn from: ``weights:`` of a questionnaire."""

from enum import StrEnum
from typing import ClassVar

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
    name="margin", title="An entry of `margins`", example="{item: gender, shares: {F: 52, M: 48}}"
)
class Margin:
    """One margin to be met.

    It says how people are parted by a background item: number or share by option code.
    """

    item: str = key(ITEM_ID, "gender")
    """The closed background item that parts people."""
    people: tuple[tuple[str, float], ...] = key(_PEOPLE, "{F: 52, M: 48}", name="shares")
    """Shares or numbers of people by option code; only their proportion counts."""


_STRATA = Block(
    name="strata",
    title="`strata` of `weights`",
    doc="Groups whose size among all people is known: each gets the weight it has there.",
    keys=(
        block_of(Margin).keys[0],
        Key(
            name="counts", shape=_PEOPLE, required=True, example="counts: {F: 5200, M: 4800}",
            said="How many people there are, by option code.",
        ),
        Key(
            name="collapse", shape=ListOf(ListOf(PLAIN, example="[F, M]")), default="none",
            example="collapse: [[young, middle]]",
            said="Which two strata are joined, in this order, where one has fewer than two "
            "answers.",
        ),
    ),
)  # fmt: skip
"""One margin that is told in people, with what only it can have."""


@settings(name="weights")
class Weights:
    """How answers are weighted: by one of `column`, `strata` and `margins`.

    There is one margin for strata, several for raking, none for a column.
    """

    kind: WeightKind
    column: str = key(PLAIN, "WEIGHT", default="")
    """The header of the column with design weights."""
    _strata: ClassVar[object] = key(
        _STRATA, "{item: gender, counts: {F: 5200, M: 4800}}", says="none"
    )
    """Post-stratification: groups of known size."""
    margins: tuple[Margin, ...] = key(
        ListOf(block_of(Margin)), "[{item: gender, shares: {F: 52, M: 48}}]", default=()
    )
    """Raking: several margins that are met together."""
    cap: float = key(Number(low=1, high=100), "5", default=5.0)
    """The largest weight raking may give, in mean weights."""
    collapse: tuple[tuple[str, str], ...] = ()
