"""How the columns and codes of foreign answer files translate into a questionnaire's own.

A survey platform names its columns as it likes, and changes them from year to year. A mapping in
``config/mappings/`` says, for the files a pattern matches, which header stands for which item and
which value for which option, so that the files themselves are never edited.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from csatreport.errors import Source

BLANK, MULTIPLE, NOT_APPLICABLE, INVALID = "blank", "multiple", "not_applicable", "invalid"
MISSING_WORDS: tuple[str, ...] = (BLANK, MULTIPLE, NOT_APPLICABLE, INVALID)
"""What a value may be translated into, beside an option's code."""

SPECIAL_COLUMNS: tuple[str, ...] = ("id", "unit", "date", "name")
"""What a header may stand for, beside an item or its reason."""


@dataclass(frozen=True, kw_only=True)
class Mapping:
    """The translation for the files of one questionnaire that match a pattern.

    ``columns`` pairs a header with an item id, ``<item id>?`` for the reason given, or one of
    `SPECIAL_COLUMNS`. ``values`` pairs a written value with one of `MISSING_WORDS` or an option's
    code, for all mapped items; ``item_values`` does so for one item and goes before ``values``.
    ``period`` is a period's id, ``date_format`` a ``strptime`` format.
    """

    questionnaire: str
    files: str
    period: str | None
    columns: tuple[tuple[str, str], ...]
    values: tuple[tuple[str, str], ...]
    item_values: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    date_format: str | None
    source: Source

    def matches(self, relative_path: str) -> bool:
        """Tell whether the pattern fits a path below ``data/<questionnaire>/``, ignoring case.

        ``*`` and ``?`` stay within one folder, ``**/`` stands for any folders or none.
        """
        return _pattern(self.files).fullmatch(relative_path) is not None


@lru_cache(maxsize=256)
def _pattern(glob: str) -> re.Pattern[str]:
    parts = re.split(r"(\*\*/|\*\*|\*|\?)", glob)
    wild = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}
    return re.compile("".join(wild.get(part) or re.escape(part) for part in parts), re.IGNORECASE)
