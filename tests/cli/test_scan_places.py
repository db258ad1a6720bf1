"""Do the results of a scan arrive whole in a folder, and in object storage?

The object storage is a real server on this machine (moto's), asked over HTTP.
"""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pyarrow.fs as pa_fs
import pytest
from tests.cli.conftest import Sunlit, findings

needs_store = pytest.mark.skipif(
    any(find_spec(name) is None for name in ("moto", "flask", "flask_cors")),
    reason="needs pip install 'sunlit[dev]': moto serves object storage on this machine",
)
#: Seconds in which the server has to answer.
LONGEST = 60


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """Where a store answers that knows nobody's credentials."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-W", "ignore", "-m", "moto.server", "-H", "127.0.0.1"]
    server = subprocess.Popen(
        [*command, "-p", str(port)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        _until_it_answers(port, server)
        yield f"127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait()


def _until_it_answers(port: int, server: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + LONGEST
    while server.poll() is None and time.monotonic() < end:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    pytest.fail(f"the store did not start: {server.poll()}")


@pytest.fixture
def store(address: str, monkeypatch: pytest.MonkeyPatch) -> pa_fs.S3FileSystem:
    """The store, with a bucket in it, and the user's credentials where the SDK looks for them."""
    for name in [name for name in os.environ if name.startswith("AWS_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "alder")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "birch")
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    system = pa_fs.S3FileSystem(
        endpoint_override=address, scheme="http", allow_bucket_creation=True
    )
    system.create_dir("findings")
    return system


def test_a_folder_holds_the_findings_and_the_account(
    sunlit: Sunlit, payments: Path, tmp_path: Path
) -> None:
    ran = sunlit("scan", payments, "--jurisdiction", "GB", "--out", f"{tmp_path}/results/")
    assert (ran.status, ran.out) == (0, "")
    assert f"Wrote {tmp_path}/results/." in ran.err
    (finding,) = findings((tmp_path / "results" / "findings.jsonl").read_text())
    assert finding["party"] == "hikvision"
    account = json.loads((tmp_path / "results" / "account.json").read_text())
    assert account["reconciles"]
    assert account["summary"]


def test_a_folder_takes_every_format(sunlit: Sunlit, payments: Path, tmp_path: Path) -> None:
    ran = sunlit("scan", payments, "--format", "parquet", "--out", f"{tmp_path}/results/", "-q")
    assert ran.status == 0
    assert sorted(f.name for f in (tmp_path / "results").iterdir()) == [
        "account.json",
        "findings.parquet",
    ]


def test_a_full_folder_is_refused_before_anything_is_read(sunlit: Sunlit, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("keep")
    ran = sunlit("scan", tmp_path / "none.csv", "--out", tmp_path)
    assert ran.status == 1
    assert "not empty" in ran.err
    assert "none.csv" not in ran.err


@needs_store
def test_object_storage_gets_the_bytes_that_a_folder_gets(
    sunlit: Sunlit, payments: Path, tmp_path: Path, store: pa_fs.S3FileSystem, address: str
) -> None:
    sunlit("scan", payments, "--jurisdiction", "GB", "--out", f"{tmp_path}/results/", "-q")
    place = f"s3://findings/2026/11/?scheme=http&endpoint_override={address}"
    ran = sunlit("scan", payments, "--jurisdiction", "GB", "--out", place, "-q")
    assert (ran.status, ran.err) == (0, "")
    for name in ("findings.jsonl", "account.json"):
        with store.open_input_stream(f"findings/2026/11/{name}") as stream:
            assert stream.read() == (tmp_path / "results" / name).read_bytes()
    again = sunlit("scan", payments, "--jurisdiction", "GB", "--out", place, "-q")
    assert again.status == 1
    assert "there are objects already" in again.err


@needs_store
def test_a_bucket_that_is_not_there_is_an_error_that_says_what_to_check(
    sunlit: Sunlit, payments: Path, store: pa_fs.S3FileSystem, address: str
) -> None:
    place = f"s3://nowhere/2026/?scheme=http&endpoint_override={address}"
    ran = sunlit("scan", payments, "--out", place, "-q")
    assert ran.status == 1
    assert "Check the bucket" in ran.err
    assert "Traceback" not in ran.err


def test_an_original_in_object_storage_is_refused_with_what_to_do(sunlit: Sunlit) -> None:
    ran = sunlit("scan", "s3://findings/payments.csv")
    assert ran.status == 1
    assert "aws s3 sync" in ran.err
