"""Which finding has this id, in a file of findings?"""

from pathlib import Path
from typing import Any

from sunlit import findings


def explain(finding_id: str, found_in: Path) -> dict[str, Any]:
    """The finding of that id, or whose id begins so, whole. Errors: those of `find_finding`."""
    return findings.find_finding(finding_id, found_in)
