"""What blank forms cost: CPU seconds and bytes, for one form and for a thousand numbered copies.

    python benchmarks/forms.py [COPIES]

The first form of a language cuts the fonts, which a process does once; it is told apart.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from csatreport.making.tools.forms import find_questionnaire, laid_out
from csatreport.paper.asked import AskedForm
from csatreport.paper.overprint import Copy, set_over
from csatreport.paper.stamp import stamp

STUDY = Path(__file__).parents[1]


def measure(language: str, copies: int) -> tuple[int, int, float]:
    """Return pages, bytes and CPU seconds of some numbered copies of the supplier form."""
    asked = find_questionnaire(STUDY, "supplier")
    begun = time.process_time()
    pages = laid_out(
        AskedForm(study=STUDY, questionnaire=asked, edition=asked.newest, language=language)
    )
    some = [Copy(serial=serial) for serial in range(1, copies + 1)]
    pdf = stamp(pages, [copy.serial for copy in some], set_over(some, pages))
    return pages.geometry.pages, len(pdf), time.process_time() - begun


def main() -> None:
    """Print a line for each measurement."""
    many = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    for language in ("zh-Hans", "zh-Hant", "en"):
        for told, copies in (("first", 1), ("next", 1), ("next", many)):
            pages, size, seconds = measure(language, copies)
            print(
                f"{language:8} {told:5} {copies:5} copies of {pages} pages  {size:9,} bytes  {seconds:6.2f} CPU s"
            )


if __name__ == "__main__":
    main()
