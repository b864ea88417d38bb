"""A form that was laid out once is not laid out again: a test that prints over it is not about it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from csatreport.base.print import pdf


@pytest.fixture(scope="session", autouse=True)
def _laid_out_once() -> Iterator[None]:
    """Keep how a page came out, by its words and all that a study brings to print it with."""
    lay_out, kept = pdf.lay_out, {}

    def once(html: str, study: Path, sheets: tuple[str, ...]) -> pdf.LaidOut:
        own = (file for file in (study / "templates").rglob("*") if file.is_file())
        key = (html, sheets, *((file.name, file.read_bytes()) for file in sorted(own)))
        if key not in kept:
            kept[key] = lay_out(html, study, sheets)
        return kept[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pdf, "lay_out", once)
        yield
