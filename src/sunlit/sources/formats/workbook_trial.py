"""Does a workbook in a binary format open without bringing the process down?

A few changed bytes in an XLS file (or XLSB) can make calamine ask for hundreds of gigabytes, which ends
the process: no exception, no report, none of the run's other files. So a child opens it first,
with a bound on its memory and time, and only what the child survives is opened here.
"""

import subprocess
import sys
from typing import Final

from sunlit.errors import DamagedOriginalError
from sunlit.sources.raw import Original

TRIAL_SECONDS: Final = 60
PANIC: Final = 3
SCRIPT: Final = """
import io, sys
try:
    import resource
    resource.setrlimit(resource.RLIMIT_AS, (2 * 2**30, 2 * 2**30))
except (ImportError, ValueError, OSError):
    pass
import python_calamine
try:
    with python_calamine.load_workbook(io.BytesIO(sys.stdin.buffer.read())) as workbook:
        for index in range(len(workbook.sheet_names)):
            workbook.get_sheet_by_index(index)
except Exception:
    sys.exit(0)
except BaseException:
    sys.exit(3)
"""


def try_to_open(original: Original) -> None:
    """Open every sheet in a child process; raise DamagedOriginalError when that goes wrong.

    Errors that calamine reports in order are left to the real opening, which says them better.
    """
    with original.open() as stream:
        content = stream.read()
    try:
        trial = subprocess.run(  # noqa: S603 - this interpreter, a fixed script, no shell
            [sys.executable, "-I", "-c", SCRIPT],
            input=content,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=TRIAL_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise _damaged(original, f"it takes longer than {TRIAL_SECONDS} seconds to open") from error
    if trial.returncode == PANIC:
        raise _damaged(original, "its parts do not fit together")
    if trial.returncode:
        raise _damaged(original, "opening it takes more memory than any sheet needs")


def _damaged(original: Original, reason: str) -> DamagedOriginalError:
    return DamagedOriginalError(
        original.path,
        f"the workbook cannot be read ({reason}).",
        "Open it in a spreadsheet program and save it again.",
    )
