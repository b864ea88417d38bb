"""What changed since the release before, in words: after a publish, and in the month's summary."""

from __future__ import annotations

from typing import TYPE_CHECKING

from csatreport.cli.words import word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from csatreport.publish.news import ReleaseNews


def news_lines(news: ReleaseNews) -> Iterator[str]:
    """Yield a line for each thing that is new of a questionnaire."""
    name = news.questionnaire
    for key, periods in (("periods", news.periods), ("restated", news.restated)):
        if periods:
            yield word(f"news.{key}", questionnaire=name, periods=", ".join(periods))
    for against, old, new in news.turned:
        facts = {"old": word(f"news.{old}"), "new": word(f"news.{new}")}
        yield word(f"news.turned_{against}", questionnaire=name, **facts)
    if news.due:
        yield word("news.due", questionnaire=name, count=news.due)
