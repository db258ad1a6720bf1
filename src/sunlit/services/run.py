"""What is a run told beside what it looks for: how to read, on what, and whom to tell?"""

from dataclasses import dataclass, field
from typing import IO, Protocol

from sunlit.engines import Engine
from sunlit.engines.local import LocalEngine, cores
from sunlit.engines.spark import SparkEngine, environment, is_master
from sunlit.ledger import Account
from sunlit.settings import DEFAULT_LIMITS, Limits
from sunlit.sources import (
    OF_TEXT,
    OPTIONS,
    Option,
    OptionError,
    ReadingOptions,
    ReadOptions,
    TextOptions,
)

__all__ = [
    "OF_TEXT",
    "OPTIONS",
    "Account",
    "Engine",
    "Option",
    "OptionError",
    "Progress",
    "ReadOptions",
    "ReadingOptions",
    "Run",
    "Silent",
    "TextOptions",
    "engine_named",
    "environment",
]


class Progress(Protocol):
    """Who is told how a long run gets on."""

    def begin(self, path: str, size_bytes: int) -> None:
        """Say that an original is begun."""

    def rows(self, count: int, position: int) -> None:
        """Say that so many further rows were read, and the bytes taken so far."""

    def end(self) -> None:
        """Say that the original is done."""


class Silent:
    """Nobody is told."""

    def begin(self, path: str, size_bytes: int) -> None:
        """Say nothing."""

    def rows(self, count: int, position: int) -> None:
        """Say nothing."""

    def end(self) -> None:
        """Say nothing."""


@dataclass(frozen=True)
class Run:
    """Nothing in it is a clock: the same run of the same scanner gives the same bytes."""

    options: ReadOptions = field(default_factory=ReadOptions)
    limits: Limits = DEFAULT_LIMITS
    stdin: IO[bytes] | None = None
    progress: Progress = field(default_factory=Silent)
    engine: Engine = field(default_factory=LocalEngine)


def engine_named(name: str, workers: int | None = None) -> Engine:
    """Give the engine "local" with so many workers (all cores for None), or a Spark master's.

    Raises ValueError when the name is neither.
    """
    if name == "local":
        return LocalEngine(workers or cores())
    if not is_master(name):
        raise ValueError(
            f"--engine {name!r}: write local, or a Spark master such as spark://HOST:7077."
        )
    if workers is not None:
        raise ValueError(f"--workers {workers} is for the local engine; {name} has its own.")
    return SparkEngine(name)
