"""Pages on this machine: the built site to look at."""

PORT = 8765
"""Where the site is shown on this machine, if nothing else is there."""
