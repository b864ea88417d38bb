"""The published folder on the share: whether it is ours, and for whom.

A hidden marker file says that a folder belongs to csatreport and which audience may read it. A
folder that holds anything else is refused, because a publish deletes old releases; so is a folder
that is tangled up with the study, and one that would bring open and restricted reports together.
"""

from pathlib import Path

from csatreport.base.files.atomic import TEMPORARY
from csatreport.publish.effects import Effects, json_text, read_json
from csatreport.publish.site import refusal
from csatreport.study.policy import Audience

MARKER = ".csatreport-site"

_LITTER = frozenset(
    {"lost+found", ".ds_store", "thumbs.db", "desktop.ini", "$recycle.bin", ".snapshot"}
)
"""What operating systems and file servers put into an empty folder by themselves."""


def audience_of(target: Path) -> Audience | None:
    """Return whom a published folder is for; None where the folder is not ours."""
    said = read_json(target / MARKER).get("audience")
    return next((audience for audience in Audience if audience == said), None)


def check_target(target: Path, audience: Audience, *, study: Path, site: Path) -> None:
    """Refuse a folder that must not be published to.

    Raises:
        StudyError: P704 tangled up with the study; P705 the folder above is missing; P706 not a
            folder; P707 not empty and not ours; P708 for the other audience; P709 within another
            published folder.
    """
    target = target.resolve()
    if any(_overlap(target, ours.resolve()) for ours in (study, site)):
        raise refusal("P704", target)
    if not target.parent.is_dir():
        raise refusal("P705", target, folder=target.parent)
    if target.exists() and not target.is_dir():
        raise refusal("P706", target)
    if any(audience_of(parent) is not None for parent in target.parents):
        raise refusal("P709", target)
    owner = audience_of(target)
    if owner is None and not _empty(target):
        raise refusal("P707", target)
    if owner is not None and owner is not audience:
        raise refusal("P708", target, held=owner.value, offered=audience.value)


def check_ours(target: Path) -> None:
    """Refuse a folder without our marker (P710)."""
    if audience_of(target) is None:
        raise refusal("P710", target.resolve())


def claim(target: Path, audience: Audience, effects: Effects) -> None:
    """Make the folder where it is missing, and mark it as ours."""
    target.mkdir(exist_ok=True)
    if audience_of(target) is None:
        effects.write(target / MARKER, json_text({"audience": audience.value, "version": 1}))


def _empty(target: Path) -> bool:
    if not target.exists():
        return True
    names = (entry.name for entry in target.iterdir())
    return all(name.casefold() in _LITTER or name.startswith(TEMPORARY) for name in names)


def _overlap(one: Path, other: Path) -> bool:
    """Tell whether one folder is the other or lies within it, whatever the paths are spelt."""
    return _within(one, other) or _within(other, one)


def _within(inner: Path, outer: Path) -> bool:
    if not outer.exists():
        return inner.is_relative_to(outer)
    places = (place for place in (inner, *inner.parents) if place.exists())
    return any(place.samefile(outer) for place in places)
