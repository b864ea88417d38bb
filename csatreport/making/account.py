"""A build in numbers, for the words at its end."""

from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildAccount:
    """What was read and made; ``answers`` holds files and rows per questionnaire.

    ``unfinished`` holds, per questionnaire, the quarters and years that are still running.
    ``anew`` documents and PDFs were made, ``kept`` ones taken as they were before.
    """

    answers: tuple[dict[str, str | int], ...]
    warnings: int
    pages: int
    pdfs: int
    files: int
    megabytes: float
    anew: int
    kept: int
    entry: str
    unfinished: tuple[dict[str, str], ...] = ()

    def as_json(self) -> dict[str, object]:
        """Return what ``build --format json`` prints."""
        return asdict(self)
