"""What changed since the release that readers met before: for whoever publishes.

Both releases are read as readers have them, by the company's ``data.json`` of each period: which
periods are new, which were restated, where the verdict on the newest headline turned, and how many
actions came due.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Any, TypeAlias

from csatreport.publish.site import FileHashes

_DATA = "data.json"
_DEEP = 4
"""How many parts the path of the company's data has: language, questionnaire, period, file."""
_OVERDUE = "overdue"

HeadlineVerdicts: TypeAlias = Mapping[str, str]
"""The verdict on the headline of a report, by what it is compared with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseNews:
    """What is new of one questionnaire: ids of periods, verdicts, and a number of actions.

    ``turned`` holds what the headline is compared with, the verdict before and the one now.
    """

    questionnaire: str
    periods: tuple[str, ...] = ()
    restated: tuple[str, ...] = ()
    turned: tuple[tuple[str, str, str], ...] = ()
    due: int = 0

    def __bool__(self) -> bool:
        """Whether anything is."""
        return bool(self.periods or self.restated or self.turned or self.due)


@dataclass(frozen=True)
class _CompanyData:
    """The company's data of one questionnaire in a release, read when it is asked for."""

    folder: Path
    files: Mapping[str, str]
    """The path of each period's data, by period id."""

    def read(self, period: str) -> Mapping[str, Any]:
        """Return the data of a period; nothing where there is none."""
        if period not in self.files:
            return {}
        told = json.loads((self.folder / self.files[period]).read_text(encoding="utf-8"))
        return told if isinstance(told, dict) else {}

    @cached_property
    def newest(self) -> Mapping[str, Any]:
        """The data of the newest period, of those that end together the shortest."""
        found = [self.read(period) for period in self.files]
        return max(found, key=lambda one: (one["period"]["end"], one["period"]["start"]))


def find_news(
    before: tuple[Path, FileHashes], now: tuple[Path, FileHashes]
) -> tuple[ReleaseNews, ...]:
    """Compare two releases, each a folder with its files; tell of questionnaires with news.

    Raises:
        OSError, ValueError, KeyError, TypeError: one of them cannot be read as what it should be.
    """
    old, new = _surveys(*before), _surveys(*now)
    hashes = dict(before[1])
    same = {path for path, digest in now[1] if hashes.get(path) == digest}
    found = (_news(name, old.get(name), data, same) for name, data in new.items())
    return tuple(one for one in found if one)


def _surveys(folder: Path, files: FileHashes) -> dict[str, _CompanyData]:
    found: dict[str, dict[str, str]] = {}
    for path, _ in files:
        parts = PurePosixPath(path).parts
        if len(parts) == _DEEP and parts[-1] == _DATA:
            found.setdefault(parts[1], {})[parts[2]] = path
    return {name: _CompanyData(folder, paths) for name, paths in found.items()}


def _news(name: str, old: _CompanyData | None, new: _CompanyData, same: set[str]) -> ReleaseNews:
    if old is None:
        return ReleaseNews(questionnaire=name, periods=tuple(new.files))
    fresh = tuple(period for period in new.files if period not in old.files)
    others = [p for p, path in new.files.items() if p in old.files and path not in same]
    return ReleaseNews(
        questionnaire=name,
        periods=fresh,
        restated=tuple(p for p in others if _restated(new.read(p)) > _restated(old.read(p))),
        turned=tuple(_turned(_verdicts(old.newest), _verdicts(new.newest))),
        due=len(_overdue(new.newest) - _overdue(old.newest)),
    )


def _restated(data: Mapping[str, Any]) -> int:
    """Return how often a period was restated."""
    return len((data.get("closing") or {}).get("restated") or ())


def _verdicts(data: Mapping[str, Any]) -> HeadlineVerdicts:
    first = (data.get("nodes") or [{}])[0]
    return {one["against"]: one["verdict"] for one in first.get("comparisons") or ()}


def _turned(old: HeadlineVerdicts, new: HeadlineVerdicts) -> Iterator[tuple[str, str, str]]:
    for against, verdict in new.items():
        if against in old and old[against] != verdict:
            yield against, old[against], verdict


def _overdue(data: Mapping[str, Any]) -> set[tuple[str, str]]:
    """Return the actions that are overdue at the end of a period."""
    actions = (data.get("registers") or {}).get("actions") or ()
    return {(one["unit"], one["id"]) for one in actions if one["state"] == _OVERDUE}
