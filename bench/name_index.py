"""A list of up to millions of names, searched for the names most like a query."""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from math import log

import numpy as np
import numpy.typing as npt
import pyarrow as pa
from name_neighbours import Neighbours, Numbers

from sunlit.values.names.parsing import Kind, ParsedName, own_weight, parse, parse_with
from sunlit.values.names.scoring import SHARE_OF_WORSE, score_parsed

# Names that are compared in full for one query.
MOST_COMPARED = 60
# Names that the words of one query may call up, and names that one word may rank.
MOST_CALLED = 4_000
MOST_PER_WORD = 100_000
# The rank of a row from its words alone is at most this far below its score.
MARGIN = 0.1
KINDS = ("", *Kind)
INITIALS = "^"
LIKE_INITIALS = 0.6


class NameIndex:
    """Names of things, many to one id, looked up by any spelling of them.

    A million names take about 0.7 GB and 40 s of one core to build. Searching writes to a
    scratch column: one thread at a time; pickle it for other processes.
    """

    def __init__(self, rows: Iterable[tuple[str, str, str]]) -> None:
        """`rows` are (id, name, kind); `kind` is a Kind, or "" where the list does not say."""
        ids: list[str] = []
        names: list[str] = []
        kinds = bytearray()
        numbers: dict[str, int] = {}
        flat, ends = array("i"), array("q", [0])
        for row_id, name, kind in rows:
            parsed = parse.__wrapped__(name)
            own = dict.fromkeys(parsed.words)
            if len(parsed.initials) > 2:
                own[INITIALS + parsed.initials] = None
            flat.extend(numbers.setdefault(word, len(numbers)) for word in own)
            ends.append(len(flat))
            ids.append(row_id)
            names.append(name)
            kinds.append(KINDS.index(kind))
        self._ids = pa.array(ids, pa.large_string())
        self._names = pa.array(names, pa.large_string())
        self._kinds = bytes(kinds)
        self._numbers = numbers
        self._words = list(numbers)
        self._post(np.frombuffer(flat, np.int32), np.frombuffer(ends, np.int64))
        self._near = Neighbours(self._words)
        self._parsed: dict[int, ParsedName] = {}

    def __len__(self) -> int:
        return len(self._ids)

    def search(
        self, query: str, limit: int = 10, kind: str = "", at_least: float = 0.0
    ) -> list[tuple[str, float]]:
        """Up to `limit` (id, score) of the things most likely named by `query`, best first.

        `kind` is the query's, where it is known; names that cannot score `at_least` are not
        compared, which makes a screening faster. Each id once, with its best name's score; equal scores in the order of ids.
        """
        best: dict[str, float] = {}
        for place, score in self.candidates(query, kind, at_least):
            row_id = self._ids[place].as_py()
            if score > best.get(row_id, 0.0):
                best[row_id] = score
        return sorted(best.items(), key=lambda entry: (-entry[1], entry[0]))[:limit]

    def search_many(
        self, queries: Sequence[str], limit: int = 10, at_least: float = 0.0
    ) -> list[list[tuple[str, float]]]:
        """`search` for n queries, same order; equal queries are searched once."""
        found = {query: self.search(query, limit, "", at_least) for query in dict.fromkeys(queries)}
        return [found[query] for query in queries]

    def candidates(
        self, query: str, kind: str = "", at_least: float = 0.0
    ) -> list[tuple[int, float]]:
        """Places of rows worth comparing with `query` and their scores, in no order."""
        parsed = parse_with(query, self.weigh, kind)
        return [
            (place, score)
            for place in self._likely(parsed, at_least)
            if (score := score_parsed(parsed, self._parsed_name(place))) > at_least
        ]

    def weigh(self, word: str) -> float:
        """How much agreeing on `word` says among these names: less for words that many hold."""
        number = self._numbers.get(word)
        return own_weight(word) if number is None else self._weights[number]

    def _post(self, flat: Numbers, ends: npt.NDArray[np.int64]) -> None:
        """File each name under its words."""
        rows = len(ends) - 1
        holders = np.bincount(flat, minlength=len(self._words))
        scale = log(1 + max(rows, 1000))
        rarity = np.log1p(rows / np.maximum(holders, 1)) / scale if rows else holders
        own = np.fromiter(map(own_weight, self._words), np.float64, len(self._words))
        weights = (own * np.minimum(1.0, 0.3 + 0.9 * rarity)).astype(np.float32)
        self._weights = array("f", weights.tobytes())
        order = np.argsort(flat, kind="stable")
        owners = np.repeat(np.arange(rows, dtype=np.int32), np.diff(ends))
        self._postings: Numbers = owners[order]
        self._sizes = holders
        self._starts = np.concatenate([[0], np.cumsum(holders)])
        plain = np.array([not word.startswith(INITIALS) for word in self._words], bool)
        weight_of = np.where(plain, weights, 0)
        sums = np.concatenate([[0.0], np.cumsum(weight_of[flat], dtype=np.float64)])
        self._totals = np.maximum(sums[ends[1:]] - sums[ends[:-1]], 0.01).astype(np.float32)
        self._found = np.zeros(rows, np.float32)

    def _likely(self, query: ParsedName, at_least: float) -> list[int]:
        """Places of the rows that share the most weight of words with `query`."""
        called: list[Numbers] = []
        touched: list[Numbers] = []
        found = self._found
        room = MOST_CALLED
        # The rarest words call rows up; once there are many, the others only rank them.
        for size, number, weight in self._lookups(query):
            if size > MOST_PER_WORD:
                break
            posting = self._postings[self._starts[number] : self._starts[number + 1]]
            found[posting] += weight
            if room > 0:
                called.append(posting)
                room -= size
            else:
                touched.append(posting)
        if not called:
            return self._holders_of_common(query)
        rows = np.concatenate(called)
        shared = np.minimum(found[rows], query.total)
        for posting in (*called, *touched):
            found[posting] = 0
        ours, theirs = shared / query.total, np.minimum(1, shared / self._totals[rows])
        rank = SHARE_OF_WORSE * np.minimum(ours, theirs) + (1 - SHARE_OF_WORSE) * np.maximum(
            ours, theirs
        )
        if at_least > MARGIN:
            enough = rank >= at_least - MARGIN
            rows, rank = rows[enough], rank[enough]
        # A row is called once for each word that it shares.
        most = MOST_COMPARED * max(1, min(len(called), len(query.words)))
        if len(rows) > most:
            rank_order = np.argpartition(-rank, most)[:most]
            rows, rank = rows[rank_order], rank[rank_order]
        rows = rows[np.argsort(-rank, kind="stable")]
        return list(dict.fromkeys(rows.tolist()))[:MOST_COMPARED]

    def _lookups(self, query: ParsedName) -> list[tuple[int, int, float]]:
        """(Number of names, word number, weight) of each word that is like one of the query's.

        Rarest first; a word that is like several counts once, by the most that it says.
        """
        said: dict[int, float] = {}
        for number, weight in self._like_words(query):
            if weight > said.get(number, 0.0):
                said[number] = weight
        sizes = self._sizes
        return sorted((int(sizes[number]), number, weight) for number, weight in said.items())

    def _like_words(self, query: ParsedName) -> Iterator[tuple[int, float]]:
        """Numbers of like words, and of joined, split and initial forms, with what each says."""
        spelled, weights = query.spelled, query.weights
        for at, (word, weight) in enumerate(zip(query.words, weights, strict=True)):
            own = self._numbers.get(word)
            if own is not None:
                yield own, weight
            for number, alike in self._near.like(word):
                yield number, weight * alike
            if at + 1 < len(spelled):
                for number, alike in self._like_joined(spelled[at], spelled[at + 1]):
                    yield number, (weight + weights[at + 1]) * alike
            for left, right in self._splits(spelled[at]):
                yield left, 0.5 * weight
                yield right, 0.5 * weight
            initials = self._numbers.get(INITIALS + spelled[at])
            if initials is not None:
                yield initials, LIKE_INITIALS * weight
        acronym = self._numbers.get(query.initials) if query.initials else None
        if acronym is not None:
            yield acronym, LIKE_INITIALS * query.total

    def _like_joined(self, first: str, second: str) -> list[tuple[int, float]]:
        """Words like both in one; one that ends with the first is only that word again."""
        least = len(first) + (len(second) + 1) // 2
        return [
            entry
            for entry in self._near.like(first + second, widely=False)
            if len(self._words[entry[0]]) >= least
        ]

    def _splits(self, word: str) -> Iterator[tuple[int, int]]:
        for at in range(2, len(word) - 1) if len(word) > 4 else ():
            left, right = self._numbers.get(word[:at]), self._numbers.get(word[at:])
            if left is not None and right is not None:
                yield left, right

    def _holders_of_common(self, query: ParsedName) -> list[int]:
        """The first rows under the words of a query whose every word is too common."""
        rows: list[int] = []
        for word in query.words:
            number = self._numbers.get(word)
            if number is not None:
                start = int(self._starts[number])
                stop = min(int(self._starts[number + 1]), start + MOST_COMPARED)
                rows.extend(self._postings[start:stop].tolist())
        return list(dict.fromkeys(rows))[:MOST_COMPARED]

    def _parsed_name(self, place: int) -> ParsedName:
        parsed = self._parsed.get(place)
        if parsed is None:
            if len(self._parsed) > 100_000:
                self._parsed.clear()
            parsed = self._parsed[place] = parse_with(
                self._names[place].as_py(), self.weigh, KINDS[self._kinds[place]]
            )
        return parsed
