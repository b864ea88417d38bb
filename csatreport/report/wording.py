"""Words that every chapter shares: periods, counts, verdicts, and why a figure is not shown.

Only whole noun phrases ("60 answers", "September 2026") are ever put into a sentence's gap, so
that each language keeps its own word order and English its plurals.
"""

from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum
from functools import partial
from typing import TypeVar

from csatreport.base.words import has, say
from csatreport.counts.pairs import Aspect
from csatreport.report import numbers
from csatreport.report.inline import Direction, Mark
from csatreport.report.notation import INDEX, Notation
from csatreport.statistics.estimate import Estimate
from csatreport.statistics.means import WORTH_MINIMUM
from csatreport.statistics.verdict import Change, Verdict
from csatreport.study.item import Item, Valence
from csatreport.study.model import Questionnaire
from csatreport.study.periods import Period, PeriodKind
from csatreport.study.policy import Anonymity
from csatreport.study.units import Unit

_Member = TypeVar("_Member", bound=StrEnum)
KEYED: set[str] = set()
"""The keys of all tables made by `keyed`."""


def keyed(pattern: str, members: Iterable[_Member]) -> dict[_Member, str]:
    """Return the key of a sentence for each member: its name in small letters in place of ``{}``.

    >>> keyed("report.question.{}", Valence)[Valence.GOOD]
    'report.question.good'
    """
    keys = {one: pattern.format(one.name.lower()) for one in members}
    KEYED.update(keys.values())
    return keys


VALENCES = keyed("report.question.{}", Valence)
"""What is said of an option."""
_WORDS = keyed("report.verdict.{}", Verdict)
_DIRECTIONS = {
    Verdict.UP: Direction.UP,
    Verdict.DOWN: Direction.DOWN,
    Verdict.NOT_SHOWN: Direction.NONE,
    Verdict.TOO_FEW: Direction.FEW,
}
"""The shapes of all verdicts but ``SMALL``, which has two."""
_CLEAR_OF_TARGET = ("report.target.word_above", "report.target.word_below")
_TARGETS = {
    Verdict.UP: _CLEAR_OF_TARGET,
    Verdict.DOWN: _CLEAR_OF_TARGET,
    Verdict.SMALL: ("report.target.word_little_above", "report.target.word_little_below"),
    Verdict.NOT_SHOWN: ("report.target.word_met", "report.target.word_missed"),
}


def shortened(text: str, most: int) -> str:
    """Return a text of at most so many characters."""
    return text if len(text) <= most else text[: most - 1] + "…"


def counted(language: str, key: str, number: int) -> str:
    """Say a number of things: the key's ``.one`` or ``.other`` form with the number filled in."""
    form = "one" if number == 1 else "other"
    return say(language, f"{key}.{form}", number=numbers.count(number))


def answers(language: str, number: int) -> str:
    """Say "60 answers"."""
    return counted(language, "report.count.answers", number)


def units(questionnaire: Questionnaire, language: str, number: int) -> str:
    """Say "24 units", or "24 stores" where the questionnaire has a noun for them."""
    noun = dict(questionnaire.unit_noun.texts).get(language)
    if not noun:
        return counted(language, "report.count.units", number)
    one, _, many = noun.partition("|")
    noun = one if number == 1 else many or one
    return say(language, "report.count.named", number=numbers.count(number), noun=noun)


def paired(language: str, name: str, value: str, reach: str = "") -> str:
    """Say "name: value", with the interval in brackets where there is one."""
    key = "report.pair.reach" if reach else "report.pair.plain"
    return say(language, key, name=name, value=value, reach=reach)


def listed(language: str, names: Sequence[str]) -> str:
    """Say "a, b and c"."""
    if len(names) < 2:
        return "".join(names)
    between = say(language, "report.list.between")
    return between.join(names[:-1]) + say(language, "report.list.last") + names[-1]


