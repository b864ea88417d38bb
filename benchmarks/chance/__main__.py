"""Simulate every statistic, or those named, and print the rates as a table of Markdown."""

from __future__ import annotations

import argparse
import pkgutil
import sys
import time
from importlib import import_module

from benchmarks import chance


def statistics() -> tuple[str, ...]:
    """Return the names of all statistics that are simulated."""
    found = (module.name for module in pkgutil.iter_modules(chance.__path__))
    return tuple(sorted(name for name in found if not name.startswith("_")))


def main() -> int:
    """Print a row for each situation; return 1 where a promise is broken."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.chance", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="STATISTIC", help=", ".join(statistics()))
    parser.add_argument("--studies", type=int, default=chance.STUDIES)
    asked = parser.parse_args()
    broken = False
    print("| statistic | situation | rate | promised |\n|---|---|---|---|")
    for name in asked.names or statistics():
        begun = time.process_time()
        for rate in import_module(f"benchmarks.chance.{name}").simulate(asked.studies, chance.SEED):
            broken |= not rate.kept
            flag = "" if rate.kept else " **broken**"
            print(
                f"| {name} | {rate.situation} | {100 * rate.value:.1f} % | {rate.promise}{flag} |",
                flush=True,
            )
        print(f"{name}: {time.process_time() - begun:.1f} CPU s", file=sys.stderr)
    return int(broken)


if __name__ == "__main__":
    sys.exit(main())
