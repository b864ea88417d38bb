"""Whatever is done to answers and units between one publish and the next: closed months stay."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.privacy.closed.study import OPTIONS, TODAY, Desk, Row, write_config, write_rows

MONTHS = ("2026-02", "2026-03", "2026-04")
LEAVES = ("u", "v", "w", "x", "y")


class Office:
    """People who answer, change their minds, come late and are moved about, by a seed."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.dice = random.Random(seed)  # noqa: S311 - a test
        self.tree: dict[str, str | None] = {"all": None, "r1": "all", "r2": "all"}
        self.tree |= {unit: self.dice.choice(("r1", "r2")) for unit in LEAVES}
        self.answers: dict[str, list[Row]] = {}
        late = self.dice.choice(("refuse", "next"))
        self.settings = f"sampling: census\nlate: {late}"
        self.desk = Desk.of(folder, (), self.settings)

    def answer(self, unit: str) -> Row:
        return (unit, self.dice.choice(OPTIONS), self.dice.choice("AAB"), "")

    def ask(self, month: str) -> None:
        sizes = {unit: self.dice.randint(2, 24) for unit in LEAVES}
        found = [self.answer(unit) for unit, size in sizes.items() for _ in range(size)]
        self.dice.shuffle(found)
        self.answers[month] = found

    def meddle(self) -> None:
        """Do one thing that must change no published figure."""
        deeds: tuple[Callable[[str], None], ...] = (
            self.come_late, self.correct, self.delete, self.move, self.mix
        )  # fmt: skip
        self.dice.choice(deeds)(self.dice.choice(list(self.answers)))

    def come_late(self, month: str) -> None:
        unit = self.dice.choice(LEAVES)
        self.answers[month] += [self.answer(unit) for _ in range(self.dice.randint(1, 9))]

    def correct(self, month: str) -> None:
        if self.answers[month]:
            place = self.dice.randrange(len(self.answers[month]))
            self.answers[month][place] = self.answer(self.answers[month][place][0])

    def delete(self, month: str) -> None:
        gone = self.dice.choice((1, len(self.answers[month])))
        del self.answers[month][:gone]

    def move(self, _: str) -> None:
        self.tree[self.dice.choice(LEAVES)] = self.dice.choice(("r1", "r2"))

    def mix(self, month: str) -> None:
        self.dice.shuffle(self.answers[month])

    def publish(self) -> None:
        write_config(self.desk.study, self.tree, self.settings)
        for month, some in self.answers.items():
            write_rows(self.desk.study, month, some)
        self.desk.release()


@pytest.mark.parametrize("seed", range(3))
def test_no_sequence_of_builds_tells_a_closed_month_otherwise(
    tmp_path: Path, seed: int, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", TODAY)
    office = Office(tmp_path, seed)
    for month in MONTHS:
        office.ask(month)
        office.publish()
        for _ in range(2):
            office.meddle()
        office.publish()
    for month in MONTHS:
        first, *rest = (told for told in office.desk.figures(month) if told)
        assert rest or month == MONTHS[-1]
        assert office.desk.told_twice(month) == set()
        assert not {place for told in rest for place in told.keys() - first.keys()}
    before = office.desk.bytes()
    shutil.rmtree(office.desk.study / "build")
    office.desk.build()
    assert office.desk.bytes() == before
