"""Why one file of a site was made anew, or was not."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from csatreport.making.manifest import Made

_SITES = ("site", "restricted")


@dataclass(frozen=True, slots=True, kw_only=True)
class FileHistory:
    """What is known of one file of a build.

    ``reasons`` are names: ``new``, ``lost`` (its copy in the cache was missing or damaged),
    ``page`` (a PDF's page changed), ``printing`` (how PDFs are printed changed), what documents are
    made of (``program``, ``templates``, ``questionnaire``, ``site``), or ``answers``, whose
    ``changed`` are the needs that differ. There are none for a file that was kept.
    """

    path: str
    document: str
    kept: bool
    size: int
    seconds: float
    key: str
    needs: int
    reasons: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()


def explain_file(
    path: str, made: Mapping[str, Made], printed: frozenset[str], before: Mapping[str, Made]
) -> FileHistory | None:
    """Say why a file was made anew or was not; None where the build has no such file.

    Args:
        path: the file, from the build folder or any folder above it.
        made: the documents of the build by name.
        printed: names of the documents whose PDF was made anew.
        before: the documents of the build before, by name.
    """
    place = _below_site(path)
    for one in made.values():
        for file in one.files:
            if file.path == place:
                then = before.get(one.document)
                pdf = place.endswith(".pdf")
                kept = one.document not in printed if pdf else one.kept
                reasons = () if kept else tuple((_of_pdf if pdf else _of_pages)(one, then))
                return FileHistory(
                    path=place,
                    document=one.document,
                    kept=kept,
                    size=file.size,
                    seconds=one.printed_in if pdf else one.seconds,
                    key=one.printing if pdf else one.key,
                    needs=len(one.needs),
                    reasons=reasons,
                    changed=tuple(_changed(one, then)) if "answers" in reasons else (),
                )
    return None


def _below_site(path: str) -> str:
    """Return a path from the site's root, whatever folder it was given from."""
    parts = path.replace("\\", "/").split("/")
    places = [place for place, part in enumerate(parts) if part in _SITES]
    return "/".join(parts[places[-1] + 1 :] if places else parts)


def _of_pages(now: Made, then: Made | None) -> Iterator[str]:
    if then is None:
        yield "new"
        return
    told, told_then = now.makings or {}, then.makings or {}
    found = [name for name, digest in told.items() if told_then.get(name) != digest]
    found += ["answers"] if any(_changed(now, then)) else []
    yield from found or ["lost"]


def _of_pdf(now: Made, then: Made | None) -> Iterator[str]:
    if then is None or not then.printing:
        yield "new"
    elif now.page != then.page:
        yield "page"
        yield from (reason for reason in _of_pages(now, then) if reason != "lost")
    else:
        yield "printing" if now.printing != then.printing else "lost"


def _changed(now: Made, then: Made | None) -> Iterator[str]:
    """Yield the needs whose content differs, or that were not there before."""
    before = then.needs if then is not None else {}
    yield from (need for need, digest in now.needs.items() if before.get(need) != digest)
