"""By when complaints must be answered, which are appeals, when a cause is supervised, and rates."""

from typing import Self

from csatreport.study.edition import Edition
from csatreport.study.format.own import OwnSettings
from csatreport.study.names import PLAIN
from csatreport.study.register import RegisterKind
from csatreport.study.yaml.block import Fields
from csatreport.study.yaml.declared import key, settings
from csatreport.study.yaml.groups import ListOf
from csatreport.study.yaml.shapes import Number
from csatreport.study.yaml.written import Problems, choices

_COMPLAINTS = {RegisterKind.COMPLAINTS}
_DAYS = Number(low=0, high=3650, whole=True)


@settings(name="register")
class ComplaintRule(OwnSettings):
    """How complaints are judged. Days are counted from the day of receipt."""

    behind = "causes"
    answer_days: int | None = key(_DAYS, "2", default=None, says="no deadline", kinds=_COMPLAINTS)
    """Within so many days a complaint must have its first answer."""
    resolve_days: int | None = key(
        _DAYS, "10", default=None, says="`due` of each complaint", kinds=_COMPLAINTS
    )
    """Within so many days it must be resolved, where it has no `due` of its own."""
    escalations: tuple[str, ...] = key(ListOf(PLAIN), "[appeal]", default=(), kinds=_COMPLAINTS)
    """The channels that are appeals to a higher body; they are counted apart."""
    per: float = key(Number(low=1, high=1_000_000), "1000", default=1000.0, kinds=_COMPLAINTS)
    """Rates are told for so many customers or receipts."""
    times: int = key(Number(low=2, high=1000, whole=True), "3", default=3, kinds=_COMPLAINTS)
    """A cause that comes up so often within `window` is supervised."""
    window: int = key(Number(low=1, high=3650, whole=True), "90", default=90, kinds=_COMPLAINTS)
    """In so many days, up to the end of the period."""
    back: int = key(Number(low=1, high=3650, whole=True), "60", default=60, kinds=_COMPLAINTS)
    """A cause is back if it comes up within so many days after a closure."""
    iceberg: float = key(Number(low=1, high=1000), "25", default=25.0, kinds=_COMPLAINTS)
    """How many dissatisfied customers one complaint is assumed to stand for."""

    def checked(self, fields: Fields, edition: Edition, problems: Problems) -> Self:  # noqa: ARG002
        """Note deadlines in the wrong order, and appeals through a channel that has no code."""
        answer, resolve = self.answer_days, self.resolve_days
        if answer is not None and resolve is not None and answer > resolve:
            problems.add("C326", fields.place("answer_days"), answer=answer, resolve=resolve)
        codes = {entry.name: entry.value for entry in fields.entries("codes")}.get("channel")
        channels = tuple(str(one.value) for one in codes) if isinstance(codes, tuple) else ()
        for name in self.escalations:
            if channels and name not in channels:
                place = fields.place("escalations")
                problems.add("C327", place, channel=name, **choices(name, channels))
        return self
