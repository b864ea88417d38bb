"""Characters in the configuration that no font has, each named where it first stands."""

from pathlib import Path

from csatreport.base.errors import Issue, Severity, Source
from csatreport.base.files.folders import below
from csatreport.base.print.glyphs import code_point, unusual, without_glyph

_TEXTS = (".yaml", ".yml", ".csv")


def check_characters(study: Path) -> tuple[Issue, ...]:
    """Return a warning (C297) for each character that no installed font has.

    Files that cannot be read as text are passed over: their own readers tell of that.
    """
    issues: list[Issue] = []
    seen: set[str] = set()
    for file in below(study / "config").entries:
        if file.suffix.lower() not in _TEXTS or not file.is_file():
            continue
        text = file.read_text(encoding="utf-8", errors="ignore")
        missing = without_glyph(unusual(text)) - seen
        seen |= missing
        for character in sorted(missing):
            line = text.count("\n", 0, text.index(character)) + 1
            source = Source(file=file.relative_to(study).as_posix(), line=line)
            facts: dict[str, object] = {"character": character, "point": code_point(character)}
            issues.append(Issue(code="C297", severity=Severity.WARNING, source=source, facts=facts))
    return tuple(issues)
