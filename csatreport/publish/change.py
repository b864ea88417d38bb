"""What changes for readers between a release and a site that is to follow it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteChange:
    """Paths of files that are new, differ, or are gone, each sorted."""

    new: tuple[str, ...]
    changed: tuple[str, ...]
    gone: tuple[str, ...]

    @staticmethod
    def reports(paths: Iterable[str]) -> tuple[str, ...]:
        """Return the reports that files belong to, as ``questionnaire/period``.

        >>> SiteChange.reports(["en/retail/2026-10/S1/index.html", "en/index.html"])
        ('retail/2026-10',)
        """
        parts = (path.split("/") for path in paths)
        return tuple(sorted({f"{part[1]}/{part[2]}" for part in parts if len(part) > 3}))


def compare_files(before: Mapping[str, str], after: Mapping[str, str]) -> SiteChange:
    """Compare two sites by the paths and hashes of their files."""
    return SiteChange(
        new=tuple(sorted(after.keys() - before.keys())),
        changed=tuple(sorted(p for p in after.keys() & before.keys() if after[p] != before[p])),
        gone=tuple(sorted(before.keys() - after.keys())),
    )
