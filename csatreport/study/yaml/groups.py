"""Shapes made of other shapes: lists, maps with free keys, alternatives."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from csatreport.study.yaml.shapes import Schema, Shape
from csatreport.study.yaml.written import Problems, Written, WrittenList, WrittenMap


@dataclass(frozen=True, kw_only=True)
class GivenEntry:
    """One entry of a list or map: its value and where it stands; ``name`` is a map's key."""

    value: object
    node: Written
    name: str = ""
    name_node: Written | None = None


@dataclass(frozen=True, kw_only=True)
class Compound(Shape):
    """A shape whose messages show how it is written: its own example, else that of its key."""

    example: str = ""

    def like(self, example: str) -> Shape:
        """As its own example says, where it has one."""
        return self if self.example else replace(self, example=example)


@dataclass(frozen=True, kw_only=True)
class ListOf(Compound):
    """A list whose entries have one shape; an empty one says something only where it may."""

    of: Shape = field(kw_only=False)
    may_be_empty: bool = False

    def fits(self, node: Written) -> bool:
        """A list."""
        return isinstance(node, WrittenList)

    def read(self, node: Written, key: str, problems: Problems) -> tuple[GivenEntry, ...] | None:
        """Return the usable entries."""
        if not isinstance(node, WrittenList):
            problems.add("C137", node, key=key, example=self.example)
            return None
        if not node.items and not self.may_be_empty:
            problems.add("C147", node, key=key)
        read = [(self.of.read(item, key, problems), item) for item in node.items]
        return tuple(
            GivenEntry(value=value, node=item) for value, item in read if value is not None
        )

    def schema(self) -> Schema:
        """Say array."""
        return {
            "type": "array",
            "items": self.of.schema(),
            "minItems": 0 if self.may_be_empty else 1,
        }

    def blocks(self) -> tuple[Shape, ...]:
        """Return the entries' shape."""
        return (self.of,)


@dataclass(frozen=True, kw_only=True)
class MapOf(Compound):
    """A map with free keys whose values have one shape."""

    of: Shape
    keys: Shape

    def fits(self, node: Written) -> bool:
        """A map."""
        return isinstance(node, WrittenMap)

    def read(self, node: Written, key: str, problems: Problems) -> tuple[GivenEntry, ...] | None:
        """Return the usable entries with their names."""
        if not isinstance(node, WrittenMap):
            problems.add("C138", node, key=key, example=self.example)
            return None
        found: list[GivenEntry] = []
        for name_node, item in node.entries:
            name = self.keys.read(name_node, key, problems)
            value = self.of.read(item, name_node.text, problems)
            if isinstance(name, str) and value is not None:
                found.append(GivenEntry(value=value, node=item, name=name, name_node=name_node))
        return tuple(found)

    def schema(self) -> Schema:
        """Say object with any keys."""
        return {"type": "object", "additionalProperties": self.of.schema()}

    def blocks(self) -> tuple[Shape, ...]:
        """Return the values' shape."""
        return (self.of,)


@dataclass(frozen=True, kw_only=True)
class Either(Compound):
    """One of several shapes: the first that the author can have meant."""

    shapes: tuple[Shape, ...] = field(kw_only=False)

    def fits(self, node: Written) -> bool:
        """Any of the shapes."""
        return any(shape.fits(node) for shape in self.shapes)

    def read(self, node: Written, key: str, problems: Problems) -> object:
        """Return what the fitting shape reads."""
        for shape in self.shapes:
            if shape.fits(node):
                return shape.read(node, key, problems)
        problems.add("C149", node, key=key, example=self.example)
        return None

    def schema(self) -> Schema:
        """Allow any of the shapes."""
        return {"anyOf": [shape.schema() for shape in self.shapes]}

    def blocks(self) -> tuple[Shape, ...]:
        """Return the shapes."""
        return self.shapes


@dataclass(frozen=True, kw_only=True)
class Later(Shape):
    """A shape that contains itself, found when it is needed."""

    shape: Callable[[], Shape]

    def fits(self, node: Written) -> bool:
        """As the shape itself."""
        return self.shape().fits(node)

    def read(self, node: Written, key: str, problems: Problems) -> object:
        """As the shape itself."""
        return self.shape().read(node, key, problems)

    def schema(self) -> Schema:
        """As the shape itself."""
        return self.shape().schema()

    def blocks(self) -> tuple[Shape, ...]:
        """Return the shape itself."""
        return (self.shape(),)
