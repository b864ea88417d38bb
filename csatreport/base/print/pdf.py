"""HTML to PDF: the one door to WeasyPrint.

A page to print names style sheets, pictures and fonts by their path below ``templates/``.
It can reach nothing else: no other file, no network. The same page gives the same bytes,
because nothing here looks at the clock.

A page that declares ``<meta name="pages" content="1">``, or more pages, is set a little smaller
where it would run over, as a person would who wants it on one sheet; below four fifths it is left
as it is. With ``content="1 filled"`` it is set larger as long as it stays on one page.

WeasyPrint takes a second to load and a first document is slow, so whatever can be kept is kept
for the life of the process: the font configuration, the cut fonts, the parsed style sheets.
"""

import logging
import re
from base64 import b64decode
from dataclasses import dataclass
from multiprocessing.util import Finalize
from pathlib import Path
from shutil import rmtree
from typing import TypeAlias
from urllib.parse import unquote

from weasyprint import CSS, HTML, Document
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from csatreport.base.errors import ExitCode, Issue, StudyError
from csatreport.base.print.fonts import Cut, cut_fonts
from csatreport.base.print.margins import Beyond, first_beyond
from csatreport.base.resources import kept_of_templates, read_resource
from csatreport.base.work.garbage import one_piece

_BASE = "https://assets.invalid/"
"""Where relative names seem to live; the name can never exist on a network."""
_FONTS = "fonts/"
_SVG = "data:image/svg+xml;base64,"
_TYPES = {
    "css": "text/css", "svg": "image/svg+xml", "png": "image/png", "jpg": "image/jpeg",
    "otf": "font/otf", "ttf": "font/ttf", "woff2": "font/woff2",
}  # fmt: skip

SHEETS = ("tokens.css", "print.css")
"""The style sheets of a report."""
_OPTIONS = {"pdf_variant": "pdf/ua-1"}
_PAGES = re.compile(r'<meta name="pages" content="(\d+)( filled)?">')
_SCALES = (1.0, 0.93, 0.86, 0.8)
_FILLED = (1.9, 1.7, 1.5, 1.35, 1.2, 1.1)
"""The scales that are tried for a page that says how many pages it has; the first at which it has
no more holds."""
_A4 = (210, 297)
_MM = 25.4 / 96
"""Millimetres in a CSS pixel."""

logging.getLogger("weasyprint").setLevel(logging.CRITICAL)
"""WeasyPrint reports every unknown property; what matters is raised here instead."""


class _ForbiddenError(FatalURLFetchingError):  # type: ignore[misc]
    """The page asked for something that it may not have. Carries the issue."""

    def __init__(self, issue: Issue) -> None:
        super().__init__(issue.code)
        self.issue = issue


class _Assets(URLFetcher):  # type: ignore[misc]
    """Gives out the study's own assets, the cut fonts, and drawings that the page holds."""

    def __init__(self, study: Path, fonts: dict[str, bytes]) -> None:
        super().__init__(allowed_protocols=())
        self._study = study
        self._fonts = fonts

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:  # noqa: ARG002
        """Return an asset, or stop the document."""
        if url.startswith(_SVG):
            return _response(url, b64decode(url[len(_SVG) :]), "svg")
        if not url.startswith(_BASE):
            raise _ForbiddenError(_issue("R501", address=url[:200]))
        name = unquote(url[len(_BASE) :])
        if ".." in name.split("/") or "\\" in name:
            raise _ForbiddenError(_issue("R501", address=name[:200]))
        if name in self._fonts:
            return _response(url, self._fonts[name], "otf")
        try:
            content = read_resource(self._study, f"assets/{name}")
        except StudyError as fault:
            raise _ForbiddenError(fault.issues[0]) from fault
        except OSError as fault:
            raise _ForbiddenError(_issue("R503", name=name)) from fault
        return _response(url, content, name.rpartition(".")[2])


Corners: TypeAlias = tuple[float, ...]
"""Left, top, right and bottom of an element in mm from the top left corner of its page."""


@dataclass(frozen=True, kw_only=True)
class LaidOut:
    """A PDF, and for each of its pages where the elements with an id lie."""

    pdf: bytes
    pages: tuple[dict[str, Corners], ...]


@dataclass(frozen=True, kw_only=True)
class Pressed:
    """A PDF, and the first thing that stands beyond the margins of one of its pages."""

    pdf: bytes
    beyond: Beyond | None


@dataclass(frozen=True)
class _PrintSetting:
    """What one process keeps to print one study's pages in one script."""

    assets: _Assets
    fonts: FontConfiguration
    sheets: tuple[CSS, ...]


def print_pdf(html: str, study: Path, sheets: tuple[str, ...] = SHEETS) -> bytes:
    """Return a page as a PDF, as `press` does."""
    return press(html, study, sheets).pdf


