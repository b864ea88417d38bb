"""Entries of registers opened, assigned and closed by a command."""
