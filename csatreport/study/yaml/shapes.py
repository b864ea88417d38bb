"""Shapes: what may stand in a place of a YAML file, said once and used twice.

A shape reads a written node into a plain value, noting what is wrong with it, and describes itself
as JSON Schema for editors. So the program and the editor can never disagree about the format.
Reading never stops at a fault: an unusable value becomes None, as if it had not been written.
"""

from __future__ import annotations

import datetime as dt
import re
from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import TypeAlias

from csatreport.base.label import LANGUAGES, Label
from csatreport.study.yaml.written import (
    Problems,
    Written,
    WrittenList,
    WrittenMap,
    WrittenText,
    choices,
    clip,
)

Schema: TypeAlias = dict[str, object]

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_NUMBER = re.compile(r"[-+]?[0-9]{1,15}(\.[0-9]{1,15})?")
_TRUE = ("true", "yes", "on")
_FALSE = ("false", "no", "off")


@dataclass(frozen=True, kw_only=True)
class Shape(ABC):
    """What may stand in a place."""

    @abstractmethod
    def fits(self, node: Written) -> bool:
        """Tell, without looking deep, whether the author meant this shape."""

    @abstractmethod
    def read(self, node: Written, key: str, problems: Problems) -> object:
        """Return the value of a node, or None after noting why there is none."""

    @abstractmethod
    def schema(self) -> Schema:
        """Describe the shape as JSON Schema (draft 7)."""

    def like(self, example: str) -> Shape:  # noqa: ARG002 only groups show one
        """Return the shape with an example to show where it is not met."""
        return self

    def blocks(self) -> tuple[Shape, ...]:
        """Return the shapes directly inside."""
        return ()


@dataclass(frozen=True, kw_only=True)
class Text(Shape):
    """A text, taken as written; ``pattern`` limits it and ``code`` says so when it does not fit."""

    pattern: str = ""
    code: str = ""

    def fits(self, node: Written) -> bool:
        """Any scalar is a text."""
        return isinstance(node, WrittenText)

    def read(self, node: Written, key: str, problems: Problems) -> str | None:
        """Return the text without blanks around it."""
        if not isinstance(node, WrittenText):
            problems.add("C132", node, key=key)
            return None
        text = node.text.strip()
        if found := _CONTROL.search(text):
            problems.add("C148", node, key=key, character=f"U+{ord(found[0]):04X}")
            return None
        if self.pattern and not re.fullmatch(self.pattern, text):
            problems.add(self.code, node, key=key, value=clip(text))
            return None
        return text

    def schema(self) -> Schema:
        """Say string; numbers pass too, as ``code: 1`` is a number to an editor."""
        limits: Schema = {"pattern": f"^(?:{self.pattern})$"} if self.pattern else {}
        return {"type": ["string", "number"], **limits}


@dataclass(frozen=True, kw_only=True)
class Number(Shape):
    """A number without quotes, between ``low`` and ``high``; ``above`` excludes ``low`` itself."""

    low: float | None = None
    high: float | None = None
    whole: bool = False
    above: bool = False

    def fits(self, node: Written) -> bool:
        """A plain scalar that looks like a number."""
        return isinstance(node, WrittenText) and node.plain and bool(_NUMBER.fullmatch(node.text))

    def read(self, node: Written, key: str, problems: Problems) -> float | None:
        """Return the number as a float."""
        value = clip(node.text) if isinstance(node, WrittenText) else "…"
        if not isinstance(node, WrittenText) or not self.fits(node):
            problems.add("C133", node, key=key, value=value)
            return None
        number = float(node.text)
        if self.whole and not number.is_integer():
            problems.add("C134", node, key=key, value=value)
            return None
        if not self._inside(number):
            problems.add("C135", node, key=key, value=value, range=self.range)
            return None
        return number

    def _inside(self, number: float) -> bool:
        too_low = self.low is not None and (
            number < self.low or (self.above and number == self.low)
        )
        return not too_low and not (self.high is not None and number > self.high)

    @property
    def range(self) -> str:
        """The limits in signs that need no language."""
        if self.low is not None and self.high is not None:
            return f"{self.low:g} – {self.high:g}"
        if self.high is not None:
            return f"≤ {self.high:g}"
        return f"{'>' if self.above else '≥'} {self.low or 0:g}"

    def schema(self) -> Schema:
        """Say number or integer, with limits."""
        least = "exclusiveMinimum" if self.above else "minimum"
        limits = {least: self.low, "maximum": self.high}
        found = {name: value for name, value in limits.items() if value is not None}
        return {"type": "integer" if self.whole else "number", **found}


