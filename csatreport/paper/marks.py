"""The marks by which a machine finds its way on a page: where they stand, in mm.

Four black squares in the corners say where the page is and how it lies: the top left one has a
white hole. Smaller squares along both margins tell how the paper was pulled through a scanner.
Two codes name the page, and a control strip shows whether a scan is sharp enough.
"""

from csatreport.paper.model import HEIGHT, MARKS_VERSION, Rect

CORNERS = tuple(
    Rect(left=left, top=top, width=6.0, height=6.0)
    for top in (14.0, 277.0)
    for left in (12.0, 192.0)
)
"""Top left, top right, bottom left, bottom right."""
HOLE = Rect(left=13.8, top=15.8, width=2.4, height=2.4)
SIDES = tuple(
    Rect(left=left, top=top, width=4.0, height=4.0)
    for top in (70.5, 127.0, 183.5, 240.0)
    for left in (12.0, 194.0)
)
WHITE = 5.0
"""Round a corner there is nothing but paper for so many mm."""
MODULE = 0.9
MODULES = 25
"""A code of version 2."""
QUIET = 4 * MODULE
CODES = tuple(
    Rect(left=left, top=top, width=MODULES * MODULE, height=MODULES * MODULE)
    for left, top in ((160.0, 14.0), (26.6, 258.0))
)
STRIP = Rect(left=54.0, top=258.0, width=38.0, height=6.0)
READABLE = Rect(left=12.0, top=14.0, width=186.0, height=HEIGHT - 28.0)
"""Everything that a machine reads lies in here."""
SERIALS = (Rect(left=116.0, top=14.0, width=40.0, height=6.0),
           Rect(left=54.0, top=268.8, width=48.0, height=6.0))  # fmt: skip
"""Where the serial number is printed."""

FRAME = 0.45
"""The thickness of a box's frame."""
_LINES = ((0.0, 0.2, 0.6), (4.4, 0.3, 0.9), (10.0, 0.5, 1.5))
"""Start, thickness and pitch of the strip's three groups of four lines."""
_DOTS = Rect(left=18.0, top=0.0, width=10.0, height=6.0)
DOT = 0.5
"""A dot of the half-tone patch, in mm: as much white as black."""
_SOLID = Rect(left=30.0, top=0.0, width=8.0, height=6.0)


def kept_clear() -> tuple[Rect, ...]:
    """Return what a form's own content must not touch."""
    corners = tuple(corner.grown(WHITE) for corner in CORNERS)
    codes = tuple(code.grown(QUIET) for code in CODES)
    return (*corners, *(side.grown(1.0) for side in SIDES), *codes, STRIP)


def strip_parts() -> tuple[Rect, ...]:
    """Return the black rectangles of the control strip: three groups of lines, a solid patch."""
    lines = [
        Rect(left=STRIP.left + start + n * pitch, top=STRIP.top, width=thick, height=STRIP.height)
        for start, thick, pitch in _LINES
        for n in range(4)
    ]
    solid = Rect(
        left=STRIP.left + _SOLID.left, top=STRIP.top, width=_SOLID.width, height=_SOLID.height
    )
    return (*lines, solid)


def marks_data() -> dict[str, object]:
    """Return where everything stands that is the same on every form, as plain data."""
    groups = {
        "corners": CORNERS, "sides": SIDES, "codes": CODES, "serials": SERIALS,
        "strip_parts": strip_parts(),
    }  # fmt: skip
    return {name: [rect.numbers for rect in rects] for name, rects in groups.items()} | {
        "version": MARKS_VERSION,
        "hole": HOLE.numbers,
        "strip": STRIP.numbers,
        "strip_dots": {"size": DOT, "rows": [list(row) for row in strip_dots()]},
        "frame": FRAME,
    }


def strip_dots() -> tuple[tuple[float, float, float], ...]:
    """Return the rows of the half-tone patch: left, middle and length, of dashes `DOT` long."""
    rows = round(_DOTS.height / DOT)
    left = STRIP.left + _DOTS.left
    return tuple(
        (left + (row % 2) * DOT, STRIP.top + (row + 0.5) * DOT, _DOTS.width - (row % 2) * DOT)
        for row in range(rows)
    )
