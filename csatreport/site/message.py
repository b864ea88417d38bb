"""What a report says in a few sentences, as one would write them in a mail: the one page as text.

The sentences are those of the one page itself (its number with the verdict, and its cards), so that
a mail never says other than the report that it tells of.
"""

from csatreport.base.words import say
from csatreport.report.model import (
    Callout,
    Card,
    CardRow,
    Cards,
    Chapter,
    Headline,
    Report,
    ReportBlock,
)

_SENTENCE_ENDS = (".", "。", "!", "！", "?", "？")
_ROWS = 3


def write_message(report: Report) -> bytes:
    """Return the message: what it is about, then three to five sentences; UTF-8.

    Lines end as Windows reads them, because it is pasted from an editor there.
    """
    front = report.chapters[0]
    about = say(
        report.language,
        "site.message.about",
        organisation=report.organisation,
        title=report.title,
        where=report.where,
    )
    told = [about, "", *(_ended(one, report.language) for one in _sentences(front, report))]
    lines = (*told, "", report.sample) if report.sample else told
    return ("\r\n".join(lines) + "\r\n").encode()


def _sentences(front: Chapter, report: Report) -> list[str]:
    language = report.language
    told = [text for block in front.blocks for text in _of_block(block, language)]
    return [*told, say(language, "site.message.base", base=report.base)]


def _of_block(block: ReportBlock, language: str) -> list[str]:
    if isinstance(block, Headline):
        return [_number(block, language)]
    if isinstance(block, Cards):
        return [_card(card, language) for card in block.cards]
    return [block.text] if isinstance(block, Callout) else []


def _number(found: Headline, language: str) -> str:
    return say(
        language,
        "site.message.number",
        label=found.label.text,
        value=found.value,
        interval=found.interval.text,
        verdict=found.verdict,
    )


def _card(card: Card, language: str) -> str:
    rows = say(language, "site.message.between").join(
        _row(row, language) for row in card.rows[:_ROWS]
    )
    return say(language, "site.message.card", title=card.title, rows=rows)


def _row(row: CardRow, language: str) -> str:
    if not row.detail:
        return row.head.text
    return say(
        language,
        "site.message.row",
        head=row.head.text,
        detail=row.detail.rstrip("".join(_SENTENCE_ENDS)),
    )


def _ended(text: str, language: str) -> str:
    """Return a sentence as one line with its full stop: names may hold breaks of lines."""
    line = " ".join(text.split())
    return line if line.endswith(_SENTENCE_ENDS) else line + say(language, "site.message.end")
