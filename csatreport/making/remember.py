"""What is known of documents that were made before, and whether it still holds.

Under a document's key the store holds the last few ways it came out, each with the answers that it
needed and their digests. If one of them needed exactly what is there now, the document would come
out the same, and is taken as it is.
"""

import json
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from csatreport.base.digest import digest_of
from csatreport.base.store import Store
from csatreport.making.documents import Document, Makings
from csatreport.making.manifest import File, Made
from csatreport.making.tasks import Printed
from csatreport.making.tools.worker import Worker

_WAYS = 4
"""So many ways a document came out are remembered: going back to old answers is quick, too."""


@dataclass(frozen=True, kw_only=True)
class Memory:
    """What the store knows of documents and PDFs."""

    store: Store
    makings: Makings
    worker: Worker

    def recall(self, document: Document, folder: Path) -> Made | None:
        """Lay a document down below a folder as it was made before; None where it must be made."""
        key = self.key(document)
        for made in self._ways(key):
            if all(self.worker.digest(need) == told for need, told in made.needs.items()):
                return made if self.lay(made, folder) else None
        return None

    def key(self, document: Document) -> str:
        """Return a document's key: what it is, and what it is made of besides answers."""
        return digest_of("document", document.name, self.makings.of(document))

    def keep(self, document: Document, made: Made) -> Made:
        """Remember how a document came out; return it with what it was made of."""
        makings = self.makings.of(document)
        whole = replace(made, key=self.key(document), makings=makings)
        ways = [whole, *(way for way in self._ways(whole.key) if way.needs != made.needs)]
        text = json.dumps([way.as_data() for way in ways[:_WAYS]], ensure_ascii=False)
        self.store.put(whole.key, text.encode())
        return whole

    def lay(self, made: Made, folder: Path) -> bool:
        """Lay a document's files down; tell whether all were in the store and sound.

        So has to be the page that its PDF is made from, which is not laid down.
        """
        if made.page and self.store.get_object(made.page) is None:
            return False
        return all(self.store.lay(file.sha256, folder / file.path) for file in made.files)

    def printing(self, made: Made) -> str:
        """Return the key of a document's PDF: its page, and how pages are printed."""
        return digest_of("pdf", self.makings.printing, made.page)

    def printed(self, key: str) -> Printed | None:
        """Return what is known of a PDF."""
        told = self.store.get(key)
        return None if told is None else Printed(**json.loads(told))

    def keep_printed(self, key: str, printed: Printed) -> None:
        """Remember a PDF."""
        self.store.put(key, json.dumps(asdict(printed)).encode())

    def _ways(self, key: str) -> list[Made]:
        told = self.store.get(key)
        return [] if told is None else [Made.of_data(one) for one in json.loads(told)]


def pdf_of(made: Made, printed: Printed) -> File:
    """Return a document's PDF as a file of the site."""
    return File(path=made.pdf, sha256=printed.sha256, size=printed.size)
