"""Tasks: some documents, or a PDF, made in one go and put into the store under their own hash.

The build lays them out afterwards.
"""

import time
from dataclasses import dataclass, replace
from typing import TypeAlias

from csatreport.base.errors import ExitCode, StudyError
from csatreport.base.store import Store
from csatreport.base.work.garbage import one_piece
from csatreport.making.contents import contents_of
from csatreport.making.documents import Document, DocumentKind
from csatreport.making.manifest import File, Made
from csatreport.making.tools.worker import Worker

_WALL_SHEETS = ("tokens.css", "wall.css")


@dataclass(frozen=True, slots=True)
class PageTask:
    """A task: some documents that share what is measured for them."""

    documents: tuple[Document, ...]

    @property
    def name(self) -> str:
        """What it is called in a message."""
        first, last = self.documents[0].name, self.documents[-1].name
        return first if first == last else f"{first} … {last}"


@dataclass(frozen=True, slots=True)
class Print:
    """A task: a PDF, from the page that a report handed on. ``key`` is the PDF's."""

    key: str
    page: str
    document: Document

    @property
    def name(self) -> str:
        """What it is called in a message."""
        return f"{self.document.name} PDF"


@dataclass(frozen=True, slots=True)
class Printed:
    """A PDF in the store; ``page`` is one on which ``words`` stand beyond the margins, or 0."""

    sha256: str
    size: int
    seconds: float
    page: int = 0
    words: str = ""


Task: TypeAlias = PageTask | Print
Done: TypeAlias = tuple[Made, ...] | Printed


@one_piece()
def run_task(worker: Worker, task: Task) -> Done:
    """Do one task; its results are in the store."""
    if isinstance(task, Print):
        return _print(worker, task)
    made = tuple(_made(worker, document) for document in task.documents)
    worker.forget(task.documents)
    return made


def _print(worker: Worker, task: Print) -> Printed:
    # Deferred: it takes half a second to load, and where no page has changed nothing is printed.
    from csatreport.base.print.pdf import press  # noqa: PLC0415

    begun = time.perf_counter()
    page = worker.store.get_object(task.page)
    if page is None:
        raise lost(worker.store)
    own = (_WALL_SHEETS,) if task.document.kind is DocumentKind.WALL else ()
    pressed = press(page.decode(), worker.study, *own)
    printed = Printed(
        sha256=worker.store.put_object(pressed.pdf),
        size=len(pressed.pdf),
        seconds=time.perf_counter() - begun,
    )
    if pressed.beyond is None:
        return printed
    return replace(printed, page=pressed.beyond.page, words=pressed.beyond.words)


def lost(store: Store) -> StudyError:
    """Return the error (B608) of something just made that has gone: somebody empties the cache."""
    return StudyError.at("B608", str(store.folder), ExitCode.RENDERING)


def _made(worker: Worker, document: Document) -> Made:
    begun = time.perf_counter()
    with worker.inputs.watching() as needs:
        files = [
            File(path=path, sha256=worker.store.put_object(content), size=len(content))
            for path, content in contents_of(worker, document)
        ]
    printed = next((file for file in files if file.path.endswith(".pdf")), None)
    return Made(
        document=document.name,
        files=tuple(file for file in files if file is not printed),
        page=printed.sha256 if printed is not None else "",
        pdf=printed.path if printed is not None else "",
        needs=worker.inputs.digests(needs),
        seconds=time.perf_counter() - begun,
    )
