"""The one small entry that decides which release readers meet.

``index.html`` at the top of the share sends every reader on to the current release by a relative
address, without links of the file system, so it works from a web server, a Windows share and a USB
stick alike. What the address names behind the # goes along by a script of the release, so that a
bookmark of a unit lasts; without scripts readers come to the home page. It is replaced as a whole.
``current.json`` says the same for machines; it is written second, and where the two disagree the
page is right, because it is what people saw. The page speaks the languages of the release, the
study's own first.
"""

import re
from html import escape
from pathlib import Path
from string import Template

from csatreport.base.label import LANGUAGES
from csatreport.base.words import say
from csatreport.publish.effects import Effects, json_text, read_json
from csatreport.publish.releases import FOLDER, Release

PAGE = "index.html"
DOOR = "assets/door.js"
"""The script of a site that hands on what the address names behind the #."""
POINTER = "current.json"

_NAMED = re.compile(r'<meta name="csatreport-release" content="([0-9a-f-]+)">')

_OPENED = re.compile(r'<html lang="([\w-]+)"')

_TEMPLATE = Template(Path(__file__).with_name("entry.html").read_text(encoding="utf-8"))


_REFRESH = '<meta http-equiv="refresh" content="0; url={address}">'
_SCRIPTED = """<noscript>{refresh}</noscript>
<script src="{door}" defer></script>"""


def render_entry(release: str, languages: tuple[str, ...] = LANGUAGES, *, door: bool = True) -> str:
    """Return the page that leads to a release, in the languages of its site, the first first.

    With a ``door``, the script of its site, it hands on which report its own address names.
    """
    address = f"{FOLDER}/{release}/{PAGE}"
    refresh = _REFRESH.format(address=address)
    scripted = _SCRIPTED.format(refresh=refresh, door=f"{FOLDER}/{release}/{DOOR}")
    lines = (
        f'<p lang="{one}"><a hreflang="{one}" href="{address}">{escape(say(one, "publish.entry"))}'
        "</a></p>"
        for one in languages
    )
    return _TEMPLATE.substitute(
        first=languages[0],
        release=release,
        policy="script-src 'self' file:; " if door else "",
        lead=scripted if door else refresh,
        title=escape(say(languages[0], "publish.entry")),
        lines="\n".join(lines),
    )


def languages_of(target: Path, release: Release) -> tuple[str, ...]:
    """Return the languages that a release has pages in, the one its first page opens in first."""
    folders = {path.partition("/")[0] for path, _ in release.files}
    spoken = tuple(language for language in LANGUAGES if language in folders) or LANGUAGES
    page = target / FOLDER / release.name / PAGE
    opened = _OPENED.search(page.read_text(encoding="utf-8", errors="replace"))
    first = opened[1] if opened else ""
    return tuple(sorted(spoken, key=lambda language: language != first))


def read_current(target: Path) -> str | None:
    """Return the name of the release readers are sent to; None before the first publish."""
    page = target / PAGE
    if page.is_file():
        found = _NAMED.search(page.read_text(encoding="utf-8", errors="replace"))
        if found:
            return found[1]
    named = read_json(target / POINTER).get("release")
    return named if isinstance(named, str) else None


def switch(target: Path, release: Release, effects: Effects) -> None:
    """Send readers to a release from now on."""
    door = any(path == DOOR for path, _ in release.files)
    page = render_entry(release.name, languages_of(target, release), door=door)
    effects.write(target / PAGE, page)
    write_pointer(target, release, effects)


def write_pointer(target: Path, release: Release, effects: Effects) -> None:
    """Say for machines which release is current, unless it is said already."""
    pointer: dict[str, object] = {
        "version": 1,
        "release": release.name,
        "path": f"{FOLDER}/{release.name}/",
        "published": release.published.isoformat(timespec="seconds"),
        "digest": release.digest,
    }
    if read_json(target / POINTER) != pointer:
        effects.write(target / POINTER, json_text(pointer))
