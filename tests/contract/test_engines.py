"""Does every engine give the same bytes, even when a machine of the cluster dies?

The whole program runs, as a user starts it, on originals in every format: on this machine's
cores, and on a real Spark cluster of two workers. In the middle of the run one of the two is
killed.
"""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from typing import Any, TypeVar

import pytest
from tests.compiled import own_scanner
from tests.engines.corpus import HEAD, TIED, as_bytes, write_corpus
from tests.engines.formats import write_formats

from sunlit.engines.local import LocalEngine
from sunlit.services import scan as pipeline
from sunlit.services.run import Run, engine_named

T = TypeVar("T")

CLUSTER = "local-cluster[2,1,1024]"
#: Seconds in which each step has to end, on a machine that does much else.
LONGEST = 400
EXECUTOR = b"CoarseGrainedExecutorBackend"
ROWS_REFUSED = 3
#: Java starts several times here, and never lives long enough to gain by compiling well.
QUICK_JAVA = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
#: A file of two parts is worth cutting here.
PROGRAM = """
from sunlit.cli import main
from sunlit.services import partition
partition.WORTH_CUTTING_BYTES = 65 * 2**20
main()
"""
#: What Spark writes down of a run; the patience is for a machine under load.
SPARK_SETTINGS = """
spark.eventLog.enabled true
spark.eventLog.compress false
spark.eventLog.rolling.enabled false
spark.eventLog.dir file://{events}
spark.network.timeout 300s
spark.executor.heartbeatInterval 20s
spark.rpc.askTimeout 300s
"""

