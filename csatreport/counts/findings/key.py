"""Keys of results: a key carries the type of what is found under it."""

from dataclasses import dataclass
from typing import Generic, NoReturn, TypeVar

_Found = TypeVar("_Found")


@dataclass(frozen=True, kw_only=True, eq=False)
class ResultKey(Generic[_Found]):
    """Under which findings hold what a subject found; every key is one of a kind.

    ``id`` is its name in `data.json`, in addresses and among its words.
    """

    id: str

    def __reduce__(self) -> NoReturn:
        """Refuse to be copied to another process: a copy would be another key, and find nothing."""
        msg = f"the key {self.id!r} of results cannot be sent"
        raise TypeError(msg)
