"""Keys of results: a key carries the type of what is found under it."""

from dataclasses import dataclass
from typing import Generic, TypeVar

_Found = TypeVar("_Found")


@dataclass(frozen=True, kw_only=True, eq=False)
class ResultKey(Generic[_Found]):
    """Under which findings hold what a subject found; every key is one of a kind.

    ``id`` is its name in `data.json`, in addresses and among its words.
    """

    id: str
