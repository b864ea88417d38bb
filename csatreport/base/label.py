"""Texts in several languages.

A `Label` maps language codes to texts. Asking it for a language always answers: the language
itself, else its closest relative (the two Chinese scripts stand in for each other), else
whatever there is, so that no page ever shows a hole.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

LANGUAGES: tuple[str, ...] = ("zh-Hans", "zh-Hant", "en")

_FALLBACKS = {
    "zh-Hans": ("zh-Hant", "en"),
    "zh-Hant": ("zh-Hans", "en"),
    "en": ("zh-Hans", "zh-Hant"),
}


@dataclass(frozen=True, slots=True)
class Label:
    """One text in one or more languages, as (language, text) pairs in file order."""

    texts: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, value: str | Mapping[str, str]) -> Label:
        """Make a label from a plain text (the same in all languages) or a mapping."""
        if isinstance(value, str):
            return cls(tuple((language, value) for language in LANGUAGES))
        return cls(tuple(value.items()))

    def __getitem__(self, language: str) -> str:
        # Asked a thousand times a page, and nearly always for a language that is there.
        for known, text in self.texts:
            if known == language and text:
                return text
        return self._instead(language)

    def _instead(self, language: str) -> str:
        known = dict(self.texts)
        for candidate in _FALLBACKS.get(language, ()):
            if known.get(candidate):
                return known[candidate]
        return next((text for text in known.values() if text), "")

    def __bool__(self) -> bool:
        return any(text for _, text in self.texts)

    def all(self) -> tuple[str, ...]:
        """Return every distinct text, in file order."""
        return tuple(dict.fromkeys(text for _, text in self.texts if text))
