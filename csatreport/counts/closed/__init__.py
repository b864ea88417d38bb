"""Periods that were published: what was told of them is kept, and is never told otherwise."""

PENDING = "private/closed"
"""Where a build leaves the records that publishing it would make."""
