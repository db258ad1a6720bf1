"""Does a table come back as it was given, and does nothing stay behind?"""

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pyarrow as pa
import pytest

from sunlit.ledger import Ledger, MemoryLedger, TableName

TIED, TERMS = TableName("tied", "A"), TableName("terms", "A")


@pytest.fixture(params=[2**20, 0], ids=["in memory", "in the file"])
def ledger(request: pytest.FixtureRequest) -> Iterator[Ledger]:
    with MemoryLedger(held_bytes=request.param) as made:
        yield made


def batch(*rows: str) -> pa.RecordBatch:
    return pa.RecordBatch.from_pydict({"row": pa.array(rows, pa.string())})


def told(ledger: Ledger, name: TableName) -> list[list[str]]:
    return [batch.column("row").to_pylist() for batch in ledger.batches(name)]


def test_batches_come_in_their_order_as_often_as_wanted(ledger: Ledger) -> None:
    ledger.append(TIED, batch("a", "b"))
    ledger.append(TERMS, batch("x"))
    ledger.append(TIED, batch("c"))
    assert told(ledger, TIED) == told(ledger, TIED) == [["a", "b"], ["c"]]
    assert told(ledger, TERMS) == [["x"]]
    assert (ledger.rows(TIED), ledger.rows(TERMS)) == (3, 1)


def test_a_table_that_nobody_made_is_empty(ledger: Ledger) -> None:
    assert told(ledger, TIED) == []
    assert ledger.rows(TIED) == 0


def test_rows_are_taken_by_their_place(ledger: Ledger) -> None:
    for rows in (("a", "b"), ("c",), ("d", "e")):
        ledger.append(TIED, batch(*rows))
    assert ledger.take(TIED, [1, 3, 4]).column("row").to_pylist() == ["b", "d", "e"]
    assert ledger.take(TIED, []).num_rows == 0
    with pytest.raises(IndexError, match="5 rows"):
        ledger.take(TIED, [5])


def test_what_is_appended_while_a_table_is_read_goes_elsewhere(ledger: Ledger) -> None:
    for rows in (("a",), ("b",)):
        ledger.append(TIED, batch(*rows))
    for one in ledger.batches(TIED):
        ledger.append(TERMS, one)
    assert told(ledger, TERMS) == [["a"], ["b"]]


@pytest.mark.parametrize("end", [None, KeyError], ids=["at its end", "on an error"])
def test_no_file_stays_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, end: Callable[[], Exception] | None
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))

    def run() -> None:
        with MemoryLedger(held_bytes=0) as ledger:
            ledger.append(TIED, batch("a"))
            assert told(ledger, TIED) == [["a"]]
            if end is not None:
                raise end()

    if end is None:
        run()
    else:
        with pytest.raises(KeyError):
            run()
    assert list(tmp_path.iterdir()) == []
