"""How is work spread over the cores of one machine?"""

import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Iterator, Sequence
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from types import FrameType
from typing import Any, NoReturn

import pyarrow as pa

from sunlit.engines.contract import Work
from sunlit.errors import EngineError

#: What later units may make before it is their turn; then their workers wait.
MOST_WAITING_BYTES = 256 * 2**20
#: Below this many bytes a further process takes longer to start than it saves.
WORTH_A_PROCESS_BYTES = 128 * 2**20


def cores() -> int:
    """How many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class LocalEngine:
    """Runs units here, or in several processes when there are several and they are large.

    One worker runs everything in this process and starts nothing. With more, a run that stays
    in this process lets the work use threads.
    """

    def __init__(self, workers: int = 1, worth_bytes: int = WORTH_A_PROCESS_BYTES) -> None:
        self._workers = workers
        self._worth_bytes = worth_bytes

    @property
    def workers(self) -> int:
        """As many as were asked for."""
        return self._workers

    def run(self, work: Work, units: Sequence[str]) -> Iterator[pa.RecordBatch]:
        """Give the rows of all units in order; see contract.Engine."""
        processes = min(self._workers, len(units))
        if processes > 1 and _beside_largest(work, units) >= self._worth_bytes:
            yield from _Processes(work, units).run(processes)
            return
        for unit in units:
            yield from work(unit, threads=self._workers)

    def close(self) -> None:
        """Nothing is kept between runs."""


def _beside_largest(work: Work, units: Sequence[str]) -> int:
    """The bytes of all units but the largest.

    One process reads the largest from its start to its end: only the others can run beside it.
    """
    return sum(sorted(map(work.size_bytes, units))[:-1])


class _Processes:
    """Processes that each take one unit after the other, and send its batches as they come."""

    def __init__(self, work: Work, units: Sequence[str]) -> None:
        self._work = work
        self._units = units
        self._next = 0
        self._taken: dict[Connection, int] = {}
        # What came before its turn: the batches of later units.
        self._waiting: dict[int, deque[pa.RecordBatch]] = {}
        self._waiting_bytes = 0
        self._finished: set[int] = set()
        self._started: list[BaseProcess] = []

    def run(self, processes: int) -> Iterator[pa.RecordBatch]:
        try:
            for _ in range(processes):
                self._start()
            for unit in range(len(self._units)):
                yield from self._of(unit)
        finally:
            self._stop()

    def _of(self, unit: int) -> Iterator[pa.RecordBatch]:
        while True:
            waiting = self._waiting.setdefault(unit, deque())
            while waiting:
                batch = waiting.popleft()
                self._waiting_bytes -= batch.nbytes
                yield batch
            if unit in self._finished:
                del self._waiting[unit]
                return
            for connection in wait(self._heard(unit)):
                assert isinstance(connection, Connection)
                self._receive(connection)

    def _heard(self, unit: int) -> list[Connection]:
        """The workers that are listened to: only the one whose turn it is once too much waits."""
        if self._waiting_bytes < MOST_WAITING_BYTES:
            return list(self._taken)
        # Units are handed out in their order: the one whose turn it is has been, or is done.
        return [connection for connection, taken in self._taken.items() if taken == unit]

    def _start(self) -> None:
        # Spawned, not forked: a fork beside Arrow's threads can hang.
        context = multiprocessing.get_context("spawn")
        here, there = context.Pipe()
        process = context.Process(target=_serve, args=(there, self._work), daemon=True)
        process.start()
        there.close()
        self._started.append(process)
        self._hand_out(here)

    def _hand_out(self, connection: Connection) -> None:
        if self._next == len(self._units):
            self._taken.pop(connection, None)
            connection.close()
            return
        self._taken[connection] = self._next
        connection.send(self._units[self._next])
        self._next += 1

    def _receive(self, connection: Connection) -> None:
        unit = self._taken[connection]
        try:
            message: Any = connection.recv()
        except (EOFError, ConnectionError) as error:
            raise EngineError(
                f"A worker process ended while it read {_shown(self._units[unit])}. The system may have "
                "stopped it for want of memory: try again with --workers 1."
            ) from error
        if isinstance(message, BaseException):
            raise message
        if message is None:
            self._finished.add(unit)
            self._hand_out(connection)
            return
        self._waiting.setdefault(unit, deque()).append(message)
        self._waiting_bytes += message.nbytes

    def _stop(self) -> None:
        for connection in self._taken:
            connection.close()
        for process in self._started:
            process.terminate()
            process.join()


def _shown(unit: str) -> str:
    """A unit may be a part of a path, after a zero byte that no terminal shows."""
    return unit.replace("\0", ", part ")


def _serve(connection: Connection, work: Work) -> None:
    """Run units until the other end closes: batches, then None; or the error in their place."""
    # The terminal's Ctrl-C reaches every process; the first one ends the others.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # Asked to end, it leaves as from an error, so that temporary files go.
    signal.signal(signal.SIGTERM, _leave)
    try:
        while True:
            unit = connection.recv()
            try:
                for batch in work(unit):
                    connection.send(batch)
                connection.send(None)
            except Exception as error:  # noqa: BLE001 - raised again where the rows were wanted
                connection.send(error)
    except (EOFError, ConnectionError):
        return


def _leave(_: int, __: FrameType | None) -> NoReturn:
    raise SystemExit(1)
