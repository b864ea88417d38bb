"""Time against size: the same chain with n, 2n and 4n stores.

python benchmarks/scale.py FOLDER [N]
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from compare import ours, run
from study import write_study


def main() -> None:
    """Build each size from nothing, pages and downloads, with one process."""
    smallest = int(sys.argv[2]) if len(sys.argv) > 2 else 50
    first = 0.0
    for stores in (smallest, 2 * smallest, 4 * smallest):
        folder = Path(sys.argv[1]) / str(stores)
        shutil.rmtree(folder, ignore_errors=True)
        write_study(folder, stores)
        cost = min((run(*ours(folder, pdf=False)) for _ in range(2)), key=lambda one: one.cpu)
        first = first or cost.cpu
        print(
            f"{stores:5} stores  {cost.cpu:6.1f} CPU s  {cost.cpu / first:4.2f}  {cost.megabytes:5.0f} MB",
            flush=True,
        )


if __name__ == "__main__":
    main()
