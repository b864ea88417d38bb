"""Options of one item: read, generated for ratings and yes/no, keyed, and cross-checked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from csatreport.base.label import LANGUAGES, Label
from csatreport.study.item import PAIRED, Kind, Option, Role, Valence
from csatreport.study.names import GOOD_WORDS
from csatreport.study.words import numbered_label, standard_label
from csatreport.study.yaml.block import Fields
from csatreport.study.yaml.declared import read_settings
from csatreport.study.yaml.written import Problems, Written, choices

MOST_OPTIONS = 60
"""A several-choice answer is held as a 64-bit mask, a place as eight bits."""

_OPPOSITE = {Valence.GOOD: Valence.BAD, Valence.BAD: Valence.GOOD, Valence.NEUTRAL: Valence.NEUTRAL}
_UNJUDGED = PAIRED | {Role.BACKGROUND, Role.DETAIL}
"""Roles of items whose answers are neither good nor bad news."""
_KEYS = frozenset({"options", "scale", "low", "high", "good", "bad", "not_applicable"})
_NPS = (0.0, 10.0)
_PROMOTERS = frozenset({"9", "10"})
_DETRACTORS = frozenset(map(str, range(7)))


@dataclass(frozen=True, kw_only=True)
class Choices:
    """The options of an item as the form shows them, each with its place in the file."""

    options: tuple[Option, ...] = ()
    nodes: tuple[Written, ...] = ()
    not_applicable: Option | None = None
    sound: bool = True
    """Nothing was wrong with them, so that what they lack is really lacking."""

    @property
    def scored(self) -> bool:
        """Whether any option has points."""
        return any(option.points is not None for option in self.options)


def read_choices(
    item: Fields, kind: Kind, role: Role | None, scales: Mapping[str, Fields], problems: Problems
) -> Choices:
    """Return an item's options: its own, its scale's, or those its kind brings along."""
    before = problems.errors
    if kind is Kind.RATING:
        found = _rating(item, role, problems)
    elif kind is Kind.YESNO:
        found = _yes_no(item, role, problems)
    elif kind in (Kind.CHOICE, Kind.SEVERAL, Kind.RANKED):
        found = _listed(item, kind, scales, problems)
    else:
        return Choices()
    scale = scales.get(item.text("scale") or "")
    missing = _not_applicable(item, scale, found.options, problems)
    found = replace(found, not_applicable=missing)
    _check_labels(found, item, problems)
    faulty = (item.faulty | (scale.faulty if scale else frozenset())) & _KEYS
    return replace(found, sound=problems.errors == before and not faulty)


def _listed(item: Fields, kind: Kind, scales: Mapping[str, Fields], problems: Problems) -> Choices:
    name = item.text("scale")
    holder: Fields | None = item if "options" in item else None
    if name is not None and holder is not None:
        problems.add("C212", item.names["scale"], id=item.text("id") or "")
    elif name is not None and name not in scales:
        problems.add("C213", item.place("scale"), scale=name, **choices(name, tuple(scales)))
        return Choices()
    elif name is not None:
        holder = scales[name]
    if holder is None:
        if kind is not Kind.RANKED and "options" not in item.nodes:
            problems.add("C214", item.node, id=item.text("id") or "", kind=str(kind))
        return Choices()
    blocks = [one for one in holder.blocks("options") if "code" in one and "label" in one]
    options = (read_settings(Option, one, printed_points=one.number("points")) for one in blocks)
    found = Choices(options=tuple(options), nodes=tuple(one.node for one in blocks))
    _check_codes(found, item, problems, complete="options" not in holder.faulty)
    return found


def _check_codes(found: Choices, item: Fields, problems: Problems, *, complete: bool) -> None:
    first: dict[str, Written] = {}
    for option, node in zip(found.options, found.nodes, strict=True):
        if option.code.casefold() in first:
            line = first[option.code.casefold()].line
            problems.add("C216", node, code=option.code, first=line)
        first.setdefault(option.code.casefold(), node)
    if len(found.options) == 1 and complete:
        problems.add("C215", item.node, id=item.text("id") or "")
    if len(found.options) > MOST_OPTIONS:
        problems.add("C233", item.node, id=item.text("id") or "", limit=MOST_OPTIONS)


def _check_labels(found: Choices, item: Fields, problems: Problems) -> None:
    """Two options with the same words could not be told apart in an answer file."""
    options = [*found.options, *([found.not_applicable] if found.not_applicable else [])]
    nodes = [*found.nodes, *[item.node] * len(options)]
    for language in LANGUAGES:
        seen: set[str] = set()
        for option, node in zip(options, nodes, strict=False):
            words = dict(option.label.texts).get(language, "").casefold()
            if words and words in seen:
                problems.add("C217", node, id=item.text("id") or "", label=words)
                return
            seen.add(words)


def _rating(item: Fields, role: Role | None, problems: Problems) -> Choices:
    low, high = item.number("low"), item.number("high")
    if low is None or high is None:
        for key in ("low", "high"):
            if key not in item.nodes:
                problems.add("C131", item.node, key=key, example=f"{key}: 10")
        return Choices()
    if not (low.is_integer() and high.is_integer() and 1 <= high - low < MOST_OPTIONS):
        problems.add("C225", item.place("low"), low=f"{low:g}", high=f"{high:g}")
        return Choices()
    codes = [str(number) for number in range(int(high), int(low) - 1, -1)]
    good, bad = _good_and_bad(item, role, codes, problems)
    ends = item.block("ends")
    words = {codes[0]: ends.label("high"), codes[-1]: ends.label("low")} if ends else {}
    options = tuple(
        Option(
            code=code,
            label=numbered_label(code, words.get(code)),
            points=float(code),
            printed_points=float(code),
            valence=_valence(code, good, bad),
        )
        for code in codes
    )
    return Choices(options=options, nodes=(item.node,) * len(options))


def _valence(code: str, good: frozenset[str], bad: frozenset[str]) -> Valence:
    if code in good:
        return Valence.GOOD
    return Valence.BAD if code in bad else Valence.NEUTRAL


def _good_and_bad(
    item: Fields, role: Role | None, codes: Sequence[str], problems: Problems
) -> tuple[frozenset[str], frozenset[str]]:
    given = {key for key in ("good", "bad") if key in item.nodes}
    recommends = role is Role.RECOMMEND and (item.number("low"), item.number("high")) == _NPS
    if not given and recommends:
        return _PROMOTERS, _DETRACTORS
    if isinstance(item.values.get("good"), str):
        problems.add("C137", item.place("good"), key="good", example="good: [9, 10]")
    elif given != {"good", "bad"} and role not in _UNJUDGED:
        problems.add("C226", item.node, id=item.text("id") or "")
    good, bad = frozenset(item.texts("good")), frozenset(item.texts("bad"))
    for key in sorted(given):
        for entry in item.entries(key):
            if entry.value not in codes:
                facts = choices(str(entry.value), codes)
                problems.add("C227", entry.node, key=key, code=entry.value, **facts)
    if both := sorted(good & bad):
        problems.add("C228", item.place("bad"), codes=", ".join(both))
    return good, bad


def _yes_no(item: Fields, role: Role | None, problems: Problems) -> Choices:
    if isinstance(item.values.get("good"), tuple):
        known = ", ".join(GOOD_WORDS)
        problems.add("C139", item.place("good"), key="good", value="[…]", known=known)
    usual = "none" if role in _UNJUDGED else "yes"
    good = item.text("good") or usual

    def option(code: str, word: str) -> Option:
        if good == "none":
            return Option(code=code, label=standard_label(word))
        points = 1.0 if word == good else 0.0
        valence = Valence.GOOD if word == good else Valence.BAD
        return Option(
            code=code,
            label=standard_label(word),
            points=points,
            printed_points=points,
            valence=valence,
        )

    return Choices(options=(option("Y", "yes"), option("N", "no")), nodes=(item.node, item.node))


def _not_applicable(
    item: Fields, scale: Fields | None, options: Sequence[Option], problems: Problems
) -> Option | None:
    holders = [holder for holder in (item, scale) if holder and "not_applicable" in holder]
    if not holders:
        return None
    said = holders[0].values["not_applicable"]
    if said is False or not options:
        return None
    taken = {option.code.casefold() for option in options}
    code = next((code for code in ("N", "NA") if code.casefold() not in taken), None)
    if code is None:
        problems.add("C229", holders[0].place("not_applicable"), id=item.text("id") or "")
        return None
    label = said if isinstance(said, Label) else standard_label("not_applicable")
    return Option(code=code, label=label)


def keyed(options: tuple[Option, ...]) -> tuple[Option, ...]:
    """Turn points and valence of a reversed item round: (min + max) - x, good for bad.

    Turning round twice gives the options back.
    """
    points = [option.points for option in options if option.points is not None]
    ends = min(points, default=0.0) + max(points, default=0.0)
    return tuple(
        replace(
            option,
            points=None if option.points is None else ends - option.points,
            valence=None if option.valence is None else _OPPOSITE[option.valence],
        )
        for option in options
    )


def check_scoring(found: Choices, item: Fields, problems: Problems) -> None:
    """Note what would make the scores of an item meaningless (before keying)."""
    name = item.text("id") or ""
    pairs = tuple(zip(found.options, found.nodes, strict=True))
    for option, node in pairs:
        if option.points is None:
            problems.add("C218", node, id=name, code=option.code)
        elif option.valence is None:
            problems.add("C219", node, id=name, code=option.code)
    points = [option.points for option in found.options if option.points is not None]
    if len(points) > 1 and min(points) == max(points):
        problems.add("C220", item.node, id=name)
    elif points not in (sorted(points), sorted(points, reverse=True)):
        problems.warn("C223", item.node, id=name)
    if all(option.valence for option in found.options):
        valences = {option.valence for option in found.options}
        for valence, code in ((Valence.GOOD, "C221"), (Valence.BAD, "C222")):
            if valence not in valences:
                problems.add(code, item.node, id=name)
