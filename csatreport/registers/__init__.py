"""Registers: files that are kept by hand beside the answers, read row by row into typed entries."""
