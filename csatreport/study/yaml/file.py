"""One YAML file to nodes with places, or to the reason why it cannot be read.

The only door to PyYAML. Its events are taken one by one and assembled here rather than by its
composer, so that nesting and aliases can be limited before anything is built: a file of a few
kilobytes may otherwise stand for gigabytes.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from csatreport.base.errors import Issue
from csatreport.base.files.folders import unreadable_name
from csatreport.study.yaml.written import (
    Problems,
    Written,
    WrittenList,
    WrittenMap,
    WrittenText,
    clip,
)

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

MAX_BYTES = 2_000_000
MAX_DEPTH = 40
MAX_NODES = 200_000
"""Nodes of one file, every alias counted with all that it stands for."""

_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
_UNPRINTABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_TEXT_TAGS = (None, "!", "tag:yaml.org,2002:str")
_PLAIN_TAGS = {"list": "tag:yaml.org,2002:seq", "map": "tag:yaml.org,2002:map"}

# What libyaml says, and the code under which we say it in plainer words.
_PARSER_WORDS = (
    ("mapping values are not allowed", "C104"),
    ("block sequence entries are not allowed", "C107"),
    ("found unexpected end of stream", "C106"),
    ("found unknown escape character", "C110"),
    ("expected ',' or", "C105"),
    ("did not find expected node content", "C105"),
    ("could not find expected ':'", "C104"),
    ("did not find expected '-' indicator", "C107"),
    ("did not find expected key", "C107"),
)


@dataclass(frozen=True, kw_only=True)
class YamlFile:
    """A file as read; ``root`` is None where it could not be, and ``issues`` say why."""

    name: str
    lines: tuple[str, ...] = ()
    digest: str = ""
    root: Written | None = None
    issues: tuple[Issue, ...] = ()


class _Refused(Exception):  # noqa: N818 - not an error of the program: the file is turned down
    """The file breaks a rule at a place; the rest of it is not read."""

    def __init__(self, code: str, line: int, column: int, **facts: object) -> None:
        super().__init__(code)
        self.code = code
        self.place = WrittenText(line=line, column=column, text="")
        self.facts = facts


def read_yaml(path: Path, name: str) -> YamlFile:
    """Read a file that messages call ``name``; never raises for what is in it."""
    if unreadable_name(name):
        return _turned_down(name, (), "", _Refused("C123", 1, 1))
    try:
        with path.open("rb") as stream:
            content = stream.read(MAX_BYTES + 1)
    except OSError as error:
        reason = error.strerror or str(error)
        return _turned_down(name, (), "", _Refused("C101", 1, 1, reason=reason))
    digest = hashlib.sha256(content).hexdigest()
    if len(content) > MAX_BYTES:
        refused = _Refused("C102", 1, 1, limit=MAX_BYTES // 1_000_000)
        return _turned_down(name, (), digest, refused)
    return parse_yaml(content, name, digest)


def parse_yaml(content: bytes, name: str, digest: str = "") -> YamlFile:
    """Turn the bytes of a file into nodes; never raises for what is in them."""
    text = content.decode("utf-8-sig", errors="replace")
    lines = tuple(_BREAK.split(text))
    try:
        _refuse_foreign_characters(content, text)
        root = _Assembly().build(text)
    except _Refused as refused:
        return _turned_down(name, lines, digest, refused)
    return YamlFile(name=name, lines=lines, digest=digest, root=root)


def _turned_down(name: str, lines: tuple[str, ...], digest: str, refused: _Refused) -> YamlFile:
    problems = Problems(name, lines)
    problems.add(refused.code, refused.place, **refused.facts)
    return YamlFile(name=name, lines=lines, digest=digest, issues=tuple(problems.found))


def _refuse_foreign_characters(content: bytes, text: str) -> None:
    try:
        content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = content[: error.start].decode("utf-8-sig", errors="replace")
        line, column = _place_after(before)
        raise _Refused("C103", line, column) from None
    if found := _UNPRINTABLE.search(text):
        line, column = _place_after(text[: found.start()])
        raise _Refused("C111", line, column, character=f"U+{ord(found[0]):04X}")


def _place_after(before: str) -> tuple[int, int]:
    lines = _BREAK.split(before)
    return len(lines), len(lines[-1]) + 1


@dataclass(slots=True)
class _Open:
    """A list or map whose end has not come yet; ``key`` waits for its value."""

    event: yaml.CollectionStartEvent
    items: list[Written] = field(default_factory=list)
    entries: dict[str, tuple[WrittenText, Written]] = field(default_factory=dict)
    key: WrittenText | None = None
    size: int = 1
    height: int = 1


@dataclass(frozen=True, slots=True)
class _Anchored:
    """A finished node, with how much an alias to it stands for."""

    node: Written
    size: int
    height: int


class _Assembly:
    """Builds the tree from parser events, inside the limits."""

    def __init__(self) -> None:
        self.open: list[_Open] = []
        self.anchors: dict[str, _Anchored | None] = {}
        self.root: Written | None = None
        self.size = 0

    def build(self, text: str) -> Written:
        """Return the root node of the text."""
        for event in _events(text):
            self._take(event)
        if self.root is None or (isinstance(self.root, WrittenText) and self.root.nothing):
            raise _Refused("C112", 1, 1)
        return self.root

    def _take(self, event: yaml.Event) -> None:
        if isinstance(event, yaml.ScalarEvent):
            _refuse_tag(event, _TEXT_TAGS)
            self._anchor_and_place(event, _Anchored(_scalar(event), 1, 0))
        elif isinstance(event, yaml.AliasEvent):
            self._place(event, self._aliased(event))
        elif isinstance(event, yaml.CollectionStartEvent):
            self._begin(event)
        elif isinstance(event, yaml.CollectionEndEvent):
            self._end()
        elif isinstance(event, yaml.DocumentStartEvent) and self.root is not None:
            raise _refusal("C113", event)

    def _begin(self, event: yaml.CollectionStartEvent) -> None:
        kind = "list" if isinstance(event, yaml.SequenceStartEvent) else "map"
        _refuse_tag(event, (None, "!", _PLAIN_TAGS[kind]))
        if len(self.open) >= MAX_DEPTH:
            raise _refusal("C114", event, limit=MAX_DEPTH)
        if event.anchor:
            self.anchors[event.anchor] = None
        self.open.append(_Open(event))

    def _end(self) -> None:
        done = self.open.pop()
        line, column = _place(done.event)
        node: Written
        if isinstance(done.event, yaml.SequenceStartEvent):
            node = WrittenList(line=line, column=column, items=tuple(done.items))
        else:
            node = WrittenMap(line=line, column=column, entries=tuple(done.entries.values()))
        self._anchor_and_place(done.event, _Anchored(node, done.size, done.height))

    def _aliased(self, event: yaml.AliasEvent) -> _Anchored:
        name = event.anchor or ""
        found = self.anchors.get(name)
        if found is None:
            raise _refusal("C115", event, name=clip(name))
        if len(self.open) + found.height > MAX_DEPTH:
            raise _refusal("C114", event, limit=MAX_DEPTH)
        return found

    def _anchor_and_place(self, event: yaml.NodeEvent, made: _Anchored) -> None:
        if event.anchor:
            self.anchors[event.anchor] = made
        self._place(event, made)

    def _place(self, event: yaml.NodeEvent, made: _Anchored) -> None:
        if not self.open:
            self.root = made.node
            return
        parent = self.open[-1]
        parent.size += made.size
        parent.height = max(parent.height, made.height + 1)
        if parent.size > MAX_NODES:
            raise _refusal("C116", event, limit=MAX_NODES)
        if isinstance(parent.event, yaml.SequenceStartEvent):
            parent.items.append(made.node)
        elif parent.key is None:
            parent.key = _key(event, made.node, parent)
        else:
            parent.entries[parent.key.text] = (parent.key, made.node)
            parent.key = None


def _key(event: yaml.NodeEvent, node: Written, parent: _Open) -> WrittenText:
    if not isinstance(node, WrittenText):
        raise _refusal("C117", event)
    if node.plain and node.text == "<<":
        raise _refusal("C118", event)
    if node.text in parent.entries:
        first = parent.entries[node.text][0].line
        raise _refusal("C119", event, key=clip(node.text), first=first)
    return node


def _scalar(event: yaml.ScalarEvent) -> WrittenText:
    line, column = _place(event)
    return WrittenText(line=line, column=column, text=event.value, plain=not event.style)


def _place(event: yaml.Event) -> tuple[int, int]:
    mark = event.start_mark
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)


def _refusal(code: str, event: yaml.Event, **facts: object) -> _Refused:
    line, column = _place(event)
    return _Refused(code, line, column, **facts)


def _refuse_tag(event: yaml.NodeEvent, allowed: tuple[str | None, ...]) -> None:
    tag: str | None = getattr(event, "tag", None)
    if tag not in allowed:
        raise _refusal("C109", event, tag=clip(tag or ""))


def _events(text: str) -> Iterator[yaml.Event]:
    try:
        yield from yaml.parse(text, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        raise _syntax_refusal(error, text) from None
    except yaml.YAMLError as error:
        raise _Refused("C100", 1, 1, detail=clip(str(error))) from None


def _syntax_refusal(error: yaml.MarkedYAMLError, text: str) -> _Refused:
    words = error.problem or ""
    code = next((code for said, code in _PARSER_WORDS if said in words), "C100")
    # Where something was opened and never closed, or a key has no colon, its beginning is the place
    # to look; the parser notices a line later.
    begun = code in ("C105", "C106") or "could not find" in words
    marks = [error.problem_mark, error.context_mark]
    mark = next(filter(None, reversed(marks) if begun else marks), None)
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    if "cannot start any token" in words:
        code = "C108" if _character_at(text, line, column) != "\t" else "C120"
    return _Refused(code, line, column, detail=words)


def _character_at(text: str, line: int, column: int) -> str:
    return _BREAK.split(text)[line - 1][column - 1 : column]
