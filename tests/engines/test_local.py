"""Does a scan give the same, in the same order, whatever runs beside what?"""

import io
import multiprocessing
import os
import signal
import threading
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from tests.compiled import own_scanner
from tests.engines.corpus import HEAD, TIED, as_bytes, write_corpus

from sunlit.engines.local import LocalEngine, cores
from sunlit.errors import EngineError
from sunlit.services import scan as pipeline
from sunlit.services.run import Run


@dataclass
class Told:
    """Keeps what a run told of itself."""

    told: list[tuple[str, object]] = field(default_factory=list)

    def begin(self, path: str, size_bytes: int) -> None:
        self.told.append(("begin", path))

    def rows(self, count: int, position: int) -> None:
        self.told.append(("rows", count))

    def end(self) -> None:
        self.told.append(("end", None))


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_corpus(tmp_path_factory.mktemp("local") / "corpus")


@pytest.fixture(scope="module")
def alone(corpus: Path) -> tuple[bytes, list[tuple[str, object]]]:
    """What one worker in this process gives, and tells on the way."""
    told = Told()
    result = pipeline.scan([corpus], own_scanner(), Run(progress=told))
    assert result.count >= 6
    return as_bytes(result), told.told


def test_processes_give_the_same_bytes_as_one(
    corpus: Path, alone: tuple[bytes, list[tuple[str, object]]]
) -> None:
    told = Told()
    engine = LocalEngine(workers=2, worth_bytes=0)
    result = pipeline.scan([corpus], own_scanner(), Run(engine=engine, progress=told))
    assert as_bytes(result) == alone[0]
    assert told.told == alone[1]
    assert not multiprocessing.active_children()


def test_threads_give_the_same_bytes_as_one(
    corpus: Path, alone: tuple[bytes, list[tuple[str, object]]]
) -> None:
    result = pipeline.scan([corpus], own_scanner(), Run(engine=LocalEngine(workers=2)))
    assert as_bytes(result) == alone[0]


def test_small_files_start_no_process(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(multiprocessing, "get_context", lambda _: pytest.fail("a process began"))
    pipeline.scan([corpus], own_scanner(), Run(engine=LocalEngine(workers=8)))


def test_standard_input_is_read_here_beside_files_that_are_not(corpus: Path) -> None:
    files: list[str | Path] = [
        corpus / "payments-1.csv",
        "-",
        corpus / "payments-2.csv",
        corpus / "payments-4.csv",
    ]

    def run(engine: LocalEngine) -> bytes:
        stdin = io.BytesIO((HEAD + TIED[0]).encode())
        return as_bytes(pipeline.scan(files, own_scanner(), Run(stdin=stdin, engine=engine)))

    assert run(LocalEngine(workers=2, worth_bytes=0)) == run(LocalEngine())


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_worker_that_is_stopped_is_an_error_that_says_so(corpus: Path, tmp_path: Path) -> None:
    pipe = tmp_path / "waits.csv"
    os.mkfifo(pipe)

    def stop_the_reader() -> None:
        with pipe.open("wb"):  # opens once a worker reads
            for child in multiprocessing.active_children():
                if child.pid is not None:
                    os.kill(child.pid, signal.SIGTERM)

    stopper = threading.Thread(target=stop_the_reader)
    stopper.start()
    engine = LocalEngine(workers=2, worth_bytes=0)
    with pytest.raises(EngineError, match=r"waits\.csv"):
        pipeline.scan([pipe, corpus / "payments-0.csv"], own_scanner(), Run(engine=engine))
    stopper.join()
    assert not multiprocessing.active_children()


def test_the_default_is_every_core() -> None:
    assert 1 <= cores() <= (os.cpu_count() or 1)
