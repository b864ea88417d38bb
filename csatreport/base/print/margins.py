"""What of a laid-out page stands beyond its margins, where paper or a printer would cut it.

Only what can be seen counts: text and pictures of the page's own flow. Running heads and feet stand
in the margins on purpose.
"""

from dataclasses import dataclass
from typing import Any

_NEAR = 1.5
"""CSS pixels that rounding may add."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Beyond:
    """The first thing that stands beyond the margins: its page, and its words ("" of a picture)."""

    page: int
    words: str


def first_beyond(document: Any) -> Beyond | None:  # noqa: ANN401 - a library without types
    """Return the first text or picture of a laid-out document that stands beyond the margins."""
    for number, page in enumerate(document.pages, start=1):
        box = page._page_box  # noqa: SLF001 - the library tells of its boxes in no other way
        for one in box.children[0].descendants():
            if _is_seen(one) and _outside(one, box):
                return Beyond(page=number, words=getattr(one, "text", "")[:60].strip())
    return None


def _is_seen(box: Any) -> bool:  # noqa: ANN401
    shows = getattr(box, "text", "") or hasattr(box, "replacement")
    return bool(shows and box.width and box.height)


def _outside(one: Any, page: Any) -> bool:  # noqa: ANN401
    left, top = page.content_box_x(), page.content_box_y()
    right, bottom = left + page.width, top + page.height
    return bool(
        one.position_x < left - _NEAR
        or one.position_x + one.width > right + _NEAR
        or one.position_y + one.height > bottom + _NEAR
    )
