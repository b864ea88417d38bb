"""The sentences of the command line, in the reader's language.

They stand in ``locale/<language>/cli.toml`` and are read from that one file only: the whole
catalogue takes longer to read than ``--help`` may take.
"""

from csatreport.base.words import catalogue, reader_language


def word(key: str, /, **facts: object) -> str:
    """Return a sentence of the command line with its gaps filled; KeyError if it is missing."""
    return catalogue(reader_language(), "cli.toml")[key].format_map(facts)