@one_piece()
def press(html: str, study: Path, sheets: tuple[str, ...] = SHEETS) -> Pressed:
    """Print a page as a tagged PDF (PDF/UA-1) with embedded fonts.

    Args:
        html: the page; its ``lang`` decides which fonts are prepared.
        study: the study's folder, because it may bring templates of its own.
        sheets: style sheets below ``templates/assets/``.

    Raises:
        StudyError: R501 the page asks for something that is not its own, R503 an asset is
            missing, R504 the PDF could not be made.
    """
    try:
        ready = _ready(study, "TC" if 'lang="zh-Hant"' in html[:200] else "SC", sheets)
        return _printed(html, ready)
    except _ForbiddenError as fault:
        raise StudyError([fault.issue], ExitCode.RENDERING) from fault
    except (OSError, ValueError) as fault:
        raise StudyError([_issue("R504", reason=str(fault))], ExitCode.RENDERING) from fault


@one_piece()
def lay_out(html: str, study: Path, sheets: tuple[str, ...]) -> LaidOut:
    """Return a page as a PDF, and where each element that has an id came to lie.

    Of an element that is parted between pages, or an id that stands twice, the first place counts.

    Raises:
        StudyError: as `press`.
    """
    try:
        ready = _ready(study, "TC" if 'lang="zh-Hant"' in html[:200] else "SC", sheets)
        page = HTML(string=html, base_url=_BASE, url_fetcher=ready.assets)
        document = _laid_out(page, ready, 1.0, {})
        pages = tuple(
            {name: tuple(side * _MM for side in place) for name, place in one.anchors.items()}
            for one in document.pages
        )
        return LaidOut(pdf=document.write_pdf(), pages=pages)
    except _ForbiddenError as fault:
        raise StudyError([fault.issue], ExitCode.RENDERING) from fault
    except (OSError, ValueError) as fault:
        raise StudyError([_issue("R504", reason=str(fault))], ExitCode.RENDERING) from fault


def _printed(html: str, ready: _PrintSetting) -> Pressed:
    page = HTML(string=html, base_url=_BASE, url_fetcher=ready.assets)
    if told := _PAGES.search(html):
        for scale in (*(_FILLED if told[2] else ()), *_SCALES):
            document = _laid_out(page, ready, scale, _OPTIONS)
            if len(document.pages) <= int(told[1]):
                return _written(document, scale)
    return _written(_laid_out(page, ready, 1.0, _OPTIONS), 1.0)


def _written(document: Document, scale: float) -> Pressed:
    pdf: bytes = document.write_pdf(zoom=scale, **_OPTIONS)
    return Pressed(pdf=pdf, beyond=first_beyond(document))


def _laid_out(page: HTML, ready: _PrintSetting, scale: float, options: dict[str, str]) -> Document:
    """Lay a page out; a smaller scale is a larger sheet, which is then drawn as A4."""
    sheets = list(ready.sheets)
    if scale != 1.0:
        width, height = (side / scale for side in _A4)
        sheets.append(CSS(string=f"@page {{ size: {width:.2f}mm {height:.2f}mm }}"))
    return page.render(stylesheets=sheets, font_config=ready.fonts, **options)


@kept_of_templates(8)
def _ready(study: Path, script: str, sheets: tuple[str, ...]) -> _PrintSetting:
    cuts = cut_fonts(script)
    files = {f"{_FONTS}{cut.name.replace(' ', '-')}-{cut.weight}.otf": cut for cut in cuts}
    assets = _Assets(study, {name: cut.content for name, cut in files.items()})
    fonts = FontConfiguration()
    faces = "".join(_face(name, cut) for name, cut in files.items())
    parsed = [
        CSS(string=faces, base_url=_BASE, url_fetcher=assets, font_config=fonts),
        *(CSS(url=_BASE + name, url_fetcher=assets, font_config=fonts) for name in sheets),
    ]
    # A worker ends without collecting what it holds: the folder of its fonts would stay behind.
    Finalize(None, rmtree, args=(fonts._folder, True), exitpriority=0)  # noqa: SLF001
    return _PrintSetting(assets=assets, fonts=fonts, sheets=tuple(parsed))


def _face(file: str, cut: Cut) -> str:
    return (
        f'@font-face {{ font-family: "{cut.name}"; font-weight: {cut.weight}; src: url({file}) }}\n'
    )


def _response(url: str, content: bytes, suffix: str) -> URLFetcherResponse:
    kind = _TYPES.get(suffix, "application/octet-stream")
    return URLFetcherResponse(url, content, {"Content-Type": kind})


def _issue(code: str, **facts: object) -> Issue:
    return Issue.at(code, "templates", **facts)
