"""``python -m csatreport``: the same as the command ``csatreport``."""

import sys

from csatreport.cli import main

if __name__ == "__main__":
    sys.exit(main())
