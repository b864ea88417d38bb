"""What an outsider learns who has every release there ever was, the form, and an integer programme.

Three months are published one after the other; between them forms come late, are corrected and are
deleted. Then the attacker, who was written without looking at the gate, reads all that was told of
a month in any release.
"""

from __future__ import annotations

import random
import re
import shutil
from collections import Counter
from pathlib import Path

import pytest

from tests.privacy.attacker import Attack
from tests.privacy.closed.study import OPTIONS, TODAY, Desk, Row, write_rows

MONTHS = ("2026-02", "2026-03", "2026-04")
SIZES = {"a": (9, 12, 8), "b": (3, 9, 6), "c": (7, 4, 14), "d": (14, 8, 9)}
SCALES = dict.fromkeys(("tools", "boss"), (3.0, 2.0, 1.0, 0.0))
WORD = re.compile(r"word\d+ of ")
Truth = dict[str, dict[str, list[int]]]


class Share:
    """All releases of three months, and what was true when each of them was published first."""

    def __init__(self, folder: Path) -> None:
        self.dice = random.Random(2)  # noqa: S311 - a test
        self.desk = Desk.of(folder, SIZES)
        form = self.desk.study / "config/questionnaires/staff.yaml"
        form.write_text(form.read_text().replace("reversed: true, ", ""))
        self.said: dict[str, list[Row]] = {}
        self.truth: dict[str, Truth] = {}
        for place, month in enumerate(MONTHS):
            self.said[month] = [
                self.answer(unit) for unit, sizes in SIZES.items() for _ in range(sizes[place])
            ]
            self.truth[month] = counted(self.said[month])
            self.publish()
            self.meddle(month)
            self.publish()

    def answer(self, unit: str) -> Row:
        said = "AAB" if unit == "c" else OPTIONS
        word = f"word{self.dice.randrange(10**6)} of {unit}"
        return (
            unit,
            self.dice.choice(said),
            "A" if unit == "d" else self.dice.choice("AABC"),
            word,
        )

    def meddle(self, month: str) -> None:
        """Add late forms of a small unit, correct one answer and delete another."""
        some = self.said[month]
        some += [self.answer("b") for _ in range(self.dice.randint(1, 6))]
        some[0] = ("a", "D", "D", "corrected")
        del some[5]

    def publish(self) -> None:
        for month, some in self.said.items():
            write_rows(self.desk.study, month, some)
        self.desk.release()

    def learnt(self, folder: Path) -> list[str]:
        """Attack every month with all that was ever told of it."""
        found = []
        for month, truth in self.truth.items():
            for release in self.desk.remembered.iterdir():
                told = release / "en/staff" / month
                if told.exists():
                    shutil.copytree(told, folder / month / release.name)
            attack = Attack(folder / month, SCALES, list(SIZES))
            assert any(attack.known(attack.base([unit], "tools")) for unit in SIZES)
            found += attack.learnt(truth)
        return found


def counted(some: list[Row]) -> Truth:
    truth: Truth = {}
    for unit in SIZES:
        for place, name in enumerate(SCALES, start=1):
            ticked = Counter(row[place] for row in some if row[0] == unit)
            truth.setdefault(unit, {})[name] = [ticked[option] for option in OPTIONS]
    return truth


@pytest.fixture(scope="module")
def share(tmp_path_factory: pytest.TempPathFactory) -> Share:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", TODAY)
        return Share(tmp_path_factory.mktemp("share"))


@pytest.fixture(scope="module")
def learnt(share: Share, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    return share.learnt(tmp_path_factory.mktemp("told"))


def test_an_outsider_with_every_release_learns_no_size_below_the_minimum(learnt: list[str]):
    assert not [one for one in learnt if one.startswith("size")]


def test_an_outsider_with_every_release_learns_no_option_count_on_fewer_than_ten(learnt: list[str]):
    assert not [one for one in learnt if " of option " in one]


def test_an_outsider_with_every_release_learns_no_unanimity(learnt: list[str]):
    assert not [one for one in learnt if "all alike" in one]


def test_an_outsider_with_every_release_reads_no_comment_of_fewer_than_eight(share: Share):
    small = {
        unit: [month for month, truth in share.truth.items() if sum(truth[unit]["tools"]) < 8]
        for unit in SIZES
    }
    assert any(small.values())
    for unit, months in small.items():
        for month in months:
            pages = share.desk.remembered.glob(f"*/en/staff/{month}/{unit}/*.html")
            assert not any(WORD.search(page.read_text()) for page in pages)
    whole = share.desk.remembered.glob(f"*/en/staff/{MONTHS[0]}/*.html")
    assert any(WORD.search(page.read_text()) for page in whole)


def test_an_outsider_with_every_release_learns_no_single_answer(share: Share):
    """No figure of a month is told twice in two ways: so no difference is anybody's answer."""
    for month in MONTHS:
        assert share.desk.told_twice(month) == set()
