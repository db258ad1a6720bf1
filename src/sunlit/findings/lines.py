"""How is a line of a file of findings read back, whichever way the file tells what they share?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from sunlit.tables import (
    AnswerWords,
    Cell,
    Fact,
    Feature,
    Finding,
    Fold,
    Mention,
    OriginalName,
)
from sunlit.values.partial_date import PartialDate

_PRECISIONS: Final = {4: "year", 7: "month", 10: "day"}
_SIGNAL: Final = ("field", "signal", "signal_kind", "variant", "stance", "reason", "source")
_MUST: Final = (
    "finding_id", "locator", "row_number", "kind", "party", "party_name", "grade", "stance",
    "score", "reason", "counted", "reviewed",
)  # fmt: skip
_MAY: Final = (
    "buyer", "supplier", "description", "currency", "jurisdiction", "product_class",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class FindingLine:
    """A finding of a file, and what the file says of the law.

    `answers` have no `why` where the file tells the law once: it names the day of one purchase.
    """

    finding: Finding
    answers: tuple[AnswerWords, ...]
    law_in_a_word: str


class LinesReader:
    """Remembers what the lines so far told once, for the lines that refer to it."""

    def __init__(self) -> None:
        self._told: dict[tuple[str, int], Mapping[str, Any]] = {}
        self._version: str | None = None
        self._sha256: dict[str, str] = {}
        self._instruments: dict[str, Mapping[str, Any]] = {}
        self._laws: dict[str, tuple[AnswerWords, ...]] = {}
        self._in_a_word: dict[str, str] = {}

    def read(self, line: Mapping[str, Any]) -> FindingLine | None:
        """The finding of a line; None for a line that tells what others share.

        KeyError, TypeError, ValueError or AttributeError when it is neither.
        """
        kind = line.get("record")
        if kind is None:
            return self._finding(line)
        if kind == "instruments":
            self._instruments |= {
                instrument["instrument"]: instrument for instrument in line["instruments"]
            }
        elif kind == "law":
            self._laws[line["law"]] = tuple(
                answers_of_record({**self._instruments[answer["instrument"]], **answer})
                for answer in line["answers"]
            )
            self._in_a_word[line["law"]] = line["in_a_word"]
        elif kind == "knowledge":
            self._version = line["knowledge_version"]
        elif kind == "original":
            self._sha256[line["path"]] = line["sha256"]
        else:
            self._told[kind, line["number"]] = line
        return None

    def answers(self, law: str) -> tuple[AnswerWords, ...]:
        """What the lines so far say of a law; nothing when they do not tell it."""
        return self._laws.get(law, ())

    def in_a_word(self, law: str) -> str:
        """The same in a few words."""
        return self._in_a_word.get(law, "")

    def _finding(self, line: Mapping[str, Any]) -> FindingLine:
        day, precision = _day(line.get("date"))
        law = line.get("law", "")
        own: dict[str, Any] = {name: line[name] for name in _MUST}
        own |= {name: line.get(name) for name in _MAY}
        finding = Finding(
            **own,
            claim=line.get("claim", ""),
            aliases=tuple(line.get("aliases", ())),
            original=self._original(line),
            row_key=line.get("row_key", ""),
            date=day,
            date_precision=precision,
            date_kind=line.get("date_kind") or "unknown",
            amount=_decimal(line.get("amount")),
            amount_covers=line.get("amount_covers") or "unknown",
            mentions=tuple(self._mention(one) for one in line.get("mentions", ())),
            features=self._features(line),
            facts=tuple(Fact(*pair) for pair in line.get("facts", {}).items()),
            law=law,
            folded=tuple(_fold(one) for one in line.get("folded", ())),
            row=self._row(line),
            knowledge_version=line.get("knowledge_version") or self._told_version(),
        )
        told = tuple(answers_of_record(one) for one in line.get("status", ()))
        in_a_word = line.get("law_in_a_word") or self.in_a_word(law)
        return FindingLine(finding, told or self.answers(law), in_a_word)

    def _told_version(self) -> str:
        if self._version is None:
            raise KeyError("knowledge_version")
        return self._version

    def _original(self, line: Mapping[str, Any]) -> OriginalName:
        original = line["original"]
        if isinstance(original, str):
            return OriginalName(original, line.get("sha256") or self._sha256[original])
        return OriginalName(original["path"], original["sha256"])

    def _mention(self, mention: Mapping[str, Any]) -> Mention:
        signal = mention["signal"]
        told = self._told["signal", signal] if isinstance(signal, int) else mention
        return Mention(
            column=told.get("column", ""),
            start=mention["start"],
            end=mention["end"],
            text=mention["text"],
            **{name: told.get(name) for name in _SIGNAL},  # type: ignore[arg-type]
        )

    def _features(self, line: Mapping[str, Any]) -> tuple[Feature, ...]:
        told = self._told["points", line["points"]] if "points" in line else line
        return tuple(Feature(one["feature"], one["points"]) for one in told.get("features", ()))

    def _row(self, line: Mapping[str, Any]) -> tuple[Cell, ...]:
        if "columns" in line:
            names: Sequence[str] = self._told["columns", line["columns"]].get("names", ())
            return tuple(map(Cell, names, line.get("cells", ())))
        return tuple(Cell(one["column"], one.get("cell")) for one in line.get("row", ()))


def answers_of_record(record: Mapping[str, Any]) -> AnswerWords:
    """What an instrument says, of a record where nulls may be left out."""
    return AnswerWords(
        instrument=record["instrument"],
        name=record["name"],
        answer=record["answer"],
        listed=record.get("listed"),
        listed_from=record.get("listed_from"),
        listed_until=record.get("listed_until"),
        tranche=record.get("tranche"),
        via=record.get("via"),
        missing=record.get("missing"),
        why=record.get("why") or "",
        citation=record.get("citation") or None,
        quote=record.get("quote") or None,
        source=record.get("source") or None,
        verified=record["verified"],
    )


def _day(text: str | None) -> tuple[date | None, str | None]:
    """The first day of a date as the file writes it, and how precisely it is known."""
    if not text:
        return None, None
    year, quarter, number = text.partition("-Q")
    if quarter:
        return date(int(year), int(number) * 3 - 2, 1), "quarter"
    return PartialDate.parse(text).first, _PRECISIONS[len(text)]


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _fold(fold: Mapping[str, Any] | str) -> Fold:
    if isinstance(fold, str):  # as files of version 0.1 have it: "path#locator: reason"
        path, _, rest = fold.partition("#")
        locator, _, reason = rest.partition(": ")
        return Fold(path, locator, "", "", reason, None)
    return Fold(
        fold["path"],
        fold["locator"],
        fold["finding_id"],
        fold["claim"],
        fold["reason"],
        _decimal(fold.get("added")),
    )
