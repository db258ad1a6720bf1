"""What do many findings share, that a file tells once and refers to by path or number?"""

from collections.abc import Hashable, Mapping
from typing import Any, Final

from sunlit.schema import plain
from sunlit.tables import OriginalName

#: Of one numbered kind so many are remembered; then it is told anew, under further numbers.
_MOST: Final = 10_000


class ToldOnce:
    """Hands out a record for each shared thing that was not told yet.

    Memory is for the originals; of numbered things it is bounded, however many findings there are.
    """

    def __init__(self) -> None:
        self._version: str | None = None
        self._sha256: dict[str, str] = {}
        self._numbers: dict[str, dict[Hashable, int]] = {}
        self._last: dict[str, int] = {}
        self._waiting: list[dict[str, Any]] = []

    def knowledge(self, version: str) -> None:
        """Tell which knowledge the findings from here on rest on."""
        if version != self._version:
            self._version = version
            self._waiting.append({"record": "knowledge", "knowledge_version": version})

    def other_bytes(self, original: OriginalName) -> str | None:
        """The SHA-256 that the finding must say itself; None where that of its path's record holds."""
        told = self._sha256.get(original.path)
        if told is None:
            self._sha256[original.path] = original.sha256
            self._waiting.append({"record": "original", **plain(original)})
            return None
        return None if told == original.sha256 else original.sha256

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
