"""Every code of the configuration, provoked alone: one fault, one issue, at its place."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from csatreport.base.errors import Severity
from csatreport.base.issue_text import format_issue
from csatreport.base.label import LANGUAGES
from csatreport.base.words import catalogue
from csatreport.study.mapping import read_mappings
from csatreport.subjects.study import read_study

SHOP = "config/questionnaires/shop.yaml"
SECOND = "config/questionnaires/shop-2.yaml"
STUDY = "config/study.yaml"
UNITS = "config/units/shop.csv"
MAPPING = "config/mappings/old.yaml"

ROUNDS = """\
rounds:
  - {id: r1, label: "2026", from: 2026-05-01, to: 2026-05-31, closes: 2026-06-07}
  - {id: r2, from: 2027-05-01, to: 2027-05-31, closes: 2027-06-07}
"""
RATING = (
    "{id: rate, text: Rate, kind: rating, low: 1, high: 5, good: [4, 5], bad: [1, 2]}\n      - "
)
FIVE = "options: [{code: a, label: A}, {code: b, label: B}, {code: c, label: C}, {code: d, label: D}, {code: e, label: E}]"
KANO = (
    f"{{id: f, text: Feature there, role: present, {FIVE}}}\n"
    f"      - {{id: nf, text: Feature gone, role: absent, about: f, {FIVE}}}\n      - "
)


@dataclass(frozen=True)
class Fault:
    """One change to the small study, and the place of the issue it must raise."""

    code: str
    file: str
    old: str
    new: str
    line: str
    """What the line (or, in tables, the row) of the issue contains."""
    column: str | None = None
    """What stands at the column of the issue."""
    also: tuple[tuple[str, str, str], ...] = ()
    """Further changes (file, old, new), without which there would be more than one issue."""


SEX = (
    (
        SHOP,
        "      - {id: q1,",
        "      - {id: sex, text: Sex, role: background, options: [{code: F, label: f}, {code: M, label: m}]}\n      - {id: q1,",
    ),
)
OWN_SEX = ((*SEX[0][:2], SEX[0][2].replace("text: Sex", "personal: true, text: Sex")),)
HOPED = (
    (SHOP, "      - {id: q2,", "      - {id: e1, text: Hoped, scale: four, role: expectation, about: q1}\n      - {id: q2,"),
)  # fmt: skip

FAULTS = (
    # YAML
    Fault("C104", SHOP, "title: Shop", "title: Shop: a survey", "title", ": a survey"),
    Fault("C105", SHOP, "items: [q1]}", "items: [q1}", "items: [q1}", "[q1}"),
    Fault("C106", SHOP, "title: Shop", "title: 'Shop", "title", "'Shop"),
    Fault("C107", SHOP, "      - {id: q2", "     - {id: q2", "q2"),
    Fault("C108", SHOP, "title: Shop", "title: @Shop", "title", "@"),
    Fault("C109", SHOP, "title: Shop", "title: !!python/name:os.system Shop", "title", "!!"),
    Fault("C110", SHOP, "title: Shop", 'title: "Sh\\op"', "title", "\\"),
    Fault("C111", SHOP, "title: Shop", "title: Sh\x0bop", "title", "\x0b"),
    Fault("C113", SHOP, "scales:", "---\nscales:", "---"),
    Fault("C114", SHOP, "title: Shop", "title: " + 60 * "[" + 60 * "]", "title"),
    Fault("C115", SHOP, "title: Shop", "title: *nothing", "title", "*nothing"),
    Fault("C115", SHOP, "title: Shop", "title: &a [*a]", "title", "*a"),
    Fault("C117", SHOP, "title: Shop", "? [a]\n: b", "[a]"),
    Fault("C118", SHOP, "title: Shop", "title: Shop\n<<: {edition: 2}", "<<", "<<"),
    Fault("C119", SHOP, "title: Shop", "title: Shop\ntitle: Store", "Store", "title"),
    Fault("C120", SHOP, "scales:\n  four:", "scales:\n\tfour:", "four", "\t"),
    Fault("C121", SHOP, "- {value: 70}", "- value：70", "70", "value"),
    # shape
    Fault("C130", SHOP, "title: Shop", "title: Shop\nshortt: S", "shortt", "shortt"),
    Fault("C131", SHOP, "title: Shop\n", "", "id: shop"),
    Fault("C131", SHOP, "title: Shop", "title:", "title", "title"),
    Fault("C132", SHOP, "title: Shop", "title: [Shop]", "title", "["),
    Fault("C133", SHOP, "points: 3,", "points: three,", "three", "three"),
    Fault("C133", SHOP, "points: 3,", 'points: "3",', '"3"', '"3"'),
    Fault("C134", SHOP, "picks: 1", "picks: 1.5", "picks", "1.5"),
    Fault("C135", SHOP, "picks: 1", "picks: 0", "picks", "0"),
    Fault("C135", SHOP, "{value: 70}", "{value: 101}", "101", "101"),
    Fault("C135", SHOP, "items: [q1]}", "items: [q1], target: -1}", "target: -1", "-1"),
    Fault("C136", SHOP, "personal: true", "personal: maybe", "maybe", "maybe"),
    Fault("C137", SHOP, "items: [q1]", "items: q1", "items: q1", "q1}"),
    Fault("C138", SHOP, "columns: {id: number, unit: store, date: day}", "columns: number", "columns"),
    Fault("C139", SHOP, "every: month", "every: monthly", "every", "monthly"),
    Fault("C140", STUDY, "from: 2026-05-01", "from: 1 May", "1 May", "1 May"),
    Fault("C140", STUDY, "from: 2026-05-01", "from: 2026-02-30", "2026-02-30"),
    Fault("C141", SHOP, "begins: 2026,", "begins: sometime,", "sometime", "sometime"),
    Fault("C142", SHOP, "id: again", "id: Again!", "Again!", "Again!"),
    Fault("C143", STUDY, "id: r1", "id: ../r1", "../r1", "../r1"),
    Fault("C143", UNITS, "S1,", "S/1,", "S/1"),
    Fault("C144", SHOP, "{code: a,", "{code: a;b,", "a;b", "a;b"),
    Fault("C145", SHOP, "en: The shop", "fr: Le magasin", "magasin", "fr"),
    Fault("C146", SHOP, "{zh-Hans: 店, en: The shop}", "{zh-Hans: , en: }", "title: {", "{"),
    Fault("C147", SHOP, "items: [q1]", "items: []", "items: []", "[]"),
    Fault("C148", SHOP, "title: Shop", 'title: "Sh\\x07op"', "title"),
    Fault("C149", SHOP, "follow_up: false", "follow_up: [C]", "[C]", "[C]"),
    Fault("C152", SHOP, "title: Shop", "title: Shop\nedition: a/b", "a/b", "a/b"),
    Fault("C153", SHOP, "id: shop", "id: Shop", "id: Shop", "Shop"),
    # labels and study
    Fault("C200", SHOP, "{zh-Hans: 店, en: The shop}", "{en: The shop}", "The shop", "{en"),
    Fault("C201", STUDY, "[shop]", "[shop, stor]", "stor", "stor"),
    Fault("C202", STUDY, "[zh-Hans, en]", "[zh-Hans, en, en]", "en, en", "en]"),
    Fault("C203", STUDY, "from: 2027-05-01", "from: 2027-06-05", "r2", "2027-05-31"),
    Fault("C204", STUDY, "from: 2027-05-01", "from: 2026-05-31", "r2", "2026-05-31"),
    Fault("C205", STUDY, "closes: 2026-06-07", "closes: 2026-05-30", "r1", "2026-05-30"),
    Fault("C206", STUDY, "id: r1", "id: 2026-Q2", "Q2", "2026-Q2"),
    Fault("C207", UNITS, "S2,", "Com1,", "Com1"),
    Fault("C207", SHOP, "{id: own,", "{id: aux,", "aux", "aux"),
    Fault("C208", STUDY, "id: r1", "id: method", "method", "method"),
    # items and options
    Fault("C210", SHOP, "text: Goods, scale: four", "text: Goods", "Goods"),
    Fault("C211", SHOP, "kind: yesno", "kind: yesno, low: 1", "low: 1", "low"),
    Fault("C212", SHOP, "text: Goods, scale: four", "text: Goods, scale: four, options: [{code: x, label: X, points: 1, valence: good}, {code: y, label: Y, points: 0, valence: bad}]", "code: x", "scale"),
    Fault("C213", SHOP, "text: Goods, scale: four", "text: Goods, scale: forr", "forr", "forr"),
    Fault("C214", SHOP, "text: Staff, scale: four", "text: Staff, kind: choice", "Staff"),
    Fault("C215", SHOP, "{code: a, label: Near}, {code: b, label: Far}", "{code: a, label: Near}", "Near"),
    Fault("C216", SHOP, "{code: b, label: Far}", "{code: A, label: Far}", "Far", "{code: A"),
    Fault("C217", SHOP, "{code: b, label: Far}", "{code: b, label: Near}", "why", "{code: b"),
    Fault("C218", SHOP, "points: 1, valence: bad", "valence: bad", "Fairly bad", "{code: C"),
    Fault("C219", SHOP, "points: 1, valence: bad", "points: 1", "Fairly bad", "{code: C"),
    Fault("C224", SHOP, "{code: a, label: Near}", "{code: a, label: Near, points: 1}", "why"),
    Fault("C225", SHOP, "{id: again,", RATING.replace("low: 1", "low: 5") + "{id: again,", "low: 5", "5, high"),
    Fault("C226", SHOP, "{id: again,", RATING.replace(", bad: [1, 2]", "") + "{id: again,", "rate"),
    Fault("C227", SHOP, "{id: again,", RATING.replace("[4, 5]", "[4, 9]") + "{id: again,", "rate", "9]"),
    Fault("C228", SHOP, "{id: again,", RATING.replace("[1, 2]", "[1, 4]") + "{id: again,", "rate", "[1, 4]"),
    Fault("C229", SHOP, "text: Goods, scale: four", "text: Goods, options: [{code: N, label: X, points: 1, valence: good}, {code: NA, label: Y, points: 0, valence: bad}], not_applicable: true", "Goods", "true"),
    Fault("C230", SHOP, "{options: [C, D]}", "{options: [C, E]}", "E", "E"),
    Fault("C230", SHOP, "follow_up: false", "follow_up: {options: [5]}", "q3", "5"),
    Fault("C231", SHOP, "picks: 1", "picks: 3", "picks", "3,"),
    Fault("C232", SHOP, "picks: 1,", "picks: 1, role: overall,", "overall", "overall"),
    Fault("C234", SHOP, "{id: own,", "{id: why,", "Comments", "why"),
    Fault("C232", SHOP, "kind: text}", "kind: text, role: rated}", "Comments", "rated"),
    Fault("C234", UNITS, "S2,", "s1,", "s1"),
    Fault("C235", SHOP, "{id: q3,", "{id: q3, number: 2,", "q3", "2,"),
    Fault("C236", SHOP, "  four:", "  five:\n    options: [{code: A, label: X}, {code: B, label: Y}]\n  four:", "five", "five"),
    Fault("C237", SHOP, "text: Staff,", "text: Staff, personal: true,", "Staff", "true"),
    Fault("C238", SHOP, "low: 0, high: 120", "low: 120, high: 0", "age", "120"),
    # index
    Fault("C250", SHOP, "items: [q1]", "items: [q1, q8]", "q8", "q8"),
    Fault("C251", SHOP, "items: [q1]", "items: [q1, q2]", "People", "q2"),
    Fault("C252", SHOP, "items: [q1]", "items: [q1, why]", "why]", "why"),
    Fault("C253", SHOP, "[q2, q3, seen]", "[q2, q3]", "index", "index"),
    Fault("C254", SHOP, "items: [q1]}", "items: [q1]}\n    - {id: bare, label: Bare}", "Bare"),
    Fault("C255", SHOP, "{id: goods, label: Goods,", "{id: goods, label: Goods, weight: 2,", "people", "{id: people"),
    Fault("C256", SHOP, "{id: goods, label", "{id: headline, label", "headline", "headline"),
    Fault("C257", SHOP, "items: [q1]", "items: [q1, again]", "again]", "again"),
    # settings
    Fault("C248", SHOP, "every: month", "every: round", "every", "round", ((STUDY, ROUNDS, ""),)),
    Fault("C149", SHOP, "every: month", "every: month\nreports: {units_for: three}", "three", "three"),
    Fault("C135", SHOP, "every: month", "every: month\nreports: {units_for: 0}", "0}", "0"),
    Fault("C260", SHOP, "every: month", "every: quarter\nreports: {periods: [month, quarter]}", "periods", "month"),
    Fault("C261", SHOP, "unit: S1}", "unit: S9}", "S9", "S9"),
    Fault("C262", SHOP, "date: day}", "date: day, name: customer}\nanonymous: true", "customer", "customer"),
    Fault("C263", SHOP, "every: month", "every: month\nanonymous: {minimum: 9, comments: 5}", "minimum", "{"),
    Fault("C201", SHOP, "every: month", "every: month\nanonymous: true\nsame_people: [stor]", "stor", "stor"),
    Fault("C285", SHOP, "every: month", "every: month\nsame_people: [shop]", "shop]", "shop]"),
    Fault("C264", SHOP, "every: month", "every: round\nanonymous: true", "anonymous", "true", ((STUDY, ", closes: 2027-06-07", ""),)),
    Fault("C265", SHOP, "date: day}", "date: Store}", "Store", "Store"),
    Fault("C265", SHOP, "date: day}", "date: day, end: Store}", "Store", "Store"),
    Fault("C266", SHOP, "every: month", "every: month\ntrend: {rebase: [{begins: 2026-03, decided: 2026-04-01, reason: a}, {begins: 2026-03, decided: 2026-05-01, reason: b}]}", "2026-03", "2026-03"),
    Fault("C298", SHOP, "every: month", "every: month\nfieldwork: [{period: 2026-03, refused: 2}, {period: 2026-03, refused: 3}]", "2026-03", "2026-03"),
    Fault("C299", SHOP, "every: month", "every: month\nform: {mark: ../../secret.svg}", "../../secret.svg", "../../secret.svg"),
    Fault("C267", SHOP, "every: month", "every: month\nreports: {segments: [q1]}", "q1", "q1"),
    Fault("C267", SHOP, "sections:", "pairs: {asked_by: sex, managers: [F]}\nsections:", "sex", "sex", OWN_SEX),
    Fault("C268", SHOP, "every: month", "every: month\nreports: {crosstabs: [[seen]]}", "[seen", "[seen"),
    Fault("C269", SHOP, "every: month", "every: month\nweights: {cap: 3}", "cap", "{"),
    Fault("C271", SHOP, "every: month", "every: month\nweights: {column: w}\nanonymous: true", "column", "{"),
    Fault("C279", SHOP, "sections:", "weights: {strata: {item: sex, counts: {F: 1, X: 2}}}\nsections:", "X: 2", "X", SEX),
    Fault("C283", SHOP, "sections:", "weights: {margins: [{item: sex, shares: {F: 0}}]}\nsections:", "F: 0", "{F", SEX),
    Fault("C310", SHOP, "sections:", 'themes: [{id: t, label: T, words: ["*"]}]\nsections:', "themes", '["*"]'),
    Fault("C302", SHOP, "sections:", "loyalty: {attitude: [q9]}\nsections:", "loyalty", "q9"),
    Fault("C361", SHOP, "sections:", "loyalty: {attitude: [q1], behaviour: {wallet: {worst: 5, best: 5}}}\nsections:", "loyalty", "{worst"),
    Fault("C267", SHOP, "sections:", "loyalty: {attitude: [q1], competition: q1}\nsections:", "loyalty", "q1}"),
    Fault("C362", SHOP, "sections:", "anonymous: true\nloyalty: {attitude: [q1]}\nsections:", "loyalty", "loyalty"),
    Fault("C372", SHOP, "sections:", "five_gaps: {standards: {goods: 90}}\nsections:", "five_gaps", "five_gaps"),
    Fault("C373", SHOP, "sections:", "anonymous: true\nfive_gaps: {standards: {goods: 90}}\nsections:", "five_gaps", "five_gaps", HOPED),
    Fault("C374", SHOP, "sections:", "five_gaps: {standards: {good: 90}}\nsections:", "five_gaps", "good", HOPED),
    Fault("C374", SHOP, "sections:", "five_gaps: {promises: {nobody: [call]}}\nsections:", "five_gaps", "nobody", HOPED),
    Fault("C234", SHOP, "sections:", "five_gaps: {delivered: {goods: [till], people: [till]}}\nsections:", "five_gaps", "till]}}", HOPED),
    Fault("C201", SHOP, "sections:", "five_gaps: {managers: manager}\nsections:", "five_gaps", "manager}", HOPED),
    Fault("C201", SHOP, "sections:", "five_gaps: {standards: shop}\nsections:", "five_gaps", "shop}", HOPED),
    Fault("C303", SHOP, "{id: q1, text: Goods,", "{id: q1, about: q2, text: Goods,", "Goods", "q2"),
    Fault("C304", SHOP, "{id: q2,", "{id: e1, text: Hoped, scale: four, role: expectation}\n      - {id: q2,", "Hoped", "expectation"),
    Fault("C305", SHOP, "{id: q2,", "{id: e1, text: Hoped, scale: four, role: expectation, about: q9}\n      - {id: q2,", "Hoped", "q9"),
    Fault("C305", SHOP, "{id: q2,", "{id: o, text: Order, kind: ranked, role: importance, options: [{code: goods, label: G}, {code: nowhere, label: N}]}\n      - {id: q2,", "Order", "[{code"),
    Fault("C306", SHOP, "{id: q2,", KANO.replace(", {code: e, label: E}", "", 1) + "{id: q2,", "Feature there", "present"),
    Fault("C307", SHOP, "{id: q2,", KANO.split("\n", maxsplit=1)[0] + "\n      - {id: q2,", "Feature there", "present"),
    Fault("C308", SHOP, "{id: q2,", "{id: e1, text: Hoped, scale: four, role: expectation, about: q1}\n      - {id: e2, text: Wished, scale: four, role: expectation, about: q1}\n      - {id: q2,", "Wished", "q1"),
    Fault("C309", SHOP, "{id: q2,", "{id: e1, text: Hoped, kind: rating, low: 0, high: 10, role: expectation, about: q1}\n      - {id: q2,", "Hoped", "q1"),
    Fault("C300", SHOP, "sections:", "drivers: {items: [q1, q1]}\nsections:", "drivers", "[q1"),
    Fault("C301", SHOP, "sections:", "drivers: {by: dimensions}\nsections:", "drivers", "dimensions", (
        (SHOP, "\n    - {id: goods, label: Goods, items: [q1]}\n    - {id: people, label: People, items: [q2, q3, seen]}", " [{id: every, label: Everything, items: [q1, q2, q3, seen]}]"),)),
    Fault("C302", SHOP, "sections:", "journey: {stages: [{id: s, label: S, touchpoints: [q9]}]}\nsections:", "journey", "q9"),
    Fault("C234", SHOP, "sections:", "journey: {stages: [{id: s, label: S, touchpoints: [q1, q2, q1]}]}\nsections:", "journey", "q1]"),
    Fault("C351", SHOP, "sections:", "journey: {stages: [{id: s, label: S, touchpoints: [{id: q1, label: One}]}]}\nsections:", "journey", "q1"),
    Fault("C352", SHOP, "sections:", "journey: {stages: [{id: goods, label: G, touchpoints: [q2]}]}\nsections:", "journey", "goods"),
    Fault("C353", SHOP, "sections:", "journey: {stages: [{id: s, label: S, touchpoints: [q1]}], best: q1}\nsections:", "journey", "q1}"),
    Fault("C354", SHOP, "sections:", "journey: {stages: [{id: s, label: S, touchpoints: [q1]}], last: sex}\nsections:", "journey", "sex", SEX),
    Fault("C302", SHOP, "sections:", "drivers: {outcome: q9}\nsections:", "drivers", "q9"),
    Fault("C284", SHOP, "sections:", "weights: {strata: {item: sex, counts: {F: 1, M: 2}, collapse: [[F, F]]}}\nsections:", "[F, F]", "[F, F", SEX),
    # units
    Fault("C270", SHOP, "units/shop.csv", "units/shops.csv", "shops", "units/shops"),
    Fault("C270", SHOP, "units/shop.csv", "../config/units/shop.csv", "../"),
    Fault("C272", UNITS, "Two,all", "Two,al", "S2"),
    Fault("C273", UNITS, "One,all,,,36\nS2,二店,Two,all", "One,S2,,,36\nS2,二店,Two,S1", "S1"),
    Fault("C274", UNITS, "Two,all", "Two,", "S2"),
    Fault("C276", UNITS, "population", "populaton", "id,name"),
    Fault("C277", UNITS, "id,name,name@en", "id,name@zh-Hant,name@en", "id,name@"),
    Fault("C278", UNITS, "S1,一店", "S1,一,店", "S1"),
    Fault("C280", UNITS, "Two,all,,", "Two,all,conty,", "S2", None, ((SHOP, "units/shop.csv", "units/shop.csv\nunit_kinds: {county: County}"),)),
    Fault("C282", UNITS, "S2,二店,Two,all,,", "S2,一店,Two,all,,,\nS3,三店,Three,,,一店", "S3"),
    Fault("C133", UNITS, "36", "many", "S1"),
    Fault("C135", UNITS, "36", "-1", "S1"),
    # mappings
    Fault("C290", MAPPING, "questionnaire: shop", "questionnaire: shpo", "shpo", "shpo"),
    Fault("C291", MAPPING, "Q1: q1,", "Q1: q77,", "q77", "q77"),
    Fault("C292", MAPPING, "NR: id", "NR: q1", "NR", "q1, WHERE"),
    Fault("C293", MAPPING, '"9": blank', '"9": empty', "empty", "empty"),
    Fault("C293", MAPPING, '"8": not_applicable', '"8": a', '"8"', "a}"),
    Fault("C294", MAPPING, "{q1: {values", "{q0: {values", "q0", "q0"),
    Fault("C295", MAPPING, "%d.%m.%Y", "%d.%m", "%d.%m"),
    Fault("C286", MAPPING, "period: 2026-03", "period: 2026-03\nunit: nowhere", "unit: nowhere", "nowhere"),
    Fault("C296", MAPPING, "old*.csv", "../old*.csv", "../old"),
    Fault("C141", MAPPING, "period: 2026-03", "period: March", "March", "March"),
)  # fmt: skip

# Faults that need more than one change stand in tests of their own, here or beside this file.
ELSEWHERE = {
    "C100", "C101", "C102", "C103", "C112", "C116", "C123", "C150", "C151",
    "C220", "C221", "C222", "C223", "C233",
    "C275", "C281", "C289", "C297", "C340", "C341", "C342", "C343", "C344", "C345", "C346", "C370", "C371",
    "C122", "C258", "C259", "C328", "C330", "C331", "C332", "C321", "C322", "C323", "C324", "C325", "C326", "C327", "C240", "C241", "C242", "C243", "C244", "C245", "C246", "C247",
}  # fmt: skip

WARNINGS = {"C200", "C223", "C236", "C246", "C253", "C257", "C264"}


def _issues(folder: Path):
    study, issues = read_study(folder)
    if study is None:
        return issues
    return (*issues, *read_mappings(folder, study)[1])


def _commit(folder: Path, fault: Fault) -> None:
    for name, old, new in ((fault.file, fault.old, fault.new), *fault.also):
        file = folder / name
        before = file.read_bytes().decode()
        assert old in before, "the fault changes nothing"
        file.write_bytes(before.replace(old, new, 1).encode())


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: f"{fault.code}-{fault.new[:20]!r}")
def test_a_fault_raises_its_code_alone_and_at_its_place(write, fault):
    folder = write()
    _commit(folder, fault)
    issues = _issues(folder)
    assert [issue.code for issue in issues] == [fault.code]
    place, excerpt = issues[0].source, issues[0].excerpt
    if place.row is not None:
        rows = (folder / place.file).read_text(encoding="utf-8").splitlines()
        assert fault.line in rows[place.row - 1]
    else:
        assert fault.line in excerpt
        assert excerpt[place.column - 1 :].startswith(fault.column or "")
    assert issues[0].severity is (Severity.WARNING if fault.code in WARNINGS else Severity.ERROR)
    for language in LANGUAGES:
        assert fault.code in format_issue(issues[0], language)


def test_every_code_is_provoked_by_some_test():
    codes = {key.split(".")[1] for key in catalogue("en") if key.startswith("issue.C")}
    assert codes == {fault.code for fault in FAULTS} | ELSEWHERE


@pytest.mark.parametrize(
    "fault", [fault for fault in FAULTS if fault.code in WARNINGS], ids=lambda f: f.code
)
def test_a_warning_does_not_stop_the_study(write, fault):
    folder = write()
    _commit(folder, fault)
    study, issues = read_study(folder)
    assert study is not None
    assert [issue.severity for issue in issues] == [Severity.WARNING]


def test_what_depends_on_a_file_that_cannot_be_read_is_not_complained_of(write):
    folder = write({STUDY: "name: [", SHOP: "id: shop\nevery: round\n"})
    assert {issue.code for issue in read_study(folder)[1]} == {"C105", "C131"}
