"""One spelling for texts that people write in many ways.

Full-width letters, capitals and stray blanks are differences of keyboards, not of meaning, so
headers, options and unit names are compared folded.
"""

import unicodedata
from functools import lru_cache


@lru_cache(maxsize=2**14)
def fold(text: str) -> str:
    """Return a text's comparable form; kept, because options and headers come with every file.

    >>> fold("  Ｖery　GOOD ")
    'very good'
    """
    if text.isascii():
        return " ".join(text.split()).casefold()
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())
