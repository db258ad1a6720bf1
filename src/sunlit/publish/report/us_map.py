"""Which states of the map are shaded, and how many purchases stand in each?

Outlines: us_states.json, made by tools/us_states.py from us-atlas, whose licence is in the file.
"""

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any, Final

from sunlit.tables import Finding, ReportedPurchase

#: The least count of each shade, lightest first.
SHADES: Final = (1, 3, 6, 12)


@dataclass(frozen=True)
class State:
    """A state: its outline as SVG path data, where a label stands, and what is counted in it."""

    code: str
    name: str
    path: str
    x: float
    y: float
    found: int
    reported: int
    shade: int  # 0 none, else 1..len(SHADES)

    @property
    def told(self) -> str:
        """What a reader is told of the state."""
        said = []
        if self.found:
            said.append(f"{self.found} found in the files")
        if self.reported:
            said.append(f"{self.reported} reported by others")
        return f"{self.name}: {', '.join(said) or 'none'}"


@dataclass(frozen=True)
class UsMap:
    """All states with their counts; the counts that no state can be given; view box numbers."""

    view_box: str
    states: tuple[State, ...]
    nationwide: int
    elsewhere: int
    unplaced: int

    @property
    def marked(self) -> tuple[State, ...]:
        """The states with something in them, by name."""
        return tuple(state for state in self.states if state.shade)


def us_map(findings: Iterable[Finding], cases: Iterable[ReportedPurchase]) -> UsMap | None:
    """Count findings and reported purchases by state of the buyer; None when none is in a state."""
    found = Counter(row.jurisdiction for row in findings)
    reported: Counter[str | None] = Counter(case.jurisdiction for case in cases)
    both = found + reported
    outlines = _outlines()
    states = tuple(
        State(
            **outline,
            found=found[f"US-{outline['code']}"],
            reported=reported[f"US-{outline['code']}"],
            shade=_shade(both[f"US-{outline['code']}"]),
        )
        for outline in outlines["states"]
    )
    if not any(state.shade for state in states):
        return None
    placed = sum(state.found + state.reported for state in states)
    unplaced = both[None]
    return UsMap(
        view_box=" ".join(map(str, outlines["view_box"])),
        states=states,
        nationwide=both["US"],
        elsewhere=both.total() - placed - unplaced - both["US"],
        unplaced=unplaced,
    )


def _shade(count: int) -> int:
    return sum(1 for least in SHADES if count >= least)


@lru_cache(maxsize=1)
def _outlines() -> dict[str, Any]:
    text = (files("sunlit.publish.report") / "us_states.json").read_text(encoding="utf-8")
    record: dict[str, Any] = json.loads(text)
    return record
