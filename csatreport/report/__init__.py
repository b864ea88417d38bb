"""Findings to chapters, blocks and sentences in a language; the anonymity gate."""
