"""How is a list fetched from an address that the user gave? What comes must be no page or picture."""

from collections.abc import Mapping
from typing import IO, Final

from sunlit.errors import FetchError
from sunlit.io.addresses import Allowed, is_public
from sunlit.io.http import DEFAULT_LIMITS, Fetched, FetchLimits, Told, fetch_file

__all__ = ["DEFAULT_LIMITS", "FetchLimits", "Fetched", "Told", "fetch"]

_AGENT: Final = "sunlit (reads a list that its user asked for)"
_NO_LIST: Final = (
    "text/html",
    "application/xhtml",
    "image/",
    "video/",
    "audio/",
    "application/pdf",
)


def fetch(
    url: str,
    into: IO[bytes],
    *,
    known: Mapping[str, str | None] | None = None,
    allowed: Allowed = is_public,
    told: Told = lambda done, whole: None,
    limits: FetchLimits = DEFAULT_LIMITS,
) -> Fetched | None:
    """Fetch a list into a file, as `io.http.fetch_file`; None when it has not changed."""

    def refuse_no_list(headers: Mapping[str, str]) -> None:
        kind = headers.get("content-type", "").lower()
        if kind.startswith(_NO_LIST):
            raise FetchError(
                url, f"is {kind.split(';')[0]}, no list.", "Give the list's own address."
            )

    return fetch_file(
        url,
        into,
        _AGENT,
        known=known,
        wanted=refuse_no_list,
        allowed=allowed,
        told=told,
        limits=limits,
    )
