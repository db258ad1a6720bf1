"""Does every engine give the same bytes, even when a machine of the cluster dies?

The whole program runs, as a user starts it, on this machine's cores and on a real Spark cluster
of two workers; in the middle of the run one of the two is killed.
"""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path

import pytest
from tests.engines.corpus import write_corpus

from sunlit.pipeline import engine_named

CLUSTER = "local-cluster[2,1,1024]"
#: Seconds in which the whole run on the cluster has to end.
LONGEST = 240
EXECUTOR = b"CoarseGrainedExecutorBackend"
ROWS_REFUSED = 3
#: Java starts several times here, and never lives long enough to gain by compiling well.
QUICK_JAVA = {**os.environ, "JAVA_TOOL_OPTIONS": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"}
PROGRAM = "from sunlit.cli import main; main()"

needs_spark = pytest.mark.skipif(
    find_spec("pyspark") is None or shutil.which("java") is None or not Path("/proc").is_dir(),
    reason="needs Linux, Java 17 and pip install 'sunlit[spark]'",
)


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    return write_corpus(tmp_path / "corpus", files=4)


def test_an_engine_that_is_none_is_refused_with_the_ways_to_write_one() -> None:
    with pytest.raises(ValueError, match="spark://HOST:7077"):
        engine_named("slurm://here")


def test_a_number_of_workers_is_not_for_a_cluster() -> None:
    with pytest.raises(ValueError, match="--workers 2"):
        engine_named(CLUSTER, 2)


@needs_spark
def test_a_cluster_gives_the_same_bytes_though_a_worker_is_killed(
    corpus: Path, tmp_path: Path
) -> None:
    run = _start(corpus, tmp_path / "alone", "--workers", "1")
    assert run.wait(LONGEST) == ROWS_REFUSED, _said(tmp_path / "alone")
    alone = _written(tmp_path / "alone")
    assert len(alone[0].splitlines()) >= 4
    # One original is a pipe: the worker that opens it waits for us, and that one is killed.
    held = corpus / "payments-3.csv"
    whole = held.with_name(".whole")
    held.rename(whole)
    os.mkfifo(held)
    run = _start(corpus, tmp_path / "cluster", "--engine", CLUSTER)
    try:
        pipe = _until(lambda: _opened(held), run)
        reader = _until(lambda: _reader_of(held), run)
        executors = {pid for pid in _processes() if EXECUTOR in _command(pid)}
        [killed] = executors & set(_ancestors(reader))
        assert len(executors & set(_descendants(run.pid))) == 2
        whole.rename(held)  # the task that runs again finds the file
        os.kill(killed, signal.SIGKILL)
        os.close(pipe)
        assert run.wait(LONGEST) == ROWS_REFUSED, _said(tmp_path / "cluster")
    finally:
        run.kill()
        run.wait()
    assert _written(tmp_path / "cluster") == alone


def _start(corpus: Path, out: Path, *options: str) -> subprocess.Popen[bytes]:
    out.mkdir()
    command = [sys.executable, "-c", PROGRAM, "scan", str(corpus), "--format", "jsonl", "--quiet"]
    command += ["--out", str(out / "findings.jsonl"), "--report", str(out / "account.json")]
    with (out / "said.txt").open("wb") as said:
        return subprocess.Popen([*command, *options], stdout=said, stderr=said, env=QUICK_JAVA)


def _said(out: Path) -> str:
    return (out / "said.txt").read_text(errors="replace")


def _written(out: Path) -> tuple[bytes, bytes]:
    return (out / "findings.jsonl").read_bytes(), (out / "account.json").read_bytes()


def _until(
    found: Callable[[], int | None], run: subprocess.Popen[bytes], seconds: float = LONGEST
) -> int:
    """Ask again and again while the run goes on."""
    end = time.monotonic() + seconds
    while time.monotonic() < end and run.poll() is None:
        answer = found()
        if answer is not None:
            return answer
        time.sleep(0.05)
    pytest.fail(f"the run ended too soon or hangs: {run.poll()}")


def _opened(pipe: Path) -> int | None:
    """Open the writing end of a pipe, which there is once somebody reads."""
    try:
        return os.open(pipe, os.O_WRONLY | os.O_NONBLOCK)
    except OSError:
        return None


def _reader_of(pipe: Path) -> int | None:
    for pid in _processes():
        with suppress(OSError):
            held = [str(fd.readlink()) for fd in Path(f"/proc/{pid}/fd").iterdir()]
            if pid != os.getpid() and str(pipe) in held:
                return pid
    return None


def _processes() -> list[int]:
    return [int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdecimal()]


def _command(pid: int) -> bytes:
    with suppress(OSError):
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    return b""


def _ancestors(pid: int) -> Iterator[int]:
    while pid > 1:
        yield pid
        # After the last bracket: a process's name may hold anything.
        pid = int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])


def _descendants(pid: int) -> list[int]:
    found = []
    for one in _processes():
        with suppress(OSError):
            if pid in _ancestors(one):
                found.append(one)
    return found
