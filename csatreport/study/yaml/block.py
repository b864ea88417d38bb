"""Blocks: maps whose keys are known, and the typed view of what one of them says."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from csatreport.base.label import Label
from csatreport.study.yaml.groups import Compound, GivenEntry
from csatreport.study.yaml.shapes import Schema, Shape
from csatreport.study.yaml.written import (
    Problems,
    Written,
    WrittenList,
    WrittenMap,
    WrittenText,
    choices,
    clip,
)

_T = TypeVar("_T")


@dataclass(frozen=True, kw_only=True)
class Key:
    """One key of a block. ``kinds`` limits it to the kinds of item or register that it is for."""

    name: str
    shape: Shape
    said: str | Callable[[], str]
    """Its sentence in the reference, or what finds it."""
    required: bool = False
    default: str = ""
    """What holds where the key is not given, in words."""
    example: str = ""
    kinds: frozenset[StrEnum] = frozenset()

    @property
    def doc(self) -> str:
        """What it is for, in a sentence."""
        return self.said if isinstance(self.said, str) else self.said()

    def read(self, node: Written, problems: Problems) -> object:
        """Return what its shape reads, noting faults with the key's example."""
        return self.shape.like(self.example).read(node, self.name, problems)


@dataclass(frozen=True, kw_only=True)
class Fields:
    """What one block says. A getter returns None (or the default) where the key is not given."""

    node: Written
    values: Mapping[str, object]
    nodes: Mapping[str, Written]
    names: Mapping[str, Written]
    """The key nodes."""
    faulty: frozenset[str]
    """Unknown keys, and keys with an error in their value at any depth: the rest of the block may
    mean something else than it seems to."""
    made: type | None = None
    """The class of settings that the block is declared as, if it is."""

    def __contains__(self, key: str) -> bool:
        return key in self.values

    def place(self, key: str) -> Written:
        """Return where a key's value stands; the block's own place if it is not given."""
        return self.nodes.get(key, self.node)

    def _value(self, key: str, kind: type[_T]) -> _T | None:
        value = self.values.get(key)
        return value if isinstance(value, kind) else None

    def text(self, key: str) -> str | None:
        """Return a text."""
        return self._value(key, str)

    def number(self, key: str) -> float | None:
        """Return a number."""
        return self._value(key, float)

    def whole(self, key: str) -> int | None:
        """Return a whole number."""
        number = self._value(key, float)
        return None if number is None else int(number)

    def flag(self, key: str) -> bool | None:
        """Return a truth value."""
        return self._value(key, bool)

    def day(self, key: str) -> dt.date | None:
        """Return a date."""
        return self._value(key, dt.date)

    def label(self, key: str) -> Label | None:
        """Return a label."""
        return self._value(key, Label)

    def block(self, key: str) -> Fields | None:
        """Return a block."""
        return self._value(key, Fields)

    def entries(self, key: str) -> tuple[GivenEntry, ...]:
        """Return the entries of a list or a map with free keys; none if it is not given."""
        return self._value(key, tuple) or ()

    def blocks(self, key: str) -> tuple[Fields, ...]:
        """Return the blocks of a list."""
        return tuple(e.value for e in self.entries(key) if isinstance(e.value, Fields))

    def all_blocks(self, key: str) -> bool:
        """Tell whether every written entry of a list could be read as a block with an id."""
        node = self.nodes.get(key)
        written = node.items if isinstance(node, WrittenList) else ()
        return len(written) == sum(block.text("id") is not None for block in self.blocks(key))

    def texts(self, key: str) -> tuple[str, ...]:
        """Return the texts of a list."""
        return tuple(e.value for e in self.entries(key) if isinstance(e.value, str))


@dataclass(frozen=True, kw_only=True)
class Block(Compound):
    """A map with known keys; ``name`` is its name in the JSON Schema.

    ``title`` stands over it in the reference of all keys, where that is more than its name.
    """

    name: str
    doc: str
    keys: tuple[Key, ...]
    title: str = ""
    made: type | None = None

    def fits(self, node: Written) -> bool:
        """A map."""
        return isinstance(node, WrittenMap)

    def read(self, node: Written, key: str, problems: Problems) -> Fields | None:
        """Return what the block says; every unknown, missing or unusable key is noted."""
        if not isinstance(node, WrittenMap):
            self._not_a_block(node, key, problems)
            return None
        known = {k.name: k for k in self.keys}
        given = {name.text: (name, value) for name, value in node.entries}
        values: dict[str, object] = {}
        faulty: set[str] = set()
        meant: set[object] = set()
        for text, (name, written) in given.items():
            if text not in known:
                facts = choices(text, tuple(known))
                problems.add("C130", name, key=clip(text), **facts)
                faulty.add(text)
                meant.add(facts.get("nearest"))
            elif not (isinstance(written, WrittenText) and written.nothing):
                before = problems.errors
                value = known[text].read(written, problems)
                if value is not None:
                    values[text] = value
                if problems.errors > before:
                    faulty.add(text)
        self._note_missing(node, given, meant, problems)
        return Fields(
            node=node,
            values=values,
            nodes={text: written for text, (_, written) in given.items()},
            names={text: name for text, (name, _) in given.items()},
            faulty=frozenset(faulty),
            made=self.made,
        )

    def note_foreign(self, fields: Fields, kind: StrEnum, code: str, problems: Problems) -> None:
        """Note, under a code, each key that is given and does nothing for a block of a kind."""
        for key in self.keys:
            if key.kinds and key.name in fields.nodes and kind not in key.kinds:
                facts = {"key": key.name, "kind": str(kind), "kinds": ", ".join(sorted(key.kinds))}
                problems.add(code, fields.names[key.name], **facts)

    def _not_a_block(self, node: Written, key: str, problems: Problems) -> None:
        fullwidth = isinstance(node, WrittenText) and "：" in node.text
        problems.add("C121" if fullwidth else "C138", node, key=key, example=self.example)

    def _note_missing(
        self,
        node: Written,
        given: Mapping[str, tuple[Written, Written]],
        meant: Collection[object],
        problems: Problems,
    ) -> None:
        """Note required keys that are missing, except where a misspelt one was meant for it."""
        for key in self.keys:
            name, written = given.get(key.name, (node, None))
            nothing = isinstance(written, WrittenText) and written.nothing
            if key.required and (written is None or nothing) and key.name not in meant:
                problems.add("C131", name, key=key.name, example=key.example)

    def schema(self) -> Schema:
        """Point to the block's definition."""
        return {"$ref": f"#/definitions/{self.name}"}

    def definition(self) -> Schema:
        """Describe the block in full."""
        required = [key.name for key in self.keys if key.required]
        found: Schema = {
            "type": "object",
            "description": self.doc,
            "properties": {key.name: _described(key) for key in self.keys},
            "additionalProperties": False,
        }
        return found | ({"required": required} if required else {})

    def blocks(self) -> tuple[Shape, ...]:
        """Return the shapes of all keys."""
        return tuple(key.shape for key in self.keys)


def _described(key: Key) -> Schema:
    schema = key.shape.schema()
    # Draft 7 ignores whatever stands beside a reference, so the reference goes one level down.
    if "$ref" in schema:
        schema = {"allOf": [schema]}
    default = f" Default: {key.default}." if key.default else ""
    return {"description": key.doc + default, **schema}
