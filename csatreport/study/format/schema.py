"""JSON Schema (draft 7) of the configuration files, so that editors complete and check them."""

from collections.abc import Iterator
from enum import StrEnum

from csatreport.base.label import LANGUAGES
from csatreport.study.format.own import Own, questionnaire_format, register_format
from csatreport.study.mapping import Mapping
from csatreport.study.model import Study
from csatreport.study.units import Units
from csatreport.study.yaml.block import Block, Key
from csatreport.study.yaml.declared import block_of
from csatreport.study.yaml.shapes import Schema, Shape

DIALECT = "http://json-schema.org/draft-07/schema#"


def formats(own: Own) -> dict[str, Block]:
    """Return the format of each kind of file in ``config/``, with the keys of subjects."""
    return {
        "study": block_of(Study),
        "questionnaire": questionnaire_format(own),
        "units": block_of(Units),
        "mapping": block_of(Mapping),
        "register": register_format(own),
    }


def schema_of(root: Block) -> Schema:
    """Return the JSON Schema of the files that have a format."""
    inner = {block.name: _definition(block) for block in blocks_of(root) if block is not root}
    return {
        "$schema": DIALECT,
        "title": f"csatreport {root.name}",
        **_definition(root),
        "definitions": {"label": _label(), **inner},
    }


def blocks_of(root: Block) -> tuple[Block, ...]:
    """Return a block and all blocks inside it, each once, in the order of the file."""
    return tuple({block.name: block for block in _walk(root, set())}.values())


def _walk(shape: Shape, seen: set[str]) -> Iterator[Block]:
    if isinstance(shape, Block):
        if shape.name in seen:
            return
        seen.add(shape.name)
        yield shape
    for inner in shape.blocks():
        yield from _walk(inner, seen)


def _definition(block: Block) -> Schema:
    conditions = [_kind_condition(kind, block) for kind in _kinds_of(block)]
    limits = [condition for condition in conditions if condition is not None]
    return block.definition() | ({"allOf": limits} if limits else {})


def _kinds_of(block: Block) -> Iterator[StrEnum]:
    """Yield the kinds of item or register that the keys of a block tell apart."""
    for kinds in dict.fromkeys(type(kind) for key in block.keys for kind in key.kinds):
        yield from kinds


def _kind_condition(kind: StrEnum, block: Block) -> Schema | None:
    """Forbid the keys that make no sense for a kind."""
    foreign = {key.name: False for key in block.keys if _is_foreign(key, kind)}
    if not foreign:
        return None
    holds = {"required": ["kind"], "properties": {"kind": {"const": str(kind)}}}
    return {"if": holds, "then": {"properties": foreign}}


def _is_foreign(key: Key, kind: StrEnum) -> bool:
    return bool(key.kinds) and kind not in key.kinds


def _label() -> Schema:
    text = {"type": ["string", "number"]}
    by_language: Schema = {
        "type": "object",
        "properties": dict.fromkeys(LANGUAGES, text),
        "additionalProperties": False,
        "minProperties": 1,
    }
    return {
        "description": "A text for people: one for all languages, or one per language.",
        "anyOf": [text, by_language],
    }
