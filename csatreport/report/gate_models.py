"""What may be shown of models over anonymous answers: what moves together with the whole.

A share of R-squared, or a correlation, says nothing about one answer among many; but among few, or
where all gave the same answer, it might. So it is shown for the whole company, from as many
complete answers as two questions about people are crossed from, and only where the spread of every
answer in it may be shown. A unit far below the others is not named: it would have to stand with
figures of a small group.
"""

from __future__ import annotations

from csatreport.measures.drivers import Candidate, Drivers
from csatreport.measures.grid import Topic
from csatreport.report.gate_items import ItemGate
from csatreport.survey.model import Item

MANY = 50
"""Models are shown from so many anonymous answers on."""


def shown_drivers(gate: ItemGate, found: Drivers | None) -> Drivers | None:
    """Return the drivers where they may be shown."""
    if found is None or found.n < MANY or found.n < found.needed:
        return None
    parts: list[Candidate] = [found.outcome, *(driver.of for driver in found.found)]
    return None if any(_closed(gate, one) for one in parts) else found


def _closed(gate: ItemGate, one: Candidate) -> bool:
    topic = Topic.COUNTS if isinstance(one, Item) else Topic.DEVIATION
    return gate.why(topic, one.series) is not None
