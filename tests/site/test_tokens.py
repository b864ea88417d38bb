"""Colours: one definition, told apart on light and dark, monotone with concern."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from csatreport.site.tokens import print_palette, screen_palette

ROOT = Path(__file__).parents[2]
SHEET = (ROOT / "templates/assets/tokens.css").read_text()
RAMP = ("g1", "g2", "g3", "mid", "b1", "b2", "b3")


def luminance(colour: str) -> float:
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def themes() -> list[dict[str, str]]:
    blocks = re.findall(r":root[^{]*\{(.*?)\}", SHEET, re.DOTALL)
    found = [dict(re.findall(r"--([a-z0-9-]+):\s*(#[0-9a-f]{6})", block)) for block in blocks]
    return [theme for theme in found if "paper" in theme]


def test_dark_by_the_system_and_dark_by_choice_are_the_same():
    light, system, chosen = themes()
    assert system == chosen
    assert light.keys() == system.keys()


@pytest.mark.parametrize("theme", themes()[:2], ids=["light", "dark"])
def test_letters_can_be_read_on_their_ground(theme: dict[str, str]):
    for text in ("ink", "ink-2", "ink-3", "link", "good-text", "bad-text"):
        assert contrast(theme[text], theme["paper"]) >= 4.5, text
        assert contrast(theme[text], theme["paper-2"]) >= 4.5, text
    for tone in (*RAMP, "plain"):
        assert contrast(theme[tone], theme[f"on-{tone}"]) >= 4.5, tone


def test_concern_darkens_on_light_paper_and_brightens_on_dark():
    light, dark, _ = themes()
    shades = [luminance(light[tone]) for tone in RAMP]
    assert shades == sorted(shades, reverse=True)
    bad = [luminance(dark[tone]) for tone in ("b1", "b2", "b3")]
    good = [luminance(dark[tone]) for tone in ("g1", "g2", "g3")]
    assert bad == sorted(bad)
    assert good == sorted(good)
    assert max(good) < min(bad)


@pytest.mark.parametrize("theme", themes()[:2], ids=["light", "dark"])
def test_every_part_of_a_strip_stands_out_from_the_paper(theme: dict[str, str]):
    for tone in RAMP:
        drawn = theme["edge"] if tone == "g1" else theme[tone]
        assert contrast(drawn, theme["paper"]) >= 2.5, tone


def test_print_takes_the_light_values_and_the_screen_their_names():
    assert print_palette(ROOT)["g1"] == "#93cdc8"
    assert screen_palette(ROOT)["rule_2"] == "var(--rule-2)"
    assert print_palette(ROOT).keys() == screen_palette(ROOT).keys()


def test_the_paper_sheet_uses_the_tokens_values():
    sheet = (ROOT / "templates/assets/print.css").read_text()
    assert set(re.findall(r"#[0-9a-f]{6}", sheet)) <= set(print_palette(ROOT).values())
