"""Where the levels of the five gaps come from: questionnaires, declared figures, registers."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain

from csatreport.study.edition import Edition, Node
from csatreport.study.format.own import OwnSettings
from csatreport.study.item import Role
from csatreport.study.model import Questionnaire
from csatreport.study.names import ITEM_ID, PERCENT, PLAIN, QUESTIONNAIRE_ID
from csatreport.study.policy import Audience
from csatreport.study.yaml.block import Fields
from csatreport.study.yaml.declared import block_of, key, once, settings
from csatreport.study.yaml.groups import Either, ListOf, MapOf
from csatreport.study.yaml.written import Problems, Written, choices

_ASKED = ("managers", "standards")
"""The keys that can name another questionnaire."""
_BY_DIMENSION = ("standards", "delivered", "promises")


@settings(name="five_gaps")
class FiveGapsRule:
    """Where the levels of the five gaps come from, beside the form that customers fill in.

    A source that is not named leaves its gaps unmeasured. Questionnaires are linked by the ids of
    their dimensions.
    """

    managers: str = key(QUESTIONNAIRE_ID, "managers", default="", says="not measured")
    """The questionnaire that asks managers what customers expect. Its index has dimensions of the
    same ids."""
    standards: str | tuple[tuple[str, float], ...] = key(
        Either((QUESTIONNAIRE_ID, MapOf(keys=ITEM_ID, of=PERCENT))),
        "{reliability: 95, tangibles: 85}",
        default="",
        says="not measured",
    )
    """The standard of service that holds inside: the questionnaire that asks staff what is demanded
    of them, or a level from 0 to 100 for each dimension."""
    delivered: tuple[tuple[str, tuple[str, ...]], ...] = key(
        MapOf(keys=ITEM_ID, of=ListOf(PLAIN, example="[till, stock]")),
        "{reliability: [till, stock], tangibles: [looks]}",
        default=(),
        says="sections that are called like the dimension",
    )
    """The sections of the inspections that tell what is delivered in a dimension."""
    promises: tuple[tuple[str, tuple[str, ...]], ...] = key(
        MapOf(keys=ITEM_ID, of=ListOf(PLAIN, example="[delivery]")),
        "{reliability: [delivery], responsiveness: [call_back]}",
        default=(),
        says="promises that are called like the dimension",
    )
    """The kinds of promises, in the register of promises, that belong to a dimension."""

    @property
    def declared(self) -> Mapping[str, float]:
        """The levels that are set as the standard; none where staff are asked."""
        return {} if isinstance(self.standards, str) else dict(self.standards)

    @property
    def staff(self) -> str:
        """The questionnaire that asks for the standard; "" for none."""
        return self.standards if isinstance(self.standards, str) else ""


@settings(name="questionnaire")
class FiveGapsSettings(OwnSettings):
    """Where the levels of the five gaps come from; None where nothing was said."""

    behind = "pairs"
    five_gaps: FiveGapsRule | None = key(
        block_of(FiveGapsRule),
        "{managers: managers, standards: staff-standards}",
        default=None,
        says="none",
    )
    """The sources of the five gaps between what customers expect and what they get, for the chapter
    on the five gaps. Customers' answers to this questionnaire must not be anonymous; those of
    managers and staff may be."""

    @property
    def named(self) -> tuple[str, ...]:
        """The questionnaires of managers and staff."""
        rule = self.five_gaps
        return once(tuple(filter(None, (rule.managers, rule.staff)))) if rule is not None else ()

    def checked(self, fields: Fields, edition: Edition, problems: Problems) -> FiveGapsSettings:
        """Note that expectations are not asked for, and what belongs to no dimension or to two."""
        block = fields.block("five_gaps")
        if block is None or self.five_gaps is None:
            return self
        if not edition.with_role(Role.EXPECTATION):
            problems.add("C372", fields.names["five_gaps"])
        if fields.values.get("anonymous"):
            problems.add("C373", fields.names["five_gaps"])
        ids = [one.id for one in dimensions(edition)]
        for given in chain.from_iterable(map(block.entries, _BY_DIMENSION)):
            if edition.index is not None and given.name not in ids:
                node = given.name_node or given.node
                problems.add("C374", node, id=given.name, **choices(given.name, ids))
        for where in ("delivered", "promises"):
            _note_twice(block, where, problems)
        return self

    def among(
        self, fields: Fields, mine: Questionnaire, others: Mapping[str, Questionnaire],
        problems: Problems,
    ) -> None:  # fmt: skip
        """Note questionnaires that are not there, or cannot be set beside this one."""
        block = fields.block("five_gaps")
        for where in _ASKED if block is not None else ():
            if block is not None and (name := block.text(where)):
                _check_asked(name, block.place(where), mine, others, problems)


def dimensions(edition: Edition) -> tuple[Node, ...]:
    """Return the branches just below the index: what links the questionnaires."""
    return edition.index.children if edition.index is not None else ()


def _note_twice(block: Fields, where: str, problems: Problems) -> None:
    first: dict[str, Written] = {}
    for given in block.entries(where):
        for one in given.value if isinstance(given.value, tuple) else ():
            name = str(one.value)
            if name in first:
                problems.add("C234", one.node, id=name, first=problems.source(first[name]).line)
            first.setdefault(name, one.node)


def _check_asked(
    name: str, node: Written, mine: Questionnaire, others: Mapping[str, Questionnaire],
    problems: Problems,
) -> None:  # fmt: skip
    known = [one for one in others if one != mine.id]
    if name not in known:
        problems.add("C201", node, id=name, **choices(name, known))
        return
    ids = [one.id for one in dimensions(mine.newest)]
    indexed = all(one.newest.index is not None for one in (mine, others[name]))
    if indexed and not set(ids) & {one.id for one in dimensions(others[name].newest)}:
        problems.add("C370", node, id=name, dimensions=", ".join(ids))
    open_to_all = mine.reporting.company is Audience.OPEN
    if open_to_all and others[name].reporting.company is not Audience.OPEN:
        problems.add("C371", node, id=name)
