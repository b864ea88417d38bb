"""A slim font draws what the whole one drew, in fewer bytes."""

from __future__ import annotations

import io
import subprocess

import numpy as np
import pikepdf
from PIL import Image

from csatreport.paper.slim import slim_fonts
from tests.paper.study import form_of, make_study


def drawn(pdf: bytes) -> np.ndarray:
    picture = subprocess.run(
        ["pdftoppm", "-r", "300", "-f", "1", "-l", "1", "-gray", "-"],
        input=pdf, capture_output=True, check=True,
    ).stdout  # fmt: skip
    image = Image.open(io.BytesIO(picture)).convert("L")
    # Seen from where it can be read, not dot by dot.
    return np.array(image.resize((620, 877), Image.Resampling.BOX), dtype=float)


def test_a_page_looks_the_same_and_its_text_can_still_be_read(tmp_path):
    _, pages = form_of(make_study(tmp_path))
    with pikepdf.open(io.BytesIO(pages.pdf)) as pdf:
        slim_fonts(pdf)
        buffer = io.BytesIO()
        pdf.save(buffer, recompress_flate=True)
    slim = buffer.getvalue()
    assert len(slim) < 0.7 * len(pages.pdf)
    before, after = drawn(pages.pdf), drawn(slim)
    # Outlines move by less than a printed dot: edges turn a little paler or darker, nothing else.
    assert np.abs(before - after).mean() < 0.6
    assert np.abs(before - after).max() < 96
    texts = [
        subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True).stdout
        for pdf in (pages.pdf, slim)
    ]
    assert texts[0] == texts[1]


def test_fonts_that_are_slim_already_stay_as_they_are(tmp_path):
    _, pages = form_of(make_study(tmp_path))
    with pikepdf.open(io.BytesIO(pages.pdf)) as pdf:
        slim_fonts(pdf)
        once = [
            o.read_bytes()
            for o in pdf.objects
            if isinstance(o, pikepdf.Stream) and o.get("/Subtype") == "/CIDFontType0C"
        ]
        slim_fonts(pdf)
        twice = [
            o.read_bytes()
            for o in pdf.objects
            if isinstance(o, pikepdf.Stream) and o.get("/Subtype") == "/CIDFontType0C"
        ]
    assert once == twice
    assert once
