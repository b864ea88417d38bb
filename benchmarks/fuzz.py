"""Studies with a small mistake or two: whatever ``check`` accepts is built, or stops with a code.

    python -m benchmarks.fuzz [COUNT] [FIRST]

A mistake cuts, doubles, moves or replaces a word or a line in one of the files of
``tests/studies/corner-shop``. Each number makes the same mistakes every time, so that a study
that ends in a traceback is named by its number. The tests build one period of each of the first
100; here all periods are built (about a second for each study). Several processes may share a long
run, each from another FIRST.
"""

from __future__ import annotations

import codecs
import random
import re
import shutil
import sys
import tempfile
import traceback
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from csatreport.base.errors import Severity, StudyError
from csatreport.base.store import Store
from csatreport.counts.findings.findings import complete
from csatreport.making.execute import build
from csatreport.making.inputs import Examination, Means, examine
from csatreport.making.request import PdfMode, Progressed, Request

SHOP = Path(__file__).parent.parent / "tests" / "studies" / "corner-shop"
_WORDS = (
    "A", "B", "Z", "S1", "S3", "all", "good", "bad", "neutral", "overall", "recommend", "rating", "text",
    "multiple", "number", "background", "role: overall", "month", "quarter", "year", "0", "1", "-1", "2.5",
    "100", "1e9", "2026-01", "2026-13", "2026-01-31", "true", "null", "[]", "{}", "''", "N/A", "，", "\u202e",
    "<b>", "9" * 20, "units.csv", "anonymous: true", "weights: population", "target", "index", "kind",
)  # fmt: skip
_WORD = re.compile(r"[^\s,;:{}\[\]]+")


def mutate(text: str, dice: random.Random) -> str:
    """Make one small mistake in a text."""
    lines = text.split("\n")
    at, other = dice.randrange(len(lines)), dice.randrange(len(lines))
    kind = dice.choice(("word", "word", "word", "swap", "cut", "double", "move"))
    if kind == "cut":
        del lines[at]
    elif kind == "double":
        lines.insert(other, lines[at])
    elif kind == "move":
        lines.insert(other, lines.pop(at))
    else:
        return _other_word(text, dice, from_text=kind == "swap")
    return "\n".join(lines)


def _other_word(text: str, dice: random.Random, *, from_text: bool) -> str:
    words = list(_WORD.finditer(text))
    if not words:
        return text
    old = dice.choice(words)
    new = dice.choice(words)[0] if from_text else dice.choice(_WORDS)
    return text[: old.start()] + new + text[old.end() :]


def make_study(number: int, folder: Path) -> Path:
    """Copy the corner shop, in English, with the mistakes of a number."""
    dice = random.Random(number)  # noqa: S311 - the same mistakes every time are the point
    study = folder / str(number)
    for part in ("config", "data"):
        shutil.copytree(SHOP / part, study / part)
    settings = study / "config" / "study.yaml"
    settings.write_text(settings.read_text("utf-8").replace("[zh-Hans, en]", "[en]"), "utf-8")
    files = sorted(file for file in study.rglob("*") if file.is_file())
    for _ in range(dice.randint(1, 2)):
        _spoil(dice.choice(files), dice)
    return study


def _spoil(file: Path, dice: random.Random) -> None:
    content = file.read_bytes()
    encoding = "utf-16" if content.startswith(codecs.BOM_UTF16_LE) else "utf-8"
    try:
        text = content.decode(encoding)
    except UnicodeError:
        encoding = "gb18030"
        text = content.decode(encoding)
    file.write_bytes(mutate(text, dice).encode(encoding))


def outcome(study: Path, only: int | None = None) -> str:
    """Check a study, and build it where nothing is wrong; return how that ended.

    ``refused`` by check, ``built``, or the code that stopped the build.

    Args:
        study: its folder.
        only: build one period, the one at this place (counted round and round), and no other.
    """
    whole = Request(study=study, pdf=PdfMode.NONE)
    checkup = examine(study, _silent, Means(store=Store(whole.cache)))
    if checkup.count(Severity.ERROR):
        return "refused"
    known = [] if only is None else list(_periods(checkup))
    chosen = (known[only % len(known)],) if only is not None and known else ()
    try:
        build(replace(whole, periods=chosen), _silent)
    except StudyError as stopped:
        return stopped.issues[0].code
    return "built"


def _periods(checkup: Examination) -> Iterator[str]:
    """Yield the ids of all periods that are reported."""
    for ledger in checkup.ledgers.values():
        for kind in ledger.questionnaire.reporting.periods:
            yield from (period.id for period in complete(ledger, kind))


def outcomes(
    numbers: range, folder: Path, *, one_period: bool = False
) -> Iterator[tuple[int, str]]:
    """Yield each number with how its study ended; what nobody foresaw as the whole traceback.

    All lie in the same place, one after the other. With ``one_period`` each builds one, by number.
    """
    for number in numbers:
        study = make_study(number, folder).rename(folder / "study")
        try:
            ended = outcome(study, number if one_period else None)
        except Exception:  # noqa: BLE001 - what nobody foresaw is what is looked for
            ended = traceback.format_exc()
        yield number, ended
        shutil.rmtree(study)


def _silent(_: Progressed) -> None:
    """Show no progress."""


def main() -> None:
    """Count how studies end, and name those that end in a traceback."""
    given = tuple(map(int, sys.argv[1:3]))
    count, first = (*given, *(1000, 0)[len(given) :])
    found: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        for number, ended in outcomes(range(first, first + count), Path(folder)):
            found[ended.splitlines()[-1]] += 1
            if "\n" in ended:
                print(f"{number}:\n{ended}")
    for ended, times in found.most_common():
        print(f"{times:7}  {ended}")


if __name__ == "__main__":
    main()