needs_spark = pytest.mark.skipif(
    find_spec("pyspark") is None or shutil.which("java") is None or not Path("/proc").is_dir(),
    reason="needs Linux, Java 17 and pip install 'sunlit[spark]'",
)


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What can happen to an original, every format, and one file that is worth cutting."""
    folder = write_corpus(tmp_path_factory.mktemp("engines") / "corpus", files=4)
    write_formats(folder / "formats")
    return folder


def test_an_engine_that_is_none_is_refused_with_the_ways_to_write_one() -> None:
    with pytest.raises(ValueError, match="spark://HOST:7077"):
        engine_named("slurm://here")


def test_a_number_of_workers_is_not_for_a_cluster() -> None:
    with pytest.raises(ValueError, match="--workers 2"):
        engine_named(CLUSTER, 2)


def test_workers_and_the_order_of_the_files_change_no_byte(corpus: Path) -> None:
    files: list[str | Path] = sorted(file for file in corpus.rglob("*") if file.is_file())
    alone = pipeline.scan(files, own_scanner(), Run())
    assert alone.count >= 10
    read = {
        Path(original.path.partition("!")[0]).suffix
        for original in alone.account.originals
        if original.rows_read
    }
    assert read == {".csv", ".zip", ".gz", ".xlsx", ".json", ".jsonl", ".xml"}
    for workers in (1, 2):
        engine = LocalEngine(workers, worth_bytes=0)
        assert as_bytes(pipeline.scan(files, own_scanner(), Run(engine=engine))) == as_bytes(alone)
        turned = pipeline.scan(files[::-1], own_scanner(), Run(engine=engine))
        assert turned.table().equals(alone.table())
        assert _by_path(turned) == _by_path(alone)


def _by_path(result: pipeline.ScanResult) -> dict[str, Mapping[str, Any]]:
    """Each original's account; which of two twins is called the other's is told by their order."""
    originals = [original.as_record() for original in result.account.originals]
    return {original["path"]: {**original, "same_bytes_as": None} for original in originals}


@needs_spark
def test_a_cluster_gives_the_same_bytes_though_a_worker_is_killed(
    corpus: Path, tmp_path: Path
) -> None:
    _write_large(corpus / "large.csv")
    run = _start(corpus, tmp_path / "alone", "--workers", "1")
    assert run.wait(LONGEST) == ROWS_REFUSED, _said(tmp_path / "alone")
    alone = _written(tmp_path / "alone")
    assert len(alone[0].splitlines()) >= 20
    # One original is a pipe: the worker that opens it waits for us, and that one is killed.
    held = corpus / "payments-3.csv"
    whole = held.with_name(".whole")
    held.rename(whole)
    os.mkfifo(held)
    run = _start(corpus, tmp_path / "cluster", "--engine", CLUSTER)
    try:
        pipe = _until(lambda: _opened(held), run)
        reader = _until(lambda: _reader_of(held, run.pid), run)
        # The second worker may start long after the first has taken its task.
        _until(lambda: len(_executors(run.pid)) == 2 or None, run)
        [killed] = _executors(run.pid) & set(_ancestors(reader))
        whole.rename(held)  # the task that runs again finds the file
        os.kill(killed, signal.SIGKILL)
        os.close(pipe)
        assert run.wait(LONGEST) == ROWS_REFUSED, _said(tmp_path / "cluster")
    finally:
        run.kill()
        run.wait()
    assert _written(tmp_path / "cluster") == alone
    told = _told(tmp_path / "cluster" / "events")
    assert _lost_and_run_again(told)
    files = sum(file.is_file() and file.name[0] != "." for file in corpus.rglob("*"))
    assert _tasks(told) == files + 1  # the large one in two parts


def _write_large(file: Path) -> None:
    """Write a file of two parts, with findings in both."""
    plain = "".join(
        f"{13 + n % 15}/11/2024,Dogwood Ltd,Repair of the gate at the northern end of road {n},"
        f"{n}.50\n"
        for n in range(1_000)
    )
    with file.open("w", encoding="utf-8") as stream:
        stream.write(HEAD)
        while stream.tell() < 72 * 2**20:
            stream.write(10 * plain + TIED[0].replace("dome", f"dome {stream.tell()}"))


def _start(corpus: Path, out: Path, *options: str) -> subprocess.Popen[bytes]:
    settings, events = out / "settings", out / "events"
    for folder in (settings, events):
        folder.mkdir(parents=True)
    (settings / "spark-defaults.conf").write_text(SPARK_SETTINGS.format(events=events))
    environment = {
        **os.environ,
        "JAVA_TOOL_OPTIONS": QUICK_JAVA,
        "SPARK_LOCAL_IP": "127.0.0.1",
        "SPARK_CONF_DIR": str(settings),
    }
    command = [sys.executable, "-c", PROGRAM, "scan", str(corpus), "--format", "jsonl", "--quiet"]
    command += ["--out", str(out / "findings.jsonl"), "--report", str(out / "account.json")]
    with (out / "said.txt").open("wb") as said:
        return subprocess.Popen([*command, *options], stdout=said, stderr=said, env=environment)


def _said(out: Path) -> str:
    return (out / "said.txt").read_text(errors="replace")


def _written(out: Path) -> tuple[bytes, bytes]:
    return (out / "findings.jsonl").read_bytes(), (out / "account.json").read_bytes()


def _told(events: Path) -> list[dict[str, Any]]:
    """Give what Spark wrote down, of all runs: one event to a line."""
    files = [file for file in events.rglob("*") if file.is_file() and file.suffix != ".crc"]
    return [json.loads(line) for file in files for line in file.read_text().splitlines()]


def _lost_and_run_again(told: list[dict[str, Any]]) -> bool:
    """Was a task lost with its executor, and did the same task end well elsewhere?"""
    ends: dict[tuple[int, int], set[str]] = {}
    for event in told:
        if event["Event"] == "SparkListenerTaskEnd":
            task = (event["Stage ID"], event["Task Info"]["Index"])
            ends.setdefault(task, set()).add(event["Task End Reason"]["Reason"])
    return any({"ExecutorLostFailure", "Success"} <= reasons for reasons in ends.values())


def _tasks(told: list[dict[str, Any]]) -> int:
    """Count the tasks of the stage that has most, each once however often it ran."""
    starts = [event for event in told if event["Event"] == "SparkListenerTaskStart"]
    tasks = {(event["Stage ID"], event["Task Info"]["Index"]) for event in starts}
    return max(Counter(stage for stage, _ in tasks).values())


def _until(found: Callable[[], T | None], run: subprocess.Popen[bytes]) -> T:
    """Ask again and again while the run goes on."""
    end = time.monotonic() + LONGEST
    while time.monotonic() < end and run.poll() is None:
        answer = found()
        if answer is not None:
            return answer
        time.sleep(0.1)
    pytest.fail(f"the run ended too soon or hangs: {run.poll()}")


def _opened(pipe: Path) -> int | None:
    """Open the writing end of a pipe, which there is once somebody reads."""
    try:
        return os.open(pipe, os.O_WRONLY | os.O_NONBLOCK)
    except OSError:
        return None


def _reader_of(pipe: Path, run: int) -> int | None:
    for pid in _descendants(run):
        with suppress(OSError):
            held = [str(fd.readlink()) for fd in Path(f"/proc/{pid}/fd").iterdir()]
            if str(pipe) in held:
                return pid
    return None


def _executors(run: int) -> set[int]:
    return {pid for pid in _descendants(run) if EXECUTOR in _command(pid)}


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
    for process in _processes():
        with suppress(OSError):
            if process != pid and pid in _ancestors(process):
                found.append(process)
    return found
