"""Every error that Sunlit raises on purpose, on one root.

```
SunlitError
├── InputError            the user can mend the input or the command
│   ├── OriginalError     one original cannot be read; the others of the run still are
│   │   ├── NotFoundError, EmptyOriginalError, NotSpendingDataError, DamagedOriginalError
│   │   ├── LimitError    larger, deeper or longer than the limits allow
│   │   ├── FetchError    an address that gives no list, or that must not be asked
│   │   └── UnsafePathError
│   ├── AmbiguousError    two readings are possible and a guess could accuse: ask
│   └── MappingError      a column that is named does not exist, or no column gives a needed field
├── KnowledgeError        the package's or a user's knowledge is not valid
├── EngineError           a process or a cluster that the work runs on failed
└── OutputError           what was asked for cannot be written there
```

Each message says what is wrong, the value, and what to do next.
"""


class SunlitError(Exception):
    """The root: catch this to catch all of Sunlit's errors."""


class InputError(SunlitError):
    """Something about the input or the command, which the user can mend."""


class OriginalError(InputError):
    """One original cannot be read. `path` is where, `problem` what, `advice` what to do next."""

    def __init__(self, path: str, problem: str, advice: str) -> None:
        self.path = path
        self.problem = problem
        self.advice = advice
        super().__init__(f"{path}: {problem} {advice}".strip())


class NotFoundError(OriginalError):
    """No such file or folder."""


class EmptyOriginalError(OriginalError):
    """The file has no bytes, or no rows at all."""


class NotSpendingDataError(OriginalError):
    """The content is of a kind that holds no table (a picture, a program, a PDF)."""


class DamagedOriginalError(OriginalError):
    """The format is known but the content breaks off or breaks its rules."""


class LimitError(OriginalError):
    """The content is larger, deeper or longer than the limits in settings.py allow."""


class FetchError(OriginalError):
    """What an address names cannot be fetched, or must not be."""


class UnsafePathError(OriginalError):
    """An archive names a path outside itself."""


class AmbiguousError(OriginalError):
    """Two readings are possible; the message shows both and the flag that chooses."""


class MappingError(OriginalError):
    """A column is named that is not there, or a needed field has no column."""


class KnowledgeError(SunlitError):
    """The knowledge (parties, signals, instruments) is not valid. The message names file and key."""


class EngineError(SunlitError):
    """Where the work runs failed: a process that ended, a cluster that is not there."""


class OutputError(SunlitError):
    """What was asked for cannot be written: the place, the format or the extra is missing."""
