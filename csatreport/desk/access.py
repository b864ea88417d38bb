"""Who may reach the desk: the browser that was opened with it, from the desk's own pages only.

The address that is opened carries a key that works once and is exchanged for a cookie, which no
other site can send along (``SameSite=Strict``) and no script can read. A request that says it comes
from another page is refused whatever it carries, and what changes anything must carry the token of
a form that we wrote.
"""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass, field

from csatreport.base.errors import StudyError

OLD_KEY, FOREIGN = "D884", "D885"
KEY = "key"
"""The name of the key in the opened address."""
TOKEN = "token"  # noqa: S105 - a name
"""The name of the token in a form."""
POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


def _secret() -> str:
    return secrets.token_urlsafe(32)


@dataclass
class Access:
    """The secrets of one desk."""

    key: str = field(default_factory=_secret)
    pass_: str = field(default_factory=_secret)
    token: str = field(default_factory=_secret)

    def exchange(self, key: str) -> str:
        """Return the cookie's value for the key, once.

        Raises:
            StudyError: D884, it is wrong or was used.
        """
        if not self.key or not hmac.compare_digest(self.key.encode(), key.encode()):
            raise StudyError.at(OLD_KEY, "csatreport")
        self.key = ""
        return self.pass_

    def admit(self, cookie: str) -> None:
        """Let in who has the cookie.

        Raises:
            StudyError: D884.
        """
        if not hmac.compare_digest(self.pass_.encode(), cookie.encode()):
            raise StudyError.at(OLD_KEY, "csatreport")

    def own_form(self, token: str) -> None:
        """Let through what a form of ours sends.

        Raises:
            StudyError: D885.
        """
        if not hmac.compare_digest(self.token.encode(), token.encode()):
            raise StudyError.at(FOREIGN, "csatreport")


def own_page(origins: set[str], origin: str | None, site: str | None) -> None:
    """Refuse a request that another page sends.

    Args:
        origins: the desk's own.
        origin: what the browser says of the page that asks; None where it says nothing.
        site: the same in the words of ``Sec-Fetch-Site``.

    Raises:
        StudyError: D885.
    """
    if (origin is not None and origin not in origins) or site not in {None, "none", "same-origin"}:
        raise StudyError.at(FOREIGN, "csatreport")
