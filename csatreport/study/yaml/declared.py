"""Settings: a block of YAML declared as a dataclass, in which every key is a field.

A field has its shape, its default, an example and below it a sentence that says what it is for; so
the reader, the JSON Schema and the reference of all keys can never disagree, and a new key costs
one field.

    @settings(name="theme", example="{id: queue, …}")
    class Theme:
        "What comments may be about."

        id: str = key(ITEM_ID, "queue")
        "Unique among the themes."
        negated: bool = key(Flag(), "true", default=False)
        "Whether …"

What is read on the way to other fields and not kept itself stands among them as a `ClassVar`, its
name behind a ``_``.
"""

import ast
import dataclasses
import inspect
import textwrap
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from enum import StrEnum
from functools import cache, partial
from itertools import pairwise
from typing import Any, TypeVar, dataclass_transform

from csatreport.base.label import Label
from csatreport.study.yaml.block import Block, Fields, Key
from csatreport.study.yaml.groups import GivenEntry, ListOf, MapOf
from csatreport.study.yaml.shapes import LabelText, Number, Shape

_T = TypeVar("_T")
_KEY, _BLOCK = "key", "__block__"


def key(
    shape: Shape,
    example: str = "",
    *,
    doc: str = "",
    default: Any = dataclasses.MISSING,  # noqa: ANN401 of the type of its field
    default_factory: Any = dataclasses.MISSING,  # noqa: ANN401
    says: str | None = None,
    name: str = "",
    kinds: Collection[StrEnum] = (),
    made: Callable[[Any], Any] | None = None,
    compare: bool = True,
) -> Any:  # noqa: ANN401 the type checker takes the type of the field
    """Declare a key; it is required where nothing tells what holds without it.

    Args:
        shape: what may stand there.
        example: a value, as it is written behind the colon.
        doc: its sentence in the reference, where it is made of other words; otherwise it stands
            below the field.
        default: what holds where the key is not given.
        default_factory: what makes it, where it is made.
        says: the default in words, where it does not speak for itself; without a ``default``, what
            the reader makes up for it.
        name: the key where it differs from the field's name.
        kinds: the kinds of item or register that it is for; none for all.
        made: makes the field's value of what was read.
        compare: whether two that differ in it alone are different.
    """
    given = not (default is default_factory is dataclasses.MISSING)
    return dataclasses.field(
        default=default,
        default_factory=default_factory,
        compare=compare,
        metadata={_KEY: _Declared(shape, doc, example, says, name, frozenset(kinds), made, given)},
    )


@dataclasses.dataclass(frozen=True)
class _Declared:
    """What `key` was told."""

    shape: Shape
    doc: str
    example: str
    says: str | None
    name: str
    kinds: frozenset[StrEnum]
    made: Callable[[Any], Any] | None
    given: bool


@dataclass_transform(field_specifiers=(key,), kw_only_default=True, frozen_default=True)
def settings(*, name: str, title: str = "", example: str = "") -> Callable[[type[_T]], type[_T]]:
    """Make a class the settings of a block (see `Block` for its name and title).

    The first paragraph of what is said of the class is said of the block.
    """

    def declare(plain: type[_T]) -> type[_T]:
        keys = tuple(_declared_keys(plain))
        doc = _in_one_line((plain.__doc__ or "").partition("\n\n")[0])
        made = dataclasses.dataclass(frozen=True, kw_only=True)(plain)
        block = Block(name=name, doc=doc, title=title, example=example, keys=keys, made=made)
        setattr(made, _BLOCK, block)
        return made

    return declare


def once(values: tuple[_T, ...]) -> tuple[_T, ...]:
    """Return each value once, in its first place; for ``made`` of a `key`."""
    return tuple(dict.fromkeys(values))


def _keys(made: type) -> list[tuple[dataclasses.Field[Any], _Declared]]:
    fields = dataclasses.fields(made)
    return [(field, field.metadata[_KEY]) for field in fields if _KEY in field.metadata]


