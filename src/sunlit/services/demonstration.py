"""What does the demonstration scan? One real file, as its publisher gave it."""

from pathlib import Path

from sunlit.demonstration import HYNDBURN
from sunlit.services.run import ReadOptions, Run
from sunlit.services.scan import ScanResult, scan
from sunlit.services.scanner import Scanner

#: The file's name, and what it holds.
NAME = HYNDBURN.name


def content() -> bytes:
    """What Hyndburn Borough Council (England) paid in November 2024, as CSV."""
    return HYNDBURN.read_bytes()


def scan_demonstration(original: Path, scanner: Scanner) -> ScanResult:
    """Scan a copy of that file."""
    options = ReadOptions(buyer="Hyndburn Borough Council", jurisdiction="GB")
    return scan([original], scanner, Run(options=options))
