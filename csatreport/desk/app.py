"""The desk as an application: every request is admitted, then a page shows or acts."""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable, Iterable
from functools import partial
from pathlib import Path

from starlette.applications import Starlette
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from csatreport.base.errors import Issue, StudyError
from csatreport.base.faults import fault_issue
from csatreport.base.issue_text import issue_as_json
from csatreport.base.label import LANGUAGES
from csatreport.base.print.templates import filled
from csatreport.base.resources import read_resource
from csatreport.base.words import reader_language, say
from csatreport.desk.access import FOREIGN, KEY, OLD_KEY, POLICY, TOKEN, Access, own_page
from csatreport.desk.jobs import Jobs
from csatreport.desk.loopback import TYPES, LookedAt
from csatreport.desk.model import Act, DeskPage, Filling, PageRequest, StudyDesk
from csatreport.desk.pages import PAGES
from csatreport.desk.pages.forms import FOLDER as FORMS
from csatreport.desk.pages.look import SITES
from csatreport.desk.presence import BEAT_SECONDS, Presence
from csatreport.desk.uploads import LARGEST, MOST_FILES, TOO_LARGE, keep, too_large

_PASS, _LANGUAGE = "csatreport-desk", "csatreport-language"
_ASSETS = {
    "tokens.css": "assets/tokens.css",
    "site.css": "assets/site.css",
    "desk.css": "desk/desk.css",
    "theme.js": "assets/theme.js",
    "site.js": "assets/site.js",
    "desk.js": "desk/desk.js",
    "icon.svg": "assets/icon.svg",
}
_STATUS = {OLD_KEY: 403, FOREIGN: 403, TOO_LARGE: 413}
_MOST_FIELDS = 2_000


class _Admitted:
    """Lets only the browser that the desk opened reach it, and no other page through it."""

    def __init__(self, app: ASGIApp, office: DeskOffice) -> None:
        self._app, self._office = app, office

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        office, headers = self._office, request.headers
        try:
            if scope["path"] == "/" and KEY in request.query_params:
                answer = office.welcome(request)
                await answer(scope, receive, send)
                return
            office.access.admit(request.cookies.get(_PASS, ""))
            own = {f"{request.url.scheme}://{headers['host']}"}
            own_page(own, headers.get("origin"), headers.get("sec-fetch-site"))
        except StudyError as fault:
            await office.refused(request, fault.issues)(scope, receive, send)
            return
        if scope["path"] != "/here":
            office.desk.presence.click()
        await self._app(scope, receive, send)


