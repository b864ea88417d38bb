"""What is withheld beside a secret is chosen by lot, and the lot is kept secret.

Were the companion of a hidden figure the smallest one, whoever knows this program would know which
of two hidden figures is the secret. So among companions of about the same worth a keyed digest
chooses: always the same one, and nobody without the key can tell which it will be.
"""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from hashlib import sha256


@dataclass(frozen=True)
class Lot:
    """Draws among things with a name."""

    key: bytes

    @classmethod
    def fixed(cls, name: str) -> Lot:
        """Return the lot of a questionnaire of which nothing has ever been published."""
        return cls(sha256(f"csatreport {name}".encode()).digest())

    def draw(self, *name: str) -> bytes:
        """Return a number between nothing and all, as bytes, that stands for a name."""
        return hmac.new(self.key, "\0".join(name).encode(), sha256).digest()