def _declared_keys(plain: type) -> Iterator[Key]:
    for name, value in vars(plain).items():
        if isinstance(value, dataclasses.Field) and _KEY in value.metadata:
            yield _key(plain, name, value.metadata[_KEY], value.default)


def _key(home: type, field: str, told: _Declared, default: object) -> Key:
    name = told.name or field.removeprefix("_")
    return Key(
        name=name,
        shape=told.shape,
        said=told.doc or partial(_below, home, field),
        required=not told.given and told.says is None,
        default=_printed(default) if told.given and told.says is None else told.says or "",
        example=f"{name}: {told.example}" if told.example else "",
        kinds=told.kinds,
    )


def _printed(default: object) -> str:
    if isinstance(default, bool):
        return str(default).lower()
    if isinstance(default, int | float):
        return f"{default:g}"
    return str(default or "none")


def _below(home: type, field: str) -> str:
    return docstrings(home)[field]


@cache
def docstrings(home: type) -> Mapping[str, str]:
    """Return what stands below each field of a class, in one line each.

    Python keeps these texts nowhere, so they are read from its source, when somebody asks.
    """
    body = ast.parse(textwrap.dedent(inspect.getsource(home))).body[0]
    found: dict[str, str] = {}
    for field, below in pairwise(body.body if isinstance(body, ast.ClassDef) else ()):
        match field, below:
            case (
                ast.AnnAssign(target=ast.Name(id=name)),
                ast.Expr(value=ast.Constant(value=str(text))),
            ):
                found[name] = _in_one_line(text)
    return found


def _in_one_line(text: str) -> str:
    return " ".join(text.split())


def block_of(made: type) -> Block:
    """Return the block of a class of settings."""
    block: Block = getattr(made, _BLOCK)
    return block


def read_settings(made: type[_T], fields: Fields | None, **beside: object) -> _T:
    """Make settings of what a block says.

    ``beside`` are fields that are no keys, or that the reader makes himself. Without a block every
    default holds. A required key that is missing was noted when the block was read: its field is
    empty, as its kind of value is.
    """
    values: dict[str, Any] = {}
    for field, told in _keys(made):
        name = told.name or field.name
        if field.name in beside:
            continue
        if fields is not None and name in fields:
            value = _plain(fields.values[name], told.shape)
            values[field.name] = value if told.made is None else told.made(value)
        elif not told.given:
            values[field.name] = _nothing(told.shape)
    return made(**{**values, **beside})


@cache
def homes(file: type) -> frozenset[str]:
    """Return the names of the blocks of a kind of file in which others may have keys."""
    root = block_of(file)
    inner = (key.shape.name for key in root.keys if isinstance(key.shape, Block))
    return frozenset((root.name, *inner))


def settings_among(file: type, held: Iterable[object], made: type[_T]) -> _T:
    """Return the settings of a class among those of a file; its defaults where there are none.

    Raises:
        TypeError: they are none of this kind of file, so that nobody can have set them there.
    """
    if block_of(made).name not in homes(file):
        raise TypeError(f"{made.__name__} is not set in a file of {block_of(file).name}")
    return next((one for one in held if isinstance(one, made)), None) or made()


def _plain(value: object, shape: Shape | None) -> object:
    """Return what was read without its places: tuples for lists, pairs for maps, settings."""
    if isinstance(value, Fields):
        return read_settings(value.made, value) if value.made is not None else value
    if isinstance(value, tuple):
        return tuple(_entry(one) for one in value)
    if isinstance(shape, Number) and shape.whole and isinstance(value, float):
        return int(value)
    return value


def _entry(given: GivenEntry) -> object:
    value = _plain(given.value, None)
    return (given.name, value) if given.name_node is not None else value


def _nothing(shape: Shape) -> object:
    if isinstance(shape, LabelText):
        return Label()
    if isinstance(shape, ListOf | MapOf):
        return ()
    return 0.0 if isinstance(shape, Number) else ""
