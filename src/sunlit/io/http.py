"""How is a file fetched from an address that a user gave? Bounded, checked at every step, pinned."""

import hashlib
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO, Final

import httpx

from sunlit.errors import FetchError
from sunlit.io.addresses import Allowed, addresses_of, is_public

#: Told the bytes fetched so far and, where the server says it, of how many.
Told = Callable[[int, int | None], None]
#: Raises FetchError when the headers of an answer show that it is not what was wanted.
Wanted = Callable[[Mapping[str, str]], None]

_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
_NOT_MODIFIED: Final = 304
_CHUNK_BYTES: Final = 2**16
_ASKED_BY: Final = {"etag": "If-None-Match", "last_modified": "If-Modified-Since"}


@dataclass(frozen=True, slots=True)
class FetchLimits:
    """Bounds on a server that is slow, endless or hostile."""

    size_bytes: int = 4 * 2**30
    whole_s: float = 1_800.0
    connect_s: float = 15.0
    silent_s: float = 30.0
    redirects: int = 5


DEFAULT_LIMITS: Final = FetchLimits()


@dataclass(frozen=True, slots=True)
class Fetched:
    """What was fetched: the digest of its bytes and what the server says to ask by next time."""

    sha256: str
    size_bytes: int
    etag: str | None
    last_modified: str | None


def fetch_file(
    url: str,
    into: IO[bytes],
    agent: str,
    *,
    known: Mapping[str, str | None] | None = None,
    wanted: Wanted = lambda headers: None,
    allowed: Allowed = is_public,
    told: Told = lambda done, whole: None,
    limits: FetchLimits = DEFAULT_LIMITS,
) -> Fetched | None:
    """Fetch what is at an address into a file; None when the server says that it has not changed.

    `known` gives the `etag` and `last_modified` of what is there already. Each redirect's host is
    looked up and checked anew, and the connection goes to the address that was checked. Proxies
    and credentials of the environment are not used. FetchError says what is wrong.
    """
    deadline = time.monotonic() + limits.whole_s
    headers = {"User-Agent": agent, "Accept-Encoding": "identity", **_asked(known or {})}
    address = _checked(url, url)
    for _ in range(limits.redirects + 1):
        with _answer(url, address, headers, allowed, limits) as answer:
            if answer.status_code == _NOT_MODIFIED and known:
                return None
            if answer.status_code not in _REDIRECTS:
                _refuse_failure(url, answer)
                wanted(answer.headers)
                return _body(url, answer, into, told, limits, deadline)
            address = _next(url, address, answer)
    raise FetchError(
        url, f"redirects more than {limits.redirects} times.", "Give its last address."
    )


def _asked(known: Mapping[str, str | None]) -> dict[str, str]:
    return {header: value for key, header in _ASKED_BY.items() if (value := known.get(key))}


def _checked(url: str, text: str) -> httpx.URL:
    try:
        address = httpx.URL(text)
    except (httpx.InvalidURL, TypeError, ValueError) as error:
        raise FetchError(url, f"is no address ({error}).", "Write https://HOST/PATH.") from error
    if address.scheme not in ("https", "http") or not address.host:
        raise FetchError(
            url, f"{text!r} is neither https nor http.", "Give a web address, or add a file."
        )
    if address.userinfo:
        raise FetchError(
            url,
            "holds a user name or password, which would be kept.",
            "Leave it out of the address.",
        )
    return address


def _next(url: str, address: httpx.URL, answer: httpx.Response) -> httpx.URL:
    where = answer.headers.get("location", "")
    target = _checked(url, str(address.join(where)) if where else "")
    if address.scheme == "https" and target.scheme == "http":
        raise FetchError(
            url, f"leads from https to {target}, which anybody may alter.", "Give an https address."
        )
    return target


@contextmanager
def _answer(
    url: str,
    address: httpx.URL,
    headers: Mapping[str, str],
    allowed: Allowed,
    limits: FetchLimits,
) -> Iterator[httpx.Response]:
    """The answer of the first of the host's addresses that takes the connection."""
    port = address.port or (443 if address.scheme == "https" else 80)
    timeout = httpx.Timeout(limits.silent_s, connect=limits.connect_s)
    last: httpx.HTTPError | None = None
    try:
        with httpx.Client(trust_env=False, timeout=timeout, follow_redirects=False) as client:
            for ip in addresses_of(url, address.host, port, allowed):
                request = client.build_request(
                    "GET",
                    address.copy_with(host=ip.partition("%")[0]),
                    headers={**headers, "Host": address.netloc.decode("ascii")},
                    extensions={"sni_hostname": address.host},
                )
                try:
                    answer = client.send(request, stream=True)
                except (httpx.ConnectError, httpx.ConnectTimeout) as error:
                    last = error
                    continue
                try:
                    yield answer
                finally:
                    answer.close()
                return
    except httpx.HTTPError as error:
        last = error
    raise FetchError(
        url,
        f"{address.host} gave no whole answer ({last or 'nothing'}).",
        "Try again later, or fetch it with another program and add the file.",
    ) from last


def _refuse_failure(url: str, answer: httpx.Response) -> None:
    if answer.status_code != httpx.codes.OK:
        raise FetchError(
            url, f"the server answers {answer.status_code}.", "Check the address in a browser."
        )


def _body(
    url: str,
    answer: httpx.Response,
    into: IO[bytes],
    told: Told,
    limits: FetchLimits,
    deadline: float,
) -> Fetched:
    length = answer.headers.get("content-length", "")
    whole = int(length) if length.isascii() and length.isdigit() else None
    digest, size = hashlib.sha256(), 0
    _refuse_larger(url, whole or 0, limits)
    for chunk in answer.iter_bytes(_CHUNK_BYTES):
        size += len(chunk)
        _refuse_larger(url, size, limits)
        if time.monotonic() > deadline:
            raise FetchError(
                url,
                f"takes longer than {limits.whole_s:g} seconds.",
                "Fetch it with another program, then add the file.",
            )
        digest.update(chunk)
        into.write(chunk)
        told(size, whole)
    headers = answer.headers
    return Fetched(digest.hexdigest(), size, headers.get("etag"), headers.get("last-modified"))


def _refuse_larger(url: str, size: int, limits: FetchLimits) -> None:
    if size > limits.size_bytes:
        raise FetchError(
            url, f"is larger than {limits.size_bytes} bytes.", "Check what lies at that address."
        )
