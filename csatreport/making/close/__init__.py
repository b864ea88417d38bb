"""Closing a period of a named survey, holding builds against what was closed, and restating it."""
