"""Small anonymous studies, made up for these tests: answered, built and published in seconds."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from csatreport.making.outcome import BuildOutcome
from csatreport.publish.effects import Effects
from csatreport.publish.publication import Published, publish
from csatreport.publish.site import read_built_site
from tests.making.study import build_study, bytes_of, silent

TODAY = "1793404800"
"""31 October 2026."""
OPTIONS = "ABCD"

_STUDY = "name: Works\nlanguages: [en]\n"
_QUESTIONNAIRE = """
id: staff
title: Staff survey
every: month
anonymous: true
{settings}
units: units.yaml
reports: {{periods: [{periods}]}}
scales:
  like:
    options:
      - {{code: A, label: good, points: 3, valence: good}}
      - {{code: B, label: fair, points: 2, valence: good}}
      - {{code: C, label: poor, points: 1, valence: bad}}
      - {{code: D, label: bad, points: 0, valence: bad}}
sections:
  - id: work
    title: Work
    items:
      - {{id: tools, text: My tools are good, scale: like}}
      - {{id: boss, text: My boss never listens, reversed: true, scale: like}}
      - {{id: words, kind: text, text: What else}}
"""

Row = tuple[str, str, str, str]
"""Unit, two answers and words."""


def rows(unit: str, count: int, first: int = 0) -> list[Row]:
    """Make answers that differ from one to the next."""
    places = range(first, first + count)
    return [(unit, OPTIONS[n % 3], OPTIONS[(n * n + n // 3) % 4], "") for n in places]


def write_config(
    folder: Path,
    units: Mapping[str, str | None],
    settings: str = "sampling: census",
    periods: str = "month",
) -> None:
    """Write the study's configuration; ``units`` are ids with the unit above each."""
    config = folder / "config"
    (config / "questionnaires").mkdir(parents=True, exist_ok=True)
    (config / "study.yaml").write_text(_STUDY)
    text = _QUESTIONNAIRE.format(settings=settings, periods=periods)
    (config / "questionnaires" / "staff.yaml").write_text(text)
    lines = [
        f"  - {{id: {unit}, name: Unit {unit}" + (f", parent: {above}}}" if above else "}")
        for unit, above in units.items()
    ]
    (config / "units.yaml").write_text("\n".join(["units:", *lines]) + "\n")


def write_rows(folder: Path, month: str, some: Iterable[Row]) -> None:
    """Write a month's answers into one file."""
    file = folder / "data" / "staff" / f"{month}.csv"
    file.parent.mkdir(parents=True, exist_ok=True)
    lines = ["unit,tools,boss,words", *(",".join(row) for row in some)]
    file.write_text("\n".join(lines) + "\n")


@dataclass(frozen=True)
class Desk:
    """A study with a share beside it."""

    study: Path
    share: Path

    @classmethod
    def of(
        cls,
        folder: Path,
        units: Iterable[str],
        settings: str = "sampling: census",
        periods: str = "month",
    ) -> Desk:
        """Make a study with some units below the whole."""
        desk = cls(study=folder / "study", share=folder / "share")
        write_config(desk.study, {"all": None, **dict.fromkeys(units, "all")}, settings, periods)
        return desk

    def build(self, **options: object) -> BuildOutcome:
        return build_study(self.study, **options)

    def publish(self, site: Path | None = None, keep: int = 50) -> Published:
        """Publish the built site, or another one; a reader keeps what is told."""
        done = publish(
            read_built_site(site or self.study / "build" / "site", Effects()),
            self.share,
            study=self.study,
            keep=keep,
            effects=Effects(),
            progress=silent,
        )
        for release in (self.share / "releases").iterdir():
            if not (kept := self.remembered / release.name).exists():
                shutil.copytree(release, kept)
        return done

    @property
    def remembered(self) -> Path:
        """All releases that ever were, though they were removed from the share."""
        return self.share.parent / "remembered"

    def release(self) -> Published:
        """Build and publish."""
        self.build()
        return self.publish()

    def codes(self) -> Counter[str]:
        """Build; return the codes of what it says, with how many rows each one is about."""
        told: Counter[str] = Counter()
        for issue in self.build().issues:
            told[issue.code] += int(str(issue.facts.get("count", 1)))
        return told

    def bytes(self) -> dict[str, str]:
        """Return what the built site holds."""
        return bytes_of(self.study / "build" / "site")

    def records(self) -> dict[str, str]:
        """Return what is kept of published periods."""
        return bytes_of(self.study / "data" / "closed")

    def figures(self, month: str) -> list[dict[tuple[str, ...], float]]:
        """Return every number told of a month in each release that ever was, oldest first."""
        folders = sorted(self.remembered.iterdir())
        return [
            {
                (file.relative_to(folder).as_posix(), *place): number
                for file in sorted(folder.glob(f"en/staff/{month}/**/data.json"))
                for place, number in numbers(json.loads(file.read_text()))
            }
            for folder in folders
        ]

    def told_twice(self, month: str) -> set[tuple[str, ...]]:
        """Return the figures of a month that releases tell differently."""
        seen: dict[tuple[str, ...], set[float]] = {}
        for release in self.figures(month):
            for place, number in release.items():
                seen.setdefault(place, set()).add(number)
        return {place for place, numbers in seen.items() if len(numbers) > 1}


def numbers(value: object, *place: str) -> Iterator[tuple[tuple[str, ...], float]]:
    """Yield every number of a JSON value with its place; entries of lists by their id."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from numbers(inner, *place, key)
    elif isinstance(value, list):
        for n, inner in enumerate(value):
            about = inner if isinstance(inner, dict) else {}
            yield from numbers(inner, *place, str(about.get("id") or about.get("period") or n))
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield place, float(value)
