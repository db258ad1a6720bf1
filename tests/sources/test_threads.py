"""Do threads that read at once disturb one another, or whoever else runs in the process?"""

import csv
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

from sunlit.settings import DEFAULT_LIMITS
from sunlit.sources import Original, ReadOptions, read
from sunlit.sources.originals.encoding import choose_encoding

Make = Callable[..., Original]
HEAD = "Payment Date,Supplier,Description,Amount\n"


def content(number: int) -> bytes:
    """Mostly UTF-8, with `number` bytes that are none, and a cell longer than csv's own bound."""
    row = f'13/11/2024,"Café Alder {number}","Gate ""{number}"" ü",12.50\n'
    misfits = b"13/11/2024,Alder \xff,Gate,1.00\n" * number
    long = f'14/11/2024,Birch,"{"x" * (140_000 + number)}",1.00\n'
    return HEAD.encode() + row.encode() * 400 + misfits + long.encode()


def account(source: Original) -> list[Any]:
    batches = list(read(source, ReadOptions(), DEFAULT_LIMITS))
    warnings = dict.fromkeys(w for batch in batches for w in batch.warnings)
    return [[b.purchases.to_pylist() for b in batches], [b.left_out.to_pylist() for b in batches],
            list(warnings)]  # fmt: skip


def test_eight_threads_give_each_file_its_own_tally_and_account(original: Make) -> None:
    sources = [replace(original(content(n)), path=f"{n}.csv") for n in range(1, 9)] * 2
    alone = [account(source) for source in sources]
    with ThreadPoolExecutor(8) as threads:
        together = list(threads.map(account, sources))
    assert together == alone
    for number, (_, _, warnings) in enumerate(alone[:8], start=1):
        assert warnings[0].startswith(f"{number} bytes are not UTF-8")


def test_a_tally_begun_in_the_midst_of_another_leaves_it_alone(original: Make) -> None:
    def within(source: Original) -> Iterator[int]:
        chosen = choose_encoding(replace(source, open=lambda: opened(source)), None)
        yield int((chosen.warning or "0").split()[0])

    def opened(source: Original) -> Any:
        choose_encoding(original(content(5)), None)
        return source.open()

    assert list(within(original(content(3)))) == [3]


def test_nothing_of_the_process_is_changed(original: Make) -> None:
    before = csv.field_size_limit()
    account(original(content(2)))
    assert csv.field_size_limit() == before
