"""The answers of a wave side by side, as a table to look at."""

from __future__ import annotations

import numpy as np
import pandas as pd

from csatreport.answers.model import Wave
from csatreport.study.edition import Edition


def frame_of(wave: Wave) -> pd.DataFrame:
    """Return all columns of a wave."""
    columns = {name: wave.column(name) for name in wave.names}
    return pd.DataFrame(
        {n: pd.Series(v, dtype=object) if v.dtype == object else v for n, v in columns.items()}
    )


def wave_of(asked: Edition, frame: pd.DataFrame, files: int = 1) -> Wave:
    """Make a wave of a table; cut into so many files."""
    cuts = np.array_split(np.arange(len(frame)), files)
    parts = ({str(name): frame[name].to_numpy()[cut] for name in frame} for cut in cuts)
    return Wave(edition=asked, parts=tuple(parts))
