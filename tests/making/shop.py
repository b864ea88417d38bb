"""Edits of the corner shop, as its owner makes them between two builds."""

from __future__ import annotations

from pathlib import Path

from csatreport.tables.encoding import Decoded, decode
from tests.making.study import copy_study

DATA, QUESTIONS = "data/shop", "config/questionnaires/shop.yaml"


def replace(study: Path, name: str, old: str, new: str) -> None:
    file = study / name
    file.write_text(file.read_text("utf-8-sig").replace(old, new, 1), "utf-8")


def add_answers(study: Path) -> None:
    """Let a few forms of one unit arrive late, in a file of their own."""
    number = len(list((study / DATA).iterdir()))
    rows = [f"late-{number}-{n},S2,2026-02-{n + 10},{'ABCD'[n % 4]},B,A,,,F" for n in range(4)]
    head = "id,unit,date,staff,returns,queue,staff_reason,why,sex"
    (study / DATA / f"late {number}.csv").write_text("\n".join([head, *rows]), "utf-8")


def add_row(study: Path) -> None:
    """Append one row to a file."""
    with (study / DATA / "2026-02.csv").open("a", encoding="utf-8") as file:
        file.write(f"more-{file.tell()},S1,2026-02-20,D,D,C,slow,too slow,M\n")


def change_answer(study: Path) -> None:
    """Change one answer."""
    replace(study, f"{DATA}/2026-02.csv", ",B,A,B,", ",D,A,B,")


def take_file_away(study: Path) -> None:
    """Remove the file that is neither the first month's nor the second's."""
    (study / DATA / "march.csv").unlink(missing_ok=True)


def rename_file(study: Path) -> None:
    """Rename a file, which changes the order in which files are read."""
    file = min((study / DATA).glob("*2026-01.csv"))
    file.rename(file.with_name(f"z{file.name}"))


def turn_rows_round(study: Path) -> None:
    """Write the rows of a file in another order."""
    file = max((study / DATA).glob("*2026-01.csv"))
    head, *rows = file.read_text("utf-8-sig").splitlines()
    file.write_text("\n".join([head, *reversed(rows)]) + "\n", "utf-8")


def reword_item(study: Path) -> None:
    """Translate a question differently."""
    replace(study, QUESTIONS, "Manner of", "The manner of")


def add_item(study: Path) -> None:
    """Ask one question more."""
    item = "      - {id: extra, text: {en: Extra, zh-Hans: 另外}, scale: pleased}\n"
    if item not in (study / QUESTIONS).read_text("utf-8"):
        replace(study, QUESTIONS, "      - {id: why,", item + "      - {id: why,")


def move_target(study: Path) -> None:
    """Aim higher."""
    replace(study, QUESTIONS, "target: 7", "target: 8")


def comment_configuration(study: Path) -> None:
    """Write a note into the questionnaire, which shifts all lines below it."""
    replace(study, QUESTIONS, "every: month", "# a note\nevery: month")


def rename_unit(study: Path) -> None:
    """Give a unit another name."""
    replace(study, "config/units.csv", "西店", "西新店")


def add_unit(study: Path) -> None:
    """Open a store that has no answers yet."""
    name = f"S{len((study / 'config/units.csv').read_text('utf-8').splitlines()) + 5}"
    with (study / "config/units.csv").open("a", encoding="utf-8") as file:
        file.write(f"{name},新店 {name},New {name},all,shop\n")


def change_template(study: Path) -> None:
    """Bring a template of one's own."""
    own = study / "templates" / "root.html.j2"
    own.parent.mkdir(exist_ok=True)
    shipped = Path(__file__).parents[2] / "templates" / "root.html.j2"
    own.write_text(f"{shipped.read_text('utf-8')}<!-- {own.exists()} -->", "utf-8")


def change_colours(study: Path) -> None:
    """Bring design tokens of one's own."""
    own = study / "templates" / "assets" / "tokens.css"
    own.parent.mkdir(parents=True, exist_ok=True)
    shipped = Path(__file__).parents[2] / "templates" / "assets" / "tokens.css"
    own.write_text(shipped.read_text("utf-8") + "\n/* own */\n", "utf-8")


def change_languages(study: Path) -> None:
    """Report in one language more, or one less."""
    file = study / "config" / "study.yaml"
    text = file.read_text("utf-8")
    more, less = "languages: [en, zh-Hans]", "languages: [en]"
    file.write_text(text.replace(*((less, more) if less in text else (more, less))), "utf-8")


EDITS = [
    add_answers, add_row, change_answer, take_file_away, rename_file, turn_rows_round, reword_item,
    add_item, move_target, comment_configuration, rename_unit, add_unit, change_template,
    change_colours, change_languages,
]  # fmt: skip


def short_shop(folder: Path) -> Path:
    study = copy_study("corner-shop", folder)
    for file in (study / DATA).iterdir():
        # The golden study has one file in each encoding; here they are to be edited.
        decoded = decode(file.read_bytes())
        assert isinstance(decoded, Decoded)
        file.write_text(decoded.text, "utf-8")
    replace(study, "config/study.yaml", "languages: [zh-Hans, en]", "languages: [en]")
    replace(study, QUESTIONS, "units: units.csv", "reports: {periods: [month]}\nunits: units.csv")
    return study


def chain_of_shops(folder: Path) -> Path:
    """Let the corner shop have sixteen stores, so many that each stands alone on its page."""
    study = short_shop(folder)
    names = [f"S{n}" for n in range(3, 17)]
    with (study / "config/units.csv").open("a", encoding="utf-8") as file:
        file.writelines(f"{name},{name},{name},all,shop\n" for name in names)
    rows = (
        f"chain-{name}-{n},{name},2026-02-{n % 28 + 1:02},{'ABBC'[(n + place) % 4]},"
        f"{'ABC'[n * place % 3]},{'AABD'[n % 4]},,,F\n"
        for place, name in enumerate(names)
        for n in range(30)
    )
    head = "id,unit,date,staff,returns,queue,staff_reason,why,sex\n"
    (study / DATA / "chain.csv").write_text(head + "".join(rows), "utf-8")
    return study
