"""A built site to the intranet share, in one switch."""

KEEP = 3
"""How many releases stay on the share, the current one among them."""
