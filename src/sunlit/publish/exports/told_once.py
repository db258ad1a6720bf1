"""What do many findings share, that a file tells once and refers to by number?"""

from collections.abc import Hashable, Mapping
from typing import Any, Final

from sunlit.schema import plain

#: Of one kind so many are remembered; then it is told anew, under further numbers.
_MOST: Final = 10_000


class ToldOnce:
    """Numbers shared things, and hands out a record for each that was not told yet.

    Memory is bounded, however many findings there are.
    """

    def __init__(self) -> None:
        self._numbers: dict[str, dict[Hashable, int]] = {}
        self._last: dict[str, int] = {}
        self._waiting: list[dict[str, Any]] = []

    def number(self, kind: str, key: Hashable, record: Mapping[str, Any]) -> int:
        """The number of a thing; equal `key` is the same thing, and `record` what is told of it."""
        known = self._numbers.setdefault(kind, {})
        number = known.get(key)
        if number is None:
            if len(known) >= _MOST:
                known.clear()
            number = self._last[kind] = self._last.get(kind, 0) + 1
            known[key] = number
            values = {name: plain(value) for name, value in record.items()}
            self._waiting.append({"record": kind, "number": number, **values})
        return number

    def told(self) -> list[dict[str, Any]]:
        """The records since the last call: they stand before what refers to them."""
        waiting, self._waiting = self._waiting, []
        return waiting