def listed_first(
    language: str, names: Sequence[str], most: int, rest: str | Callable[[int], str]
) -> str:
    """Say "a, b and c", or "a, b and 4 more units" where there are more than ``most``.

    ``rest`` says so many further things, or is the key by which they are called.
    """
    if len(names) <= most:
        return listed(language, names)
    first = say(language, "report.list.between").join(names[:most])
    further = partial(counted, language, rest) if isinstance(rest, str) else rest
    return say(language, "report.list.more", names=first, rest=further(len(names) - most))


def period_name(period: Period, language: str) -> str:
    """Say a period in full: October 2026, Q3 2026, FY2027, or the round's own name."""
    if period.kind is PeriodKind.ROUND:
        return period.label[language] or period.id
    year = _year(period)
    fiscal = period.id.startswith("FY")
    if period.kind is PeriodKind.MONTH:
        month = _months(language)[period.start.month - 1]
        return say(language, "report.period.month", month=month, year=year)
    if period.kind is PeriodKind.YEAR:
        key = "report.period.fiscal_year" if fiscal else "report.period.year"
        return say(language, key, year=year)
    key = "report.period.fiscal_quarter" if fiscal else "report.period.quarter"
    return say(language, key, quarter=_quarter(period, language), year=year)


def period_nearby(period: Period, language: str) -> str:
    """Say a period just before another: a month without its year."""
    if period.kind is PeriodKind.MONTH:
        return _months(language)[period.start.month - 1]
    return period_name(period, language)


def period_axis(period: Period, language: str) -> str:
    """Say a period in the few characters that fit under an axis."""
    if period.kind is PeriodKind.MONTH:
        month = say(language, "report.period.months_short").split("|")[period.start.month - 1]
        return say(language, "report.period.axis_month", month=month, year=_year(period))
    if period.kind is PeriodKind.QUARTER:
        return f"{period.id[:-3]} {period.id[-2:]}"
    return period.id if period.kind is PeriodKind.YEAR else period_name(period, language)


def _year(period: Period) -> str:
    return period.id.removeprefix("FY")[:4]


def _months(language: str) -> list[str]:
    return say(language, "report.period.months").split("|")


def _quarter(period: Period, language: str) -> str:
    return say(language, "report.period.quarters").split("|")[int(period.id[-1]) - 1]


def unit_name(questionnaire: Questionnaire, unit: Unit, language: str) -> str:
    """Say a unit's name; the root that is called like the organisation is "whole company".

    A study may have another word for that: "the city", "the airport".
    """
    name = unit.name[language]
    if unit.parent is None and name == questionnaire.organisation[language]:
        return questionnaire.whole[language] or say(language, "report.whole")
    return name


def whole_name(questionnaire: Questionnaire, language: str) -> str:
    """Say what all units together are called, within a sentence."""
    return questionnaire.whole[language] or say(language, "report.whole_within")


def item_name(item: Item, language: str) -> str:
    """Say an item's short name."""
    return item.label[language] or item.text[language]


def aspect_name(of: Aspect, language: str) -> str:
    """Say the name of an item, a dimension or the whole."""
    return item_name(of, language) if isinstance(of, Item) else of.label[language]


def verdict_word(verdict: Verdict, language: str) -> str:
    """Say one of the fixed words."""
    return say(language, _WORDS[verdict])


def direction(change: Change) -> Direction:
    """Return the shape of a change: full where it is clear, hollow where it is small."""
    if change.verdict is not Verdict.SMALL:
        return _DIRECTIONS[change.verdict]
    return Direction.SMALL_UP if (change.difference or 0.0) > 0 else Direction.SMALL_DOWN


def moved_by(change: Change) -> str:
    """Print a difference with its sign; what is beyond chance never prints as zero."""
    difference = change.difference or 0.0
    if change.verdict is Verdict.SMALL and numbers.vanishes(difference):
        return numbers.below_print(difference)
    return numbers.signed(difference)


def change_mark(change: Change | None, language: str) -> Mark | None:
    """Make the mark of a change; None where nothing was compared."""
    if change is None or (change.difference is None and change.verdict is not Verdict.TOO_FEW):
        return None
    few = change.verdict is Verdict.TOO_FEW or change.difference is None
    return Mark(
        direction=direction(change),
        number="" if few else moved_by(change),
        word=verdict_word(change.verdict, language),
        title=_mark_title(change, language),
    )


