"""Is a list fetched whole from where the user said, and from nowhere else?"""

import io
import socket
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar

import pytest

from sunlit.errors import FetchError
from sunlit.io.addresses import is_public
from sunlit.io.http import FetchLimits
from sunlit.knowledge.lists.fetch import fetch

NAMES = b"id,name\n1,Zanbor Koziba Trading\n"
Handler = type[BaseHTTPRequestHandler]


class Server(BaseHTTPRequestHandler):
    """Answers by path."""

    asked: ClassVar[list[dict[str, str]]] = []

    def do_GET(self) -> None:
        type(self).asked.append({**dict(self.headers.items()), "path": self.path})
        answer: Callable[[], None] = getattr(self, self.path.strip("/").split("?")[0], self.missing)
        answer()

    def reply(self, status: int, body: bytes = b"", **headers: str) -> None:
        self.send_response(status)
        for name, value in {"Content_Length": str(len(body)), **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def names(self) -> None:
        if self.headers.get("If-None-Match") == '"one"':
            self.reply(304)
        else:
            self.reply(200, NAMES, Content_Type="text/csv", ETag='"one"', Last_Modified="Thu")

    def moved(self) -> None:
        self.reply(302, Location="/names")

    def around(self) -> None:
        self.reply(302, Location="/around")

    def inward(self) -> None:
        self.reply(302, Location="http://10.0.0.8/names")

    def elsewhere(self) -> None:
        self.reply(302, Location="file:///etc/passwd")

    def page(self) -> None:
        self.reply(200, b"<!doctype html>", Content_Type="text/html; charset=utf-8")

    def large(self) -> None:
        self.reply(200, b"x" * 2000)

    def endless(self) -> None:
        self.send_response(200)
        self.end_headers()
        try:
            while True:
                self.wfile.write(b"x" * 1000)
        except OSError:
            return

    def cut(self) -> None:
        self.reply(200, b"x", Content_Length="50")

    def missing(self) -> None:
        self.reply(404)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    made = ThreadingHTTPServer(("127.0.0.1", 0), Server)
    thread = threading.Thread(target=made.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{made.server_port}"
    made.shutdown()
    made.server_close()
    thread.join()


def this_machine(address: str) -> bool:
    return address == "127.0.0.1"


SMALL = FetchLimits(size_bytes=1_500, whole_s=20, connect_s=2, silent_s=2)


def test_a_list_is_fetched_with_what_to_ask_by_next_time(server: str) -> None:
    into = io.BytesIO()
    told: list[tuple[int, int | None]] = []
    got = fetch(f"{server}/names", into, allowed=this_machine, told=lambda *now: told.append(now))
    assert got is not None
    assert into.getvalue() == NAMES
    assert (got.size_bytes, got.etag, got.last_modified) == (len(NAMES), '"one"', "Thu")
    assert told == [(len(NAMES), len(NAMES))]
    known = {"etag": got.etag, "last_modified": got.last_modified}
    assert fetch(f"{server}/names", io.BytesIO(), known=known, allowed=this_machine) is None


def test_redirects_are_followed_by_hand(server: str) -> None:
    into = io.BytesIO()
    assert fetch(f"{server}/moved", into, allowed=this_machine)
    assert into.getvalue() == NAMES


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("around", "redirects more than 5 times"),
        ("inward", r"10\.0\.0\.8, which is no address of the public network"),
        ("elsewhere", "neither https nor http"),
        ("page", "text/html, no list"),
        ("large", "larger than 1500 bytes"),
        ("endless", "larger than 1500 bytes"),
        ("cut", "gave no whole answer"),
        ("missing", "answers 404"),
    ],
)
def test_what_is_no_list_or_leads_inward_is_refused(server: str, path: str, why: str) -> None:
    with pytest.raises(FetchError, match=why):
        fetch(f"{server}/{path}", io.BytesIO(), allowed=this_machine, limits=SMALL)


def test_a_server_that_takes_too_long_is_left(server: str) -> None:
    with pytest.raises(FetchError, match="takes longer than 0 seconds"):
        fetch(f"{server}/names", io.BytesIO(), allowed=this_machine, limits=FetchLimits(whole_s=0))


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/a",
        "http://localhost/a",
        "http://10.1.2.3/a",
        "http://172.16.0.1/a",
        "http://192.168.1.1/a",
        "http://169.254.169.254/latest/meta-data",
        "http://100.64.0.1/a",
        "http://0.0.0.0/a",
        "http://[::1]/a",
        "http://[fe80::1]/a",
        "http://[fd00::1]/a",
        "http://[::ffff:127.0.0.1]/a",
        "http://[::ffff:a00:1]/a",
        "http://[64:ff9b::7f00:1]/a",
        "http://[2002:7f00:1::]/a",
        "http://2130706433/a",
        "http://0x7f.1/a",
    ],
)
def test_nothing_inside_a_home_or_an_office_is_asked(url: str) -> None:
    with pytest.raises(
        FetchError, match=r"no address of the public network|no address of .* known"
    ):
        fetch(url, io.BytesIO())


@pytest.mark.parametrize(
    "url",
    ["ftp://example.org/a", "file:///etc/passwd", "https://", "https://me:secret@example.org/"],
)
def test_other_kinds_of_address_are_refused_before_anything_is_asked(url: str) -> None:
    with pytest.raises(FetchError):
        fetch(url, io.BytesIO())


def test_public_addresses_are_public() -> None:
    assert is_public("93.184.215.14")
    assert is_public("2606:2800:21f:cb07:6820:80da:af6b:8b2c")
    assert not is_public("224.0.0.1")
    assert not is_public("no address")


def test_the_connection_goes_to_the_address_that_was_checked(
    server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    port = int(server.rpartition(":")[2])
    answers = iter(["127.0.0.1", "10.0.0.8"])
    real = socket.getaddrinfo

    def changing(host: str, *rest: object, **more: object) -> object:
        if host == "list.example":
            return real(next(answers), port, type=socket.SOCK_STREAM)
        assert host in ("127.0.0.1", b"127.0.0.1")
        return real(host, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(socket, "getaddrinfo", changing)
    into = io.BytesIO()
    fetch(f"http://list.example:{port}/names", into, allowed=this_machine)
    assert into.getvalue() == NAMES
    assert next(answers) == "10.0.0.8"  # it was looked up once
    assert Server.asked[-1]["Host"] == f"list.example:{port}"