class DeskOffice:
    """One study's desk behind addresses."""

    def __init__(self, study: Path, folder: Path, pages: tuple[DeskPage, ...] = PAGES) -> None:
        """Open a desk of a study; ``folder`` keeps what is dropped, and goes with the desk."""
        self.access = Access()
        self.desk = StudyDesk(study=study, jobs=Jobs(study), presence=Presence())
        self.ended = False
        self._folder = folder
        self._pages = pages
        self.app: ASGIApp = Starlette(
            routes=[*self._routes()],
            middleware=[Middleware(partial(_Admitted, office=self))],
            exception_handlers=dict.fromkeys((StudyError, OSError, HTTPException), self._failed),
        )

    def _routes(self) -> Iterable[Route | Mount]:
        build = self.desk.study / "build"
        yield Route("/", lambda _: _to(f"/{self._pages[0].name}"))
        for page in self._pages:
            yield Route(f"/{page.name}", partial(self._shown, page))
            if page.act is not None:
                yield Route(f"/{page.name}", partial(self._acted, page.act), methods=["POST"])
        yield Route("/here", self._here)
        yield Route("/stop", self._stop, methods=["POST"])
        yield Route("/end", self._end, methods=["POST"])
        yield Route("/language/{language}", self._language)
        yield Route("/assets/{name}", self._asset)
        for name, folder in SITES.items():
            yield Mount(f"/built/{name}", LookedAt(build / folder))
        yield Mount("/printed", LookedAt(self.desk.study / FORMS))

    async def _shown(self, page: DeskPage, request: Request) -> Response:
        asked = PageRequest(language=self._speaks(request), query=dict(request.query_params))
        values = await page.show(self.desk, asked)
        return self._page(request, page.name, values)

    async def _acted(self, act: Act, request: Request) -> Response:
        async with _form(request) as form:
            self.access.own_form(str(form.get(TOKEN, "")))
            asked = PageRequest(
                language=self._speaks(request),
                form={name: value for name, value in form.items() if isinstance(value, str)},
                files=tuple(self._kept(form)),
            )
        return _to(await act(self.desk, asked))

    def _kept(self, form: FormData) -> Iterable[Path]:
        for _, value in form.multi_items():
            if isinstance(value, UploadFile) and (value.filename or value.size):
                yield keep(self._folder / secrets.token_hex(8), value.filename or "", value.file)

    async def _here(self, request: Request) -> Response:
        """Hear that a page is open, and tell it how far the work is."""
        del request
        self.desk.presence.beat()
        job = self.desk.jobs.running
        return JSONResponse(
            {"runs": job is not None, "says": job and job.says, "part": job and job.part}
        )

    async def _stop(self, request: Request) -> Response:
        await self._own(request)
        if (job := self.desk.jobs.running) is not None:
            job.stop()
            await job.over.wait()
            return _to(f"/{job.page}")
        return _to("/")

    async def _end(self, request: Request) -> Response:
        await self._own(request)
        if self.desk.jobs.running is not None:
            return _to("/")
        self.ended = True
        return self._page(request, "ended")

    async def _own(self, request: Request) -> None:
        async with _form(request) as form:
            self.access.own_form(str(form.get(TOKEN, "")))

    async def _language(self, request: Request) -> Response:
        answer = _to(request.query_params.get("to", "/"))
        if (language := request.path_params["language"]) in LANGUAGES:
            answer.set_cookie(_LANGUAGE, language, httponly=True, samesite="strict")
        return answer

    async def _asset(self, request: Request) -> Response:
        name = request.path_params["name"]
        if name not in _ASSETS:
            raise HTTPException(404)
        content = read_resource(self.desk.study, _ASSETS[name])
        return Response(content, media_type=TYPES[Path(name).suffix])

    def welcome(self, request: Request) -> Response:
        """Exchange the key of the opened address for the cookie, once.

        The page leads on by itself: a browser that came from elsewhere would not send the cookie
        along if it were merely sent on.

        Raises:
            StudyError: D884.
        """
        value = self.access.exchange(request.query_params[KEY])
        answer = self._page(request, "welcome")
        answer.set_cookie(_PASS, value, httponly=True, samesite="strict")
        return answer

    def refused(self, request: Request, issues: Iterable[Issue]) -> Response:
        """Say in words why something was not done."""
        found = tuple(issues)
        told = [issue_as_json(issue, self._speaks(request)) for issue in found]
        status = next((_STATUS[one.code] for one in found if one.code in _STATUS), 400)
        bare = status == 403
        return self._page(request, "refused", {"issues": told, "bare": bare}, status)

    async def _failed(self, request: Request, fault: Exception) -> Response:
        """Say why a page or a step came to nothing."""
        if isinstance(fault, StudyError):
            return self.refused(request, fault.issues)
        if isinstance(fault, OSError):
            return self.refused(request, (fault_issue(fault),))
        status = fault.status_code if isinstance(fault, HTTPException) else 500
        return self._page(request, "missing", {}, status)

    def _speaks(self, request: Request) -> str:
        chosen = request.cookies.get(_LANGUAGE)
        return chosen if chosen in LANGUAGES else reader_language()

    def _page(
        self, request: Request, name: str, values: Filling | None = None, status: int = 200
    ) -> Response:
        language = self._speaks(request)
        given = {"job": None, "command": "", "bare": name in {"welcome", "ended"}, **(values or {})}
        content = filled(
            self.desk.study, f"desk/{name}.html.j2",
            **{
                "language": language, "t": partial(say, language), "name": name,
                "pages": [page.name for page in self._pages], "languages": LANGUAGES,
                "token": self.access.token, "running": self.desk.jobs.running,
                "study": self.desk.study.resolve().name, "beat": BEAT_SECONDS,
                "largest": LARGEST, "to": _way(request), **given,
            },
        )  # fmt: skip
        headers = {"Content-Security-Policy": POLICY, "Referrer-Policy": "same-origin"}
        return Response(content, status, headers, "text/html; charset=utf-8")


def _way(request: Request) -> str:
    """Return the page to come back to; what acted is not done again."""
    path = request.url.path
    return f"{path}?{request.url.query}" if request.url.query and path != "/" else path


def _to(place: str) -> RedirectResponse:
    """Send on to a page of ours; never anywhere else."""
    own = place if place.startswith("/") and not place.startswith(("//", "/\\")) else "/"
    return RedirectResponse(own, 303)


class _form:  # noqa: N801 - used like a function
    """The fields and files of a form, on the disk where they are large; never more than allowed."""

    def __init__(self, request: Request) -> None:
        self._request = request

    async def __aenter__(self) -> FormData:
        said = self._request.headers.get("content-length", "")
        if said.isdecimal() and int(said) > LARGEST:
            raise too_large()
        counted = Request(self._request.scope, _counting(self._request.receive))
        self._form = await counted.form(max_files=MOST_FILES, max_fields=_MOST_FIELDS)
        return self._form

    async def __aexit__(self, *_: object) -> None:
        await self._form.close()


def _counting(receive: Receive) -> Callable[[], Awaitable[Message]]:
    """Stop where more is sent than a sending may hold, whatever it said beforehand."""
    seen = 0

    async def counted() -> Message:
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b""))
        if seen > LARGEST:
            raise too_large()
        return message

    return counted
