"""Periods that were published: what was told of them is kept, and is never told otherwise."""