def _mark_title(change: Change, language: str) -> str:
    if change.difference is None or change.low is None or change.verdict is Verdict.TOO_FEW:
        return ""
    bounds = numbers.difference_interval(change.low, change.high)
    difference = numbers.signed(change.difference)
    if change.q is not None and change.family > 1:
        q = numbers.stated(change.q)
        return say(
            language, "report.mark.of_family",
            difference=difference, interval=bounds, q=q, family=change.family,
        )  # fmt: skip
    p = numbers.stated(change.p)
    return say(language, "report.mark.alone", difference=difference, interval=bounds, p=p)


def interval_phrase(estimate: Estimate, language: str, notation: Notation = INDEX) -> str:
    """Say "95% interval 76.4–78.1", that everybody answered, or that there is no interval."""
    if estimate.census:
        return say(language, "report.interval.census")
    if estimate.worth is not None and estimate.worth < WORTH_MINIMUM:
        return say(language, "report.interval.few_worth", few=WORTH_MINIMUM)
    if estimate.low is None or estimate.high is None:
        return say(language, "report.interval.none")
    bounds = notation.interval(estimate.low, estimate.high)
    return say(language, "report.interval.index", level=level(estimate.level), interval=bounds)


def interval_or_word(estimate: Estimate | None, language: str, notation: Notation = INDEX) -> str:
    """Write an interval in a table, or in a word why none stands there.

    "" without an estimate, and where no spread was seen.
    """
    if estimate is None:
        return ""
    if estimate.census:
        return say(language, "report.interval.all")
    if estimate.low is not None and estimate.high is not None:
        return notation.interval(estimate.low, estimate.high)
    worthless = estimate.worth is not None and estimate.worth < WORTH_MINIMUM
    few = worthless or estimate.base < notation.fewest
    return say(language, "report.interval.few") if few else ""


def level(confidence: float) -> str:
    """Print a confidence level: "95%"."""
    return numbers.share(confidence)


def hidden_reason(questionnaire: Questionnaire, language: str) -> str:
    """Say in a sentence why a figure may not be shown, in the same words whatever the reason."""
    minimum = (questionnaire.anonymity or Anonymity()).minimum
    return say(language, "report.hidden.why", minimum=minimum)


def unfinished_text(names: Sequence[str], last: str, language: str) -> str:
    """Say which quarters and years are still running; "" for none."""
    if not names:
        return ""
    return say(language, "report.period.unfinished", periods=listed(language, names), last=last)


def unlisted_text(number: int, language: str) -> str:
    """Say how many groups of one person are left out, so that all are accounted for."""
    return say(language, "report.segments.unlisted", number=number) if number else ""


def joined(language: str, sentences: Sequence[str]) -> str:
    """Set whole sentences one after the other."""
    return say(language, "report.list.sentence").join(s for s in sentences if s)


def sentence_case(text: str) -> str:
    """Begin with a capital letter, where the script has them."""
    return text[:1].upper() + text[1:]


def without_stop(sentence: str) -> str:
    """Return a sentence as a heading, without its full stop."""
    return sentence.removesuffix(".").removesuffix("。")


def hidden_word(language: str) -> str:
    """Say in a word or two that a figure may not be shown."""
    return say(language, "report.hidden.word")


def word_mark(change: Change, language: str) -> Mark:
    """Make a mark of shape and word alone, for tables that print the figures themselves."""
    word = verdict_word(change.verdict, language)
    return Mark(direction=direction(change), number="", word=word)


def target_mark(change: Change, language: str) -> Mark:
    """Make the mark of a comparison with a target: above, met, missed or below."""
    if change.verdict is Verdict.TOO_FEW or change.difference is None:
        return word_mark(change, language)
    met, missed = _TARGETS[change.verdict]
    word = say(language, met if change.difference >= 0 else missed)
    return Mark(direction=direction(change), number="", word=word)


def refusal_reason(code: str, language: str) -> str:
    """Say why intake refused a row; "" for a code without such a sentence."""
    key = f"refusal.{code}"
    return say(language, key) if has(key) else ""