@dataclass(frozen=True, kw_only=True)
class Flag(Shape):
    """True or false."""

    def fits(self, node: Written) -> bool:
        """A plain scalar that YAML has ever taken for true or false."""
        return (
            isinstance(node, WrittenText) and node.plain and node.text.casefold() in _TRUE + _FALSE
        )

    def read(self, node: Written, key: str, problems: Problems) -> bool | None:
        """Return the truth value."""
        if not isinstance(node, WrittenText) or not self.fits(node):
            problems.add("C136", node, key=key)
            return None
        return node.text.casefold() in _TRUE

    def schema(self) -> Schema:
        """Say boolean."""
        return {"type": "boolean"}


@dataclass(frozen=True, kw_only=True)
class OneOf(Shape):
    """One of a few words; beside other shapes (``beside``) only the words themselves are meant."""

    words: tuple[str, ...]
    beside: bool = False

    def fits(self, node: Written) -> bool:
        """A scalar."""
        if not isinstance(node, WrittenText):
            return False
        return not self.beside or node.text.strip().casefold() in self.words

    def read(self, node: Written, key: str, problems: Problems) -> str | None:
        """Return the word, in the case the format spells it."""
        written = node.text.strip() if isinstance(node, WrittenText) else "…"
        # An editor that tidies YAML may have turned yes and no into true and false.
        folded = {"true": "yes", "false": "no"}.get(written.casefold(), written.casefold())
        spelt = {word.casefold(): word for word in self.words}.get(folded)
        if isinstance(node, WrittenText) and spelt is not None:
            return spelt
        problems.add("C139", node, key=key, value=clip(written), **choices(written, self.words))
        return None

    def schema(self) -> Schema:
        """List the words, and the truth values that older YAML makes of yes and no."""
        twins = {"yes": True, "no": False}
        return {"enum": [*self.words, *(twins[word] for word in self.words if word in twins)]}


@dataclass(frozen=True, kw_only=True)
class Day(Shape):
    """A date, 2026-10-31."""

    def fits(self, node: Written) -> bool:
        """A scalar."""
        return isinstance(node, WrittenText)

    def read(self, node: Written, key: str, problems: Problems) -> dt.date | None:
        """Return the date."""
        text = node.text.strip() if isinstance(node, WrittenText) else "…"
        try:
            if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
                return dt.date.fromisoformat(text)
        except ValueError:
            pass
        problems.add("C140", node, key=key, value=clip(text))
        return None

    def schema(self) -> Schema:
        """Say a string that looks like a date."""
        return {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}


@dataclass(frozen=True, kw_only=True)
class LabelText(Shape):
    """A text for people: one for all languages, or one per language."""

    def fits(self, node: Written) -> bool:
        """A scalar or a map."""
        return not isinstance(node, WrittenList)

    def read(self, node: Written, key: str, problems: Problems) -> Label | None:
        """Return the label; warn where a language of the study is missing."""
        if isinstance(node, WrittenList):
            problems.add("C132", node, key=key)
            return None
        if isinstance(node, WrittenText):
            text = Text().read(node, key, problems)
            return Label.of(text) if text else None
        before = problems.errors
        label = Label.of(dict(_texts(node, key, problems)))
        if problems.errors > before:
            return label or None
        if not label:
            problems.add("C146", node, key=key)
            return None
        given = [language for language, text in label.texts if text]
        if missing := [name for name in problems.languages if name not in given]:
            problems.warn("C200", node, key=key, missing=", ".join(missing))
        return label

    def schema(self) -> Schema:
        """Point to the shared definition."""
        return {"$ref": "#/definitions/label"}


def _texts(node: WrittenMap, key: str, problems: Problems) -> list[tuple[str, str]]:
    texts: list[tuple[str, str]] = []
    for language, written in node.entries:
        if language.text not in LANGUAGES:
            facts = choices(language.text, LANGUAGES)
            problems.add("C145", language, key=key, language=clip(language.text), **facts)
        elif not (isinstance(written, WrittenText) and written.nothing):
            text = Text().read(written, key, problems)
            texts.append((language.text, text or ""))
    return texts
